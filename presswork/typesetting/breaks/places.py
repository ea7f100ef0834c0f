"""Gives faults their places: page, column and line, and the words by which the manuscript's line is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presswork.breaks import Area, Break

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presswork.typesetting.breaks.faults import Fault, Rectangle
    from presswork.typesetting.breaks.reading import SetLine, SetText

POINTS = 0.75
WORDS = 8
SHOWN = 48
# Fewer whole words than this do not tell a line from another: those around it help.
FEWEST = 3
_WORD = re.compile(r"\w+")


def placed(text: SetText, faults: Iterable[Fault]) -> tuple[Break, ...]:
    """The faults as findings, in the order in which the text is read."""
    found = list(faults)
    if not found:
        return ()
    order = {id(line): number for number, line in enumerate(text.lines)}
    parts = {id(part): number for number, part in enumerate(text.parts)}

    def rank(fault: Fault) -> tuple[int, int]:
        number = order[id(fault.line)] if fault.line is not None else len(order)
        return (number, 0) if fault.line is not None else (number, parts[id(fault.part)])

    words = _Words(text)
    return tuple(_placed(fault, words, order) for fault in sorted(found, key=rank))


def _placed(fault: Fault, words: _Words, order: dict[int, int]) -> Break:
    line, part = fault.line, fault.part
    found = words.of(order[id(line)]) if line is not None else _Snippet("", 1, 0)
    page = part.page
    in_points = fault.kind in ("overfull", "off-grid")
    return Break(
        fault.kind,
        page,
        part.column,
        line.number if line is not None else 0,
        round(fault.amount * (POINTS if in_points else 1), 2),
        _beginning(line.text) if line is not None else "",
        *found,
        tuple(_area(page, mark) for mark in fault.marks),
        part.in_note,
    )


def _beginning(text: str) -> str:
    """How a line begins, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[:SHOWN].rpartition(" ")[0] + " …"


def _area(page: int, mark: Rectangle) -> Area:
    return Area(page, *(round(value * POINTS, 2) for value in mark))


class _Snippet(NamedTuple):
    """Words that follow each other, which of their occurrences they are, and how many stand before the line's own."""

    words: str
    nth: int
    before: int


class _Words:
    """The whole words of all lines in their order; a word that a line end divides is left out and parts them."""

    def __init__(self, text: SetText) -> None:
        self._lines = [_WORD.findall(line.text) for line in text.lines]
        self._divided = [False] * len(self._lines)
        for number, line in enumerate(text.lines):
            if line.ends_with_hyphen and not line.ends_paragraph:
                self._divided[number] = True
                self._lines[number] = self._lines[number][:-1]
                rest = self._following(text.lines, number)
                if rest is not None:
                    self._lines[rest] = self._lines[rest][1:]

    @staticmethod
    def _following(lines: Sequence[SetLine], number: int) -> int | None:
        """The number of the next line of the same paragraph: a note or a figure may stand between them."""
        paragraph = lines[number].paragraph
        return next((n for n in range(number + 1, len(lines)) if lines[n].paragraph == paragraph), None)

    def of(self, number: int) -> _Snippet:
        """The words from a line on; those before it, too, where a divided word leaves it few."""
        words, last = list(self._lines[number]), number
        while len(words) < FEWEST and not self._divided[last] and last + 1 < len(self._lines):
            last += 1
            words += self._lines[last]
        first, own = number, len(words)
        while len(words) < FEWEST and first and not self._divided[first - 1]:
            first -= 1
            words = self._lines[first][-WORDS:] + words
        snippet, before = " ".join(words[:WORDS]), len(words) - own
        if not snippet:
            return _Snippet("", 1, 0)
        earlier = [word for line in self._lines[:number] for word in line]
        earlier = earlier[: len(earlier) - before]
        return _Snippet(snippet, f" {' '.join(earlier)} ".count(f" {snippet} ") + 1, before)
