"""An EAN as SVG: bars and figures as two outlines in one ink on white, sizes and quiet zones as GS1 asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from presswork.barcodes import lettering
from presswork.paper import Length
from presswork.text import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.barcodes.ean import Ean

# GS1 General Specifications, 5.2.3 and 6.3: at 100 % a module is 0.33 mm wide and bars are 22.85 mm high.
MODULE_MM, BAR_MM = 0.33, 22.85
SMALLEST, LARGEST = 0.8, 2.0
_QUIET_LEFT, _QUIET_RIGHT, _QUIET_ADDON = 11, 7, 5
_BEFORE_ADDON = 9
_GUARD_BELOW = 5  # modules by which guard bars are longer
_FIGURE = 9.2  # the figures' size, in modules
_CAP = 0.66 * _FIGURE
_TITLE_GAP = 2.5
_BELOW = 1.2  # between bars and figures
_EDGE = 1.5


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG document and its size."""

    svg: str
    width: Length
    height: Length


def modules_wide(symbol: Ean) -> int:
    """The width of the symbol with its quiet zones, in modules."""
    addon = len(symbol.addon_modules)
    return _QUIET_LEFT + 95 + (_BEFORE_ADDON + addon + _QUIET_ADDON if addon else _QUIET_RIGHT)


def magnification_for(symbol: Ean, width: Length, height: Length | None = None) -> float:
    """The magnification at which the symbol fits into a box, but from 80 % to 100 %."""
    nominal = draw(symbol)
    fitting = width.pt / nominal.width.pt, height.pt / nominal.height.pt if height else 1.0
    return max(SMALLEST, min(1.0, *fitting))


def draw(symbol: Ean, *, magnification: float = 1.0, ink: str = "#000", ground: str = "#fff") -> Drawing:
    """The symbol as SVG; `ink` and `ground` are CSS colours. Raises `BadValue` outside 80 to 200 %."""
    if not SMALLEST <= magnification <= LARGEST:
        raise BadValue(f"a barcode cannot be drawn at {magnification:.0%}", "its magnification is from 80 % to 200 %")
    top = _EDGE + (_CAP + _TITLE_GAP if symbol.title else 0)
    high = BAR_MM / MODULE_MM
    height = top + high + _BELOW + _CAP + _EDGE
    wide = modules_wide(symbol)
    bars = "".join(_bars(symbol.modules, _QUIET_LEFT, top, high, guards=True))
    letters = list(_figures(symbol, top + high))
    if symbol.title:
        letters.append(_title(symbol))
    if symbol.addon:
        start = _QUIET_LEFT + 95 + _BEFORE_ADDON
        above = top + _CAP + _BELOW
        bars += "".join(_bars(symbol.addon_modules, start, above, high + _GUARD_BELOW - _CAP - _BELOW))
        letters += _addon_figures(symbol, start, top + _CAP)
    module = MODULE_MM * magnification
    size = Length.parse(f"{wide * module:.4f}mm"), Length.parse(f"{height * module:.4f}mm")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0].css}" height="{size[1].css}"'
        f' viewBox="0 0 {wide} {height:.2f}"><rect width="{wide}" height="{height:.2f}" fill="{ground}"/>'
        f'<path fill="{ink}" d="{bars}"/><path fill="{ink}" d="{"".join(letters)}"/></svg>'
    )
    return Drawing(svg, *size)


def _bars(modules: str, x: int, top: float, height: float, *, guards: bool = False) -> Iterator[str]:
    """A rectangle for each run of dark modules; guard bars are longer."""
    start = 0
    while (start := modules.find("1", start)) >= 0:
        end = (modules + "0").find("0", start)
        longer = _GUARD_BELOW if guards and (start < 3 or 45 <= start < 50 or start >= 92) else 0
        yield f"M{x + start} {top:.2f}h{end - start}v{height + longer:.2f}h-{end - start}z"
        start = end


def _figures(symbol: Ean, below: float) -> Iterator[str]:
    """The figures below the bars: the first in the quiet zone, each other under its own seven modules."""
    baseline = below + _BELOW + _CAP
    yield lettering.outline(symbol.digits[0], _QUIET_LEFT - 2.5 - _FIGURE * 0.5, baseline, _FIGURE)
    for place, digit in enumerate(symbol.digits[1:]):
        left = _QUIET_LEFT + 3 + 7 * place + (5 if place >= 6 else 0)
        yield lettering.outline(digit, left + _centred(digit, 7), baseline, _FIGURE)


def _centred(char: str, room: float) -> float:
    return (room - lettering.advance(char) * _FIGURE) / 2


def _addon_figures(symbol: Ean, start: int, baseline: float) -> Iterator[str]:
    for place, digit in enumerate(symbol.addon):
        yield lettering.outline(digit, start + 4 + 9 * place + _centred(digit, 7), baseline, _FIGURE)
    # the sign that keeps the quiet zone clear (GS1 General Specifications, 5.2.3.4)
    end = start + len(symbol.addon_modules) + _QUIET_ADDON
    yield lettering.outline(">", end - lettering.advance(">") * _FIGURE, baseline, _FIGURE)


def _title(symbol: Ean) -> str:
    """The number in words above the bars, as wide as they are."""
    size = min(_FIGURE, 95 / lettering.width(symbol.title))
    indent = (95 - lettering.width(symbol.title) * size) / 2
    return lettering.line(symbol.title, _QUIET_LEFT + indent, _CAP + _EDGE, size)
