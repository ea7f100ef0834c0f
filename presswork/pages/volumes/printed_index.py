"""The index of a printed volume: entries with their pages, neighbouring pages merged into ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presswork.pages.volumes.parts import Numbers
    from presswork.text import Text
    from presswork.volumes.indexing import IndexEntry, IndexGroup, Locator


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of an entry as they are printed, `12` or `12–14`, and the anchor on the first of them."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with its pages, the entries to which it sends readers, and those below it."""

    term: Text
    pages: tuple[Pages, ...] = ()
    see: tuple[Text, ...] = ()
    see_also: tuple[Text, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one letter; the letter of those that begin with a figure or a sign is empty."""

    letter: str
    lines: tuple[Line, ...]


def printed_index(groups: tuple[IndexGroup, ...], numbers: Numbers) -> tuple[Letter, ...]:
    """The index with the pages that `numbers` tells."""
    return tuple(Letter(group.letter, tuple(_line(entry, numbers) for entry in group.entries)) for group in groups)


def _line(entry: IndexEntry, numbers: Numbers) -> Line:
    lines = tuple(_line(child, numbers) for child in entry.children)
    return Line(entry.term, pages_of(entry.locators, numbers), entry.see, entry.see_also, lines)


def pages_of(locators: tuple[Locator, ...], numbers: Numbers) -> tuple[Pages, ...]:
    """Each page once, in order; three pages or more that follow each other are a range, as are marked ranges.

    Two mentions on neighbouring pages stay two: only the author can say that the text between them is about it.
    """
    spans: list[list[int]] = []
    anchors: dict[int, str] = {}
    for locator in locators:
        first = numbers.place(locator.id)
        last = max(first, numbers.place(locator.end)) if locator.end else first
        anchors.setdefault(first, locator.id)
        anchors.setdefault(last, locator.end or locator.id)
        spans.append([first, last])
    merged: list[list[int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return tuple(_words(span, anchors, numbers) for span in _runs(merged))


def _runs(spans: list[list[int]]) -> list[list[int]]:
    """Spans joined where at least three pages follow each other without a gap."""
    found: list[list[int]] = []
    run: list[list[int]] = []
    for span in [*spans, [-9, -9]]:
        if run and span[0] == run[-1][1] + 1:
            run.append(span)
            continue
        found += [[run[0][0], run[-1][1]]] if run and run[-1][1] - run[0][0] >= 2 else run
        run = [span]
    return found


def _words(span: list[int], anchors: dict[int, str], numbers: Numbers) -> Pages:
    first, last = (numbers.folio(anchors[page]) for page in span)
    return Pages(first if first == last else f"{first}–{last}", anchors[span[0]])
