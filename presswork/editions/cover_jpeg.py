"""A JPEG put together from parts that were encoded alone: what is the same on many covers is encoded once.

Without reduced colour resolution a baseline JPEG codes each square of eight by eight pixels alone, but for its mean,
which is told as the difference from the square before. A restart marker begins that anew (ITU-T T.81, F.1.1.5.1). Where
markers stand after every STEP pixels, the bytes between two of them, a stretch, mean the same in any picture of the
same quality, so that a picture may be made of stretches as a page is made of sorts.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cache
from itertools import chain, cycle
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

# Pixels in a stretch: its width, and its height, which is that of the squares.
STEP, SQUARE = 200, 8
QUALITY = 82
_SMALL_QUALITY = 72

_FRAME, _SCAN, _END = b"\xff\xc0", b"\xff\xda", b"\xff\xd9"
_RESTARTS = tuple(bytes((0xFF, 0xD0 + number)) for number in range(8))
_RESTART = re.compile(b"\xff[\xd0-\xd7]")  # within coded data FF is followed by 00


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a picture: rows of stretches, and an image of an eighth of its size."""

    stretches: tuple[tuple[bytes, ...], ...]
    small: Any


class Mosaic:
    """A picture of one colour, `#rrggbb`, on which parts are laid; the last one laid on a stretch is seen."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        from PIL import Image

        self._size = width, height
        self._small = Image.new("RGB", (width // SQUARE, height // SQUARE), ground)
        self._rows = [[_plain(ground)] * (width // STEP) for _ in range(height // SQUARE)]

    def lay(self, left: int, top: int, part: Part) -> None:
        """Lay a part with its corner at a multiple of STEP and of SQUARE."""
        column = left // STEP
        for row, stretches in zip(self._rows[top // SQUARE :], part.stretches, strict=False):
            row[column : column + len(stretches)] = stretches
        self._small.paste(part.small, (left // SQUARE, top // SQUARE))

    def jpeg(self) -> bytes:
        """The picture."""
        stretches = list(chain.from_iterable(self._rows))
        coded = chain.from_iterable(zip(stretches, cycle(_RESTARTS), strict=False))
        return b"".join((_head(*self._size), *coded))[: -len(_END)] + _END

    def small_jpeg(self) -> bytes:
        """The picture in an eighth of its size."""
        target = io.BytesIO()
        self._small.save(target, "JPEG", quality=_SMALL_QUALITY)
        return target.getvalue()


def encoded(image: Any) -> Part:
    """An image in RGB as part of a picture; its sides are multiples of STEP and of SQUARE."""
    data = _saved(image)
    stretches = _RESTART.split(data[_end_of_head(data) : -len(_END)])
    wide = image.width // STEP
    rows = tuple(tuple(stretches[at : at + wide]) for at in range(0, len(stretches), wide))
    return Part(rows, image.reduce(SQUARE))


def _saved(image: Any) -> bytes:
    target = io.BytesIO()
    # Full colour resolution: letters in the accent on paper would get coloured fringes otherwise.
    image.save(target, "JPEG", quality=QUALITY, subsampling=0, restart_marker_blocks=STEP // SQUARE)
    return target.getvalue()


def _end_of_head(data: bytes) -> int:
    scan = data.index(_SCAN) + len(_SCAN)
    return scan + int.from_bytes(data[scan : scan + 2], "big")


@cache
def _head(width: int, height: int) -> bytes:
    """What stands before the coded data: tables, and the frame with the picture's size (T.81, B.2.2)."""
    from PIL import Image

    data = _saved(Image.new("RGB", (STEP, SQUARE)))
    size = data.index(_FRAME) + 5
    sides: Sequence[int] = (height, width)
    return data[:size] + b"".join(side.to_bytes(2, "big") for side in sides) + data[size + 4 : _end_of_head(data)]


@cache
def _plain(colour: str) -> bytes:
    from PIL import Image

    return encoded(Image.new("RGB", (STEP, SQUARE), colour)).stretches[0][0]
