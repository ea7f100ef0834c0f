"""Finds rivers: wide word spaces below one another, which the eye joins to a white stripe."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from presswork.typesetting.breaks.faults import Fault, Rectangle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presswork.typesetting.breaks.limits import Limits
    from presswork.typesetting.breaks.reading import SetLine, SetText
    from presswork.typesetting.breaks.spaces import Spaces

# Two gaps are below one another when so much of the narrower one is.
_OVERLAP = 0.5
# Lines that stand further apart than this many of their heights are not seen together.
_APART = 1.5


class _Gap(NamedTuple):
    line: SetLine
    left: float
    right: float

    def flows_into(self, lower: _Gap) -> bool:
        """Whether the gap of the next line is below this one."""
        shared = min(self.right, lower.right) - max(self.left, lower.left)
        return shared >= _OVERLAP * min(self.right - self.left, lower.right - lower.left)


def rivers(text: SetText, limits: Limits, spaces: Spaces) -> Iterator[Fault]:
    """The rivers of a text. Only lines whose spaces are wide are looked at, which are few in a text set well."""
    for part in text.parts:
        for wide, lines in groupby(part.lines, key=lambda line: _is_wide(line, limits)):
            if wide:
                for run in _close(list(lines)):
                    if len(run) >= limits.river_lines:
                        yield from _in_lines(run, limits, spaces)


def _is_wide(line: SetLine, limits: Limits) -> bool:
    return line.space >= limits.river_space * line.em and line.is_justified


def _close(lines: Sequence[SetLine]) -> Iterator[list[SetLine]]:
    """Runs of lines that stand close below one another."""
    run: list[SetLine] = []
    for line in lines:
        if run and not 0 < line.baseline - run[-1].baseline <= _APART * line.box.height:
            yield run
            run = []
        run.append(line)
    yield run


def _in_lines(lines: Sequence[SetLine], limits: Limits, spaces: Spaces) -> Iterator[Fault]:
    """The rivers through lines that follow one another; a gap belongs to one river only."""
    open_rivers: list[list[_Gap]] = []
    for line in lines:
        going_on: list[list[_Gap]] = []
        for gap in (_Gap(line, *edges) for edges in spaces.gaps(line)):
            river = next((each for each in open_rivers if each[-1].flows_into(gap)), None)
            if river is not None:
                open_rivers.remove(river)
            going_on.append([*(river or ()), gap])
        yield from _long_enough(open_rivers, limits)
        open_rivers = going_on
    yield from _long_enough(open_rivers, limits)


def _long_enough(found: Sequence[list[_Gap]], limits: Limits) -> Iterator[Fault]:
    for river in found:
        if len(river) >= limits.river_lines:
            marks = tuple(_mark(gap) for gap in river)
            yield Fault("river", river[0].line, river[0].line.part, len(river), marks)


def _mark(gap: _Gap) -> Rectangle:
    box = gap.line.box
    return Rectangle(gap.left, float(box.position_y), gap.right - gap.left, float(box.height))
