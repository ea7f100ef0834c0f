"""Keeps the engine's blocks on the baseline grid: CSS Rhythmic Sizing, level column heads, end matter at the foot."""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING, Any

import weasyprint.layout.block as block
from weasyprint.formatting_structure.boxes import LineBox

from presswork.typesetting.columns import begins_column, columns_in_one_go
from presswork.typesetting.filling import PIXEL, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# How a sheet says that a box is rounded up to whole lines. A custom property, as the engine does not know
# `block-step-size` (https://drafts.csswg.org/css-rhythm-1/#block-step-size); it counts only where it is declared.
STEP = "__block_step"
# How a sheet says that a box goes down to the foot of its page.
FOOT = "__at_foot"
# `text-wrap` (https://drafts.csswg.org/css-text-4/#text-wrap) under another name, for the same reason.
WRAP = "__text_wrap"
BALANCING_STEPS = 7


@contextmanager
def on_the_grid() -> Iterator[None]:
    """Inside the `with` block the engine sets pages as the paper sheets ask.

    Boxes with `--block-step` (`start` or `center`) grow to whole lines of the root element, those with `--at-foot: 1`
    go to the foot of the page, those with `--text-wrap: balance` get lines of equal length, and a margin that begins a
    column is truncated (https://drafts.csswg.org/css-break/#break-margins), which the engine does for pages only.
    Columns are set by our own rules (see `columns_in_one_go`).
    """
    engines = block.block_level_layout_switch
    signature = inspect.signature(engines)

    def stepping(*given: Any, **named: Any) -> Any:
        arguments = signature.bind(*given, **named).arguments
        box, context = arguments["box"], arguments["context"]
        # What stands first in what stands first begins the column, too. Boxes are laid out more than once.
        box.is_column_head = begins_column(box, arguments["containing_block"])
        if box.is_column_head:
            box.margin_top = 0
        declared = getattr(box.style, "cascaded", ())
        result = _balanced(engines, arguments) if WRAP in declared else engines(**arguments)
        if result[0] is not None and result[1] is None:
            if STEP in declared:
                _round_up(result[0])
            if FOOT in declared:
                _sink(result[0], context.page_bottom - arguments["bottom_space"])
        return result

    block.block_level_layout_switch = stepping
    try:
        with columns_in_one_go():
            yield
    finally:
        block.block_level_layout_switch = engines


def _balanced(engines: Any, arguments: dict[str, Any]) -> Any:
    """The box laid out in the narrowest width that takes no more lines, so that its lines are about equally long."""
    result = _in_width(engines, arguments, inf)
    if result[0] is None or result[1] is not None or (lines := _lines(result[0])) < 2:
        return result
    wide, narrow = result[0].width, result[0].width / 2
    for _ in range(BALANCING_STEPS):
        width = (wide + narrow) / 2
        attempt = _in_width(engines, arguments, width)
        if attempt[0] is None or attempt[1] is not None or _lines(attempt[0]) > lines:
            narrow = width
        else:
            wide, result = width, attempt
    return result


def _in_width(engines: Any, arguments: dict[str, Any], width: float) -> Any:
    # The engine moves the box and adds to the margins that it is given.
    box, margins = arguments["box"].copy(), list(arguments["adjoining_margins"])
    box.max_width = min(box.max_width, width)
    return engines(**{**arguments, "box": box, "adjoining_margins": margins})


def _lines(box: Any) -> int:
    return sum(isinstance(child, LineBox) for child in box.children)


def _round_up(box: Any) -> None:
    """Grow a laid-out box to whole lines: below its text, or above and below it where the sheet says `center`."""
    line = line_of(box)
    surplus = -box.border_height() % line
    if surplus < PIXEL or line - surplus < PIXEL:
        return
    if any(getattr(token, "value", "") == "center" for token in box.style[STEP]):
        for child in box.children:
            child.translate(dy=surplus / 2)
    box.height += surplus


def _sink(box: Any, foot: float) -> None:
    """Move a laid-out box down until it ends at `foot`."""
    distance = foot - box.position_y - box.margin_height()
    if 0 < distance < inf:
        box.translate(dy=distance)
