"""Shows a plan as a small drawing (SVG): how the pages lie on the sheets, and where these are folded and cut."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from presswork.imposition.wording import CUT, folding, language_of, words_for
from presswork.languages import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presswork.imposition.plan import FoldStep, Plan, Sheet, Side, Slot

# The drawing is so wide, in px, and shows so many sheets before it leaves out those in the middle.
WIDTH = 720.0
MOST_SHEETS = 12
_SHOWN_FIRST, _SHOWN_LAST = 4, 2
_GAP, _TURN_GAP, _CAPTION, _EDGE = 34.0, 24.0, 20.0, 18.0
_LARGEST, _LARGEST_ALONE = (230.0, 240.0), (320.0, 330.0)
_FONT = '"Source Sans Pro","Source Sans 3",system-ui,sans-serif'
# The sides of a sheet as printers name them, and a page with nothing on it.
_SIGNS = {"front": "A", "back": "B", "sheet": "{number} A", "sheet_of_section": "{section} / {number} A", "blank": "–"}
# Paper stays paper in a dark report, only not as bright; what is written beside it turns light.
_STYLE = (
    "@media (prefers-color-scheme: dark){.pw-sheet{fill:#d9d6cf;stroke:#777}.pw-page{fill:#efece5;stroke:#a8a49b}"
    ".pw-say{fill:#c9c6bf}.pw-mark{fill:#e8e5de}.pw-number{fill:#1b1b1b}}"
)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a side is drawn: its upper left corner and how many px a point of the sheet is."""

    x: float
    y: float
    height: float
    scale: float

    def at(self, x: float, y: float) -> Point:
        """A point of the sheet, whose y runs upwards, in the drawing, whose y runs downwards."""
        return (self.x + x * self.scale, self.y + (self.height - y) * self.scale)


def as_svg(plan: Plan, *, width: float = WIDTH, language: str = "en", legend: bool = True) -> str:
    """The sheet map of a plan: an `svg` element that can stand in a page or a file of its own.

    Every sheet with front and back side by side, page numbers turned as the pages lie, a bar at each page's head, page
    1 in red, blank pages pale; on the first sheet the folds in their order. Long jobs leave out the sheets in between.
    The words are those of `language`. Without `legend` neither the folds are put into words nor what is left out; and
    where that is written from right to left, which the PDF engine does not do in drawings, signs stand for words.
    """
    words = words_for(language)
    if not legend and direction_of(language_of(language)) == "rtl":
        words = {**words, **_SIGNS}
    sheets = _shown(plan.sheets)
    columns, scale = _grid(sheets, width)
    cell = (width - _EDGE - (columns - 1) * _GAP) / columns
    parts: list[str] = []
    y, row_height = _EDGE, 0.0
    for at, sheet in enumerate(sheets):
        column = at % columns
        if column == 0 and at:
            y, row_height = y + row_height, 0.0
        steps = plan.folds if at == 0 else ()
        parts += _sheet(sheet, plan, _EDGE + column * (cell + _GAP), y, scale, steps, words)
        tallest = max(side.height for side in sheet.sides) * scale
        row_height = max(row_height, _CAPTION + tallest + (_GAP if steps else _GAP * 0.7))
    y += row_height
    for line in _legend(plan, words) if legend else ():
        parts.append(_text(_EDGE, y + 4, line, 13))
        y += 19
    numbers = f"{words['pages']}: {plan.pages}, {words['sheets']}: {len(plan.sheets)}"
    label = escape(f"{words['map']} ({numbers})", quote=True)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="sheet-map" role="img" aria-label="{label}" '
        f'viewBox="0 0 {_n(width)} {_n(y + 2)}" width="{_n(width)}" height="{_n(y + 2)}" '
        f"font-family='{_FONT}'>"
    )
    return f"{head}<style>{_STYLE}</style>{''.join(parts)}</svg>"


def _shown(sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """The sheets that are drawn."""
    return sheets if len(sheets) <= MOST_SHEETS else (*sheets[:_SHOWN_FIRST], *sheets[-_SHOWN_LAST:])


def in_between(plan: Plan, words: Mapping[str, str]) -> str:
    """What is said of the sheets that are not drawn; nothing when all are."""
    if len(plan.sheets) <= MOST_SHEETS:
        return ""
    first, last = plan.sheets[_SHOWN_FIRST].number, plan.sheets[-_SHOWN_LAST - 1].number
    return words["same_way"].format(first=first, last=last)


def _grid(sheets: Sequence[Sheet], width: float) -> tuple[int, float]:
    """How many sheets stand in a row, and the scale at which they do."""
    widest = max(sum(side.width for side in sheet.sides) for sheet in sheets)
    one = max(side.width for sheet in sheets for side in sheet.sides)
    tallest = max(side.height for sheet in sheets for side in sheet.sides)
    largest = _LARGEST if len(sheets) > 1 else _LARGEST_ALONE
    for columns in (1, 2, 3):
        room = (width - (columns - 1) * _GAP) / columns - _TURN_GAP * 2 - _EDGE
        scale = min(room / widest, largest[0] / one, largest[1] / tallest)
        used = columns * (widest * scale + _TURN_GAP) + (columns - 1) * _GAP
        if len(sheets) <= columns or (columns == 2 and used > width * 0.6) or columns == 3:
            return columns, scale
    raise AssertionError("three columns take any sheet")


def _sheet(
    sheet: Sheet,
    plan: Plan,
    x: float,
    y: float,
    scale: float,
    steps: Sequence[FoldStep],
    words: Mapping[str, str],
) -> Iterator[str]:
    """A sheet: its sides beside each other, the folds on its front."""
    for side in sheet.sides:
        frame = Frame(x, y + _CAPTION, side.height, scale)
        yield _text(x, y + _CAPTION - 7, _caption(sheet, side, plan, words), 12.5)
        yield from _side(side, frame, words["blank"])
        if side.name == "front":
            yield from _folds(steps, side, frame)
        x += side.width * scale + _TURN_GAP


def _caption(sheet: Sheet, side: Side, plan: Plan, words: Mapping[str, str]) -> str:
    several = len({each.signature for each in plan.sheets}) > 1
    if len(plan.sheets) == 1:
        return words[side.name]
    if side.name == "back":
        return words["back"]
    key = "sheet_of_section" if several else "sheet"
    return words[key].format(number=sheet.number, section=sheet.signature)


def _side(side: Side, frame: Frame, blank: str) -> Iterator[str]:
    width, height = side.width * frame.scale, side.height * frame.scale
    yield (
        f'<rect class="pw-sheet" x="{_n(frame.x)}" y="{_n(frame.y)}" width="{_n(width)}" height="{_n(height)}" '
        f'fill="#fff" stroke="#8f8b84" stroke-width=".8"/>'
    )
    for slot in side.slots:
        yield from _slot(slot, frame, blank)


def _slot(slot: Slot, frame: Frame, blank: str) -> Iterator[str]:
    """A page: its outline, a bar at its head, its number in the middle, turned as it lies."""
    x, y = frame.at(slot.x, slot.y + slot.height)
    width, height = slot.width * frame.scale, slot.height * frame.scale
    tone = 'fill="#f6f3ec" stroke="#b9b4a9"' if slot.page else 'fill="none" stroke="#cdc9c0" stroke-dasharray="2 2"'
    yield (
        f'<rect class="{"pw-page" if slot.page else "pw-blank"}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" '
        f'height="{_n(height)}" {tone} stroke-width=".6"/>'
    )
    turned = slot.rotation % 180 != 0
    across, along = (height, width) if turned else (width, height)
    middle = f"translate({_n(x + width / 2)} {_n(y + height / 2)}) rotate({-slot.rotation % 360})"
    size = max(7.0, min(across * 0.42, along * 0.4, 30.0))
    inner = _page_face(slot, across, along, size) if slot.page else _blank_face(size, blank)
    yield f'<g transform="{middle}" text-anchor="middle">{inner}</g>'


def _page_face(slot: Slot, across: float, along: float, size: float) -> str:
    colour = "#8c1d18" if slot.page == 1 else "#22211f"
    kind = "pw-first" if slot.page == 1 else "pw-number"
    bar, head = across * 0.56, -along / 2 + along * 0.09
    return (
        f'<rect x="{_n(-bar / 2)}" y="{_n(head)}" width="{_n(bar)}" height="{_n(max(1.2, along * 0.02))}" '
        f'fill="{colour}" opacity=".55"/>'
        f'<text class="{kind}" y="{_n(size * 0.36)}" font-size="{_n(size)}" font-weight="600" fill="{colour}">'
        f"{slot.page}</text>"
    )


def _blank_face(size: float, blank: str) -> str:
    small = max(6.5, size * 0.4)
    return f'<text y="{_n(small * 0.35)}" font-size="{_n(small)}" fill="#8f8b84">{escape(blank)}</text>'


def _folds(steps: Sequence[FoldStep], side: Side, frame: Frame) -> Iterator[str]:
    """The creases of a sheet with their numbers at the edge, and an arrow of the part that moves."""
    taken: list[Point] = []
    for step in steps:
        x1, y1 = frame.at(step.line[0], step.line[1])
        x2, y2 = frame.at(step.line[2], step.line[3])
        cut = step.letter == CUT
        dashes = "" if cut else ' stroke-dasharray="5 3"'
        yield (
            f'<path d="M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}" stroke="{"#8c1d18" if cut else "#2f5f8f"}" '
            f'stroke-width="{"2.2" if cut else "1.3"}"{dashes} fill="none"/>'
        )
        at = _free((x1, y1), (x2, y2), taken, frame, side)
        taken.append(at)
        if not cut:
            yield _arrow(step, (x1, y1), (x2, y2), side.width * frame.scale)
        yield _number_of(step, at, cut=cut)


def _free(first: Point, last: Point, taken: Sequence[Point], frame: Frame, side: Side) -> Point:
    """A place for a step's number: beyond an end of its line, rather off the sheet, where no number stands yet."""
    length = math.dist(first, last) or 1.0
    dx, dy = (last[0] - first[0]) / length * 10, (last[1] - first[1]) / length * 10
    places = [(first[0] - dx, first[1] - dy), (last[0] + dx, last[1] + dy)]
    free = [place for place in places if all(math.dist(place, other) > 16 for other in taken)] or places
    return min(
        free,
        key=lambda place: (
            frame.x < place[0] < frame.x + side.width * frame.scale
            and frame.y < place[1] < frame.y + side.height * frame.scale
        ),
    )


def _arrow(step: FoldStep, first: Point, last: Point, room: float) -> str:
    """A bow across the crease, from the part that moves; broken when that part goes behind."""
    x, y = first[0] * 0.86 + last[0] * 0.14, first[1] * 0.86 + last[1] * 0.14
    away = {"l": (-1, 0), "r": (1, 0), "t": (0, -1), "b": (0, 1)}[step.letter[0].lower()]
    reach = min(18.0, room * 0.11)
    sx, sy = x + away[0] * reach, y + away[1] * reach
    ex, ey = x - away[0] * reach, y - away[1] * reach
    bow = -reach * 0.9 if away[0] else reach * 0.9
    cx, cy = (x, y + bow) if away[0] else (x + bow, y)
    dashes = "" if step.letter[0].isupper() else ' stroke-dasharray="2.5 2"'
    angle = math.degrees(math.atan2(ey - cy, ex - cx))
    head = f'<path transform="translate({_n(ex)} {_n(ey)}) rotate({_n(angle)})" d="M0 0L-6 -3L-6 3Z" fill="#2f5f8f"/>'
    curve = f"M{_n(sx)} {_n(sy)}Q{_n(cx)} {_n(cy)} {_n(ex)} {_n(ey)}"
    return f'<path d="{curve}" fill="none" stroke="#2f5f8f" stroke-width="1.2"{dashes}/>{head}'


def _number_of(step: FoldStep, at: Point, *, cut: bool) -> str:
    x, y = at
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="7.5" fill="{"#8c1d18" if cut else "#2f5f8f"}"/>'
        f'<text x="{_n(x)}" y="{_n(y + 3.6)}" text-anchor="middle" font-size="10.5" font-weight="600" fill="#fff">'
        f"{step.order}</text>"
    )


def _legend(plan: Plan, words: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{step.order}  {folding(step, plan, words)}" for step in plan.folds)
    if left_out := in_between(plan, words):
        yield left_out


def _text(x: float, y: float, text: str, size: float) -> str:
    return f'<text class="pw-say" x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="#55524c">{escape(text)}</text>'


def _n(value: float) -> str:
    """A number as short as a drawing of this size needs it."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
