"""Where the pages of texts that run on begin: in the first of them that has words on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.edition import PageStart
    from presswork.editions.engine import LaidOut


def shared_starts(laid: LaidOut, starts: tuple[PageStart, ...], slugs: Sequence[str]) -> tuple[PageStart, ...]:
    """The page map of the first text, with pages on which it has no words given to those that follow, by their slugs.

    Where a text's words cannot be told on the pages, the map stays that of the first.
    """
    from presswork.editions.pagemap_pdf import LostStepError, page_starts
    from presswork.pagemap import BodyText

    bodies = [e for e in laid.root.iter() if isinstance(e.tag, str) and "text" in e.get("class", "").split()]
    if len(bodies) != len(slugs) + 1 or not starts:
        return starts
    found, left = list(starts), [start.offset >= len(BodyText(bodies[0])) for start in starts]
    for slug, body in zip(slugs, bodies[1:], strict=True):
        try:
            own = page_starts(laid.document.pages, laid.folios, body)
        except LostStepError:
            return starts
        length = len(BodyText(body))
        for index, start in enumerate(own):
            if left[index]:
                found[index], left[index] = replace(start, chapter=slug), start.offset >= length
    return tuple(found)
