"""The folio of each page: its number in the style in which the page prints it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import weasyprint.layout
from weasyprint.formatting_structure import boxes

from presswork.editions.numerals import PLAIN, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@contextmanager
def watching_margins(see: Callable[[Any, Any, Any], None]) -> Iterator[None]:
    """Inside the `with` block `see` is told the engine's context, page and state before it makes a page's margins."""
    make = weasyprint.layout.make_margin_boxes

    def watched(context: Any, page: Any, state: Any) -> Any:
        see(context, page, state)
        return make(context, page, state)

    weasyprint.layout.make_margin_boxes = watched
    try:
        yield
    finally:
        weasyprint.layout.make_margin_boxes = make


@contextmanager
def remembering_page_counters() -> Iterator[list[int]]:
    """A list that takes the `page` counter of each page laid out inside the `with` block, in order.

    The engine knows the counters when it makes the margin boxes, and forgets them afterwards.
    """
    counters: list[int] = []
    with watching_margins(lambda _context, _page, state: counters.append(state[1].get("page", [0])[-1])):
        yield counters


def folios(pages: Sequence[Any], counters: Sequence[int], style: str = PLAIN) -> tuple[str, ...]:
    """The label of each page.

    A page that prints no folio takes the counter style of the next page that does, the last ones `style`.
    """
    numbers = counters if len(counters) == len(pages) else range(1, len(pages) + 1)
    styles = [_style_on(page) for page in pages]
    labels: list[str] = []
    for number, printed in zip(reversed(numbers), reversed(styles), strict=True):
        style = printed or style
        labels.append(written(number, style))
    return tuple(reversed(labels))


def _style_on(page: Any) -> str | None:
    """The counter style in which a page's margins print its number; None when they do not."""
    for box in page._page_box.children:
        if isinstance(box, boxes.MarginBox) and box.is_generated and isinstance(box.style["content"], tuple | list):
            for kind, value in box.style["content"]:
                if kind == "counter()" and value[0] == "page" and isinstance(value[-1], str):
                    return str(value[-1])
    return None
