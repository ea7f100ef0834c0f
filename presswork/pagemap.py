"""How the characters of a body are counted, so that a printed page and an e-book agree where a page begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SOFT_HYPHEN = "\u00ad"

# What is not running text: notes are set at the page's foot, formulas and drawings are pictures in print.
LEFT_OUT = frozenset({"fn-note", "math", "svg", "script", "style", "template"})
# An element that only one edition has (", page 4" after a reference) says so, and does not count.
GENERATED = "data-generated"


class BodyCharacter(NamedTuple):
    """One counted character and where it stands: `getattr(element, slot)[offset] == char`."""

    char: str
    element: Any
    slot: Literal["text", "tail"]
    offset: int


def local_name(element: Any) -> str:
    """The tag of an lxml or ElementTree element without its namespace; empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_counted(char: str) -> bool:
    """Whether a character takes part in the count: no white space, which layout changes, and no soft hyphen."""
    return not char.isspace() and char != SOFT_HYPHEN


def is_left_out(element: Any) -> bool:
    """Whether the text inside an element does not belong to the body's running text (its tail does)."""
    name = local_name(element)
    return not name or name in LEFT_OUT or element.get(GENERATED) is not None


def body_characters(root: Any) -> Iterator[BodyCharacter]:
    """The counted characters of the body under `root` (lxml or ElementTree) in document order.

    Left out: white space and soft hyphens, whatever is inside `fn-note`, `math` and `svg`, comments, and elements
    with a `data-generated` attribute. The tail of `root` is not part of the body. `PageStart.offset` is an index
    into this sequence.
    """
    found: list[BodyCharacter] = []
    _take(root, "text", found)
    _walk(root, found)
    yield from found


def _walk(parent: Any, found: list[BodyCharacter]) -> None:
    for child in parent:
        if not is_left_out(child):
            _take(child, "text", found)
            _walk(child, found)
        _take(child, "tail", found)


def _take(element: Any, slot: Literal["text", "tail"], found: list[BodyCharacter]) -> None:
    text = getattr(element, slot)
    if text:
        found += [BodyCharacter(char, element, slot, at) for at, char in enumerate(text) if is_counted(char)]
