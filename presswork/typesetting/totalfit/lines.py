"""The chosen lines of a paragraph, with the room that is shared out among their letters and word spaces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from presswork.typesetting.totalfit.breakpoints import FORCED, PUT_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.typesetting.totalfit.breaker import Task
    from presswork.typesetting.totalfit.rules import Rules

SWEEPS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line: the text from `start` to `end`, the next line from `following` on; lengths in px.

    `letters` is added after each letter, `spaces` to each word space; `left` and `right` hang out at its ends;
    `measure` is the room it was set for, `width` what it takes, hanging punctuation left off at both ends;
    `filled` says that it is justified.
    """

    start: int
    end: int
    following: int
    hyphen: bool
    forced: bool
    letters: float
    spaces: float
    left: float
    right: float
    width: float
    measure: float
    filled: bool


@dataclass(slots=True)
class _Room:
    """A line that is being spaced: what is left of the measure, and what shares it."""

    excess: float
    letters: int
    spaces: int
    tracking: float


def spaced(task: Task, ends: Sequence[int], rules: Rules) -> list[Line]:
    """The lines that end at the chosen breakpoints, each filled if the paragraph is justified."""
    points, rooms, lines = task.points, [], []
    limit = rules.tracking * task.em
    for number, (a, b) in enumerate(zip((0, *ends), ends, strict=False)):
        measure = task.firsts[number] if number < len(task.firsts) else task.measure
        natural = points.ends[b] - points.starts[a] + (0.0 if a else task.indent)
        letters, spaces = points.glyphs_to[b] - points.glyphs_from[a], points.spaces_to[b] - points.spaces_from[a]
        excess, point = measure - natural, points.points[b]
        forced = point.kind == FORCED
        filled = task.justified and not (forced and excess >= 0)
        tracking = max(-limit, min(limit, excess / letters)) if filled and letters > 0 else 0.0
        rooms.append(_Room(excess if filled else 0.0, letters if filled else 0, spaces, tracking))
        left, right = points.hanging[a][0], points.hanging[b][1]
        start = points.points[a].following
        lines.append(
            Line(
                start,
                point.end,
                point.following,
                point.kind == PUT_IN,
                forced,
                0.0,
                0.0,
                left,
                right,
                natural,
                measure,
                filled,
            )
        )
    _even_out(rooms, rules.step * task.em, rules.shrink * task.em)
    return [_filled(line, room) for line, room in zip(lines, rooms, strict=True)]


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


def _filled(line: Line, room: _Room) -> Line:
    if not room.letters or not room.excess:
        return line
    rest = room.excess - room.tracking * room.letters
    spaces = rest / room.spaces if room.spaces else 0.0
    return replace(line, letters=room.tracking, spaces=spaces, width=line.width + room.excess)
