"""Lines whose words were shaped when they were laid out, painted without shaping and in one piece."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import pydyf
import weasyprint.draw
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.pdf.stream import Stream

from presswork.editions.speed.drawing import SMALLEST, Face, written_of
from presswork.editions.speed.substitution import Substitute, Substitutes


class _Ink(NamedTuple):
    """How a style paints text: `color` and `alpha` as a stream notes them down; `plain` if nothing but letters.

    `style` keeps the style alive, by whose identity this is found.
    """

    style: Any
    color: tuple[Any, ...]
    alpha: str
    plain: bool


class _Voice(NamedTuple):
    """The words of a vocabulary as a document writes them, by the identity of the word, which is kept alive."""

    vocabulary: Any
    face: Face
    written: dict[int, tuple[Any, str]]


def words_as_laid_out() -> Substitutes:
    """A line whose words are known is written from what is written of each of them.

    Safe because such words are the runs that Pango would make of the line (`totalfit.words`), what the engine writes of
    a run follows from its glyphs, and the operators around them are the engine's. Text that is hidden, decorated or cut
    is left to it.
    """
    inks: dict[int, _Ink] = {}
    voices: dict[int, _Voice] = {}
    engines = weasyprint.draw.draw_text

    def draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any = "none") -> Any:
        layout = textbox.pango_layout
        vocabulary = vars(layout).get("known")
        if vocabulary is None or text_overflow == "ellipsis" or block_ellipsis != "none" or type(stream) is not Stream:
            return engines(stream, textbox, offset_x, text_overflow, block_ellipsis)
        style = textbox.style
        ink = inks.get(id(style))
        if ink is None:
            ink = inks[id(style)] = _ink(style)
        words = layout.words() if ink.plain else None
        if not words:
            return engines(stream, textbox, offset_x, text_overflow, block_ellipsis)
        voice = voices.get(id(vocabulary))
        if voice is None:
            font, size = stream.add_font(vocabulary.font)
            voice = voices[id(vocabulary)] = _Voice(vocabulary, Face(font, size, vocabulary.font), {})
        if voice.face.pictured:
            return engines(stream, textbox, offset_x, text_overflow, block_ellipsis)
        if stream._current_color != ink.color or stream._current_alpha != ink.alpha:
            stream.set_color(style["color"])
        _paint(stream, textbox, voice, words)
        return None

    return [Substitute(weasyprint.draw, "draw_text", draw_text)]


def _ink(style: Any) -> _Ink:
    *channels, alpha = style["color"]
    shown = style["visibility"] == "visible" and style["font_size"] >= SMALLEST
    plain = shown and style["text_decoration_line"] == "none"
    return _Ink(style, (style["color"].space, *channels), f"a{alpha}", plain)


def _paint(stream: Any, textbox: Any, voice: _Voice, words: list[Any]) -> None:
    """The text object of a line (ISO 32000-1, 9.4): its spacing, place, font and glyphs."""
    stream.begin_text()
    out, to_bytes = stream.stream, pydyf._to_bytes
    tracking = getattr(textbox, "tracking", 0.0)
    if tracking:
        out.append(f"{tracking:.4f} Tc {100 + 100 * textbox.wider:.4f} Tz".encode())
    x, y = to_bytes(textbox.position_x), to_bytes(textbox.position_y + textbox.baseline)
    out.append(b"1 0 0 -1 %b %b Tm" % (x, y))
    stream.set_font_size(voice.face.font.hash, voice.face.size)
    written, shown = voice.written, []
    for word in words:
        known = written.get(id(word))
        if known is None:
            known = written[id(word)] = word, _written(stream, voice, word)
        shown.append(known[1])
    out.append(f"[{''.join(shown)}] TJ".encode("ascii"))
    if tracking:
        out.append(b"0 Tc 100 Tz")
    stream.end_text()


def _written(stream: Any, voice: _Voice, word: Any) -> str:
    """A word as a hexadecimal string with the distances between its glyphs."""
    face, font = voice.face, voice.vocabulary.font
    parts = [
        face.written.get(glyph) or written_of(stream, face, font, glyph, partial(str, text))
        for glyph, text in zip(word.glyphs, word.characters, strict=True)
    ]
    shown = f"<{''.join(parts)}"
    return shown[:-1] if shown.endswith("<") else f"{shown}>"


def lines_without_borders() -> Substitutes:
    """Of a line without border and mask only the background and the children are painted.

    Safe because what else the engine paints of a line follows from its style, which is looked at once.
    """
    known: dict[int, tuple[Any, bool]] = {}
    engines = weasyprint.draw.draw_inline_level

    def draw_inline_level(
        stream: Any, page: Any, box: Any, offset_x: float = 0, text_overflow: str = "clip", block_ellipsis: Any = "none"
    ) -> Any:
        if type(box) is not LineBox:
            return engines(stream, page, box, offset_x, text_overflow, block_ellipsis)
        style = box.style
        found = known.get(id(style))
        if found is None:
            found = known[id(style)] = style, _is_bare(style)
        if not found[1]:
            return engines(stream, page, box, offset_x, text_overflow, block_ellipsis)
        weasyprint.draw.draw_background(stream, box.background)
        _paint_children(stream, page, box, offset_x)
        return None

    return [Substitute(weasyprint.draw, "draw_inline_level", draw_inline_level)]


def _is_bare(style: Any) -> bool:
    images = (style["mask_border_source"], style["border_image_source"])
    widths = (style[f"border_{side}_width"] for side in ("top", "right", "bottom", "left"))
    return all(image[0] == "none" for image in images) and not any(widths)


def _paint_children(stream: Any, page: Any, line: Any, offset_x: float) -> None:
    """Paint what is in a line, its texts as marked content (ISO 32000-1, 14.6)."""
    draw_text, draw_inline_level = weasyprint.draw.draw_text, weasyprint.draw.draw_inline_level
    overflow, last = line.text_overflow, len(line.children) - 1
    for place, child in enumerate(line.children):
        ellipsis = line.block_ellipsis if place == last else "none"
        # A stacking context has no place of its own.
        x = getattr(child, "position_x", None)
        left = offset_x if x is None else offset_x + x - line.position_x
        if isinstance(child, TextBox):
            with stream.marked(child, "Span"):
                draw_text(stream, child, left, overflow, ellipsis)
        else:
            draw_inline_level(stream, page, child, left, overflow, ellipsis)
