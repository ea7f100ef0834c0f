"""Where a line is to be set: what there is beside it and below it on the page, in the engine's terms."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from weasyprint.layout import inline
from weasyprint.layout.float import float_layout

# What differs by less than this is the same place, px.
SAME = 0.01
Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """What the engine says when it asks for the next line of a line box.

    `block` is the box around it, `y` the height on the page, `foot` the room to leave free at the foot of the page,
    `out` the lists of absolutely positioned and of fixed boxes; lengths in px.
    """

    context: Any
    linebox: Any
    block: Any
    y: float
    foot: float
    out: tuple[list[Any], list[Any]]

    @property
    def line_height(self) -> float:
        """The height of a line of plain text."""
        return float(inline.strut(self.linebox.style)[0])

    def room(self) -> tuple[float, float, float]:
        """Where a line of text may begin (x, y), and how long it may be."""
        linebox = self.linebox
        linebox.position_y, linebox.width, linebox.height = self.y, 0, self.line_height
        x, y, width = inline.avoid_collisions(self.context, linebox, self.block, outer=False)
        return float(x), float(y), float(width)

    def lines_to_foot(self) -> int:
        """How many lines the column has room for; 0 where it has no end."""
        room, height = self.context.page_bottom - self.foot - self.y, self.line_height
        return max(0, int(room / height + SAME)) if height > 0 and isfinite(room) else 0

    def measures_beside(self) -> tuple[float, ...]:
        """The measures of the lines that are beside floating boxes, from this one on."""
        shapes, height = self.context.excluded_shapes, self.line_height
        if not shapes or height <= 0:
            return ()
        lowest = max(shape.position_y + shape.margin_height() for shape in shapes)
        measures, y, linebox = [], self.y, self.linebox
        linebox.width, linebox.height = 0, height
        while y < lowest:
            linebox.position_y = y
            measures.append(inline.avoid_collisions(self.context, linebox, self.block, outer=False)[2])
            y += height
        while measures and abs(measures[-1] - self.block.width) < SAME:
            measures.pop()
        return tuple(measures)

    def lay_out_float(self, box: Any) -> Any:
        """A floating box at the beginning of the paragraph, laid out; None if it would have to be broken."""
        box.position_x, box.position_y = self.block.content_box_x(), self.y
        laid_out, resume_at = float_layout(self.context, box, self.block, *self.out, self.foot, skip_stack=None)
        return laid_out if resume_at is None else None

    def place(self, line: Any, offset: float, placeholders: list[Any]) -> None:
        """Give a line that is made its place on the page, as the engine does in `get_next_linebox`."""
        bottom, top = inline.line_box_verticality(line)
        line.baseline, line.position_y, line.height = -top, top, bottom - top
        line.margin_top = line.margin_bottom = 0
        line.translate(offset, self.y - top)
        line.position_y = self.y
        self.linebox.width, self.linebox.height = line.width, line.height
        for placeholder in placeholders:
            if "inline" in placeholder.style.specified["display"]:
                placeholder.translate(0, line.position_y - placeholder.position_y)
            else:
                below = line.position_y + line.height - placeholder.position_y
                placeholder.translate(line.position_x - placeholder.position_x, below)


def path_of(skip_stack: Any) -> Path:
    """A skip stack of the engine as a path, zeros at its end left out: its dictionaries have one item each."""
    path = []
    while skip_stack:
        ((index, skip_stack),) = skip_stack.items()
        path.append(index)
    while path and path[-1] == 0:
        path.pop()
    return tuple(path)


def skip_stack_of(path: Path) -> Any:
    """A path as a skip stack of the engine."""
    stack: Any = None
    for index in reversed(path):
        stack = {index: stack}
    return stack
