"""Says of each glyph which character it stands for, where letters and their marks are drawn together."""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import ffi

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# No character before it is drawn over another one.
_FIRST_MARK = "\u0300"


@contextmanager
def letters_and_marks() -> Iterator[None]:
    """Inside the `with` block each glyph of a letter with marks is told as what it is, in a PDF's ToUnicode tables.

    WeasyPrint 70 lets one glyph of such a cluster stand for all of its characters and the others for none; a letter is
    then lost to copying and search wherever that glyph, such as a vowel sign, was met before. To be entered after
    whatever else takes the place of the engine's drawing.
    """
    engines = drawing.draw_first_line

    def draw_first_line(stream: Any, textbox: Any, *arguments: Any) -> Any:
        if any(char >= _FIRST_MARK and unicodedata.combining(char) for char in textbox.text):
            _tell(stream, textbox.pango_layout)
        return engines(stream, textbox, *arguments)

    drawing.draw_first_line = draw_first_line
    try:
        yield
    finally:
        drawing.draw_first_line = engines


def _tell(stream: Any, layout: Any) -> None:
    """Enter what the glyphs of a layout's first line stand for, as far as their fonts do not know it."""
    text = layout.text.encode()
    node = layout.get_first_line()[0].runs[0]
    while node != ffi.NULL:
        run, node = node.data, node.next
        font, _ = stream.add_font(run.item.analysis.font)
        count, part = run.glyphs.num_glyphs, run.item
        clusters = ffi.unpack(run.glyphs.log_clusters, count)
        glyphs = [run.glyphs.glyphs[index].glyph for index in range(count)]
        if part.analysis.level % 2:
            clusters, glyphs = clusters[::-1], glyphs[::-1]
        for glyph, characters in matched(text[part.offset : part.offset + part.length], clusters, glyphs):
            font.to_unicode.setdefault(glyph, characters)


def matched(text: bytes, clusters: Sequence[int], glyphs: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The glyphs of clusters of more than one, each with its character; both in the order of the text (UTF-8).

    `clusters` says at which byte the cluster of each glyph begins. Clusters whose glyphs cannot be told apart are
    left out.
    """
    start = 0
    while start < len(clusters):
        stop = start
        while stop < len(clusters) and clusters[stop] == clusters[start]:
            stop += 1
        if stop - start > 1:
            end = clusters[stop] if stop < len(clusters) else len(text)
            characters = text[clusters[start] : end].decode()
            if len(characters) != stop - start:
                characters = unicodedata.normalize("NFD", characters)
            if len(characters) == stop - start:
                yield from zip(glyphs[start:stop], characters, strict=True)
        start = stop
