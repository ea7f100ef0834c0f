"""Keeps the engine's blocks on the baseline grid: CSS Rhythmic Sizing, and no blank line at the head of a column."""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import weasyprint.layout.block

from presswork.typesetting.columns import PIXEL, begins_column, notes_with_their_calls

if TYPE_CHECKING:
    from collections.abc import Iterator

# How a sheet says that a box is rounded up to whole lines. A custom property, as the engine does not know
# `block-step-size` (https://drafts.csswg.org/css-rhythm-1/#block-step-size); it counts only where it is declared.
STEP = "__block_step"


@contextmanager
def on_the_grid() -> Iterator[None]:
    """Inside the `with` block the engine rounds boxes with `--block-step: 1` up to whole lines of the root element.

    It also truncates a margin that begins a column (https://drafts.csswg.org/css-break/#break-margins), which the
    engine does for pages only.
    """
    block = weasyprint.layout.block
    lay_out = block.block_level_layout_switch
    signature = inspect.signature(lay_out)

    def stepping(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        arguments = signature.bind(context, box, *rest, **named).arguments
        if begins_column(box, arguments["containing_block"]):
            box.margin_top = 0
        result = lay_out(context, box, *rest, **named)
        laid_out, resume_at = result[0], result[1]
        if laid_out is not None and resume_at is None and STEP in getattr(laid_out.style, "cascaded", ()):
            _round_up(laid_out)
        return result

    block.block_level_layout_switch = stepping
    try:
        with notes_with_their_calls():
            yield
    finally:
        block.block_level_layout_switch = lay_out


def _round_up(box: Any) -> None:
    """Grow a laid-out box to whole lines; what is above its text and what is below it share the difference."""
    line = float(box.style.root_style["line_height"].value)
    surplus = -box.border_height() % line
    if surplus < PIXEL or line - surplus < PIXEL:
        return
    for child in box.children:
        child.translate(dy=surplus / 2)
    box.height += surplus
