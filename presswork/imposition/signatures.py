"""How many sheets a signature has, and where empty pages go."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presswork.edition import Blanks
    from presswork.imposition.order import Uneven

Reading = tuple[int | None, ...]


def with_blanks(pages: int, multiple: int, place: Blanks, *, front: int = 2) -> Reading:
    """Pages 1 to `pages` with as many blanks (None) as make their number a multiple.

    Blanks stand before the last page (a back cover), before the last two (its inside too), at the end, or after the
    first `front` pages.
    """
    kept = {"before-back-cover": 1, "before-inside-back-cover": 2, "at-end": 0}
    before = pages - kept[place] if place in kept else front
    before = min(max(before, 0), pages)
    numbers = tuple(range(1, pages + 1))
    return (*numbers[:before], *(None for _ in range(-pages % multiple)), *numbers[before:])


def split(sheets: int, size: int | None, uneven: Uneven = "last") -> tuple[int, ...]:
    """The sheets of each signature, none of more than `size`; all in one when `size` is None.

    `last` makes the last one short, `even` lets them differ by one sheet at most, the larger ones first.
    """
    if size is None or sheets <= size:
        return (sheets,) if sheets else ()
    if uneven == "last":
        full, rest = divmod(sheets, size)
        return (*(size for _ in range(full)), *((rest,) if rest else ()))
    count = -(-sheets // size)
    least, more = divmod(sheets, count)
    return (*(least + 1 for _ in range(more)), *(least for _ in range(count - more)))
