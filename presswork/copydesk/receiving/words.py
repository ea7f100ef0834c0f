"""Decides whether a hyphen that ends a line parts a word or belongs to it: by the text, then by a dictionary."""

from __future__ import annotations

import re
from functools import lru_cache

from presswork.text import names

_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Where the second part of a hyphenated word has a capital, or the hyphen stands for a whole word ("Vor- und Nachteil").
_JOINING_LANGUAGES = names("de nl da sv nb nn no fi hu tr cs sk pl ru uk")
_CONJUNCTIONS = names(
    "and or to und oder bzw sowie bis als auch en of og och eller y e o u et ou ed ed i a lub oraz nebo ja и или та або"
)
# Prefixes that stay apart in English although both halves and the whole are words.
_PREFIXES = names("ex self all half quasi cross well ill near far non anti pro post pre mid co re so")


@lru_cache(maxsize=4)
def dictionary(language: str) -> dict[str, int]:
    """Words of a language (lower case) and how often each was met; empty when there is no list for it.

    The lists come with pyspellchecker; they are read as data, since its spell checker is not needed.
    """
    import gzip
    import json
    from importlib.resources import files

    name = language.partition("-")[0]
    try:
        packed = files("spellchecker").joinpath("resources", f"{name}.json.gz").read_bytes()
    except (ModuleNotFoundError, FileNotFoundError):
        return {}
    words: dict[str, int] = json.loads(gzip.decompress(packed))
    return words


class Rejoiner:
    """Rejoins words of one text: what the text itself writes elsewhere counts more than any dictionary."""

    def __init__(self, text: str, language: str) -> None:
        self.language = language.partition("-")[0]
        self.written = {word.lower() for word in _LETTERS.findall(re.sub(r"-[ \t]*\n\s*\w+", " ", text))}

    def rejoin(self, left: str, right: str) -> tuple[str, bool] | None:
        """The word of which `left-` ends one line and `right` begins the next, and whether that is certain.

        None when the hyphen stands for something else ("Vor- und Nachteile") and a space belongs there.
        """
        first = left.rpartition("-")[2]
        whole, apart = (first + right).lower(), f"{left}-{right}".lower()
        if right.lower() in _CONJUNCTIONS:
            return None
        if apart in self.written or not right[0].islower() or "-" in right:
            return f"{left}-{right}", True
        if whole in self.written:
            return left + right, True
        return self._by_dictionary(left, right, first, whole)

    def _by_dictionary(self, left: str, right: str, first: str, whole: str) -> tuple[str, bool]:
        known = dictionary(self.language)
        if self.language in _JOINING_LANGUAGES:
            return left + right, True
        parts = min(known.get(first.lower(), 0), known.get(right.lower(), 0))
        if known.get(whole, 0) and not (first.lower() in _PREFIXES and parts > known[whole] * 20):
            return left + right, True
        if parts > 0:
            return f"{left}-{right}", True
        # Neither a word with the hyphen nor without it, most often a name: the line end parted it.
        return left + right, bool(known) and not (first.lower() in known or right.lower() in known)
