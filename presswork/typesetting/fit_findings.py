"""What copyfitting says: what was done, or how many words and lines too long or too short a text is."""

from __future__ import annotations

import re
from math import ceil, exp
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
# The part of a last page that is left free when words are counted: where paragraphs end decides about so much.
ROOM = 0.03
# Words longer than this on the average, in letters, are none: the script has no spaces between words.
LONGEST = 20


def fitted(ladder: Ladder, spec: TypeSpec, pages: int) -> tuple[Diagnostic, ...]:
    """The note that says how a text was fitted (E301)."""
    natural = ladder.natural
    margins, before = spec.inner + spec.outer, natural.inner + natural.outer
    done = [
        f"leading {_percent(spec.line, natural.line)}" if spec.line != natural.line else "",
        f"side margins {_percent(margins, before)}" if margins != before else "",
        f"tracking {_signed(spec.tracking * 100, 2)} % of an em" if spec.tracking else "",
        f"size {spec.size:g} instead of {natural.size:g} pt" if spec.size != natural.size else "",
    ]
    message = f"fitted to {_pages(pages)}: {', '.join(filter(None, done))}"
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
    missing = _Missing(ladder, page, natural, extremes)
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
    hints = missing.to_cut(less) if less and missing.lines(less, -1) < missing.lines(more, 1) else missing.to_fill(more)
    return (Diagnostic("E302", message, Severity.NOTE if near else Severity.WARNING, None, hints),)


class _Missing:
    """What is too much or too little, in pages, words and lines of a column."""

    def __init__(self, ladder: Ladder, page: Page, natural: Extent, extremes: Mapping[int, Extent]) -> None:
        self.ladder, self.natural, self.extremes = ladder, natural, extremes
        text = re.sub(r"<[^>]*>", " ", page.html.partition("<body")[2]).split()
        # The space after a word is one of its letters.
        self.letters = sum(map(len, text)) / max(len(text), 1) + 1

    def too_long(self, target: int) -> str:
        return f"about {self._amount(target, -1)} too long for {target} even at the tightest"

    def too_short(self, target: int) -> str:
        return f"about {self._amount(target, 1)} too short for {target} even at the loosest"

    def unfilled(self) -> Diagnostic:
        pages = self.natural.pages
        message = (
            f"the text fills {self.natural.length:.1f} of {_pages(pages)}: about {self._amount(pages, 1)} too short "
            f"for the last one even at the loosest; {_SET_NATURALLY}"
        )
        return Diagnostic("E303", message, Severity.NOTE, None, self.to_fill(pages))

    def to_cut(self, target: int) -> tuple[str, ...]:
        cut = _words(self._words(target, -1)) or _plural(self.lines(target, -1), "line")
        return (f"cut {cut}, make a picture smaller, or let the tokens `fit-…` go further",)

    def to_fill(self, target: int) -> tuple[str, ...]:
        lines = self.lines(target, 1)
        filler = next((text for most, text in _FILLERS if lines <= most), "")
        return (filler or self._picture(lines),)

    def _picture(self, lines: int) -> str:
        tokens, spec = self.ladder.tokens, self.ladder.natural
        whole = self.ladder.lines(spec)
        pages = lines / whole / tokens.columns
        if pages > 1:
            return f"text or pictures for about {pages:.1f} pages would fill that"
        width, height = round(self.ladder.column(spec) / MILLIMETRE), round(lines * tokens.line / MILLIMETRE)
        if lines <= whole * 0.6:
            return f"a picture {width} mm wide and about {height} mm high would fill that, or several smaller things"
        return f"pictures that take {lines} lines of a column ({width} mm wide) would fill that"

    def _amount(self, target: int, direction: int) -> str:
        words, lines = _words(self._words(target, direction)), _plural(self.lines(target, direction), "line")
        return f"{words} ({lines})" if words else lines

    def _amiss(self, target: int, direction: int) -> float:
        """The pages too many at the tightest setting, or too few at the loosest; reckoned to a last page nearly full.

        Where it was not laid out, the rule of three says how many pages that setting takes.
        """
        known = self.extremes.get(direction)
        reckoned = self.natural.beyond(target) * exp(direction * self.ladder.reach(direction))
        length = known.beyond(target) if known else reckoned
        return max((target - ROOM - length) * direction, 0.0)

    def lines(self, target: int, direction: int) -> int:
        spec = self.ladder.at(direction)
        return max(ceil(self._amiss(target, direction) * self.ladder.lines(spec) * self.ladder.tokens.columns), 1)

    def _words(self, target: int, direction: int) -> int:
        """Words that are too many or too few, rounded up to what can be said of an estimate; 0 in unspaced scripts."""
        if self.letters > LONGEST:
            return 0
        letters = self.ladder.letters(self.ladder.at(direction))
        words = self.lines(target, direction) * letters / self.letters
        step = 5 if words < 100 else 10
        return ceil(words / step) * step


def _words(count: int) -> str:
    return f"{count} words" if count else ""


def _pages(count: int) -> str:
    return _plural(count, "page")


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _percent(new: float, old: float) -> str:
    return f"{_signed((new / old - 1) * 100, 1)} %"


def _signed(value: float, digits: int) -> str:
    return f"{value:+.{digits}f}".replace("-", "\N{MINUS SIGN}")
