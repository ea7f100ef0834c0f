"""Faults of single lines and of lines that follow one another: spaces, hyphens, words that stick out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.typesetting.breaks.faults import Fault, Rectangle, of_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.typesetting.breaks.limits import Limits
    from presswork.typesetting.breaks.reading import Part, SetLine, SetText

# Marks of punctuation may hang out of the measure by this much, in em; anything else only by what rounding takes.
HANGING = 0.6
_EXACTLY = 0.1
_HANGS = frozenset(".,;:!?'\"-\u2010\u2013\u2014\u2018\u2019\u201c\u201d\u00ab\u00bb\u2026()[]")


def line_faults(text: SetText, limits: Limits) -> Iterator[Fault]:
    """Loose and tight lines, those that are too long, hyphens at the end of a column, and ladders of hyphens."""
    for line in text.lines:
        if fault := _spacing(line, limits) or _overfull(line):
            yield fault
    for part in filter(lambda each: each.lines, text.parts):
        for run in ladders_in(part, limits):
            yield Fault("ladder", run[0], part, len(run), tuple(map(_at_the_end, run)))
        last = part.lines[-1]
        if last.running and last.ends_with_hyphen and not last.ends_paragraph:
            yield of_lines("parted", [last])


def _spacing(line: SetLine, limits: Limits) -> Fault | None:
    """The line as a loose or tight one: a line that ends before its measure has natural spaces, whatever they are."""
    if not line.space or not line.is_justified:
        return None
    space = line.space / line.em
    if space >= limits.loose_space:
        return of_lines("loose", [line], space)
    return of_lines("tight", [line], space) if space <= limits.tight_space else None


def _overfull(line: SetLine) -> Fault | None:
    """The line as one that is longer than its measure."""
    (left, right), box = line.measure, line.box
    leftwards = line.block.style["direction"] == "rtl"
    excess = left - line.left if leftwards else line.right - right
    allowed = (HANGING if line.text[-1] in _HANGS else _EXACTLY) * line.em
    if excess <= allowed or excess <= allowed + line.space * any(text.text[-1:].isspace() for text in line.texts[-1:]):
        return None
    mark = Rectangle(line.left if leftwards else right, float(box.position_y), excess, float(box.height))
    return Fault("overfull", line, line.part, excess, (mark,))


def ladders_in(part: Part, limits: Limits) -> Iterator[list[SetLine]]:
    """Lines of a part that end with hyphens below one another, more than the house allows; each ladder once."""
    run: list[SetLine] = []
    for line in [*part.lines, None]:
        if line is not None and line.ends_with_hyphen:
            run.append(line)
            continue
        if len(run) > limits.hyphens_in_row:
            yield run
        run = []


def _at_the_end(line: SetLine) -> Rectangle:
    width = 1.5 * line.em
    return Rectangle(line.right - width, float(line.box.position_y), width, float(line.box.height))
