"""A body on its way from pandoc's HTML to the vocabulary of an article: the tree, and who asked for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from presswork.labels import Labels, labels_for
from presswork.markup.tree import HEADINGS, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from presswork.diagnostics import Findings
    from presswork.manuscript import Manuscript


# How what an element has is written in the manuscript: an id where it is given, a link where it is used.
_WRITTEN = ("id {{#{}", 'id id="{}"', "src {}", "href ({}", "href {}")


@dataclass
class Draft:
    """The tree that the steps of `markup` rewrite in turn, and the findings they make on the way.

    `media` are pictures that came inside the manuscript, by src; `aliases` are ids that were given up, and the id of
    the element that now stands for them; `others` the slugs of articles with which this one stands in a volume.
    """

    root: Element
    manuscript: Manuscript
    language: str
    findings: Findings
    media: dict[str, bytes] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    _said: set[tuple[str, str]] = field(default_factory=set)

    @cached_property
    def labels(self) -> Labels:
        """The words of the article's language."""
        return labels_for(self.language)

    def line(self, at: Element | str) -> int | None:
        """The line of the manuscript on which an element, or a piece of text, is written."""
        if isinstance(at, str):
            return self.manuscript.line_of(at)
        if at.tag in HEADINGS and (line := self._heading_line(text_of(at))):
            return line
        for pattern in _WRITTEN:
            name, _, form = pattern.partition(" ")
            if (value := at.get(name)) and (found := self.manuscript.line_of(form.format(value))):
                return found
        return self.manuscript.line_of(text_of(at)[:200])

    def _heading_line(self, text: str) -> int | None:
        """The line of a Markdown heading with this text; its words may stand in the text as well."""
        words = re.findall(r"\w+", text)
        for number, line in enumerate(self.manuscript.body.split("\n"), self.manuscript.body_line):
            if line.startswith("#") and re.findall(r"\w+", line)[: len(words)] == words:
                return number
        return None

    def note(self, code: str, message: str, at: Element | str, *hints: str) -> None:
        """Record something repaired or assumed; the same sentence is said once."""
        if self._first(code, message):
            self.findings.note(code, message, self.line(at), hints=hints)

    def warn(self, code: str, message: str, at: Element | str, *hints: str) -> None:
        """Record something the editor should look at; the same sentence is said once."""
        if self._first(code, message):
            self.findings.warn(code, message, self.line(at), hints=hints)

    def error(self, code: str, message: str, at: Element | str, *hints: str) -> None:
        """Record what would leave a hole in the text; the same sentence is said once."""
        if self._first(code, message):
            self.findings.error(code, message, self.line(at), hints=hints)

    def _first(self, code: str, message: str) -> bool:
        known = (code, message) in self._said
        self._said.add((code, message))
        return not known
