"""A small family of colours around one accent, light enough, dark enough, and legible on paper."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

RGB = tuple[float, float, float]
PAPER = "#faf7f0"
INK = "#1d1b1a"
FALLBACK = "#8c1d18"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`: paper and ink, the accent, its sisters, a second hue, a label's."""

    paper: str
    ink: str
    accent: str
    deep: str
    middle: str
    tint: str
    second: str
    label: str


def parse_colour(text: str) -> RGB | None:
    """A CSS hexadecimal or `rgb()` colour as three numbers from 0 to 1; None for what is neither."""
    value = text.strip().lower()
    if match := re.fullmatch(r"#([0-9a-f]{3})[0-9a-f]?", value):
        value = "#" + "".join(digit * 2 for digit in match[1])
    if match := re.fullmatch(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:[0-9a-f]{2})?", value):
        return (int(match[1], 16) / 255, int(match[2], 16) / 255, int(match[3], 16) / 255)
    if match := re.fullmatch(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+[\d.%]+)?\s*\)", value):
        red, green, blue = (min(int(part), 255) / 255 for part in match.groups())
        return (red, green, blue)
    return None


def written(colour: RGB) -> str:
    """The colour as `#rrggbb`."""
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in colour)


def mixed(one: RGB, other: RGB, share: float) -> RGB:
    """The colour between two: `share` of the other."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return (red, green, blue)


def luminance(colour: RGB) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _shaded(colour: RGB, lightness: float, saturation: float = 1.0, turn: float = 0.0) -> RGB:
    hue, light, sat = colorsys.rgb_to_hls(*colour)
    return colorsys.hls_to_rgb((hue + turn) % 1, min(light * lightness, 0.92), min(sat * saturation, 1))


def legible(colour: RGB, on: RGB, ratio: float = 4.5) -> RGB:
    """The colour, darkened as far as it takes to be read on a light ground (WCAG 2.2, 1.4.3)."""
    while contrast(colour, on) < ratio and luminance(colour) > 0.001:
        colour = _shaded(colour, 0.92)
    return colour


def palette(accent: str, dice: random.Random) -> Palette:
    """The family of an accent; the dice choose the second hue."""
    paper, base = parse_colour(PAPER), parse_colour(accent) or parse_colour(FALLBACK)
    assert paper is not None
    assert base is not None
    turn = dice.choice((0.08, -0.08, 0.45, 0.55))
    second = mixed(_shaded(base, 1.0, 0.75, turn), paper, 0.25)
    return Palette(
        paper=PAPER,
        ink=INK,
        accent=written(base),
        deep=written(_shaded(base, 0.55)),
        middle=written(mixed(base, paper, 0.45)),
        tint=written(mixed(base, paper, 0.82)),
        second=written(second),
        label=written(legible(base, paper)),
    )
