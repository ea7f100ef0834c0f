"""Proof that a plan reads right: its finished sheets are folded, cut or piled again, in a model of their own.

Nothing of the way in which the plan was made is used here: panels are rectangles of paper with real corners, folds
turn them about a line in space, and printers turn sheets about an edge.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from presswork.imposition.paper_model import NEAR, UP, Leaf, NotFolding, fold, in_order, in_rows, leaves
from presswork.imposition.verifying_flat import FlatFold, certified, joins, opens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.imposition.plan import Plan, Sheet, Side, Slot


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
        if max(m[axis] for m in middles) - min(m[axis] for m in middles) > NEAR:
            raise NotFolding("the folded pages do not lie on each other")


def _verify_folded(plan: Plan) -> None:
    read: list[int | None] = []
    for _, group in itertools.groupby(plan.sheets, key=lambda sheet: sheet.signature):
        read += _signature(list(group), plan)
    in_order(read, plan)


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


def _placed(plan: Plan) -> list[list[Leaf]]:
    """The panels of each sheet in the order of the places: rows from the top, columns from the left."""
    found = []
    for sheet in plan.sheets:
        panels = leaves(sheet, plan)
        rows = in_rows(panels, down=lambda leaf: -leaf.front.y, across=lambda leaf: leaf.front.x)
        found.append([leaf for row in rows for leaf in row])
    return found


def _leaf_pages(leaf: Leaf) -> list[int | None]:
    front, back = leaf.front, leaf.back
    if back and None not in (front.page, back.page) and front.up != back.up:
        raise NotFolding(f"page {back.page} stands on its head behind page {front.page}")
    return [front.page, back.page if back else None]


def _verify_stack(plan: Plan) -> None:
    sheets = _placed(plan)
    stacks = zip(*sheets, strict=True)
    in_order([page for stack in stacks for leaf in stack for page in _leaf_pages(leaf)], plan)


def _verify_cards(plan: Plan) -> None:
    in_order([page for sheet in _placed(plan) for leaf in sheet for page in _leaf_pages(leaf)], plan)


def _verify_repeat(plan: Plan) -> None:
    read: list[int | None] = []
    for sheet in _placed(plan):
        copies = [tuple(_leaf_pages(leaf)) for leaf in sheet]
        if len(set(copies)) != 1:
            raise NotFolding("the copies on a sheet differ")
        read += copies[0]
    in_order(read, plan)


def _verify_sides(plan: Plan) -> None:
    """Pages of a side in the order in which somebody reads who holds it so that they stand upright."""
    read: list[int | None] = []
    for sheet in plan.sheets:
        for side in sheet.sides:
            read += _read_side(side, plan)
    in_order(read, plan)


def _read_side(side: Side, plan: Plan) -> list[int | None]:
    ups = {UP[slot.rotation] for slot in side.slots}
    if len(ups) != 1:
        raise NotFolding("the pages of a side stand in different ways")
    (ux, uy) = ups.pop()
    across = -1 if plan.binding == "right" else 1

    def down(slot: Slot) -> float:
        x, y = _middle(slot)
        return -(x * ux + y * uy)

    def along(slot: Slot) -> float:
        x, y = _middle(slot)
        return across * (x * uy - y * ux)

    return [slot.page for row in in_rows(side.slots, down=down, across=along) for slot in row]


def _middle(slot: Slot) -> tuple[float, float]:
    return slot.x + slot.width / 2, slot.y + slot.height / 2


def _verify_zine(plan: Plan) -> None:
    (side,) = plan.sheets[0].sides
    rows = in_rows(side.slots, down=lambda slot: -_middle(slot)[1], across=lambda slot: _middle(slot)[0])
    if [len(row) for row in rows] != [4, 4]:
        raise NotFolding("a zine is two rows of four pages")
    cells = {(r, c): slot for r, row in enumerate(rows) for c, slot in enumerate(row)}
    places = _zine_places(plan, cells)
    found = joins(places, _slits(plan, cells))
    if found is None or not certified(found):
        raise NotFolding("the zine cannot be folded flat in its order")
    if not opens(found, "west" if plan.binding == "left" else "east"):
        raise NotFolding("the zine's pages hang together where they should open")
    in_order([slot.page for _, slot in sorted((places[cell].layer, slot) for cell, slot in cells.items())], plan)


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
            inside = start - NEAR <= slot.x and slot.x + slot.width <= end + NEAR
            if row == 0 and inside and abs(slot.y - middle) < 2 * slot.height / 3:
                found.add(((0, column), (1, column)))
    return found


def _verify_leaflet(plan: Plan) -> None:
    """The panels fold over each other without bending, stand upright, and the cover lies outside."""
    (sheet,) = plan.sheets
    if len(sheet.sides[0].slots) == 1:
        in_order([slot.page for side in sheet.sides for slot in side.slots], plan)
        panels = _strips(sheet, plan)
    else:
        panels = leaves(sheet, plan)
        numbers = sorted(p for leaf in panels for p in _leaf_pages(leaf) if p is not None)
        in_order(numbers, plan)
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
