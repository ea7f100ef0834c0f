"""Gives the engine the lines of paragraphs that were broken as a whole, where it would break them one by one."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING, Any

from weasyprint.layout import inline
from weasyprint.layout.float import float_layout

from presswork.diagnostics import Diagnostic, Severity
from presswork.typesetting.totalfit.breaker import Task, choose
from presswork.typesetting.totalfit.breakpoints import breakpoints
from presswork.typesetting.totalfit.content import Content, UnsuitableError, read
from presswork.typesetting.totalfit.hyphenation import Hyphenator
from presswork.typesetting.totalfit.lines import Line, spaced
from presswork.typesetting.totalfit.making import Maker
from presswork.typesetting.totalfit.measuring import Meter
from presswork.typesetting.totalfit.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

# What differs by less than this is the same place, px.
_SAME = 0.01
# The narrowest measure beside a figure in which a text is set as a whole, in em.
NARROWEST = 5.0
# Lines of even length are made by another rule (see `rhythm`).
BALANCE = "__text_wrap"
FIRST_WORDS = 6


@dataclass
class Left:
    """Paragraphs whose lines the engine chose: the reason, and the first of their elements with each reason."""

    reasons: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, reason: str, element: Any) -> None:
        """Remember a paragraph; those without a reason are none worth telling."""
        known = self.reasons.setdefault(reason, [])
        if reason and not any(element is each for each in known):
            known.append(element)

    def findings(self) -> tuple[Diagnostic, ...]:
        """A note (E126) for each reason."""
        return tuple(_note(reason, elements) for reason, elements in sorted(self.reasons.items()) if reason)


def _note(reason: str, elements: Sequence[Any]) -> Diagnostic:
    words = " ".join("".join(elements[0].itertext()).split()[:FIRST_WORDS]) if elements[0] is not None else ""
    paragraphs = "a paragraph keeps" if len(elements) == 1 else f"{len(elements)} paragraphs keep"
    message = f"{paragraphs} the PDF engine's own lines: {reason} (“{words}”)"
    return Diagnostic("E126", message, Severity.NOTE, None, ("nothing need be done; its lines are less even",))


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A line box that is not laid out yet, kept with its children so that its identity stays its own."""

    linebox: Any
    children: Any
    content: Content | None
    rules: Rules


@dataclass(frozen=True, slots=True)
class _Composition:
    """The lines of a paragraph from some place on, for one measure."""

    lines: tuple[Line, ...]
    indent: float


class Composer:
    """Composes the paragraphs of a document and remembers them: pages and columns are laid out more than once."""

    def __init__(self, left: Left) -> None:
        self.left, self.meter = left, Meter()
        self.hyphenator: Hyphenator | None = None
        self._paragraphs: dict[int, _Paragraph] = {}
        self._compositions: dict[Hashable, _Composition | None] = {}
        self._going_on: dict[Hashable, tuple[_Composition, int]] = {}
        # Compositions and their lines at the foot of a column for which another way was looked for.
        self._parted: set[tuple[int, int]] = set()

    def line(self, context: Any, linebox: Any, y: float, foot: float, skip_stack: Any, block: Any, out: Any) -> Any:
        """The next line and where the one after it resumes, as the engine's `get_next_linebox`; None to leave it so."""
        paragraph = self._paragraph(context, linebox, block)
        content = paragraph.content
        if content is None:
            return None
        path = _path(skip_stack)
        floats = [_laid_out(context, box, block, y, foot, out) for _, box in content.floats] if not path else []
        if any(laid_out is None for laid_out in floats):
            return None
        linebox.position_y, linebox.width, linebox.height = y, 0, inline.strut(linebox.style)[0]
        x, top, room = inline.avoid_collisions(context, linebox, block, outer=False)
        if top != y:
            return None
        going_on = self._going_on.get((id(linebox.children), block.width, path))
        if going_on is None or abs(going_on[0].lines[going_on[1]].measure - room) > _SAME:
            composition = self._compose(context, paragraph, block, path, y)
            if composition is None:
                return None
            going_on = composition, 0
        composition, number = self._whole_at_foot(context, paragraph, block, path, y, foot, *going_on)
        return self._made(context, paragraph, composition, number, floats, (x, y, room), block, out)

    # --- what is composed ------------------------------------------------------------------------------------------

    def _paragraph(self, context: Any, linebox: Any, block: Any) -> _Paragraph:
        known = self._paragraphs.get(id(linebox.children))
        if known is None or known.children is not linebox.children:
            content, rules = None, None
            try:
                rules = Rules.of(block.style)
                if rules is not None and BALANCE not in getattr(block.style, "cascaded", ()):
                    content = read(context, linebox, block, self.meter)
            except UnsuitableError as reason:
                if linebox.style["text_align_all"] == "justify":
                    self.left.add(str(reason), block.element)
            if linebox.style["text_align_all"] != "justify" and rules is not None:
                rules = replace(rules, tracking=0.0, hanging=False)
            known = _Paragraph(linebox, linebox.children, content, rules or Rules())
            self._paragraphs[id(linebox.children)] = known
        return known

    def _compose(
        self, context: Any, paragraph: _Paragraph, block: Any, path: tuple[int, ...], y: float, to_foot: int = 0
    ) -> _Composition | None:
        """The lines from a place on, at this height on the page; None where they must be the engine's."""
        linebox, content = paragraph.linebox, paragraph.content
        assert content is not None
        firsts = _measures(context, linebox, block, y)
        key = (id(linebox.children), path, block.width, linebox.text_indent, firsts, to_foot)
        if key not in self._compositions:
            self._compositions[key] = self._broken(paragraph, block, path, firsts, to_foot)
        return self._compositions[key]

    def _whole_at_foot(
        self,
        context: Any,
        paragraph: _Paragraph,
        block: Any,
        path: tuple[int, ...],
        y: float,
        foot: float,
        composition: _Composition,
        number: int,
    ) -> tuple[_Composition, int]:
        """The composition and the line's number; another one if it would part a word at the foot of the column."""
        fitting = _lines_to_foot(context, paragraph.linebox, y, foot)
        last, after = number + fitting - 1, len(composition.lines) - number - fitting
        last -= max(0, block.style["widows"] - after)
        if fitting <= 0 or after <= 0 or last < number or not composition.lines[last].hyphen:
            return composition, number
        if (id(composition), last) in self._parted:
            return composition, number
        self._parted.add((id(composition), last))
        other = self._compose(context, paragraph, block, path, y, last - number + 1)
        if other is None or len(other.lines) < last - number + 1:
            return composition, number
        self._parted.add((id(other), last - number))
        return other, 0

    def _broken(
        self, paragraph: _Paragraph, block: Any, path: tuple[int, ...], firsts: tuple[float, ...], to_foot: int
    ) -> _Composition | None:
        linebox, content, rules = paragraph.linebox, paragraph.content, paragraph.rules
        assert content is not None
        if self.hyphenator is None:
            self.hyphenator = Hyphenator(block.style.root_style)
        em, indent = float(linebox.style["font_size"]), float(linebox.text_indent) if not path else 0.0
        room = min([block.width, *firsts])
        if firsts and room < NARROWEST * em:
            return None
        start = content.place_of(path)
        while start < len(content.text) - 1 and content.text[start] == " ":
            start += 1
        points = breakpoints(content, rules, self.meter, self.hyphenator, start=start, room=room)
        justified = linebox.style["text_align_all"] == "justify"
        task = Task(points, block.width, firsts, indent, em, justified, to_foot)
        ends = choose(task, rules)
        if not ends:
            self.left.add("no lines were found that fit", block.element)
            return None
        return _Composition(tuple(spaced(task, ends, rules)), indent)

    # --- what is made of it ------------------------------------------------------------------------------------------

    def _made(
        self,
        context: Any,
        paragraph: _Paragraph,
        composition: _Composition,
        number: int,
        floats: list[Any],
        place: tuple[float, float, float],
        block: Any,
        out: tuple[list[Any], list[Any]],
    ) -> tuple[Any, Any]:
        linebox, content, line = paragraph.linebox, paragraph.content, composition.lines[number]
        assert content is not None
        x, y, room = place
        maker = Maker(context, content, line, block, out)
        pieces = content.within(line.start, line.end, line.following)
        made = maker.make(linebox, pieces, x, y, composition.indent if number == 0 else 0.0)
        made.children = (*floats, *made.children)
        offset = 0.0 if line.filled else inline.text_align(context, made, room, last=line.forced)
        _place_vertically(made, y, offset)
        _place_absolutes(maker.placeholders, made)
        linebox.width, linebox.height = made.width, made.height
        if number + 1 == len(composition.lines):
            return made, None
        path = content.path_to(composition.lines[number + 1].start)
        self._going_on[id(linebox.children), block.width, path] = composition, number + 1
        return made, _skip_stack(path)


def _place_vertically(line: Any, y: float, offset: float) -> None:
    """As the engine does in `get_next_linebox`."""
    bottom, top = inline.line_box_verticality(line)
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(offset, y - top)
    line.position_y = y


def _place_absolutes(placeholders: list[Any], line: Any) -> None:
    """Give absolutely positioned boxes their static position, as the engine does in `get_next_linebox`."""
    for placeholder in placeholders:
        if "inline" in placeholder.style.specified["display"]:
            placeholder.translate(0, line.position_y - placeholder.position_y)
        else:
            below = line.position_y + line.height - placeholder.position_y
            placeholder.translate(line.position_x - placeholder.position_x, below)


def _laid_out(context: Any, box: Any, block: Any, y: float, foot: float, out: tuple[list[Any], list[Any]]) -> Any:
    """A floating box at the beginning of a paragraph, laid out; None if it would have to be broken."""
    box.position_x, box.position_y = block.content_box_x(), y
    shapes = len(context.excluded_shapes)
    laid_out, resume_at = float_layout(context, box, block, *out, foot, skip_stack=None)
    if resume_at is not None:
        del context.excluded_shapes[shapes:]
        return None
    return laid_out


def _lines_to_foot(context: Any, linebox: Any, y: float, foot: float) -> int:
    """How many lines the column has room for below `y`; 0 where it has no end."""
    height = inline.strut(linebox.style)[0]
    room = context.page_bottom - foot - y
    return int(room / height + _SAME) if height > 0 and isfinite(room) else 0


def _measures(context: Any, linebox: Any, block: Any, y: float) -> tuple[float, ...]:
    """The measures of the lines from `y` on that are beside floating boxes."""
    shapes = context.excluded_shapes
    if not shapes:
        return ()
    lowest = max(shape.position_y + shape.margin_height() for shape in shapes)
    height, measures = inline.strut(linebox.style)[0], []
    linebox.width, linebox.height = 0, height
    while y < lowest and height > 0:
        linebox.position_y = y
        measures.append(inline.avoid_collisions(context, linebox, block, outer=False)[2])
        y += height
    while measures and abs(measures[-1] - block.width) < _SAME:
        measures.pop()
    return tuple(measures)


def _path(skip_stack: Any) -> tuple[int, ...]:
    """A skip stack of the engine as a path: its dictionaries have one item each."""
    path = []
    while skip_stack:
        ((index, skip_stack),) = skip_stack.items()
        path.append(index)
    while path and path[-1] == 0:
        path.pop()
    return tuple(path)


def _skip_stack(path: tuple[int, ...]) -> Any:
    stack: Any = None
    for index in reversed(path):
        stack = {index: stack}
    return stack


@contextmanager
def total_fit() -> Iterator[Left]:
    """Inside the `with` block paragraphs are broken as a whole, as far as their style does not say otherwise.

    Gives what had to be left to the engine. The engine's own function makes those lines.
    """
    engines, left = inline.get_next_linebox, Left()
    composer = Composer(left)

    def get_next_linebox(
        context: Any, linebox: Any, position_y: float, bottom_space: float, skip_stack: Any, containing_block: Any,
        absolute_boxes: Any, fixed_boxes: Any, first_letter_style: Any, first_line_style: Any,
    ) -> Any:  # fmt: skip
        if not (first_letter_style or first_line_style):
            out = absolute_boxes, fixed_boxes
            given = composer.line(context, linebox, position_y, bottom_space, skip_stack, containing_block, out)
            if given is not None:
                return given
        return engines(
            context, linebox, position_y, bottom_space, skip_stack, containing_block,
            absolute_boxes, fixed_boxes, first_letter_style, first_line_style,
        )  # fmt: skip

    inline.get_next_linebox = get_next_linebox
    try:
        yield left
    finally:
        inline.get_next_linebox = engines
