"""The ladder of copyfitting: how a text is set a little tighter or looser, the cheapest offence first; arithmetic only.

The order is that of editors (leading, margins, tracking, size); the limits of each move are tokens of the house.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, exp, floor, log
from typing import TYPE_CHECKING

from presswork.typesetting.fit_tokens import css_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.typesetting.fit_tokens import Tokens

# Sizes, lines and margins are set to this, in points; tracking to its own step, in em.
STEP = 0.05
TRACKING_STEP = 0.0005
# The width of an average letter with its share of the spaces, in em: what tracking is a part of.
ADVANCE = 0.46
# The least line of notes, in sizes of the notes.
NOTES_CLOSEST = 1.2
NEARLY = 1e-9
# Sizes that keep their proportion to the size of the text, so that a headline does not outgrow its lines.
_PROPORTIONAL = ("headline_size", "standfirst_size", "quote_size", "indent")


@dataclass(frozen=True, slots=True)
class TypeSpec:
    """How a text is set: line, size and side margins in points, tracking in em."""

    line: float
    size: float
    inner: float
    outer: float
    tracking: float = 0.0


@dataclass(frozen=True)
class Ladder:
    """The settings between the tightest (-1) and the loosest (1) that the tokens allow; 0 is the natural one.

    A page is a whole number of lines, so that leading moves by lines a page: the line is what makes one more or less
    of them fill the height. What remains between two such steps the side margins take.
    """

    tokens: Tokens

    @cached_property
    def natural(self) -> TypeSpec:
        """The spec of the style sheets."""
        t = self.tokens
        return TypeSpec(t.line, t.text_size, t.margin_inner, t.margin_outer)

    def capacity(self, spec: TypeSpec) -> float:
        """How much text a page holds, by a rule of three: lines times letters in a line, in letters of 1 em."""
        return self.lines(spec) * self.letters(spec) * ADVANCE

    def lines(self, spec: TypeSpec) -> int:
        """How many lines a column of a full page has."""
        return self._lines(spec.line)

    def letters(self, spec: TypeSpec) -> float:
        """About how many letters a line of the text has."""
        return self.column(spec) / (spec.size * (ADVANCE + spec.tracking))

    def column(self, spec: TypeSpec) -> float:
        """The width of a column."""
        t = self.tokens
        return (t.page_width - spec.inner - spec.outer + t.gap) / t.columns - t.gap

    def reach(self, direction: int) -> float:
        """How far the ladder goes tighter (-1) or looser (1): the logarithm of the change in pages, never negative."""
        return self._reaches[direction > 0]

    @cached_property
    def _reaches(self) -> tuple[float, float]:
        here = self.capacity(self.natural)
        return tuple(abs(log(self.capacity(self._furthest(d, self._sizes(d)[-1])) / here)) for d in (-1, 1))  # type: ignore[return-value]

    def at(self, tau: float) -> TypeSpec:
        """The spec at a place of the ladder, the costlier moves no larger than they have to be."""
        if not tau:
            return self.natural
        direction = 1 if tau > 0 else -1
        wanted = self.capacity(self.natural) * exp(-tau * self.reach(direction))

        def enough(spec: TypeSpec) -> bool:
            return (self.capacity(spec) - wanted) * direction <= NEARLY * wanted

        sizes = self._sizes(direction)
        size = next((s for s in sizes if enough(self._furthest(direction, s))), sizes[-1])
        most = self._furthest(direction, size)
        steps = round(abs(most.tracking) / TRACKING_STEP)
        tracked = [_with(most, tracking=direction * step * TRACKING_STEP) for step in range(steps + 1)]
        tracking = next((s.tracking for s in tracked if enough(s)), most.tracking)
        return self._with_leading(direction, TypeSpec(most.line, size, most.inner, most.outer, tracking), wanted)

    def tau_for(self, change: float) -> float:
        """Where on the ladder pages become `change` times as many, by arithmetic; beyond -1 and 1 if it is too short.

        Infinite where the ladder has no step in that direction.
        """
        reach = self.reach(1 if change > 1 else -1)
        return log(change) / reach if reach > NEARLY else (0.0 if change == 1 else float("inf") * (change - 1))

    def sheet(self, spec: TypeSpec) -> str:
        """The style sheet that makes the spec of the house's sheets; empty for the natural one."""
        t, natural = self.tokens, self.natural
        note_line = max(t.note_line * spec.line / t.line, min(NOTES_CLOSEST * t.note_size, t.note_line))
        pairs = (
            ("line", spec.line, natural.line),
            ("text_size", spec.size, natural.size),
            ("margin_inner", spec.inner, natural.inner),
            ("margin_outer", spec.outer, natural.outer),
            ("note_line", note_line, t.note_line),
            *((name, getattr(t, name) * spec.size / natural.size, getattr(t, name)) for name in _PROPORTIONAL),
        )
        if spec == natural:
            return ""
        declared = ";".join(f"{css_name(name)}:{_number(worth)}pt" for name, worth, was in pairs if worth != was)
        tracked = f"{_number(spec.tracking)}em"
        spacing = f".text{{letter-spacing:{tracked}}}.text :is(pre,code,kbd,samp,math){{letter-spacing:normal}}"
        # Three times :root, so that it comes before the tokens of a language.
        return f":root:root:root{{{declared}}}" + (spacing if spec.tracking else "")

    # --- the rungs -----------------------------------------------------------------------------------------------

    def _lines(self, line: float) -> int:
        return floor(self.tokens.height / line + 1e-6)

    def _sizes(self, direction: int) -> list[float]:
        """The sizes from the natural one to the last that limit and floor allow."""
        t = self.tokens
        limit = t.text_size * (1 + direction * t.fit_size)
        if direction < 0:
            limit = max(limit, min(t.fit_smallest, t.text_size))
        steps = floor(abs(limit - t.text_size) / STEP + NEARLY)
        return [t.text_size] + [round(t.text_size + direction * STEP * step, 4) for step in range(1, steps + 1)]

    def _leadings(self, direction: int, size: float) -> Iterator[float]:
        """The lines from the one that is natural for a size to the limit: one more, or one fewer, on each page."""
        t = self.tokens
        ratio = t.line / t.text_size
        usual = t.line if size == t.text_size else round(round(ratio * size / STEP) * STEP, 4)
        limit = ratio * (1 + direction * t.fit_leading)
        if direction < 0:
            limit = max(limit, min(t.fit_closest, ratio))
        last = _snapped(limit * size, up=direction < 0)
        usual = usual if direction > 0 else max(usual, last)
        yield usual
        for lines in range(self._lines(usual) - direction, self._lines(last) - direction, -direction):
            line = _snapped(t.height / lines, up=False)
            yield min(line, last) if direction > 0 else min(max(line, last), usual)

    def _furthest(self, direction: int, size: float) -> TypeSpec:
        """All moves but the size at their limits."""
        *_, line = self._leadings(direction, size)
        inner, outer = self._margins(1 + direction * self.tokens.fit_margins)
        steps = floor(self.tokens.fit_tracking / TRACKING_STEP + NEARLY)
        return TypeSpec(line, size, inner, outer, direction * steps * TRACKING_STEP)

    def _margins(self, scale: float) -> tuple[float, float]:
        """The side margins, widened or narrowed within their limit and above their floors."""
        t = self.tokens
        scale = min(max(scale, 1 - t.fit_margins), 1 + t.fit_margins)
        pairs = ((t.margin_inner, t.least_inner), (t.margin_outer, t.least_outer))
        inner, outer = (
            natural if scale == 1 else round(max(round(natural * scale / STEP) * STEP, min(floor_, natural)), 4)
            for natural, floor_ in pairs
        )
        return inner, outer

    def _with_leading(self, direction: int, rough: TypeSpec, wanted: float) -> TypeSpec:
        """As many lines a page as do not go too far, and the rest by the margins; or a line more, if that is nearer."""
        best: TypeSpec | None = None
        for line in self._leadings(direction, rough.size):
            spec = self._with_margins(_with(rough, line=line), wanted)
            too_far = (self._bare(_with(rough, line=line)) - wanted) * direction < 0
            if best is None or not too_far or self._miss(spec, wanted) < self._miss(best, wanted) - STEP / 100:
                best = spec
            if too_far:
                break
        assert best is not None
        return best

    def _bare(self, spec: TypeSpec) -> float:
        return self.capacity(_with(spec, inner=self.natural.inner, outer=self.natural.outer))

    def _miss(self, spec: TypeSpec, wanted: float) -> float:
        return abs(log(self.capacity(spec) / wanted))

    def _with_margins(self, spec: TypeSpec, wanted: float) -> TypeSpec:
        t = self.tokens
        column = wanted * spec.size * (1 + spec.tracking / ADVANCE) / self._lines(spec.line)
        margins = t.page_width - (column + t.gap) * t.columns + t.gap
        both = t.margin_inner + t.margin_outer
        inner, outer = self._margins(margins / both if both else 1)
        return _with(spec, inner=inner, outer=outer)


def _with(
    spec: TypeSpec,
    *,
    line: float | None = None,
    inner: float | None = None,
    outer: float | None = None,
    tracking: float | None = None,
) -> TypeSpec:
    return TypeSpec(
        spec.line if line is None else line,
        spec.size,
        spec.inner if inner is None else inner,
        spec.outer if outer is None else outer,
        spec.tracking if tracking is None else tracking,
    )


def _snapped(length: float, *, up: bool) -> float:
    steps = ceil(length / STEP - 1e-6) if up else floor(length / STEP + 1e-6)
    return round(steps * STEP, 4)


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"
