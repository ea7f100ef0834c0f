"""A variable font of a publication is cut into static faces, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from presswork.edition import Page
from presswork.typesetting.fonts import with_fonts
from presswork.typesetting.typefaces import family_cuts

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = "abcdeHTi"


def variable_font(path: Path, family: str, axes: list[tuple[str, int, int, int, str]]) -> None:
    """A font of rectangles that grow wider with the first axis: 400 units at its default, 800 at its end."""
    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", *LETTERS]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): char for char in LETTERS})
    pen = TTGlyphPen(None)
    for n, point in enumerate([(0, 0), (0, 700), (400, 700), (400, 0)]):
        (pen.lineTo if n else pen.moveTo)(point)
    pen.closePath()
    glyph = pen.glyph()
    builder.setupGlyf(dict.fromkeys(names, glyph))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200, sCapHeight=700, usWeightClass=400)
    builder.setupPost()
    builder.setupFvar(axes, [])
    grown = [(0, 0), (0, 0), (400, 0), (400, 0), (0, 0), (400, 0), (0, 0), (0, 0)]
    tag = axes[0][0]
    builder.setupGvar({name: [TupleVariation({tag: (0, 1, 1)}, grown)] for name in names})
    builder.save(path)


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    folder = tmp_path / "fonts"
    folder.mkdir()
    variable_font(
        folder / "quay.ttf", "Quay Sans", [("wght", 300, 300, 700, "Weight"), ("wdth", 75, 100, 125, "Width")]
    )
    return folder


def width_of(path: Path) -> int:
    with TTFont(path) as font:
        assert "fvar" not in font
        return int(font["glyf"]["a"].xMax)


def test_there_is_a_face_for_each_weight_that_sheets_ask_for(fonts: Path) -> None:
    cuts = family_cuts("Quay Sans", fonts)
    assert [(face.weight, face.style) for face in cuts] == [(w, "normal") for w in (300, 400, 600, 700)]
    assert [width_of(face.path) for face in cuts] == [400, 500, 700, 800]
    assert all(face.path.parent == fonts.parent / ".presswork" / "cuts" for face in cuts)


def test_a_font_is_cut_once_and_again_when_it_changes(fonts: Path) -> None:
    first = [face.path for face in family_cuts("Quay Sans", fonts)]
    times = [path.stat().st_mtime_ns for path in first]
    family_cuts.cache_clear()
    assert [face.path.stat().st_mtime_ns for face in family_cuts("quay sans", fonts)] == times
    family_cuts.cache_clear()
    variable_font(fonts / "quay.ttf", "Quay Sans", [("wght", 400, 400, 600, "Weight")])
    second = [face.path for face in family_cuts("Quay Sans", fonts)]
    assert len(second) == 2
    assert not set(first) & set(second)


def test_italics_come_from_their_axis(fonts: Path) -> None:
    variable_font(fonts / "quay.ttf", "Quay Sans", [("wght", 400, 400, 700, "Weight"), ("ital", 0, 0, 1, "Italic")])
    cuts = family_cuts("Quay Sans", fonts)
    assert [(face.weight, face.style) for face in cuts[:2]] == [(400, "normal"), (400, "italic")]


def test_a_static_face_is_taken_before_a_variable_one(fonts: Path) -> None:
    (static,) = (face.path for face in family_cuts("Quay Sans", fonts) if face.weight == 600)
    (fonts / "quay-semibold.ttf").write_bytes(static.read_bytes())
    family_cuts.cache_clear()
    from presswork.typesetting import typefaces

    typefaces._own_faces.cache_clear()
    assert [face.path.name for face in family_cuts("Quay Sans", fonts)] == ["quay-semibold.ttf"]


def test_a_file_that_is_no_font_is_passed_over(fonts: Path) -> None:
    (fonts / "broken.ttf").write_bytes(b"\0\1\0\0")
    assert len(family_cuts("Quay Sans", fonts)) == 4


def test_a_page_brings_the_cuts_and_no_variable_font(fonts: Path) -> None:
    html = "<html><head></head><body><h1>Tide</h1></body></html>"
    page = with_fonts(Page("paper", "Tide", "en", html), {"sans": "Quay Sans"}, fonts)
    brought = [name for name in page.assets if "quay" in name]
    assert len(brought) == 2
    assert 'font-family:"Quay Sans";font-weight:600' in page.html
