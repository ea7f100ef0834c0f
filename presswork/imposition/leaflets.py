"""Drafts of leaflets: strips of panels folded beside each other, those that are tucked in a little narrower."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from presswork.imposition.forme import SAME, Cell, Forme
from presswork.imposition.job import Draft, DraftSheet, Step, compare_sizes, need_both_sides, numbered
from presswork.imposition.plan import deed
from presswork.imposition.press_sheets import shown

if TYPE_CHECKING:
    from presswork.imposition.job import Job
    from presswork.imposition.plan import Deed
    from presswork.imposition.schemes import Scheme

# A leaflet of one or two pages has them as large as it lies open: outside and inside.
_SPREADS = 2


@dataclass(frozen=True, slots=True)
class Strip:
    """A leaflet's panels as they lie inside, from left to right.

    Each width is `share` of the widest panel and `tucks` tucks less. `outside` and `inside` are the page numbers as
    each side is seen; `folds` are the steps seen from outside: letter, and the crease's number from the left.
    """

    shares: tuple[float, ...]
    tucks: tuple[float, ...]
    outside: tuple[int, ...]
    inside: tuple[int, ...]
    folds: tuple[tuple[str, int], ...]
    finishing: tuple[Deed, ...]

    def widths(self, widest: float, tuck: float) -> tuple[float, ...]:
        """The panels' widths inside, from left to right, when the widest is `widest`."""
        return tuple(share * widest - tucks * tuck for share, tucks in zip(self.shares, self.tucks, strict=True))

    def widest(self, flat: float, tuck: float) -> float:
        """The widest panel of a leaflet that is `flat` wide when it lies open."""
        return (flat + sum(self.tucks) * tuck) / sum(self.shares)


def _rolling(
    panels: int, tucks: tuple[float, ...], folds: tuple[tuple[str, int], ...], finishing: tuple[Deed, ...]
) -> Strip:
    """A strip whose pages go through the inside, then on outside, from the cover at its right."""
    inside = tuple(range(2, panels + 2))
    return Strip((1.0,) * panels, tucks, (*range(panels + 2, 2 * panels + 1), 1), inside, folds, finishing)


def _accordion(panels: int) -> Strip:
    folds = tuple(("rR"[number % 2], panels - number) for number in range(1, panels))
    folds = tuple((letter.swapcase(), line) for letter, line in folds)
    return _rolling(panels, (0.0,) * panels, folds, (deed("to_and_fro", times=panels - 1),))


_STRIPS: dict[str, Strip] = {
    "tri-fold": _rolling(
        3,
        (0.0, 0.0, 1.0),
        (("l", 1), ("r", 2)),
        (deed("inside_up"), deed("right_in"), deed("left_over_it")),
    ),
    "roll-four": _rolling(
        4,
        (0.0, 0.0, 1.0, 2.0),
        (("l", 1), ("l", 2), ("r", 3)),
        (deed("inside_up"), deed("right_in"), deed("in_again"), deed("left_over_it")),
    ),
    "gate": Strip(
        (0.5, 1.0, 0.5),
        (0.5, 0.0, 0.5),
        (2, 6, 1),
        (3, 4, 5),
        (("l", 1), ("r", 2)),
        (deed("inside_up"), deed("doors_in")),
    ),
    "double-gate": Strip(
        (1.0, 1.0, 1.0, 1.0),
        (1.0, 0.0, 0.0, 1.0),
        (3, 8, 1, 2),
        (4, 5, 6, 7),
        (("l", 1), ("r", 3), ("l", 2)),
        (deed("inside_up"), deed("doors_in"), deed("on_its_middle")),
    ),
}


# What a leaflet whose cover opens to the right is told instead.
_OTHER_HAND = {deed("right_in"): deed("left_in"), deed("left_over_it"): deed("right_over_it")}


def strip(scheme: Scheme) -> Strip:
    """The panels of a leaflet scheme."""
    return _STRIPS.get(scheme.name) or _accordion(scheme.panels)


def draft(job: Job) -> Draft:
    """The draft of a leaflet, from one page for each panel, or from two pages as large as the open leaflet.

    Adds I014 when neither is given, I016 when pages do not fit their panels.
    """
    panels = strip(job.scheme)
    pages, wanted = len(job.pages), 2 * len(panels.inside)
    if pages > 1:
        need_both_sides(job)
    tuck = job.order.tuck.pt
    if pages <= _SPREADS:
        return _of_spreads(job, panels, tuck)
    if pages > wanted or pages <= wanted - 2:
        message = f"a {job.scheme.name} leaflet has {wanted} panels, this has {pages} pages"
        hint = f"give {wanted} pages, one for each panel, or two as large as the open leaflet"
        job.findings.error("I014", message, hints=(hint,))
        job.findings.stop_on_error()
    if pages < wanted:
        job.findings.note("I020", "the last panel is left blank")
    return _of_panels(job, panels, tuck)


def _of_spreads(job: Job, panels: Strip, tuck: float) -> Draft:
    """Outside and inside are each one page."""
    flat, height = job.trim
    compare_sizes(job)
    widest = panels.widest(flat, tuck)
    lines = _creases(panels.widths(widest, tuck)[::-1])
    steps = _steps(panels, lines)
    if job.right:
        steps, lines = tuple(_mirrored(step, flat) for step in steps), [flat - line for line in reversed(lines)]
    forme = Forme((flat,), (height,), (), (), creases=tuple(lines), bleed=job.bleed)
    sheet = DraftSheet(((Cell(1),),), ((Cell(2),),) if len(job.pages) > 1 else None)
    return Draft("leaflet", forme, (sheet,), _finishing(job, panels), steps, trim=(widest, height))


def _of_panels(job: Job, panels: Strip, tuck: float) -> Draft:
    """Each panel is one page; the pages are as wide as the widest panel or as their own."""
    widest, height = max(page.width for page in job.pages), max(page.height for page in job.pages)
    inside = panels.widths(widest, tuck)
    outside = inside[::-1]
    pages = {number: number if number <= len(job.pages) else None for number in (*panels.outside, *panels.inside)}
    sides = [(panels.outside, outside), (panels.inside, inside)]
    if job.right:
        sides = [(numbers[::-1], widths[::-1]) for numbers, widths in sides]
    _compare_widths(job, dict(pair for numbers, widths in sides for pair in zip(numbers, widths, strict=True)), tuck)
    (front, widths), (back, _) = sides
    gaps = len(widths) - 1
    forme = Forme(widths, (height,), (0.0,) * gaps, (), (True,) * gaps, bleed=job.bleed)
    grids = [(tuple(Cell(pages[number]) for number in numbers),) for numbers in (front, back)]
    sheet = DraftSheet(grids[0], grids[1])
    steps = _steps(panels, _creases(outside))
    if job.right:
        steps = tuple(_mirrored(step, sum(widths)) for step in steps)
    return Draft("leaflet", forme, (sheet,), _finishing(job, panels), steps, trim=(widest, height))


def _compare_widths(job: Job, widths: dict[int, float], tuck: float) -> None:
    """Add I016 for pages that are wider than their panel by more than the tucks it loses."""
    spare = max(strip(job.scheme).tucks) * tuck + SAME
    wrong = [n for n, page in enumerate(job.pages, 1) if page.width > widths[n] + spare]
    if wrong:
        panel = shown(widths[wrong[0]], job.trim[1])
        message = f"{numbered(wrong)} of the {job.scheme.name} {'is' if len(wrong) == 1 else 'are'} too wide"
        job.findings.error("I016", message, hints=(f"the panel of page {wrong[0]} is {panel}",))


def _creases(widths: tuple[float, ...]) -> list[float]:
    return [sum(widths[:number]) for number in range(1, len(widths))]


def _steps(panels: Strip, creases: list[float]) -> tuple[Step, ...]:
    return tuple(Step(letter, (creases[n - 1], None, creases[n - 1], None)) for letter, n in panels.folds)


def _mirrored(step: Step, width: float) -> Step:
    x = step.line[0]
    other = None if x is None else width - x
    return Step(step.letter.translate(str.maketrans("lrLR", "rlRL")), (other, None, other, None))


def _finishing(job: Job, panels: Strip) -> tuple[Deed, ...]:
    return tuple(_OTHER_HAND.get(each, each) for each in panels.finishing) if job.right else panels.finishing
