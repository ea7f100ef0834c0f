"""What copyfitting says: what was done, or how many words and lines too long or too short a text is."""

from __future__ import annotations

import re
from math import ceil, exp, floor
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.edition import Fit, Page
    from presswork.typesetting.fit_ladder import Ladder, TypeSpec
    from presswork.typesetting.page_fill import Extent

# What fills so many lines of a column and no more.
_FILLERS = (
    (8, "a pull quote would fill that"),
    (18, "a note on the author (`bio:`) or a longer pull quote would fill that"),
)
_SET_NATURALLY = "the article is set naturally"
MILLIMETRE = 72 / 25.4


def fitted(ladder: Ladder, spec: TypeSpec, extent: Extent) -> tuple[Diagnostic, ...]:
    """The note that says how a text was fitted (E301)."""
    natural = ladder.natural
    margins, before = spec.inner + spec.outer, natural.inner + natural.outer
    done = [
        f"leading {_percent(spec.line, natural.line)}" if spec.line != natural.line else "",
        f"side margins {_percent(margins, before)}" if margins != before else "",
        f"tracking {_signed(spec.tracking * 100, 2)} % of an em" if spec.tracking else "",
        f"size {spec.size:g} instead of {natural.size:g} pt" if spec.size != natural.size else "",
    ]
    message = f"fitted to {_pages(extent.pages)}: {', '.join(filter(None, done))}"
    return (Diagnostic("E301", message, Severity.NOTE),)


def out_of_reach(
    ladder: Ladder, page: Page, wanted: Fit, natural: Extent, extremes: Mapping[int, Extent]
) -> tuple[Diagnostic, ...]:
    """The finding that says why the pages wanted were not met (E302, E303), and what would help.

    `extremes` are the extents at the tightest (-1) and the loosest (1) setting, where they were laid out.
    """
    if not ladder.tokens.usable:
        message = f"{_SET_NATURALLY}: its style sheets have no --line, --text-size or margins to fit it by"
        return (Diagnostic("E302", message, Severity.WARNING, None, ("use the tokens of the house's sheets",)),)
    missing = _Missing(ladder, _words(page), natural, extremes)
    if wanted.pages:
        return (_pages_missed(missing, wanted.pages),)
    return _multiple_missed(missing, wanted.multiple or 1, near=wanted.near)


def _pages_missed(missing: _Missing, target: int) -> Diagnostic:
    pages = missing.natural.pages
    if pages == target:
        return missing.unfilled()
    fits = missing.too_long(target) if pages > target else missing.too_short(target)
    hints = missing.to_cut(target) if pages > target else missing.to_fill(target)
    message = f"{_pages(pages)} instead of {target}: {fits}; {_SET_NATURALLY}"
    return Diagnostic("E302", message, Severity.WARNING, None, hints)


def _multiple_missed(missing: _Missing, multiple: int, *, near: bool) -> tuple[Diagnostic, ...]:
    pages = missing.natural.pages
    if pages % multiple == 0:
        return () if near else (missing.unfilled(),)
    less, more = pages // multiple * multiple, (pages // multiple + 1) * multiple
    fits = [missing.too_long(less)] if less else []
    message = f"{_pages(pages)}, no multiple of {multiple}: {', '.join([*fits, missing.too_short(more)])}"
    hints = (*(missing.to_cut(less) if less else ()), *missing.to_fill(more))
    return (Diagnostic("E302", message, Severity.NOTE if near else Severity.WARNING, None, hints),)


class _Missing:
    """What is too much or too little, in pages, words and lines of a column."""

    def __init__(self, ladder: Ladder, words: int, natural: Extent, extremes: Mapping[int, Extent]) -> None:
        self.ladder, self.words, self.natural = ladder, words, natural
        self.extremes = extremes

    def _extreme(self, target: int, direction: int) -> float:
        """The pages at the tightest (-1) or loosest (1) setting: as laid out, else by the rule of three."""
        if direction in self.extremes:
            return self.extremes[direction].beyond(target)
        return self.natural.beyond(target) * exp(direction * self.ladder.reach(direction))

    def too_long(self, target: int) -> str:
        return f"about {self._amount(target, -1)} too long for {target} even at the tightest"

    def too_short(self, target: int) -> str:
        return f"about {self._amount(target, 1)} too short for {target} even at the loosest"

    def unfilled(self) -> Diagnostic:
        share = max(1, round(self.natural.last * 100))
        under = self._amount(self.natural.pages, 1)
        message = (
            f"the last of {_pages(self.natural.pages)} is filled to {share} % only: about {under} too short "
            f"for a full one even at the loosest; {_SET_NATURALLY}"
        )
        return Diagnostic("E303", message, Severity.NOTE, None, self.to_fill(self.natural.pages))

    def to_cut(self, target: int) -> tuple[str, ...]:
        return (f"cut {self._words(target, -1)} words, make a picture smaller, or let the tokens `fit-…` go further",)

    def to_fill(self, target: int) -> tuple[str, ...]:
        lines = self._lines(target, 1)
        filler = next((text for most, text in _FILLERS if lines <= most), "")
        return (filler or self._picture(lines),)

    def _picture(self, lines: int) -> str:
        tokens = self.ladder.tokens
        whole = floor(tokens.height / tokens.line)
        column = (tokens.page_width - tokens.margin_inner - tokens.margin_outer + tokens.gap) / tokens.columns
        width = round((column - tokens.gap) / MILLIMETRE)
        if lines <= whole * 0.6:
            height = round(lines * tokens.line / MILLIMETRE)
            return f"a picture {width} mm wide and about {height} mm high would fill that, or several smaller things"
        return f"pictures that take {lines} lines of a column ({width} mm wide) would fill that"

    def _amount(self, target: int, direction: int) -> str:
        return f"{self._words(target, direction)} words ({_plural(self._lines(target, direction), 'line')})"

    def _amiss(self, target: int, direction: int) -> float:
        """The pages too many at the tightest setting, or too few at the loosest."""
        return max((target - self._extreme(target, direction)) * direction, 0.0)

    def _words(self, target: int, direction: int) -> int:
        """Words that are too many or too few, rounded up to what can be said of an estimate."""
        words = self.words * self._amiss(target, direction) / self._extreme(target, direction)
        step = 5 if words < 100 else 10
        return max(ceil(words / step), 1) * step

    def _lines(self, target: int, direction: int) -> int:
        tokens = self.ladder.tokens
        lines = floor(tokens.height / self.ladder.at(direction).line + 1e-6)
        return max(ceil(self._amiss(target, direction) * lines * tokens.columns), 1)


def _words(page: Page) -> int:
    body = page.html.partition("<body")[2]
    return max(len(re.sub(r"<[^>]*>", " ", body).split()), 1)


def _pages(count: int) -> str:
    return _plural(count, "page")


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _percent(new: float, old: float) -> str:
    return f"{_signed((new / old - 1) * 100, 1)} %"


def _signed(value: float, digits: int) -> str:
    return f"{value:+.{digits}f}".replace("-", "\N{MINUS SIGN}")
