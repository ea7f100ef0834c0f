"""What there is to say of the lines, columns and pages of a printed text: faults with their places, and figures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = Literal[
    "loose", "tight", "ladder", "parted", "short-last", "widow", "orphan", "river", "stranded", "overfull", "off-grid",
    "not-level", "bare-page",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
# What a reader of the page would call a mistake; the rest is a matter of taste and of how much time there is.
SERIOUS: frozenset[Kind] = frozenset({"ladder", "widow", "orphan", "stranded", "overfull", "bare-page"})


class Area(NamedTuple):
    """A rectangle on a page (1-based), in points from the top left corner of the page as it is trimmed."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Break:
    """One fault of setting and where it is: page, column and line counted from 1, from top to bottom.

    `column` is 0 where there are no columns, `line` is 0 where the fault is of no line. `amount` says how much: em for
    loose, tight and short last lines, lines for ladders, rivers, columns and bare pages, points for what is overfull or
    off the grid. `text` is how the line begins; `words` are whole words by which it is found in the manuscript, `nth`
    tells which of their occurrences, from 1, `before` how many of them stand before the line, and `source_line` is
    where it stands there, if that is known. `source` is the manuscript, empty where the report is of one only.
    """

    kind: Kind
    page: int
    column: int = 0
    line: int = 0
    amount: float = 0.0
    text: str = ""
    words: str = ""
    nth: int = 1
    before: int = 0
    areas: tuple[Area, ...] = ()
    in_note: bool = False
    source_line: int | None = None
    source: str = ""

    @property
    def serious(self) -> bool:
        """Whether a reader of the page would call it a mistake."""
        return self.kind in SERIOUS

    @property
    def place(self) -> str:
        """Where it is, in words: `page 3, column 2, line 14`."""
        parts = [f"page {self.page}"]
        parts += [f"column {self.column}"] if self.column else []
        parts += [f"line {self.line}"] if self.line else []
        return ", ".join(parts) + (" (a note)" if self.in_note else "")


@dataclass(frozen=True, slots=True)
class Figures:
    """A text's setting in numbers: its lines, those that are justified, and the width of their word spaces in em.

    `hyphens` is how many justified lines end with one, `ladders` how often more of them than the house allows follow
    one another; `on_grid` the part of the lines in columns whose baselines are level with those beside, 1 if all.
    """

    lines: int = 0
    justified: int = 0
    mean: float = 0.0
    deviation: float = 0.0
    p95: float = 0.0
    widest: float = 0.0
    hyphens: int = 0
    ladders: int = 0
    on_grid: float = 1.0


@dataclass(frozen=True, slots=True)
class BreakReport:
    """The faults of a printed text in the order in which it is read, and its figures.

    `spaces` are the word spaces of its justified lines, em, in ascending order; they are not kept. `texts` are the
    figures of each text of a volume, with its manuscript.
    """

    breaks: tuple[Break, ...] = ()
    figures: Figures = Figures()
    spaces: tuple[float, ...] = field(default=(), repr=False)
    texts: tuple[tuple[str, Figures], ...] = ()

    @property
    def serious(self) -> tuple[Break, ...]:
        """The faults that a reader of the page would call mistakes."""
        return tuple(each for each in self.breaks if each.serious)


class TextReport(NamedTuple):
    """A text of a volume: its manuscript, how many pages stand before it, and the report of it alone."""

    source: str
    pages_before: int
    report: BreakReport


def in_spaces(figures: Figures, spaces: Sequence[float]) -> Figures:
    """Figures with those of word spaces, given in ascending order."""
    if not spaces:
        return figures
    return replace(
        figures,
        mean=round(fmean(spaces), 4),
        deviation=round(pstdev(spaces), 4),
        p95=round(spaces[int(0.95 * len(spaces))], 4),
        widest=round(spaces[-1], 4),
    )


def gathered(texts: Iterable[TextReport]) -> BreakReport:
    """One report of all texts of a volume: faults on the pages of the volume, the figures of all lines together."""
    found = list(texts)
    spaces = sorted(space for text in found for space in text.report.spaces)
    each = [text.report.figures for text in found]
    lines = sum(figures.lines for figures in each)
    total = Figures(
        lines=lines,
        justified=sum(figures.justified for figures in each),
        hyphens=sum(figures.hyphens for figures in each),
        ladders=sum(figures.ladders for figures in each),
        on_grid=round(sum(figures.on_grid * figures.lines for figures in each) / lines, 4) if lines else 1.0,
    )
    breaks = tuple(_further(fault, text) for text in found for fault in text.report.breaks)
    told = tuple((text.source, text.report.figures) for text in found if text.report.figures.lines)
    return BreakReport(breaks, in_spaces(total, spaces), texts=told)


def _further(fault: Break, text: TextReport) -> Break:
    """A fault of a text on the page of the volume."""
    areas = tuple(area._replace(page=area.page + text.pages_before) for area in fault.areas)
    return replace(fault, page=fault.page + text.pages_before, areas=areas, source=text.source)
