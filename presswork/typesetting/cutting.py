"""Cuts static faces from a variable font, once for each weight; later builds find them."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The weights that the house's sheets ask for; a font that has none of them is cut at its own.
WEIGHTS = (300, 400, 600, 700)


class Cut(NamedTuple):
    """A face cut from a variable font: its weight, whether it is italic, its file."""

    weight: int
    italic: bool
    path: Path


def cuts_of(font: Any, source: Path, folder: Path) -> Iterator[Cut]:
    """The static faces of an open variable font, the file `source`, as files in `folder`, which is made when needed.

    Weight and italic are the axes `wght` and `ital` (OpenType 1.9, `fvar`); all others stay where the designer left
    them. Raises OSError when the folder cannot be written, and whatever fontTools raises for a font that it cannot cut.
    """
    axes = {axis.axisTag: axis for axis in font["fvar"].axes}
    usual = {tag: axis.defaultValue for tag, axis in axes.items()}
    weight = axes.get("wght")
    weights = [w for w in WEIGHTS if weight and weight.minValue <= w <= weight.maxValue]
    slopes = [0, 1] if "ital" in axes and axes["ital"].maxValue >= 1 else [0]
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    for wght in weights or [int(usual.get("wght", font["OS/2"].usWeightClass))]:
        for ital in slopes:
            place = {**usual, **({"wght": wght} if weight else {}), **({"ital": ital} if "ital" in axes else {})}
            italic = bool(ital or font["OS/2"].fsSelection & 1)
            path = folder / f"{source.stem}-{wght}{'i' if italic else ''}-{digest}{_suffix(font)}"
            if not path.is_file():
                _cut(source, place, path)
            yield Cut(wght, italic, path)


def _suffix(font: Any) -> str:
    return ".ttf" if "glyf" in font else ".otf"


def _cut(source: Path, place: dict[str, float], path: Path) -> None:
    """Write the face at a place of the axes; the file is there whole or not at all."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    with TTFont(source, recalcTimestamp=False) as font:
        face = instantiateVariableFont(font, place)
        face.flavor = None
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        face.save(beside)
        beside.replace(path)
