"""Drafts of work that is not folded: cut-stack, cards, n-up, and one page repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Rejected
from presswork.imposition.forme import Cell, Forme, even
from presswork.imposition.job import Draft, DraftSheet
from presswork.imposition.press_sheets import choose, fitting_scale, holds, lying, shelves

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    finishing = ("pile the sheets, sheet 1 on top", "cut the pile", "put the stacks on each other, the first on top")
    return Draft("stack", forme, _two_sided(job, forme, on_sheets, turned=turned), finishing)


def _cards(job: Job) -> Draft:
    """Cards: leaf after leaf fills a sheet, each with its back behind it."""
    forme, turned = _forme(job)
    places = _places(forme)
    leaves = _leaves(job)
    on_sheets = [[_leaf(leaves, start + place) for place in range(places)] for start in range(0, len(leaves), places)]
    return Draft("cards", forme, _two_sided(job, forme, on_sheets, turned=turned), ("cut the cards apart",))


def _repeat(job: Job) -> Draft:
    """Step and repeat: one leaf fills its sheet."""
    forme, turned = _forme(job)
    on_sheets = [[leaf] * _places(forme) for leaf in _leaves(job)]
    sheets = _two_sided(job, forme, on_sheets, turned=turned)
    return Draft("repeat", forme, sheets, ("cut the copies apart",), repeated=_places(forme) > 1)


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
    """The forme of a scheme in a grid, and whether the pages lie on their side in it."""
    candidates = list(_candidates(job))
    if not candidates:
        raise _nothing_fits(job)
    forme, turned, _ = max(candidates, key=lambda c: (c[2], _places(c[0]), not c[1]))
    return forme, turned


def _candidates(job: Job) -> Iterator[tuple[Forme, bool, float]]:
    """Every forme that may be used, whether its pages are turned, and how good it is."""
    for turned in (False, True):
        if job.scheme.grid:
            yield _scored(job, *job.scheme.grid, turned=turned)
        elif job.scheme.count:
            count = job.scheme.count
            for rows in range(1, count + 1):
                if count % rows == 0:
                    yield _scored(job, rows, count // rows, turned=turned)
        else:
            yield from _filling(job, turned=turned)


def _grid(job: Job, rows: int, columns: int, *, turned: bool) -> Forme:
    width, height = reversed(job.trim) if turned else job.trim
    return even(rows, columns, (width, height), gap=job.gutter, bleed=job.bleed)


def _scored(job: Job, rows: int, columns: int, *, turned: bool) -> tuple[Forme, bool, float]:
    """A forme of a given grid: the better, the larger its pages can be, or the smaller the sheet that holds them."""
    forme = _grid(job, rows, columns, turned=turned)
    if job.order.sheet:
        return forme, turned, min(1.0, round(fitting_scale(forme, lying(job.order.sheet)), 3))
    try:
        sheet = choose(forme, None, job.trim, job.bleed)
    except Rejected:
        return forme, turned, -1e12 - forme.width * forme.height
    return forme, turned, -round(sheet.width * sheet.height)


def _filling(job: Job, *, turned: bool) -> Iterator[tuple[Forme, bool, float]]:
    """The formes that hold as many pages as go onto the sheet, or onto the smallest sheet that holds two."""
    papers = (job.order.sheet,) if job.order.sheet else [p for p in shelves(job.trim) if p.name not in _TOO_SMALL]
    width, height = reversed(job.trim) if turned else job.trim
    for paper in papers:
        found = [
            forme
            for sheet in lying(paper)
            if (forme := _filled(job, sheet, (width, height))) is not None and holds(sheet, forme)
        ]
        best = max(found, key=_places, default=None)
        if best and (job.order.sheet or _places(best) > 1):
            size = paper.width.pt * paper.height.pt
            yield best, turned, float(_places(best)) if job.order.sheet else _places(best) - round(size)
            return


def _filled(job: Job, sheet: PressSheet, page: tuple[float, float]) -> Forme | None:
    """The forme with as many pages as fit, their bleed included."""
    gap = job.gutter
    columns = int((sheet.width - 2 * job.bleed + gap + 1) // (page[0] + gap))
    rows = int((sheet.height - 2 * job.bleed + gap + 1) // (page[1] + gap))
    return even(rows, columns, page, gap=gap, bleed=job.bleed) if rows > 0 and columns > 0 else None


def _nothing_fits(job: Job) -> Rejected:
    if job.order.sheet:
        choose(_grid(job, 1, 1, turned=False), job.order.sheet, job.trim, job.bleed)
        message = f"a page with its bleed of {job.bleed / 72 * 25.4:.3g} mm is larger than {job.order.sheet.name}"
        return Rejected([Diagnostic("I010", message, hints=("use a larger sheet, or bleed: 0mm",))])
    choose(_grid(job, 1, 2, turned=False), None, job.trim, job.bleed)
    return Rejected([Diagnostic("I011", "no paper that we know holds two such pages", hints=("name the sheet",))])
