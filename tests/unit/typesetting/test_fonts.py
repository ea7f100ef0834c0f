"""Which font files a page gets, and which characters they lack."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from presswork.diagnostics import Rejected
from presswork.edition import Page
from presswork.typesetting.fonts import (
    faces,
    font_assets,
    font_face_css,
    nearest,
    typeface_metrics,
    with_fonts,
)
from presswork.typesetting.typefaces import family_cuts

if TYPE_CHECKING:
    from pathlib import Path

HTML = "<html><head></head><body><p>Tide</p></body></html>"


def families(html: str) -> set[str]:
    return {face.family for face in faces({}, html)}


def test_a_plain_page_gets_two_families() -> None:
    assert families(HTML) == {"Source Serif Pro", "Source Sans Pro"}


@pytest.mark.parametrize(
    ("html", "family"),
    [("<p><code>x</code></p>", "IBM Plex Mono"), ("<p>ميناء</p>", "Amiri"), ("<p>נמל</p>", "Cardo")],
)
def test_what_a_page_needs_comes_with_it(html: str, family: str) -> None:
    assert family in families(html)


def test_every_cut_is_a_static_file_that_exists_once() -> None:
    chosen = faces({})
    assert all(face.path.is_file() for face in chosen)
    assert len({face.path for face in chosen}) == len(chosen)
    assert all("[" not in face.path.name for face in chosen)


def test_the_rules_name_the_assets() -> None:
    chosen = faces({}, HTML)
    css = font_face_css(chosen)
    assert all(f"url({name})" in css for name in font_assets(chosen))


def test_a_typeface_that_is_not_there_is_an_error_with_the_way_out() -> None:
    with pytest.raises(Rejected) as caught:
        faces({"serif": '"No Such Face", serif'}, HTML)
    (finding,) = caught.value.findings
    assert finding.code == "H101"
    assert "'No Such Face'" in finding.message
    assert "fontpkg-no-such-face" in " ".join(finding.hints)


def test_a_publications_own_files_come_first(tmp_path: Path) -> None:
    source = nearest(family_cuts("IBM Plex Mono"), 400, "normal").path
    shutil.copy(source, tmp_path / "Own.ttf")
    (tmp_path / "broken.otf").write_bytes(b"no font")
    chosen = faces({"serif": "IBM Plex Mono"}, HTML, tmp_path)
    assert chosen[0].path == tmp_path / "Own.ttf"
    assert "--serif-cap:0.698" in typeface_metrics({"serif": "IBM Plex Mono"}, tmp_path)


def test_the_house_typeface_needs_no_metrics() -> None:
    assert typeface_metrics({}) == ""


def test_a_page_carries_its_fonts() -> None:
    page = with_fonts(Page("paper", "Tide", "en", HTML), {})
    assert "@font-face" in page.html
    assert {asset.media_type for asset in page.assets.values()} == {"font/otf"}
    assert page.styles[0].name == "fonts.css"
