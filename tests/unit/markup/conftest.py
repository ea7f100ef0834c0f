"""What the tests of bodies share: a manuscript from a string, an image of four pixels."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Protocol

import pytest

from presswork import manuscript, markup

if TYPE_CHECKING:
    from pathlib import Path


class Convert(Protocol):
    """Converts a manuscript given as text."""

    def __call__(self, text: str, *, name: str = "one.md", **options: object) -> markup.Converted:
        """The converted body; options are those of `markup.convert`."""
        ...


@pytest.fixture
def convert(tmp_path: Path) -> Convert:
    def converted(text: str, *, name: str = "one.md", **options: object) -> markup.Converted:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        read = manuscript.read(path, display=name, root=None)
        return markup.convert(read, **{"language": "en", **options})  # type: ignore[arg-type]

    return converted


@pytest.fixture
def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0\xcc\x33\x11\x11\x33\xcc" * 2)
    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
