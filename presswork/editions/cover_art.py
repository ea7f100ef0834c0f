"""What is painted on a printed cover: the front as on the e-book, its pattern carried on over spine and back."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presswork.editions import cover_svg
from presswork.editions.colours import palette
from presswork.editions.cover import TILE, TILE_KINDS, WIDTH, Box, pattern, seed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from presswork.editions.cover import Design, Tile
    from presswork.editions.cover_sheet import CoverSheet

# Tiles that only touch let the ground shine through where they are printed from smoothed edges.
_OVERLAP = 1


@dataclass(frozen=True, slots=True)
class Art:
    """The painted parts: `ground`, an SVG as large as the sheet with all around it; `front`, the letters of the front.

    `band` is where the pattern or picture begins, in millimetres from the head of the panels.
    """

    ground: str
    front: str
    band: float


def unit(sheet: CoverSheet) -> float:
    """Millimetres to a pixel of the design."""
    return sheet.face / WIDTH


def height_of(sheet: CoverSheet) -> int:
    """The height of the front in pixels of the design."""
    return round(sheet.height / unit(sheet))


def art(design: Design, sheet: CoverSheet, cuts: Callable[[str, str], Path], *, covered: bool = False) -> Art:
    """The art of a cover; `covered` says that a picture of the editor's hides the whole front."""
    scale = unit(sheet)
    band = min((tile.y for tile in design.tiles), default=design.picture.y if design.picture else design.height)
    area = _area(sheet, scale)
    parts = [_rect(area, design.ground)]
    if not covered:
        placed = sorted(_tiles(design, area, band), key=lambda tile: (tile.y, tile.x))
        parts += [cover_svg.tile_svg(tile, _OVERLAP) for tile in placed]
    width, height = area.width * scale, area.height * scale
    ground = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.3f}mm" height="{height:.3f}mm"'
        f' viewBox="{area.x} {area.y} {area.width} {area.height}">{"".join(parts)}</svg>'
    )
    letters = "".join(_rect(box, box.fill) for box in design.boxes)
    letters += "".join(cover_svg.line_svg(line, design, cuts(line.text, line.cut)) for line in design.lines)
    front = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{sheet.face:.3f}mm" height="{sheet.height:.3f}mm"'
        f' viewBox="0 0 {WIDTH} {design.height}">{letters}</svg>'
    )
    return Art(ground, front, band * scale)


def _area(sheet: CoverSheet, scale: float) -> Box:
    """The whole sheet with what lies around it, in pixels of the design, whose origin is the front's."""
    around = sheet.around / scale
    left = sheet.left_of("front") / scale
    width = (2 * sheet.panel + sheet.spine) / scale
    return Box(
        math.floor(-left - around),
        math.floor(-around),
        math.ceil(width + 2 * around) + 1,
        math.ceil(sheet.height / scale + 2 * around) + 1,
        "",
    )


def _tiles(design: Design, area: Box, band: int) -> Iterator[Tile]:
    """The front's own tiles, and others of their family wherever the sheet goes on."""
    yield from design.tiles
    kinds = seed(design.text).choice(TILE_KINDS)
    dice = seed(replace(design.text, title=f"back of {design.text.title}"))
    colours = palette(design.text.accent, seed(design.text))
    first = math.floor(area.x / TILE) * TILE
    columns = range(first, area.x + area.width, TILE)
    front = range(0, WIDTH, TILE) if design.tiles else range(0)
    for tile in pattern(band, dice, colours, kinds=kinds, columns=columns, foot=area.y + area.height):
        if tile.x not in front or tile.y >= design.height:
            yield tile


def _rect(box: Box, fill: str) -> str:
    return f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" fill="{fill}"/>'
