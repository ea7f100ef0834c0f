"""Reads the lines of laid-out pages: where each stands, in which column and paragraph, and how it ends."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

HYPHENS = ("-", "\u2010", "\u2011")
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_TRAILING = " \u00a0\u200b"


@dataclass(slots=True, eq=False)
class SetLine:
    """A line on a page; lengths in CSS pixels.

    `part` is the piece of a column that it stands in, `number` its place in the column counted from the top;
    `paragraph` names the paragraph that it is of. `space` is the width of its word spaces, 0 until it is measured or
    where there is none.
    """

    box: Any
    block: Any
    part: Part
    texts: list[Any]
    running: bool
    text: str
    number: int = 0
    space: float = 0.0
    ends_paragraph: bool = False

    @property
    def baseline(self) -> float:
        """The height of the baseline on the page."""
        return float(self.box.position_y + self.box.baseline)

    @property
    def em(self) -> float:
        """The size of its type."""
        return float(self.block.style["font_size"])

    @property
    def paragraph(self) -> Hashable:
        """What lines of one paragraph have in common."""
        return id(self.block.element), self.block.element_tag, self.part.in_note

    @property
    def left(self) -> float:
        """Where its words begin on the left."""
        return min(float(text.position_x) for text in self.texts)

    @property
    def right(self) -> float:
        """Where its words end on the right."""
        return max(float(text.position_x + text.width) for text in self.texts)

    @property
    def measure(self) -> tuple[float, float]:
        """The left and right edge between which it is set."""
        left = float(self.block.content_box_x())
        return left, left + float(self.block.width)

    @property
    def face(self) -> tuple[Any, ...]:
        """Size, typeface and line height of its paragraph: what decides where its baseline is."""
        style = self.block.style
        return style["font_size"], style["font_family"], getattr(style["line_height"], "value", None)

    @property
    def is_heading(self) -> bool:
        """Whether it is of a heading."""
        return self.block.element_tag in HEADINGS

    @property
    def is_justified(self) -> bool:
        """Whether its spaces are set to fill the measure: not the last of its paragraph."""
        return self.block.style["text_align_all"] == "justify" and not self.ends_paragraph

    @property
    def ends_with_hyphen(self) -> bool:
        """Whether a hyphen is what one sees at its end."""
        return self.text.endswith(HYPHENS)


@dataclass(slots=True, eq=False)
class Part:
    """A piece of a column, of a page without columns, or of its notes: a box of the engine, and its lines.

    `page` and `column` count from 1; a page without columns has column 0.
    """

    page: int
    box: Any
    column: int = 0
    in_note: bool = False
    lines: list[SetLine] = field(default_factory=list)


@dataclass
class SetText:
    """All lines of a document in the order in which they are read, and the parts of its pages."""

    root_style: Any
    pages: int
    lines: list[SetLine] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @cached_property
    def face(self) -> tuple[Any, ...]:
        """The most frequent face of the running text's lines."""
        counted = Counter(line.face for line in self.lines if line.running)
        return counted.most_common(1)[0][0] if counted else ()

    def paragraphs(self) -> Iterator[list[SetLine]]:
        """The lines of each paragraph of the running text, from all columns and pages."""
        found: dict[Hashable, list[SetLine]] = {}
        for line in self.lines:
            if line.running:
                found.setdefault(line.paragraph, []).append(line)
        yield from found.values()

    @property
    def line_height(self) -> float:
        """The height of a line of the root element: the step of the grid."""
        height = self.root_style["line_height"]
        return float(height.value) if hasattr(height, "value") else 1.2 * float(self.root_style["font_size"])


def read_lines(pages: Sequence[Any]) -> SetText:
    """The lines of the engine's pages, margin boxes left out."""
    first = pages[0]._page_box if pages else None
    text = SetText(first.style.root_style if first else None, len(pages))
    for number, page in enumerate(pages, start=1):
        reader = _PageReader(number, page._page_box)
        reader.read(page._page_box)
        reader.number_lines()
        text.parts += reader.parts
        text.lines += reader.lines
    _find_ends(text)
    return text


def _find_ends(text: SetText) -> None:
    last: dict[Hashable, SetLine] = {}
    for line in text.lines:
        last[line.paragraph] = line
    for line in last.values():
        line.ends_paragraph = True


class _PageReader:
    """Goes through the boxes of one page."""

    def __init__(self, number: int, page: Any) -> None:
        self.number = number
        self.parts: list[Part] = []
        self.lines: list[SetLine] = []
        self.part = self._begin(page)
        self.running = False

    def _begin(self, box: Any, *, column: int = 0, in_note: bool = False) -> Part:
        part = Part(self.number, box, column, in_note)
        self.parts.append(part)
        return part

    def read(self, box: Any) -> None:
        """Read a box and what is inside it."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.LineBox | boxes.MarginBox):
            return
        before = self.part, self.running
        if isinstance(box, boxes.FootnoteAreaBox):
            self.part, self.running = self._begin(box, in_note=True), False
        elif getattr(box, "is_column", False):
            self.part, self.running = self._begin(box, column=1), True
        elif isinstance(box, boxes.TableBox) or not box.is_in_normal_flow():
            self.running = False
        for child in getattr(box, "children", ()):
            if isinstance(child, boxes.LineBox):
                self._line(child, box)
            else:
                self.read(child)
        self.part, self.running = before

    def _line(self, box: Any, block: Any) -> None:
        texts: list[Any] = []
        _gather(box, texts)
        text = "".join([each.text for each in texts]).rstrip(_TRAILING)
        if not text:
            return
        line = SetLine(box, block, self.part, texts, self.running, text)
        self.part.lines.append(line)
        self.lines.append(line)

    def number_lines(self) -> None:
        """Give columns their numbers, and lines theirs by the height of their baselines."""
        columns = sorted({part.box.position_x for part in self.parts if part.column})
        rtl = any(part.box.style["direction"] == "rtl" for part in self.parts if part.column)
        order = columns[::-1] if rtl else columns
        stands: dict[tuple[int, bool], list[SetLine]] = {}
        for part in self.parts:
            if part.column:
                part.column = order.index(part.box.position_x) + 1 if len(order) > 1 else 0
            stands.setdefault((part.column, part.in_note), []).extend(part.lines)
        for lines in stands.values():
            heights = sorted({round(line.baseline) for line in lines})
            place = {height: number for number, height in enumerate(heights, start=1)}
            for line in lines:
                line.number = place[round(line.baseline)]


def _gather(box: Any, texts: list[Any]) -> None:
    """The text boxes of a line, those of floats and boxes of their own layout left out."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            texts.append(child)
        elif isinstance(child, boxes.InlineBox) and child.is_in_normal_flow():
            _gather(child, texts)
