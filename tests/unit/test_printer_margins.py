"""The margins that printers ask for, measured on the pages that come out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pypdfium2
import pytest

from presswork.article import Article, Metadata, Text
from presswork.edition import Edition, Fit
from presswork.editions.pdf import FORMAT
from presswork.house import House
from presswork.pages.printer import likely_pages
from presswork.paper import PAPERS
from presswork.printers import settings_for
from presswork.publication import Publication

META = Metadata(title=Text.of("The tide"), slug="tide", published=dt.date(2026, 3, 1))
BODY = "<p>The pilots kept their own books, and nobody in the old town looked at the sea before noon.</p>" * 90
ARTICLE = Article.of(META, BODY)


def edition_of(printer: str) -> Edition:
    return Edition("press", "pdf", "report", **(settings_for(printer) | {"printer": printer, "standard": "none"}))


def edges(printer: str, article: Article = ARTICLE, tokens: dict[str, str] | None = None) -> tuple[float, float]:
    """The least distance of text from the spine and from the outer edge on pages that face each other, in inches."""
    publication = Publication(title="The Harbour Review", tokens=tokens or {})
    file = FORMAT.produce(article, edition_of(printer), publication, house=House(), needs={})
    inner, outer = [], []
    for number, page in enumerate(pypdfium2.PdfDocument(file.data), start=1):
        left, _, right, _ = page.get_trimbox()
        text = page.get_textpage()
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
        boxes = [box for box in boxes if box[2] > box[0]]
        sides = min(box[0] for box in boxes) - left, right - max(box[2] for box in boxes)
        inner.append(sides[0 if number % 2 else 1])
        outer.append(sides[1 if number % 2 else 0])
    return min(inner) / 72, min(outer) / 72


NARROW = {"margin-inner": "4mm", "margin-outer": "4mm"}


def test_narrow_margins_give_way_to_the_printers() -> None:
    inner, outer = edges("kdp-paperback", tokens=NARROW)
    assert inner == pytest.approx(0.375, abs=0.02)
    assert outer == pytest.approx(0.375, abs=0.03)


def test_a_thick_book_has_a_wider_gutter() -> None:
    thick = replace(ARTICLE, words=100_000)
    assert edges("kdp-paperback", thick, NARROW)[0] == pytest.approx(0.625, abs=0.02)


def test_wide_margins_stay() -> None:
    assert edges("kdp-paperback")[0] == pytest.approx(0.118 * 6, abs=0.02)


def test_likely_pages_are_those_asked_for_or_rather_too_many() -> None:
    edition = Edition("press", "pdf", paper=PAPERS["a5"])
    assert likely_pages(ARTICLE, replace(edition, fit=Fit(pages=12))) == 12
    assert likely_pages(ARTICLE, replace(edition, paper=None)) is None
    assert likely_pages(replace(ARTICLE, words=33_000), edition) > 100


def test_bleed_runs_into_the_spine_only_for_printers_who_want_it_there() -> None:
    def left_bleeds(printer: str) -> set[float]:
        edition = Edition(
            "press", "pdf", "report", **(settings_for(printer) | {"printer": printer, "standard": "none"})
        )
        file = FORMAT.produce(ARTICLE, edition, Publication(), house=House(), needs={})
        pages = pypdfium2.PdfDocument(file.data)
        return {round(page.get_trimbox()[0] - page.get_mediabox()[0], 1) for page in pages}

    assert left_bleeds("kdp-paperback") == {0, 9}
    assert left_bleeds("lulu") == {9}
