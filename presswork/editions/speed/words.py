"""Lines whose words were shaped when they were laid out, painted without shaping and in one piece."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import pydyf
import weasyprint.draw
from weasyprint.draw import border, text
from weasyprint.formatting_structure.boxes import Box, LineBox, TextBox
from weasyprint.matrix import Matrix
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
    """The words of a vocabulary as a document writes them, by the identity of the word; they are `kept` alive."""

    vocabulary: Any
    face: Face
    written: dict[int, str]
    kept: list[Any]


def words_as_laid_out() -> Substitutes:
    """A line whose words are known is written from what is written of each of them; nothing is looked up for others.

    Safe because such words are the runs that Pango would make of the line (`totalfit.words`), what the engine writes of
    a run follows from its glyphs, and the operators around them are the engine's. Other lines are shaped and painted by
    the engine. Text that is hidden or decorated is left to it.
    """
    inks: dict[int, _Ink] = {}
    voices: dict[int, _Voice] = {}
    engines = weasyprint.draw.draw_text

    def draw_text(stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: Any = "none") -> Any:
        style = textbox.style
        ink = inks.get(id(style))
        if ink is None:
            ink = inks[id(style)] = _ink(style)
        if not ink.plain or type(stream) is not Stream:
            return engines(stream, textbox, offset_x, text_overflow, block_ellipsis)
        if stream._current_color != ink.color or stream._current_alpha != ink.alpha:
            stream.set_color(style["color"])
        whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        known = _known(stream, textbox.pango_layout, voices) if whole else None
        if known:
            return _paint(stream, textbox, *known)
        return _shape_and_paint(stream, textbox, text_overflow, block_ellipsis)

    return [Substitute(weasyprint.draw, "draw_text", draw_text)]


def _known(stream: Any, layout: Any, voices: dict[int, _Voice]) -> tuple[_Voice, list[Any]] | None:
    """The words of a line and what is written of such words; None when the line is to be shaped."""
    vocabulary = vars(layout).get("known")
    words = layout.words() if vocabulary is not None else None
    if not words:
        return None
    voice = voices.get(id(vocabulary))
    if voice is None:
        font, size = stream.add_font(vocabulary.font)
        voice = voices[id(vocabulary)] = _Voice(vocabulary, Face(font, size, vocabulary.font), {}, [])
    return None if voice.face.pictured else (voice, words)


def _shape_and_paint(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any) -> None:
    """Text without decoration as the engine paints it."""
    layout, style = textbox.pango_layout, textbox.style
    x, y = textbox.position_x, textbox.position_y + textbox.baseline
    layout.reactivate(style)
    stream.begin_text()
    emojis = text.draw_first_line(stream, textbox, text_overflow, block_ellipsis, Matrix(d=-1, e=x, f=y))
    stream.end_text()
    text.draw_emojis(stream, style, x, y, emojis)
    layout.deactivate()


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
    written = voice.written
    shown: list[Any] = list(map(written.get, map(id, words)))
    if None in shown:
        for word in words:
            if id(word) not in written:
                voice.kept.append(word)
                written[id(word)] = _written(stream, voice, word)
        shown = [written[id(word)] for word in words]
    out.append(f"[{''.join(shown)}] TJ".encode("ascii"))
    if tracking:
        out.append(b"0 Tc 100 Tz")
    stream.end_text()


def _written(stream: Any, voice: _Voice, word: Any) -> str:
    """A word as a hexadecimal string with the distances between its glyphs."""
    face, font = voice.face, voice.vocabulary.font
    parts: list[Any] = list(map(face.written.get, word.glyphs))
    if None in parts:
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


def no_outlines_to_look_for() -> Substitutes:
    """Whether a style has an outline is looked up once, not its color, width and offset for each line and word.

    Safe because an outline without width is not painted.
    """
    known: dict[int, tuple[Any, bool]] = {}
    engines = border.draw_outline

    def draw_outline(stream: Any, box: Any) -> Any:
        style = box.style
        found = known.get(id(style))
        if found is None:
            found = known[id(style)] = style, bool(style["outline_width"])
        if found[1]:
            return engines(stream, box)
        for child in box.children:
            if isinstance(child, Box):
                draw_outline(stream, child)
        return None

    return [Substitute(module, "draw_outline", draw_outline) for module in (weasyprint.draw, border)]


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
