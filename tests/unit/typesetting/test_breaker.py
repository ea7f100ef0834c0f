"""The breaker finds the best of all ways, as told by trying all of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from presswork.typesetting.totalfit.breaker import Task, choose
from presswork.typesetting.totalfit.lines import spaced
from presswork.typesetting.totalfit.points import FORCED, PLAIN, PUT_IN, Breakpoint, Breakpoints
from presswork.typesetting.totalfit.rules import Rules

EM, LETTER, SPACE, HYPHEN = 10.0, 5.0, 2.5, 3.0
RULES = Rules(tolerances=(4.0,), hanging=False)


def task_of(words: list[tuple[int, int]], measure: float) -> Task:
    """A paragraph of words of so many letters, each with a division after so many of them (0: none)."""
    points = [Breakpoint(0, 0, 0.0, PLAIN)]
    at = 0
    for letters, division in words:
        if 0 < division < letters:
            points.append(Breakpoint(at + division, at + division, RULES.hyphen, PUT_IN))
        at += letters
        points.append(Breakpoint(at, at + 1, 0.0, PLAIN))
        at += 1
    points[-1] = Breakpoint(at - 1, at - 1, 0.0, FORCED)
    text = " ".join("x" * letters for letters, _ in words)
    found = Breakpoints(points)
    for point in points:
        letters, spaces = text[: point.end].count("x"), text[: point.end].count(" ")
        found.ends.append(letters * LETTER + spaces * SPACE + HYPHEN * (point.kind == PUT_IN))
        before, passed = text[: point.following].count("x"), text[: point.following].count(" ")
        found.starts.append(before * LETTER + passed * SPACE)
        found.hanging.append((0.0, 0.0))
        found.spaces_to.append(spaces)
        found.spaces_from.append(passed)
        found.glyphs_to.append(point.end - 1 + (point.kind == PUT_IN))
        found.glyphs_from.append(point.following)
        found.letters.append(before * LETTER)
    return Task(found, measure, (), 0.0, EM, justified=True)


def cost_of(task: Task, ends: tuple[int, ...]) -> float:
    """The demerits of a way, by the definition: what each line costs, and what neighbours cost."""
    total, row, fit_before = 0.0, 0, None
    for a, b in pairwise((0, *ends)):
        line = line_cost(task, a, b)
        if line is None:
            return inf
        cost, fit = line
        row = row + 1 if task.points.points[b].kind == PUT_IN else 0
        if row > 2:
            return inf
        total += cost + (RULES.double_hyphen if row == 2 else 0.0)
        total += RULES.contrast if fit_before is not None and abs(fit - fit_before) > 1 else 0.0
        fit_before = fit
    return total


def line_cost(task: Task, a: int, b: int) -> tuple[float, int] | None:
    points = task.points
    natural, last = points.ends[b] - points.starts[a], b == len(points.points) - 1
    excess = task.measure - natural
    scrap = 0.0
    if last and a:
        hyphened = points.points[a].kind == PUT_IN
        scrap += RULES.final_hyphen * hyphened + RULES.short_last * (natural < RULES.last_least * EM)
        scrap += RULES.syllable_last * (hyphened and points.spaces_to[b] == points.spaces_from[a])
    if last and excess >= 0:
        return RULES.line_penalty**2 + scrap, 1
    spaces = points.spaces_to[b] - points.spaces_from[a]
    most = RULES.tracking * EM * (points.glyphs_to[b] - points.glyphs_from[a])
    used = max(-1.0, min(1.0, excess / most)) if most else 0.0
    rest = excess - used * most
    if abs(rest) < 1e-6:
        ratio = 0.0
    elif not spaces:
        return None
    else:
        ratio = rest / (spaces * EM * (RULES.stretch if rest > 0 else RULES.shrink))
    if not -1.0001 <= ratio <= RULES.tolerances[0]:
        return None
    bad = 100 * abs(ratio) ** 3 + RULES.tracking_cost * used**2
    mood = ratio + used
    fit = 0 if mood < -0.5 else 1 if mood <= 0.5 else 2 if mood <= 1.25 else 3
    return (RULES.line_penalty + bad) ** 2 + points.points[b].penalty ** 2 + scrap, fit


WORDS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 6)), min_size=1, max_size=9)


@settings(max_examples=150, deadline=None)
@given(WORDS, st.floats(60, 160))
def test_no_other_way_costs_less(words: list[tuple[int, int]], measure: float) -> None:
    task = task_of(words, measure)
    inner, last = range(1, len(task.points.points) - 1), len(task.points.points) - 1
    ways = [(*chosen, last) for count in range(min(7, len(inner) + 1)) for chosen in combinations(inner, count)]
    least = min(cost_of(task, way) for way in ways)
    found = choose(task, RULES)
    if least == inf:
        assert not found or len(found) > 7
    else:
        assert found
        assert cost_of(task, tuple(found)) <= least + 1e-6


@settings(max_examples=100, deadline=None)
@given(WORDS, st.floats(60, 160))
def test_lines_follow_each_other_and_fill_their_measure(words: list[tuple[int, int]], measure: float) -> None:
    task = task_of(words, measure)
    rules = replace(RULES, tolerances=(4.0, inf))
    lines = spaced(task, choose(task, rules), rules)
    assert lines[0].start == 0
    assert all(upper.following == lower.start for upper, lower in pairwise(lines))
    assert lines[-1].end == task.points.points[-1].end
    for line in lines[:-1]:
        assert abs(line.letters) <= rules.tracking * EM + 1e-9
        if line.spaces:
            assert abs(line.width - measure) < 1e-6
