"""The typographic pass over an HTML fragment: across inline markup, by the language of each part, tags untouched."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presswork.text import names
from presswork.typography.passage import BLOCK, MASK, Passage
from presswork.typography.refine import refine_passage, refine_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[?!][^>]*>|<(/?)([A-Za-z][\w:.-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL
)
_LANG = re.compile(r"""(?<![\w-])(?:xml:)?lang\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NOTE_PART = re.compile(r"""class\s*=\s*["']note-p["']""")
_VOID = names("area base br col embed hr img input link meta source track wbr")
_VERBATIM = names("code pre kbd samp var tt math svg script style template textarea object iframe audio video")
_BLOCKS = names(
    "address article aside blockquote body caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p section summary table tbody td tfoot th thead tr ul fn-note"
)
_NOTE = "fn-note"


@dataclass(slots=True)
class _Piece:
    """A text between tags: its place among the tokens, and whether it may change in this context."""

    token: int
    text: str
    live: bool


@dataclass(slots=True)
class _Element:
    name: str
    language: str
    verbatim: bool
    note: bool
    block: bool


@dataclass(slots=True)
class _Reader:
    """Sorts the texts of a fragment into one stretch for each language, notes apart from the text around them."""

    language: str
    tokens: list[str] = field(default_factory=list)
    stretches: dict[tuple[str, bool], list[_Piece]] = field(default_factory=dict)
    open: list[_Element] = field(default_factory=list)

    def read(self, fragment: str) -> None:
        at = 0
        for match in _TAG.finditer(fragment):
            self.text(fragment[at : match.start()])
            self.tokens.append(match.group())
            at = match.end()
            if match.group(2):
                self.tag(match.group(1) == "/", match.group(2).lower(), match.group(3))
        self.text(fragment[at:])

    @property
    def here(self) -> _Element:
        return self.open[-1] if self.open else _Element("", self.language, False, False, True)

    def tag(self, closing: bool, name: str, attributes: str) -> None:
        if name in _VOID or attributes.endswith("/"):
            self.empty(name)
        elif closing:
            self.close(name)
        else:
            self.enter(name, attributes)

    def empty(self, name: str) -> None:
        if name == "br":
            self.put("\n", live=False)
        elif name in _BLOCKS:
            self.separate()
        elif name not in ("wbr", "col", "a", "span"):
            self.put(MASK, live=False)

    def enter(self, name: str, attributes: str) -> None:
        outer = self.here
        found = _LANG.search(attributes)
        language = (found.group(1) or found.group(2) or "") if found else outer.language
        note = outer.note or name == _NOTE
        block = name in _BLOCKS or bool(note and name == "span" and _NOTE_PART.search(attributes))
        self.open.append(_Element(name, language, outer.verbatim or name in _VERBATIM, note, block))
        if block or language != outer.language:
            self.separate()

    def close(self, name: str) -> None:
        depth = next((i for i in range(len(self.open) - 1, -1, -1) if self.open[i].name == name), None)
        if depth is None:
            return
        inner, outer = self.open[depth], self.open[depth - 1] if depth else None
        if inner.block or inner.language != (outer.language if outer else self.language):
            self.separate()
        elif inner.name in ("math", "svg"):
            self.put(MASK, live=False)
        del self.open[depth:]

    def separate(self) -> None:
        pieces = self.stretches.setdefault((self.here.language, self.here.note), [])
        if pieces and pieces[-1].text != BLOCK:
            pieces.append(_Piece(-1, BLOCK, False))

    def text(self, raw: str) -> None:
        if not raw:
            return
        self.tokens.append(raw)
        self.put(html.unescape(raw) if "&" in raw else raw, live=not self.here.verbatim)

    def put(self, text: str, *, live: bool) -> None:
        """The text goes into the stretch of its language, and as something fixed into those of the parts around it."""
        here = self.here
        self.stretches.setdefault((here.language, here.note), []).append(_Piece(len(self.tokens) - 1, text, live))
        told = {here.language}
        for element in self.around():
            if element.language not in told:
                told.add(element.language)
                self.stretches.setdefault((element.language, element.note), []).append(_Piece(-1, text, False))

    def around(self) -> Iterator[_Element]:
        """The elements around this one within its block, innermost first, then the block itself and what holds it."""
        for index in range(len(self.open) - 1, -1, -1):
            element = self.open[index]
            yield element
            if element.block:
                return
        yield _Element("", self.language, False, False, True)


def refine_html(fragment: str, language: str) -> str:
    """An HTML fragment (well-formed) with the typographic marks of `language`, or of `lang=` on its parts.

    Pure and idempotent. Tags, attributes, comments, code, mathematics and drawings come out as they went in; a
    quotation mark next to a tag is judged by the text beyond it, and blocks, notes and parts in another language are
    read on their own.
    """
    if "<" not in fragment and "&" not in fragment:
        return refine_text(fragment, language)
    reader = _Reader(language)
    reader.read(fragment)
    for (part_language, _), pieces in reader.stretches.items():
        _refine_stretch(pieces, part_language or language, reader.tokens)
    return "".join(reader.tokens)


def _refine_stretch(pieces: list[_Piece], language: str, tokens: list[str]) -> None:
    cuts: list[int] = []
    fixed: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        if not piece.live and piece.text not in (BLOCK, "\n"):
            fixed.append((at, end))
        cuts.append(end)
        at = end
    passage = Passage("".join(piece.text for piece in pieces), tuple(cuts))
    for piece, new in zip(pieces, refine_passage(passage, language, fixed).pieces(), strict=True):
        if piece.live and new != piece.text:
            tokens[piece.token] = html.escape(new, quote=False)
