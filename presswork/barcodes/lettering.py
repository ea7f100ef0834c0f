"""Figures and capitals as outlines of a face that we ship, so that a barcode needs no typeface where it is printed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from presswork.typesetting.fonts import nearest
from presswork.typesetting.typefaces import family_cuts

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_FAMILY = "Source Sans Pro"


@cache
def _font() -> TTFont:
    from fontTools.ttLib import TTFont

    return TTFont(nearest(family_cuts(_FAMILY), 400, "normal").path, lazy=True)


@cache
def advance(char: str) -> float:
    """The width of a character in em."""
    font = _font()
    return float(font["hmtx"][font.getBestCmap()[ord(char)]][0]) / float(font["head"].unitsPerEm)


def width(text: str) -> float:
    """The width of a line in em, unkerned."""
    return sum(map(advance, text))


def outline(char: str, x: float, y: float, size: float) -> str:
    """SVG path data of a character with its origin at (x, y), y downwards."""
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    font = _font()
    glyphs = font.getGlyphSet()
    scale = size / font["head"].unitsPerEm
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.3f}".rstrip("0").rstrip("."))
    glyphs[font.getBestCmap()[ord(char)]].draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
    return str(pen.getCommands())


def line(text: str, x: float, y: float, size: float) -> str:
    """SVG path data of a line that begins at (x, y)."""
    parts = []
    for char in text:
        parts.append(outline(char, x, y, size))
        x += advance(char) * size
    return "".join(parts)
