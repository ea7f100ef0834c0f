"""Fonts, glyphs, numbers and drawings written to a PDF with less formatting and without parsing C."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple

import pydyf
from weasyprint import svg
from weasyprint.draw import text as draw
from weasyprint.pdf import fonts
from weasyprint.pdf.stream import Stream
from weasyprint.svg import defs, utils
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from presswork.editions.speed.substitution import Substitute, Substitutes

if TYPE_CHECKING:
    from collections.abc import Callable

_SIZED = re.compile(r"hb_codepoint_t\[\d+\]")
# PangoGlyphInfo: glyph, width, offsets to the right and up; its attributes are not looked at.
_GLYPH = Struct("=Iiii4x")
SMALLEST = 1e-6
_LARGEST_GLYPH = 0xFFFF


class _OneArrayType:
    """The engine's foreign function interface, but all lists of glyphs are of one type."""

    def __init__(self, ffi: Any) -> None:
        self._ffi = ffi

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ffi, name)

    def new(self, kind: str, content: Any = None) -> Any:
        """A C object of a type, filled with `content`."""
        if content is not None and _SIZED.fullmatch(kind):
            kind = "hb_codepoint_t[]"
        return self._ffi.new(kind, content)


def one_array_type() -> Substitutes:
    """Fonts are subset without parsing C for each number of glyphs.

    Each new spelling of a type (`hb_codepoint_t[57]`) is parsed as C for 6 ms; a font has three such lists. Safe
    because an array without a size takes that of its content, and is the same array.
    """
    return [Substitute(fonts, "ffi", _OneArrayType(fonts.ffi))]


def values_by_type() -> Substitutes:
    """Operands become bytes by their exact type; the engine asks four times what each of a hundred thousand is.

    Safe because bytes, strings and numbers are written as the engine would; objects and all else are left to it.
    """
    engines = pydyf._to_bytes

    def to_bytes(item: Any) -> Any:
        kind = type(item)
        if kind is bytes:
            return item
        if kind is str:
            return item.encode("ascii")
        if kind is float:
            return (str(int(item)) if item.is_integer() else f"{item:f}".rstrip("0")).encode("ascii")
        return b"%d" % item if kind is int else engines(item)

    return [Substitute(pydyf, "_to_bytes", to_bytes)]


def plain_lengths() -> Substitutes:
    """Lengths in drawings that are plain numbers are read as such, before anything else is looked up.

    Safe because that is the engine's own first step; lengths with units are left to it.
    """
    engines = utils.size

    def size(string: Any, font_size: Any = None, percentage_reference: Any = None) -> Any:
        if not string:
            return 0
        try:
            return float(string)
        except ValueError:
            return engines(string, font_size, percentage_reference)

    # The package gives the name of its module `text` to a function.
    modules = (svg, defs, utils, import_module("weasyprint.svg.text"))
    return [Substitute(module, "size", size) for module in modules]


@dataclass(slots=True)
class Face:
    """A font at a size as a document has it, and how its glyphs are written, by what Pango says of each.

    `layout` keeps Pango's font alive, by whose address this is found.
    """

    font: Any
    size: float
    layout: Any
    written: dict[Any, str] = field(default_factory=dict)

    @property
    def pictured(self) -> bool:
        """Whether some of its glyphs are pictures, which are drawn apart."""
        font = self.font
        return bool(font.bitmap or font.svg or font.png or font.colr)


class _Run(NamedTuple):
    """Glyphs of one face that follow each other: Pango's font and item, and (glyph, width, right, up) of each."""

    face: Face
    pango_font: Any
    item: Any
    glyphs: tuple[tuple[int, int, int, int], ...]


def glyphs_in_blocks() -> Substitutes:
    """The glyphs of a line are read from one block of memory, and what was written of a glyph is written again.

    Safe because what the engine writes of a glyph follows from font, size, glyph, width and offset. Lines with anything
    else to them (ellipsis, raised or missing glyphs, fonts of pictures) are left to the engine.
    """
    faces: dict[int, Face] = {}
    engines = draw.draw_first_line

    def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        plain = text_overflow != "ellipsis" and block_ellipsis == "none" and type(stream) is Stream
        if not plain or not textbox.text.strip() or textbox.style["font_size"] < SMALLEST:
            return engines(stream, textbox, text_overflow, block_ellipsis, matrix)
        pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)
        runs = _plain_runs(stream, textbox.pango_layout, faces)
        if runs is None:
            return engines(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        _show(stream, runs, textbox.pango_layout.text)
        return []

    return [Substitute(draw, "draw_first_line", draw_first_line)]


def _plain_runs(stream: Any, layout: Any, faces: dict[int, Face]) -> list[_Run] | None:
    """The runs of a layout's first line; None when one of them is for the engine to draw."""
    runs: list[_Run] = []
    line, _ = layout.get_first_line()
    node = line.runs[0]
    while node != ffi.NULL:
        item, node = node.data, node.next
        pango_font = item.item.analysis.font
        address = int(ffi.cast("uintptr_t", pango_font))
        face = faces.get(address)
        if face is None:
            font, size = stream.add_font(pango_font)
            face = faces[address] = Face(font, size, layout.layout)
        if face.pictured:
            return None
        block = ffi.buffer(item.glyphs.glyphs, _GLYPH.size * item.glyphs.num_glyphs)
        glyphs = tuple(_GLYPH.iter_unpack(block))
        if any(glyph not in face.written and (glyph[3] or glyph[0] > _LARGEST_GLYPH) for glyph in glyphs):
            return None
        runs.append(_Run(face, pango_font, item, glyphs))
    return runs


def _show(stream: Any, runs: list[_Run], text: str) -> None:
    """Show the runs as hexadecimal strings with the distances between them (ISO 32000-1, 9.4.3)."""
    face, shown = None, ""
    for run in runs:
        if run.face is not face:
            face = run.face
            if shown:
                stream.show_text(shown)
            shown = ""
            stream.set_font_size(face.font.hash, face.size)
        written = face.written
        parts = [
            written.get(glyph)
            or written_of(stream, face, run.pango_font, glyph, partial(_characters, run, index, text))
            for index, glyph in enumerate(run.glyphs)
        ]
        shown = f"{shown}<{''.join(parts)}"
        shown = shown[:-1] if shown.endswith("<") else f"{shown}>"
    stream.show_text(shown)


def written_of(
    stream: Any, face: Face, pango_font: Any, entry: tuple[int, int, int, int], characters: Callable[[], str]
) -> str:
    """What is written of a glyph (glyph, width, right, up) that is new to its face, which learns it.

    `characters` says what the glyph stands for, if its font does not know it.
    """
    glyph, width, right, _ = entry
    font, size = face.font, face.size
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = characters()
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    offset = right / size
    kerning = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / size
    before = f">{-offset}<" if offset else ""
    after = f">{int(kerning)}<" if kerning else ""
    written = face.written[entry] = f"{before}{glyph:04x}{after}"
    return written


def _characters(run: _Run, index: int, text: str) -> str:
    """The characters that a glyph stands for: from its cluster to the next, which is the one before from the right."""
    clusters, part = run.item.glyphs.log_clusters, run.item.item
    following = index - 1 if part.analysis.level % 2 else index + 1
    end = clusters[following] if 0 <= following < len(run.glyphs) else part.length
    return text.encode()[part.offset + clusters[index] : part.offset + end].decode()
