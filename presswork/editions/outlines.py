"""Lines of text as outlines: shaped by HarfBuzz, so that letters join and kern as they do in print."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pathlib import Path

Direction = Literal["ltr", "rtl"]
_RIGHT = frozenset({"R", "AL"})
# Numbers run from left to right in every script (UAX 9, 3.2).
_LEFT = frozenset({"L", "EN", "AN"})


@dataclass(frozen=True, slots=True)
class Outline:
    """A line as the data of an SVG path from its left end on the baseline; `width` in `units` of the em."""

    path: str = field(repr=False)
    width: int
    units: int


@cache
def _font(path: Path) -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))


def runs(text: str, direction: Direction) -> list[tuple[Direction, str]]:
    """The parts of a line that run in one direction, in the order in which they stand from left to right.

    The part of the bidirectional algorithm (UAX 9) that titles and names need: no marks, no embeddings.
    """
    ways: list[Direction | None] = []
    for char in text:
        kind = unicodedata.bidirectional(char)
        ways.append("rtl" if kind in _RIGHT else "ltr" if kind in _LEFT else "nsm" if kind == "NSM" else None)  # type: ignore[arg-type]
    decided = _decided(ways, direction)
    found: list[tuple[Direction, str]] = []
    for way, part in groupby(zip(decided, text, strict=True), key=lambda pair: pair[0]):
        found.append((way, "".join(char for _, char in part)))
    return found[::-1] if direction == "rtl" else found


def _decided(ways: list[Any], direction: Direction) -> list[Direction]:
    """Marks go with their letter; what has no direction takes that of both its neighbours, or the line's."""
    for index, way in enumerate(ways):
        if way == "nsm":
            ways[index] = ways[index - 1] if index else direction
    decided: list[Direction] = []
    for index, way in enumerate(ways):
        before = decided[-1] if decided else direction
        after = next((later for later in ways[index:] if later), direction)
        decided.append(way or (before if before == after else direction))
    return decided


def outline(text: str, face: Path, *, direction: Direction, language: str) -> Outline:
    """The outlines of a line of text in the face of a font file (static cut); coordinates are whole units of the em."""
    import uharfbuzz

    font = _font(face)
    parts: list[str] = []
    pen = 0
    for way, run in runs(text, direction):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        buffer.direction = way
        buffer.language = language
        uharfbuzz.shape(font, buffer)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            parts.append(_glyph(face, info.codepoint, pen + place.x_offset, place.y_offset))
            pen += place.x_advance
    return Outline("".join(parts), pen, int(font.face.upem))


def _glyph(face: Path, glyph: int, x: int, y: int) -> str:
    """A glyph at a place: it moves there, and draws by steps, which makes the same letter the same text."""
    shape = _steps(face, glyph)
    return f"M{x} {-y}{shape}" if shape else ""


@cache
def _steps(face: Path, glyph: int) -> str:
    pen = _Pen()
    _font(face).draw_glyph_with_pen(glyph, pen)
    return "".join(pen.steps)


class _Pen:
    """Takes a glyph's outline (fontTools' pen protocol) as relative SVG commands with y downwards."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.at = self.start = (0, 0)

    def _step(self, command: str, *points: tuple[float, float]) -> None:
        x, y = self.at
        numbers = [f"{round(px) - x} {y - round(py)}" for px, py in points]
        self.steps.append(command + " ".join(numbers).replace(" -", "-"))
        self.at = (round(points[-1][0]), round(points[-1][1]))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._step("m", point)
        self.start = self.at

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._step("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._step("c", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._step("q", *points)

    def closePath(self) -> None:  # noqa: N802
        self.steps.append("z")
        self.at = self.start

    def endPath(self) -> None:  # noqa: N802
        """Nothing is left to do: outlines of letters are closed."""
