"""Checks on a finished PDF: fonts, images, tags, pages that are empty or nearly so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.diagnostics import Severity
from presswork.preflight.check import Check, Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.preflight.pdfreading import PdfSubject

# Offset and digital printers ask for 300 ppi and refuse what lies far below; on a reader's own printer 150 are enough.
_PRESS_PPI = (200.0, 300.0)
_READER_PPI = (100.0, 150.0)
_TAGGED = ("pdf/ua-1", "pdf/ua-2", "pdf/a-1a", "pdf/a-2a", "pdf/a-3a")
_POINT = 0.75
_NEARLY_EMPTY = 0.18  # of the page's height
KDP_PRINT_LIMIT = 650 * 2**20
GOOGLE_LIMIT = 2 * 2**30


def for_press(pdf: PdfSubject) -> bool:
    """Whether the edition goes to a printing house: it keeps a PDF/X standard or has bleed."""
    return (pdf.edition.standard or "").startswith("pdf/x") or pdf.edition.bleed is not None


def _document_facts(pdf: PdfSubject) -> Iterator[Found]:
    if not pdf.title:
        yield Found("the file has no title", hints=("its template must have a <title>",))
    if not pdf.language:
        yield Found("the file does not say its language", hints=("its template must have <html lang=…>",))
    if pdf.edition.standard in _TAGGED and not pdf.tagged:
        yield Found(f"the file is not tagged, as {pdf.edition.standard} demands")


def _fonts(pdf: PdfSubject) -> Iterator[Found]:
    for name, embedded in sorted(pdf.fonts.items()):
        if not embedded:
            yield Found(f"the font '{name}' is not embedded", hints=("use a font whose licence and format allow it",))


def _resolution(pdf: PdfSubject) -> Iterator[Found]:
    poor, low = _PRESS_PPI if for_press(pdf) else _READER_PPI
    for image in pdf.images:
        if image.ppi < low:
            message = f"an image of {image.width} × {image.height} pixels is printed at {image.ppi:.0f} pixels per inch"
            hint = f"use one with at least {image.pixels_for(low)} pixels across, or place it smaller"
            severity = Severity.WARNING if image.ppi < poor else Severity.NOTE
            yield Found(message, page=image.page, hints=(hint,), severity=severity)


def _blank_pages(pdf: PdfSubject) -> Iterator[Found]:
    """Pages without anything on them, but those that a book leaves blank on purpose, which have no folio."""
    starts = pdf.file.page_starts
    meant = {number for number, start in enumerate(starts, start=1) if start.chapter and not start.label}
    for number, page in enumerate(pdf.pages, start=1):
        if page.blank and number not in meant:
            yield Found("the page is blank", page=number)


def _last_page(pdf: PdfSubject) -> Iterator[Found]:
    """A last page with a line or two looks like a mistake; one that is nearly empty wastes a sheet.

    In a volume a colophon or an advertisement may be all that its page holds.
    """
    parts = [start.chapter for start in pdf.file.page_starts[-2:]]
    if len(pdf.pages) < 2 or pdf.pages[-1].blank or len(set(parts)) == 2:
        return
    last = pdf.pages[-1]
    if last.body_lines <= 2:
        what = "a single line" if last.body_lines == 1 else f"{last.body_lines} lines"
        hint = "cut or add a few words, or give the edition another paper or number of columns"
        yield Found(
            f"the last page holds only {what}: '{last.first_words}'",
            page=len(pdf.pages),
            hints=(hint,),
            severity=Severity.WARNING,
        )
    elif last.filled < _NEARLY_EMPTY:
        yield Found("the last page is nearly empty", page=len(pdf.pages), hints=("cut a few lines to save the page",))


def _page_size(pdf: PdfSubject) -> Iterator[Found]:
    paper = pdf.edition.paper
    if paper is None or pdf.edition.format == "cover":  # its size was reckoned
        return
    for number, page in enumerate(pdf.pages, start=1):
        width, height = page.trim
        if abs(width - paper.width.pt) > _POINT or abs(height - paper.height.pt) > _POINT:
            size = f"{width / 72 * 25.4:.1f} × {height / 72 * 25.4:.1f} mm"
            hint = "a style sheet sets another `size`: leave the size to the edition"
            yield Found(f"the page is {size}, not {paper.name}", page=number, hints=(hint,))
            return


def _bleed(pdf: PdfSubject) -> Iterator[Found]:
    wanted = pdf.edition.bleed.pt if pdf.edition.bleed and pdf.edition.format != "cover" else 0
    for number, page in enumerate(pdf.pages, start=1):
        if wanted and page.bleed + 0.1 < wanted:
            message = f"the page bleeds {page.bleed / 72 * 25.4:.1f} mm, not {wanted / 72 * 25.4:.1f} mm"
            yield Found(message, page=number)
            return


def _size(pdf: PdfSubject) -> Iterator[Found]:
    size = len(pdf.file.data)
    if for_press(pdf) and size > KDP_PRINT_LIMIT:
        yield Found("the file is larger than the 650 MB that print-on-demand services take")
    elif size > GOOGLE_LIMIT:
        yield Found("the file is larger than the 2 GB that shops take")


CHECKS: tuple[Check, ...] = (
    Check("P120", Severity.WARNING, "pdf", "title, language and tags are there", _document_facts),
    Check("P121", Severity.ERROR, "pdf", "all fonts are embedded", _fonts),
    Check("P122", Severity.WARNING, "pdf", "images have enough pixels for their size", _resolution),
    Check("P123", Severity.WARNING, "pdf", "no page is blank", _blank_pages),
    Check("P124", Severity.NOTE, "pdf", "the last page is worth its paper", _last_page),
    Check("P125", Severity.WARNING, "pdf", "pages have the size of the edition's paper", _page_size),
    Check("P126", Severity.WARNING, "pdf", "pages bleed as the edition says", _bleed),
    Check("P127", Severity.WARNING, "pdf", "shops and printers take a file of this size", _size),
)
