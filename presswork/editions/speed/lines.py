"""Each line of a page laid out once, though columns are filled more than once to be level."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, page

from presswork.editions.speed.substitution import Substitute, Substitutes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it was laid out: of what, where, and where the next line resumes."""

    of: Any
    x: float
    y: float
    box: Any
    resume_at: Any


@dataclass
class _Memory:
    """The lines of the page that is being made, by what decides how they fall: text, start, measure, indent, direction.

    Only plain lines are kept: text and inline boxes in normal flow, nothing floating beside them.
    """

    lines: dict[Hashable, _Line] = field(default_factory=dict)
    plain: dict[int, tuple[Any, bool]] = field(default_factory=dict)

    def forget(self) -> None:
        self.lines.clear()
        self.plain.clear()

    def is_plain(self, linebox: Any) -> bool:
        """Whether a line box holds only what is laid out the same anywhere; remembered with its children."""
        known = self.plain.get(id(linebox.children))
        if known is None:
            known = self.plain[id(linebox.children)] = (linebox.children, _is_plain(linebox))
        return known[1]


def _is_plain(box: Any) -> bool:
    for child in box.children:
        if type(child) is boxes.InlineBox:
            if child.is_leader or not child.is_in_normal_flow() or not _is_plain(child):
                return False
        elif type(child) is not boxes.TextBox:
            return False
    return bool(box.children)


def _all_above(shapes: Any, y: float) -> bool:
    """Whether everything that floats ends where a line begins, or before."""
    return all(shape.position_y < y and shape.position_y + shape.margin_height() <= y for shape in shapes)


def _hashable(skip_stack: Any) -> Hashable:
    """Where a line begins, as a key: the engine's nested dictionaries have one item each."""
    if skip_stack is None:
        return None
    ((index, deeper),) = skip_stack.items()
    return index, _hashable(deeper)


def each_line_once() -> Substitutes:
    """Each plain line of a page is broken and shaped once; where it is asked for again, a copy of it is moved there.

    Safe because a plain line depends on nothing but its key: the engine's own functions do the work the first time,
    and a line is forgotten with its page. What floats above a line is nothing to it: it is laid out as if nothing did,
    so that the engine does not ask how narrow it can be.
    """
    memory = _Memory()
    next_linebox, make_page = inline.get_next_linebox, page.make_page

    def remembered_linebox(
        context: Any, linebox: Any, position_y: float, bottom_space: float, skip_stack: Any, containing_block: Any,
        absolute_boxes: Any, fixed_boxes: Any, first_letter_style: Any, first_line_style: Any,
    ) -> tuple[Any, Any]:  # fmt: skip
        def lay_out() -> tuple[Any, Any]:
            line, resume_at = next_linebox(
                context, linebox, position_y, bottom_space, skip_stack, containing_block,
                absolute_boxes, fixed_boxes, first_letter_style, first_line_style,
            )  # fmt: skip
            return line, resume_at

        special = first_letter_style or first_line_style or not _all_above(context.excluded_shapes, position_y)
        if special or not memory.is_plain(linebox):
            return lay_out()
        x = containing_block.content_box_x()
        # Boxes are copied to be laid out again, but share their children and styles, which `memory` keeps alive.
        key = (
            id(linebox.children),
            id(linebox.style),
            _hashable(skip_stack),
            containing_block.width,
            containing_block.height,
            linebox.text_indent,
            containing_block.style["direction"],
        )
        known = memory.lines.get(key)
        if known is not None:
            return _moved(known, linebox, x, position_y), known.resume_at
        shapes, context.excluded_shapes = context.excluded_shapes, []
        try:
            line, resume_at = lay_out()
        finally:
            context.excluded_shapes = shapes
        if line is not None and line.height and line.children:
            memory.lines[key] = _Line((linebox.children, linebox.style), x, line.position_y, line.deepcopy(), resume_at)
        return line, resume_at

    return [
        Substitute(inline, "get_next_linebox", remembered_linebox),
        Substitute(page, "make_page", forgetting(make_page, memory.forget)),
    ]


def forgetting(make_page: Callable[..., Any], forget: Callable[[], None]) -> Callable[..., Any]:
    """The engine's `make_page` that calls `forget` before and after each page."""

    def make(*arguments: Any, **options: Any) -> Any:
        forget()
        try:
            return make_page(*arguments, **options)
        finally:
            forget()

    return make


def _moved(known: _Line, linebox: Any, x: float, y: float) -> Any:
    """A copy of a line at another place; the line box takes its size from it, as from one that is laid out."""
    line = known.box.deepcopy()
    line.translate(x - known.x, y - known.y)
    line.position_y = y
    linebox.width, linebox.height = line.width, line.height
    return line
