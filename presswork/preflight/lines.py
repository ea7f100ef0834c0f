"""Findings about a printed text's lines, columns and pages: one in a plain build, all where they are asked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.preflight.check import Check, Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presswork.breaks import Break, BreakReport, Figures, Kind
    from presswork.preflight.pdfreading import PdfSubject

SUMMARY, FIGURES = "P400", "P414"
_ASK = "`presswork check --lines` lists them with their places, `presswork build --proof` marks them on the pages"


class _Wording(NamedTuple):
    """How a kind of fault is spoken of: its code, its name in the singular and plural, what is said, what helps."""

    code: str
    one: str
    many: str
    message: str
    hint: str


_REWORD = "reword the paragraph a little, or allow a division with the token `hyphenation`"
_MOVE = "add or cut a line before it; `layout:` and `fit:` may help"
WORDINGS: dict[Kind, _Wording] = {
    "loose": _Wording(
        "P401", "loose line", "loose lines", "a loose line, its word spaces {amount:.2f} em wide", _REWORD
    ),
    "tight": _Wording(
        "P402", "tight line", "tight lines", "a tight line, its word spaces {amount:.2f} em wide", _REWORD
    ),
    "ladder": _Wording(
        "P403", "ladder of hyphens", "ladders of hyphens", "{amount:.0f} lines in a row end with a hyphen", _REWORD
    ),
    "parted": _Wording(
        "P404", "word divided at a column's end", "words divided at a column's end",
        "a word is divided at the end of a column", _REWORD,
    ),
    "short-last": _Wording(
        "P405", "short last line", "short last lines", "a last line of {amount:.1f} em only", _REWORD
    ),
    "widow": _Wording(
        "P406", "widow", "widows", "a widow: the last line of a paragraph stands alone at the head of a column", _MOVE
    ),
    "orphan": _Wording(
        "P407", "orphan", "orphans",
        "an orphan: the first line of a paragraph stands alone at the foot of a column", _MOVE,
    ),
    "river": _Wording(
        "P408", "river", "rivers", "a river: wide spaces stand below one another in {amount:.0f} lines", _REWORD
    ),
    "stranded": _Wording(
        "P409", "stranded heading", "stranded headings", "a heading stands at the foot of a column without its text",
        _MOVE,
    ),
    "overfull": _Wording(
        "P410", "overfull line", "overfull lines", "a line sticks out of its measure by {amount:.1f} pt",
        "show with `&shy;` or the token `hyphenation` where its long word may be divided",
    ),
    "off-grid": _Wording(
        "P411", "column off the grid", "columns off the grid",
        "a column leaves the grid: its lines are {amount:.1f} pt higher or lower than those beside",
        "give what stands above it a height of whole lines, with `--block-step` in its style",
    ),
    "not-level": _Wording(
        "P412", "column that does not end level", "columns that do not end level",
        "a column ends {amount:.1f} lines above the one beside it",
        "move a figure or table to another place in the text, or make it smaller",
    ),
    "bare-page": _Wording(
        "P413", "page with hardly a line", "pages with hardly a line", "a page shows only {amount:.0f} lines", _MOVE
    ),
}  # fmt: skip


def line_findings(report: BreakReport, edition: str, source: str) -> tuple[Diagnostic, ...]:
    """Every fault as a finding at its line of the manuscript, and the figures of each text as a note.

    What a reader would call a mistake is a warning, the rest are notes.
    """
    return (*fault_findings(report, edition, source), *figure_findings(report, edition, source))


def fault_findings(report: BreakReport, edition: str, source: str) -> tuple[Diagnostic, ...]:
    """Every fault as a finding: a warning if a reader would call it a mistake, else a note."""
    return tuple(_finding(each, edition, each.source or source) for each in report.breaks)


def figure_findings(report: BreakReport, edition: str, source: str) -> tuple[Diagnostic, ...]:
    """The figures as a note; those of a volume after those of each of its texts."""
    every = (*report.texts, (source, report.figures))
    return tuple(_figures(figures, edition, text) for text, figures in every)


def _finding(found: Break, edition: str, source: str) -> Diagnostic:
    wording = WORDINGS[found.kind]
    words = f" (“{found.text}”)" if found.text else ""
    message = f"{edition}, {found.place}: {wording.message.format(amount=found.amount)}{words}"
    severity = Severity.WARNING if found.serious else Severity.NOTE
    return Diagnostic(wording.code, message, severity, Location(source, found.source_line), (wording.hint,))


def _figures(figures: Figures, edition: str, source: str) -> Diagnostic:
    return Diagnostic(FIGURES, f"{edition}: {figures_text(figures)}", Severity.NOTE, Location(source))


def figures_text(figures: Figures) -> str:
    """The figures of a text in one line."""
    return (
        f"{figures.lines} lines, {figures.justified} of them justified; word spaces {figures.mean:.3f} em"
        f" in the mean, deviation {figures.deviation:.3f}, 95 % below {figures.p95:.3f}, widest {figures.widest:.3f};"
        f" {_number(figures.hyphens, 'hyphen')}, {_number(figures.ladders, 'ladder')}"
    )


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def counted(breaks: Iterable[Break]) -> str:
    """Faults in words, most first: `2 widows, 1 overfull line`."""
    numbers = Counter(each.kind for each in breaks).most_common()
    return ", ".join(f"{n} {WORDINGS[kind].one if n == 1 else WORDINGS[kind].many}" for kind, n in numbers)


def _serious(pdf: PdfSubject) -> Iterator[Found]:
    report = pdf.file.breaks
    if report is not None and report.serious:
        pages = sorted({each.page for each in report.serious})
        yield Found(f"the pages show {counted(report.serious)}", page=pages[0], hints=(_ASK,))


CHECKS: tuple[Check, ...] = (
    Check(SUMMARY, Severity.NOTE, "pdf", "lines, columns and pages show no mistake", _serious),
)
