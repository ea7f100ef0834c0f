"""Measures text as the engine will print it: the advance of every character, read from Pango's glyph strings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import create_layout, line_size

from presswork.typesetting.totalfit.words import Vocabulary, forget_if_many, vocabulary

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

HYPHEN = "-"
SPACES = " \u00a0"
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc]|[\U00010800-\U00010fff]")
# Pango's mark of a glyph that is not drawn.
_EMPTY = 0x0FFFFFFF
# The words of a PangoGlyphInfo: glyph, width, two offsets, flags.
_WORDS = ffi.sizeof("PangoGlyphInfo") // 4
# Spacing of one Pango unit has no visible effect, but Pango then shapes the words one by one, as in a justified line.
APART = 1.01 * FROM_UNITS
_SHAPING = (
    "font_family", "font_size", "font_style", "font_weight", "font_stretch", "font_kerning", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "font_variation_settings", "font_language_override", "lang",
    "letter_spacing", "word_spacing",
)  # fmt: skip


class Measured(NamedTuple):
    """A text measured: advance in pixels and number of glyphs of each character, a ligature's all on its first.

    `height` and `baseline` are those of its line; they hold for any part of it unless it is `mixed`: some of its
    characters come from another typeface. `words` is where its words are known one by one.
    """

    advances: list[float]
    glyphs: list[int]
    height: float
    baseline: float
    mixed: bool
    words: Vocabulary | None = None


class Single(NamedTuple):
    """A letter that no other follows, and one with a hyphen after it: widths in pixels; the hyphen's own width."""

    alone: float
    hyphened: float
    hyphen: float


@dataclass
class _Face:
    """What is known of the single letters of one typeface at one size."""

    base: Any
    apart: Any
    words: Vocabulary | None
    space: float = 0.0
    singles: dict[str, Single] = field(default_factory=dict)
    texts: dict[str, Measured] = field(default_factory=dict)


class Meter:
    """Measures text of a document, in the styles that the engine computed."""

    def __init__(self) -> None:
        forget_if_many()
        self._faces: dict[Hashable, _Face] = {}
        # Styles are kept so that none of them is collected and another gets its identity.
        self._known: dict[int, tuple[Any, _Face]] = {}

    def measure(self, text: str, style: Any, *, justified: bool) -> Measured:
        """Measure a text; in a justified one letters are not kerned with spaces, as the engine sets these apart."""
        face = self._face(style)
        if justified and face.words is not None and (known := _by_words(text, face.words)):
            return known
        found = _shape(text, face.base)
        if justified:
            self._part_from_spaces(text, style, found)
        spacing, between = _spacings(style)
        if spacing or between:
            for n, char in enumerate(text):
                found.advances[n] += spacing * (found.glyphs[n] > 0) + between * (char in SPACES)
        return found

    def word(self, text: str, style: Any) -> float:
        """The width of a short text on its own."""
        face = self._face(style)
        if face.words is not None and (word := face.words.word(text)):
            return sum(word.advances)
        if text not in face.texts:
            face.texts[text] = _shape(text, face.apart)
        found, spacing = face.texts[text], _spacings(style)[0]
        return sum(found.advances) + spacing * sum(map(bool, found.glyphs))

    def single(self, char: str, style: Any) -> Single:
        """What is known of one letter."""
        self._learn([char], style)
        found, spacing = self._face(style).singles[char], _spacings(style)[0]
        return Single(found.alone + spacing, found.hyphened + 2 * spacing, found.hyphen) if spacing else found

    def _part_from_spaces(self, text: str, style: Any, found: Measured) -> None:
        # What is written from right to left is joined: such a letter has another form by itself.
        places = [n for n, char in enumerate(text) if char in SPACES and not RIGHT_TO_LEFT.match(text, max(n - 1, 0))]
        if not places:
            return
        self._learn((text[n - 1] for n in places if n), style)
        face = self._face(style)
        for n in places:
            found.advances[n] = face.space
            if n and found.glyphs[n - 1] and (known := face.singles.get(text[n - 1])):
                found.advances[n - 1] = known.alone

    def _learn(self, chars: Iterable[str], style: Any) -> None:
        face = self._face(style)
        missing = sorted({char for char in chars if char not in face.singles and stands_alone(char)})
        if face.words is not None:
            missing = [char for char in missing if not _learned(char, face, face.words)]
        if not missing and face.space:
            return
        missing = missing or [HYPHEN]
        measured = _shape("".join(f"{char} {char}{HYPHEN} " for char in missing), face.apart).advances
        face.space = measured[1]
        for n, char in enumerate(missing):
            alone, _, before, hyphen, _ = measured[5 * n : 5 * n + 5]
            face.singles[char] = Single(alone, before + hyphen, hyphen)

    def _face(self, style: Any) -> _Face:
        known = self._known.get(id(style))
        if known is None:
            key = tuple(style[name] for name in _SHAPING)
            face = self._faces.get(key)
            if face is None:
                face = self._faces[key] = _Face(
                    *_plain_styles(style), None if any(_spacings(style)) else vocabulary(style, key)
                )
            known = self._known[id(style)] = style, face
        return known[1]


def _face_of(style: Any, key: Hashable) -> _Face:
    """A typeface of a document, with what the worker knows of it; nothing is kept of one that is spaced."""
    base, apart = _plain_styles(style)
    if any(_spacings(style)):
        return _Face(base, apart, None)
    words = vocabulary(style, key)
    space = words.word(" ")
    return _Face(base, apart, words, space.advances[0] if space else 0.0)


def _learned(char: str, face: _Face, words: Vocabulary) -> bool:
    """Take what is known of a letter from the words; whether it is."""
    alone, hyphened = words.word(char), words.word(char + HYPHEN)
    if alone is None or hyphened is None:
        return False
    face.singles[char] = Single(alone.advances[0], sum(hyphened.advances), hyphened.advances[1])
    return True


def _by_words(text: str, words: Vocabulary) -> Measured | None:
    """A text measured from words that are known, as it is drawn; None where it has to be shaped as a whole."""
    if (found := words.measured(text)) is None:
        return None
    advances: list[float] = []
    glyphs: list[int] = []
    for word in found:
        advances += word.advances
        glyphs += word.counts
    return Measured(advances, glyphs, words.height, words.baseline, mixed=False, words=words)


def real_size(text: str, style: Any) -> tuple[float, float]:
    """Height and baseline of the line that Pango makes of a text."""
    layout = create_layout(text, style, None, None, 0)
    line, _ = layout.get_first_line()
    _, height = line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    layout.deactivate()
    return float(height), float(baseline)


def stands_alone(char: str) -> bool:
    """Whether a character can be measured by itself: no space, no mark on another one, no control character."""
    return char not in SPACES and unicodedata.category(char)[0] not in "MC"


def _spacings(style: Any) -> tuple[float, float]:
    """The letter and word spacing that the author asks for, in pixels."""
    spacing = style["letter_spacing"]
    return (0.0 if spacing == "normal" else float(spacing)), float(style["word_spacing"])


def _plain_styles(style: Any) -> tuple[Any, Any]:
    """A style without the author's spacing (but without ligatures, where there is some), and one that parts words."""
    spacing, between = _spacings(style)
    base = style
    if spacing or between:
        base = style.copy()
        base["letter_spacing"], base["word_spacing"] = (APART if spacing else "normal"), 0.0
    apart = base.copy()
    apart["word_spacing"] = APART
    return base, apart


def _shape(text: str, style: Any) -> Measured:
    layout = create_layout(text.replace("\n", " "), style, None, None, 0)
    line, _ = layout.get_first_line()
    _, height = line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    places = _places(text)
    # The engine prints a lone space with a character of no width behind it.
    advances, glyphs, fonts = [0.0] * (len(text) + 1), [0] * (len(text) + 1), set()
    run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while run != ffi.NULL:
        item, run = run.data, run.next
        fonts.add(item.item.analysis.font)
        _read_run(item, places, advances, glyphs)
    layout.deactivate()
    return Measured(advances[: len(text)], glyphs[: len(text)], float(height), float(baseline), len(fonts) > 1)


def _places(text: str) -> list[int] | None:
    """The number of the character at each byte of a text; None when bytes and characters are the same."""
    if text.isascii():
        return None
    places: list[int] = []
    for number, char in enumerate(text):
        places.extend([number] * len(char.encode()))
    places.append(len(text))
    return places


def _read_run(item: Any, places: list[int] | None, advances: list[float], glyphs: list[int]) -> None:
    count, offset = item.glyphs.num_glyphs, item.item.offset
    words = memoryview(ffi.buffer(item.glyphs.glyphs, count * _WORDS * 4)).cast("i").tolist()
    widths, numbers = words[1::_WORDS], words[::_WORDS]
    if count == item.item.length and places is None and _EMPTY not in numbers:
        advances[offset : offset + count] = [width * FROM_UNITS for width in widths]
        glyphs[offset : offset + count] = [1] * count
        return
    for cluster, width, number in zip(ffi.unpack(item.glyphs.log_clusters, count), widths, numbers, strict=True):
        place = offset + cluster if places is None else places[offset + cluster]
        advances[place] += width * FROM_UNITS
        glyphs[place] += number != _EMPTY
