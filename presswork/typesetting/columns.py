"""Repairs to the engine's columns: notes stay with their calls, end matter with the text, column heads level."""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING, Any

import weasyprint.layout.block as block

if TYPE_CHECKING:
    from collections.abc import Iterator

PIXEL = 1e-3
ATTEMPTS = 5
# Lines (of each column) that go to the next page with what follows the columns, so that it never stands there alone.
CARRIED = 3
# How a sheet says that columns must not end on another page than the block after them. A custom property, because the
# engine cannot go back into columns to honour `break-after: avoid` on them.
TOGETHER = "__keep_with_next"


def begins_column(box: Any, column: Any) -> bool:
    """Whether a block (not laid out yet) stands at the very top of a column box."""
    return bool(getattr(column, "is_column", False)) and abs(box.position_y - column.position_y) < PIXEL


def line_of(box: Any) -> float:
    """The height of a line of the root element, in CSS pixels."""
    return float(box.style.root_style["line_height"].value)


@contextmanager
def columns_that_end_well() -> Iterator[None]:
    """Inside the `with` block, columns end earlier where a note or the end matter would otherwise be parted from them.

    WeasyPrint 70 reckons the height of the notes in steps; where a call comes and goes with that height, it keeps the
    call and puts the note off to the next page. The columns are then laid out again with a line less, until the call
    goes too. And where the block after the columns has no room, some lines are kept back for the page it goes to.
    """
    engines = block.columns_layout
    signature = inspect.signature(engines)

    def lay_out(*given: Any, **named: Any) -> Any:
        return _Columns(engines, signature.bind(*given, **named).arguments).lay_out()

    block.columns_layout = lay_out
    try:
        yield
    finally:
        block.columns_layout = engines


class _Columns:
    """One multi-column box on one page, laid out as often as it takes."""

    def __init__(self, engines: Any, arguments: dict[str, Any]) -> None:
        self.engines, self.arguments = engines, arguments
        self.context, self.box = arguments["context"], arguments["box"]
        self.position, self.margins = self.box.position_y, list(arguments["adjoining_margins"] or ())
        self.already_put_off = set(self.context.reported_footnotes)

    def lay_out(self) -> Any:
        """The engine's result: the laid-out box, where it goes on, and the rest."""
        for attempt in range(1, ATTEMPTS + 1):
            result = self.engines(**self.arguments)
            missing = self._missing(result) if result[0] is not None and attempt < ATTEMPTS else 0
            if not missing:
                break
            self._again(result[0], missing)
        return result

    def _missing(self, result: Any) -> float:
        """How much higher the foot of the columns has to be, in pixels; 0 when they end well."""
        if not self.already_put_off.issuperset(self.context.reported_footnotes):
            return line_of(self.box)
        if result[1] is None and TOGETHER in getattr(self.box.style, "cascaded", ()):
            bottom = result[0].position_y + result[0].margin_height()
            if self.context.overflows_page(0, bottom + self._height_of_what_follows()):
                foot = self.context.page_bottom - self.arguments["bottom_space"]
                return float(foot - bottom + CARRIED * line_of(self.box))
        return 0

    def _height_of_what_follows(self) -> float:
        parent = self.arguments["containing_block"]
        children = list(parent.children)
        place = next((i for i, child in enumerate(children) if child is self.box or _same(child, self.box)), None)
        if place is None or place + 1 >= len(children):
            return 0.0
        following = children[place + 1].deepcopy()
        following.position_x = following.position_y = 0
        laid_out = block.block_level_layout(self.context, following, -inf, None, parent)[0]
        block.remove_placeholders(self.context, [laid_out], [], [])
        return float(laid_out.margin_height())

    def _again(self, laid_out: Any, missing: float) -> None:
        absolute, fixed = self.arguments["absolute_boxes"], self.arguments["fixed_boxes"]
        block.remove_placeholders(self.context, [laid_out], absolute, fixed)
        self.box.position_y = self.position
        self.arguments["adjoining_margins"] = list(self.margins)
        self.arguments["bottom_space"] += missing


def _same(one: Any, other: Any) -> bool:
    return one.element is other.element and one.style is other.style
