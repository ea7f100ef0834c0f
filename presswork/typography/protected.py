"""Finds what only looks like prose: addresses, paths, options, codes and dates that no typographic rule may touch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Marks that end a sentence or a quotation, not an address; typographic ones too, so that a second pass sees the same.
_TRAILING = ".,;:!?…'\"’‘“”„»«›‹)]}–—\u2212"
_ADDRESS = r"[^\s<>\"“”„«»‹›\ufffc]"
_DOMAINS = (
    "com|org|net|edu|gov|info|int|io|eu|uk|us|ca|au|nz|ie|de|at|ch|fr|be|nl|es|pt|it|pl|cz|sk|se|no|dk|fi|gr|tr|ru|ua|"
    "br|ar|mx|cl|co|in|jp|cn|kr|il|ir|za|tv|me|press|example|test|local|news|media|app|dev|xyz"
)
_SUFFIXES = "py|js|md|txt|html?|css|ya?ml|json|xml|toml|csv|pdf|epub|docx?|odt|zip|jpe?g|png|svg"
_TELEPHONE = r"(?i:\b(?:tel|tél|phone|fax|mobile|mob|call|telefon|teléfono|telefono|телефон)\.?:?[ \u00a0])$"
# How far before its core a shape may begin.
_REACH = 60


@dataclass(frozen=True, slots=True)
class _Shape:
    """Something to leave alone: found by a core that begins with a rare character, then looked at as a whole.

    `before` is what may or must stand before the core; `whole` what core and that have to be together. Searching
    for a literal is ten times as fast as for a word boundary.
    """

    core: re.Pattern[str]
    before: re.Pattern[str] | None = None
    whole: re.Pattern[str] | None = None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The (start, end) of each, without the marks that end a sentence after it."""
        for match in self.core.finditer(text):
            start, found = match.start(), match.group()
            if self.before:
                left = self.before.search(text, max(0, start - _REACH), start)
                if left is None:
                    continue
                start, found = left.start(), left.group() + found
            found = found.rstrip(_TRAILING)
            if found and (self.whole is None or self.whole.fullmatch(found)):
                yield start, start + len(found)


def _shape(core: str, before: str | None = None, whole: str | None = None) -> _Shape:
    return _Shape(re.compile(core), re.compile(before) if before else None, re.compile(whole) if whole else None)


_DOTTED = rf"(?:[\w-]+\.)+(?:{_DOMAINS})(?:[/?#:].*)?|(?:[\w-]+\.)+(?:{_SUFFIXES})|v?\d+(?:\.\d+){{2,}}(?:-\w+)?"
# An ISO date, a month of ISO, and what has three parts of which one is a number: versions, codes, models.
_HYPHENED = r"\d{4}-\d\d-\d\d(?:T\d\d)?|\d{4}-(?:0\d|1[0-2])|\w+(?:-\w+)+-\w*\d|\d\w*(?:-\w+){2,}"
_SHAPES: dict[str, _Shape] = {
    "://": _shape(rf"://{_ADDRESS}+", r"[A-Za-z][A-Za-z0-9+.-]*$"),
    "www.": _shape(rf"www\.{_ADDRESS}+"),
    "@": _shape(r"@\w[\w.-]*", r"[\w.+'-]*$"),
    ".": _shape(rf"\.\w[\w.-]*(?:[/?#:]{_ADDRESS}*)?", r"[\w-][\w.-]*$", _DOTTED),
    "/": _shape(r"/[\w./-]*", r"(?:~|\.{1,2}|\b[A-Za-z]:|\w?)$", r"(?:~|\.{1,2}|[A-Za-z]:)/.*|/[\w.-]+(?:/[\w.-]+)+/?"),
    "\\": _shape(r"\\\\?[\w.-]+(?:\\[\w.-]+)*", r"(?:\b[A-Za-z]:)?$"),
    "10.": _shape(r"10\.\d{4,9}/\S+"),
    "ISBN": _shape(r"ISBN(?:-1[03])?:?[ \u00a0]*[\dX][\d Xx\u00a0-]{8,}"),
    "ISSN": _shape(r"ISSN:?[ \u00a0]*\d{4}-\d{3}[\dXx]"),
    "-": _shape(r"-\w[\w-]*", r"\w*$", _HYPHENED),
    "--": _shape(r"--[a-z][\w-]*(?:=[^\s]+)?(?!\S*--)(?=[\s.,;:)\]—–…]|$)", r"(?:^|[\s(\[])$"),
    "+": _shape(r"\+\d[\d\u00a0 ()/.-]{5,}\d"),
    "(": _shape(r"\(\d{2,5}\)[ \u00a0]?\d[\d -]{3,}\d"),
    "<": _shape(r"<[^<>\s][^<>]*>"),
    "`": _shape(r"`[^`\n]+`"),
    "mailto:": _shape(rf"mailto:{_ADDRESS}+"),
    "doi:": _shape(rf"doi:{_ADDRESS}+"),
    "urn:": _shape(rf"urn:{_ADDRESS}+"),
    "": _shape(r"\(?\d[\d\u00a0 ()/.-]{3,}\d", _TELEPHONE),
}
_CLOCK_OF_DATE = _shape(r" \d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)", r"\d{4}-\d\d-\d\d$")


def protected_spans(text: str, *, options: bool = True) -> list[tuple[int, int]]:
    """Ascending (start, end) of the stretches to leave alone; they may overlap.

    `options`: whether `--word` is an option of a command (in Spanish it opens an aside).
    """
    shapes = [shape for trigger, shape in _SHAPES.items() if trigger in text and (options or trigger != "--")]
    return sorted(span for shape in (*shapes, _CLOCK_OF_DATE) for span in shape.spans(text))
