"""Paints wider or narrower letters of a line by the text state of the PDF, so that ligatures stay as they are."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from weasyprint.draw import text

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def tracked_text() -> Iterator[None]:
    """Inside the `with` block the engine paints text boxes with their `tracking` (px after each glyph), made `wider`.

    Character spacing and horizontal scaling (ISO 32000-1, 9.3) cost a few bytes a line; Pango's letter spacing takes
    two numbers for each letter, and switches ligatures off.
    """
    engines = text.draw_first_line

    def draw_first_line(stream: Any, textbox: Any, *arguments: Any) -> Any:
        tracking = getattr(textbox, "tracking", 0.0)
        if not tracking:
            return engines(stream, textbox, *arguments)
        stream.stream.append(f"{tracking:.4f} Tc {100 + 100 * textbox.wider:.4f} Tz".encode())
        try:
            return engines(stream, textbox, *arguments)
        finally:
            stream.stream.append(b"0 Tc 100 Tz")

    text.draw_first_line = draw_first_line
    try:
        yield
    finally:
        text.draw_first_line = engines
