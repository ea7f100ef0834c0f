"""Text as numbered lines and as blocks of them, so that whatever is inferred can be shown where it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LIST = re.compile(r"(?:[-*+•▪‣·]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxlc]{1,5})[.)])[ \t]+\S")
_RULE = re.compile(r"(?:[*_-][ \t]*){3,}$|[—–]{3,}$|[=~#]{4,}$|(?:⁂|§|❦|…)$")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")
_SETEXT = re.compile(r"=+$|-{2,}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file (1-based number); `after_page` when a page end stood before it."""

    number: int
    text: str
    after_page: bool = False

    @property
    def bare(self) -> str:
        """The text without the white space round it."""
        return self.text.strip()


class Kind(Enum):
    """What a block is: only paragraphs are ever joined."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    VERSE = "verse"
    RULE = "rule"
    QUOTE = "quote"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines between blank lines, and what they are."""

    lines: tuple[Line, ...]
    kind: Kind = Kind.PARAGRAPH
    text: str = ""

    @property
    def number(self) -> int:
        """The line on which the block begins."""
        return self.lines[0].number

    @property
    def after_page(self) -> bool:
        """Whether a page ended just before the block."""
        return self.lines[0].after_page

    @property
    def bare(self) -> str:
        """The block's lines in one, or the text that has been made of them."""
        return self.text or " ".join(line.bare for line in self.lines)

    def saying(self, text: str) -> Block:
        """The same block with its text made."""
        return replace(self, text=text)


def lines_of(text: str) -> list[Line]:
    """The lines of a text. A form feed is a page end: it counts as one within its line, and not as a line end."""
    result: list[Line] = []
    after = False
    # PDFium writes U+FFFE for the hyphen of a parted word, and both parts on one line.
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "\u00ad")
    for number, raw in enumerate(plain.split("\n"), 1):
        *ended, last = raw.split("\f")
        for part in ended:
            if part.strip():
                result.append(Line(number, part, after))
            after = True
        if last.strip() or not ended:
            result.append(Line(number, last, after and bool(last.strip())))
            after = after and not last.strip()
    return result


def blocks_of(lines: Iterable[Line]) -> list[Block]:
    """The blocks between blank lines and page ends; fenced code is one block, whatever is in it."""
    blocks: list[list[Line]] = [[]]
    fence = ""
    for line in lines:
        if fence or (opening := re.match(r"(`{3,}|~{3,}|:{3,})", line.bare)):
            fence = fence or opening.group(1)  # type: ignore[union-attr]
            ends = bool(blocks[-1]) and line.bare.startswith(fence) and not line.bare.strip(fence[0])
            blocks[-1].append(line)
            if ends and len(blocks[-1]) > 1:
                fence = ""
                blocks.append([])
        elif not line.bare:
            blocks.append([])
        elif line.after_page:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return [Block(tuple(block), kind_of(block)) for block in blocks if block]


def kind_of(lines: Sequence[Line]) -> Kind:
    """What a block of lines is, by its marks and the lengths of its lines."""
    first = lines[0].bare
    if re.match(r"`{3}|~{3}|:{3}|\||\+-|<|\[\^?[^\]]+\]:|!\[", first):
        return Kind.FIXED
    if re.match(r"#{1,6} \S", first) or (len(lines) == 2 and _SETEXT.match(lines[1].bare)):
        return Kind.HEADING
    if all(_RULE.match(line.bare) for line in lines):
        return Kind.RULE
    if first.startswith(">"):
        return Kind.QUOTE
    if _LIST.match(first):
        return Kind.LIST
    if len(lines) > 1 and all(_HARD_BREAK.search(line.text) for line in lines[:-1]):
        return Kind.VERSE
    return Kind.PARAGRAPH
