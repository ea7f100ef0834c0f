"""Measures the word spaces of laid-out lines as they are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presswork.typesetting.totalfit.measuring import SPACES, Meter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.typesetting.breaks.reading import SetLine, SetText


class Spaces:
    """Measures spaces; a typeface's own is measured once."""

    def __init__(self) -> None:
        self._meter = Meter()
        self._own: dict[int, float] = {}

    def measure(self, text: SetText) -> None:
        """Give every line the width of its word spaces."""
        for line in text.lines:
            box = max(line.texts, key=lambda each: each.text.count(" "))
            if " " in box.text.rstrip(SPACES):
                line.space = self._painted(box)

    def _painted(self, box: Any) -> float:
        """The width of a space of a text box: its typeface's, what justifies the line, and what follows each glyph."""
        style = box.style
        own = self._own.get(id(style))
        if own is None:
            own = self._own[id(style)] = self._meter.word(" ", style) + float(style["word_spacing"])
        return float(own + box.justification_spacing + getattr(box, "tracking", 0.0)) * _wider(box)

    def gaps(self, line: SetLine) -> Iterator[tuple[float, float]]:
        """The word spaces of a line from left to right: where each begins and ends on the page, px."""
        for box in line.texts:
            text = box.text.rstrip(SPACES) if box is line.texts[-1] else box.text
            if not any(space in text for space in SPACES):
                continue
            x, space = float(box.position_x), self._painted(box)
            found = self._meter.measure(text, box.style, justified=True)
            letters, wider = getattr(box, "tracking", 0.0) * _wider(box), _wider(box)
            for char, advance, glyphs in zip(text, found.advances, found.glyphs, strict=True):
                if char in SPACES:
                    yield x, x + space
                    x += space
                else:
                    x += advance * wider + letters * glyphs


def _wider(box: Any) -> float:
    return 1.0 + float(getattr(box, "wider", 0.0))
