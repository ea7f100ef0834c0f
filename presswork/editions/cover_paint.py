"""A cover's design painted as JPEG by Pillow; `cover_svg` draws the same."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from presswork.editions.cover import HEIGHT, TILE, WIDTH, Box, Design, Line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from presswork.editions.cover_text import Measure

# Fonts are measured at one size and the widths scaled: outlines have no hints that would change with it.
_MEASURED_AT = 100
# Masks are drawn this much larger and reduced, which smooths their edges.
_OVERSAMPLING = 3
_QUALITY = 82


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


def _paste_picture(image: Any, box: Box, picture: bytes) -> None:
    """The photograph in its box, filled and centred."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(picture)) as source:
        source.draft("RGB", (box.width, box.height))
        fitted = ImageOps.fit(source.convert("RGB"), (box.width, box.height), Image.Resampling.BICUBIC)
    image.paste(fitted, (box.x, box.y))


def as_jpeg(design: Design, cuts: Callable[[str, str], Path], picture: bytes | None = None) -> bytes:
    """The cover as a JPEG of 1600 by 2560 pixels; `cuts(words, cut)` names the font file of a line."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), design.ground)
    draw = ImageDraw.Draw(image)
    for box in design.boxes:
        draw.rectangle((box.x, box.y, box.x + box.width - 1, box.y + box.height - 1), fill=box.fill)
    for tile in design.tiles:
        square = (tile.x, tile.y, tile.x + TILE, tile.y + TILE)
        image.paste(tile.ground, square)
        if tile.kind != "plain":
            image.paste(tile.fill, square, _mask(tile.kind, tile.turn))
    if design.picture and picture:
        _paste_picture(image, design.picture, picture)
    for line in design.lines:
        _set_line(draw, line, cuts(line.text, line.cut), design)
    target = io.BytesIO()
    # Full colour resolution: letters in the accent on paper would get coloured fringes otherwise.
    image.save(target, "JPEG", quality=_QUALITY, subsampling=0)
    return target.getvalue()


def _set_line(draw: Any, line: Line, path: Path, design: Design) -> None:
    rtl = design.text.direction == "rtl"
    shaping = {"direction": design.text.direction, "language": design.text.language} if shapes_text() else {}
    font = _font(path, line.size)
    draw.text((line.x, line.y), line.text, font=font, fill=line.fill, anchor="rs" if rtl else "ls", **shaping)
