"""The flow of a text as pieces that stay whole, and how low the columns can be that hold them: arithmetic only."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from presswork.typesetting.filling import may_float

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEARLY = 1e-3


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the flow that no column end may divide: its top and bottom along the flow, in pixels.

    A piece that `floats` may wait for the next column.
    """

    top: float
    bottom: float
    floats: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """Pieces in their order; the space between them is lost at the head of a column."""

    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, columns: Sequence[Any]) -> Flow:
        """The flow of laid-out column boxes of the engine, as if it stood in one endless column."""
        pieces: list[Piece] = []
        offset = 0.0
        for column in columns:
            found = list(_glued(_pieces(column), NEARLY))
            down = offset - column.position_y
            pieces += [Piece(p.top + down, p.bottom + down, p.floats) for p in found]
            offset += column.height
        return cls(tuple(pieces))

    def lowest(self, columns: int, line: float, most: float) -> float:
        """The least height in whole lines with which `columns` columns hold the flow, at most `most`."""
        if not self.pieces:
            return min(line, most)
        total = self.pieces[-1].bottom - self.pieces[0].top
        height = max(ceil(total / columns / line - NEARLY), 1) * line
        while height < most and not self.fits(columns, height):
            height += line
        return min(height, most)

    def fits(self, columns: int, height: float) -> bool:
        """Whether the flow goes into so many columns of this height."""
        used, filled, end, waiting = 1, 0.0, None, 0.0
        for piece in self.pieces:
            size = piece.bottom - piece.top
            gap = piece.top - end if end is not None and filled else 0.0
            if filled + gap + size <= height + NEARLY:
                filled += gap + size
            elif piece.floats and waiting + size <= height:
                waiting += size + gap
            else:
                used, filled, waiting = used + 1, waiting + size, 0.0
            if used > columns or filled > height + NEARLY:
                return False
            end = piece.bottom
        return not waiting or used < columns


@dataclass(frozen=True, slots=True)
class _Found:
    top: float
    bottom: float
    keeps_next: bool = False
    floats: bool = False


def _pieces(box: Any) -> Iterator[_Found]:
    """The pieces of a laid-out box: lines with their orphans and widows, or the box whole where it must not break."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        style = child.style
        keeps = style["break_after"] in ("avoid", "avoid-column")
        blocks = [c for c in getattr(child, "children", ()) if getattr(c, "is_in_normal_flow", lambda: False)()]
        whole = style["break_inside"] in ("avoid", "avoid-column") or not blocks
        if whole or _has_lines(child):
            yield from _lines(child, whole=whole, keeps=keeps)
            continue
        found = list(_pieces(child))
        if found:
            top, bottom = (
                child.position_y + child.margin_top,
                child.position_y + child.border_height() + child.margin_top,
            )
            found[0] = _Found(min(top, found[0].top), found[0].bottom, found[0].keeps_next)
            found[-1] = _Found(found[-1].top, max(bottom, found[-1].bottom), keeps or found[-1].keeps_next)
            yield from found


def _has_lines(box: Any) -> bool:
    return any(type(child).__name__ == "LineBox" for child in box.children)


def _lines(box: Any, *, whole: bool, keeps: bool) -> Iterator[_Found]:
    top = box.position_y + box.margin_top
    bottom = top + box.border_height()
    lines = [child for child in getattr(box, "children", ()) if type(child).__name__ == "LineBox"]
    orphans, widows = box.style["orphans"], box.style["widows"]
    if whole or len(lines) < orphans + widows:
        yield _Found(top, bottom, keeps, may_float(box))
        return
    yield _Found(top, lines[orphans - 1].position_y + lines[orphans - 1].height)
    for line in lines[orphans : len(lines) - widows]:
        yield _Found(line.position_y, line.position_y + line.height)
    yield _Found(lines[-widows].position_y, bottom, keeps)


def _glued(found: Iterator[_Found], nearly: float) -> Iterator[Piece]:
    """Pieces that keep the next one with them made one with it; empty ones left out."""
    top: float | None = None
    last: _Found | None = None
    for piece in found:
        last = piece
        top = piece.top if top is None else top
        if not piece.keeps_next:
            if piece.bottom - top > nearly:
                yield Piece(top, piece.bottom, piece.floats and piece.top == top)
            top = None
    if top is not None and last is not None:
        yield Piece(top, last.bottom)
