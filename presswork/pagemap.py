"""How the characters of a body are counted, so that a printed page and an e-book agree where a page begins."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
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


class Run(NamedTuple):
    """The text of one slot, `getattr(element, slot)`; only some of its characters count."""

    element: Any
    slot: Literal["text", "tail"]
    text: str


def is_counted(char: str) -> bool:
    """Whether a character takes part in the count: no white space, which layout changes, and no soft hyphen."""
    return not char.isspace() and char != SOFT_HYPHEN


def is_left_out(element: Any) -> bool:
    """Whether the text inside an element does not belong to the body's running text (its tail does)."""
    name = local_name(element)
    return not name or name in LEFT_OUT or element.get(GENERATED) is not None


def counted(text: str) -> str:
    """The characters of a text that `is_counted` says yes to."""
    return "".join(text.split()).replace(SOFT_HYPHEN, "")


class BodyText:
    """The counted characters of the body under `root` (lxml or ElementTree) in document order.

    Left out: white space and soft hyphens, whatever is inside `fn-note`, `math` and `svg`, comments, and elements
    with a `data-generated` attribute. The tail of `root` is not part of the body. `PageStart.offset` is an index
    into this sequence. It is kept as runs: an article has thousands of characters, but a few dozen slots.
    """

    def __init__(self, root: Any) -> None:
        self.runs: list[Run] = []
        self._take(root, "text")
        self._walk(root)
        self.starts = [0, *accumulate(len(counted(run.text)) for run in self.runs)]

    def __len__(self) -> int:
        return self.starts[-1]

    def __str__(self) -> str:
        return "".join(counted(run.text) for run in self.runs)

    def since(self, offset: int) -> Iterator[BodyCharacter]:
        """The characters from an offset on."""
        first = bisect_right(self.starts, offset) - 1
        passed = offset - self.starts[first]
        for element, slot, text in self.runs[first:]:
            for at, char in enumerate(text):
                if not is_counted(char):
                    continue
                if passed:
                    passed -= 1
                else:
                    yield BodyCharacter(char, element, slot, at)

    def _walk(self, parent: Any) -> None:
        for child in parent:
            if not is_left_out(child):
                self._take(child, "text")
                self._walk(child)
            self._take(child, "tail")

    def _take(self, element: Any, slot: Literal["text", "tail"]) -> None:
        if text := getattr(element, slot):
            self.runs.append(Run(element, slot, text))


def body_characters(root: Any) -> Iterator[BodyCharacter]:
    """The characters of a `BodyText`, one by one."""
    yield from BodyText(root).since(0)
