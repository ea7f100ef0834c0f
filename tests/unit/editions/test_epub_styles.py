"""Style sheets that old readers understand, and typefaces only where they are asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import ebook_samples as samples

from presswork.editions.epub_styles import book_fonts, book_sheets, house_tokens, written_out
from presswork.house import House

if TYPE_CHECKING:
    from pathlib import Path


def test_tokens_of_the_publication_lie_over_those_of_the_house() -> None:
    tokens = house_tokens(House(), {"accent": "#123456", "own": "1em"})
    assert (tokens["accent"], tokens["own"]) == ("#123456", "1em")
    assert tokens["serif"] == '"Source Serif Pro"', "not what a language sets for itself"


def test_custom_properties_are_written_out() -> None:
    css = "a{color:var(--accent);margin:var(--gap, 2em);font:var(--unknown)}"
    assert written_out(css, {"accent": "var(--red)", "red": "#f00"}) == "a{color:#f00;margin:2em;font:var(--unknown)}"


def test_the_house_s_sheet_leaves_the_reader_in_charge() -> None:
    (sheet,) = book_sheets(House(), samples.EBOOK, samples.PUBLICATION)
    assert sheet.name == "base.css"
    assert "var(" not in sheet.text
    assert "font-family: monospace" in sheet.text
    for taken in ("serif", "px", "pt;", " color: #", "background"):
        assert taken not in sheet.text.split("*/", 1)[1].replace("pre-wrap", ""), taken


def test_a_publication_s_own_sheet_takes_the_house_s_place(tmp_path: Path) -> None:
    (tmp_path / "styles/epub").mkdir(parents=True)
    (tmp_path / "styles/epub/base.css").write_text('@import "!house/epub/base.css";\np{color:var(--accent)}')
    publication = replace(samples.PUBLICATION, root=tmp_path, tokens={"accent": "#123456"})
    (sheet,) = book_sheets(House(tmp_path), samples.EBOOK, publication)
    assert "Opening, title page" in sheet.text
    assert sheet.text.endswith("p{color:#123456}")


def test_typefaces_are_embedded_only_when_asked_for() -> None:
    assert not book_fonts(samples.rich_article(), samples.EBOOK, samples.PUBLICATION).assets
    made = samples.book(samples.rich_article(), replace(samples.EBOOK, embed_fonts=True))
    names = samples.files(made)
    assert "fonts/SourceSerifPro-Regular.otf" in names
    assert 'body{font-family:"Source Serif Pro",serif}' in names["fonts.css"].decode()
    assert 'href="fonts.css"' in names["article.xhtml"].decode()


def test_an_arabic_book_embeds_an_arabic_typeface() -> None:
    fonts = book_fonts(samples.arabic_article(), replace(samples.EBOOK, embed_fonts=True), samples.PUBLICATION)
    assert 'body{font-family:"Amiri",serif}' in fonts.sheets[0].text
    assert any("Amiri" in asset.name for asset in fonts.assets)
