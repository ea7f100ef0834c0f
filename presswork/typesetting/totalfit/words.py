"""Words as Pango shapes them between two spaces, each shaped once in a worker, by typeface, size and features."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import create_layout

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

# Words that do not depend on each other: Latin letters, signs, general punctuation. Between scripts Pango decides by
# what stands beside a word.
_LATIN = re.compile("[ !-~\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2009\u200a\u2010-\u2027\u202f-\u205e]+")
_LETTER = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
_PARTS = re.compile("([ \u00a0])")
# PangoGlyphInfo: glyph, width, offsets to the right and up; its attributes are not looked at.
_GLYPH = Struct("=Iiii4x")
_LARGEST_GLYPH = 0xFFFF
_UNIT = 1024
# Words that a worker remembers, and how many of them are shaped together.
_MOST_WORDS, _TOGETHER = 20000, 200
_MOST_VOCABULARIES = 200

Glyph = tuple[int, int, int, int]


class Word(NamedTuple):
    """A word or a space as Pango gives it in a line whose spaces are set apart: one run from left to right.

    `glyphs` are (glyph, width, right, up) in Pango's units, `characters` what each of them stands for; `advances` (px)
    and `counts` are the room and the number of glyphs of each character, a ligature's all on its first. A space has a
    unit more room than its glyph, by which it is set apart.
    """

    text: str
    glyphs: tuple[Glyph, ...]
    characters: tuple[str, ...]
    advances: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass
class Vocabulary:
    """The words of one typeface at one size: `layout` shapes them, `font` is Pango's, which `anchor` keeps alive.

    A word that is None cannot be taken for itself: not all of it is in this typeface.
    """

    layout: Any
    anchor: Any
    font: Any
    height: float
    baseline: float
    words: dict[str, Word | None] = field(default_factory=dict)
    # Where words may be divided and how wide their parts are, by what else that depends on (see `breakpoints`).
    tokens: dict[Hashable, dict[Any, Any]] = field(default_factory=dict)
    _spaces: dict[Hashable, Word] = field(default_factory=dict)
    _glyphs: dict[Glyph, Glyph] = field(default_factory=dict)

    def measured(self, text: str) -> list[Word] | None:
        """The words and spaces of a text in their order; None where they are not to be had one by one."""
        if not _LETTER.search(text):
            return None
        known, parts = self.words, [part for part in _PARTS.split(text) if part]
        try:
            found = [known[part] for part in parts]
        except KeyError:
            if not _LATIN.fullmatch(text):
                return None
            self._learn([part for part in dict.fromkeys(parts) if part not in known])
            found = [known[part] for part in parts]
        return None if None in found else found  # type: ignore[return-value]

    def word(self, text: str) -> Word | None:
        """A word, a part of one or a space by itself; None where it cannot be taken for itself."""
        if text not in self.words:
            self._learn([text] if _LATIN.fullmatch(text) and " " not in text[1:] else [])
        return self.words.get(text)

    def spaced(self, text: str, spacing: float) -> list[Word] | None:
        """The runs of a line whose word spaces are wider by `spacing` px, as Pango has them; None as in `measured`."""
        found = self.measured(text)
        units = int(spacing * TO_UNITS)
        if found is None or (len(found) > 1 and not units):
            return None
        last = len(found) - 1
        for place, word in enumerate(found):
            if word.text in " \u00a0":
                # At the ends the engine asks for twice as much, of which Pango takes half away.
                ends = place == 0 or (place == last and word.text == " ")
                found[place] = self._space(word, units * (2 if ends else 1), place == 0, place == last)
                if place and found[place - 1].text in " \u00a0":
                    return None
        return found

    def _space(self, word: Word, units: int, first: bool, last: bool) -> Word:
        """A space with so much more room; Pango puts half of it before the glyph (`distribute_letter_spacing`)."""
        key = word.text, units, first, last
        found = self._spaces.get(key)
        if found is None:
            left = int(units / 2)
            if not units % _UNIT:
                left = (left + _UNIT // 2) // _UNIT * _UNIT
            ((glyph, width, right, up),) = word.glyphs
            width += units - left * first - (units - left) * last
            made = glyph, max(width, 0), right + left * (not first), up
            found = self._spaces[key] = word._replace(glyphs=(made,), advances=(made[1] * FROM_UNITS,))
        return found

    def _learn(self, words: Sequence[str]) -> None:
        """Shape words, each as a paragraph of its own, so that none is kerned with another."""
        for start in range(0, len(words), _TOGETHER):
            self._shape(words[start : start + _TOGETHER])

    def _shape(self, words: Sequence[str]) -> None:
        # What holds no letter has the script of a letter before it.
        stems = ["" if _LETTER.search(word) or word in " \u00a0" else "x " for word in words]
        paragraphs = [(stem + word).encode() for stem, word in zip(stems, words, strict=True)]
        pango.pango_layout_set_text(self.layout, b"\n".join(paragraphs), -1)
        for number, (stem, word) in enumerate(zip(stems, words, strict=True)):
            line = pango.pango_layout_get_line_readonly(self.layout, number)
            found = self._read(word, len(stem), line)
            if found and word in " \u00a0":
                found = found._replace(advances=(found.advances[0] + FROM_UNITS,))
            self.words[word] = found

    def _read(self, word: str, stem: int, line: Any) -> Word | None:
        runs = line.runs
        if runs == ffi.NULL or runs.next != ffi.NULL:
            return None
        glyphs, item = runs.data.glyphs, runs.data.item
        if item.analysis.font != self.font or item.analysis.level % 2 or item.length != len(word.encode()) + stem:
            return None
        count = glyphs.num_glyphs
        found = list(_GLYPH.iter_unpack(ffi.buffer(glyphs.glyphs, _GLYPH.size * count)))[stem:]
        if any(glyph > _LARGEST_GLYPH or up for glyph, _, _, up in found):
            return None
        return self._word(word, [n - stem for n in ffi.unpack(glyphs.log_clusters, count)[stem:]], found)

    def _word(self, word: str, clusters: Sequence[int], glyphs: Sequence[Glyph]) -> Word | None:
        encoded = word.encode()
        places = [number for number, char in enumerate(word) for _ in char.encode()]
        advances, counts = [0.0] * len(word), [0] * len(word)
        characters = []
        for cluster, following, glyph in zip(clusters, (*clusters[1:], len(encoded)), glyphs, strict=True):
            advances[places[cluster]] += glyph[1] * FROM_UNITS
            counts[places[cluster]] += 1
            characters.append(encoded[cluster:following].decode())
        shared = tuple(self._glyphs.setdefault(glyph, glyph) for glyph in glyphs)
        return Word(word, shared, tuple(characters), tuple(advances), tuple(counts))


_vocabularies: dict[Hashable, tuple[Any, Vocabulary]] = {}


def vocabulary(style: Any, key: Hashable) -> Vocabulary:
    """The words of a style without spacing of its own; `key` is all that shaping depends on."""
    fonts = style.font_config
    found = _vocabularies.get((id(fonts), key))
    if found is None:
        found = _vocabularies[id(fonts), key] = fonts, _vocabulary(style)
    return found[1]


def forget_if_many() -> None:
    """Forget all words if they are too many; to be called between documents, which refer to what they know."""
    words = sum(len(each.words) for _, each in _vocabularies.values())
    if words > _MOST_WORDS or len(_vocabularies) > _MOST_VOCABULARIES:
        _vocabularies.clear()


def _vocabulary(style: Any) -> Vocabulary:
    layout, anchor = (create_layout("x", style, None, None, 0).layout for _ in range(2))
    line, rectangle = pango.pango_layout_get_line_readonly(anchor, 0), ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ffi.NULL, rectangle)
    baseline = float(pango.pango_layout_get_baseline(anchor) * FROM_UNITS)
    return Vocabulary(layout, anchor, line.runs.data.item.analysis.font, rectangle.height * FROM_UNITS, baseline)
