"""How evenly the body text of a PDF is set, told from the positions of its glyphs alone, so that any tool's can be."""

from __future__ import annotations

import ctypes
import statistics
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Characters that divide a word at a line's end, as pdfium gives them; it replaces the hyphen at a line's end.
HYPHENS = "-\u2010\u00ad\x02\ufffe"
SPACES = " \u00a0"
# A shorter line is no line of text.
LEAST_GLYPHS = 9


class Glyph(NamedTuple):
    """A character as it is painted: its ink's left and right edges, its baseline and its size, in points."""

    char: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How the justified lines of a PDF are set; word spaces are from ink to ink, in em, averaged over each line."""

    lines: int
    mean: float
    deviation: float
    p95: float
    hyphens: int
    ladders: int


def gauge(path: Path) -> Setting:
    """The setting of a PDF's body text: of the size most frequent in it, in the lines that reach their right edge."""
    document = pypdfium2.PdfDocument(path)
    try:
        lines = [(n % 2, line) for n, page in enumerate(document) for line in _lines(page)]
    finally:
        document.close()
    size = Counter(glyph.size for _, line in lines for glyph in line if glyph.char.strip()).most_common(1)[0][0]
    body = [(side, line, _ink(line)) for side, line in lines if _is_body(_ink(line), size)]
    edges = Counter((side, round(ink[-1].right)) for side, _, ink in body)
    full = {edge for edge, count in edges.items() if count >= max(4, 0.04 * len(body))}
    return _summary([(line, ink, _reaches(side, ink, full)) for side, line, ink in body], size)


def _summary(lines: list[tuple[list[Glyph], list[Glyph], bool]], size: float) -> Setting:
    gaps, hyphens, ladders, row, count = [], 0, 0, 0, 0
    for line, ink, full in lines:
        hyphened = full and ink[-1].char in HYPHENS
        row = row + 1 if hyphened else 0
        hyphens, ladders, count = hyphens + hyphened, ladders + (row == 3), count + full
        if full and (found := list(_gaps(line))):
            gaps.append(statistics.mean(found) / size)
    gaps.sort()
    return Setting(count, statistics.mean(gaps), statistics.pstdev(gaps), gaps[int(0.95 * len(gaps))], hyphens, ladders)


def _gaps(line: list[Glyph]) -> Iterator[float]:
    """The distances between the inks of words."""
    before, spaced = None, False
    for glyph in line:
        if glyph.char in SPACES:
            spaced = True
        elif glyph.char.strip():
            if before is not None and spaced:
                yield glyph.left - before.right
            before, spaced = glyph, False


def _reaches(side: int, ink: list[Glyph], full: set[tuple[int, int]]) -> bool:
    return any(s == side and abs(ink[-1].right - edge) <= 2 for s, edge in full)


def _ink(line: list[Glyph]) -> list[Glyph]:
    return [glyph for glyph in line if glyph.char.strip()]


def _is_body(ink: list[Glyph], size: float) -> bool:
    """Whether a line is of body text; letters that are set wider or narrower differ in size by a few per cent."""
    if len(ink) < LEAST_GLYPHS:
        return False
    usual = Counter(glyph.size for glyph in ink).most_common(1)[0][0]
    return abs(usual / size - 1) < 0.05


def _lines(page: pypdfium2.PdfPage) -> Iterator[list[Glyph]]:
    """The lines of a page in the order of its content; a new one begins at another baseline or place."""
    line: list[Glyph] = []
    before: Glyph | None = None
    for glyph in _glyphs(page):
        if before is not None and glyph.char.strip() and _is_apart(before, glyph):
            yield line
            line = []
        line.append(glyph)
        if glyph.char.strip():
            before = glyph
    if line:
        yield line


def _is_apart(before: Glyph, glyph: Glyph) -> bool:
    lower = abs(glyph.baseline - before.baseline) > 1.5 and glyph.size >= before.size * 0.8
    return lower or glyph.left < before.right - 5 or glyph.left - before.right > 3 * glyph.size


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    textpage = page.get_textpage()  # kept, as its memory is freed with it
    text = textpage.raw
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    matrix = raw.FS_MATRIX()
    for index in range(raw.FPDFText_CountChars(text)):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char in "\r\n\x00":
            continue
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        scale = 1.0
        if raw.FPDFText_GetMatrix(text, index, matrix):
            scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 or 1.0
        size = round(raw.FPDFText_GetFontSize(text, index) * scale, 1)
        yield Glyph(char, left.value, right.value, y.value, size)
