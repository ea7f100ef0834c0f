"""Contrast of two colours as WCAG 2.2 measures it (1.4.3 and the definition of relative luminance)."""

from __future__ import annotations

import re

Rgb = tuple[float, float, float]

# The names people give colours by in tokens; other CSS names are left alone.
_NAMES = {"black": "#000", "white": "#fff", "red": "#f00", "blue": "#00f", "green": "#008000", "gray": "#808080"}
AA_TEXT = 4.5


def parse_colour(text: str) -> Rgb | None:
    """Red, green and blue from 0 to 1 of `#rgb`, `#rrggbb`, `rgb(…)` or a plain name; None for what else CSS has."""
    text = _NAMES.get(text.strip().lower(), text.strip().lower())
    if match := re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", text):
        digits = match[1] if len(match[1]) == 6 else "".join(c * 2 for c in match[1])
        return (int(digits[:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:], 16) / 255)
    if match := re.fullmatch(r"rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*\)", text):
        return (int(match[1]) / 255, int(match[2]) / 255, int(match[3]) / 255)
    return None


def luminance(colour: Rgb) -> float:
    """Relative luminance from 0 (black) to 1 (white)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
