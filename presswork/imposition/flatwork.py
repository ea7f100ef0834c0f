"""Drafts of work that is not folded: cut-stack, cards, n-up, and one page repeated."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Rejected
from presswork.imposition.forme import SAME, Cell, Forme, even
from presswork.imposition.job import Draft, DraftSheet
from presswork.imposition.marks import room
from presswork.imposition.plan import deed
from presswork.imposition.press_sheets import choose, fitting_scale, lying, shelves

if TYPE_CHECKING:
    from presswork.imposition.forme import Grid
    from presswork.imposition.job import Job
    from presswork.imposition.press_sheets import PressSheet


# Papers that nobody prints several things on to cut them apart.
_TOO_SMALL = ("a5", "half-letter")


def draft(job: Job) -> Draft:
    """The draft of a scheme that only cuts, or does nothing. Raises `Rejected` (I010, I011) when nothing fits."""
    return {"stack": _stack, "cards": _cards, "repeat": _repeat, "n-up": _n_up}[job.scheme.kind](job)


def _stack(job: Job) -> Draft:
    """Cut-stack: each place of the pile holds a run of leaves, so that the cut stacks only have to be put together."""
    forme, turned = _forme(job)
    places = _places(forme)
    leaves = _leaves(job)
    sheets = -(-len(leaves) // places)
    on_sheets = [[_leaf(leaves, place * sheets + sheet) for place in range(places)] for sheet in range(sheets)]
    finishing = (deed("pile"), deed("cut_pile"), deed("stack"))
    return Draft("stack", forme, _two_sided(job, forme, on_sheets, turned=turned), finishing)


def _cards(job: Job) -> Draft:
    """Cards: leaf after leaf fills a sheet, each with its back behind it."""
    forme, turned = _forme(job)
    places = _places(forme)
    leaves = _leaves(job)
    on_sheets = [[_leaf(leaves, start + place) for place in range(places)] for start in range(0, len(leaves), places)]
    return Draft("cards", forme, _two_sided(job, forme, on_sheets, turned=turned), (deed("cut_cards"),))


def _repeat(job: Job) -> Draft:
    """Step and repeat: one leaf fills its sheet."""
    forme, turned = _forme(job)
    on_sheets = [[leaf] * _places(forme) for leaf in _leaves(job)]
    sheets = _two_sided(job, forme, on_sheets, turned=turned)
    return Draft("repeat", forme, sheets, (deed("cut_copies"),), repeated=_places(forme) > 1)


def _n_up(job: Job) -> Draft:
    """Pages in the order of reading, side after side."""
    forme, turned = _forme(job)
    grids = _pages_in_order(job, forme, turned=turned)
    if job.one_sided:
        return Draft("n-up", forme, tuple(DraftSheet(grid) for grid in grids), ())
    pairs = zip(grids[::2], [*grids[1::2], None], strict=False)
    return Draft("n-up", forme, tuple(DraftSheet(front, back) for front, back in pairs), ())


def _pages_in_order(job: Job, forme: Forme, *, turned: bool) -> list[Grid]:
    """The grids of all sides, the pages as they are read on each."""
    places, pages = _places(forme), len(job.pages)
    grids: list[Grid] = []
    for side, first in enumerate(range(1, pages + 1, places)):
        back = side % 2 == 1 and not job.one_sided
        rotation = (270 if back else 90) if turned else 0
        cells = [Cell(page if page <= pages else None, rotation) for page in range(first, first + places)]
        grids.append(_read_across(cells, len(forme.widths), rotation, right=job.right))
    return grids


def _read_across(cells: list[Cell], columns: int, rotation: int, *, right: bool) -> Grid:
    """The cells in rows as they are read; where pages lie on their side, a row of reading is a column of the sheet."""
    rows = len(cells) // columns
    if not rotation:
        across = _rows(cells, columns)
        return tuple(row[::-1] for row in across) if right else across
    # A page turned counter-clockwise has its head at the left: what is read first lies at the bottom left.
    grid = tuple(tuple(cells[column * rows + rows - 1 - row] for column in range(columns)) for row in range(rows))
    upright = grid[::-1] if right else grid
    return upright if rotation == 90 else tuple(row[::-1] for row in upright[::-1])


def _places(forme: Forme) -> int:
    return len(forme.widths) * len(forme.heights)


Leaf = tuple[int | None, int | None]


def _leaves(job: Job) -> list[Leaf]:
    """The pages as leaves: front and back, or a front alone."""
    pages = len(job.pages)
    if job.one_sided or pages == 1:
        return [(page, None) for page in range(1, pages + 1)]
    return [(page, page + 1 if page < pages else None) for page in range(1, pages + 1, 2)]


def _leaf(leaves: list[Leaf], number: int) -> Leaf:
    return leaves[number] if number < len(leaves) else (None, None)


def _two_sided(job: Job, forme: Forme, on_sheets: list[list[Leaf]], *, turned: bool) -> tuple[DraftSheet, ...]:
    """Sheets of leaves, in rows from the top left; each back lies behind its front."""
    columns = len(forme.widths)
    printed = not job.one_sided and len(job.pages) > 1
    sheets: list[DraftSheet] = []
    for leaves in on_sheets:
        front = _rows([Cell(leaf[0], 90 if turned else 0) for leaf in leaves], columns)
        back = _rows([Cell(leaf[1], 270 if turned else 0) for leaf in leaves], columns)
        sheets.append(DraftSheet(front, tuple(row[::-1] for row in back) if printed else None))
    return tuple(sheets)


def _rows(cells: list[Cell], columns: int) -> Grid:
    return tuple(tuple(cells[start : start + columns]) for start in range(0, len(cells), columns))


def _forme(job: Job) -> tuple[Forme, bool]:
    """The forme of a scheme in a grid, and whether the pages lie on their side in it.

    Only a grid that is given can want its pages on their side: else the sheet is turned instead.
    """
    if job.scheme.grid:
        grids = [_grid(job, *job.scheme.grid, turned=turned) for turned in (False, True)]
        best = max(grids, key=lambda grid: _fits(job, grid))
        return best, best is grids[1]
    if count := job.scheme.count:
        divisors = (rows for rows in range(1, count + 1) if count % rows == 0)
        return max((_grid(job, rows, count // rows) for rows in divisors), key=lambda grid: _fits(job, grid)), False
    return _filling(job), False


def _grid(job: Job, rows: int, columns: int, *, turned: bool = False) -> Forme:
    width, height = reversed(job.trim) if turned else job.trim
    return even(rows, columns, (width, height), gap=job.gutter, bleed=job.bleed)


def _fits(job: Job, forme: Forme) -> float:
    """How well a forme fits: the better, the larger its pages can be, or the smaller the sheet that holds them."""
    if job.order.sheet:
        return min(1.0, round(fitting_scale(forme, lying(job.order.sheet)), 3))
    try:
        sheet = choose(forme, None, job.trim, job.bleed)
    except Rejected:
        return -math.inf
    return -sheet.width * sheet.height


def _filling(job: Job) -> Forme:
    """The forme that holds as many pages as go onto the sheet, or onto the smallest sheet that holds two."""
    ordered = job.order.sheet
    papers = (ordered,) if ordered else tuple(paper for paper in shelves(job.trim) if paper.name not in _TOO_SMALL)
    for paper in papers:
        best = max((_filled(job, sheet) for sheet in lying(paper)), key=_places)
        if _places(best) >= (1 if ordered else 2):
            return best
    raise _nothing_fits(job)


def _filled(job: Job, sheet: PressSheet) -> Forme:
    """The forme with as many pages as fit with what has to be around them; it may have none."""
    around = room(job.bleed) if job.order.marks else job.bleed
    left, bottom, right, top = job.order.margins
    wide, high = sheet.width - 2 * max(around, left, right), sheet.height - 2 * max(around, bottom, top)
    columns = max(0, int((wide + job.gutter + SAME) // (job.trim[0] + job.gutter)))
    rows = max(0, int((high + job.gutter + SAME) // (job.trim[1] + job.gutter)))
    return _grid(job, rows, columns)


def _nothing_fits(job: Job) -> Rejected:
    """Why not even one page fits: by itself (raised by `choose`), or with what is around it."""
    ordered = job.order.sheet
    choose(_grid(job, 1, 1 if ordered else 2), ordered, job.trim, 0.0)
    paper = ordered.name if ordered else "any paper we know"
    message = f"a page with its bleed, marks and the printer's margins is larger than {paper}"
    return Rejected([Diagnostic("I010", message, hints=("use a larger sheet, or less around the pages",))])
