"""The forme: pages locked up in a grid, with the gutters between them; laid onto a side of a sheet it gives slots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from presswork.imposition.folding import EDGES
from presswork.imposition.plan import NO_SIDES, PageSize, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.imposition.folding import Edge
    from presswork.imposition.plan import FourSides

# Two sizes that differ by less are the same: programs round millimetres to points in their own ways.
SAME = 1.0
_INTO: dict[Edge, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "bottom": (0, -1), "top": (0, 1)}


class Cell(NamedTuple):
    """A page in the forme: which, how it is turned, where its spine is, and how far creep moves it there."""

    page: int | None
    rotation: int = 0
    spine: Edge | None = None
    creep: float = 0.0


Grid = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Forme:
    """The measures of a grid as it is seen on the front: rows from the top, columns from the left, all in points.

    Gaps lie between columns and rows; `column_folds` and `row_folds` say which of them are folded. `creases` are folds
    that lie within a page, as distances from the forme's left edge. `bleed` is what runs over the outer edges.
    """

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    column_gaps: tuple[float, ...]
    row_gaps: tuple[float, ...]
    column_folds: tuple[bool, ...] = ()
    row_folds: tuple[bool, ...] = ()
    creases: tuple[float, ...] = ()
    bleed: float = 0.0
    scale: float = 1.0

    @property
    def width(self) -> float:
        """The width of all pages and gaps, without the bleed around them."""
        return sum(self.widths) + sum(self.column_gaps)

    @property
    def height(self) -> float:
        """The height of all pages and gaps, without the bleed around them."""
        return sum(self.heights) + sum(self.row_gaps)

    @property
    def columns(self) -> tuple[tuple[float, float], ...]:
        """Left and right edge of each column, from the forme's left."""
        return _spans(self.widths, self.column_gaps)

    @property
    def rows(self) -> tuple[tuple[float, float], ...]:
        """Top and bottom edge of each row, from the forme's top downwards."""
        return _spans(self.heights, self.row_gaps)

    def mirrored(self) -> Forme:
        """The forme as it is seen through the sheet, from the back."""
        return replace(
            self,
            widths=self.widths[::-1],
            column_gaps=self.column_gaps[::-1],
            column_folds=self.column_folds[::-1],
            creases=tuple(self.width - crease for crease in self.creases[::-1]),
        )

    def scaled(self, scale: float) -> Forme:
        """The forme with everything larger or smaller."""

        def by(values: tuple[float, ...]) -> tuple[float, ...]:
            return tuple(value * scale for value in values)

        return replace(
            self,
            widths=by(self.widths),
            heights=by(self.heights),
            column_gaps=by(self.column_gaps),
            row_gaps=by(self.row_gaps),
            creases=by(self.creases),
            bleed=self.bleed * scale,
            scale=self.scale * scale,
        )


def _spans(sizes: Sequence[float], gaps: Sequence[float]) -> tuple[tuple[float, float], ...]:
    starts = accumulate((size + gap for size, gap in zip(sizes, gaps, strict=False)), initial=0.0)
    return tuple((start, start + size) for start, size in zip(starts, sizes, strict=True))


def even(
    rows: int, columns: int, page: tuple[float, float], *, gap: float = 0.0, bleed: float = 0.0, folded: bool = False
) -> Forme:
    """A forme of equal pages of `page` width and height, with equal gaps."""
    return Forme(
        (page[0],) * columns,
        (page[1],) * rows,
        (gap,) * max(0, columns - 1),
        (gap,) * max(0, rows - 1),
        (folded,) * (columns - 1),
        (folded,) * (rows - 1),
        bleed=bleed,
    )


def mirrored(grid: Grid) -> Grid:
    """The grid's columns in the order in which they lie on the other side."""
    return tuple(row[::-1] for row in grid)


class Place(NamedTuple):
    """A rectangle of the forme on the sheet, and how far may be painted beyond each of its sides."""

    x: float
    y: float
    width: float
    height: float
    room: FourSides


def lay(
    forme: Forme, grid: Grid, sheet: tuple[float, float], sizes: Sequence[PageSize], *, shrink: bool = False
) -> tuple[Slot, ...]:
    """The slots of a grid whose forme stands in the middle of a sheet of `sheet` width and height.

    `sizes` are those of the source's pages: a smaller page stands in the middle of its place, and none bleeds more
    than it can; with `shrink` a larger one is made as small as its place. Forme and grid are as they are seen on
    this side.
    """
    cells = (cell for row in grid for cell in row)
    return tuple(
        _slot(cell, place, sizes[cell.page - 1] if cell.page else None, forme.scale, shrink=shrink)
        for cell, place in zip(cells, _places(forme, sheet), strict=True)
    )


@lru_cache(maxsize=32)
def _places(forme: Forme, sheet: tuple[float, float]) -> tuple[Place, ...]:
    """The places of the forme, row by row from the top left."""
    left, top = (sheet[0] - forme.width) / 2, (sheet[1] + forme.height) / 2
    found: list[Place] = []
    for row, (above, below) in enumerate(forme.rows):
        for column, (start, end) in enumerate(forme.columns):
            x, y = left + start, top - below
            room = _room(forme, row, column, (x, y, sheet[0] - left - end, sheet[1] - top + above))
            found.append(Place(x, y, end - start, below - above, room))
    return tuple(found)


def _slot(cell: Cell, place: Place, page: PageSize | None, scale: float, *, shrink: bool) -> Slot:
    x, y, width, height, bleed = place
    if cell.spine:
        bleed = _without_spine(bleed, cell.spine)
    if page:
        own_width, own_height = page.width * scale, page.height * scale
        if cell.rotation % 180:
            own_width, own_height = own_height, own_width
        if shrink and (own_width > width + SAME or own_height > height + SAME):
            smaller = min(width / own_width, height / own_height)
            own_width, own_height, scale = own_width * smaller, own_height * smaller, scale * smaller
        if own_width < width - SAME or own_height < height - SAME:
            x, y = x + max(0.0, width - own_width) / 2, y + max(0.0, height - own_height) / 2
            width, height, bleed = min(width, own_width), min(height, own_height), NO_SIDES
        else:
            bleed = _least(bleed, turned_sides(page.bleed, cell.rotation), scale)
    dx, dy = _INTO[cell.spine] if cell.spine else (0, 0)
    return Slot(cell.page, x, y, width, height, cell.rotation, bleed, (dx * cell.creep, dy * cell.creep), scale)


def _least(bleed: FourSides, own: FourSides, scale: float) -> FourSides:
    left, bottom, right, top = (min(b, o * scale) for b, o in zip(bleed, own, strict=True))
    return left, bottom, right, top


def _room(forme: Forme, row: int, column: int, around: FourSides) -> FourSides:
    """How far a page may bleed: half the gap inside the forme, the whole bleed outside it, never off the sheet."""
    across = (None, *forme.column_gaps, None)
    down = (None, *forme.row_gaps, None)
    gaps = (across[column], down[row + 1], across[column + 1], down[row])
    left, bottom, right, top = (
        max(0.0, min(forme.bleed, edge if gap is None else gap / 2)) for gap, edge in zip(gaps, around, strict=True)
    )
    return left, bottom, right, top


def _without_spine(bleed: FourSides, spine: Edge | None) -> FourSides:
    left, bottom, right, top = (0.0 if edge == spine else b for edge, b in zip(EDGES, bleed, strict=True))
    return left, bottom, right, top


def turned_sides(sides: FourSides, rotation: int) -> FourSides:
    """What a page has at its left, bottom, right and top, as these sides lie when it is turned counter-clockwise."""
    quarters = rotation // 90 % 4
    left, bottom, right, top = (sides[(edge - quarters) % 4] for edge in range(4))
    return left, bottom, right, top
