"""Prints other page numbers on a part that is laid out: only what stands in the margins of its pages is made anew."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import weasyprint.layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout.background import layout_box_backgrounds

from presswork.editions.folios import watching_margins
from presswork.editions.speed import cheaper_layout
from presswork.typesetting.early_breaks import no_early_breaks
from presswork.typesetting.rhythm import on_the_grid
from presswork.typesetting.totalfit.composing import total_fit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.editions.engine import LaidOut


class Margins(NamedTuple):
    """What the margins of one page were made from: the engine's context and the state of its counters."""

    context: Any
    page: Any
    state: Any


@contextmanager
def remembering_margins() -> Iterator[list[Margins]]:
    """A list that takes what the margins of each page laid out inside the `with` block are made from."""
    found: list[Margins] = []
    with watching_margins(lambda *made: found.append(Margins(*made))):
        yield found


def of_pages(laid: LaidOut, found: list[Margins]) -> tuple[Margins, ...]:
    """Those of the pages that stayed, in their order: pages may be laid out several times."""
    by_page = {id(margins.page): margins for margins in found}
    return tuple(by_page[id(page._page_box)] for page in laid.document.pages)


def renumber(margins: tuple[Margins, ...], shift: int) -> None:
    """Let each page have a number that is higher by `shift`."""
    make = weasyprint.layout.make_margin_boxes
    with cheaper_layout(), no_early_breaks(), on_the_grid(), total_fit():
        for index, (context, page, state) in enumerate(margins):
            depth, counters, *rest = state
            numbers = counters.get("page", [0])
            moved = (depth, {**counters, "page": [*numbers[:-1], numbers[-1] + shift]}, *rest)
            context.current_page = index + 1
            made = list(make(context, page, moved))
            kept = [child for child in page.children if not isinstance(child, boxes.MarginBox)]
            page.children = (*kept, *made)
            for box in made:
                layout_box_backgrounds(page, box, context.get_image_from_uri)
