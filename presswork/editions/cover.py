"""The design of a cover: what stands where, from the metadata alone, in no file format yet."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

from presswork.editions.colours import Palette, palette
from presswork.editions.cover_text import Measure, balanced, divided, fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# 1 : 1.6, the shape that shops and readers expect; the pixels of the picture we draw.
WIDTH, HEIGHT = 1600, 2560
MARGIN = 130
TILE = 200
_LEADING = 1.25
Cut = Literal["title", "text", "italic", "label"]
# Words that do not fit at this size are divided; titles of at most so many letters may be set very large.
_WORD_SIZE = 130
_SHORT_TITLE = 9
TILE_KINDS: tuple[tuple[str, ...], ...] = (
    ("quarter", "quarter", "half", "disc", "plain"),
    ("quarter", "leaf", "leaf", "disc", "plain"),
    ("arc", "arc", "quarter", "arcs", "plain"),
    ("triangle", "triangle", "half", "quarter", "plain"),
    ("bars", "quarter", "half", "triangle", "plain"),
)


@dataclass(frozen=True, slots=True)
class CoverText:
    """The words on a cover, and what decides how they stand; `accent` is a CSS colour."""

    title: str
    subtitle: str = ""
    kicker: str = ""
    author: str = ""
    publication: str = ""
    language: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    accent: str = "#8c1d18"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: baseline and starting edge in pixels (the right edge for `rtl`), size, cut and colour."""

    text: str
    x: int
    y: int
    size: int
    cut: Cut
    fill: str


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: int
    y: int
    width: int
    height: int
    fill: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure in a square of TILE pixels: its kind, quarter turns clockwise, the square's colour and its own."""

    kind: str
    x: int
    y: int
    turn: int
    ground: str
    fill: str


@dataclass(frozen=True, slots=True)
class Design:
    """A cover ready to be painted: ground colour, boxes, tiles, lines; `picture` is where a photograph would go.

    It is WIDTH wide and `height` high; what is printed may be of another shape than an e-book's cover.
    """

    text: CoverText
    ground: str
    boxes: tuple[Box, ...] = ()
    tiles: tuple[Tile, ...] = ()
    lines: tuple[Line, ...] = field(default=(), repr=False)
    picture: Box | None = None
    height: int = HEIGHT


def seed(text: CoverText) -> random.Random:
    """The dice of a cover: the same title and publication throw the same pattern on every machine."""
    digest = hashlib.sha256(f"{text.publication}\n{text.title}".encode()).digest()
    return random.Random(int.from_bytes(digest[:8], "big"))  # noqa: S311  (an ornament, not a secret)


def rows_for(title: str, height: int = HEIGHT) -> int:
    """How many rows of tiles leave a title of this length the room it needs on a cover of this height."""
    rows = 5 if len(title) <= 70 else 4 if len(title) <= 120 else 3
    return max(2, round(rows * height / HEIGHT))


def pattern(
    top: int,
    dice: random.Random,
    colours: Palette,
    *,
    kinds: Sequence[str] | None = None,
    columns: range = range(0, WIDTH, TILE),
    foot: int = HEIGHT,
) -> Iterator[Tile]:
    """Tiles from `top` to the foot, one in each of the columns, in two colours that differ.

    Their figures are `kinds`, or of one family that the dice choose.
    """
    kinds = kinds or dice.choice(TILE_KINDS)
    tones = [colours.accent] * 3 + [colours.deep] * 2 + [colours.middle] * 2 + [colours.tint] * 3 + [colours.second]
    for y in range(top, foot, TILE):
        for x in columns:
            ground = dice.choice(tones)
            fill = dice.choice([tone for tone in tones if tone != ground])
            yield Tile(dice.choice(kinds), x, y, dice.randrange(4), ground, fill)


def _stack(
    lines: Sequence[str], y: int, size: int, leading: float, line: Callable[..., Line]
) -> tuple[list[Line], int]:
    """The lines one below the other, the first with its top at `y`; and where the next thing may begin."""
    step = round(size * leading)
    # Where lines are set wide apart the letters need the room above them too: Arabic rises far over its baseline.
    rise = 0.8 if leading <= _LEADING else 1.05
    placed = [line(text, y=y + round(size * rise) + n * step, size=size) for n, text in enumerate(lines)]
    return placed, y + step * len(lines)


def design(text: CoverText, measure: Measure, *, picture: bool = False, height: int = HEIGHT) -> Design:
    """The cover of a text. `measure(words, cut)` is the width of words in em; `picture` leaves room for a photograph.

    From the top: publication over a rule, kicker, title as large as fits, subtitle; then the authors; below them
    the ornament or the photograph.
    """
    colours = palette(text.accent, seed(text))
    top = height - TILE * rows_for(text.title, height)
    x = WIDTH - MARGIN if text.direction == "rtl" else MARGIN
    width = WIDTH - 2 * MARGIN
    at = partial(Line, x=x)
    lines: list[Line] = []
    boxes: list[Box] = []
    y = 150
    if text.publication:
        size, words = fitted(text.publication, partial(measure, cut="italic"), width, 80, sizes=(68, 40), lines=1)
        placed, y = _stack(words, y - 20, size, 1.2, partial(at, cut="italic", fill=colours.ink))
        lines += placed
        boxes.append(Box(MARGIN, y + 22, width, 5, colours.accent))
        y += 110
    if text.kicker:
        size, words = fitted(text.kicker, partial(measure, cut="label"), width, 130, sizes=(54, 36), lines=2)
        placed, y = _stack(words, y, size, 1.2, partial(at, cut="label", fill=colours.label))
        lines += placed
        y += 36
    foot = top - 90
    if text.author:
        size, words = fitted(text.author, partial(measure, cut="text"), width, 170, sizes=(66, 40), lines=2)
        foot -= round(size * 1.25) * len(words)
        lines += _stack(words, foot, size, 1.25, partial(at, cut="text", fill=colours.ink))[0]
        foot -= 50
    lines += _headline(text, measure, y, foot, width, partial(at, fill=colours.ink))
    area = Box(0, top, WIDTH, height - top, colours.accent)
    tiles = () if picture else tuple(pattern(top, seed(text), colours, foot=height))
    return Design(text, colours.paper, tuple(boxes), tiles, tuple(lines), area if picture else None, height)


def _headline(
    text: CoverText, measure: Measure, top: int, foot: int, width: int, line: Callable[..., Line]
) -> list[Line]:
    """Title and subtitle between `top` and `foot`: the title takes what the subtitle leaves."""
    sub_size, sub_lines = 0, list[str]()
    if text.subtitle:
        room = max((foot - top) // 3, 120)
        sub_size, sub_lines = fitted(
            text.subtitle, partial(measure, cut="italic"), width, room, sizes=(74, 36), lines=4, leading=1.25
        )
    below = round(sub_size * 1.25) * len(sub_lines) + (40 if sub_lines else 0)
    in_title = partial(measure, cut="title")
    leading = 1.4 if text.direction == "rtl" else 1.08
    title = divided(text.title, in_title, width / _WORD_SIZE, text.language)
    largest = 250 if len(title) > _SHORT_TITLE else 400
    size, words = fitted(title, in_title, width, foot - top - below, sizes=(largest, 56), lines=9, leading=leading)
    even = words if words[-1].endswith("…") else balanced(title, in_title, width / size)
    placed, y = _stack(even, top, size, leading, partial(line, cut="title"))
    if sub_lines:
        even = balanced(text.subtitle, partial(measure, cut="italic"), width / sub_size)
        placed += _stack(even, y + 40, sub_size, 1.25, partial(line, cut="italic"))[0]
    return placed
