"""Gives the engine the lines of paragraphs that were broken as a whole, where it would break them one by one."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from weasyprint.layout import inline

from presswork.typesetting.totalfit.breaker import Task, choose
from presswork.typesetting.totalfit.breakpoints import breakpoints
from presswork.typesetting.totalfit.content import Content, UnsuitableError, read
from presswork.typesetting.totalfit.hyphenation import Hyphenator
from presswork.typesetting.totalfit.left import Left
from presswork.typesetting.totalfit.lines import Line, spaced
from presswork.typesetting.totalfit.making import Maker
from presswork.typesetting.totalfit.measuring import Meter
from presswork.typesetting.totalfit.rules import Rules
from presswork.typesetting.totalfit.spot import SAME, Path, Spot, path_of, skip_stack_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

# The narrowest measure beside a figure in which a text is set as a whole, in em.
NARROWEST = 5.0
HYPHENS = ("-", "\u2010")
# Lines of even length are made by another rule (see `rhythm`).
BALANCE = "__text_wrap"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What a line box holds, kept with its children so that their identity stays their own."""

    children: Any
    content: Content
    rules: Rules
    justified: bool


@dataclass(frozen=True, slots=True)
class _Composition:
    """The lines of a paragraph from some place on."""

    lines: tuple[Line, ...]
    indent: float


class Composer:
    """Composes the paragraphs of a document and remembers them: pages and columns are laid out more than once."""

    def __init__(self, left: Left) -> None:
        self.left, self.meter = left, Meter()
        self.hyphenator: Hyphenator | None = None
        self._paragraphs: dict[int, _Paragraph | None] = {}
        self._kept: list[Any] = []
        self._compositions: dict[Hashable, _Composition | None] = {}
        self._going_on: dict[Hashable, tuple[_Composition, int]] = {}
        # What was found instead of a composition, from one of its lines on, whose line at the foot parts a word.
        self._instead: dict[tuple[int, int, int], _Composition] = {}
        # Compositions and their lines at the foot for which there is no better way.
        self._parted: set[tuple[int, int]] = set()

    def line(self, spot: Spot, skip_stack: Any) -> tuple[Any, Any] | None:
        """The next line and where the one after it resumes, as the engine's `get_next_linebox`; None to leave it so."""
        paragraph = self._paragraph(spot)
        if paragraph is None:
            return None
        path, shapes = path_of(skip_stack), len(spot.context.excluded_shapes)
        floats = [spot.lay_out_float(box) for box in paragraph.content.floats] if not path else []
        made = None if None in floats else self._next(spot, paragraph, path, floats)
        if made is None:
            del spot.context.excluded_shapes[shapes:]
        return made

    def _next(self, spot: Spot, paragraph: _Paragraph, path: Path, floats: list[Any]) -> tuple[Any, Any] | None:
        x, y, room = spot.room()
        if y != spot.y:
            return None
        going_on = self._going_on.get((id(paragraph.children), spot.block.width, path))
        if going_on is None or abs(going_on[0].lines[going_on[1]].measure - room) > SAME:
            composition = self._compose(spot, paragraph, path)
            if composition is None:
                return None
            going_on = composition, 0
        composition, number = self._whole_at_foot(spot, paragraph, path, going_on)
        content, line = paragraph.content, composition.lines[number]
        maker = Maker(spot.context, content, line, spot.block, spot.out)
        pieces = content.within(line.start, line.end, line.following)
        made = maker.make(spot.linebox, pieces, x, y, composition.indent if number == 0 else 0.0)
        made.children = (*floats, *made.children)
        offset = 0.0 if line.filled else inline.text_align(spot.context, made, room, last=line.forced)
        spot.place(made, -offset if maker.mirrored else offset, maker.placeholders)
        if number + 1 == len(composition.lines):
            return made, None
        following = content.path_to(composition.lines[number + 1].start)
        self._going_on[id(paragraph.children), spot.block.width, following] = composition, number + 1
        return made, skip_stack_of(following)

    def _paragraph(self, spot: Spot) -> _Paragraph | None:
        """What the line box holds; None if its lines are the engine's."""
        children = spot.linebox.children
        if id(children) not in self._paragraphs:
            self._kept.append(children)
            self._paragraphs[id(children)] = self._read(spot)
        return self._paragraphs[id(children)]

    def _read(self, spot: Spot) -> _Paragraph | None:
        rules = Rules.of(spot.block.style)
        if rules is None or BALANCE in getattr(spot.block.style, "cascaded", ()):
            return None
        justified = spot.linebox.style["text_align_all"] == "justify"
        if not justified:
            rules = replace(rules, tracking=0.0, hanging=False)
        try:
            content = read(spot.context, spot.linebox, spot.block, self.meter)
        except UnsuitableError as reason:
            self.left.add(str(reason) if justified else "", spot.block.element)
            return None
        if spot.linebox.style["direction"] == "rtl":
            # Nothing hangs there, and a few words in another script are not to be the only ones that give.
            rules = replace(rules, tracking=0.0, hanging=False)
        return _Paragraph(spot.linebox.children, content, rules, justified)

    def _compose(self, spot: Spot, paragraph: _Paragraph, path: Path, to_foot: int = 0) -> _Composition | None:
        """The lines from a place on; None where they must be the engine's."""
        firsts, width, indent = spot.measures_beside(), spot.block.width, 0.0 if path else spot.linebox.text_indent
        key = id(paragraph.children), path, width, indent, firsts, to_foot
        if key not in self._compositions:
            em = float(spot.linebox.style["font_size"])
            room = min([width, *firsts])
            found = None
            if not firsts or room >= NARROWEST * em:
                points = breakpoints(
                    paragraph.content,
                    paragraph.rules,
                    self.meter,
                    self._hyphenator(spot),
                    start=path,
                    room=room,
                    flush=not (indent or firsts or path),
                )
                task = Task(points, width, firsts, indent, em, paragraph.justified, to_foot)
                found = self._broken(task, paragraph.rules)
                if found is None:
                    self.left.add("no lines were found that fit", spot.block.element)
            self._compositions[key] = found
        return self._compositions[key]

    def _broken(self, task: Task, rules: Rules) -> _Composition | None:
        ends = choose(task, rules)
        return _Composition(tuple(spaced(task, ends, rules)), task.indent) if ends else None

    def _hyphenator(self, spot: Spot) -> Hyphenator:
        if self.hyphenator is None:
            self.hyphenator = Hyphenator(spot.block.style.root_style)
        return self.hyphenator

    def _whole_at_foot(
        self, spot: Spot, paragraph: _Paragraph, path: Path, going_on: tuple[_Composition, int]
    ) -> tuple[_Composition, int]:
        """The composition and the line's number; another one if it would part a word at the foot of the column."""
        composition, number = going_on
        fitting = spot.lines_to_foot()
        after = len(composition.lines) - number - fitting
        last = number + fitting - 1 - max(0, spot.block.style["widows"] - after)
        content = paragraph.content
        if after <= 0 or last < number or not _parts_a_word(content, composition.lines[last]):
            return going_on
        # Columns are set again to be level: what was found for a foot stands when it comes back.
        if (known := self._instead.get((id(composition), number, last))) is not None:
            return known, 0
        if (id(composition), last) in self._parted:
            return going_on
        other = self._compose(spot, paragraph, path, last - number + 1)
        if other is None or len(other.lines) <= last - number:
            self._parted.add((id(composition), last))
            return going_on
        if _parts_a_word(content, other.lines[last - number]):
            self._parted.add((id(other), last - number))
        self._instead[id(composition), number, last] = other
        return other, 0


def _parts_a_word(content: Content, line: Line) -> bool:
    """Whether one sees a hyphen at a line's end, put in or written."""
    return line.hyphen or content.text[line.end - 1 : line.end] in HYPHENS


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
            spot = Spot(context, linebox, containing_block, position_y, bottom_space, out)
            given = composer.line(spot, skip_stack)
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
