"""Text handed to Pango with less preparation: what a style asks of it is worked out once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from weasyprint.layout import inline, preferred
from weasyprint.text import fonts, line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import font_features, get_font_description
from weasyprint.text.line_break import Layout

from presswork.editions.speed.substitution import Substitute, Substitutes

_REMEMBERED_BREAKS = 4096
_POSITIONS = ("ascent", "underline_position", "strikethrough_position")
_THICKNESSES = ("underline_thickness", "strikethrough_thickness")


class _Prepared(NamedTuple):
    """What Pango needs to know of a style: its context, language, font and features, and the font's measures.

    `style` keeps the style alive, by whose identity this is found.
    """

    style: Any
    context: Any
    language: Any
    description: Any
    measures: dict[str, float | None]
    features: bytes


def prepared_styles() -> Substitutes:
    """Pango's context, font, language and features are made once for a style, not for each piece of text.

    Safe because they follow from the style alone, and a style does not change once text is set in it. The engine
    leaks a list of attributes with each piece of text; ours is freed with its layout.
    """
    known: dict[int, _Prepared] = {}

    def setup(self: Any, style: Any) -> None:
        # A kept style is prepared once in a worker, those that the engine made of it and changed once in a document.
        kept = getattr(style, "known", None)
        prepared = known.get(id(style)) if kept is None else kept.texts
        if prepared is None:
            prepared = _prepare(style)
            if kept is None:
                known[id(style)] = prepared
            else:
                kept.texts = prepared
        layout = ffi.gc(pango.pango_layout_new(prepared.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout, False)
        pango.pango_layout_set_font_description(layout, prepared.description)
        if prepared.features:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(prepared.features))
            pango.pango_layout_set_attributes(layout, attributes)
        vars(self).update(
            prepared.measures, style=style, language=prepared.language, layout=layout, first_line_direction=0
        )

    return [Substitute(Layout, "setup", setup)]


def _prepare(style: Any) -> _Prepared:
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    if tag := _language_tag(style):
        language = pango.pango_language_from_string(tag.encode().replace(b"\x00", b""))
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    description = get_font_description(style)
    measures = _measures(style, context, description, language)
    return _Prepared(style, context, language, description, measures, _features(style))


def _language_tag(style: Any) -> str:
    override = style["font_language_override"]
    return str(style["lang"] or "" if override == "normal" else LST_TO_ISO.get(override.lower(), override))


def _measures(style: Any, context: Any, description: Any, language: Any) -> dict[str, float | None]:
    """Where lines under and through text stand, in CSS pixels; None for text without them, as the engine has it."""
    if style["text_decoration_line"] == "none":
        return dict.fromkeys(_POSITIONS)
    metrics = ffi.gc(pango.pango_context_get_metrics(context, description, language), pango.pango_font_metrics_unref)
    return {
        name: FROM_UNITS * getattr(pango, f"pango_font_metrics_get_{name}")(metrics)
        for name in (*_POSITIONS, *_THICKNESSES)
    }


def _features(style: Any) -> bytes:
    asked = font_features(
        style["font_kerning"],
        style["font_variant_ligatures"],
        style["font_variant_position"],
        style["font_variant_caps"],
        style["font_variant_numeric"],
        style["font_variant_alternates"],
        style["font_variant_east_asian"],
        style["font_feature_settings"],
    )
    return ",".join(f"{key} {value}" for key, value in asked.items()).encode()


def strings_as_they_are() -> Substitutes:
    """Strings reach Pango without a copy, and all lines are measured into one rectangle.

    Safe because cffi lends `bytes` to a call that takes `char *` for as long as it lasts, Pango copies what it
    keeps, and a rectangle is read before the next line is measured.
    """
    measure, null = pango.pango_layout_line_get_extents, ffi.NULL
    rectangle = ffi.new("PangoRectangle *")

    def line_size(line: Any, style: Any) -> tuple[float, float]:
        measure(line, null, rectangle)
        width = rectangle.width * FROM_UNITS
        spacing = style["letter_spacing"]
        return width if spacing == "normal" else width + spacing, rectangle.height * FROM_UNITS

    def as_bytes(string: str) -> tuple[bytes, bytes]:
        text = string.encode().replace(b"\x00", b"")
        return text, text

    return [
        Substitute(line_break, "line_size", line_size),
        Substitute(line_break, "unicode_to_char_p", as_bytes),
        Substitute(fonts, "unicode_to_char_p", as_bytes),
    ]


def struts_by_style() -> Substitutes:
    """The height of a style's lines is found by the style itself; the engine writes out fourteen properties first.

    Safe because it follows from the style alone.
    """
    known: dict[int, tuple[Any, Any]] = {}
    engines = inline.strut

    def strut(style: Any) -> Any:
        if (kept := getattr(style, "known", None)) is not None:
            if kept.strut is None:
                kept.strut = engines(style)
            return kept.strut
        found = known.get(id(style))
        if found is None:
            found = known[id(style)] = style, engines(style)
        return found[1]

    return [Substitute(inline, "strut", strut)]


def breaks_between_two() -> Substitutes:
    """Pango is asked once whether a line may break between two characters of a language.

    Safe because the answer follows from the two and the language (Unicode Standard Annex 14).
    """
    engines = inline.can_break_text
    between = lru_cache(_REMEMBERED_BREAKS)(engines)

    def can_break_text(text: str, lang: str | None) -> Any:
        return between(text, lang) if len(text) == 2 else engines(text, lang)

    return [Substitute(inline, "can_break_text", can_break_text)]


def no_layout_to_throw_away() -> Substitutes:
    """Justified text is not shaped where only its spacing is noted down; it is shaped when it is drawn.

    Safe for text without lines under or through it: of the layout that the engine makes there and lets go at once,
    nothing but text and spacing is used. Text that the engine would change or measure is left to it.
    """
    engines = inline.create_layout

    def create_layout(
        text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float
    ) -> Any:
        decorated = style["text_decoration_line"] != "none"
        if max_width is not None or decorated or "\n" in text or "\t" in text or text == " ":
            return engines(text, style, context, max_width, justification_spacing)
        layout = Layout.__new__(Layout)
        # The engine deletes the last three when it lets a layout go.
        vars(layout).update(
            dict.fromkeys(_POSITIONS),
            text=text,
            justification_spacing=justification_spacing,
            max_width=max_width,
            first_line_direction=0,
            layout=None,
            language=None,
            style=None,
        )
        return layout

    return [Substitute(inline, "create_layout", create_layout)]


def widths_of_words_once() -> Substitutes:
    """The narrowest and the widest a text can be is found once: of notes and heads it is asked again on every page.

    Safe because it follows from the text and its style, and nothing of it but widths and places is used there.
    """
    known: dict[Any, tuple[Any, Any]] = {}
    engines = preferred.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float, **options: bool
    ) -> Any:
        key = text, id(style), max_width, justification_spacing, *options.items()
        found = known.get(key)
        if found is None:
            result = engines(text, style, context, max_width, justification_spacing, **options)
            # The layout itself would be kept for nothing.
            found = known[key] = style, (None, *result[1:])
        return found[1]

    return [Substitute(preferred, "split_first_line", split_first_line)]
