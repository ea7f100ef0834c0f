"""Reads the engine's boxes of one paragraph as a text with places: what is broken into lines, and what goes with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from presswork.typesetting.totalfit.measuring import HYPHEN, RIGHT_TO_LEFT, SPACES, Meter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presswork.typesetting.totalfit.words import Vocabulary

# Stands in the text for what cannot be broken; for line breaking it is like an ideograph (CSS Text 3, section 5.1).
OBJECT = "\u2e80"
# Marks that turn the direction of what follows, which must not be parted from their end.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua000-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]"
    "|[\U00020000-\U0003ffff]"
)
_ATOMIC = (boxes.InlineReplacedBox, boxes.InlineBlockBox)


class UnsuitableError(Exception):
    """Why the engine's own lines stand; empty where there is nothing to say, such as in a listing."""


def is_unbroken(box: Any) -> bool:
    """Whether a text's lines may not end at its spaces."""
    return box.style["white_space"] in ("nowrap", "pre")


@dataclass(slots=True)
class Piece:
    """A part of a paragraph in one box: text, an object of one character, or something that takes no room.

    `path` are the indexes of the box below the line box, `chain` the inline boxes that it is in, from the outermost;
    `start` and `end` are places in the paragraph's text.
    """

    box: Any
    path: tuple[int, ...]
    chain: tuple[Any, ...]
    start: int
    end: int
    height: float = 0.0
    baseline: float = 0.0
    mixed: bool = False
    words: Vocabulary | None = None

    @property
    def is_text(self) -> bool:
        """Whether it is text."""
        return isinstance(self.box, boxes.TextBox)


@dataclass
class Content:
    """A paragraph: its text, the pieces in their order, and of each character the advance (px) and number of glyphs.

    `floats` are floating boxes before the first word; `extents` says from where to
    where an inline box (by identity) reaches, `edges` what its margins, borders and padding add to which character.
    """

    justified: bool
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    advances: list[float] = field(default_factory=list)
    glyphs: list[int] = field(default_factory=list)
    floats: list[Any] = field(default_factory=list)
    extents: dict[int, tuple[int, int]] = field(default_factory=dict)
    edges: list[tuple[int, float]] = field(default_factory=list)

    def widths(self) -> list[float]:
        """The room that each character takes with the edges of inline boxes that are beside it, px."""
        widths = list(self.advances)
        for place, width in self.edges:
            widths[place] += width
        return widths

    def within(self, start: int, end: int, following: int) -> list[Piece]:
        """The pieces of a line; what takes no room is in the line in which its place is."""
        stop = following if following < len(self.text) else len(self.text) + 1
        return [
            piece
            for piece in self.pieces
            if (piece.start < end and piece.end > start) or (piece.start == piece.end and start <= piece.start < stop)
        ]

    def place_of(self, path: Sequence[int]) -> int:
        """The place in the text where a skip stack of the engine resumes; the last number counts bytes of a text."""
        for piece in self.pieces:
            depth = len(piece.path)
            if tuple(path[:depth]) == piece.path:
                rest = path[depth:]
                return piece.start + (len(piece.box.text.encode()[: rest[0]].decode()) if rest else 0)
            if piece.path > tuple(path):
                return piece.start
        return len(self.text)

    def path_to(self, place: int) -> tuple[int, ...]:
        """The engine's way to a place: indexes of boxes, then bytes in a text, zeros at the end left out."""
        piece = next(p for p in self.pieces if p.end > place)
        path = (*piece.path, len(piece.box.text[: place - piece.start].encode())) if piece.is_text else piece.path
        while path and path[-1] == 0:
            path = path[:-1]
        return path


def read(context: Any, linebox: Any, block: Any, meter: Meter) -> Content:
    """The content of a line box that is not laid out yet, measured. Raises `UnsuitableError`."""
    _check(linebox, block)
    reader = _Reader(context, block, meter, justified=linebox.style["text_align_all"] == "justify")
    reader.read(linebox, (), ())
    content = reader.content
    content.text = "".join(reader.texts)
    if not content.text.strip(SPACES + "\n"):
        raise UnsuitableError
    return content


def _check(linebox: Any, block: Any) -> None:
    style = block.style
    if linebox.style["white_space"] not in ("normal", "nowrap", "pre-line"):
        raise UnsuitableError
    if style["hyphenate_character"] not in (HYPHEN, "\u2010"):
        raise UnsuitableError("a hyphen of the house's own")
    if linebox.text_overflow != "clip" or style["max_lines"] != "none" or style["block_ellipsis"] != "none":
        raise UnsuitableError
    if any(box.first_letter_style or box.first_line_style for box in (linebox, block)):
        raise UnsuitableError("a first line or first letter of its own style")


class _Reader:
    """Goes through the boxes of a paragraph and gathers its content."""

    def __init__(self, context: Any, block: Any, meter: Meter, *, justified: bool) -> None:
        self.context, self.block, self.meter, self.justified = context, block, meter, justified
        self.content, self.at = Content(justified), 0
        self.texts: list[str] = []

    def read(self, box: Any, path: tuple[int, ...], chain: tuple[Any, ...]) -> None:
        for index, child in enumerate(box.children):
            self._child(child, (*path, index), chain)

    def _child(self, child: Any, path: tuple[int, ...], chain: tuple[Any, ...]) -> None:
        if not child.is_in_normal_flow():
            self._out_of_flow(child, path, chain)
            return
        inline.resolve_percentages(child, self.block)
        if isinstance(child, boxes.TextBox):
            self._text(child, path, chain)
        elif type(child) is boxes.InlineBox:
            self._inline(child, path, chain)
        elif isinstance(child, _ATOMIC):
            self._object(child, path, chain)
        else:
            raise UnsuitableError("a box of its own layout in a line")

    def _text(self, box: Any, path: tuple[int, ...], chain: tuple[Any, ...]) -> None:
        text = box.text
        if "\t" in text or not box.style["font_size"]:
            raise UnsuitableError
        if _TURNING.search(text):
            raise UnsuitableError("marks that turn the direction of the text")
        if _WITHOUT_SPACES.search(text):
            raise UnsuitableError("a script that is written without spaces")
        piece = Piece(box, path, chain, self.at, self.at + len(text))
        if text:
            found = self.meter.measure(text, box.style, justified=self.justified)
            piece.height, piece.baseline, piece.mixed = found.height, found.baseline, found.mixed
            piece.words = found.words
            self.content.advances += found.advances
            # Letters that are joined are not tracked: they count as none.
            rigid = RIGHT_TO_LEFT.search(text) is not None
            self.content.glyphs += [0] * len(text) if rigid else found.glyphs
        self._add(piece, text)

    def _inline(self, box: Any, path: tuple[int, ...], chain: tuple[Any, ...]) -> None:
        if box.is_leader:
            raise UnsuitableError
        if box.style["position"] == "relative" and any(not b.is_in_normal_flow() for b in box.descendants()):
            raise UnsuitableError("a box that is positioned in a line")
        for side in ("margin_left", "margin_right"):
            if getattr(box, side) == "auto":
                setattr(box, side, 0)
        before = self.at
        if box.children:
            self.read(box, path, (*chain, box))
        else:
            self._add(Piece(box, path, chain, self.at, self.at), "")
        self.content.extents[id(box)] = before, self.at
        self._edges(box, before)

    def _edges(self, box: Any, before: int) -> None:
        """Give the margins, borders and padding of an inline box to the characters at its ends."""
        left = box.margin_left + box.border_left_width + box.padding_left
        right = box.margin_right + box.border_right_width + box.padding_right
        if left or right:
            odd = box.style["box_decoration_break"] == "clone" or box.style["direction"] == "rtl"
            if before == self.at or odd:
                raise UnsuitableError("a frame around a part of a line")
            self.content.edges += [(before, left), (self.at - 1, right)]

    def _object(self, box: Any, path: tuple[int, ...], chain: tuple[Any, ...]) -> None:
        laid_out = inline.atomic_box(self.context, box, 0, None, self.block, [], [])
        self.content.advances.append(laid_out.margin_width())
        self.content.glyphs.append(0)
        self._add(Piece(box, path, chain, self.at, self.at + 1), OBJECT)

    def _out_of_flow(self, box: Any, path: tuple[int, ...], chain: tuple[Any, ...]) -> None:
        if box.is_floated():
            if self.at or chain:
                raise UnsuitableError("a floating box between the words of a paragraph")
            self.content.floats.append(box)
        self._add(Piece(box, path, chain, self.at, self.at), "")

    def _add(self, piece: Piece, text: str) -> None:
        self.content.pieces.append(piece)
        self.texts.append(text)
        self.at += len(text)


def text_pieces(content: Content) -> Iterator[Piece]:
    """The pieces that are text, in their order."""
    return (piece for piece in content.pieces if piece.is_text and piece.end > piece.start)
