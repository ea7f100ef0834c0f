"""PNG chunks: texts, times, EXIF and animation are taken out, the picture and its colours stay bit for bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.copydesk.pictures.jpeg import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Portable Network Graphics (W3C, third edition), clause 11: the picture, and how its colours and size are meant.
_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP", b"sBIT", b"pHYs"}
)


def strip_png(data: bytes) -> bytes:
    """The same picture with nothing but itself; what follows its end goes too. Raises `Malformed`."""
    return SIGNATURE + b"".join(chunk for name, chunk in _chunks(data) if name in _KEPT)


def has_chunk(data: bytes, name: bytes) -> bool:
    """Whether the file has a chunk of this name, such as `acTL` of an animation."""
    return any(found == name for found, _ in _chunks(data))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(SIGNATURE):
        raise Malformed("no PNG signature")
    at = len(SIGNATURE)
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            raise Malformed("a chunk is cut short")
        name = data[at + 4 : at + 8]
        yield name, data[at:end]
        if name == b"IEND":
            return
        at = end
    raise Malformed("the end is missing")
