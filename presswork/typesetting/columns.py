"""Sets columns on a page: level, balanced at the end of the text, notes with their calls, end matter with the text."""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any

import weasyprint.layout.block as block
from weasyprint.layout.percent import percentage, resolve_percentages

from presswork.typesetting.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Iterator

PIXEL = 1e-3
# How often a page is set again because its notes took more room than was kept for them.
ATTEMPTS = 5
# Lines (of each column) that go to the next page with what follows the columns, so that it never stands there alone.
CARRIED = 3
# How a sheet says that columns must not end on another page than the block after them. A custom property, because the
# engine cannot go back into columns to honour `break-after: avoid` on them.
TOGETHER = "__keep_with_next"
NO_BREAK: dict[str, Any] = {"break": "any", "page": None}
FORCED = ("page", "left", "right", "recto", "verso", "always")


@contextmanager
def columns_in_one_go() -> Iterator[None]:
    """Inside the `with` block columns are set by this module instead of the engine (WeasyPrint 70, layout/column.py).

    The engine sets each page of columns at least twice and finds the height of the notes by steps that can miss; here
    a page without notes is set once, one with notes until the room kept for them is enough, and none of them is parted
    from its call. https://drafts.csswg.org/css-multicol/
    """
    engines = block.columns_layout
    signature = inspect.signature(engines)

    def lay_out(*given: Any, **named: Any) -> Any:
        return ColumnsOnPage(signature.bind(*given, **named).arguments).set()

    block.columns_layout = lay_out
    try:
        yield
    finally:
        block.columns_layout = engines


def begins_column(box: Any, column: Any) -> bool:
    """Whether a block (not laid out yet) stands at the very top of a column box."""
    return bool(getattr(column, "is_column", False)) and abs(box.position_y - column.position_y) < PIXEL


def line_of(box: Any) -> float:
    """The height of a line of the root element, in CSS pixels."""
    return float(box.style.root_style["line_height"].value)


@dataclass
class Setting:
    """Boxes set one beside or after another: columns or spanning blocks.

    `rest` is where the engine has to go on (a skip stack relative to the first child), None when all is set;
    `absolute` and `fixed` are the placeholders that were made on the way.
    """

    boxes: list[Any] = field(default_factory=list)
    rest: Any = None
    next_page: dict[str, Any] = field(default_factory=lambda: dict(NO_BREAK))
    absolute: list[Any] = field(default_factory=list)
    fixed: list[Any] = field(default_factory=list)

    @property
    def height(self) -> float:
        """The height of the tallest column."""
        return max((box.margin_height() for box in self.boxes), default=0.0)


class ColumnsOnPage:
    """What one page shows of a multi-column box."""

    def __init__(self, arguments: dict[str, Any]) -> None:
        self.arguments, self.context = arguments, arguments["context"]
        self.box = self._placed(arguments["box"])
        self.width, self.gap, self.count = self._measures()
        self.line = line_of(self.box)
        self.notes_before = self._notes_height()
        self.kept_for_notes = 0.0

    def _placed(self, box: Any) -> Any:
        placed = box.copy_with_children(box.children)
        placed.position_y += block.collapse_margin(self.arguments["adjoining_margins"] or [0])
        block.block_level_width(placed, self.arguments["containing_block"])
        return placed

    def _measures(self) -> tuple[float, float, int]:
        """Width of a column, gap, number of columns (https://drafts.csswg.org/css-multicol/#pseudo-algorithm)."""
        style, room = self.box.style, self.box.width
        gap = style["font_size"] if style["column_gap"] == "normal" else percentage(style["column_gap"], style, room)
        count, width = style["column_count"], style["column_width"]
        if width != "auto":
            fitting = max(1, int((room + gap) // (width + gap)))
            count = fitting if count == "auto" else min(count, fitting)
        return max(0.0, (room + gap) / count - gap), gap, count

    def set(self) -> Any:
        """The engine's tuple: the box, where to go on, the kind of break, adjoining margins, collapsing through."""
        self.context.in_column = True
        for _ in range(ATTEMPTS):
            page = self._page()
            if not self._notes_exceed():
                break
            self.kept_for_notes = self._notes_height() - self.notes_before
            self._take_back(page)
        else:
            page = self._page()
        self._put_off_notes()
        self.context.in_column = False
        if not page.boxes and self.box.children:
            return None, None, dict(NO_BREAK), [], False
        self.context.page_bottom -= self._notes_height() - self.notes_before
        self.arguments["absolute_boxes"].extend(page.absolute)
        self.arguments["fixed_boxes"].extend(page.fixed)
        return self._filled(page), page.rest, page.next_page, [], False

    def _filled(self, page: Setting) -> Any:
        self.box.children = page.boxes
        bottom = max((b.position_y + b.margin_height() for b in page.boxes), default=self.box.content_box_y())
        if self.box.height == "auto":
            self.box.height = bottom - self.box.content_box_y()
        return self.box

    def _page(self) -> Setting:
        """Everything that goes on the page with the room that is kept for notes."""
        page, top = Setting(), self.box.content_box_y()
        for first, children, rest in self._groups():
            empty = self.arguments["page_is_empty"] and not page.boxes
            if isinstance(children, list):
                part = self._columns(children, top, rest, empty, last=first + len(children) == len(self.box.children))
                bottom = top + part.height
                for column in part.boxes:
                    column.height = part.height
            else:
                part = self._spanning(children, top, rest, empty)
                bottom = part.boxes[0].position_y + part.boxes[0].margin_height() if part.boxes else top
            page.boxes += part.boxes
            page.absolute += part.absolute
            page.fixed += part.fixed
            page.next_page = part.next_page
            if not part.boxes:
                page.rest = {first: None}
                break
            if part.rest is not None:
                ((skipped, further),) = part.rest.items()
                page.rest = {first + skipped: further}
                break
            top = bottom
        return page

    def _groups(self) -> Iterator[tuple[int, Any, Any]]:
        """Runs of children between blocks that span all columns: index of the first, the run, where to go on."""
        skip_stack = self.arguments["skip_stack"]
        ((skip, rest),) = skip_stack.items() if skip_stack else ((0, None),)
        run: list[Any] = []
        start = skip
        for index, child in enumerate(self.box.children[skip:], start=skip):
            if child.style["column_span"] == "all":
                if run:
                    yield start, run, {0: rest} if start == skip and rest else None
                yield index, child.copy(), rest if index == skip else None
                run, start = [], index + 1
            else:
                run.append(child.copy())
        if run:
            yield start, run, {0: rest} if start == skip and rest else None

    def _spanning(self, child: Any, top: float, rest: Any, empty: bool) -> Setting:
        part = Setting()
        containing_block = self.arguments["containing_block"]
        resolve_percentages(child, containing_block)
        child.position_x, child.position_y = self.box.content_box_x(), top
        space = self.arguments["bottom_space"] + self.kept_for_notes
        laid_out, resume_at, part.next_page, *_ = block.block_level_layout(
            self.context, child, space, rest, containing_block, empty, part.absolute, part.fixed, [], None, None
        )
        if laid_out is not None:
            part.boxes = [laid_out]
            part.rest = None if resume_at is None else {0: resume_at}
        return part

    def _columns(self, children: list[Any], top: float, rest: Any, empty: bool, *, last: bool) -> Setting:
        part = self._fill(children, top, rest, empty, self._room(top))
        if part.rest is not None or not part.boxes:
            return part
        # All of it is on this page, so these are all its notes.
        self.kept_for_notes = max(self.kept_for_notes, self._notes_height() - self.notes_before)
        if last and self.box.style["column_fill"] != "balance":
            return part
        flow = Flow.of(part.boxes)
        self._take_back(part)
        part = self._balanced(children, top, rest, empty, flow)
        if last and part.rest is None and (missing := self._missing_for_next(top + part.height)):
            kept_back = min(part.height - CARRIED * self.line, self._room(top) - missing)
            self._take_back(part)
            part = self._fill(children, top, rest, empty, max(kept_back, self.line))
        return part

    def _room(self, top: float) -> float:
        return float(self.context.page_bottom - top - self.arguments["bottom_space"] - self.kept_for_notes)

    def _balanced(self, children: list[Any], top: float, rest: Any, empty: bool, flow: Flow) -> Setting:
        """The lowest columns, in whole lines, that hold all: as arithmetic says, or a few lines more."""
        room = self._room(top)
        height = flow.lowest(self.count, self.line, room)
        while height < room - PIXEL:
            part = self._fill(children, top, rest, False, height)
            if part.boxes and part.rest is None:
                return part
            self._take_back(part)
            height += self.line
        return self._fill(children, top, rest, empty, room)

    def _fill(self, children: list[Any], top: float, rest: Any, empty: bool, height: float) -> Setting:
        """The columns filled one after the other up to a height."""
        part = Setting(rest=rest)
        space = self.context.page_bottom - top - height
        shapes = len(self.context.excluded_shapes)
        for place in range(self.count):
            column = self._column(children, top, place)
            laid_out, resume_at, next_page, *_ = block.block_box_layout(
                self.context, column, space, part.rest, self.arguments["containing_block"],
                empty and place == 0, part.absolute, part.fixed, [], None, None, discard=False, max_lines=None,
            )  # fmt: skip
            if laid_out is None:
                part.rest = part.rest or {0: None}
                break
            part.boxes.append(laid_out)
            part.rest, part.next_page = resume_at, next_page
            if resume_at is None or next_page["break"] in FORCED or self._notes_exceed():
                break
        del self.context.excluded_shapes[shapes:]
        return part

    def _column(self, children: list[Any], top: float, place: int) -> Any:
        column = self.box.anonymous_from(self.box, children=children)
        resolve_percentages(column, self.arguments["containing_block"])
        column.is_column, column.width = True, self.width
        right_to_left = self.box.style["direction"] == "rtl"
        at = self.count - 1 - place if right_to_left else place
        column.position_x = self.box.content_box_x() + at * (self.width + self.gap)
        column.position_y = top
        return column

    def _take_back(self, part: Setting) -> None:
        block.remove_placeholders(self.context, part.boxes, part.absolute, part.fixed)

    def _notes_height(self) -> float:
        area = self.context.current_footnote_area
        return 0.0 if area.height == "auto" else float(area.margin_height())

    def _notes_exceed(self) -> bool:
        """Whether the notes take more room than is kept for them; the columns are too long then, and are set again."""
        return self._notes_height() - self.notes_before > self.kept_for_notes + PIXEL

    def _put_off_notes(self) -> None:
        """Leave to the next page the notes for which there is no room even so."""
        put_off = []
        while self.context.current_page_footnotes and self._notes_exceed():
            put_off.append(self.context.current_page_footnotes[-1])
            self.context.report_footnote(put_off[-1])
        if put_off:
            self.context.reported_footnotes[-len(put_off) :] = reversed(put_off)

    def _missing_for_next(self, bottom: float) -> float:
        """How much room the block after the columns lacks below `bottom`; 0 when it has enough or may stand alone."""
        if TOGETHER not in getattr(self.arguments["box"].style, "cascaded", ()):
            return 0.0
        parent, box = self.arguments["containing_block"], self.arguments["box"]
        siblings = list(parent.children)
        place = next((i for i, child in enumerate(siblings) if child is box), len(siblings))
        if place + 1 >= len(siblings):
            return 0.0
        following = siblings[place + 1].deepcopy()
        following.position_x = following.position_y = 0
        laid_out = block.block_level_layout(self.context, following, -inf, None, parent)[0]
        block.remove_placeholders(self.context, [laid_out], [], [])
        foot = self.context.page_bottom - self.kept_for_notes
        return max(0.0, float(bottom + laid_out.margin_height() - foot - PIXEL))
