"""Where each printed page begins in the article's body: the laid-out boxes matched with the body's characters."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from presswork.edition import PageStart
from presswork.pagemap import BodyCharacter, BodyText, counted, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FIRST_WORDS = 6
_HYPHENS = str.maketrans("\u2010\u2011\u2212", "---")
_BLOCKS = frozenset(
    ["p", "li", "dt", "dd", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "th", "td", "pre", "div", "section"]
)
# What may wait for room while the text behind it goes on.
_FLOATING = frozenset({"figure", "table", "aside"})


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

    A figure that waited for room, while the text behind it went on, is not where its page begins: the text is.
    `pages` are the engine's laid-out pages, `body` the element of the tree that was laid out. Raises `LostStepError`.
    """
    text = BodyText(body)
    reader = _Reader(text, {child: parent for parent in body.iter() for child in parent})
    firsts: list[int | None] = []
    reached = -1
    for index, page in enumerate(pages):
        read = [found for box in _running_text(page._page_box) if (found := reader.read(box, index)) is not None]
        in_flow = [found for found in read if not found.floats or found.first > reached]
        firsts.append(min((found.first for found in in_flow or read), default=None))
        reached = max((found.last for found in read if not found.floats), default=reached)
    reader.check_all_read(len(pages) - 1)
    starts: list[PageStart] = []
    following = len(text)
    for folio, first in zip(reversed(folios), reversed(firsts), strict=True):
        following = following if first is None else min(first, following)
        starts.append(PageStart(folio, following, _words_from(text, following)))
    return tuple(reversed(starts))


def _words_from(body: BodyText, start: int) -> str:
    """The first words from a character on, for messages and tests; words are told by the spaces in the source."""
    text = ""
    previous: BodyCharacter | None = None
    for found in islice(body.since(start), 12 * FIRST_WORDS):
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


class _Folding(dict[int, str]):
    """How characters compare, for `str.translate`: text-transform, compatibility forms and accents make no difference.

    What layout may drop or move (formatting characters, combining marks) folds to nothing. `uneven` are the characters
    met so far that fold to none, or to more than one.
    """

    def __init__(self) -> None:
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).upper()).casefold().translate(_HYPHENS)
        folded = "".join(part for part in decomposed if unicodedata.category(part) not in ("Cf", "Mn"))
        if len(folded) != 1:
            self.uneven.add(chr(code))
        return self.setdefault(code, folded)


_FOLDING = _Folding()


def _folded(text: str) -> str:
    """The counted characters of a text as they compare."""
    return counted(text).translate(_FOLDING)


def _offsets(text: str, start: int) -> Iterable[int]:
    """For each character of a folded text, the offset in the body of the character that it comes from."""
    characters = counted(text)
    if _FOLDING.uneven.isdisjoint(characters):
        return range(start, start + len(characters))
    return (offset for offset, char in enumerate(characters, start) for _ in char.translate(_FOLDING))


class _Read(NamedTuple):
    """A box that was read: the first and the last of its characters in the body, and whether it may float."""

    first: int
    last: int
    floats: bool


class _Own:
    """The folded text of one element; where each character stands in the body; how far it is read, if at all.

    `floats` says whether it is part of something that may stand elsewhere than in the order of the text.
    """

    __slots__ = ("at", "floats", "met", "offsets", "text")

    def __init__(self) -> None:
        self.text, self.offsets, self.at, self.met, self.floats = "", list[int](), 0, False, False


def _floats(element: Any, parents: Mapping[Any, Any]) -> bool:
    while element is not None:
        if local_name(element) in _FLOATING:
            return True
        element = parents.get(element)
    return False


class _Reader:
    """Reads text boxes against the characters of their own elements, each of which has its place in the body.

    An element's text comes in its order, whatever else the page prints in between; so floats, notes and repeated
    table heads cannot shift the count.
    """

    def __init__(self, body: BodyText, parents: Mapping[Any, Any]) -> None:
        self._own: dict[Any, _Own] = defaultdict(_Own)
        for (element, slot, text), start in zip(body.runs, body.starts, strict=False):
            holder = element if slot == "text" else parents[element]
            own = self._own[holder]
            own.floats = own.floats or (not own.text and _floats(holder, parents))
            own.text += _folded(text)
            own.offsets += _offsets(text, start)

    def read(self, box: Any, page: int) -> _Read | None:
        """Read one box; where its characters stand in the body, None when it has none.

        Raises `LostStepError` when the box prints what its element does not have there.
        """
        own = self._own.get(box.element)
        if own is None or own.at == len(own.text):
            return None  # no running text, or a table head that is printed again
        own.met, at, printed = True, own.at, _folded(box.text)
        if not own.text.startswith(printed, at):
            # The engine puts a hyphen at the end of a line.
            printed = printed.removesuffix(_folded(box.style["hyphenate_character"]))
            if not own.text.startswith(printed, at):
                raise LostStepError(page, box.text)
        own.at += len(printed)
        return _Read(own.offsets[at], own.offsets[own.at - 1], own.floats) if printed else None

    def check_all_read(self, last_page: int) -> None:
        """Raise `LostStepError` if an element was printed in part only (one that is not printed at all may be)."""
        for own in self._own.values():
            if own.met and own.at < len(own.text):
                raise LostStepError(last_page, own.text[own.at :][:40])
