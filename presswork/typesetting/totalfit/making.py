"""Makes the engine's line boxes from chosen lines."""

from __future__ import annotations

from math import copysign
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text.line_break import Layout, create_layout

from presswork.typesetting.totalfit.hyphenation import SOFT
from presswork.typesetting.totalfit.measuring import APART, HYPHEN, real_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.typesetting.totalfit.content import Content, Piece
    from presswork.typesetting.totalfit.lines import Line
    from presswork.typesetting.totalfit.words import Vocabulary, Word


class Given(Layout):  # type: ignore[misc]
    """The text of a line as the engine paints it: nothing is left to be broken, so it is shaped only then.

    Where its words are known it need not be shaped at all.
    """

    def __init__(self, text: str, spacing: float, known: Vocabulary | None) -> None:
        self.text, self.justification_spacing, self.known = text, spacing, known
        self.max_width, self.first_line_direction = None, 0

    def words(self) -> list[Word] | None:
        """The words and spaces of the line as Pango shapes them, justified; None where it has to be asked."""
        return None if self.known is None else self.known.spaced(self.text, self.justification_spacing)


class Maker:
    """Makes the boxes of one line, from left to right."""

    def __init__(
        self, context: Any, content: Content, line: Line, block: Any, out: tuple[list[Any], list[Any]]
    ) -> None:
        self.context, self.content, self.line, self.block = context, content, line, block
        self.absolute, self.fixed = out
        self.placeholders: list[Any] = []
        self.x = self.y = self.end = 0.0
        # In a justified paragraph letters are measured without kerning with spaces, and so they are drawn.
        self.least = APART if content.justified else 0.0
        self.mirrored = False
        # Inline boxes that are open: the box of the paragraph, the children of its part in this line, where it began.
        self.open: list[tuple[Any, list[Any], float]] = []
        self.children: list[Any] = []

    def make(self, linebox: Any, pieces: Sequence[Piece], x: float, y: float, indent: float) -> Any:
        """The line box with these pieces at `x`, `y`; its children are not placed vertically yet."""
        line = self.line
        self.mirrored = linebox.style["direction"] == "rtl"
        self.x, self.y = x + indent - line.left, y
        self.end = x + line.width + line.right
        for piece in pieces:
            self._enter(piece)
            self._add(piece)
        while self.open:
            self._close()
        made = linebox.copy_with_children(tuple(self.children))
        made.position_x, made.position_y, made.width = x, y, self.x - x
        if self.mirrored:
            _mirror(made.children, x + indent)
            made.translate(dx=-self.x + x)
            for child in made.children:
                child.translate(dx=-indent)
        inline._adjust_line_height(made)
        return made

    # --- inline boxes ----------------------------------------------------------------------------------------------

    def _enter(self, piece: Piece) -> None:
        """Close the inline boxes that a piece is not in, and open those that it is in."""
        common = 0
        while common < min(len(self.open), len(piece.chain)) and self.open[common][0] is piece.chain[common]:
            common += 1
        while len(self.open) > common:
            self._close()
        for box in piece.chain[common:]:
            self.open.append((box, [], self.x))
            if self._begins(box):
                self.x += box.margin_left + box.border_left_width + box.padding_left

    def _close(self) -> None:
        box, children, began = self.open.pop()
        ends = self._ends(box)
        part = box.copy_with_children(tuple(children))
        part.remove_decoration(start=not self._begins(box), end=not ends)
        left = part.margin_left + part.border_left_width + part.padding_left
        part.position_x, part.position_y, part.width = began, self.y, self.x - began - left
        inline._adjust_line_height(part)
        if box.style["direction"] == "rtl":
            _mirror(children, began)
        if ends:
            self.x += box.margin_right + box.border_right_width + box.padding_right
        self._siblings().append(part)

    def _begins(self, box: Any) -> bool:
        """Whether an inline box begins in this line, so that its left edge is drawn here."""
        first = self.content.extents[id(box)][0]
        return self.line.start <= first or not self.content.text[first : self.line.start].strip(" ")

    def _ends(self, box: Any) -> bool:
        last = self.content.extents[id(box)][1]
        return last <= self.line.end or not self.content.text[self.line.end : last].strip(" \n")

    def _siblings(self) -> list[Any]:
        return self.open[-1][1] if self.open else self.children

    # --- what is in them ---------------------------------------------------------------------------------------------

    def _add(self, piece: Piece) -> None:
        box = piece.box
        if piece.is_text:
            made = self._text(piece)
        elif not box.is_in_normal_flow():
            made = self._out_of_flow(box)
        elif isinstance(box, boxes.InlineBox):
            made = box.copy_with_children(())
            made.position_x, made.position_y, made.width = self.x, self.y, 0
            inline._adjust_line_height(made)
        else:
            made = inline.atomic_box(self.context, box, self.x, None, self.block, self.absolute, self.fixed)
            made.position_x = self.x
            self.x += made.margin_width()
        if made is not None:
            self._siblings().append(made)

    def _text(self, piece: Piece) -> Any:
        line, content = self.line, self.content
        start, end = max(piece.start, line.start), min(piece.end, line.end)
        text = content.text[start:end]
        if SOFT in text:
            text = text.replace(SOFT, "")
        if not text:
            return None
        letters, spaces = sum(content.glyphs[start:end]), text.count(" ") + text.count("\u00a0")
        made = piece.box.copy_with_text(text)
        natural = sum(content.advances[start:end])
        space = content.advances[start + text.index(" ")] if " " in text else 0.0
        tracking, wider = (line.letters, line.wider) if letters else (0.0, 0.0)
        made.width = natural + (natural - spaces * space) * wider + letters * tracking + spaces * line.spaces
        if line.hyphen and end == line.end:
            made.text += HYPHEN
            made.width = self.end - self.x
        made.position_x, made.position_y = self.x, self.y
        # All that is painted is made wider by the same part, but spaces are not to be.
        made.tracking, made.wider = tracking / (1 + wider), wider
        made.justification_spacing = (line.spaces - wider * space) / (1 + wider) or self.least
        self.x += made.width
        self._heights(made, piece)
        made.given, made.known = True, piece.words
        made.pango_layout = layout_of(made)
        return made

    def _heights(self, made: Any, piece: Piece) -> None:
        height, baseline = piece.height, piece.baseline
        if piece.mixed:
            height, baseline = real_size(made.text, made.style)
        made.height = height
        made.margin_top = made.margin_bottom = (inline.strut(made.style)[0] - height) / 2
        made.baseline = baseline + made.margin_top

    def _out_of_flow(self, box: Any) -> Any:
        if box.is_running() or box.is_note():
            self.context.add_running_element(box)
            return None
        if not box.is_absolutely_positioned():
            return None
        box.position_x, box.position_y = self.x, self.y
        placeholder = AbsolutePlaceholder(box)
        self.placeholders.append(placeholder)
        (self.absolute if box.style["position"] == "absolute" else self.fixed).append(placeholder)
        return placeholder


def _mirror(children: Sequence[Any], left: float) -> None:
    """Put boxes that stand from left to right, the first at `left`, into the order of a text from right to left."""
    for child in reversed([child for child in children if child.is_in_normal_flow()]):
        child.translate(dx=left - child.position_x, ignore_floats=True)
        left += child.margin_width()


def layout_of(box: Any) -> Any:
    """The engine's layout of a text box: shaped now only if something is drawn whose place the layout says."""
    spacing = box.justification_spacing
    if spacing:
        # The engine cuts the room after a glyph to a whole thousandth of an em.
        spacing += copysign(0.0005 * box.style["font_size"], spacing)
    if getattr(box, "given", False) and box.style["text_decoration_line"] == "none":
        return Given(box.text, spacing, getattr(box, "known", None))
    layout = create_layout(box.text, box.style, None, None, spacing)
    layout.deactivate()
    return layout
