"""Proof that a plan reads right: its finished sheets are folded, cut or piled again, in a model of its own.

Nothing of the way in which the plan was made is used here: panels are rectangles of paper with real corners, folds
turn them about a line in space, and printers turn sheets about an edge.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from presswork.imposition.verifying_flat import FlatFold, certified, joins, opens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presswork.imposition.plan import FoldStep, Plan, Sheet, Side, Slot

_NEAR = 0.05
_UP = {0: (0.0, 1.0), 90: (-1.0, 0.0), 180: (0.0, -1.0), 270: (1.0, 0.0)}


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


def verify(plan: Plan) -> None:
    """Raise `NotFolding` unless the sheets give every page once, upright and in order, backs behind their fronts."""
    {
        "folded": _verify_folded,
        "stack": _verify_stack,
        "cards": _verify_cards,
        "repeat": _verify_repeat,
        "n-up": _verify_sides,
        "zine": _verify_zine,
        "leaflet": _verify_leaflet,
    }[plan.kind](plan)


def _printed(slot: Slot, side: Side, turn: str) -> Printed:
    """The slot on the paper as it lies with its front up: a back is turned over as its printer does."""
    x, y = slot.x + slot.width / 2, slot.y + slot.height / 2
    up, shift = _UP[slot.rotation % 360], slot.shift
    if side.name == "back":
        upright_axis = (turn == "long-edge") == (side.height >= side.width)
        if upright_axis:
            x, up, shift = side.width - x, (-up[0], up[1]), (-shift[0], shift[1])
        else:
            y, up, shift = side.height - y, (up[0], -up[1]), (shift[0], -shift[1])
    return Printed(slot.page, x, y, up, shift, slot.width, slot.height)


def leaves(sheet: Sheet, plan: Plan, z: float = 0.0) -> list[Leaf]:
    """The panels of a sheet, each back registered with its front. Raises `NotFolding` when one has none."""
    front = [_printed(slot, sheet.sides[0], plan.turn) for slot in sheet.sides[0].slots]
    behind: dict[tuple[int, int], Printed] = {}
    for side in sheet.sides[1:]:
        for slot in side.slots:
            printed = _printed(slot, side, plan.turn)
            behind[round(printed.x), round(printed.y)] = printed
    found: list[Leaf] = []
    for printed in front:
        back = _behind(printed, behind)
        if (back is None) != (len(sheet.sides) == 1):
            raise NotFolding(f"sheet {sheet.number}: nothing lies behind the page at {printed.x:.1f}, {printed.y:.1f}")
        if back and any(abs(a - b) > _NEAR for a, b in zip(printed.shift, back.shift, strict=True)):
            raise NotFolding(f"sheet {sheet.number}: pages {printed.page} and {back.page} creep apart")
        width, height = max(printed.width, back.width if back else 0), max(printed.height, back.height if back else 0)
        x, y = printed.x, printed.y
        found.append(Leaf(printed, back, x - width / 2, x + width / 2, y - height / 2, y + height / 2, z))
    return found


def _behind(printed: Printed, backs: dict[tuple[int, int], Printed]) -> Printed | None:
    """What is printed exactly behind it; rounding may have put its key one point away."""
    for dx, dy in itertools.product((0, -1, 1), repeat=2):
        back = backs.get((round(printed.x) + dx, round(printed.y) + dy))
        if back and abs(back.x - printed.x) < _NEAR and abs(back.y - printed.y) < _NEAR:
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
            if low < line - _NEAR and high > line + _NEAR:
                raise NotFolding(f"fold {step.order} ({step.letter}) would bend the page {leaf.front.page}")
            if ((low + high) / 2 < line) == (side in "lb"):
                leaf.fold(across=across, line=line, level=level)


def _read(pile: Sequence[Leaf], plan: Plan) -> list[int | None]:
    """The pages of a folded packet, from its cover on. Raises `NotFolding` unless all stand upright on each other."""
    last = plan.folds[-1].letter.lower()
    at_left, up = last in "lt", (0.0, 1.0) if last in "lr" else (1.0, 0.0)
    from_top = at_left != (plan.binding == "right")
    pages: list[int | None] = []
    for leaf in sorted(pile, key=lambda leaf: leaf.z, reverse=from_top):
        for page, lies in leaf.faces(from_top=from_top):
            if lies != up and page is not None:
                raise NotFolding(f"page {page} does not stand upright")
            pages.append(page)
    _coincide(pile)
    return pages


def _coincide(pile: Sequence[Leaf]) -> None:
    middles = [((leaf.left + leaf.right) / 2, (leaf.bottom + leaf.top) / 2) for leaf in pile]
    for axis in (0, 1):
        if max(m[axis] for m in middles) - min(m[axis] for m in middles) > _NEAR:
            raise NotFolding("the folded pages do not lie on each other")


def _verify_folded(plan: Plan) -> None:
    read: list[int | None] = []
    for _, group in itertools.groupby(plan.sheets, key=lambda sheet: sheet.signature):
        read += _signature(list(group), plan)
    _in_order(read, plan)


def _signature(sheets: Sequence[Sheet], plan: Plan) -> list[int | None]:
    if plan.nesting == "together":
        pile = [leaf for depth, sheet in enumerate(sheets) for leaf in leaves(sheet, plan, -float(depth))]
        fold(pile, plan.folds)
        return _read(pile, plan)
    read: list[int | None] = []
    for sheet in sheets:
        pile = leaves(sheet, plan)
        fold(pile, plan.folds)
        pages, middle = _read(pile, plan), len(read) // 2
        half = len(pages) // 2
        read = [*read[:middle], *pages[:half], *pages[half:], *read[middle:]]
    return read


def _in_order(read: Sequence[int | None], plan: Plan) -> None:
    pages = [page for page in read if page is not None]
    if pages != list(range(1, plan.pages + 1)):
        wrong = next((n for n, (a, b) in enumerate(zip(pages, itertools.count(1), strict=False)) if a != b), len(pages))
        raise NotFolding(f"page {wrong + 1} is not where it is read: {pages[max(0, wrong - 3) : wrong + 4]}")


def _placed(plan: Plan) -> list[list[Leaf]]:
    """The panels of each sheet in the order of the places: rows from the top, columns from the left."""
    found = []
    for sheet in plan.sheets:
        panels = leaves(sheet, plan)
        found.append(sorted(panels, key=lambda leaf: (-round(leaf.bottom + leaf.top), round(leaf.left + leaf.right))))
    return found


def _leaf_pages(leaf: Leaf) -> list[int | None]:
    front, back = leaf.front, leaf.back
    if back and None not in (front.page, back.page) and front.up != back.up:
        raise NotFolding(f"page {back.page} stands on its head behind page {front.page}")
    return [front.page, back.page if back else None]


def _verify_stack(plan: Plan) -> None:
    sheets = _placed(plan)
    stacks = zip(*sheets, strict=True)
    _in_order([page for stack in stacks for leaf in stack for page in _leaf_pages(leaf)], plan)


def _verify_cards(plan: Plan) -> None:
    _in_order([page for sheet in _placed(plan) for leaf in sheet for page in _leaf_pages(leaf)], plan)


def _verify_repeat(plan: Plan) -> None:
    read: list[int | None] = []
    for sheet in _placed(plan):
        copies = [tuple(_leaf_pages(leaf)) for leaf in sheet]
        if len(set(copies)) != 1:
            raise NotFolding("the copies on a sheet differ")
        read += copies[0]
    _in_order(read, plan)


def _verify_sides(plan: Plan) -> None:
    """Pages of a side in the order in which somebody reads who holds it so that they stand upright."""
    read: list[int | None] = []
    for sheet in plan.sheets:
        for side in sheet.sides:
            read += _read_side(side, plan)
    _in_order(read, plan)


def _read_side(side: Side, plan: Plan) -> list[int | None]:
    ups = {_UP[slot.rotation] for slot in side.slots}
    if len(ups) != 1:
        raise NotFolding("the pages of a side stand in different ways")
    (ux, uy) = ups.pop()
    across = -1 if plan.binding == "right" else 1

    def place(slot: Slot) -> tuple[int, int]:
        x, y = slot.x + slot.width / 2, slot.y + slot.height / 2
        return -round(x * ux + y * uy), across * round(x * uy - y * ux)

    return [slot.page for slot in sorted(side.slots, key=place)]


def _verify_zine(plan: Plan) -> None:
    (side,) = plan.sheets[0].sides
    columns = sorted({round(slot.x + slot.width / 2) for slot in side.slots})
    rows = sorted({round(slot.y + slot.height / 2) for slot in side.slots}, reverse=True)
    if (len(rows), len(columns)) != (2, 4):
        raise NotFolding("a zine is two rows of four pages")
    cells = {(rows.index(round(s.y + s.height / 2)), columns.index(round(s.x + s.width / 2))): s for s in side.slots}
    places = _zine_places(plan, cells)
    found = joins(places, _slits(plan, cells))
    if found is None or not certified(found):
        raise NotFolding("the zine cannot be folded flat in its order")
    if not opens(found, "west" if plan.binding == "left" else "east"):
        raise NotFolding("the zine's pages hang together where they should open")
    _in_order([slot.page for _, slot in sorted((places[cell].layer, slot) for cell, slot in cells.items())], plan)


def _zine_places(plan: Plan, cells: dict[tuple[int, int], Slot]) -> dict[tuple[int, int], FlatFold]:
    """Each panel in the closed zine: which way up, which way it faces, its layer; blanks take what is left."""
    order = (5, 4, 3, 2, 6, 7, 8, 1) if plan.binding == "left" else (2, 3, 4, 5, 1, 8, 7, 6)
    return {
        cell: FlatFold(cells[cell].rotation == 180, number % 2 == 1, number)
        for cell, number in zip(sorted(cells), order, strict=True)
    }


def _slits(plan: Plan, cells: dict[tuple[int, int], Slot]) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """The pairs of panels between which the plan's slit runs."""
    found = set()
    for start, middle, end, _ in (step.line for step in plan.folds if step.letter == "x"):
        for (row, column), slot in cells.items():
            inside = start - _NEAR <= slot.x and slot.x + slot.width <= end + _NEAR
            if row == 0 and inside and abs(slot.y - middle) < 2 * slot.height / 3:
                found.add(((0, column), (1, column)))
    return found


def _verify_leaflet(plan: Plan) -> None:
    """The panels fold over each other without bending, stand upright, and the cover lies outside."""
    (sheet,) = plan.sheets
    if len(sheet.sides[0].slots) == 1:
        _in_order([slot.page for side in sheet.sides for slot in side.slots], plan)
        panels = _strips(sheet, plan)
    else:
        panels = leaves(sheet, plan)
        numbers = sorted(p for leaf in panels for p in _leaf_pages(leaf) if p is not None)
        _in_order(numbers, plan)
        inside = sorted(panels, key=lambda leaf: -leaf.left if plan.binding == "left" else leaf.left)
        _consecutive([leaf.back.page for leaf in inside if leaf.back])
    covers = [leaf for leaf in panels if leaf.front.page == 1]
    fold(panels, plan.folds)
    outermost = {max(panels, key=lambda leaf: leaf.z).z, min(panels, key=lambda leaf: leaf.z).z}
    if len(sheet.sides[0].slots) > 1 and not any(leaf.z in outermost for leaf in covers):
        raise NotFolding("the cover of the leaflet is folded in")


def _consecutive(pages: Sequence[int | None]) -> None:
    """The inside reads on from panel to panel."""
    numbers = [page for page in pages if page is not None]
    if any(b != a + 1 for a, b in itertools.pairwise(numbers)):
        raise NotFolding(f"the leaflet's inside does not read on: {numbers}")


def _strips(sheet: Sheet, plan: Plan) -> list[Leaf]:
    """The panels that the creases make of a sheet whose sides are one page each."""
    (whole,) = leaves(sheet, plan)
    lines = [whole.left, *sorted(step.line[0] for step in plan.folds), whole.right]
    return [
        Leaf(whole.front, whole.back, left, right, whole.bottom, whole.top, 0.0)
        for left, right in itertools.pairwise(lines)
    ]
