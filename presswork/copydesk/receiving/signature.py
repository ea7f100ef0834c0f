"""Gathers bylines, dates and place from the lines between a headline and its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presswork.copydesk.receiving.bylines import Byline, byline_of
from presswork.copydesk.receiving.dates import WrittenDate, date_of

if TYPE_CHECKING:
    from presswork.copydesk.receiving.lines import Line

_JOINTS = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|,\s+|\s+/\s+|\s{3,}|\s+\((?=[^()]*\)$)")
_PLACE = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")
# A place in two words above a date could be a name: these are asked first.
_CITIES = frozenset(
    {
        *("new york", "los angeles", "san francisco", "new orleans", "las vegas", "san diego", "washington dc"),
        *("mexico city", "ciudad de méxico", "buenos aires", "são paulo", "rio de janeiro", "la paz", "san juan"),
        *("san josé", "san salvador", "santo domingo", "cape town", "addis ababa", "the hague", "den haag"),
        *("tel aviv", "new delhi", "hong kong", "kuala lumpur", "ho chi minh", "saint petersburg", "st petersburg"),
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the line on which it stands."""

    value: str
    line: int


@dataclass(slots=True)
class Signature:
    """Who, when and where, with their lines, as far as they have been met."""

    bylines: list[tuple[Byline, int]] = field(default_factory=list)
    dates: list[tuple[WrittenDate, int]] = field(default_factory=list)
    place: Found | None = None

    @property
    def found(self) -> bool:
        """Whether anything has been taken yet."""
        return bool(self.bylines or self.dates)

    def take(self, line: Line, language: str | None, *, names: bool = True) -> bool:
        """Whether the line is a byline, a date, or both; if so it is kept.

        A name without a word such as "By" counts only with `names`, and only as the first byline.
        """
        text = re.sub(r"^#+\s+", "", line.bare).strip("*_ ")
        if date := date_of(text, language):
            self.dates.append((date, line.number))
            return True
        if text.lower() in _CITIES:
            self.place = self.place or Found(text, line.number)
            return self.found
        byline = byline_of(text)
        if byline and (byline.signed or (names and not self.bylines)):
            self.keep(byline, line.number)
            return True
        return self.take_both(text, line.number, language)

    def keep(self, byline: Byline, number: int) -> None:
        """Add a byline, and the place it names."""
        self.bylines.append((byline, number))
        if byline.place:
            self.place = self.place or Found(byline.place, number)

    def take_both(self, text: str, number: int, language: str | None) -> bool:
        """Whether the line is `Jane Roe | 16 March 2021` or `Berlin, 16. März 2021`, either way round."""
        for joint in _JOINTS.finditer(text):
            left, right = text[: joint.start()].strip(" ()"), text[joint.end() :].strip(" ()")
            for other, when in ((left, right), (right, left)):
                date = date_of(when, language)
                if date and other and self.take_other(other, number):
                    self.dates.append((date, number))
                    return True
        return False

    def take_other(self, text: str, number: int) -> bool:
        """Whether what stands beside a date is a place or a byline; if so it is kept."""
        if text.lower() in _CITIES or (_PLACE.fullmatch(text) and text[0].isupper()):
            self.place = self.place or Found(text, number)
            return True
        if byline := byline_of(text):
            self.keep(byline, number)
        return byline is not None
