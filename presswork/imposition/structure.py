"""Keeps the tags of a document whose pages have become forms on sheets, or takes them off with what they claim."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Stream

if TYPE_CHECKING:
    import pikepdf

    from presswork.imposition.destinations import ObjectNumber

_CLAIMS = (b"pdfuaid", b"pdfaid")
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"


class Homes:
    """Where tagged content now is: in the form of its page, which is painted on a sheet.

    Pages are known by their object numbers; `links` are those of the annotations that lie on sheets.
    """

    def __init__(self, links: set[ObjectNumber]) -> None:
        self.links = links
        self._content: dict[ObjectNumber, Any] = {}

    def add(self, page: ObjectNumber, form: Any, sheet: Any) -> None:
        """Say where the content of a page is."""
        self._content[page] = Dictionary(Type=Name.MCR, Pg=sheet, Stm=form)

    def reference(self, page: ObjectNumber) -> Any:
        """A marked-content reference (ISO 32000-1, table 324) to a page's content, without MCID; None if it is gone."""
        return self._content.get(page)


def keep(pdf: pikepdf.Pdf, homes: Homes) -> None:
    """Let the structure tree find its content in the forms of the pages (ISO 32000-1, 14.7.4.3)."""
    root = pdf.Root.get("/StructTreeRoot")
    waiting: list[Any] = [root] if isinstance(root, Dictionary) else []
    seen: set[ObjectNumber] = set()
    while waiting:
        element = waiting.pop()
        key = element.objgen
        if key in seen:
            continue
        if key[0]:
            seen.add(key)
        waiting += _rewrite(element, homes)


def _rewrite(element: Any, homes: Homes) -> list[Any]:
    """Rewrite one element and the references to content among its kids; its kids that are elements themselves."""
    page = element.get("/Pg")
    reference = None
    if page is not None:
        reference = homes.reference(page.objgen) if isinstance(page, Dictionary) else None
        if reference is None:
            del element["/Pg"]
        else:
            element.Pg = reference.Pg
    kids = element.get("/K")
    if kids is None:
        return []
    if not isinstance(kids, Array):
        return _rewrite_only(element, kids, reference, homes)
    elements, kept, changed = [], [], False
    for kid in kids:
        if _is_element(kid):
            elements.append(kid)
            kept.append(kid)
        else:
            changed = True
            if (new := _content(kid, reference, homes)) is not None:
                kept.append(new)
    if changed:
        element.K = Array(kept)
    return elements


def _rewrite_only(element: Any, kid: Any, reference: Any, homes: Homes) -> list[Any]:
    """The same for an element's only kid, which stands there without an array."""
    if _is_element(kid):
        return [kid]
    new = _content(kid, reference, homes)
    if new is None:
        del element["/K"]
    else:
        element.K = new
    return []


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") not in ("/MCR", "/OBJR")


def _content(kid: Any, reference: Any, homes: Homes) -> Any:
    """A reference to content, rewritten; None when that lies on no sheet. `reference` is that of the element's page."""
    if not isinstance(kid, Dictionary):
        if reference is None or not isinstance(kid, int):
            return None
        new = copy(reference)
        new.MCID = kid
        return new
    page = kid.get("/Pg")
    if isinstance(page, Dictionary):
        reference = homes.reference(page.objgen)
    if reference is None or (kid.Type == "/OBJR" and not _is_kept(kid.get("/Obj"), homes)):
        return None
    kid.Pg = reference.Pg
    if kid.Type == "/MCR" and "/Stm" not in kid:
        kid.Stm = reference.Stm
    return kid


def _is_kept(found: Any, homes: Homes) -> bool:
    """Whether an object is still there: an image, or an annotation that lies on a sheet."""
    return isinstance(found, Dictionary | Stream) and ("/Rect" not in found or found.objgen in homes.links)


def strip(pdf: pikepdf.Pdf) -> None:
    """Take the tags off, and the claims (PDF/UA, and of PDF/A its level A) that the file cannot keep without them."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, Stream) or not any(claim in metadata.read_bytes() for claim in _CLAIMS):
        return
    said = pdf.open_metadata()
    accessible = [key for key in said if key.startswith(_PDFUA)]
    if accessible or said.get(f"{_PDFA}conformance") == "A":
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            for key in accessible:
                del xmp[key]
            if xmp.get(f"{_PDFA}conformance") == "A":
                xmp[f"{_PDFA}conformance"] = "B" if xmp.get(f"{_PDFA}part") == "1" else "U"
