"""The ledger of a volume: on which page each part begins, and on which each anchor stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presswork.editions.binding.part_layout import higher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.editions.binding.part_layout import PartLaid
    from presswork.pages.volumes import PartPage

# Words on a page while none is known; and how a link into another part is written for the engine.
WORDS_PER_PAGE = 300
SCHEME = "presswork:"
# What a link says while the page is not known that it leads to.
UNKNOWN = 'data-page="00"'
_LINK = re.compile(r'<a\b[^>]*?\bhref="#([^"]+)"[^>]*>')
_ID = re.compile(r'\bid="([^"]+)"')
_NUMBERED = re.compile(r'\bclass="(?:[^"]*\s)?(?:xref|paged)(?:\s[^"]*)?"')


@dataclass(slots=True)
class Ledger:
    """What is believed of the pages of a volume; `settle` brings it up to date with what has been laid out."""

    parts: Sequence[PartPage]
    laid: dict[str, PartLaid] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    blanks: dict[str, int] = field(default_factory=dict)
    number: dict[str, int] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)

    @property
    def apart(self) -> bool:
        """Whether the front matter is numbered by itself, and so moves no number of the text."""
        return any(part.front_folio for part in self.parts)

    def shift(self, key: str) -> int:
        """By how much the numbers of a part's pages are higher now than when it was laid out."""
        return self.number[key] - self.laid[key].number

    def settle(self) -> None:
        """Reckon where each part begins: its index in the volume, the blank pages before it, its first number."""
        at = number = 0
        in_front = self.apart
        for part in self.parts:
            starts_anew = in_front and not part.front
            in_front = in_front and part.front
            # What is numbered anew begins on a right-hand page, or odd pages would be left ones.
            opening = "recto" if starts_anew and part.opening == "next" else part.opening
            blank = int(opening != "next" and at % 2 != (opening == "verso"))
            pages = self.pages_of(part)
            number = 1 if starts_anew else number + blank + 1
            self.blanks[part.key], self.first[part.key], self.number[part.key] = blank, at + blank, number
            at += blank + pages
            number += pages - 1

    def pages_of(self, part: PartPage) -> int:
        """How many pages a part has, or probably will have."""
        laid = self.laid.get(part.key)
        return len(laid.folios) if laid else max(1, -(-part.words // WORDS_PER_PAGE))

    def enter(self, laid: PartLaid) -> None:
        """Write down a part as it has been laid out."""
        self.laid[laid.key] = laid
        for name in laid.anchors:
            self.homes[name] = laid.key

    def place(self, anchor: str) -> int:
        """The index in the volume of the page on which an anchor stands, from 0. KeyError for what is not laid out."""
        home = self.homes[anchor]
        return self.first[home] + self.laid[home].anchors[anchor]

    def folio(self, anchor: str) -> str:
        """The number of that page as it is printed."""
        home = self.homes[anchor]
        laid = self.laid[home]
        folio = laid.folios[laid.anchors[anchor]]
        return folio if laid.bound else higher(folio, self.shift(home))

    def is_recto(self, key: str) -> bool:
        """Whether a part begins on a right-hand page (a left-hand one where pages turn from right to left)."""
        return self.first[key] % 2 == 0

    def sheet(self, key: str) -> str:
        """The style that gives a part its first number and its side."""
        # The engine tells the sides of pages by the direction of what it lays out, which is not always the volume's.
        turned = next(part.turned for part in self.parts if part.key == key)
        side = "recto" if self.is_recto(key) != turned else "verso"
        return f"@page :first{{counter-reset:page {self.number[key]}}}html{{break-before:{side}}}"

    def numbered(self, html: str) -> str:
        """A part's HTML with links into other parts as the engine keeps them, and the numbers of their pages."""
        own = set(_ID.findall(html))

        def link(match: re.Match[str]) -> str:
            tag, name = match[0], match[1]
            if name in own:
                return tag
            more = ""
            if _NUMBERED.search(tag):
                more = f' data-page="{self.folio(name)}"' if name in self.homes else f" {UNKNOWN}"
            return tag.replace(f'href="#{name}"', f'href="{SCHEME}{name}"{more}', 1)

        return _LINK.sub(link, html)
