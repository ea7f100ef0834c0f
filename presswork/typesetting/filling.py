"""Fills columns one after the other; a figure that finds no room waits for the head of the next column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import weasyprint.layout.block as block
from weasyprint.layout.percent import percentage, resolve_percentages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PIXEL = 1e-3
# A figure is put off only if so many lines of text can take its place; less air than that does not disturb.
WORTHWHILE_LINES = 3
# How a sheet says that a box may wait for the next column or page (`float-reference` of CSS Page Floats has no place
# in the engine). A custom property; it counts only where it is declared.
FLOATS = "__float"
NO_BREAK: Mapping[str, Any] = {"break": "any", "page": None}
FORCED = ("page", "left", "right", "recto", "verso", "always")


def may_float(box: Any) -> bool:
    """Whether a box may appear later than its place in the text. A table says so inside its wrapper."""
    inside = box.children if getattr(box, "is_table_wrapper", False) else ()
    return any(FLOATS in getattr(each.style, "cascaded", ()) for each in (box, *inside))


def spans(box: Any) -> bool:
    """Whether a box goes across all columns."""
    return bool(box.style["column_span"] == "all")


def _keeps_next(box: Any) -> bool:
    return box.style["break_after"] in ("avoid", "avoid-column")


def line_of(box: Any) -> float:
    """The height of a line of the root element, in CSS pixels."""
    return float(box.style.root_style["line_height"].value)


@dataclass(frozen=True, slots=True)
class Measures:
    """The columns of a box: the width of one, the gap between two, their number; pixels."""

    width: float
    gap: float
    count: int

    @classmethod
    def of(cls, box: Any) -> Measures:
        """The columns of a box whose width is known (https://drafts.csswg.org/css-multicol/#pseudo-algorithm)."""
        style, room = box.style, box.width
        gap = style["font_size"] if style["column_gap"] == "normal" else percentage(style["column_gap"], style, room)
        count, width = style["column_count"], style["column_width"]
        if width != "auto":
            fitting = max(1, int((room + gap) // (width + gap)))
            count = fitting if count == "auto" else min(count, fitting)
        return cls(max(0.0, (room + gap) / count - gap), gap, count)


@dataclass
class Setting:
    """Boxes set beside or after one another: parts of columns or spanning blocks.

    `rest` is where the engine has to go on (a skip stack on the children of the multi-column box), None when the
    whole text is set; `waiting` are the indexes of the children that were put off; `bottom` is how low it reaches.
    `up_to` is the child before which it ends, where that is not the next spanning block.
    """

    boxes: list[Any] = field(default_factory=list)
    rest: dict[int, Any] | None = None
    waiting: list[int] = field(default_factory=list)
    bottom: float = 0.0
    up_to: int | None = None
    next_page: Mapping[str, Any] = field(default_factory=lambda: NO_BREAK)
    absolute: list[Any] = field(default_factory=list)
    fixed: list[Any] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether nothing is left for another page."""
        return bool(self.boxes) and self.rest is None and not self.waiting


@dataclass(frozen=True)
class Columns:
    """What it takes to fill the columns of one multi-column box on one page.

    `crowded` says that notes have taken more room than was kept for them, so that going on is useless.
    """

    context: Any
    box: Any
    containing_block: Any
    measures: Measures
    crowded: Callable[[], bool]

    def fill(
        self,
        run: range,
        rest: dict[int, Any] | None,
        waiting: list[int],
        left_out: list[int],
        *,
        top: float,
        height: float,
        empty: bool,
        floating: bool = True,
    ) -> Setting:
        """The children `run`, from `rest` on, in columns of this height, those that wait at the head.

        `left_out` are children that go elsewhere; `empty` says that nothing stands on the page yet, `floating` that
        figures may be put off.
        """
        filling = _Filling(self, run, rest, list(waiting), left_out, top, height, floating)
        shapes = len(self.context.excluded_shapes)
        for place in range(self.measures.count):
            if filling.column(place, empty=empty and place == 0) or self.crowded():
                break
        del self.context.excluded_shapes[shapes:]
        return filling.setting

    def part(self, children: list[Any], place: int, top: float, *, head: bool) -> Any:
        """An empty box for a part of the column at `place`; `head` says that it is its first part."""
        part = self.box.anonymous_from(self.box, children=children)
        resolve_percentages(part, self.containing_block)
        part.is_column, part.is_column_head, part.width = True, head, self.measures.width
        right_to_left = self.box.style["direction"] == "rtl"
        at = self.measures.count - 1 - place if right_to_left else place
        part.position_x = self.box.content_box_x() + at * (self.measures.width + self.measures.gap)
        part.position_y = top
        return part


class _Filling:
    """The columns that are being filled: what is set and what is still to come."""

    def __init__(
        self,
        columns: Columns,
        run: range,
        rest: dict[int, Any] | None,
        waiting: list[int],
        left_out: list[int],
        top: float,
        height: float,
        floating: bool,
    ) -> None:
        start = next(iter(rest)) if rest else run.start
        self.columns, self.top, self.foot, self.floating = columns, top, top + height, floating
        self.queue = [index for index in range(start, run.stop) if index not in (*waiting, *left_out)]
        self.within = rest[start] if rest else None
        # Boxes are copied to be laid out. No more of them than there are lines fit, save those of no height.
        self.most = int((self.foot - top) / line_of(columns.box)) + 8
        self.resume: dict[int, Any] | None = None
        self.next_page: Mapping[str, Any] = NO_BREAK
        self.setting = Setting(rest=rest or {run.start: None}, waiting=waiting, bottom=top)

    def column(self, place: int, *, empty: bool) -> bool:
        """Fill one column; whether the text ends in it or must go on on another page."""
        y, setting = self.top, self.setting
        while setting.waiting:
            if not (laid_out := self._lay([setting.waiting[0]], None, place, y, empty=empty)):
                return False
            setting.waiting.pop(0)
            y, empty = laid_out.position_y + laid_out.margin_height(), False
            if self.floating and self.queue:
                break  # one at a column's head is enough, as long as there is text to go with the others
        while self.queue:
            part = self.queue[: self._text_before_next_float()]
            if part:
                stack = None if self.within is None else {0: self.within}
                laid_out = self._lay(part, stack, place, y, empty=empty)
                if laid_out is None:
                    # Nothing fits here; if that is a figure after one at the head, text goes on below that.
                    if self._put_off(y):
                        continue
                    return False
                self._go_on(len(part))
                if setting.rest is None or setting.next_page["break"] in FORCED:
                    return setting.rest is not None or not setting.waiting
                last = laid_out.children[-1].margin_bottom if laid_out.children else 0.0
                y, empty = laid_out.position_y + laid_out.margin_height() + last * (self.resume is not None), False
            if not self._put_off(y):
                return False
        return not setting.waiting

    def _text_before_next_float(self) -> int:
        """How many children may follow: as many as a column can hold, but where a figure waits, none overtakes it."""
        if not (self.floating and self.setting.waiting):
            return self.most
        children, first = self.columns.box.children, 0 if self.within is None else 1
        floats = (i for i in range(first, len(self.queue)) if may_float(children[self.queue[i]]))
        return next(floats, len(self.queue))

    def _put_off(self, bottom: float) -> bool:
        """Let the figure that found no room, or must not overtake another, wait, if text can take its place.

        A heading that cannot stay at the foot without it goes on with the text behind it.
        """
        if not self.floating or self.within is not None:
            return False
        children = self.columns.box.children
        headings = next((n for n, at in enumerate(self.queue) if not _keeps_next(children[at])), len(self.queue))
        # A heading takes a line of its own and one above it.
        wanted = (WORTHWHILE_LINES + 2 * headings) * line_of(self.columns.box)
        if self.foot - bottom <= wanted or len(self.queue) <= headings + 1:
            return False
        if not may_float(children[self.queue[headings]]):
            return False
        self.setting.waiting.append(self.queue.pop(headings))
        self.setting.rest = {self.queue[0]: None}
        return True

    def _lay(self, indexes: list[int], stack: Any, place: int, y: float, *, empty: bool) -> Any:
        """Lay out children from `y` down; the box, or None when nothing fits."""
        columns, setting = self.columns, self.setting
        children = [columns.box.children[index].copy() for index in indexes]
        part = columns.part(children, place, y, head=y - self.top < PIXEL)
        space = columns.context.page_bottom - self.foot
        laid_out, self.resume, self.next_page, *_ = block.block_box_layout(
            columns.context, part, space, stack, columns.containing_block, empty,
            setting.absolute, setting.fixed, [], None, None, discard=False, max_lines=None,
        )  # fmt: skip
        if laid_out is not None:
            setting.boxes.append(laid_out)
            setting.bottom = max(setting.bottom, laid_out.position_y + laid_out.margin_height())
        return laid_out

    def _go_on(self, laid: int) -> None:
        """Take account of what has been laid out of the first `laid` children of the queue."""
        self.setting.next_page = self.next_page
        done, self.within = next(iter(self.resume.items())) if self.resume else (laid, None)
        self.queue = self.queue[done:]
        self.setting.rest = {self.queue[0]: self.within} if self.queue else None
