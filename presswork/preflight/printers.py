"""Checks on a PDF against what its printer asks for: pages, sizes, margins, bleed, inks, and what he refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.diagnostics import Severity
from presswork.preflight.check import Check, Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presswork.preflight.pdfreading import PdfSubject
    from presswork.printers import Printer

_MM = 72 / 25.4
# Letters overhang their places by so many points.
_OVERHANG = 1.0
_SHOWN = 3


def _for_inside(look: Callable[[PdfSubject, Printer], Iterator[Found]]) -> Callable[[PdfSubject], Iterable[Found]]:
    """The check for the pages of a book that a named printer makes; nothing for covers, and where none is named."""

    def looked(pdf: PdfSubject) -> Iterable[Found]:
        return look(pdf, pdf.printer) if pdf.printer and pdf.edition.format == "pdf" else ()

    return looked


def _for_any(look: Callable[[PdfSubject, Printer], Iterator[Found]]) -> Callable[[PdfSubject], Iterable[Found]]:
    """The check for everything that goes to a named printer, covers too."""
    return lambda pdf: look(pdf, pdf.printer) if pdf.printer else ()


def _page_range(pdf: PdfSubject, printer: Printer) -> Iterator[Found]:
    count, rule = len(pdf.pages), printer.pages
    if count < rule.least:
        hint = f"add {rule.least - count} pages, or have it folded and stapled instead: fold: saddle"
        yield Found(f"{printer.title} binds no fewer than {rule.least} pages, and there are {count}", hints=(hint,))
    elif rule.most is not None and count > rule.most:
        hint = "make two volumes of it, or set it smaller"
        yield Found(f"{printer.title} binds no more than {rule.most} pages, and there are {count}", hints=(hint,))


def _page_multiple(pdf: PdfSubject, printer: Printer) -> Iterator[Found]:
    multiple = printer.pages.multiple
    over = len(pdf.pages) % multiple
    if over and not pdf.edition.fold:
        blank = multiple - over
        message = f"{len(pdf.pages)} pages are no multiple of {multiple}: {_so_many(blank, 'blank page')} will follow"
        yield Found(message, hints=(f"ask for it: fit: {{multiple: {multiple}}}",))


def _so_many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _trim_size(pdf: PdfSubject, printer: Printer) -> Iterator[Found]:
    paper = pdf.edition.paper
    if paper is not None and not printer.pages.offers(paper):
        near = sorted(printer.pages.trims, key=lambda trim: abs(trim.width.pt - paper.width.pt))[:_SHOWN]
        hint = f"the nearest are {', '.join(trim.name for trim in near)}"
        yield Found(f"{printer.title} does not trim to {paper.name}", hints=(hint,))


def _marks(pdf: PdfSubject, printer: Printer) -> Iterator[Found]:
    if pdf.edition.marks and not printer.file.marks:
        message = f"{printer.title} wants no marks, and the edition has {', '.join(pdf.edition.marks)}"
        yield Found(message, hints=("write marks: []",))


def _bleed(pdf: PdfSubject, printer: Printer) -> Iterator[Found]:
    wanted = printer.edition.get("bleed")
    if not wanted or not wanted.pt or pdf.edition.fold:
        return
    short = [number for number, page in enumerate(pdf.pages, start=1) if page.bleed + 0.1 < wanted.pt]
    if short:
        message = (
            f"{printer.title} wants {wanted.mm:.1f} mm of bleed, and the page has {_mm(pdf.pages[short[0] - 1].bleed)}"
        )
        hint = f"write bleed: {wanted.css}; without it nothing may reach the edge"
        yield Found(message, page=short[0], hints=(hint,))


def _mm(points: float) -> str:
    return f"{points / _MM:.1f} mm" if points else "none"


def _margins(pdf: PdfSubject, printer: Printer) -> Iterator[Found]:
    """Text too near to the spine or to an edge. Odd pages lie on the right, unless the spine is at their right."""
    inner = printer.margins.inner_for(len(pdf.pages)).pt
    outer = printer.margins.outer_for(bleed=bool(pdf.edition.bleed and pdf.edition.bleed.pt)).pt
    near: dict[str, list[tuple[int, float]]] = {"the spine": [], "an edge": []}
    for number, page in enumerate(pdf.pages, start=1):
        if page.text_margins is None:
            continue
        left, bottom, right, top = page.text_margins
        if (number % 2 == 0) != (pdf.edition.binding == "right"):
            left, right = right, left
        near["the spine"] += [(number, left)] if inner and left + _OVERHANG < inner else []
        least = min(right, bottom, top)
        near["an edge"] += [(number, least)] if outer and least + _OVERHANG < outer else []
    for where, wanted, token in (("the spine", inner, "margin-inner"), ("an edge", outer, "margin-outer")):
        if near[where]:
            yield _too_near(printer, where, wanted, token, near[where])


def _too_near(printer: Printer, where: str, wanted: float, token: str, near: list[tuple[int, float]]) -> Found:
    page, least = min(near, key=lambda pair: pair[1])
    more = f", as on {_so_many(len(near) - 1, 'other page')}" if len(near) > 1 else ""
    message = f"text is {_mm(least)} from {where}, and {printer.title} wants {_mm(wanted)}{more}"
    return Found(message, page=page, hints=(f"set the token {token} to {_mm(wanted)} or more",))


def _colour(pdf: PdfSubject, printer: Printer) -> Iterator[Found]:
    if printer.file.colour == "cmyk" and not (pdf.edition.standard or "").startswith("pdf/x"):
        standard = printer.edition.get("standard", "pdf/x-4")
        hint = f"write standard: {standard}"
        yield Found(f"{printer.title} prints from four inks, and the file has the colours of screens", hints=(hint,))


def _transparency(pdf: PdfSubject, printer: Printer) -> Iterator[Found]:
    if not printer.file.transparency and pdf.edition.standard == "pdf/x-4":
        yield Found(f"{printer.title} wants transparency flattened", hints=("write standard: pdf/x-1a",))


def _not_paper(pdf: PdfSubject, printer: Printer) -> Iterator[Found]:
    if not printer.file.annotations and pdf.annotated:
        message = f"{printer.title} takes no links or notes, and there are some on {_pages(pdf.annotated)}"
        yield Found(message, page=pdf.annotated[0], hints=("write standard: pdf/x-1a, which has none",))
    if not printer.file.bookmarks and pdf.bookmarks:
        message = f"{printer.title} takes no bookmarks, and the file has {pdf.bookmarks}"
        yield Found(message, hints=("write standard: pdf/x-1a, which has none",))


def _pages(numbers: tuple[int, ...]) -> str:
    return f"page {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} pages"


def _size(pdf: PdfSubject, printer: Printer) -> Iterator[Found]:
    limit = printer.file.bytes
    if limit is not None and len(pdf.file.data) > limit:
        message = f"the file has {len(pdf.file.data) / 2**20:.0f} MB; {printer.title} takes {limit / 2**20:.0f} MB"
        yield Found(message, hints=("use smaller photographs: 300 pixels to the inch are enough",))


CHECKS: tuple[Check, ...] = (
    Check("P301", Severity.ERROR, "pdf", "the printer binds so many pages", _for_inside(_page_range)),
    Check("P302", Severity.NOTE, "pdf", "the pages fill the printer's sheets", _for_inside(_page_multiple)),
    Check("P303", Severity.ERROR, "pdf", "the printer trims to this size", _for_inside(_trim_size)),
    Check("P304", Severity.ERROR, "pdf", "there are no marks where none are wanted", _for_any(_marks)),
    Check("P305", Severity.WARNING, "pdf", "pages bleed as the printer asks", _for_inside(_bleed)),
    Check("P306", Severity.WARNING, "pdf", "text keeps away from spine and edges", _for_inside(_margins)),
    Check("P307", Severity.WARNING, "pdf", "colours are those of the printer's inks", _for_any(_colour)),
    Check("P308", Severity.WARNING, "pdf", "nothing is transparent where it must not be", _for_any(_transparency)),
    Check(
        "P309",
        Severity.WARNING,
        "pdf",
        "no links or bookmarks that the printer refuses",
        _for_any(_not_paper),
    ),
    Check("P310", Severity.ERROR, "pdf", "the printer takes a file of this size", _for_any(_size)),
)
