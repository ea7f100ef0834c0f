"""Takes links from the source's pages to sheets, and prints what other annotations show into the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary

from presswork.imposition.matrices import box_under, point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.imposition.destinations import Placed
    from presswork.imposition.matrices import Box
    from presswork.imposition.sources import SourcePage


def flatten(pdf: pikepdf.Pdf, pages: Sequence[SourcePage]) -> None:
    """Paint filled-in fields, stamps and highlighting into the pages' content, where they are to be printed.

    A sheet cannot carry them: a field's page is no page any more. Documents that have nothing but links, as ours, are
    left alone.
    """
    if not any(_is_more_than_links(page.object.get("/Annots")) for page in pages):
        return
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and form.get("/NeedAppearances"):
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("print")
    for page in pages:
        page.object.Annots = Array(links_of(page))
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]


def _is_more_than_links(annotations: Any) -> bool:
    return isinstance(annotations, Array) and any(_kind(each) != "/Link" for each in annotations)


def _kind(annotation: Any) -> Any:
    return annotation.get("/Subtype") if isinstance(annotation, Dictionary) else None


def links_of(page: SourcePage) -> list[Any]:
    """The links of a page; what else is left on it has nothing to print."""
    annotations = page.object.get("/Annots")
    return [each for each in annotations if _kind(each) == "/Link"] if isinstance(annotations, Array) else []


def place_links(pdf: pikepdf.Pdf, links: Sequence[Any], place: Placed, window: Box, *, copies: bool) -> list[Any]:
    """The links of a page as they lie on its sheet; those outside the window through which it is seen are left out.

    `copies` leaves the links themselves untouched, for a page that lies in more than one place.
    """
    return [placed for link in links if (placed := _placed(pdf, link, place, window, copies=copies)) is not None]


def _placed(pdf: pikepdf.Pdf, link: Any, place: Placed, window: Box, *, copies: bool) -> Any:
    try:
        x1, y1, x2, y2 = (float(value) for value in link.Rect)
    except (AttributeError, TypeError, ValueError):
        return None
    area = box_under(place.matrix, (x1, y1, x2, y2))
    if area[2] <= window[0] or area[0] >= window[2] or area[3] <= window[1] or area[1] >= window[3]:
        return None
    if copies:
        link = pdf.make_indirect(Dictionary(link))
    elif not link.is_indirect:
        link = pdf.make_indirect(link)
    link.Rect = Array([round(value, 2) for value in area])
    link.P = place.sheet
    corners = link.get("/QuadPoints")
    if corners is not None:
        values = [float(value) for value in corners]
        pairs = [point(place.matrix, x, y) for x, y in zip(values[::2], values[1::2], strict=False)]
        link.QuadPoints = Array([round(value, 2) for pair in pairs for value in pair])
    return link
