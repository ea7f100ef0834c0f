"""The chosen lines of a paragraph, with the room that is shared out among their letters and word spaces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from presswork.typesetting.totalfit.points import FORCED, PUT_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.typesetting.totalfit.breaker import Task
    from presswork.typesetting.totalfit.rules import Rules

SWEEPS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the text from `start` to `end`, the next line from `following` on; lengths in px.

    `left` and `right` hang out at its ends; `measure` is the room it was set for, `width` what it takes, without what
    hangs; `filled` says that it is justified: `letters` is added after each letter and `spaces` to each word space, and
    letters are `wider` by that part of their width.
    """

    start: int
    end: int
    following: int
    hyphen: bool
    forced: bool
    left: float
    right: float
    width: float
    measure: float
    filled: bool
    letters: float = 0.0
    spaces: float = 0.0
    wider: float = 0.0


@dataclass(slots=True)
class _Room:
    """A line that is being spaced: what is left of the measure, and what shares it."""

    excess: float
    letters: int
    spaces: int
    widths: float
    tracking: float


def spaced(task: Task, ends: Sequence[int], rules: Rules) -> list[Line]:
    """The lines that end at the chosen breakpoints, each filled if the paragraph is justified."""
    lines = [
        _line(task, a, b, task.firsts[number] if number < len(task.firsts) else task.measure)
        for number, (a, b) in enumerate(zip((0, *ends), ends, strict=False))
    ]
    rooms = [
        _room(task, a, b, line, rules.tracking * task.em) for a, b, line in zip((0, *ends), ends, lines, strict=False)
    ]
    _even_out(rooms, rules.step * task.em, rules.shrink * task.em)
    return [_filled(line, room, rules.widening) for line, room in zip(lines, rooms, strict=True)]


def _line(task: Task, a: int, b: int, measure: float) -> Line:
    """The line from breakpoint `a` to `b`, as it is before it is filled."""
    points = task.points
    natural = points.ends[b] - points.starts[a] + (0.0 if a else task.indent)
    point = points.points[b]
    return Line(
        start=points.points[a].following,
        end=point.end,
        following=point.following,
        hyphen=point.kind == PUT_IN,
        forced=point.kind == FORCED,
        left=points.hanging[a][0],
        right=points.hanging[b][1],
        width=natural,
        measure=measure,
        filled=task.justified and not (point.kind == FORCED and measure >= natural),
    )


def _room(task: Task, a: int, b: int, line: Line, limit: float) -> _Room:
    points = task.points
    letters = points.glyphs_to[b] - points.glyphs_from[a]
    spaces = points.spaces_to[b] - points.spaces_from[a]
    if not line.filled or max(letters, spaces) <= 0:
        return _Room(0.0, 0, 0, 0.0, 0.0)
    excess = line.measure - line.width
    tracking = max(-limit, min(limit, excess / letters)) if letters > 0 else 0.0
    return _Room(excess, max(letters, 0), spaces, points.letters[b] - points.letters[a], tracking)


def _even_out(rooms: Sequence[_Room], step: float, shrink: float) -> None:
    """Bring neighbouring lines together whose tracking differs by more than a step; their spaces take the rest."""
    for _ in range(SWEEPS):
        for upper, lower in pairwise(rooms):
            surplus = abs(upper.tracking - lower.tracking) - step
            if surplus <= 0 or not upper.letters:
                continue
            sign = 1 if upper.tracking > lower.tracking else -1
            _move(upper, -sign * surplus / 2, shrink)
            _move(lower, sign * surplus / 2, shrink)


def _move(room: _Room, change: float, shrink: float) -> None:
    """Change a line's tracking, unless its spaces would become too narrow."""
    tracking = room.tracking + change
    if room.letters and room.spaces and (room.excess - tracking * room.letters) / room.spaces >= -shrink:
        room.tracking = tracking


def _filled(line: Line, room: _Room, widening: float) -> Line:
    if not (room.letters or room.spaces) or not room.excess:
        return line
    rest = room.excess - room.tracking * room.letters
    spaces = rest / room.spaces if room.spaces else 0.0
    wider = widening * room.tracking * room.letters / room.widths if room.widths else 0.0
    letters = room.tracking - wider * room.widths / room.letters if room.letters else 0.0
    return replace(line, letters=letters, spaces=spaces, wider=wider, width=line.width + room.excess)
