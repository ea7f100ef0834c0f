"""Where each printed page begins in the article's body: the laid-out boxes matched with the body's characters."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from presswork.edition import PageStart
from presswork.pagemap import BodyCharacter, body_characters, is_counted, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FIRST_WORDS = 6
_HYPHENS = str.maketrans("\u2010\u2011\u2212", "---")
_BLOCKS = frozenset(
    ["p", "li", "dt", "dd", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "th", "td", "pre", "div", "section"]
)


class LostStepError(ValueError):
    """The printed text and the body's text cannot be matched; `page` is the 0-based page where it was noticed."""

    def __init__(self, page: int, printed: str) -> None:
        super().__init__(f"page {page + 1} prints '{printed}', which the text does not have there")
        self.page = page


def body_of(root: Any) -> Any | None:
    """The element that holds the article's body in a paper page: marked `data-body`, else of class `text`."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    marked = (e for e in elements if e.get("data-body") is not None)
    classed = (e for e in elements if "text" in e.get("class", "").split())
    return next(chain(marked, classed), None)


def page_starts(pages: Sequence[Any], folios: Sequence[str], body: Any) -> tuple[PageStart, ...]:
    """The start of each page in the body's running text; a page without any begins where the next one does.

    `pages` are the engine's laid-out pages, `body` the element of the tree that was laid out. Raises `LostStepError`.
    """
    characters = list(body_characters(body))
    reader = _Reader(characters, {child: parent for parent in body.iter() for child in parent})
    firsts: list[int | None] = []
    for index, page in enumerate(pages):
        read = [reader.read(box, index) for box in _running_text(page._page_box)]
        firsts.append(min((offset for offset in read if offset is not None), default=None))
    reader.check_all_read(len(pages) - 1)
    starts: list[PageStart] = []
    following = len(characters)
    for folio, first in zip(reversed(folios), reversed(firsts), strict=True):
        following = following if first is None else min(first, following)
        starts.append(PageStart(folio, following, _words_from(characters, following)))
    return tuple(reversed(starts))


def _words_from(characters: Sequence[BodyCharacter], start: int) -> str:
    """The first words from a character on, for messages and tests; words are told by the spaces in the source."""
    text = ""
    previous: BodyCharacter | None = None
    for found in islice(characters, start, start + 12 * FIRST_WORDS):
        if previous is not None and _are_apart(previous, found):
            text += " "
        text += found.char
        previous = found
    return " ".join(text.split()[:FIRST_WORDS])


def _are_apart(left: BodyCharacter, right: BodyCharacter) -> bool:
    """Whether white space stands between two characters that follow each other."""
    if _is_block(right) and right.offset == 0 and right.slot == "text":
        return True
    if left.element is right.element and left.slot == right.slot:
        between = getattr(left.element, left.slot)[left.offset + 1 : right.offset]
    else:
        between = (
            getattr(left.element, left.slot)[left.offset + 1 :] + getattr(right.element, right.slot)[: right.offset]
        )
    return any(char.isspace() for char in between)


def _is_block(character: BodyCharacter) -> bool:
    return local_name(character.element) in _BLOCKS


def _running_text(box: Any) -> Iterator[Any]:
    """The text boxes of a page: no running heads, notes or text that the style generates."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.MarginBox | boxes.FootnoteAreaBox):
        return
    if isinstance(box, boxes.TextBox):
        if "::" not in box.element_tag or box.element_tag.endswith(("::first-letter", "::first-line")):
            yield box
        return
    for child in box.children:
        yield from _running_text(child)


@cache
def _folded(char: str) -> str:
    """A character as it compares: text-transform, compatibility forms and accents make no difference.

    What layout may drop or move (formatting characters, combining marks) folds to nothing.
    """
    decomposed = unicodedata.normalize("NFKD", char.upper()).casefold().translate(_HYPHENS)
    return "".join(part for part in decomposed if unicodedata.category(part) not in ("Cf", "Mn"))


class _Reader:
    """Reads text boxes against the characters of their own elements, each of which has its place in the body.

    An element's text comes in its order, whatever else the page prints in between; so floats, notes and repeated
    table heads cannot shift the count.
    """

    def __init__(self, characters: Sequence[BodyCharacter], parents: Mapping[Any, Any]) -> None:
        self._own: dict[Any, list[tuple[str, int]]] = defaultdict(list)
        self._at: dict[Any, int] = defaultdict(int)
        for offset, (char, element, slot, _) in enumerate(characters):
            for part in _folded(char):
                self._own[element if slot == "text" else parents[element]].append((part, offset))

    def read(self, box: Any, page: int) -> int | None:
        """Read one box; the offset of its first character in the body, None when it has none.

        Raises `LostStepError` when the box prints what its element does not have there.
        """
        own, at = self._own.get(box.element, []), self._at[box.element]
        if at == len(own):
            return None  # no running text, or a table head that is printed again
        printed = [part for char in box.text if is_counted(char) for part in _folded(char)]
        hyphen = [part for char in box.style["hyphenate_character"] for part in _folded(char)]
        expected = [part for part, _ in own[at : at + len(printed)]]
        if printed != expected:
            # The engine puts a hyphen at the end of a line.
            printed = printed[: len(printed) - len(hyphen)] if printed[-len(hyphen) :] == hyphen else printed
            if printed != expected[: len(printed)]:
                raise LostStepError(page, box.text)
        self._at[box.element] = at + len(printed)
        return own[at][1] if printed else None

    def check_all_read(self, last_page: int) -> None:
        """Raise `LostStepError` if an element was printed in part only (one that is not printed at all may be)."""
        for element, at in self._at.items():
            if rest := "".join(part for part, _ in self._own.get(element, [])[at:]):
                raise LostStepError(last_page, rest[:40])
