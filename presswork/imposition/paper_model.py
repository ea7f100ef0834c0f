"""A model of paper: panels with what is printed on their two sides, turned over by printers and folded in space."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from presswork.imposition.plan import FoldStep, Plan, Sheet, Side, Slot

_Thing = TypeVar("_Thing")

# What two lengths may differ by and be the same, in points.
NEAR = 0.05
UP = {0: (0.0, 1.0), 90: (-1.0, 0.0), 180: (0.0, -1.0), 270: (1.0, 0.0)}


class NotFolding(Exception):
    """A plan that does not give the pages in order, upright, each once: a fault of Presswork, never of its user."""


class Printed(NamedTuple):
    """A page on the paper as it is seen through from the front: its middle, where it is up, how its content moved."""

    page: int | None
    x: float
    y: float
    up: tuple[float, float]
    shift: tuple[float, float]
    width: float
    height: float


@dataclass(slots=True)
class Leaf:
    """A panel of paper in space: what is printed on its two sides, its corners' extent, how it lies by now."""

    front: Printed
    back: Printed | None
    left: float
    right: float
    bottom: float
    top: float
    z: float
    flipped_x: bool = False
    flipped_y: bool = False

    @property
    def front_up(self) -> bool:
        """Whether the printed front looks up."""
        return self.flipped_x == self.flipped_y

    def fold(self, *, across: bool, line: float, level: float) -> None:
        """Turn the panel by half about a line in space that lies at `line` and height `level`."""
        if across:
            self.left, self.right = 2 * line - self.right, 2 * line - self.left
            self.flipped_x = not self.flipped_x
        else:
            self.bottom, self.top = 2 * line - self.top, 2 * line - self.bottom
            self.flipped_y = not self.flipped_y
        self.z = 2 * level - self.z

    def faces(self, *, from_top: bool) -> tuple[tuple[int | None, tuple[float, float]], ...]:
        """The two pages in the order in which they are met, with the way they are up in space."""
        first, second = (self.front, self.back) if self.front_up == from_top else (self.back, self.front)
        return tuple(
            (printed.page, self._in_space(printed.up)) if printed else (None, (0.0, 0.0)) for printed in (first, second)
        )

    def _in_space(self, vector: tuple[float, float]) -> tuple[float, float]:
        return (-vector[0] if self.flipped_x else vector[0], -vector[1] if self.flipped_y else vector[1])


def printed_on(slot: Slot, side: Side, turn: str) -> Printed:
    """The slot on the paper as it lies with its front up: a back is turned over as its printer does."""
    x, y = slot.x + slot.width / 2, slot.y + slot.height / 2
    up, shift = UP[slot.rotation % 360], slot.shift
    if side.name == "back":
        upright_axis = (turn == "long-edge") == (side.height >= side.width)
        if upright_axis:
            x, up, shift = side.width - x, (-up[0], up[1]), (-shift[0], shift[1])
        else:
            y, up, shift = side.height - y, (up[0], -up[1]), (shift[0], -shift[1])
    return Printed(slot.page, x, y, up, shift, slot.width, slot.height)


def leaves(sheet: Sheet, plan: Plan, z: float = 0.0) -> list[Leaf]:
    """The panels of a sheet, each back registered with its front. Raises `NotFolding` when one has none."""
    front = [printed_on(slot, sheet.sides[0], plan.turn) for slot in sheet.sides[0].slots]
    behind: dict[tuple[int, int], Printed] = {}
    for side in sheet.sides[1:]:
        for slot in side.slots:
            printed = printed_on(slot, side, plan.turn)
            behind[round(printed.x), round(printed.y)] = printed
    found: list[Leaf] = []
    for printed in front:
        back = _behind(printed, behind)
        if (back is None) != (len(sheet.sides) == 1):
            raise NotFolding(f"sheet {sheet.number}: nothing lies behind the page at {printed.x:.1f}, {printed.y:.1f}")
        if back and any(abs(a - b) > NEAR for a, b in zip(printed.shift, back.shift, strict=True)):
            raise NotFolding(f"sheet {sheet.number}: pages {printed.page} and {back.page} creep apart")
        width, height = max(printed.width, back.width if back else 0), max(printed.height, back.height if back else 0)
        x, y = printed.x, printed.y
        found.append(Leaf(printed, back, x - width / 2, x + width / 2, y - height / 2, y + height / 2, z))
    return found


def _behind(printed: Printed, backs: dict[tuple[int, int], Printed]) -> Printed | None:
    """What is printed exactly behind it; rounding may have put its key one point away."""
    for dx, dy in itertools.product((0, -1, 1), repeat=2):
        back = backs.get((round(printed.x) + dx, round(printed.y) + dy))
        if back and abs(back.x - printed.x) < NEAR and abs(back.y - printed.y) < NEAR:
            return back
    return None


def fold(pile: Sequence[Leaf], steps: Iterable[FoldStep]) -> None:
    """Fold the pile of panels about each crease in turn. Raises `NotFolding` when a crease would bend a panel."""
    for step in steps:
        side = step.letter.lower()
        across = side in "lr"
        line = step.line[0] if across else step.line[1]
        heights = [leaf.z for leaf in pile]
        level = max(heights) + 0.5 if step.letter.isupper() else min(heights) - 0.5
        for leaf in pile:
            low, high = (leaf.left, leaf.right) if across else (leaf.bottom, leaf.top)
            if low < line - NEAR and high > line + NEAR:
                raise NotFolding(f"fold {step.order} ({step.letter}) would bend the page {leaf.front.page}")
            if ((low + high) / 2 < line) == (side in "lb"):
                leaf.fold(across=across, line=line, level=level)


def in_order(read: Sequence[int | None], plan: Plan) -> None:
    """Raise `NotFolding` unless what is read are all pages of the plan, each once, in their order."""
    pages = [page for page in read if page is not None]
    if pages != list(range(1, plan.pages + 1)):
        wrong = next((n for n, (a, b) in enumerate(zip(pages, itertools.count(1), strict=False)) if a != b), len(pages))
        raise NotFolding(f"page {wrong + 1} is not where it is read: {pages[max(0, wrong - 3) : wrong + 4]}")


def in_rows(
    things: Iterable[_Thing], *, down: Callable[[_Thing], float], across: Callable[[_Thing], float]
) -> list[list[_Thing]]:
    """Things as they are read in rows: those less than a point apart downwards are in one row."""
    rows: list[list[_Thing]] = []
    for thing in sorted(things, key=down):
        if rows and down(thing) - down(rows[-1][0]) < 1:
            rows[-1].append(thing)
        else:
            rows.append([thing])
    return [sorted(row, key=across) for row in rows]
