"""The forme: pages locked up in a grid, with the gutters between them; laid onto a side of a sheet it gives slots."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
    scale: float = field(default=1.0)

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
        (gap,) * (columns - 1),
        (gap,) * (rows - 1),
        (folded,) * (columns - 1),
        (folded,) * (rows - 1),
        bleed=bleed,
    )


def mirrored(grid: Grid) -> Grid:
    """The grid's columns in the order in which they lie on the other side."""
    return tuple(row[::-1] for row in grid)


def lay(forme: Forme, grid: Grid, sheet: tuple[float, float], sizes: Sequence[PageSize]) -> tuple[Slot, ...]:
    """The slots of a grid whose forme stands in the middle of a sheet of `sheet` width and height.

    `sizes` are those of the source's pages: a smaller page stands in the middle of its place, and none bleeds more
    than it can. Forme and grid are as they are seen on this side.
    """
    left, top = (sheet[0] - forme.width) / 2, (sheet[1] + forme.height) / 2
    slots: list[Slot] = []
    for row, (above, below) in enumerate(forme.rows):
        for column, (start, end) in enumerate(forme.columns):
            cell = grid[row][column]
            x, y = left + start, top - below
            room = _room(forme, row, column, (x, y, sheet[0] - left - end, sheet[1] - top + above))
            dx, dy = _INTO[cell.spine] if cell.spine else (0, 0)
            slot = Slot(
                cell.page,
                x,
                y,
                end - start,
                below - above,
                cell.rotation,
                _without_spine(room, cell.spine),
                (dx * cell.creep, dy * cell.creep),
                forme.scale,
            )
            slots.append(_fitted(slot, sizes[cell.page - 1]) if cell.page else slot)
    return tuple(slots)


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


def _fitted(slot: Slot, page: PageSize) -> Slot:
    """The slot for this very page: as large as the page where that is smaller, and bleeding as far as the page does."""
    width, height = page.width * slot.scale, page.height * slot.scale
    if slot.rotation % 180:
        width, height = height, width
    if width < slot.width - SAME or height < slot.height - SAME:
        w, h = min(width, slot.width), min(height, slot.height)
        x, y = slot.x + (slot.width - w) / 2, slot.y + (slot.height - h) / 2
        return replace(slot, x=x, y=y, width=w, height=h, bleed=NO_SIDES)
    own = turned_sides(page.bleed, slot.rotation)
    left, bottom, right, top = (min(b, o * slot.scale) for b, o in zip(slot.bleed, own, strict=True))
    return replace(slot, bleed=(left, bottom, right, top))
