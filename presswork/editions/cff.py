"""Programs of typefaces in the Compact Font Format (Adobe Technical Note 5176), their glyphs known by number."""

from __future__ import annotations

from struct import pack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Operators of dictionaries (section 9 and appendix B); those of two bytes are 1200 and the second byte.
_CHARSET, _ENCODING, _CHAR_STRINGS, _PRIVATE, _SUBRS = 15, 16, 17, 18, 19
_ROS, _CID_COUNT, _FD_ARRAY, _FD_SELECT = 1230, 1234, 1236, 1237
_STRINGS = (0, 1, 2, 3, 4, 1200, 1221, 1222)
# What else says the same in a font that is keyed by number: box, identity, pitch, slant, underline.
_KEPT = (5, 13, 1201, 1202, 1203, 1204)
_PLACES = (_CHARSET, _ENCODING, _CHAR_STRINGS, _PRIVATE)
_STANDARD_STRINGS = 391
_NUMBER = 29


class UnexpectedProgramError(Exception):
    """A font program is not one whose glyphs can lose their names, or not known well enough."""


class _Index:
    """An INDEX (section 5) that begins at `start`: `count` items, and `end`, the place after it."""

    def __init__(self, cff: bytes, start: int) -> None:
        self._cff, self.start = cff, start
        self.count = int.from_bytes(cff[start : start + 2], "big")
        self._size = cff[start + 2] if self.count else 0
        self._base = start + 2 + (self.count + 1) * self._size
        self.end = self._place(self.count) if self.count else start + 2

    def _place(self, number: int) -> int:
        at = self.start + 3 + number * self._size
        return self._base + int.from_bytes(self._cff[at : at + self._size], "big")

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < self.count:
            raise IndexError(number)
        return self._cff[self._place(number) : self._place(number + 1)]

    @property
    def written(self) -> bytes:
        """The bytes of all of it."""
        return self._cff[self.start : self.end]


def keyed_by_number(cff: bytes) -> bytes:
    """The font program with numbers (CIDs) for glyphs, which are their places, instead of names (section 18).

    Raises `UnexpectedProgramError` for several fonts, subroutines, fonts keyed by number, and what is not known.
    """
    try:
        return _rewritten(cff)
    except (IndexError, KeyError, ValueError) as error:
        raise UnexpectedProgramError from error


def _rewritten(cff: bytes) -> bytes:
    names = _Index(cff, cff[2])
    tops = _Index(cff, names.end)
    strings = _Index(cff, tops.end)
    top = _dictionary(tops[0])
    (outlines_at,), (size, at) = _numbers(top[_CHAR_STRINGS]), _numbers(top[_PRIVATE])
    private, outlines = cff[at : at + size], _Index(cff, outlines_at)
    subroutines = _Index(cff, strings.end).count or _SUBRS in _dictionary(private)
    if tops.count != 1 or subroutines or outlines.count < 2 or not top.keys() <= {*_STRINGS, *_KEPT, *_PLACES}:
        raise UnexpectedProgramError
    described, kept = _description(top, strings, outlines.count)
    return _assembled(cff[: names.end], described, kept, outlines, private)


def _description(top: dict[int, bytes], strings: _Index, glyphs: int) -> tuple[bytes, list[bytes]]:
    """What the Top DICT says of the font but for places, and the strings that it refers to."""
    kept = [b"Adobe", b"Identity"]
    entries = [_entry(_ROS, _STANDARD_STRINGS, _STANDARD_STRINGS + 1, 0)]
    for operator, operands in top.items():
        if operator in _PLACES:
            continue
        if operator in _STRINGS and (string := _numbers(operands)[0]) >= _STANDARD_STRINGS:
            entries.append(_entry(operator, _STANDARD_STRINGS + len(kept)))
            kept.append(strings[string - _STANDARD_STRINGS])
        else:
            entries.append(operands + _operator(operator))
    return b"".join([*entries, _entry(_CID_COUNT, glyphs)]), kept


def _assembled(before: bytes, described: bytes, kept: Sequence[bytes], outlines: _Index, private: bytes) -> bytes:
    count, written = outlines.count, outlines.written
    charset = pack(">BHH", 2, 1, count - 2)  # format 2: glyph 1 and all that follow are CID 1 and what follows
    select = pack(">BHHBH", 3, 1, 0, 0, count)  # format 3: all from glyph 0 on are of dictionary 0
    after = _as_index(kept) + _as_index([])
    # A place is written in five bytes whatever it is, so that what stands before it does not depend on it.
    start = len(before) + len(_top(described, 0, 0, 0, 0)) + len(after)
    places = [start, start + len(charset), start + len(charset) + len(select)]
    places.append(places[-1] + len(written))
    private_at = places[-1] + len(_array(0, 0))
    head = before + _top(described, *places) + after
    return head + charset + select + written + _array(len(private), private_at) + private


def _top(described: bytes, charset: int, select: int, outlines: int, array: int) -> bytes:
    places = ((_CHARSET, charset), (_FD_SELECT, select), (_CHAR_STRINGS, outlines), (_FD_ARRAY, array))
    return _as_index([described + b"".join(_entry(operator, place) for operator, place in places)])


def _array(size: int, place: int) -> bytes:
    return _as_index([_entry(_PRIVATE, size, place)])


def _as_index(items: Sequence[bytes]) -> bytes:
    if not items:
        return bytes(2)
    offsets = [1]
    for item in items:
        offsets.append(offsets[-1] + len(item))
    size = (offsets[-1].bit_length() + 7) // 8
    head = pack(">HB", len(items), size)
    return b"".join([head, *(offset.to_bytes(size, "big") for offset in offsets), *items])


def _dictionary(data: bytes) -> dict[int, bytes]:
    """A DICT (section 4): the operands of each operator, as they are written."""
    found: dict[int, bytes] = {}
    start = at = 0
    while at < len(data):
        first = data[at]
        if first <= 21:
            wide = first == 12
            found[1200 + data[at + 1] if wide else first] = data[start:at]
            start = at = at + 1 + wide
        else:
            at += _length(data, at)
    return found


def _length(data: bytes, at: int) -> int:
    """The number of bytes of an operand (tables 3 to 5)."""
    first = data[at]
    if first == 30:
        end = at + 1
        while data[end] & 15 != 15 and data[end] >> 4 != 15:
            end += 1
        return end + 1 - at
    return {28: 3, _NUMBER: 5}.get(first) or (1 if first < 247 else 2)


def _numbers(operands: bytes) -> list[int]:
    """Operands that are whole numbers; raises ValueError for others."""
    found, at = [], 0
    while at < len(operands):
        first, length = operands[at], _length(operands, at)
        if first in (28, _NUMBER):
            found.append(int.from_bytes(operands[at + 1 : at + length], "big", signed=True))
        elif first == 30:
            raise ValueError(operands)
        elif length == 1:
            found.append(first - 139)
        else:
            sign = 1 if first < 251 else -1
            base = 247 if sign > 0 else 251
            found.append(sign * ((first - base) * 256 + operands[at + 1] + 108))
        at += length
    return found


def _entry(operator: int, *numbers: int) -> bytes:
    return b"".join(pack(">Bi", _NUMBER, number) for number in numbers) + _operator(operator)


def _operator(operator: int) -> bytes:
    return bytes([12, operator - 1200]) if operator >= 1200 else bytes([operator])
