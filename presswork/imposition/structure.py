"""Keeps the tags of a document whose pages have become forms on sheets, or takes them off with what they claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Stream

if TYPE_CHECKING:
    import pikepdf

    from presswork.imposition.destinations import ObjectNumber

_CLAIMS = (b"pdfuaid", b"pdfaid")
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"


@dataclass(frozen=True, slots=True)
class Home:
    """Where the tagged content of a page is now.

    `reference` is a marked-content reference (ISO 32000-1, table 324) to its form that names no MCID yet, and no sheet:
    the element that holds it does.
    """

    sheet: Any
    form: Any
    reference: Any


class Homes:
    """Where tagged content now is: in the form of its page, which is painted on a sheet.

    Pages are known by their object numbers; `links` are those of the annotations that lie on sheets.
    """

    def __init__(self, links: set[ObjectNumber]) -> None:
        self.links = links
        self._homes: dict[ObjectNumber, Home] = {}

    def add(self, page: ObjectNumber, form: Any, sheet: Any) -> None:
        """Say where the content of a page is."""
        self._homes[page] = Home(sheet, form, Dictionary(Type=Name.MCR, Stm=form))

    def of(self, page: Any) -> Home | None:
        """Where the content of a page went; None when that lies on no sheet, or the file has no page there."""
        return self._homes.get(page.objgen) if isinstance(page, Dictionary) else None


def keep(pdf: pikepdf.Pdf, homes: Homes) -> None:
    """Let the structure tree find its content in the forms of the pages (ISO 32000-1, 14.7.4.3).

    A document of 300 pages has 8000 elements, and each look at an object costs a microsecond: so few are taken.
    """
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
        _rewrite(element, homes, waiting)


def _rewrite(element: Any, homes: Homes, waiting: list[Any]) -> None:
    """Rewrite one element and its references to content; its kids that are elements themselves join the waiting."""
    page, home = element.get("/Pg"), None
    if page is not None:
        home = homes.of(page)
        if home is None:
            del element["/Pg"]
        else:
            element["/Pg"] = home.sheet
    kids = element.get("/K")
    if isinstance(kids, Array):
        _rewrite_kids(kids, home, homes, waiting)
    elif kids is not None:
        new = _kid(kids, home, homes, waiting)
        if new is None:
            del element["/K"]
        elif new is not kids:
            element["/K"] = new


def _rewrite_kids(kids: Any, home: Home | None, homes: Homes, waiting: list[Any]) -> None:
    if home is not None and len(kids) == 1 and isinstance(kid := kids[0], int):
        # Nine of ten elements.
        kids[0] = _numbered(home, kid)
        return
    gone = []
    for at, kid in enumerate(kids.as_list()):
        new = _kid(kid, home, homes, waiting)
        if new is None:
            gone.append(at)
        elif new is not kid:
            kids[at] = new
    for at in reversed(gone):
        del kids[at]


def _numbered(home: Home, number: int) -> Any:
    """The reference to the marked content with a number."""
    new = home.reference.__copy__()
    new["/MCID"] = number
    return new


def _kid(kid: Any, home: Home | None, homes: Homes, waiting: list[Any]) -> Any:
    """A kid as it is to be: a number becomes a reference that names the form; None for what lies on no sheet.

    `home` is that of the element's own page.
    """
    if isinstance(kid, int):
        return None if home is None else _numbered(home, kid)
    if not isinstance(kid, Dictionary):
        return None
    kind = kid.get("/Type")
    if kind not in ("/MCR", "/OBJR"):
        waiting.append(kid)
        return kid
    page = kid.get("/Pg")
    home = homes.of(page) if isinstance(page, Dictionary) else home
    if home is None or (kind == "/OBJR" and not _is_kept(kid.get("/Obj"), homes)):
        return None
    kid["/Pg"] = home.sheet
    if kind == "/MCR" and "/Stm" not in kid:
        kid["/Stm"] = home.form
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
