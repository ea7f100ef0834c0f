"""Printed pages that begin behind the article's text: their markers go to the very words in the book's end matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presswork.editions.pagebreaks import move_to
from presswork.pagemap import body_characters, is_counted

if TYPE_CHECKING:
    from collections.abc import Sequence

# So many letters tell one place in the end matter from every other.
_TELLING = 24
# Where the templates put what a printed article has at its end: behind the text, and in the colophon.
_END_MATTER = (".//{*}footer[@class='end']", ".//{*}section[@class='colophon']")


def settle_end_pages(trees: Sequence[Any], words: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Move markers that stand at the text's end to where their pages really begin; by id, which tree each is in then.

    `trees` are the documents from the last of the text on; `words` are ids of markers and the first words printed
    on their pages, in order. A marker whose words are not found stays where it is. Changes the trees.
    """
    parts = [(n, part) for n, tree in enumerate(trees) for path in _END_MATTER for part in tree.iterfind(path)]
    characters = [(n, character) for n, part in parts for character in body_characters(part)]
    text = "".join(_folded(character.char) for _, character in characters)
    found: list[tuple[Any, int]] = []
    start = 0
    for mark_id, first_words in words:
        wanted = "".join(map(_folded, filter(is_counted, first_words)))[:_TELLING]
        start = text.find(wanted, start) if wanted else -1
        mark = next((e for tree in trees for e in tree.iterfind(f".//{{*}}span[@id='{mark_id}']")), None)
        if start < 0 or mark is None:
            break
        found.append((mark, start))
    # Last first, so that the places of those before stay true.
    for mark, at in reversed(found):
        move_to(mark, characters[at][1])
    return {mark.get("id"): characters[at][0] for mark, at in found}


def _folded(char: str) -> str:
    """A letter as it compares: print may set it in capitals. One letter stays one letter, for the count's sake."""
    folded = char.casefold()
    return folded if len(folded) == 1 else char
