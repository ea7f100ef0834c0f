"""The places where the lines of a paragraph may end, and what a line from one to another measures."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import get_log_attrs

from presswork.typesetting.totalfit.content import is_unbroken
from presswork.typesetting.totalfit.hyphenation import SOFT, Hyphenator
from presswork.typesetting.totalfit.margins import LEFT, RIGHT, UNHUNG
from presswork.typesetting.totalfit.measuring import HYPHEN, SPACES, Meter, stands_alone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.typesetting.totalfit.content import Content, Piece
    from presswork.typesetting.totalfit.rules import Rules

# What a line ends with: nothing that matters, a hyphen that is put in, one that the author wrote, a forced break.
PLAIN, PUT_IN, WRITTEN, FORCED = range(4)
_WORD = re.compile(r"[^\W\d_]+(?:[’'\u00ad][^\W\d_]+)*")
_TOKEN = re.compile(r"[^ \u00a0\n\u200b\u2e80]+")
# Addresses, paths and names of options may be divided after their signs (Chicago Manual of Style, 7.46).
_ADDRESS = re.compile(r"://|^www\.|\w/\w+/\w|\w_\w|^\W*--\w|\w=\w|\w@\w")
_AFTER_SIGN = re.compile(r"(?<=\w\w)[/.?&=_+|@-](?=[\w|-][\w-])")
_DASHES = "–—…"
_BYTES = ffi.sizeof("PangoLogAttr")


@dataclass(slots=True)
class Breakpoint:
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


def breakpoints(
    content: Content,
    rules: Rules,
    meter: Meter,
    hyphenator: Hyphenator,
    *,
    start: tuple[int, ...],
    room: float,
    flush: bool,
) -> Breakpoints:
    """The breakpoints of a paragraph from where a path of the engine leads.

    `room` is the narrowest measure; a word that is wider may be broken anywhere. `flush` says that the first line
    begins at the edge, so that a quotation mark hangs there too.
    """
    place = content.place_of(start)
    while place < len(content.text) - 1 and content.text[place] == " ":
        place += 1
    points = sorted(_points(content, rules, hyphenator, place, room), key=lambda p: (p.end, p.penalty))
    unique = [point for n, point in enumerate(points) if not n or point.end > points[n - 1].end]
    end = len(content.text.rstrip(" \n"))
    first = Breakpoint(place, place, 0.0, PLAIN)
    last = Breakpoint(end, len(content.text), 0.0, FORCED)
    found = Breakpoints([first, *(p for p in unique if place < p.end < end), last])
    _Measuring(content, rules, meter, found).fill(flush=flush)
    return found


# --- where a line may end ------------------------------------------------------------------------------------------


def _points(content: Content, rules: Rules, hyphenator: Hyphenator, start: int, room: float) -> Iterator[Breakpoint]:
    text = content.text
    yield from _unicode_points(content, rules)
    offsets = list(accumulate(content.widths(), initial=0.0))
    starts = [piece.start for piece in content.pieces]
    for match in _TOKEN.finditer(text, start):
        token, at = match[0], match.start()
        if len(token) < 4:
            continue
        piece = content.pieces[_piece_at(content, starts, at)]
        if is_unbroken(piece.box):
            continue
        # What a no-break space ties to a word before it must fit with that.
        too_long = offsets[match.end()] - offsets[text.rfind(" ", 0, at) + 1] > room
        if too_long or _ADDRESS.search(token):
            for sign in _AFTER_SIGN.finditer(token):
                yield Breakpoint(at + sign.end(), at + sign.end(), rules.address, PLAIN)
        if not _ADDRESS.search(token):
            yield from _divisions(token, at, piece, rules, hyphenator)
        if too_long:
            for place in range(at + 2, match.end() - 1):
                yield Breakpoint(place, place, rules.inside_word, PLAIN)


def _piece_at(content: Content, starts: list[int], place: int) -> int:
    index = bisect_right(starts, place) - 1
    while not content.pieces[index].is_text:
        index -= 1
    return index


def _unicode_points(content: Content, rules: Rules) -> Iterator[Breakpoint]:
    """Breaks by the Unicode line breaking algorithm (UAX 14), as the engine has them, less those of bad typography."""
    text = content.text
    attributes = get_log_attrs(text, content.pieces[0].box.style["lang"])
    bits = bytes(ffi.buffer(attributes, (len(text) + 1) * _BYTES))[::_BYTES]
    pieces = [piece for piece in content.pieces if piece.end > piece.start]
    forbidden = {p.start for p in pieces if (p.box.element_tag or "").endswith("::footnote-call")}
    unbroken = [(p.start, p.end) for p in pieces if p.is_text and is_unbroken(p.box)]
    for place in range(1, len(text)):
        previous = text[place - 1]
        if previous == "\n":
            end = len(text[: place - 1].rstrip(" "))
            yield Breakpoint(end, _after_spaces(text, place), 0.0, FORCED)
        elif bits[place] & 1 and not any(a < place < b for a, b in unbroken):
            if previous in " \u200b":
                end = len(text[:place].rstrip(" "))
                if text[place] != "\n" and text[end:place] and end:
                    yield Breakpoint(end, place, 0.0, PLAIN)
                elif previous == "\u200b":
                    yield Breakpoint(place, place, 0.0, PLAIN)
            elif text[place] not in _DASHES and place not in forbidden and previous != SOFT:
                yield _inside(previous, place, rules)


def _inside(previous: str, place: int, rules: Rules) -> Breakpoint:
    if previous in "-\u2010":
        return Breakpoint(place, place, rules.hyphen, WRITTEN)
    return Breakpoint(place, place, rules.dash if previous in _DASHES else rules.address, PLAIN)


def _after_spaces(text: str, place: int) -> int:
    while place < len(text) and text[place] == " ":
        place += 1
    return place


def _divisions(token: str, at: int, piece: Piece, rules: Rules, hyphenator: Hyphenator) -> Iterator[Breakpoint]:
    style = piece.box.style
    # In a text from right to left a hyphen would stand before the word's first half.
    automatic = style["hyphens"] == "auto" and style["direction"] == "ltr"
    if style["hyphens"] == "none" or not (automatic or SOFT in token):
        return
    language, limits = style["lang"] or "", style["hyphenate_limit_chars"]
    for match in _WORD.finditer(token):
        word, start = match[0], match.start()
        if not automatic and SOFT not in word:
            continue
        compound = token[start - 1 : start] in ("-", "\u2010") or token[match.end() : match.end() + 1] in (
            "-",
            "\u2010",
        )
        penalty = rules.hyphen * (2 if compound else 0.5 if SOFT in word else 1)
        for point in hyphenator.points(word, language, limits):
            yield Breakpoint(at + start + point, at + start + point, penalty, PUT_IN)


# --- what a line measures --------------------------------------------------------------------------------------------


class _Measuring:
    """Adds to breakpoints what they contribute to the measure of a line."""

    def __init__(self, content: Content, rules: Rules, meter: Meter, found: Breakpoints) -> None:
        self.content, self.rules, self.meter, self.found = content, rules, meter, found
        self.offsets = list(accumulate(content.widths(), initial=0.0))
        self.pieces = [piece for piece in content.pieces if piece.end > piece.start]
        self.piece_starts = [piece.start for piece in self.pieces]

    def fill(self, *, flush: bool) -> None:
        """Measure at every breakpoint."""
        found, text = self.found, self.content.text
        spaces = list(accumulate((char in SPACES for char in text), initial=0))
        glyphs = list(accumulate(self.content.glyphs, initial=0))
        letters = [a * (n > 0 and char not in SPACES) for a, n, char in self._characters()]
        widths = list(accumulate(letters, initial=0.0))
        last = len(found.points) - 1
        for number, point in enumerate(found.points):
            width, start = self._end(point) if number else 0.0, self.offsets[point.following]
            if point.kind == PUT_IN and not self.content.glyphs[point.end]:
                width, start = self._parted(point)
            right = self._right(point) if 0 < number < last else 0.0
            left = self._left(point) if 0 < number < last or (flush and not number) else 0.0
            found.hanging.append((left, right))
            found.ends.append(width - right)
            found.starts.append(start + left)
            found.letters.append(widths[point.following])
            found.spaces_to.append(spaces[point.end])
            found.spaces_from.append(spaces[point.following])
            # What is added after the last letter does not show.
            found.glyphs_to.append(glyphs[point.end] - 1 + (point.kind == PUT_IN))
            found.glyphs_from.append(glyphs[point.following])

    def _characters(self) -> Iterator[tuple[float, int, str]]:
        return zip(self.content.advances, self.content.glyphs, self.content.text, strict=True)

    def _piece(self, place: int) -> Piece:
        return self.pieces[bisect_right(self.piece_starts, place) - 1]

    def _end(self, point: Breakpoint) -> float:
        """How far the text reaches, in px, when a line ends at a point."""
        text, end = self.content.text, point.end
        if not end or point.kind == FORCED or (point.kind == PLAIN and point.following > end):
            return self.offsets[end]
        at = end - 1 if text[end - 1] != SOFT or end < 2 else end - 2
        piece = self._piece(at)
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
        style = self._piece(first).box.style
        end = self.offsets[first] + self.meter.word(text[first : point.end] + HYPHEN, style)
        return end, self.offsets[last] - self.meter.word(text[point.end : last], style)

    def _hangs(self, piece: Piece) -> bool:
        return self.rules.hanging and piece.is_text and not _is_code(piece)

    def _right(self, point: Breakpoint) -> float:
        if point.kind == FORCED or not point.end:
            return 0.0
        piece = self._piece(point.end - 1)
        if not self._hangs(piece):
            return 0.0
        if point.kind == PUT_IN:
            return RIGHT[HYPHEN] * self.meter.single(HYPHEN, piece.box.style).hyphen
        return RIGHT.get(self.content.text[point.end - 1], 0.0) * self.content.advances[point.end - 1]

    def _left(self, point: Breakpoint) -> float:
        char = self.content.text[point.following]
        if char not in LEFT or not self._hangs(self._piece(point.following)):
            return 0.0
        return LEFT[char] * self.content.advances[point.following]


def _is_code(piece: Piece) -> bool:
    return any(box.element_tag in UNHUNG for box in (piece.box, *piece.chain))
