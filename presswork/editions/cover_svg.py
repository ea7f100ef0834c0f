"""A cover's design as SVG: the same as the JPEG, its letters as outlines, which look alike on every device."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from presswork.editions.cover import HEIGHT, TILE, WIDTH, Design, Line, Tile
from presswork.editions.outlines import outline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Figures in the unit square as SVG paths; `cover_paint` draws the same for Pillow.
FIGURES: dict[str, str] = {
    "quarter": "M0 0H1A1 1 0 0 1 0 1Z",
    "half": "M0 0H1A.5 .5 0 0 1 0 0Z",
    "disc": "M.5 .1A.4 .4 0 0 1 .5 .9A.4 .4 0 0 1 .5 .1Z",
    "leaf": "M0 0A1 1 0 0 1 1 1A1 1 0 0 1 0 0Z",
    "triangle": "M0 0H1L0 1Z",
    "arc": "M.5 0H1A1 1 0 0 1 0 1V.5A.5 .5 0 0 0 .5 0Z",
    "arcs": "M.75 0H1A1 1 0 0 1 0 1V.75A.75 .75 0 0 0 .75 0ZM.25 0H.5A.5 .5 0 0 1 0 .5V.25A.25 .25 0 0 0 .25 0Z",
    "bars": "M0 0H1V.2H0ZM0 .4H1V.6H0ZM0 .8H1V1H0Z",
}


def as_svg(design: Design, cuts: Callable[[str, str], Path], alternative: str, picture: str = "") -> str:
    """The cover as an `svg` element; `alternative` says what it is, `picture` is the address of the photograph.

    `cuts(words, cut)` names the font file of a line. An image in an e-book is named by `xlink:href`, which old
    readers know.
    """
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{design.ground}"/>']
    parts += [
        f'<rect x="{b.x}" y="{b.y}" width="{b.width}" height="{b.height}" fill="{b.fill}"/>' for b in design.boxes
    ]
    parts += map(tile_svg, design.tiles)
    if design.picture:
        box = design.picture
        place = f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'
        parts.append(f'<rect {place} fill="{box.fill}"/>')
        if picture:
            parts.append(f'<image {place} preserveAspectRatio="xMidYMid slice" xlink:href="{escape(picture)}"/>')
    parts += [line_svg(line, design, cuts(line.text, line.cut)) for line in design.lines]
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-labelledby="cover-title">'
    )
    return f'{head}<title id="cover-title">{escape(alternative)}</title>{"".join(parts)}</svg>'


def tile_svg(tile: Tile, overlap: int = 0) -> str:
    """A tile as SVG: its square and its figure, larger by `overlap` where the next one is painted over its edge."""
    size = TILE + overlap
    # Smoothed edges of squares that meet would let the ground shine through.
    edges = 'shape-rendering="crispEdges"'
    square = f'<rect x="{tile.x}" y="{tile.y}" width="{size}" height="{size}" fill="{tile.ground}" {edges}/>'
    if tile.kind == "plain":
        return square
    place = f"translate({tile.x} {tile.y}) scale({size}) rotate({tile.turn * 90} .5 .5)"
    return f'{square}<path transform="{place}" d="{FIGURES[tile.kind]}" fill="{tile.fill}"/>'


def line_svg(line: Line, design: Design, face: Path) -> str:
    """A line of text as SVG, its letters as outlines."""
    drawn = outline(line.text, face, direction=design.text.direction, language=design.text.language)
    scale = line.size / drawn.units
    x = line.x - drawn.width * scale if design.text.direction == "rtl" else line.x
    return f'<path transform="translate({x:.0f} {line.y}) scale({scale:.5f})" d="{drawn.path}" fill="{line.fill}"/>'
