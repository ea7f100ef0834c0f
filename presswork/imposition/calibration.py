"""Makes the calibration sheets, from which a printer's offsets, white edges and way of turning paper are read."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from presswork.edition import Asset, Edition, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.house import House
    from presswork.paper import Paper

TEMPLATE = "calibration"
_EDITION = Edition("calibration", "pdf")
# The scales run so far from the edge, in mm; and so far to either side of the cross in the middle.
_REACH, _CROSS = 25, 10
_FONT = '"Source Sans Pro",sans-serif'


@dataclass(frozen=True, slots=True)
class Leaf:
    """One side of a calibration sheet: the sheet's letter, whether it is the back, and its drawing's asset name."""

    letter: str
    back: bool
    picture: str


def as_pdf(paper: Paper, house: House, *, manual: bool = False) -> bytes:
    """The calibration sheets for a paper: one sheet of two sides, or for manual duplex two, fronts before backs.

    Each edge has a scale that starts at the edge itself, the middle a cross, on the front with a scale; an arrow shows
    what is up. Template `paper/calibration.html.j2`; raises `Rejected` (H002) when a publication's own one fails.
    """
    from presswork.editions.pdf import typeset
    from presswork.editions.xmp import Statement
    from presswork.typesetting.fonts import with_fonts

    letters = "AB" if manual else "A"
    leaves = [Leaf(letter, back, f"images/{letter}{int(back)}.svg") for back in (False, True) for letter in letters]
    values = {
        "styles": house.sheets("paper", TEMPLATE, {}),
        "paper": paper,
        "leaves": leaves,
        "manual": manual,
        "small": paper.width.mm < 180,
    }
    assets = {
        leaf.picture: Asset(leaf.picture, "image/svg+xml", drawing(paper, leaf).encode("utf-8")) for leaf in leaves
    }
    html = house.render("paper", TEMPLATE, values)
    page = Page("paper", "Calibration sheets", "en", html, (), MappingProxyType(assets))
    stated = (Statement("dc:title", "Calibration sheets"), Statement("xmp:CreatorTool", "Presswork"))
    return typeset(with_fonts(page, {}), _EDITION, stated, f"urn:presswork:calibration:{paper.name}:{manual}").data


def drawing(paper: Paper, leaf: Leaf) -> str:
    """The drawing of one side in its true size, an SVG whose unit is the millimetre."""
    width, height = paper.width.mm, paper.height.mm
    parts = [*_edges(width, height), *_cross(width / 2, height / 2, scale=not leaf.back), *_arrow(width, height, leaf)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.3f}mm" height="{height:.3f}mm" '
        f'viewBox="0 0 {width:.3f} {height:.3f}" font-family=\'{_FONT}\' stroke-linecap="butt">'
        f"{''.join(parts)}</svg>"
    )


def _edges(width: float, height: float) -> Iterator[str]:
    """A scale at the middle of each edge, its zero at the edge, and a cross in each corner."""
    for place in (
        f"translate(0 {height / 2:.3f})",
        f"translate({width:.3f} {height / 2:.3f}) rotate(180)",
        f"translate({width / 2:.3f} 0) rotate(90)",
        f"translate({width / 2:.3f} {height:.3f}) rotate(-90)",
    ):
        yield f'<g transform="{place}">{"".join(_scale())}</g>'
    for x in (15.0, width - 15):
        for y in (15.0, height - 15):
            yield _line(x - 4, y, x + 4, y) + _line(x, y - 4, x, y + 4)


def _scale() -> Iterator[str]:
    """Marks from 0 to 25 mm along the x axis, those of 5 mm longer and numbered."""
    yield _line(0, 0, _REACH, 0)
    for mm in range(_REACH + 1):
        length = 5.0 if mm % 5 == 0 else 2.6
        yield _line(mm, -length / 2, mm, length / 2)
        if mm and mm % 5 == 0:
            yield f'<text x="{mm}" y="-3.4" font-size="2.8" text-anchor="middle">{mm}</text>'


def _cross(x: float, y: float, *, scale: bool) -> Iterator[str]:
    """The cross in the middle: with millimetres on the front, with a ring on the back."""
    reach = _CROSS if scale else _CROSS + 4
    yield _line(x - reach, y, x + reach, y) + _line(x, y - reach, x, y + reach)
    if not scale:
        yield f'<circle cx="{x:.3f}" cy="{y:.3f}" r="3" fill="none" stroke="#000" stroke-width=".1"/>'
        return
    for mm in range(-_CROSS, _CROSS + 1):
        half = 1.6 if mm % 5 == 0 else 0.8
        yield _line(x + mm, y - half, x + mm, y + half) + _line(x - half, y + mm, x + half, y + mm)


def _arrow(width: float, height: float, leaf: Leaf) -> Iterator[str]:
    """What is up, and the sheet's letter."""
    x, top, tall = width / 2, height * 0.13, height * 0.16
    stem, head = tall * 0.13, tall * 0.3
    tone = 'fill="none" stroke="#000" stroke-width=".5"' if leaf.back else 'fill="#000"'
    yield (
        f'<path {tone} stroke-linejoin="round" d="M{x:.2f} {top:.2f}l{head:.2f} {head * 1.1:.2f}h{stem - head:.2f}'
        f'v{tall - head * 1.1:.2f}h{-2 * stem:.2f}v{-(tall - head * 1.1):.2f}h{stem - head:.2f}z"/>'
    )
    size, side = height * 0.07, "back" if leaf.back else "front"
    yield _word(leaf.letter, x - head * 2.4, top + tall * 0.62, size, ' font-weight="600"')
    yield _word(side, x + head * 2.4, top + tall * 0.55, size * 0.42)


def _word(text: str, x: float, y: float, size: float, more: str = "") -> str:
    return f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size:.2f}" text-anchor="middle"{more}>{text}</text>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.3f} {y1:.3f}L{x2:.3f} {y2:.3f}" stroke="#000" stroke-width=".1" fill="none"/>'
