"""The places where the lines of a paragraph may end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import get_log_attrs

from presswork.typesetting.totalfit.content import is_unbroken
from presswork.typesetting.totalfit.hyphenation import SOFT, Hyphenator
from presswork.typesetting.totalfit.points import (
    FIRST,
    FORCED,
    PLAIN,
    PUT_IN,
    WRITTEN,
    Breakpoint,
    Gathered,
    Measuring,
    relative,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.typesetting.totalfit.content import Content, Piece
    from presswork.typesetting.totalfit.measuring import Meter
    from presswork.typesetting.totalfit.points import Breakpoints, Row
    from presswork.typesetting.totalfit.rules import Rules

_WORD = re.compile(r"[^\W\d_]+(?:[’'\u00ad][^\W\d_]+)*")
_TOKEN = re.compile(r"[^ \u00a0\n\u200b\u2e80]+")
# Addresses, paths and names of options may be divided after their signs (Chicago Manual of Style, 7.46).
_ADDRESS = re.compile(r"://|^www\.|\w/\w+/\w|\w_\w|^\W*--\w|\w=\w|\w@\w")
_AFTER_SIGN = re.compile(r"(?<=\w\w)[/.?&=_+|@-](?=[\w|-][\w-])")
_DASHES = "–—…"
_BYTES = ffi.sizeof("PangoLogAttr")
# The first bit of a PangoLogAttr: whether a line may break before the character.
_MAY_BREAK = bytes(byte & 1 for byte in range(256))


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
    end = len(content.text.rstrip(" \n"))
    measuring = Measuring(content, rules, meter)
    gathered = Gathered()
    gathered.add([measuring.row(Breakpoint(place, place, 0.0, PLAIN), hanging=(flush, False), first=True)])
    _Finder(content, rules, hyphenator, measuring, room).find(place, end, gathered)
    last = Breakpoint(end, len(content.text), 0.0, FORCED)
    gathered.add([measuring.row(last, hanging=(False, False))])
    return gathered.breakpoints()


# --- where a line may end ------------------------------------------------------------------------------------------


class _Finder:
    """Goes through the tokens of a paragraph and what is between them."""

    def __init__(
        self, content: Content, rules: Rules, hyphenator: Hyphenator, measuring: Measuring, room: float
    ) -> None:
        self.content, self.rules, self.hyphenator, self.room = content, rules, hyphenator, room
        self.measuring, self.offsets = measuring, measuring.offsets
        text = content.text
        attributes = get_log_attrs(text, content.pieces[0].box.style["lang"])
        self.bits = bytes(ffi.buffer(attributes, (len(text) + 1) * _BYTES))[::_BYTES].translate(_MAY_BREAK)
        pieces = measuring.pieces
        self.forbidden = {p.start for p in pieces if (p.box.element_tag or "").endswith("::footnote-call")}
        self.unbroken = [(p.start, p.end) for p in pieces if p.is_text and is_unbroken(p.box)]
        self.edges = {place for place, _ in content.edges}
        self.known: dict[int, dict[Any, tuple[Row, ...]] | None] = {}

    def find(self, start: int, stop: int, gathered: Gathered) -> None:
        """Gather what lies between two places."""
        at, text, bits, measuring = start, self.content.text, self.bits, self.measuring
        for match in _TOKEN.finditer(text, start):
            begins, ends = match.span()
            if start < at == begins - 1 and text[at] == " " and bits[begins] and not (bits[at] or self.unbroken):
                # Nearly all that stands between two tokens is one space.
                gathered.rows.append(measuring.space(at))
                gathered.origins.append(FIRST)
            else:
                self._between(at, begins, start, stop, gathered)
            if ends - begins > 1:
                self._token(match[0], begins, start, stop, gathered)
            at = ends
        self._between(at, len(text) - 1, start, stop, gathered)

    def _between(self, at: int, next_token: int, start: int, stop: int, gathered: Gathered) -> None:
        """What is between the end of a token and the beginning of the next; both are between, too."""
        found = []
        for place in range(at, next_token + 1):
            if self.content.text[place - 1 : place] == "\n" or self.bits[place]:
                point = self._unicode(place)
                if point is not None and start < point.end < stop:
                    found.append(point)
        if len(found) > 1:
            found.sort(key=lambda point: (point.end, point.penalty))
            found = [point for n, point in enumerate(found) if not n or point.end > found[n - 1].end]
        gathered.add([self.measuring.row(point) for point in found])

    def _token(self, token: str, at: int, start: int, stop: int, gathered: Gathered) -> None:
        end, text, piece = at + len(token), self.content.text, self.measuring.piece(at)
        # What a no-break space ties to a word before it must fit with that.
        tied = at if text[at - 1 : at] == " " else text.rfind(" ", 0, at) + 1
        wide = self.offsets[end] - self.offsets[tied] > self.room
        known = None
        if end <= piece.end and not wide and (at > start or not at) and self.edges.isdisjoint(range(at, end)):
            known = self._known(piece)
        origin = self.measuring.origin(at)
        if known is None:
            points = [point for point in self._points(token, at, piece, wide=wide) if start < point.end < stop]
            gathered.add([self.measuring.row(point) for point in points])
            return
        key = token, self.bits[at + 1 : end]
        rows = known.get(key)
        if rows is None:
            points = self._points(token, at, piece, wide=wide)
            rows = known[key] = tuple(relative(self.measuring.row(point), origin) for point in points)
        gathered.add(rows, origin)

    def _known(self, piece: Piece) -> dict[Any, tuple[Row, ...]] | None:
        """What a worker knows of tokens in the style of a piece; None where a token is not only what it is there."""
        if piece.start not in self.known:
            self.known[piece.start] = self._tokens(piece)
        return self.known[piece.start]

    def _tokens(self, piece: Piece) -> dict[Any, tuple[Row, ...]] | None:
        if piece.words is None or is_unbroken(piece.box):
            return None
        style, rules = piece.box.style, self.rules
        language = style["lang"] or ""
        key = (
            rules.hyphen, rules.dash, rules.address, self.measuring.hangs(piece),
            style["hyphens"], style["direction"], language, style["hyphenate_limit_chars"],
            self.hyphenator.own_words(language),
        )  # fmt: skip
        return piece.words.tokens.setdefault(key, {})

    def _points(self, token: str, at: int, piece: Piece, *, wide: bool) -> list[Breakpoint]:
        """The breakpoints inside a token, in order, the cheapest at each place."""
        found = [p for place in range(at + 1, at + len(token)) if self.bits[place] if (p := self._unicode(place))]
        # What cannot be broken at spaces is not divided, nor are tokens that are too short for it.
        if len(token) > 3 and not is_unbroken(piece.box):
            found += self._divided(token, at, piece, wide=wide)
        found.sort(key=lambda point: (point.end, point.penalty))
        return [point for n, point in enumerate(found) if not n or point.end > found[n - 1].end]

    def _divided(self, token: str, at: int, piece: Piece, *, wide: bool) -> Iterator[Breakpoint]:
        address, rules = _ADDRESS.search(token), self.rules
        if wide or address:
            for sign in _AFTER_SIGN.finditer(token):
                yield Breakpoint(at + sign.end(), at + sign.end(), rules.address, PLAIN)
        if not address:
            yield from _divisions(token, at, piece, rules, self.hyphenator)
        if wide:
            for place in range(at + 2, at + len(token) - 1):
                yield Breakpoint(place, place, rules.inside_word, PLAIN)

    def _unicode(self, place: int) -> Breakpoint | None:
        """A break by the Unicode line breaking algorithm (UAX 14), as the engine has it; None if it is ugly."""
        text = self.content.text
        previous = text[place - 1 : place]
        if previous == "\n":
            return Breakpoint(len(text[: place - 1].rstrip(" ")), _after_spaces(text, place), 0.0, FORCED)
        if not place or any(a < place < b for a, b in self.unbroken):
            return None
        if previous in " \u200b":
            end = place - 1 if text[place - 2 : place - 1] not in ("", " ") else len(text[:place].rstrip(" "))
            if previous == "\u200b":
                return Breakpoint(place, place, 0.0, PLAIN)
            return Breakpoint(end, place, 0.0, PLAIN) if text[place] != "\n" and end else None
        if text[place] in _DASHES or place in self.forbidden or previous == SOFT:
            return None
        return _inside(previous, place, self.rules)


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
