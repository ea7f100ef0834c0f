"""Which press sheet holds a forme, and which way round it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presswork.diagnostics import Diagnostic, Rejected
from presswork.imposition.forme import SAME
from presswork.paper import PAPERS, Length, Paper

if TYPE_CHECKING:
    from presswork.imposition.forme import Forme

# What is on the shelves, the smallest first. Sheets with room for bleed follow those without.
METRIC = ("a5", "a4", "sra4", "a3", "sra3", "a2", "sra2", "a1", "sra1")
AMERICAN = ("half-letter", "letter", "legal", "tabloid", "12x18", "13x19")


class PressSheet(NamedTuple):
    """A press sheet as it lies: its paper's name, width and height in points."""

    name: str
    width: float
    height: float


def lying(paper: Paper) -> tuple[PressSheet, PressSheet]:
    """The sheet upright and on its side."""
    return (
        PressSheet(paper.name, paper.width.pt, paper.height.pt),
        PressSheet(paper.name, paper.height.pt, paper.width.pt),
    )


def shelves(trim: tuple[float, float]) -> tuple[Paper, ...]:
    """The papers to try for pages of this size: American ones first where the page is measured in inches."""
    eighths = all(abs(side / 9 - round(side / 9)) < 0.01 for side in trim)
    names = (*AMERICAN, *METRIC) if eighths else (*METRIC, *AMERICAN)
    return tuple(PAPERS[name] for name in names if name in PAPERS)


def holds(sheet: PressSheet, forme: Forme, room: float = 0.0) -> bool:
    """Whether the forme, with so much room around it, lies on the sheet."""
    return forme.width + 2 * room <= sheet.width + SAME and forme.height + 2 * room <= sheet.height + SAME


def _best(paper: Paper, forme: Forme, room: float) -> PressSheet | None:
    """The way the paper lies to hold the forme; when both do, the way the forme itself lies."""
    fitting = [sheet for sheet in lying(paper) if holds(sheet, forme, room)]
    wide = forme.width > forme.height
    return next((sheet for sheet in fitting if (sheet.width > sheet.height) == wide), fitting[0] if fitting else None)


def choose(forme: Forme, paper: Paper | None, trim: tuple[float, float], room: float) -> PressSheet:
    """The sheet for a forme: `paper` turned as it must be, or the smallest that is sold.

    `room` is what bleed and marks want around the forme: a sheet that is chosen here has it, one that is ordered may
    lack it. Raises `Rejected` (I010, I011) when the pages do not fit.
    """
    if paper:
        sheet = _best(paper, forme, room) or _best(paper, forme, 0.0)
        if sheet is None:
            raise _does_not_fit(forme, paper, trim)
        return sheet
    for wanted in (room, forme.bleed, 0.0):
        for candidate in shelves(trim):
            if found := _best(candidate, forme, wanted):
                return found
    message = f"the pages need a sheet of {shown(forme.width, forme.height)}, larger than any paper we know"
    raise Rejected([Diagnostic("I011", message, hints=("name the sheet's size, such as sheet: 1000x700mm",))])


def _does_not_fit(forme: Forme, paper: Paper, trim: tuple[float, float]) -> Rejected:
    sheet = shown(paper.width.pt, paper.height.pt)
    sheet = f"the sheet is {sheet}" if paper.name[0].isdigit() else f"{paper.name} is {sheet}"
    rows, columns = len(forme.heights), len(forme.widths)
    message = f"{columns} × {rows} pages of {shown(*trim)} need {shown(forme.width, forme.height)}; {sheet}"
    larger = next((p.name for p in shelves(trim) if _best(p, forme, forme.bleed)), None)
    scale = fitting_scale(forme, lying(paper))
    fitting = shown(trim[0] * scale, trim[1] * scale)
    hints = [f"sheet: {larger} holds them"] if larger else []
    hints.append(f"on this sheet pages of up to {fitting} fit")
    return Rejected([Diagnostic("I010", message, hints=tuple(hints))])


def fitting_scale(forme: Forme, sheets: tuple[PressSheet, ...], margin: tuple[float, float] = (0.0, 0.0)) -> float:
    """The scale at which the forme fits the best of the sheets, less a margin at either side and at top and bottom."""
    return max(min((s.width - 2 * margin[0]) / forme.width, (s.height - 2 * margin[1]) / forme.height) for s in sheets)


def shown(width: float, height: float) -> str:
    """A size as people read it: inches where it is one of eighths, else millimetres."""
    if all(abs(side / 9 - round(side / 9)) < 0.005 for side in (width, height)):
        return f"{width / 72:g} × {height / 72:g} in"
    return f"{_millimetres(width)} × {_millimetres(height)} mm"


def _millimetres(points: float) -> str:
    return f"{Length(points).mm:.1f}".removesuffix(".0")
