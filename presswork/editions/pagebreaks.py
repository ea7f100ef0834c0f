"""Page-break markers in an e-book's text, at the very word with which each printed page begins."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Any, Literal

from lxml import etree

from presswork.editions.epub_body import EPUB_TYPE, lift_out
from presswork.pagemap import BodyCharacter, BodyText, is_left_out, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presswork.edition import PageStart

Slot = Literal["text", "tail"]

# A page may break after a dash; a word that its hyphen divides is still one word, and so is `well-known`.
_DASHES = "\u2013\u2014"
# Farther back than any word: a script without spaces, or an address, keeps the marker where the page begins.
_LONGEST_WORD = 60
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
    }
)
# A marker in front of these belongs before the element: a heading's name and a caption's should not begin with "2".
_HOISTED = frozenset({"h2", "h3", "h4", "h5", "h6", "figcaption", "caption"})


@dataclass(frozen=True, slots=True)
class PageMark:
    """A marker: the folio of the printed page and the id of the element that marks its beginning."""

    label: str
    id: str


@dataclass(frozen=True, slots=True)
class _Position:
    """A place in the tree: before `index` in a text slot, or (slot None) right before the element."""

    element: Any
    slot: Slot | None
    index: int = 0


def marker(mark: PageMark) -> Any:
    """The marker as an element: `<span epub:type="pagebreak" role="doc-pagebreak" id=… aria-label="2">`."""
    attributes = {EPUB_TYPE: "pagebreak", "role": "doc-pagebreak", "id": mark.id, "aria-label": mark.label}
    return etree.Element("span", attributes)


def page_marks(starts: Sequence[PageStart], taken: frozenset[str] = frozenset()) -> tuple[PageMark, ...]:
    """A mark for each printed page, with an id of its own that is none of those in `taken`."""
    marks: list[PageMark] = []
    used = set(taken)
    for number, start in enumerate(starts, 1):
        label = str(int(start.label)) if start.label.isdecimal() else start.label
        name = label if re.fullmatch(r"[A-Za-z0-9]+", label) else str(number)
        more = (f"pagebreak-{name}-{n}" for n in count(number))
        mark_id = next(each for each in chain((f"page-{name}", f"pagebreak-{name}"), more) if each not in used)
        used.add(mark_id)
        marks.append(PageMark(start.label, mark_id))
    return tuple(marks)


def mark_pages(root: Any, starts: Sequence[PageStart]) -> tuple[PageMark, ...]:
    """Put a marker into the body under `root` for every page but the first; the marks of all pages, in order.

    The first page begins with the headline, before the body: its marker is the template's. Changes `root`.
    """
    marks = page_marks(starts, frozenset(i for e in root.iter("{*}*") if (i := e.get("id"))))
    insert_marks(root, starts[1:], marks[1:])
    return marks


def insert_marks(root: Any, starts: Sequence[PageStart], marks: Sequence[PageMark]) -> None:
    """Put each marker where its page begins; those of pages behind the body's last character at its end."""
    text = BodyText(root)
    positions: list[_Position | None] = []
    for start in starts:
        found = next(text.since(start.offset), None)
        positions.append(_place(found) if found else None)
    # Last first, so that the places found for earlier pages stay true.
    for mark, position in reversed(list(zip(marks, positions, strict=True))):
        _insert(root, marker(mark), position)


def move_to(mark: Any, character: BodyCharacter) -> None:
    """Move a marker to the beginning of the word that holds a character, maybe in another tree."""
    lift_out(mark)
    position = _place(character)
    _insert(position.element, mark, position)


def _place(character: BodyCharacter) -> _Position:
    return _raised(_word_start(_Position(character.element, character.slot, character.offset)))


def _may_part(char: str) -> bool:
    """Whether a word may begin after this character."""
    return char.isspace() or char in _DASHES or unicodedata.east_asian_width(char) in "WF"


def _word_start(position: _Position) -> _Position:
    """The beginning of the word that holds the position, found backwards across inline elements."""
    best, steps = position, 0
    for candidate, char in _backwards(position):
        if char is not None and _may_part(char):
            return best
        best, steps = candidate, steps + 1
        if steps > _LONGEST_WORD:
            return position
    return best


def _backwards(position: _Position) -> Iterator[tuple[_Position, str | None]]:
    """The characters before a position in its block, last first, each with the position before it."""
    element, slot, index = position.element, position.slot, position.index
    while slot is not None:
        text = getattr(element, slot) or ""
        for i in range(index - 1, -1, -1):
            yield _Position(element, slot, i), text[i]
        previous = _previous_slot(element, slot)
        if previous is None:
            return
        element, slot = previous
        index = len(getattr(element, slot) or "")


def _previous_slot(element: Any, slot: Slot) -> tuple[Any, Slot] | None:
    """The text slot before this one in the same line of text; None at a block's edge, a break, a note, a picture."""
    if local_name(element) not in _INLINE or is_left_out(element):
        return None
    if slot == "tail":
        return (element[-1], "tail") if len(element) else (element, "text")
    before = element.getprevious()
    return (before, "tail") if before is not None else (element.getparent(), "text")


def _raised(position: _Position) -> _Position:
    """The position before a heading or captioned element when it is the first thing in there, else unchanged."""
    element = position.element
    if position.slot != "text" or (element.text or "")[: position.index].strip():
        return position
    while local_name(element) in _INLINE and element.getprevious() is None and not _text_before(element):
        element = element.getparent()
    if local_name(element) not in _HOISTED:
        return position
    captioned = element.getparent()
    if local_name(element) in ("figcaption", "caption") and not any(_words_before(captioned, element)):
        return _Position(captioned, None)
    return position if local_name(element) in ("figcaption", "caption") else _Position(element, None)


def _text_before(element: Any) -> bool:
    return bool((element.getparent().text or "").strip())


def _words_before(parent: Any, child: Any) -> Iterator[bool]:
    """Whether there are words in the elements of `parent` that come before `child`."""
    for sibling in child.itersiblings(preceding=True):
        yield bool("".join(sibling.itertext()).strip())
    yield bool((parent.text or "").strip())


def _insert(root: Any, mark: Any, position: _Position | None) -> None:
    if position is None:
        root.append(mark)
        # Markers are inserted last first: one already at the end belongs behind this one.
        while (before := mark.getprevious()) is not None and _is_marker(before):
            before.addprevious(mark)
        return
    element, slot = position.element, position.slot
    if slot is None:
        while (before := element.getprevious()) is not None and _is_marker(before) and not before.tail:
            element = before
        element.addprevious(mark)
        return
    text = getattr(element, slot) or ""
    setattr(element, slot, text[: position.index])
    if slot == "text":
        element.insert(0, mark)
    else:
        parent = element.getparent()
        parent.insert(parent.index(element) + 1, mark)
    mark.tail = text[position.index :]


def _is_marker(element: Any) -> bool:
    return bool(element.get(EPUB_TYPE) == "pagebreak")
