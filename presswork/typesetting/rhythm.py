"""Keeps the engine's blocks on the baseline grid: CSS Rhythmic Sizing, level column heads, end matter at the foot."""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import weasyprint.layout.block as block

from presswork.typesetting.columns import PIXEL, begins_column, columns_that_end_well, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# How a sheet says that a box is rounded up to whole lines. A custom property, as the engine does not know
# `block-step-size` (https://drafts.csswg.org/css-rhythm-1/#block-step-size); it counts only where it is declared.
STEP = "__block_step"
# How a sheet says that a box goes down to the foot of its page.
FOOT = "__at_foot"


@contextmanager
def on_the_grid() -> Iterator[None]:
    """Inside the `with` block the engine sets pages as the paper sheets ask.

    Boxes with `--block-step: 1` grow to whole lines of the root element, those with `--at-foot: 1` go to the foot of
    the page, and a margin that begins a column is truncated (https://drafts.csswg.org/css-break/#break-margins), which
    the engine does for pages only. Columns end well (see `columns_that_end_well`).
    """
    engines = block.block_level_layout_switch
    signature = inspect.signature(engines)

    def stepping(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        arguments = signature.bind(context, box, *rest, **named).arguments
        if begins_column(box, arguments["containing_block"]):
            box.margin_top = 0
        result = engines(context, box, *rest, **named)
        if result[0] is not None and result[1] is None:
            declared = getattr(result[0].style, "cascaded", ())
            if STEP in declared:
                _round_up(result[0])
            if FOOT in declared:
                _sink(result[0], context.page_bottom - arguments["bottom_space"])
        return result

    block.block_level_layout_switch = stepping
    try:
        with columns_that_end_well():
            yield
    finally:
        block.block_level_layout_switch = engines


def _round_up(box: Any) -> None:
    """Grow a laid-out box to whole lines; what is above its text and what is below it share the difference."""
    line = line_of(box)
    surplus = -box.border_height() % line
    if surplus < PIXEL or line - surplus < PIXEL:
        return
    for child in box.children:
        child.translate(dy=surplus / 2)
    box.height += surplus


def _sink(box: Any, foot: float) -> None:
    """Move a laid-out box down until it ends at `foot`."""
    distance = foot - box.position_y - box.margin_height()
    if 0 < distance < float("inf"):
        box.translate(dy=distance)
