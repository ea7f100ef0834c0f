"""A finished PDF as preflight sees it: its facts, fonts, images and what stands on each page (read by PDFium)."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presswork.edition import Edition, EditionFile
    from presswork.preflight.pressreading import Survey
    from presswork.printers import Printer

    Shown = Callable[[Any, int], None]

_LANGUAGE_UNITS = 128
_NAME_BYTES = 512
_NO_BLEED = 0.01  # points


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image as it is placed: page, pixels, and the pixels per inch at its size on the page."""

    page: int
    width: int
    height: int
    ppi: float

    def pixels_for(self, ppi: float) -> int:
        """How many pixels across the image needs at this size for a resolution."""
        return round(self.width * ppi / self.ppi) if self.ppi else 0


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What stands on one page. `trim` is width and height in points, `bleed` the least bleed of its cut sides.

    One upright side that has none is the spine's.

    `body_lines` counts lines of text that are no running head or folio, on the last page only; `filled` is the share of
    the page's height from the top of the first to the foot of the last thing on it. `text_margins` is how far the text
    keeps from the trim's left, bottom, right and top edge, None where there is none.
    """

    blank: bool
    body_lines: int
    filled: float
    first_words: str
    trim: tuple[float, float]
    bleed: float
    text_margins: tuple[float, float, float, float] | None = None


class PdfSubject:
    """A PDF opened once for all checks. Raises `pypdfium2.PdfiumError` when it is no PDF at all.

    `shown` is called with each open page and its number, which counts from 1, when the pages are read.
    """

    def __init__(
        self, file: EditionFile, edition: Edition, printer: Printer | None = None, shown: Shown | None = None
    ) -> None:
        import pypdfium2  # type: ignore[import-untyped]

        self.file, self.edition, self.printer, self._shown = file, edition, printer, shown
        self._document = pypdfium2.PdfDocument(file.data)

    def close(self) -> None:
        """Give the document's memory back; the subject cannot be used afterwards."""
        self._document.close()

    @cached_property
    def title(self) -> str:
        """The title in the document information."""
        return str(self._document.get_metadata_value("Title"))

    @cached_property
    def bookmarks(self) -> int:
        """How many bookmarks the file has."""
        return sum(1 for _ in self._document.get_toc())

    @cached_property
    def annotated(self) -> tuple[int, ...]:
        """The pages that have links, notes or forms."""
        from pypdfium2 import raw

        pages = ((number + 1, self._document[number]) for number in range(len(self._document)))
        return tuple(number for number, page in pages if raw.FPDFPage_GetAnnotCount(page.raw))

    @cached_property
    def tagged(self) -> bool:
        """Whether the file has a structure tree and says so."""
        from pypdfium2 import raw

        return bool(raw.FPDFCatalog_IsTagged(self._document.raw))

    @cached_property
    def language(self) -> str:
        """The document's language; empty when it names none."""
        from pypdfium2 import raw

        buffer = (ctypes.c_ushort * _LANGUAGE_UNITS)()
        used = raw.FPDFCatalog_GetLanguage(self._document.raw, buffer, ctypes.sizeof(buffer))
        return bytes(buffer)[:used].decode("utf-16-le", "replace").rstrip("\0")

    @cached_property
    def survey(self) -> Survey:
        """The file as a press sees it."""
        from presswork.preflight.pressreading import survey

        return survey(self.file.data)

    @cached_property
    def _read(self) -> tuple[tuple[PageFacts, ...], dict[str, bool], tuple[PlacedImage, ...]]:
        """One walk over all pages: opening a page costs more than looking at what is on it."""
        pages: list[PageFacts] = []
        fonts: dict[str, bool] = {}
        images: list[PlacedImage] = []
        for number in range(len(self._document)):
            page = self._document[number]
            objects = list(page.get_objects(max_depth=8))
            fonts.update(_fonts(objects))
            images += _images(page, objects, number + 1)
            pages.append(_facts(page, objects, last=number + 1 == len(self._document)))
            if self._shown:
                self._shown(page, number + 1)
            page.close()
        return tuple(pages), fonts, tuple(images)

    @property
    def pages(self) -> tuple[PageFacts, ...]:
        """What stands on each page."""
        return self._read[0]

    @property
    def fonts(self) -> dict[str, bool]:
        """By name, whether each font that sets text is embedded."""
        return self._read[1]

    @property
    def images(self) -> tuple[PlacedImage, ...]:
        """Every image, as placed."""
        return self._read[2]


def _fonts(objects: list[Any]) -> Iterator[tuple[str, bool]]:
    from pypdfium2 import raw

    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    seen = set()
    for each in objects:
        if each.type == raw.FPDF_PAGEOBJ_TEXT:
            font = raw.FPDFTextObj_GetFont(each.raw)
            address = ctypes.addressof(font.contents)
            if address in seen:
                continue
            seen.add(address)
            raw.FPDFFont_GetBaseFontName(font, buffer, _NAME_BYTES)
            yield buffer.value.decode("utf-8", "replace"), bool(raw.FPDFFont_GetIsEmbedded(font))


def _images(page: Any, objects: list[Any], number: int) -> Iterator[PlacedImage]:
    from pypdfium2 import raw

    for each in objects:
        if each.type == raw.FPDF_PAGEOBJ_IMAGE:
            facts = raw.FPDF_IMAGEOBJ_METADATA()
            if raw.FPDFImageObj_GetImageMetadata(each.raw, page.raw, facts) and facts.horizontal_dpi > 0:
                ppi = min(facts.horizontal_dpi, facts.vertical_dpi)
                yield PlacedImage(number, facts.width, facts.height, ppi)


def _facts(page: Any, objects: list[Any], *, last: bool) -> PageFacts:
    from pypdfium2 import raw

    left, bottom, right, top = page.get_trimbox()
    bleed_box = page.get_bleedbox()
    sides = (left - bleed_box[0], bleed_box[2] - right)
    cut = max(sides) if min(sides) < _NO_BLEED else min(sides)
    bleed = min(cut, bottom - bleed_box[1], bleed_box[3] - top)
    height = top - bottom
    placed = [(each, each.get_bounds()) for each in objects if each.type != raw.FPDF_PAGEOBJ_FORM]
    marks = [box for _, box in placed]
    # running heads and folios stand in the outer tenth of the page; what is there alone does not fill it
    inner = [box for box in marks if bottom + height * 0.09 < (box[1] + box[3]) / 2 < top - height * 0.075]
    filled = (max(b[3] for b in inner) - min(b[1] for b in inner)) / height if inner else 0.0
    lines, words = _lines(page, bottom + height * 0.09, top - height * 0.075) if last else (0, "")
    # what stands in a drawing is measured in the drawing's own coordinates
    texts = [box for each, box in placed if each.type == raw.FPDF_PAGEOBJ_TEXT and each.level == 0]
    text = _text_margins(texts, (left, bottom, right, top))
    return PageFacts(not marks, lines, filled, words, (right - left, height), max(0.0, bleed), text)


def _text_margins(
    boxes: list[tuple[float, float, float, float]], trim: tuple[float, float, float, float]
) -> tuple[float, float, float, float] | None:
    if not boxes:
        return None
    left, bottom, right, top = (edge(box[side] for box in boxes) for side, edge in enumerate((min, min, max, max)))
    return left - trim[0], bottom - trim[1], trim[2] - right, trim[3] - top


def _lines(page: Any, lowest: float, highest: float) -> tuple[int, str]:
    """How many lines of text stand between two heights, and the first few words of them."""
    text = page.get_textpage()
    boxes = [text.get_rect(i) for i in range(text.count_rects())]
    inner = [box for box in boxes if lowest < (box[1] + box[3]) / 2 < highest]
    baselines = {round(box[1] / 6) for box in inner}
    words = text.get_text_bounded(*inner[0]).strip() if inner else ""
    text.close()
    return len(baselines), " ".join(words.split())[:60]
