"""Two repairs to the engine's columns: a note stays with its call, and no blank line stands at the head of a column."""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import weasyprint.layout.block

if TYPE_CHECKING:
    from collections.abc import Iterator

PIXEL = 1e-3
ATTEMPTS = 4


def begins_column(box: Any, column: Any) -> bool:
    """Whether a block (not laid out yet) stands at the very top of a column box."""
    return bool(getattr(column, "is_column", False)) and abs(box.position_y - column.position_y) < PIXEL


@contextmanager
def notes_with_their_calls() -> Iterator[None]:
    """Inside the `with` block, columns end earlier where a note would otherwise go to the page after its call.

    WeasyPrint 70 reckons the height of the notes in steps; where a call comes and goes with that height, it keeps the
    call and puts the note off. The columns are then laid out again with a line less, until the call goes too.
    """
    block = weasyprint.layout.block
    lay_out = block.columns_layout
    signature = inspect.signature(lay_out)

    def together(*given: Any, **named: Any) -> Any:
        call = signature.bind(*given, **named)
        context, space = call.arguments["context"], call.arguments["bottom_space"]
        position, margins = call.arguments["box"].position_y, list(call.arguments["adjoining_margins"] or ())
        known = set(context.reported_footnotes)
        for attempt in range(1, ATTEMPTS + 1):
            result = lay_out(*call.args, **call.kwargs)
            if attempt == ATTEMPTS or result[0] is None or known.issuperset(context.reported_footnotes):
                break
            box = call.arguments["box"]
            space += box.style.root_style["line_height"].value
            block.remove_placeholders(
                context, [result[0]], call.arguments["absolute_boxes"], call.arguments["fixed_boxes"]
            )
            box.position_y = position
            call.arguments["adjoining_margins"], call.arguments["bottom_space"] = list(margins), space
        return result

    block.columns_layout = together
    try:
        yield
    finally:
        block.columns_layout = lay_out

