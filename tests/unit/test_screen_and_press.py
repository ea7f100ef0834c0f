"""One article, built for the screen and for the press at once: what each file has, and how the pages bleed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

import presswork
from presswork.edition import Edition, StyleSheet
from presswork.pages import paper_sheet
from presswork.paper import PAPERS, Length

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """
title: The Harbour Review
editions:
  reader: {paper: a5, template: report, columns: 1}
  book: {format: pdf, paper: a5, template: report, standard: pdf/x-4, bleed: 4mm}
  leaflet: {format: pdf, template: article, paper: a4, standard: pdf/x-1a, bleed: 5mm}
build: [reader, book, leaflet]
"""
TEXT = """---
title: The last tide table
author: Jane Roe
date: 2026-03-01
summary: How a harbour forgot the moon.
---

The [almanac](https://almanac.example/) is kept in the pilots' house.

## The pilots
"""
PARAGRAPH = "The pilots kept their own books again, and nobody in the old town looked at the sea before noon. " * 5
POINTS = 72 / 25.4


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    (folder / "content" / "articles").mkdir(parents=True)
    (folder / "content" / "publication.yaml").write_text(SETTINGS, "utf-8")
    (folder / "content" / "articles" / "tide.md").write_text(TEXT + f"\n{PARAGRAPH}\n" * 14, "utf-8")
    result = presswork.open(folder).build()
    codes = {finding.code for finding in result.all_findings}
    assert not {code for code in codes if code.startswith("P2") or code in ("P125", "P126")}
    return folder / "out"


def text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def test_the_screens_file_keeps_its_links_and_tags_and_the_press_has_the_same_pages(out: Path) -> None:
    assert text(out / "reader" / "tide.pdf") == text(out / "book" / "tide.pdf")
    with pikepdf.open(out / "reader" / "tide.pdf") as screen, pikepdf.open(out / "book" / "tide.pdf") as press:
        assert "/StructTreeRoot" in screen.Root
        assert any("/Annots" in page.obj for page in screen.pages)
        assert b" rg" in screen.pages[0].obj.Contents.read_bytes()
        assert "/StructTreeRoot" not in press.Root
        assert not any("/Annots" in page.obj for page in press.pages)
        assert b" rg" not in press.pages[0].obj.Contents.read_bytes()


def sides(page: pikepdf.Page) -> list[float]:
    """How far a page bleeds on its left, foot, right and head, in millimetres."""
    trim, bleed = ([float(edge) for edge in page.obj[name]] for name in ("/TrimBox", "/BleedBox"))
    out_of_it = (trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    return [round(side / POINTS, 2) for side in out_of_it]


def test_facing_pages_bleed_on_three_sides_and_single_ones_on_four(out: Path) -> None:
    with pikepdf.open(out / "book" / "tide.pdf") as facing, pikepdf.open(out / "leaflet" / "tide.pdf") as single:
        assert len(facing.pages) >= 2
        assert sides(facing.pages[0]) == [0, 4, 4, 4], "a right page has its spine at the left"
        assert sides(facing.pages[1]) == [4, 4, 0, 4]
        assert sides(single.pages[0]) == [5, 5, 5, 5], "and the bleed box does not end after ten points"


def test_an_edition_without_bleed_says_nothing_of_it() -> None:
    for bleed in (None, Length.parse("0mm")):
        sheet = paper_sheet(Edition("reader", "pdf", paper=PAPERS["a5"], bleed=bleed), facing=True)
        assert "bleed" not in sheet.text
        assert isinstance(sheet, StyleSheet)
