"""Spares the PDF engine work that its results do not need, and only the engine that this was proven with."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pydyf
import weasyprint
from weasyprint.text.ffi import ffi, pango

from presswork.diagnostics import Diagnostic, Severity
from presswork.editions.speed import drawing, layout, lines, shaping, sheets, styles, words, writing
from presswork.editions.speed.substitution import substituted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presswork.editions.speed.substitution import Substitutes

PROVEN = {"WeasyPrint": "70.0", "pydyf": "0.13.0"}
# Before it, the engine works around a fault of Pango's where it draws (GNOME/pango issue 530).
OLDEST_PANGO = 14802
# The record that Pango keeps of a glyph, as `drawing.glyphs_in_blocks` reads it.
GLYPH_BYTES = 20

LAYING_OUT: tuple[Callable[[], Substitutes], ...] = (
    sheets.sheets_once,
    styles.kept_styles,
    lines.each_line_once,
    shaping.prepared_styles,
    shaping.strings_as_they_are,
    shaping.struts_by_style,
    shaping.breaks_between_two,
    shaping.no_layout_to_throw_away,
    shaping.widths_of_words_once,
    layout.sizes_by_style,
    layout.quick_flow,
    layout.no_floats_to_avoid,
    layout.no_backgrounds_of_text,
    layout.plain_properties,
)
DRAWING: tuple[Callable[[], Substitutes], ...] = (
    shaping.prepared_styles,
    shaping.strings_as_they_are,
    drawing.glyphs_in_blocks,
    words.words_as_laid_out,
    words.lines_without_borders,
    words.no_outlines_to_look_for,
    drawing.one_array_type,
    drawing.values_by_type,
    drawing.plain_lengths,
    writing.objects_written_once,
)


@contextmanager
def cheaper_layout() -> Iterator[None]:
    """Inside the `with` block, one document is laid out for less work, to the same pages.

    To be entered before total fit, whose lines depend on more than those of the engine that are remembered.
    """
    with substituted(() if unproven() else LAYING_OUT):
        yield


@contextmanager
def cheaper_drawing() -> Iterator[None]:
    """Inside the `with` block, one document is written for less work, to the same bytes."""
    with substituted(() if unproven() else DRAWING):
        yield


def unproven() -> str:
    """What of the engine is not what its savings were proven with, such as `pydyf 0.14.0`; empty when all of it is.

    This is the one guard: while it names anything, every saving is off.
    """
    found = {"WeasyPrint": weasyprint.__version__, "pydyf": pydyf.__version__}
    parts = [f"{name} {version}" for name, version in found.items() if version != PROVEN[name]]
    if pango.pango_version() < OLDEST_PANGO or ffi.sizeof("PangoGlyphInfo") != GLYPH_BYTES:
        parts.append(f"Pango {pango.pango_version()}")
    return ", ".join(parts)


def findings() -> tuple[Diagnostic, ...]:
    """A note (E125) when the savings are off."""
    if not (found := unproven()):
        return ()
    message = f"PDFs take about twice as long: what makes them faster is not proven with {found}"
    known = " and ".join(f"{name} {version}" for name, version in PROVEN.items())
    return (Diagnostic("E125", message, Severity.NOTE, None, (f"pages are the same; {known} are the fast ones",)),)
