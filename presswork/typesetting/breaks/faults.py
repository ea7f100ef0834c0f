"""A fault as it is found: the lines that it is of, before it has its place in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from presswork.breaks import Kind
    from presswork.typesetting.breaks.reading import Part, SetLine


class Rectangle(NamedTuple):
    """A rectangle on its page, in CSS pixels from the top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, its first line, how much of it there is, and where on the page it is to be marked."""

    kind: Kind
    line: SetLine | None
    part: Part
    amount: float
    marks: tuple[Rectangle, ...]


def of_lines(kind: Kind, lines: list[SetLine], amount: float = 0.0) -> Fault:
    """A fault of whole lines."""
    return Fault(kind, lines[0], lines[0].part, amount, tuple(map(around, lines)))


def around(line: SetLine) -> Rectangle:
    """The rectangle of a line's words."""
    box = line.box
    return Rectangle(line.left, float(box.position_y), line.right - line.left, float(box.height))
