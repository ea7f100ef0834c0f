"""JPEG segments: what a camera and its owner wrote into a file is taken out, the picture stays bit for bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# ISO/IEC 10918-1, table B.1. Markers without a length, and those whose segments make the picture.
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_SOS, _EOI = 0xDA, 0xD9
_APP0, _APP2, _APP14, _APP15, _COM = 0xE0, 0xE2, 0xEE, 0xEF, 0xFE


class Malformed(ValueError):
    """The bytes do not follow the syntax of the format."""


def strip_jpeg(data: bytes) -> bytes:
    """The same picture without EXIF, XMP, IPTC, comments, previews and what follows its end.

    JFIF, Adobe's colour transform and the ICC profile stay, for they say how the colours are meant. Raises
    `Malformed`.
    """
    return b"\xff\xd8" + b"".join(part for marker, part in _segments(data) if _stays(marker, part))


def _stays(marker: int, part: bytes) -> bool:
    if marker == _APP0:
        return part[4:9] == b"JFIF\0"
    if marker == _APP2:
        return part[4:16] == b"ICC_PROFILE\0"
    if marker == _APP14:
        return part[4:9] == b"Adobe"
    return not (_APP0 <= marker <= _APP15 or marker == _COM)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Markers with their segments as they stand in the file, entropy-coded data with its SOS, up to the first EOI."""
    if data[:2] != b"\xff\xd8":
        raise Malformed("no start of image")
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":  # fill bytes before a marker (B.1.1.2)
            at += 1
        if at + 2 > len(data) or data[at] != 0xFF:
            raise Malformed("no marker where one must be")
        marker = data[at + 1]
        if marker in _ALONE or marker == _EOI:
            yield marker, data[at : at + 2]
            if marker == _EOI:
                return
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data) or end < at + 4:
            raise Malformed("a segment is cut short")
        if marker == _SOS:
            end = _end_of_scan(data, end)
        yield marker, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where entropy-coded data ends: at a marker that is neither a stuffed zero nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise Malformed("the picture is cut short")
        following = data[at + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        elif following == 0xFF:
            at += 1
        else:
            return at
