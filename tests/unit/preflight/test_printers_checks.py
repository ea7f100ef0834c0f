"""Checks for printers: a file that a printer would refuse is refused here first, in words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from presswork import preflight
from presswork.article import Article, Metadata, Text
from presswork.edition import Edition, EditionFile
from presswork.paper import PAPERS, Length
from presswork.printers import settings_for

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = Article.of(Metadata(title=Text.of("The tide"), slug="tide"), "<p>x</p>")
SIX_NINE = PAPERS["6x9"]
EIGHTH = Length.parse("0.125in")


def pages(count: int, *, inner: float = 54, outer: float = 45, bleed: float = 9, link: bool = False) -> bytes:
    """A book of 6 by 9 inches with one line of text on each page, so far from the spine and from the outer edge."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    width, height = SIX_NINE.width.pt, SIX_NINE.height.pt
    for number in range(1, count + 1):
        right_hand = number % 2 == 1
        page = pdf.add_blank_page(page_size=(width, height))
        left, right = (0, bleed) if right_hand else (bleed, 0)
        page.obj.MediaBox = page.obj.BleedBox = Array([-left, -bleed, width + right, height + bleed])
        page.obj.TrimBox = Array([0, 0, width, height])
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        start = inner if right_hand else outer
        end = width - (outer if right_hand else inner) - 6
        text = f"BT /F1 10 Tf 1 0 0 1 {start} 300 Tm (H) Tj 1 0 0 1 {end} 300 Tm (H) Tj ET"
        page.obj.Contents = pdf.make_stream(text.encode())
        if link:
            note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([60, 290, 90, 310]))
            page.obj.Annots = Array([pdf.make_indirect(note)])
    if link:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("The tide", 0))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def said(data: bytes, printer: str = "kdp-paperback", root: Path | None = None, **changes: Any) -> list[str]:
    """What the printer's checks say."""
    settings = settings_for(printer, root) | {"printer": printer, "paper": SIX_NINE} | changes
    edition = Edition("press", "pdf", **settings)
    found = preflight.run_file(EditionFile("press", ".pdf", data), ARTICLE, edition, root=root)
    return [str(each) for each in found if each.code.startswith("P3")]


def test_a_book_as_the_printer_wants_it_has_no_findings() -> None:
    assert said(pages(24)) == []


def test_text_too_near_to_the_spine_or_an_edge_is_found() -> None:
    [finding] = said(pages(24, inner=20))
    assert "page 2: warning P306 text is 6.9 mm from the spine, and Amazon KDP, paperback wants 9.5 mm" in finding
    assert "as on 23 other pages" in finding
    [finding] = said(pages(24, outer=20))
    assert "from an edge" in finding


def test_thicker_books_need_wider_gutters() -> None:
    assert said(pages(150, inner=28)) == []
    assert "wants 12.7 mm" in said(pages(152, inner=28))[0]


def test_a_book_bound_at_the_right_has_its_spine_there() -> None:
    data = pages(152, inner=54, outer=30)
    assert said(data) == []
    assert "from the spine" in said(data, binding="right")[0]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (20, ["P301 Amazon KDP, paperback binds no fewer than 24 pages, and there are 20"]),
        (25, ["P302 25 pages are no multiple of 2: 1 blank page will follow"]),
    ],
)
def test_pages_that_cannot_be_bound(count: int, expected: list[str]) -> None:
    for finding, words in zip(said(pages(count)), expected, strict=True):
        assert words in finding


@pytest.mark.parametrize(
    ("facts", "changes", "words"),
    [
        ({}, {"paper": PAPERS["b4"]}, "P303 Amazon KDP, paperback does not trim to b4"),
        ({}, {"marks": ("crop", "slug")}, "P304 Amazon KDP, paperback wants no marks, and the edition has crop, slug"),
        ({"bleed": 0}, {}, "P305 Amazon KDP, paperback wants 3.2 mm of bleed, and the page has none"),
        ({}, {"standard": "pdf/x-4"}, "P308 Amazon KDP, paperback wants transparency flattened"),
    ],
)
def test_each_thing_that_the_printer_refuses(facts: dict[str, Any], changes: dict[str, Any], words: str) -> None:
    assert any(words in finding for finding in said(pages(24, **facts), **changes))


def test_links_and_bookmarks_are_told_apart() -> None:
    links, bookmarks = said(pages(24, link=True))
    assert "page 1: warning P309 Amazon KDP, paperback takes no links or notes, and there are some on 24 pages" in links
    assert "takes no bookmarks, and the file has 1" in bookmarks


def test_screen_colours_are_told_where_inks_are_wanted() -> None:
    assert any("P307 IngramSpark" in finding for finding in said(pages(24), "ingramspark", standard="none"))
    assert not any("P307" in finding for finding in said(pages(24), "lulu"))


def test_a_printers_limit_of_the_files_size(tmp_path: Path) -> None:
    (tmp_path / "printers").mkdir()
    text = 'title = "Small Press"\ndate = 2026-01-01\n[file]\nbytes = 1000\n'
    (tmp_path / "printers" / "small.toml").write_text(text, "utf-8")
    [finding] = said(pages(24), "small", tmp_path)
    assert "error P310 the file has 0 MB; Small Press takes 0 MB" in finding


def test_an_edition_without_a_printer_is_left_alone() -> None:
    edition = Edition("press", "pdf", paper=SIX_NINE, marks=("crop",))
    found = preflight.run_file(EditionFile("press", ".pdf", pages(3, inner=5)), ARTICLE, edition)
    assert not [each for each in found if each.code.startswith("P3")]
