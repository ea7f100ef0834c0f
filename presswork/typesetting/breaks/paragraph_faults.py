"""Faults of paragraphs: single lines parted from the rest, and last lines with hardly a word."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from presswork.typesetting.breaks.faults import Fault, of_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.typesetting.breaks.limits import Limits
    from presswork.typesetting.breaks.reading import SetLine, SetText


def paragraph_faults(text: SetText, limits: Limits) -> Iterator[Fault]:
    """Widows, orphans and short last lines of the running text."""
    for lines in text.paragraphs():
        if len(lines) < 2 or lines[0].is_heading:
            continue
        pieces = [list(piece) for _, piece in groupby(lines, key=lambda line: id(line.part))]
        if len(pieces) > 1 and len(pieces[0]) == 1:
            yield of_lines("orphan", pieces[0])
        if len(pieces) > 1 and len(pieces[-1]) == 1:
            yield of_lines("widow", pieces[-1])
        if _is_short(lines, limits):
            yield of_lines("short-last", lines[-1:], _width(lines[-1]))


def _width(line: SetLine) -> float:
    return (line.right - line.left) / line.em


def _is_short(lines: list[SetLine], limits: Limits) -> bool:
    """Whether the last line is only the rest of a word, or too short to be seen as a line; verse and lists may be."""
    last = lines[-1]
    if last.block.style["text_align_all"] != "justify":
        return False
    rest_of_word = lines[-2].ends_with_hyphen and " " not in last.text
    return rest_of_word or _width(last) < limits.short_line
