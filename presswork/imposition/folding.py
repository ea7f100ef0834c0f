"""Folding as simulation: a fold string folds a sheet, and the order and turn of its pages are read off the packet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from presswork.diagnostics import Diagnostic, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.imposition.plan import Nesting

Edge = Literal["left", "bottom", "right", "top"]
EDGES: tuple[Edge, ...] = ("left", "bottom", "right", "top")
_EDGE_AT: dict[tuple[int, int], Edge] = {(-1, 0): "left", (0, -1): "bottom", (1, 0): "right", (0, 1): "top"}
_TURN_TO = {(0, 1): 0, (-1, 0): 90, (0, -1): 180, (1, 0): 270}
_WHERE = {"l": "left", "r": "right", "t": "top", "b": "bottom"}

# Paper of seven folds does not lie flat any more; 128 leaves of one sheet are more than anybody folds.
MOST_PANELS = 128
_MOST_QUOTED = 40
_TOKEN = re.compile(r"([tlbrTLBR])\s*(\d*)")


@dataclass(frozen=True, slots=True)
class Fold:
    """One fold: the part at `side` (l, r, t, b) goes under the rest, or over it.

    `panels` is how many columns or rows of panels move, counted from that side; None folds in the middle. `letter`
    is how it is written.
    """

    side: str
    over: bool = False
    panels: int | None = None

    @property
    def letter(self) -> str:
        """The fold as it is written in a fold string."""
        return (self.side.upper() if self.over else self.side) + ("" if self.panels is None else str(self.panels))

    @property
    def across(self) -> bool:
        """Whether columns move (l, r) and not rows."""
        return self.side in "lr"


class Panel(NamedTuple):
    """A panel in the folded packet: where it lies on the sheet, and where its own right and up point by now."""

    sheet: int
    row: int
    column: int
    right: tuple[int, int]
    up: tuple[int, int]


class Face(NamedTuple):
    """One page of the folded packet as it lies on the sheet.

    Rows count from the top, columns from the left, both from 0 and as seen on the front. `rotation` is how the page is
    turned (counter-clockwise) as its own side is seen, `spine` the edge of the panel at which it hangs, seen likewise.
    """

    sheet: int
    back: bool
    row: int
    column: int
    rotation: int
    spine: Edge


Packet = dict[tuple[int, int], list[Panel]]


def parse(text: str) -> tuple[Fold, ...]:
    """The folds of a fold string such as `tl`, `ltl` or `l t1 b1 l`; blanks and commas may part them.

    Raises `Rejected`: I002 for a letter that folds nothing, I003 for a number that no fold can have, I004 for a sheet
    of too many panels. The message names the place in the string.
    """
    folds: list[Fold] = []
    at = 0
    while at < len(text):
        if text[at] in " ,;\t-":
            at += 1
        elif match := _TOKEN.match(text, at):
            folds.append(_fold(match, text))
            at = match.end()
        else:
            raise _unreadable(text, at)
    if not folds:
        raise _rejected("I002", "a fold string folds at least once", "write tl for a quarto, ltl for an octavo")
    _panels_before(tuple(folds), text)
    return tuple(folds)


def _fold(match: re.Match[str], text: str) -> Fold:
    panels = int(match[2][:4]) if match[2] else None
    if panels == 0 or (panels or 0) > MOST_PANELS:
        message = f"fold string '{clipped(text)}', place {match.start(2) + 1}: no fold moves {match[2][:9]} panels"
        hint = f"write how many panels fold from the {_WHERE[match[1].lower()]}, for example {match[1]}1"
        raise _rejected("I003", message, hint)
    return Fold(match[1].lower(), match[1].isupper(), panels)


def _unreadable(text: str, at: int) -> Rejected:
    letter = text[at]
    if letter.isdigit():
        message = f"fold string '{clipped(text)}', place {at + 1}: the number {letter} follows no fold"
        return _rejected("I002", message, "a number says how many panels the letter before it moves: t1, b1, l2")
    message = f"fold string '{clipped(text)}', place {at + 1}: '{letter}' is no fold"
    hint = "the folds are l, r, t and b: the left, right, top or bottom part goes under; upper case: over"
    return _rejected("I002", message, hint)


def clipped(text: str) -> str:
    """What was written, as much of it as a message bears."""
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}..."


def _rejected(code: str, message: str, *hints: str) -> Rejected:
    return Rejected([Diagnostic(code, message, hints=hints)])


def _panels_before(folds: tuple[Fold, ...], text: str = "") -> tuple[int, int]:
    """Rows and columns of the flat sheet: what a single panel becomes when the folds are opened, last one first."""
    size = {True: 1, False: 1}
    for number in range(len(folds), 0, -1):
        fold = folds[number - 1]
        staying = size[fold.across]
        moving = fold.panels or staying
        if moving > staying:
            side, most = _WHERE[fold.side], "one panel" if staying == 1 else f"{staying} panels"
            message = (
                f"fold string '{clipped(text)}', fold {number} ({fold.letter}): "
                f"{moving} panels cannot fold onto the {most} that the later folds leave"
            )
            raise _rejected("I003", message, f"at most {most} can move from the {side}; fold the other side instead")
        size[fold.across] = staying + moving
        if size[True] * size[False] > MOST_PANELS:
            message = f"fold string '{clipped(text)}' folds a sheet of {size[False]} × {size[True]} panels or more"
            raise _rejected("I004", message, f"no sheet is folded into more than {MOST_PANELS} panels: use signatures")
    return size[False], size[True]


@lru_cache(maxsize=256)
def grid(folds: tuple[Fold, ...]) -> tuple[int, int]:
    """Rows and columns of the flat sheet that these folds close to one panel."""
    return _panels_before(folds)


def _turned(panel: Panel, *, across: bool) -> Panel:
    (rx, ry), (ux, uy) = panel.right, panel.up
    if across:
        return panel._replace(right=(-rx, ry), up=(-ux, uy))
    return panel._replace(right=(rx, -ry), up=(ux, -uy))


def crease(fold: Fold, first: int, last: int) -> int:
    """The grid line of a fold through a packet whose columns or rows run from `first` to before `last`."""
    if fold.panels is None:
        return (first + last) // 2
    return first + fold.panels if fold.side in "lt" else last - fold.panels


def _folded(packet: Packet, fold: Fold) -> Packet:
    """The packet after one more fold: the cells that move are mirrored at the crease, their stacks turned over."""
    axis = 0 if fold.across else 1
    places = [cell[axis] for cell in packet]
    line = crease(fold, min(places), max(places) + 1)
    near = fold.side in "lt"
    staying: Packet = {cell: stack for cell, stack in packet.items() if (cell[axis] < line) != near}
    for cell, stack in packet.items():
        if (cell[axis] < line) != near:
            continue
        there = (2 * line - 1 - cell[0], cell[1]) if fold.across else (cell[0], 2 * line - 1 - cell[1])
        turned = [_turned(panel, across=fold.across) for panel in reversed(stack)]
        below = staying.get(there, [])
        staying[there] = below + turned if fold.over else turned + below
    return staying


def packet(folds: tuple[Fold, ...], sheets: int = 1) -> list[Panel]:
    """The panels of a folded pile of sheets from the bottom to the top; sheet 0 lies on top before the first fold."""
    rows, columns = grid(folds)
    flat: Packet = {
        (column, row): [Panel(sheet, row, column, (1, 0), (0, 1)) for sheet in reversed(range(sheets))]
        for row in range(rows)
        for column in range(columns)
    }
    for fold in folds:
        flat = _folded(flat, fold)
    (stack,) = flat.values()
    return stack


def _spine_and_up(fold: Fold) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the last fold puts the spine, and which way a page is up so that it has its spine at a side."""
    spine = {"l": (-1, 0), "r": (1, 0), "t": (0, 1), "b": (0, -1)}[fold.side]
    return spine, (0, 1) if fold.across else (1, 0)


def _dot(one: tuple[int, int], other: tuple[int, int]) -> int:
    return one[0] * other[0] + one[1] * other[1]


def _face(panel: Panel, *, top: bool, spine: tuple[int, int], up: tuple[int, int]) -> Face:
    facing = panel.right[0] * panel.up[1] - panel.right[1] * panel.up[0] > 0
    back = facing != top
    mirror = -1 if back else 1
    turn = (mirror * _dot(up, panel.right), _dot(up, panel.up))
    edge = (mirror * _dot(spine, panel.right), _dot(spine, panel.up))
    return Face(panel.sheet, back, panel.row, panel.column, _TURN_TO[turn], _EDGE_AT[edge])


def _read(folds: tuple[Fold, ...], sheets: int, *, right: bool) -> Iterator[Face]:
    spine, up = _spine_and_up(folds[-1])
    # The book opens with its spine at the left. Where the last fold lies at the right, it is read from below.
    from_top = (folds[-1].side in "lt") != right
    for panel in reversed(packet(folds, sheets)) if from_top else packet(folds, sheets):
        for top in (True, False) if from_top else (False, True):
            yield _face(panel, top=top, spine=spine, up=up)


@lru_cache(maxsize=256)
def reading(
    folds: tuple[Fold, ...], sheets: int = 1, *, right: bool = False, nesting: Nesting = "each"
) -> tuple[Face, ...]:
    """The faces of a signature in the order in which they are read: page k is face k - 1.

    `right` binds it at the right. `nesting` says whether each sheet is folded and then put into the middle of the one
    before it (`each`), or all are folded in one pile (`together`); in folio there is no difference.
    """
    if nesting == "together" or sheets == 1:
        return tuple(_read(folds, sheets, right=right))
    one = tuple(_read(folds, 1, right=right))
    half = len(one) // 2
    outside_in = [face._replace(sheet=sheet) for sheet in range(sheets) for face in one[:half]]
    inside_out = [face._replace(sheet=sheet) for sheet in reversed(range(sheets)) for face in one[half:]]
    return (*outside_in, *inside_out)


class Crease(NamedTuple):
    """A fold's line on the flat sheet: grid line `line`, between the lines `first` and `last` of the part that stays.

    Lines between columns count from the left, between rows from the top.
    """

    fold: Fold
    line: int
    first: int
    last: int


def creases(folds: tuple[Fold, ...]) -> tuple[Crease, ...]:
    """Where each fold lies on the flat sheet, in the order of folding."""
    rows, columns = grid(folds)
    spans = {True: (0, columns), False: (0, rows)}
    found: list[Crease] = []
    for fold in folds:
        first, last = spans[fold.across]
        line = crease(fold, first, last)
        found.append(Crease(fold, line, *spans[not fold.across]))
        spans[fold.across] = (line, last) if fold.side in "lt" else (first, line)
    return tuple(found)


@lru_cache(maxsize=256)
def conjugates(folds: tuple[Fold, ...]) -> tuple[int | None, ...]:
    """For each leaf of one folded sheet, in reading order, the leaf that hangs on the same fold, or None."""
    faces = reading(folds)
    fronts = {(f.row, f.column): (i // 2, f.spine) for i, f in enumerate(faces) if not f.back}
    steps = {"left": (0, -1), "right": (0, 1), "top": (-1, 0), "bottom": (1, 0)}
    partner: list[int | None] = [None] * len(fronts)
    for (row, column), (leaf, spine) in fronts.items():
        down, along = steps[spine]
        partner[leaf] = fronts.get((row + down, column + along), (None,))[0]
    return tuple(partner)


def sewable(folds: tuple[Fold, ...]) -> bool:
    """Whether every leaf hangs on another at the spine, so that thread or staples hold it."""
    return None not in conjugates(folds)


def nests(folds: tuple[Fold, ...]) -> bool:
    """Whether the sheet opens in its middle from the spine, so that another can be put into it and stapled."""
    leaves = conjugates(folds)
    return leaves == tuple(reversed(range(len(leaves))))
