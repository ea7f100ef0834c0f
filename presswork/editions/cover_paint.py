"""A cover's design painted as JPEG by Pillow; `cover_svg` draws the same."""

from __future__ import annotations

import io
import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from presswork.editions.cover import HEIGHT, TILE, WIDTH, Box, Design, Line
from presswork.editions.cover_jpeg import SQUARE, STEP, Mosaic, Part, encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from presswork.editions.cover_text import Measure

# Fonts are measured at one size and the widths scaled: outlines have no hints that would change with it.
_MEASURED_AT = 100
# Masks are drawn this much larger and reduced, which smooths their edges.
_OVERSAMPLING = 3
# Tiles that are kept encoded, five kilobytes each.
_KEPT = 1024
Area = tuple[int, int, int, int]  # left, top, right and foot in pixels of the cover; the last two lie outside


def shapes_text() -> bool:
    """Whether Pillow can set scripts whose letters join or run from right to left (it needs libraqm for that)."""
    from PIL import features

    return bool(features.check("raqm"))


@cache
def _font(path: Path, size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(path), size)


def measure_with(cuts: Callable[[str, str], Path]) -> Measure:
    """The measure for `cover.design`, from the font files that `cuts(words, cut)` names."""

    @cache
    def measure(words: str, cut: str) -> float:
        return float(_font(cuts(words, cut), _MEASURED_AT).getlength(words)) / _MEASURED_AT

    return measure


def _shape(draw: Any, kind: str, n: int) -> None:
    """Draw a figure of `cover_svg.FIGURES` in white on a black square of n pixels."""
    if kind == "quarter":
        draw.pieslice((-n, -n, n, n), 0, 90, fill=255)
    elif kind == "half":
        draw.pieslice((0, -n // 2, n, n // 2), 0, 180, fill=255)
    elif kind == "disc":
        draw.ellipse((n * 0.1, n * 0.1, n * 0.9, n * 0.9), fill=255)
    elif kind == "triangle":
        draw.polygon([(0, 0), (n, 0), (0, n)], fill=255)
    elif kind in ("arc", "arcs"):
        for radius, fill in ((1, 255), (0.5, 0)) if kind == "arc" else ((1, 255), (0.75, 0), (0.5, 255), (0.25, 0)):
            draw.pieslice((-n * radius, -n * radius, n * radius, n * radius), 0, 90, fill=fill)
    elif kind == "bars":
        for top in (0, 0.4, 0.8):
            draw.rectangle((0, n * top, n, n * (top + 0.2) - 1), fill=255)


@cache
def _mask(kind: str, turn: int) -> Any:
    from PIL import Image, ImageChops, ImageDraw

    if turn:
        turns = Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90
        return _mask(kind, 0).transpose(turns[turn - 1])
    side = TILE * _OVERSAMPLING
    large = Image.new("L", (side, side))
    if kind == "leaf":
        one, other = Image.new("L", (side, side)), Image.new("L", (side, side))
        ImageDraw.Draw(one).ellipse((0, -side, 2 * side, side), fill=255)
        ImageDraw.Draw(other).ellipse((-side, 0, side, 2 * side), fill=255)
        large = ImageChops.darker(one, other)
    else:
        _shape(ImageDraw.Draw(large), kind, side)
    return large.reduce(_OVERSAMPLING)


@lru_cache(_KEPT)
def _tile(kind: str, turn: int, ground: str, fill: str) -> Part:
    """A tile as part of a JPEG. A house has one accent, so that a worker meets most tiles again and again."""
    from PIL import Image

    if kind == "plain":
        return encoded(Image.new("RGB", (TILE, TILE), ground))
    return encoded(_tinted(_mask(kind, turn).copy(), ground, fill))


@cache
def _ramp(ground: str, fill: str) -> list[int]:
    """The 256 colours from one to the other, red, green and blue in turn, rounded as Pillow does."""
    ends = list(zip(bytes.fromhex(ground[1:]), bytes.fromhex(fill[1:]), strict=True))
    return [(low * (255 - part) + high * part + 127) // 255 for part in range(256) for low, high in ends]


def _tinted(mask: Any, ground: str, fill: str) -> Any:
    """The mask in colours, `fill` where it is white. Far faster than to paint through it; the mask is used up."""
    mask.putpalette(_ramp(ground, fill))
    return mask.convert("RGB")


def _picture(box: Box, picture: bytes) -> Any:
    """The photograph as large as its box, which it fills, centred."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(picture)) as source:
        source.draft("RGB", (box.width, box.height))
        return ImageOps.fit(source.convert("RGB"), (box.width, box.height), Image.Resampling.BICUBIC)


def as_jpegs(design: Design, cuts: Callable[[str, str], Path], picture: bytes | None = None) -> tuple[bytes, bytes]:
    """The cover as a JPEG of 1600 by 2560 pixels, and as one of an eighth of that.

    `cuts(words, cut)` names the font file of a line.
    """
    mosaic = Mosaic(WIDTH, HEIGHT, design.ground)
    for area, things in gathered(design, cuts):
        mosaic.lay(area[0], area[1], encoded(painted(design, cuts, area, things)))
    for tile in design.tiles:
        mosaic.lay(tile.x, tile.y, _tile(tile.kind, tile.turn, tile.ground, tile.fill))
    if design.picture and picture:
        mosaic.lay(design.picture.x, design.picture.y, encoded(_picture(design.picture, picture)))
    return mosaic.jpeg(), mosaic.small_jpeg()


def gathered(design: Design, cuts: Callable[[str, str], Path]) -> list[tuple[Area, list[Box | Line]]]:
    """Where rules and words stand, out to the edges of stretches, and which do; none of the areas meets another."""
    areas: list[tuple[Area, list[Box | Line]]] = []
    everything: tuple[Box | Line, ...] = (*design.boxes, *design.lines)
    for thing in everything:
        left, top, right, foot = _extent(thing) if isinstance(thing, Box) else _line_extent(thing, cuts, design)
        area = left // STEP * STEP, top // SQUARE * SQUARE, -(-right // STEP) * STEP, -(-foot // SQUARE) * SQUARE
        things = [thing]
        while met := next((each for each in areas if _meet(area, each[0])), None):
            areas.remove(met)
            other, before = met
            area = min(area[0], other[0]), min(area[1], other[1]), max(area[2], other[2]), max(area[3], other[3])
            things = [*before, *things]
        areas.append((area, things))
    return areas


def _extent(box: Box) -> Area:
    return box.x, box.y, box.x + box.width, box.y + box.height


def _meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def painted(design: Design, cuts: Callable[[str, str], Path], area: Area, things: Sequence[Box | Line]) -> Any:
    """The part of a cover within an area: its ground, and these rules and words."""
    from PIL import Image, ImageDraw

    inks = {thing.fill for thing in things}
    alike = len(inks) == 1
    size = area[2] - area[0], area[3] - area[1]
    image = Image.new("L", size) if alike else Image.new("RGB", size, design.ground)
    draw = ImageDraw.Draw(image)
    for thing in things:
        fill: str | int = 255 if alike else thing.fill
        x, y = thing.x - area[0], thing.y - area[1]
        if isinstance(thing, Box):
            draw.rectangle((x, y, x + thing.width - 1, y + thing.height - 1), fill=fill)
        else:
            font = _font(cuts(thing.text, thing.cut), thing.size)
            draw.text((x, y), thing.text, font=font, fill=fill, **_shaping(design))
    return _tinted(image, design.ground, inks.pop()) if alike else image


def _line_extent(line: Line, cuts: Callable[[str, str], Path], design: Design) -> Area:
    """What a line's letters may cover on the cover."""
    font = _font(cuts(line.text, line.cut), line.size)
    left, top, right, foot = font.getbbox(line.text, **_shaping(design))
    # Smoothed edges may reach one pixel further.
    return (
        max(0, line.x + math.floor(left) - 1),
        max(0, line.y + math.floor(top) - 1),
        min(WIDTH, line.x + math.ceil(right) + 1),
        min(HEIGHT, line.y + math.ceil(foot) + 1),
    )


def _shaping(design: Design) -> dict[str, Any]:
    anchor = {"anchor": "rs" if design.text.direction == "rtl" else "ls"}
    if not shapes_text():
        return anchor
    return {**anchor, "direction": design.text.direction, "language": design.text.language}
