"""What copyfitting says of a volume: how it was set, which pages stay blank, where to cut and where to add."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.editions.volume_lengths import changes, count_of, pages_in_all
from presswork.typesetting import fit_findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presswork.edition import Fit
    from presswork.pages.volumes import PartPage
    from presswork.typesetting.fit_ladder import Ladder, TypeSpec

# More blank pages than these are no rest of a sheet.
_A_LEAF_OR_TWO = 3
# Texts that are named in one hint.
_NAMED = 3
# A cut is told with a line to spare: where paragraphs end decides about so much.
_SPARE = 1


def fitted(ladder: Ladder, spec: TypeSpec, pages: int, source: str) -> tuple[Diagnostic, ...]:
    """The note that says how all texts were set (E301)."""
    return tuple(replace(said, location=Location(source)) for said in fit_findings.fitted(ladder, spec, pages))


def filled_up(fit: Fit, pages: int, source: str, hints: tuple[str, ...] = ()) -> tuple[int, tuple[Diagnostic, ...]]:
    """How many blank pages come after `pages` of a volume, and what there is to say of them (E304)."""
    # What is near a multiple is a wish of the sheets, which have their own blank pages.
    wanted = fit.pages or -(-pages // (fit.multiple or 1)) * (fit.multiple or 1)
    if fit.near or wanted <= pages:
        return 0, ()
    count = wanted - pages
    message = f"{count} blank {'page' if count == 1 else 'pages'} at the end, for {wanted} in all"
    hints = hints or ("an advertisement or a colophon under back: would use the room",)
    return count, (Diagnostic("E304", message, Severity.NOTE, Location(source), hints),)


def unusable(fit: Fit, source: str) -> tuple[Diagnostic, ...]:
    """Says that there is no ladder (E305)."""
    message = "the volume is set naturally: its style sheets have no --line, --text-size or margins to fit it by"
    severity = Severity.NOTE if fit.near else Severity.WARNING
    return (Diagnostic("E305", message, severity, Location(source), ("use the tokens of the house's sheets",)),)


@dataclass(frozen=True)
class Missed:
    """A volume that cannot be fitted: how long its parts are at the tightest (-1) and the loosest (1)."""

    parts: Sequence[PartPage]
    fitted: Sequence[PartPage]
    ladder: Ladder
    pages: int
    ends: Mapping[int, Mapping[str, float]]
    source: str

    def findings(self, fit: Fit, targets: Sequence[int]) -> tuple[Diagnostic, ...]:
        """The finding (E305) that says by how much; none for a few blank pages, which E304 tells."""
        below = [target for target in targets if target < self.pages]
        above = [target for target in targets if target > self.pages]
        if above and not fit.near and above[0] - self.pages <= _A_LEAF_OR_TWO:
            return ()
        amiss = [self._amiss(target) for target in (*below, *above)]
        if fit.pages:
            message = f"{_pages(self.pages)} instead of {fit.pages}: {amiss[0]}"
        else:
            message = f"{_pages(self.pages)}, no multiple of {fit.multiple}: {', '.join(amiss)}"
        cheaper = below and (not above or self._total(below[0], -1) <= self._total(above[0], 1))
        hints = self.to_cut(below[0]) if cheaper else self.to_fill(above[0])
        severity = Severity.NOTE if fit.near else Severity.WARNING
        return (Diagnostic("E305", f"{message}; set naturally", severity, Location(self.source), hints),)

    def _amiss(self, target: int) -> str:
        direction = 1 if target > self.pages else -1
        short = "short" if direction > 0 else "long"
        end = "loosest" if direction > 0 else "tightest"
        return f"about {self._amount(target, direction)} too {short} for {target} even at the {end}"

    def _amount(self, target: int, direction: int) -> str:
        pages, lines = abs(self._pages_at(direction) - target), self._total(target, direction)
        told = f"{_plural(lines, 'line')}{self._words(lines, direction)}"
        return f"{_pages(pages)} ({told})" if pages else told

    def _total(self, target: int, direction: int) -> int:
        """The lines that must go, or come, at an end of the ladder; one at least, where that is nearly the target's."""
        pages, parts = abs(self._pages_at(direction) - target), self._changes(target, direction)
        return sum(self._lines(part, direction) for _, part in parts) or max(self._lines(pages, direction), 1)

    def _pages_at(self, direction: int) -> int:
        return pages_in_all(self.parts, {key: count_of(length) for key, length in self.ends[direction].items()})

    def _changes(self, target: int, direction: int) -> list[tuple[str, float]]:
        if (target - self._pages_at(direction)) * direction <= 0:
            return []
        texts = [part.key for part in self.fitted if part.body is not None]
        return changes(self.parts, self.ends[direction], texts, target)

    def _lines(self, pages: float, direction: int) -> int:
        """The lines of columns that a part of pages holds."""
        whole = self.ladder.lines(self.ladder.at(direction)) * self.ladder.tokens.columns
        return ceil(pages * whole + (_SPARE if 0 < pages < 1 else 0))

    def _words(self, lines: int, direction: int) -> str:
        """About how many words so many lines have; nothing for scripts without spaces."""
        if self.letters > fit_findings.LONGEST:
            return ""
        words = lines * self.ladder.letters(self.ladder.at(direction)) / self.letters
        step = 5 if words < 100 else 10 if words < 1000 else 100
        return f", {ceil(words / step) * step} words"

    @cached_property
    def letters(self) -> float:
        """The letters of a word, with the space behind it."""
        texts = " ".join(part.body for part in self.fitted if part.body)
        words = re.sub(r"<[^>]*>", " ", texts).split()
        return sum(map(len, words)) / max(len(words), 1) + 1

    def to_cut(self, target: int) -> tuple[str, ...]:
        """Where to cut: the texts of which a page is saved most cheaply."""
        named = self._named(target, -1)
        if not named:
            return ("take something out, set it on a larger paper, or let the tokens `fit-…` go further",)
        return (f"cut {named}, take something out, or let the tokens `fit-…` go further",)

    def to_fill(self, target: int) -> tuple[str, ...]:
        """What fills: texts that begin another page with a few lines more, or something of whole pages."""
        pages = target - self.pages
        named = self._named(target, 1)
        other = "an advertisement or a colophon under back: would use the room"
        if pages > _A_LEAF_OR_TWO or not named:
            return (other if pages <= _A_LEAF_OR_TWO else f"another text or pictures of {_pages(pages)} would fill it",)
        return (f"{other}; so would {named} more",)

    def _named(self, target: int, direction: int) -> str:
        sources = {part.key: part.source or part.key for part in self.parts}
        found = self._changes(target, direction)
        if not found or len(found) > _NAMED:
            return ""
        named = [f"{_plural(self._lines(part, direction), 'line')} in {sources[key]}" for key, part in found]
        return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def _pages(count: int) -> str:
    return _plural(count, "page")


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
