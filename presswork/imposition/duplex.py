"""Duplex: how the paper is turned between front and back, and which backs need a half turn for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from presswork.edition import Duplex
    from presswork.imposition.plan import Slot, Turn


class Duplexing(NamedTuple):
    """How the backs are printed: the order's word, the turn between the sides, and whether backs are half turned."""

    duplex: Duplex
    turn: Turn
    half_turn: bool


def natural(width: float, height: float) -> Literal["long-edge", "short-edge"]:
    """The turn about the upright axis, as a leaf is turned: on the short edge when the sheet lies on its side."""
    return "short-edge" if width > height else "long-edge"


def duplexing(asked: Duplex | None, width: float, height: float, *, printed: bool) -> Duplexing:
    """What to do for a sheet of this size; `printed` is false when nothing is on the backs.

    Plans are made for the turn about the upright axis. A printer that turns about the other one shows every back
    upside down, so there, and only there, the back is turned by half.
    """
    turn = natural(width, height)
    if not printed:
        return Duplexing("single", "none", half_turn=False)
    if asked is None or asked == "single":
        return Duplexing(turn, turn, half_turn=False)
    if asked == "manual":
        return Duplexing("manual", turn, half_turn=False)
    return Duplexing(asked, asked, half_turn=asked != turn)


def half_turned(slot: Slot, width: float, height: float) -> Slot:
    """The slot when its side is turned by half."""
    left, bottom, right, top = slot.bleed
    return replace(
        slot,
        x=width - slot.x - slot.width,
        y=height - slot.y - slot.height,
        rotation=(slot.rotation + 180) % 360,
        bleed=(right, top, left, bottom),
        shift=(-slot.shift[0], -slot.shift[1]),
    )
