"""Chooses the lines of a paragraph as a whole, with the least demerits.

D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11 (1981), 1119-1184.
The letters of a line give before its word spaces do: Han The Thanh, TUGboat 21 (2000), 317-434.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from math import copysign, inf
from typing import TYPE_CHECKING, NamedTuple

from presswork.typesetting.totalfit.points import FORCED, PLAIN, PUT_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.typesetting.totalfit.points import Breakpoints
    from presswork.typesetting.totalfit.rules import Rules

# What may be missing of a measure for rounding, px.
_ROUNDING = 1e-6
# A ragged line that is short by so many em, or such a share of its measure, is as bad as a word space at ratio 1.
RAGGED_STRETCH = 4.0
RAGGED_SHARE = 0.12
# Ragged lines cost more each, so that a paragraph gets no more of them than it needs.
RAGGED_LINE_PENALTY = 60.0
# A hyphen is worth less where nothing has to be filled; a word alone on the last line is worse: demerits grow as it
# falls short of a share of the measure.
RAGGED_HYPHENS = 3.0
RAGGED_LAST = 0.25
RAGGED_SHORT_LAST = 150000.0


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be broken: breakpoints, the measure, those of the first lines where others; px.

    `firsts` are the measures of the first lines, beside a drop cap or a figure; `indent` is taken from the first line;
    `to_foot` is the number of the last line that the column has room for, 0 where that does not matter.
    """

    points: Breakpoints
    measure: float
    firsts: tuple[float, ...]
    indent: float
    em: float
    justified: bool
    to_foot: int = 0


class _State(NamedTuple):
    """The best way to a breakpoint: its cost, and what the next line has to know of the last one."""

    cost: float
    used: float
    fit: int
    hyphens: int
    number: int
    at: int
    before: _State | None


def choose(task: Task, rules: Rules) -> list[int]:
    """The breakpoints (indexes) at which the lines end; [] when no way was found."""
    for tolerance in rules.tolerances:
        found = _Search(task, rules, tolerance).run()
        if found:
            return found
    return []


class _Search:
    """One attempt, which allows lines as loose as a tolerance."""

    def __init__(self, task: Task, rules: Rules, tolerance: float) -> None:
        self.task, self.rules, self.tolerance = task, rules, tolerance
        em, points = task.em, task.points
        self.track = rules.tracking * em if task.justified else 0.0
        self.stretch, self.shrink = rules.stretch * em, rules.shrink * em if task.justified else 0.0
        self.starts = list(points.starts)
        self.starts[0] -= task.indent
        self.horizon = max(len(task.firsts), task.to_foot)
        self.step = rules.step / rules.tracking if rules.tracking else inf
        self._bounds()

    def _bounds(self) -> None:
        """The least and greatest measures of lines as prefix sums, so that the feasible starts are one slice."""
        points, track, shrink = self.task.points, self.track, self.shrink
        loose = self.stretch * (1e3 if self.tolerance == inf else self.tolerance)
        ends = list(zip(points.ends, points.spaces_to, points.glyphs_to, strict=True))
        starts = list(zip(self.starts, points.spaces_from, points.glyphs_from, strict=True))
        self.least_to = [x - shrink * n - track * c for x, n, c in ends]
        self.least_from = list(accumulate((x - shrink * n - track * c for x, n, c in starts), max))
        self.most_to = [x + loose * n + track * c for x, n, c in ends]
        self.most_from = list(accumulate((x + loose * n + track * c for x, n, c in starts), max))
        widths = [self.task.measure, *self.task.firsts]
        self.widest, self.narrowest = max(widths), min(widths)
        # A line from `a` to `b` is not too long if least_need[b] <= least_from[a], nor too loose if most_from[a] <=
        # most_need[b]; beyond `lowest` and `highest`, which ascend, no end is better.
        self.least_need = [x - self.widest - _ROUNDING for x in self.least_to]
        self.most_need = [x - self.narrowest + _ROUNDING for x in self.most_to]
        self.lowest = list(accumulate(reversed(self.least_need), min))[::-1]
        self.highest = list(accumulate(self.most_need, max))

    def run(self) -> list[int]:
        points = self.task.points.points
        states: list[Sequence[_State]] = [()] * len(points)
        states[0] = (_State(0.0, 0.0, 1, 0, 0, 0, None),)
        barrier = 0
        narrow = self.task.justified and self.tolerance != inf
        # From which places that are reached a line may come to each breakpoint.
        coming: dict[int, list[int]] = {}
        if narrow:
            self._reach(0, coming)
        for b in range(1, len(points)):
            forced = points[b].kind == FORCED
            starts: Sequence[int] = range(*self._starts(b, barrier)) if forced or not narrow else coming.pop(b, ())
            if starts and (found := self._best(states, b, starts)):
                states[b] = found
                if narrow:
                    self._reach(b, coming)
            if forced:
                if not states[b]:
                    return []
                barrier = b
                # No line passes over a forced break.
                coming = {each: [a for a in places if a >= b] for each, places in coming.items()}
        return _way_back(min(states[-1], key=lambda state: state.cost))

    def _reach(self, a: int, coming: dict[int, list[int]]) -> None:
        """Enter a breakpoint that is reached where lines from it may end, neither too long nor too loose."""
        short, loose = self.least_from[a], self.most_from[a]
        first, stop = max(a + 1, bisect_left(self.highest, loose)), bisect_right(self.lowest, short)
        for b in range(first, stop):
            if self.least_need[b] <= short and loose <= self.most_need[b]:
                coming.setdefault(b, []).append(a)

    def _starts(self, b: int, barrier: int) -> tuple[int, int]:
        """The slice of breakpoints from which a line to `b` is neither too long nor too loose."""
        low = bisect_left(self.least_from, self.least_need[b])
        if not self.task.justified or self.task.points.points[b].kind == FORCED:
            high = b
        else:
            high = bisect_right(self.most_from, self.most_need[b], 0, b)
        if self.tolerance == inf:
            low = min(low, b - 1)
            high = max(high, low + 1)
        low = max(low, barrier)
        return low, max(high, low + 1 if self.tolerance == inf else high)

    def _best(self, states: list[Sequence[_State]], b: int, starts: Sequence[int]) -> Sequence[_State]:
        """The best ways to breakpoint `b`, one for each kind of line that makes a difference to the next."""
        best: dict[tuple[int, int, int], _State] = {}
        rules, horizon, hyphened = self.rules, self.horizon, self.task.points.points[b].kind not in (PLAIN, FORCED)
        widths, measure = self.task.firsts, self.task.measure
        beside, foot = len(widths), self.task.to_foot
        for a in starts:
            line = None
            for state in states[a]:
                number = state.number
                if line is None or horizon:
                    line = self._line(a, b, widths[number] if number < beside else measure)
                if line is None:
                    if number >= horizon:
                        break
                    continue
                cost, used, fit = line
                cost += state.cost
                row = 0
                if hyphened:
                    row = state.hyphens + 1
                    if row > 2 and self.tolerance != inf:
                        continue
                    if foot == number + 1:
                        cost += rules.column_hyphen
                    if row > 1:
                        cost += rules.double_hyphen * (row - 1) ** 3
                if state.before is not None:
                    if abs(fit - state.fit) > 1:
                        cost += rules.contrast
                    if abs(used - state.used) > self.step:
                        more, used = self._evened(
                            a, b, widths[number] if number < beside else measure, used, state.used
                        )
                        cost += more
                key = fit, row, min(number + 1, horizon)
                rival = best.get(key)
                if rival is None or cost < rival.cost:
                    best[key] = _State(cost, used, fit, row, number + 1, b, state)
        return _worth_keeping(best, rules.contrast + rules.double_hyphen + 4 * rules.step_cost)

    def _line(self, a: int, b: int, width: float, own: float | None = None) -> tuple[float, float, int] | None:
        """Demerits, share of the tracking used (-1 to 1) and fitness of a line; None if it cannot be set."""
        points, rules = self.task.points, self.rules
        natural = points.ends[b] - self.starts[a]
        excess = width - natural
        point = points.points[b]
        last = point.kind == FORCED
        if last and excess >= 0:
            cost = rules.line_penalty**2
            return cost + (self._last(a, b, natural) if b == len(points.ends) - 1 else 0.0), 0.0, 1
        if not self.task.justified:
            return self._ragged(a, b, excess, point.penalty)
        spaces = points.spaces_to[b] - points.spaces_from[a]
        most = self.track * max(points.glyphs_to[b] - points.glyphs_from[a], 0)
        if own is not None:
            used = own
        else:
            used = 1.0 if excess > most else -1.0 if excess < -most else excess / most if most else 0.0
        rest = excess - used * most
        give = self.stretch if rest > 0 else self.shrink
        ratio = 0.0
        if abs(rest) >= _ROUNDING:
            ratio = rest / (spaces * give) if spaces and give else copysign(inf, rest)
        if ratio > self.tolerance or ratio < -1.0001:
            if self.tolerance != inf or (ratio < 0 and a != b - 1):
                return None
            ratio = 30.0 if ratio > 0 else -30.0
        ratio = min(ratio, 1e3)
        bad = 100 * abs(ratio) ** 3 + rules.tracking_cost * used * used
        cost = (rules.line_penalty + bad) ** 2 + point.penalty**2
        if last and b == len(points.ends) - 1:
            cost += self._last(a, b, natural)
        mood = ratio + used
        return cost, used, 0 if mood < -0.5 else 1 if mood <= 0.5 else 2 if mood <= 1.25 else 3

    def _evened(self, a: int, b: int, width: float, used: float, before: float) -> tuple[float, float]:
        """What it costs to bring a line and the one before it together in tracking, and this one's share then."""
        surplus = abs(used - before) - self.step
        own = used - surplus / 2 if used > before else used + surplus / 2
        line, evened = self._line(a, b, width), self._line(a, b, width, own)
        if line is None or evened is None:
            return self.rules.step_cost, used
        return 2 * (evened[0] - line[0]), own

    def _ragged(self, a: int, b: int, excess: float, penalty: float) -> tuple[float, float, int] | None:
        if excess < -_ROUNDING and not (self.tolerance == inf and a == b - 1):
            return None
        stretch = max(RAGGED_STRETCH * self.task.em, RAGGED_SHARE * self.task.measure)
        bad = 100 * (abs(excess) / stretch) ** 3
        return (RAGGED_LINE_PENALTY + min(bad, 1e4)) ** 2 + (RAGGED_HYPHENS * penalty) ** 2, 0.0, 1

    def _last(self, a: int, b: int, natural: float) -> float:
        """Demerits of the last line, which begins at `a`, and of a hyphen before it."""
        points, rules = self.task.points, self.rules
        if not a:
            return 0.0
        cost = 0.0
        if points.points[a].kind not in (PLAIN, FORCED):
            cost += rules.final_hyphen
            if points.points[a].kind == PUT_IN and points.spaces_to[b] == points.spaces_from[a]:
                cost += rules.syllable_last
        least = rules.last_least * self.task.em
        if self.task.justified:
            return cost + rules.short_last * (natural < least)
        least = max(least, RAGGED_LAST * self.task.measure)
        return cost + RAGGED_SHORT_LAST * max(1 - natural / least, 0.0) ** 2


def _worth_keeping(best: dict[tuple[int, int, int], _State], margin: float) -> Sequence[_State]:
    """Those states that a later line may still prefer: not much dearer than the cheapest of the same line number."""
    if len(best) < 2:
        return list(best.values())
    cheapest: dict[int, float] = {}
    for (_, _, number), state in best.items():
        cheapest[number] = min(state.cost, cheapest.get(number, inf))
    return [state for (_, row, number), state in best.items() if not row or state.cost <= cheapest[number] + margin]


def _way_back(state: _State) -> list[int]:
    way: list[int] = []
    while state.before is not None:
        way.append(state.at)
        state = state.before
    return way[::-1]
