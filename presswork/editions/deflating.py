"""How hard the streams of a PDF are compressed."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pydyf

if TYPE_CHECKING:
    from collections.abc import Iterator

# Level 9 looks through four thousand places for each match where 6 looks through 128. On the streams of pages it takes
# four times as long for 3 parts in a hundred, on typefaces twice as long for nothing (decisions/0007).
LEVEL = 6


class _Zlib:
    """The standard library's module of that name as the PDF writer uses it, but at our level."""

    def __getattr__(self, name: str) -> Any:
        return getattr(zlib, name)

    @staticmethod
    def compressobj(level: int) -> Any:
        """A compressor at our level, or at the one asked for when that is lower."""
        return zlib.compressobj(min(level, LEVEL))


@contextmanager
def lightly_deflated() -> Iterator[None]:
    """Inside the `with` block, the streams of PDFs are compressed at level 6 (RFC 1951) instead of 9."""
    writers = pydyf.zlib
    pydyf.zlib = _Zlib()
    try:
        yield
    finally:
        pydyf.zlib = writers
