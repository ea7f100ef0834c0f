"""The draft of the one-sheet zine: eight pages on one side, a slit in the middle, and no staple."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.imposition.forme import Cell, even
from presswork.imposition.job import Draft, DraftSheet, Step
from presswork.imposition.plan import deed
from presswork.imposition.signatures import with_blanks

if TYPE_CHECKING:
    from presswork.imposition.forme import Grid
    from presswork.imposition.job import Job

PAGES = 8
# As seen on the printed side: the upper row stands on its head.
_UPPER = (5, 4, 3, 2)
_LOWER = (6, 7, 8, 1)

FINISHING = tuple(map(deed, ("zine_long", "zine_short", "zine_slit", "zine_cross", "zine_around")))


def draft(job: Job) -> Draft:
    """The draft of a zine. Adds I014 when there are more than eight pages, I020 when there are fewer."""
    count = len(job.pages)
    if count > PAGES:
        hint = "leave pages out, or use fold: saddle"
        job.findings.error("I014", f"a zine has {PAGES} pages, this has {count}", hints=(hint,))
    pages = with_blanks(min(count, PAGES), PAGES, job.order.blank_places, front=job.order.front)
    if count < PAGES:
        job.findings.note("I020", f"{PAGES - count} of the zine's {PAGES} pages are left blank")
    forme = even(2, 4, job.trim, bleed=job.bleed, folded=True)
    return Draft(
        "zine", forme, (DraftSheet(_grid(pages, right=job.right)),), FINISHING, _steps(forme.width, forme.height)
    )


def _grid(pages: tuple[int | None, ...], *, right: bool) -> Grid:
    rows = []
    for numbers, rotation in ((_UPPER, 180), (_LOWER, 0)):
        row = [
            Cell(pages[n - 1], rotation, "left" if ((n % 2 == 1) != right) == (rotation == 0) else "right")
            for n in numbers
        ]
        rows.append(tuple(row[::-1] if right else row))
    return tuple(rows)


def _steps(width: float, height: float) -> tuple[Step, ...]:
    middle, quarter = height / 2, width / 4
    return (
        Step("t", (None, middle, None, middle)),
        Step("l", (2 * quarter, None, 2 * quarter, None)),
        Step("l", (quarter, None, quarter, None)),
        Step("r", (3 * quarter, None, 3 * quarter, None)),
        Step("x", (quarter, middle, 3 * quarter, middle)),
    )
