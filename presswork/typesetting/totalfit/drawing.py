"""Paints the tracking of a line by the text state of the PDF, so that ligatures and kerning stay as they are."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from weasyprint.draw import text

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def tracked_text() -> Iterator[None]:
    """Inside the `with` block the engine paints text boxes that have a `tracking` (px after each glyph) with it.

    Character spacing (ISO 32000-1, 9.3.2) costs a few bytes a line; Pango's letter spacing takes two numbers for each
    letter, and switches off ligatures.
    """
    engines = text.draw_first_line

    def draw_first_line(stream: Any, textbox: Any, *arguments: Any) -> Any:
        tracking = getattr(textbox, "tracking", 0.0)
        if not tracking:
            return engines(stream, textbox, *arguments)
        stream.stream.append(f"{tracking:.4f} Tc".encode())
        try:
            return engines(stream, textbox, *arguments)
        finally:
            stream.stream.append(b"0 Tc")

    text.draw_first_line = draw_first_line
    try:
        yield
    finally:
        text.draw_first_line = engines
