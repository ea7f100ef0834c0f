"""Sets columns on a page: level, balanced at the end of the text, notes with their calls, end matter with the text."""

from __future__ import annotations

import inspect
from bisect import bisect_left
from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING, Any

import weasyprint.layout.block as block
from weasyprint.layout.percent import resolve_percentages

from presswork.typesetting.filling import NO_BREAK, PIXEL, Columns, Measures, Setting, line_of, may_float, spans
from presswork.typesetting.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Iterator

# How often a page is set again because its notes took more room than was kept for them.
ATTEMPTS = 5
# Lines (of each column) that go to the next page with what follows the columns, so that it never stands there alone.
CARRIED = 3
# How a sheet says that columns must not end on another page than the block after them. A custom property, because the
# engine cannot go back into columns to honour `break-after: avoid` on them.
TOGETHER = "__keep_with_next"


@contextmanager
def columns_in_one_go() -> Iterator[None]:
    """Inside the `with` block columns are set by this module instead of the engine (WeasyPrint 70, layout/column.py).

    The engine sets each page of columns at least twice and finds the height of the notes by steps that can miss; here
    a page without notes is set once, one with notes until the room kept for them is enough, and none of them is parted
    from its call. Figures may wait for the next column or page. https://drafts.csswg.org/css-multicol/
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
    return bool(getattr(column, "is_column_head", False)) and abs(box.position_y - column.position_y) < PIXEL


class ColumnsOnPage:
    """What one page shows of a multi-column box."""

    def __init__(self, arguments: dict[str, Any]) -> None:
        self.arguments, self.context = arguments, arguments["context"]
        self.box = self._placed(arguments["box"])
        parent = arguments["containing_block"]
        self.columns = Columns(self.context, self.box, parent, Measures.of(self.box), self._notes_exceed)
        self.line = line_of(self.box)
        self.spanning = _spanning_children(arguments["box"])
        self.notes_before = self._notes_height()
        self.kept_for_notes = 0.0
        # Children that are not in the columns though they stand between others that are.
        self.left_out: list[int] = []

    def _placed(self, box: Any) -> Any:
        placed = box.copy_with_children(box.children)
        placed.position_y += block.collapse_margin(self.arguments["adjoining_margins"] or [0])
        block.block_level_width(placed, self.arguments["containing_block"])
        return placed

    def set(self) -> Any:
        """The engine's tuple: the box, where to go on, the kind of break, adjoining margins, collapsing through."""
        self.context.in_column = True
        page = self._page()
        for _ in range(ATTEMPTS):
            if not self._notes_exceed():
                break
            self.kept_for_notes = self._notes_height() - self.notes_before
            self._take_back(page)
            page = self._page()
        self._put_off_notes()
        self.context.in_column = False
        if not page.boxes and self.box.children:
            # Not None, as the engine takes a text of which nothing is left for one that is laid out.
            return None, self._start(), dict(NO_BREAK), [], False
        self.context.page_bottom -= self._notes_height() - self.notes_before
        self._waiting_for(self.context.current_page + 1)[:] = page.waiting
        self.arguments["absolute_boxes"].extend(page.absolute)
        self.arguments["fixed_boxes"].extend(page.fixed)
        self.box.children = page.boxes
        if self.box.height == "auto":
            self.box.height = page.bottom - self.box.content_box_y()
        return self.box, page.rest, dict(page.next_page), [], False

    # --- the parts of a page ---------------------------------------------------------------------------------------

    def _page(self) -> Setting:
        """Everything that goes on the page with the room that is kept for notes."""
        page = Setting(bottom=self.box.content_box_y())
        waiting = []
        for index in self._waiting_for(self.context.current_page):
            if not spans(self.box.children[index]):
                waiting.append(index)
                continue
            part = self._spanning(index, page.bottom, None, empty=not page.boxes)
            _join(page, part)
            page.waiting += [] if part.boxes else [index]
        rest = self._start()
        while rest is not None:
            empty = bool(self.arguments["page_is_empty"]) and not page.boxes
            part = self._group(rest, waiting, page.bottom, empty=empty)
            waiting = []
            _join(page, part)
            if part.rest is not None or not part.boxes:
                page.rest = part.rest or rest
                break
            rest = self._after(rest) if part.up_to is None else self._from(part.up_to)
        return page

    def _start(self) -> dict[int, Any] | None:
        if self.arguments["skip_stack"]:
            return dict(self.arguments["skip_stack"])
        return {0: None} if self.box.children else None

    def _run(self, rest: dict[int, Any]) -> range:
        """The children from `rest` to the next one that spans all columns."""
        (start,) = rest
        after = bisect_left(self.spanning, start)
        return range(start, self.spanning[after] if after < len(self.spanning) else len(self.box.children))

    def _after(self, rest: dict[int, Any]) -> dict[int, Any] | None:
        run = self._run(rest)
        return self._from(run.stop if run else run.start + 1)

    def _from(self, child: int) -> dict[int, Any] | None:
        return {child: None} if child < len(self.box.children) else None

    def _group(self, rest: dict[int, Any], waiting: list[int], top: float, *, empty: bool) -> Setting:
        """The next spanning block, or the columns up to it."""
        ((start, within),) = rest.items()
        run = self._run(rest)
        if not run:
            return self._spanning(start, top, within, empty=empty)
        part = self._columns(run, rest, waiting, top, empty=empty, last=run.stop == len(self.box.children))
        if not (part.complete and run.stop < len(self.box.children) and may_float(self.box.children[run.stop])):
            return part
        if (start or within) and self._differ(part):
            self._take_back(part)
            if below := self._below(run, rest, waiting, top, empty=empty):
                return below
            part = self._columns(run, rest, waiting, top, empty=empty, last=False)
        return self._around(run, rest, waiting, top, part, empty=empty)

    def _differ(self, part: Setting) -> bool:
        """Whether columns end further apart than a line: they are too few to be shared out evenly."""
        feet: dict[float, float] = {}
        for box in part.boxes:
            feet[box.position_x] = max(feet.get(box.position_x, 0.0), box.position_y + box.margin_height())
        if len(feet) < self.columns.measures.count:
            return True
        return max(feet.values()) - min(feet.values()) > self.line + PIXEL

    def _below(
        self, run: range, rest: dict[int, Any], waiting: list[int], top: float, *, empty: bool
    ) -> Setting | None:
        """The next spanning block first, below it in one the text before it and behind it; None if there is no room."""
        longer = range(run.start, self._run({run.stop + 1: None}).stop)
        figure = self._spanning(run.stop, top, None, empty=empty)
        if figure.complete and len(longer) > len(run) + 1:
            self.left_out.append(run.stop)
            last = longer.stop == len(self.box.children)
            below = self._columns(longer, rest, waiting, figure.bottom, empty=False, last=last)
            self.left_out.remove(run.stop)
            if below.boxes and (below.rest is None or next(iter(below.rest)) > run.stop):
                _join(figure, below)
                figure.rest, figure.up_to = below.rest, longer.stop
                return figure
            self._take_back(below)
        self._take_back(figure)
        return None

    def _around(
        self, run: range, rest: dict[int, Any], waiting: list[int], top: float, part: Setting, *, empty: bool
    ) -> Setting:
        """`part`; or the text that follows the next spanning block too, if that block does not fit but text does."""
        figure = self._spanning(run.stop, part.bottom, None, empty=False)
        self._take_back(figure)
        if figure.complete or run.stop + 1 == len(self.box.children):
            return part
        longer = range(run.start, self._run({run.stop + 1: None}).stop)
        self._take_back(part)
        # What waits for the next page is left out of the columns; what waits already goes to their heads.
        self.left_out.append(run.stop)
        fuller = self._filled(longer, rest, waiting, top, self._room(top), empty=empty)
        self.left_out.remove(run.stop)
        if fuller.rest is not None:
            fuller.waiting.insert(0, run.stop)
            return fuller
        self._take_back(fuller)
        return self._columns(run, rest, waiting, top, empty=empty, last=False)

    def _filled(
        self,
        run: range,
        rest: dict[int, Any],
        waiting: list[int],
        top: float,
        height: float,
        *,
        empty: bool,
        floating: bool = True,
    ) -> Setting:
        left_out = list(self.left_out)
        return self.columns.fill(run, rest, waiting, left_out, top=top, height=height, empty=empty, floating=floating)

    def _spanning(self, index: int, top: float, within: Any, *, empty: bool) -> Setting:
        part = Setting(rest={index: within}, bottom=top)
        child, containing_block = self.box.children[index].copy(), self.arguments["containing_block"]
        resolve_percentages(child, containing_block)
        child.position_x, child.position_y = self.box.content_box_x(), top
        space = self.arguments["bottom_space"] + self.kept_for_notes
        laid_out, resume_at, part.next_page, *_ = block.block_level_layout(
            self.context, child, space, within, containing_block, empty, part.absolute, part.fixed, [], None, None
        )
        if laid_out is None or (not empty and self._too_low(laid_out, space)):
            return part
        part.boxes, part.bottom = [laid_out], laid_out.position_y + laid_out.margin_height()
        part.rest = None if resume_at is None else {index: resume_at}
        return part

    def _too_low(self, laid_out: Any, space: float) -> bool:
        bottom = laid_out.border_box_y() + laid_out.border_height()
        return bool(self.context.overflows_page(space, bottom))

    # --- columns -----------------------------------------------------------------------------------------------------

    def _columns(
        self, run: range, rest: dict[int, Any], waiting: list[int], top: float, *, empty: bool, last: bool
    ) -> Setting:
        part = self._filled(run, rest, waiting, top, self._room(top), empty=empty)
        if part.rest is None and part.waiting:
            # The text ends before the figures that wait have a place: they keep theirs in the text.
            self._take_back(part)
            part = self._filled(run, rest, waiting, top, self._room(top), empty=empty, floating=False)
        if not part.complete:
            return part
        # All of it is on this page, so these are all its notes.
        self.kept_for_notes = max(self.kept_for_notes, self._notes_height() - self.notes_before)
        if last and self.box.style["column_fill"] != "balance":
            return part
        if self.columns.measures.count > 1:
            flow = Flow.of(part.boxes)
            self._take_back(part)
            part = self._balanced(run, rest, waiting, top, flow, empty=empty)
        if last and part.complete and self._next_lacks_room(part.bottom):
            kept_back = max(part.bottom - top - CARRIED * self.line, self.line)
            self._take_back(part)
            part = self._filled(run, rest, waiting, top, kept_back, empty=empty)
            if part.rest is None:
                self._take_back(part)
                part = self._filled(run, rest, waiting, top, kept_back, empty=empty, floating=False)
        return part

    def _room(self, top: float) -> float:
        return float(self.context.page_bottom - top - self.arguments["bottom_space"] - self.kept_for_notes)

    def _balanced(
        self, run: range, rest: dict[int, Any], waiting: list[int], top: float, flow: Flow, *, empty: bool
    ) -> Setting:
        """The lowest columns, in whole lines, that hold all: as arithmetic says, or a few lines more."""
        room = self._room(top)
        height = flow.lowest(self.columns.measures.count, self.line, room)
        while height < room - PIXEL:
            part = self._filled(run, rest, waiting, top, height, empty=False)
            if part.complete:
                return part
            self._take_back(part)
            height += self.line
        return self._filled(run, rest, waiting, top, room, empty=empty, floating=False)

    def _next_lacks_room(self, bottom: float) -> bool:
        """Whether the block after the columns, which must not stand alone on a page, has no room below `bottom`."""
        box, parent = self.arguments["box"], self.arguments["containing_block"]
        siblings = list(parent.children)
        place = next((i for i, child in enumerate(siblings) if child is box), len(siblings))
        if TOGETHER not in getattr(box.style, "cascaded", ()) or place + 1 >= len(siblings):
            return False
        following = siblings[place + 1].deepcopy()
        following.position_x = following.position_y = 0
        laid_out = block.block_level_layout(self.context, following, -inf, None, parent)[0]
        block.remove_placeholders(self.context, [laid_out], [], [])
        foot = self.context.page_bottom - self.kept_for_notes
        return bool(bottom + laid_out.margin_height() > foot + PIXEL)

    # --- notes and figures between pages -----------------------------------------------------------------------------

    def _waiting_for(self, page: int) -> list[int]:
        """The figures of this box that wait for a page. Kept by page, as the engine may set any page again."""
        waiting: dict[tuple[int, int], list[int]] = self.context.__dict__.setdefault("figures_waiting", {})
        return waiting.setdefault((id(self.box.element), page), [])

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


def _spanning_children(box: Any) -> tuple[int, ...]:
    """The indexes of the children that span all columns, found once for all pages."""
    known: tuple[int, ...] | None = box.__dict__.get("spanning_children")
    if known is None:
        known = box.spanning_children = tuple(i for i, child in enumerate(box.children) if spans(child))
    return known


def _join(page: Setting, part: Setting) -> None:
    """Put a part of a page under what the page has."""
    page.boxes += part.boxes
    page.absolute += part.absolute
    page.fixed += part.fixed
    page.waiting += part.waiting
    page.bottom, page.next_page = part.bottom, part.next_page
