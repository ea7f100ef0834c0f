"""Width and height of a JPEG or PNG from its head, without decoding it."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
# Start-of-frame markers of JPEG (ITU T.81, table B.1); C4, C8 and CC are something else.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pixel_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None when the data is neither PNG nor JPEG."""
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
