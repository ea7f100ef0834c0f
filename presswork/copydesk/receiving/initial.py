"""Puts a drop initial back: extraction leaves the large letter on a line of its own, before the word or on top."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presswork.copydesk.receiving.words import dictionary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.copydesk.receiving.lines import Line

# Letters that are words: "A quiet morning" may begin with a drop initial too.
_WORDS = frozenset("AIOEYÀÓÒÉÈÁУВИСКЯОА")
_REACH = 3


@dataclass(frozen=True, slots=True)
class Initial:
    """A text's lines with the initial on the word to which it belongs; `word` and `line` say which."""

    lines: tuple[Line, ...]
    word: str
    line: int


def with_initial(lines: Sequence[Line], language: str | None) -> Initial | None:
    """The lines with a drop initial put back, or None when there is none.

    It is a line of one capital, with a line that begins small soon after it; or it is the first line of all, and the
    first line after it that begins small, where no sentence goes on, is its.
    """
    solid = [index for index, line in enumerate(lines) if line.bare]
    for at, index in enumerate(solid[:40]):
        letter = lines[index].bare
        if len(letter) != 1 or not letter.isupper():
            continue
        reach = solid[at + 1 : at + 2] if at else solid[1:20]
        target = next(
            (other for other in reach if _begins_small(lines, other) and (at == 0 or other - index <= _REACH)), None
        )
        if target is not None:
            return _put_back(lines, index, target, language)
    return None


def _begins_small(lines: Sequence[Line], index: int) -> bool:
    """Whether a line begins with a small letter although the line above ends a headline, byline or sentence."""
    before = next((line.bare for line in reversed(lines[:index]) if line.bare), "")
    return lines[index].bare[0].islower() and (len(before) == 1 or bool(re.search(r"\d{4}$|[.!?]$", before)))


def _put_back(lines: Sequence[Line], index: int, target: int, language: str | None) -> Initial:
    letter, text = lines[index].bare, lines[target].bare
    first = re.split(r"[^\w'’-]", text)[0]
    alone = letter in _WORDS and (letter + first).lower() not in dictionary(language or "")
    joined = f"{letter}{' ' if alone else ''}{text}"
    result = [*lines]
    result[index] = replace(lines[index], text="")
    result[target] = replace(lines[target], text=joined)
    return Initial(tuple(result), f"{letter}{' ' if alone else ''}{first}", lines[target].number)
