"""Spares the PDF engine work that its results do not need."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from weasyprint.pdf import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIZED = re.compile(r"hb_codepoint_t\[\d+\]")


class _OneArrayType:
    """The engine's foreign function interface, but all lists of glyphs are of one type.

    Each new spelling of a type (`hb_codepoint_t[57]`) is parsed as C for 6 ms; a font has three such lists. An array
    without a size takes that of its content, and is the same array.
    """

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ffi, name)

    def new(self, kind: str, content: Any = None) -> Any:
        """A C object of a type, filled with `content`."""
        if content is not None and _SIZED.fullmatch(kind):
            kind = "hb_codepoint_t[]"
        return self._ffi.new(kind, content)


@contextmanager
def one_array_type() -> Iterator[None]:
    """Inside the `with` block fonts are subset without parsing C for each number of glyphs."""
    ffi = fonts.ffi
    fonts.ffi = _OneArrayType(ffi)
    try:
        yield
    finally:
        fonts.ffi = ffi
