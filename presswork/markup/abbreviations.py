"""Abbreviations: where a known one stands in the text, its meaning goes with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from presswork.manuscript import Manuscript
    from presswork.markup.draft import Draft

# PHP Markdown Extra: `*[HTML]: HyperText Markup Language` on a line of its own.
_DEFINITION = re.compile(r"^ {0,3}\*\[([^\]\n]+)\]:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_UNTOUCHED = frozenset({"abbr", "code", "pre", "math", "svg", "kbd", "samp"})


def written_definitions(manuscript: Manuscript) -> dict[str, str]:
    """The abbreviations that a Markdown text defines itself."""
    if manuscript.format != "markdown" or "*[" not in manuscript.body:
        return {}
    return {match[1]: match[2] for match in _DEFINITION.finditer(manuscript.body)}


def mark_abbreviations(draft: Draft, known: Mapping[str, str]) -> None:
    """Wrap each occurrence of a known abbreviation, as a whole word, in `<abbr title=..>`."""
    if not known:
        return
    longest_first = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    for element in list(draft.root.iter()):
        touched = element.tag not in _UNTOUCHED and not _UNTOUCHED.intersection(
            str(a.tag) for a in element.iterancestors()
        )
        if touched and element.text:
            _mark(element, element.text, pattern, known, inside=True)
        outside = element.getparent()
        if element.tail and outside is not None and not _within(outside):
            _mark(element, element.tail, pattern, known, inside=False)


def _within(element: Element) -> bool:
    return element.tag in _UNTOUCHED or any(around.tag in _UNTOUCHED for around in element.iterancestors())


def _mark(element: Element, text: str, pattern: re.Pattern[str], known: Mapping[str, str], *, inside: bool) -> None:
    parts = pattern.split(text)
    if len(parts) == 1:
        return
    made: list[Element] = []
    for index in range(1, len(parts), 2):
        abbreviation = etree.Element("abbr", {"title": known[parts[index]]})
        abbreviation.text, abbreviation.tail = parts[index], parts[index + 1]
        made.append(abbreviation)
    if inside:
        element.text = parts[0]
        element[0:0] = made
    elif (parent := element.getparent()) is not None:
        element.tail = parts[0]
        at = parent.index(element) + 1
        parent[at:at] = made
