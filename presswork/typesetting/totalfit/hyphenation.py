"""Where words may be divided: pyphen's patterns (Liang 1983), soft hyphens, and the publication's own exceptions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pyphen

from presswork.typesetting.patterns import bring_in

if TYPE_CHECKING:
    from collections.abc import Mapping

# A custom property: words with their points of division, such as `data-base presswork`; a word without a hyphen is
# never divided. `--hyphenation-de` is for one language only.
EXCEPTIONS = "__hyphenation"
SOFT = "\u00ad"
_APOSTROPHES = re.compile("[’']")


@dataclass
class Hyphenator:
    """Finds the points of division of words, each looked up once for a document."""

    root: Any
    _own: dict[str, str] = field(default_factory=dict)
    _exceptions: dict[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    _points: dict[tuple[str, str, tuple[int, int, int]], tuple[int, ...]] = field(default_factory=dict)

    def points(self, word: str, language: str, limits: tuple[int, int, int]) -> tuple[int, ...]:
        """How many letters may stand before a division, ascending; limits as in CSS `hyphenate-limit-chars`."""
        key = (word, language, limits)
        found = self._points.get(key)
        if found is None:
            found = self._points[key] = self._look_up(word, language, limits)
        return found

    def _look_up(self, word: str, language: str, limits: tuple[int, int, int]) -> tuple[int, ...]:
        if SOFT in word:
            return tuple(n + 1 for n, char in enumerate(word[:-1]) if char == SOFT)
        own = self._exceptions_for(language).get(word.casefold())
        if own is not None:
            return own
        total, before, after = limits
        stem = _stem(word)
        patterns = _patterns(language, before, after) if len(word) >= total else None
        if patterns is None:
            return ()
        return tuple(n for n in patterns.positions(stem) if before <= n <= len(stem) - after)

    def own_words(self, language: str) -> str:
        """The publication's words with their divisions that are for a language, as they are written."""
        if language not in self._own:
            names = [EXCEPTIONS, f"{EXCEPTIONS}_{language.partition('-')[0].lower()}"]
            tokens = (token for name in names for token in self.root[name] or ())
            self._own[language] = " ".join(token.value for token in tokens if token.type in ("string", "ident"))
        return self._own[language]

    def _exceptions_for(self, language: str) -> Mapping[str, tuple[int, ...]]:
        if language not in self._exceptions:
            self._exceptions[language] = exceptions(self.own_words(language))
        return self._exceptions[language]


def exceptions(words: str) -> dict[str, tuple[int, ...]]:
    """Words and the points at which they may be divided, from a list of words with hyphens."""
    found = {}
    for word in words.split():
        parts = word.split("-")
        lengths = [len("".join(parts[: n + 1])) for n in range(len(parts) - 1)]
        found["".join(parts).casefold()] = tuple(lengths)
    return found


def _stem(word: str) -> str:
    """A word without the `s` of its genitive and the like, before which no division is looked for."""
    parts = _APOSTROPHES.split(word)
    return parts[0] if len(parts) > 1 and len(parts[-1]) < 3 else word


@cache
def _patterns(language: str, before: int, after: int) -> pyphen.Pyphen | None:
    name = pyphen.language_fallback(language) if language else None
    if name is None:
        return None
    bring_in(name)
    return pyphen.Pyphen(lang=name, left=before, right=after)
