"""Keeps the tags of a document whose pages have become forms on sheets, or takes them off with what they claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pikepdf

    from presswork.imposition.destinations import ObjectNumber

_CLAIMS = (b"pdfuaid", b"pdfaid")
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_NOWHERE = (0, 0)


@dataclass(frozen=True, slots=True)
class Homes:
    """Where tagged content now is: the form and the sheet of each page by the page's object number, and all links."""

    forms: Mapping[ObjectNumber, Any]
    sheets: Mapping[ObjectNumber, Any]
    links: frozenset[ObjectNumber]


def keep(pdf: pikepdf.Pdf, homes: Homes) -> None:
    """Let the structure tree find its content in the forms of the pages (ISO 32000-1, 14.7.4.3)."""
    root = pdf.Root.get("/StructTreeRoot")
    waiting = [root] if root is not None else []
    seen: set[ObjectNumber] = set()
    while waiting:
        element = waiting.pop()
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        waiting += _rewritten(element, homes)


def _rewritten(element: Any, homes: Homes) -> list[Any]:
    """Rewrite one element and the references to content among its kids; its kids that are elements themselves."""
    from pikepdf import Array, Dictionary

    page = element.get("/Pg")
    own = page.objgen if page is not None else _NOWHERE
    if own in homes.sheets:
        element.Pg = homes.sheets[own]
    elif page is not None:
        del element["/Pg"]
    kids = element.get("/K")
    before = list(kids) if isinstance(kids, Array) else [kids] if kids is not None else []
    elements = [kid for kid in before if isinstance(kid, Dictionary) and kid.get("/Type") not in ("/MCR", "/OBJR")]
    if len(elements) < len(before):
        element.K = Array([new for kid in before if (new := _kid(kid, own, homes)) is not None])
    return elements


def _kid(kid: Any, own: ObjectNumber, homes: Homes) -> Any:
    """One kid of an element that is on page `own`: rewritten where it is content; None when that lies on no sheet."""
    from pikepdf import Dictionary, Name

    if not isinstance(kid, Dictionary):
        if own not in homes.forms:
            return None
        return Dictionary(Type=Name.MCR, Pg=homes.sheets[own], Stm=homes.forms[own], MCID=kid)
    kind = kid.get("/Type")
    if kind not in ("/MCR", "/OBJR"):
        return kid
    page = kid.Pg.objgen if "/Pg" in kid else own
    if page not in homes.forms or (kind == "/OBJR" and not _is_kept(kid.get("/Obj"), homes)):
        return None
    kid.Pg = homes.sheets[page]
    if kind == "/MCR" and "/Stm" not in kid:
        kid.Stm = homes.forms[page]
    return kid


def _is_kept(found: Any, homes: Homes) -> bool:
    """Whether an object is still there: an image, or an annotation that lies on a sheet."""
    return found is not None and ("/Rect" not in found or found.objgen in homes.links)


def strip(pdf: pikepdf.Pdf) -> None:
    """Take the tags off, and the claims (PDF/UA, and of PDF/A its level A) that the file cannot keep without them."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    metadata = pdf.Root.get("/Metadata")
    if metadata is None or not any(claim in metadata.read_bytes() for claim in _CLAIMS):
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key in [key for key in xmp if key.startswith(_PDFUA)]:
            del xmp[key]
        if xmp.get(f"{_PDFA}conformance") == "A":
            xmp[f"{_PDFA}conformance"] = "B" if xmp.get(f"{_PDFA}part") == "1" else "U"
