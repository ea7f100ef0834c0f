"""Breakpoints, and what a line from one to another measures."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add, sub
from typing import TYPE_CHECKING, NamedTuple

from presswork.typesetting.totalfit.hyphenation import SOFT
from presswork.typesetting.totalfit.margins import LEFT, RIGHT, UNHUNG
from presswork.typesetting.totalfit.measuring import HYPHEN, SPACES, Meter, stands_alone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.typesetting.totalfit.content import Content, Piece
    from presswork.typesetting.totalfit.rules import Rules

# What a line ends with: nothing that matters, a hyphen that is put in, one that the author wrote, a forced break.
PLAIN, PUT_IN, WRITTEN, FORCED = range(4)
# Where the numbers of a token's rows count from: character, px, px of letters, spaces, glyphs.
Origin = tuple[int, float, float, int, int]
FIRST: Origin = (0, 0.0, 0.0, 0, 0)


class Breakpoint(NamedTuple):
    """A place where a line may end at `end` and the next begin at `following`, at a price; `kind` says with what."""

    end: int
    following: int
    penalty: float
    kind: int


@dataclass
class Breakpoints:
    """All breakpoints of a paragraph, its beginning first, its end last, with what they add to a line's measure.

    A line from `a` to `b` is `ends[b] - starts[a]` px wide, what hangs out left off; it has
    `spaces_to[b] - spaces_from[a]` word spaces and `glyphs_to[b] - glyphs_from[a]` letters that can be
    tracked, which are themselves about `letters[b] - letters[a]` px wide.
    """

    points: list[Breakpoint]
    ends: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    hanging: list[tuple[float, float]] = field(default_factory=list)
    spaces_to: list[int] = field(default_factory=list)
    spaces_from: list[int] = field(default_factory=list)
    glyphs_to: list[int] = field(default_factory=list)
    glyphs_from: list[int] = field(default_factory=list)
    letters: list[float] = field(default_factory=list)


class Row(NamedTuple):
    """A breakpoint with what it adds to the measure, as in `Breakpoints`; in a token all but the last are relative."""

    end: int
    following: int
    width: float
    start: float
    letters: float
    spaces_to: int
    spaces_from: int
    glyphs_to: int
    glyphs_from: int
    penalty: float
    kind: int
    left: float
    right: float


class Gathered:
    """Rows one after the other, each with the place from which its first nine numbers count."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.origins: list[Origin] = []

    def add(self, rows: Sequence[Row], origin: Origin = FIRST) -> None:
        """Add rows that all count from one place."""
        self.rows += rows
        self.origins += [origin] * len(rows)

    def breakpoints(self) -> Breakpoints:
        """All of them, counted from the beginning of the paragraph."""
        end, following, width, start, letters, spaces_to, spaces_from, to, by, penalty, kind, left, right = zip(
            *self.rows, strict=True
        )
        place, px, letter, space, glyph = zip(*self.origins, strict=True)
        return Breakpoints(
            list(map(Breakpoint, map(add, place, end), map(add, place, following), penalty, kind)),
            list(map(sub, map(add, px, width), right)),
            list(map(add, map(add, px, start), left)),
            list(zip(left, right, strict=True)),
            list(map(add, space, spaces_to)),
            list(map(add, space, spaces_from)),
            list(map(add, glyph, to)),
            list(map(add, glyph, by)),
            list(map(add, letter, letters)),
        )


def relative(row: Row, origin: Origin) -> Row:
    """A row counted from the beginning of its token."""
    place, px, letter, space, glyph = origin
    return Row(
        row.end - place, row.following - place, row.width - px, row.start - px, row.letters - letter,
        row.spaces_to - space, row.spaces_from - space, row.glyphs_to - glyph, row.glyphs_from - glyph, *row[9:],
    )  # fmt: skip


class Measuring:
    """Adds to breakpoints what they contribute to the measure of a line."""

    def __init__(self, content: Content, rules: Rules, meter: Meter) -> None:
        self.content, self.rules, self.meter = content, rules, meter
        self.offsets = list(accumulate(content.widths(), initial=0.0))
        self.pieces = [piece for piece in content.pieces if piece.end > piece.start]
        self.piece_starts = [piece.start for piece in self.pieces]
        self.spaces = list(accumulate((char in SPACES for char in content.text), initial=0))
        self.glyphs = list(accumulate(content.glyphs, initial=0))
        characters = zip(content.advances, content.glyphs, content.text, strict=True)
        self.letters = list(accumulate((a * (n > 0 and char not in SPACES) for a, n, char in characters), initial=0.0))

    def origin(self, place: int) -> Origin:
        """From where the numbers of a token count that begins at a place."""
        return place, self.offsets[place], self.letters[place], self.spaces[place], self.glyphs[place]

    def row(self, point: Breakpoint, *, hanging: tuple[bool, bool] = (True, True), first: bool = False) -> Row:
        """A breakpoint measured; `hanging` says whether anything hangs there, on the left and on the right."""
        width, start = 0.0 if first else self._end(point), self.offsets[point.following]
        if point.kind == PUT_IN and not self.content.glyphs[point.end]:
            width, start = self._parted(point)
        return Row(
            point.end,
            point.following,
            width,
            start,
            self.letters[point.following],
            self.spaces[point.end],
            self.spaces[point.following],
            # What is added after the last letter does not show.
            self.glyphs[point.end] - 1 + (point.kind == PUT_IN),
            self.glyphs[point.following],
            point.penalty,
            point.kind,
            self._left(point) if hanging[0] else 0.0,
            self._right(point) if hanging[1] else 0.0,
        )

    def space(self, place: int) -> Row:
        """A line's end at a single space, measured."""
        text, following = self.content.text, place + 1
        point = Breakpoint(place, following, 0.0, PLAIN)
        left = self._left(point) if text[following] in LEFT else 0.0
        right = self._right(point) if text[place - 1] in RIGHT else 0.0
        return Row(
            place, following, self.offsets[place], self.offsets[following], self.letters[following],
            self.spaces[place], self.spaces[following], self.glyphs[place] - 1, self.glyphs[following],
            0.0, PLAIN, left, right,
        )  # fmt: skip

    def piece(self, place: int) -> Piece:
        """The piece in which a character is."""
        return self.pieces[bisect_right(self.piece_starts, place) - 1]

    def _end(self, point: Breakpoint) -> float:
        """How far the text reaches, in px, when a line ends at a point."""
        text, end = self.content.text, point.end
        if not end or point.kind == FORCED or (point.kind == PLAIN and point.following > end):
            return self.offsets[end]
        at = end - 1 if text[end - 1] != SOFT or end < 2 else end - 2
        piece = self.piece(at)
        if not piece.is_text or not self.content.glyphs[at] or not stands_alone(text[at]):
            return self.offsets[end] + (self.meter.single(HYPHEN, piece.box.style).alone if point.kind == PUT_IN else 0)
        single = self.meter.single(text[at], piece.box.style)
        return self.offsets[at] + (single.hyphened if point.kind == PUT_IN else single.alone)

    def _parted(self, point: Breakpoint) -> tuple[float, float]:
        """End and next start, in px, of a hyphen that parts a ligature."""
        glyphs, text = self.content.glyphs, self.content.text
        first, last = point.end - 1, point.end
        while first > 0 and not glyphs[first]:
            first -= 1
        while last < len(text) and not glyphs[last]:
            last += 1
        style = self.piece(first).box.style
        end = self.offsets[first] + self.meter.word(text[first : point.end] + HYPHEN, style)
        return end, self.offsets[last] - self.meter.word(text[point.end : last], style)

    def hangs(self, piece: Piece) -> bool:
        """Whether punctuation of a piece hangs out."""
        return self.rules.hanging and piece.is_text and not _is_code(piece)

    def _right(self, point: Breakpoint) -> float:
        put_in = point.kind == PUT_IN
        if point.kind == FORCED or not point.end or not (put_in or self.content.text[point.end - 1] in RIGHT):
            return 0.0
        piece = self.piece(point.end - 1)
        if not self.hangs(piece):
            return 0.0
        if put_in:
            return RIGHT[HYPHEN] * self.meter.single(HYPHEN, piece.box.style).hyphen
        return RIGHT.get(self.content.text[point.end - 1], 0.0) * self.content.advances[point.end - 1]

    def _left(self, point: Breakpoint) -> float:
        char = self.content.text[point.following]
        if char not in LEFT or not self.hangs(self.piece(point.following)):
            return 0.0
        return LEFT[char] * self.content.advances[point.following]


def _is_code(piece: Piece) -> bool:
    return any(box.element_tag in UNHUNG for box in (piece.box, *piece.chain))
