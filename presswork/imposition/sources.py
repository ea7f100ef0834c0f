"""Reads the pages of any PDF: their boxes, how they are turned, and how large they are seen."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, String

from presswork.diagnostics import Diagnostic, Location, Rejected, Severity
from presswork.imposition.matrices import box_under, placed_at, turned
from presswork.imposition.plan import PageSize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.imposition.matrices import Box, Matrix

# A page tree deeper than this inherits nothing any more: it is a loop.
_DEEPEST = 64
_SMALLEST = 1.0
# What pikepdf raises for a file that cannot be understood; the second one came with its version 10.
_BROKEN = (pikepdf.PdfError, getattr(pikepdf, "QpdfRuntimeError", pikepdf.PdfError))


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of the source.

    `object` is its page dictionary; `resources` and `media` what it has or inherits, `trim` its finished format in
    its own coordinates; `seen` takes its coordinates to points as a reader sees the page (/Rotate and UserUnit done)
    with the lower left corner of the trim at the origin.
    """

    object: Any = field(repr=False)
    media: Box
    trim: Box
    seen: Matrix

    @property
    def size(self) -> PageSize:
        """The trim as it is seen, and how much of the page lies beyond it."""
        _, _, width, height = box_under(self.seen, self.trim)
        left, bottom, right, top = box_under(self.seen, self.media)
        beyond = (-left, -bottom, right - width, top - height)
        return PageSize(width, height, tuple(max(0.0, round(b, 4)) for b in beyond))  # type: ignore[arg-type]


def read_pages(data: bytes, name: str = "") -> tuple[PageSize, ...]:
    """The sizes of all pages of a PDF, in order; `name` is the file for findings.

    Raises `Rejected`: I101 when a password is needed, I102 when it is no PDF or too broken, I103 when it has no pages
    or a page no size.
    """
    with opened(data, name) as pdf:
        return tuple(page.size for page in pages_of(pdf, name))


@dataclass(frozen=True, slots=True)
class Document:
    """What a PDF says of itself: its title, whether its pages are read from right to left, and its language."""

    title: str
    rtl: bool
    language: str = "en"


def document_of(pdf: pikepdf.Pdf) -> Document:
    """What an open PDF says of itself."""
    title = pdf.docinfo.get("/Title")
    preferences = pdf.Root.get("/ViewerPreferences")
    rtl = isinstance(preferences, Dictionary) and preferences.get("/Direction") == "/R2L"
    language = pdf.Root.get("/Lang")
    spoken = str(language).strip() if isinstance(language, String) else ""
    return Document(" ".join(str(title).split()) if title is not None else "", rtl, spoken or "en")


@contextmanager
def opened(data: bytes, name: str = "") -> Iterator[pikepdf.Pdf]:
    """The PDF, open until the end of the block. Raises `Rejected` (I101, I102) as `read_pages` says."""
    place = Location(name) if name else None
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            yield pdf
    except pikepdf.PasswordError:
        hint = "open it with its password and save it without one"
        raise Rejected([Diagnostic("I101", "is locked with a password", location=place, hints=(hint,))]) from None
    except _BROKEN as error:
        reason = str(error).rpartition(": ")[2] or "no PDF"
        hint = "export it again from the program that made it"
        raise Rejected(
            [Diagnostic("I102", f"cannot be read as a PDF: {reason}", location=place, hints=(hint,))]
        ) from error


def remarks(pdf: pikepdf.Pdf, name: str = "") -> tuple[Diagnostic, ...]:
    """What is to be said of the file: that it was damaged and has been repaired (I104), that it has a form (I105)."""
    place = Location(name) if name else None
    found = _repairs(pdf, place)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and isinstance(form.get("/Fields"), Array) and len(form.Fields):
        message = "has a form: the sheets show what is filled in, but cannot be filled in themselves"
        found = (*found, Diagnostic("I105", message, Severity.NOTE, place))
    return found


def _repairs(pdf: pikepdf.Pdf, place: Location | None) -> tuple[Diagnostic, ...]:
    told = [str(each) for each in pdf.get_warnings()]
    if not told:
        return ()
    more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
    message = f"was damaged and has been repaired: {told[0].rpartition('): ')[2] or told[0]}{more}"
    hint = "look at every page of the result, or export the file again"
    return (Diagnostic("I104", message, Severity.WARNING, place, (hint,)),)


def pages_of(pdf: pikepdf.Pdf, name: str = "") -> list[SourcePage]:
    """All pages of an open PDF. Raises `Rejected` (I103) when there are none, or one has no size."""
    tree = PageTree()
    pages = [_page(page.obj, tree) for page in pdf.pages]
    if not pages:
        message = "has no pages"
        raise Rejected([Diagnostic("I103", message, location=Location(name) if name else None)])
    sizeless = [number for number, page in enumerate(pages, 1) if page is None]
    if sizeless:
        hint = "give it a page size in the program that made it"
        place = Location(name, page=sizeless[0]) if name else None
        raise Rejected([Diagnostic("I103", f"page {sizeless[0]} has no size", location=place, hints=(hint,))])
    return [page for page in pages if page is not None]


class PageTree:
    """What pages inherit from the nodes above them (ISO 32000-1, 7.7.3.4), which many of them share."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[int, int], str], Any] = {}

    def value(self, page: Any, key: str) -> Any:
        """The value of a page's key, its own or that of the nearest node above it; None without."""
        own = page.get(key)
        return self._above(page, key) if own is None else own

    def _above(self, node: Any, key: str, depth: int = 0) -> Any:
        parent = node.get("/Parent")
        if not isinstance(parent, Dictionary) or depth > _DEEPEST:
            return None
        place = (parent.objgen, key)
        if place not in self._known:
            value = parent.get(key)
            self._known[place] = self._above(parent, key, depth + 1) if value is None else value
        return self._known[place]


def _page(page: Any, tree: PageTree) -> SourcePage | None:
    media = _box(tree.value(page, "/MediaBox"))
    if media is None:
        return None
    crop = _within(_box(tree.value(page, "/CropBox")), media) or media
    trim = _within(_box(page.get("/TrimBox")), media) or crop
    rotation = tree.value(page, "/Rotate") or 0
    degrees = -int(rotation) if _is_number(rotation) and int(rotation) % 90 == 0 else 0
    unit = page.get("/UserUnit") or 1
    seen = placed_at(turned(degrees, float(unit) if _is_number(unit) and unit > 0 else 1.0), trim, 0.0, 0.0)
    return SourcePage(page, media, trim, seen)


def _box(values: Any) -> Box | None:
    """A box in order left, bottom, right, top, as files may give any two corners; None when it is none."""
    try:
        x1, y1, x2, y2 = map(float, values.as_list())
    except (AttributeError, TypeError, ValueError):
        return None
    box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    return box if box[2] - box[0] >= _SMALLEST and box[3] - box[1] >= _SMALLEST else None


def _within(box: Box | None, outer: Box) -> Box | None:
    """The part of a box inside another, None when nothing is left: boxes beyond the media box count as far as it."""
    if box is None:
        return None
    inner = (max(box[0], outer[0]), max(box[1], outer[1]), min(box[2], outer[2]), min(box[3], outer[3]))
    return inner if inner[2] - inner[0] >= _SMALLEST and inner[3] - inner[1] >= _SMALLEST else None


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True
