"""Wrap-around covers: as wide as the pages are thick, read back from the rendered PDF."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import ebook_samples as samples
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from presswork.article import Article, Contributor, Figure, Metadata, Series, Text
from presswork.edition import Asset, Edition, EditionFile
from presswork.editions.cover_sheet import Binding, CoverSheet, binding_of, cover_sheet
from presswork.editions.cover_words import back_text, spine_text, turn_for
from presswork.editions.cover_wrap import FORMAT
from presswork.house import House
from presswork.identifiers import isbn, issn
from presswork.imposition.gathering import on_sheets
from presswork.paper import PAPERS, Length
from presswork.price import Price
from presswork.printers import PRINTERS
from presswork.publication import Publication

MM = 72 / 25.4
PRESS = Edition("press", "pdf", paper=PAPERS["a5"], standard="none")
COVER = Edition("cover", "cover", pages_of="press")
BLURB = "The ferry sat on the mud at noon. The pilots began to keep their own books again. A town forgets."
PUBLICATION = Publication(title="The Harbour Review", publisher="Harbour Press", url="https://harbour.example")
META = Metadata(
    title=Text.of("The last tide table"),
    slug="tide",
    contributors=(Contributor("Jane Roe", bio=Text.of("Jane Roe lives above the sail loft.")),),
    summary=Text.of(BLURB),
    published=dt.date(2026, 3, 1),
    identifiers=(isbn("978-3-16-148410-0"),),
    canonical_url="https://harbour.example/the-last-tide-table",
)
ARTICLE = Article.of(META, "<p>x</p>", source="content/tide.md")


def produced(article: Article, pages: int, cover: Edition = COVER, press: Edition = PRESS) -> EditionFile:
    publication = replace(PUBLICATION, editions={"press": press, "cover": cover})
    made = EditionFile("press", ".pdf", b"", pages)
    return FORMAT.produce(article, cover, publication, house=House(), needs={"press": made})


@cache
def plain() -> EditionFile:
    return produced(ARTICLE, 200)


def page_of(file: EditionFile) -> Any:
    document = pypdfium2.PdfDocument(file.data)
    assert len(document) == 1
    return document[0]


def boxes(file: EditionFile) -> tuple[list[float], list[float]]:
    """Media and trim box in millimetres."""
    page = page_of(file)
    return [round(v / MM, 2) for v in page.get_mediabox()], [round(v / MM, 2) for v in page.get_trimbox()]


def places(file: EditionFile, words: str) -> tuple[float, float, float, float]:
    """Where the words stand: left, bottom, right, top in millimetres from the trim's corner."""
    page = page_of(file)
    text = page.get_textpage()
    found = text.search(words, match_case=True).get_next()
    assert found, f"'{words}' is not on the cover"
    rects = [text.get_charbox(index) for index in range(found[0], found[0] + found[1])]
    rects = [rect for rect in rects if rect[2] > rect[0]]
    left, bottom = page.get_trimbox()[:2]
    return (
        (min(r[0] for r in rects) - left) / MM,
        (min(r[1] for r in rects) - bottom) / MM,
        (max(r[2] for r in rects) - left) / MM,
        (max(r[3] for r in rects) - bottom) / MM,
    )


def codes(file: EditionFile) -> set[str]:
    picture = page_of(file).render(scale=300 / 72).to_pil()
    read = zxingcpp.read_barcodes(picture, ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read, try_downscale=False)
    return {each.text for each in read}


def test_the_page_is_two_leaves_and_the_spine_with_bleed_around() -> None:
    # 100 leaves of 0.1 mm between two A5 leaves
    assert boxes(plain()) == ([-3, -3, 309, 213], [0, 0, 306, 210])


def test_the_spine_follows_the_pages_that_were_made() -> None:
    assert boxes(produced(ARTICLE, 400))[1][2] == pytest.approx(316, abs=0.01)
    assert boxes(produced(ARTICLE, 201))[1][2] == pytest.approx(306.1, abs=0.01)


def test_back_spine_and_front_stand_where_they_belong() -> None:
    blurb, spine = places(plain(), "The ferry sat"), places(plain(), "The last tide table")
    assert 5 < blurb[0] < blurb[2] < 143
    assert 149.5 < spine[0] < spine[2] < 156.5
    assert spine[3] - spine[1] > 25  # it is turned
    assert "Jane Roe lives" in page_of(plain()).get_textpage().get_text_range()


def test_the_codes_on_the_back_can_be_read() -> None:
    assert codes(plain()) == {"9783161484100", "https://harbour.example/the-last-tide-table"}


def test_an_issue_has_the_barcode_of_its_issn_with_its_number() -> None:
    series = Series(Text.of("The Harbour Review"), "7")
    meta = META.model_copy(update={"identifiers": (issn("2049-3630"),), "series": series, "canonical_url": None})
    assert "977204936300207" in codes(produced(replace(ARTICLE, meta=meta), 200))


def test_the_isbn_of_the_edition_comes_before_that_of_the_work() -> None:
    press = replace(PRESS, options={"isbn": "978-0-306-40615-7"})
    assert "9780306406157" in codes(produced(ARTICLE, 200, press=press))


def test_the_price_is_printed_and_said_by_the_barcode() -> None:
    meta = META.model_copy(update={"price": Price.of("19.95 USD")})
    file = produced(replace(ARTICLE, meta=meta), 200)
    assert "978316148410051995" in codes(file)
    assert "$19.95" in page_of(file).get_textpage().get_text_range()


def test_a_folded_pamphlet_has_no_spine() -> None:
    file = produced(ARTICLE, 24, press=replace(PRESS, fold="saddle"))
    assert boxes(file) == ([-3, -3, 299, 213], [0, 0, 296, 210])
    assert not file.findings


def test_what_is_read_from_the_right_has_its_front_at_the_left() -> None:
    meta = META.model_copy(
        update={"title": Text.of("آخر جدول للمد"), "summary": Text.of("توقف المكتب."), "language": "ar"}
        | {"direction": "rtl", "contributors": ()}
    )
    file = produced(replace(ARTICLE, meta=meta), 200)
    page = page_of(file)
    text = page.get_textpage()
    lefts = [text.get_charbox(i)[0] / MM for i in range(text.count_chars()) if text.get_charbox(i)[2]]
    assert min(lefts) > 148  # nothing but outlines on the front
    assert max(lefts) > 250
    x = next(code.position.top_left.x for code in _codes_of(page) if code.text.startswith("978"))
    assert 160 < x / 300 * 25.4 - 3 < 200  # beside the spine


def _codes_of(page: Any) -> Any:
    return zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil(), try_downscale=False)


def test_kdp_gets_a_press_file_in_its_measures_with_the_barcode_in_its_box() -> None:
    press = Edition("press", "pdf", paper=PAPERS["6x9"], printer="kdp-paperback", bleed=Length.parse("0.125in"))
    cover = replace(COVER, printer="kdp-paperback", standard="pdf/x-1a", bleed=Length.parse("0.125in"))
    file = produced(ARTICLE, 200, cover, press)
    media, trim = boxes(file)
    assert (trim[2] / 25.4, trim[3] / 25.4) == pytest.approx((12.4504, 9), abs=0.001)
    assert (media[2] - media[0]) / 25.4 == pytest.approx(12.7004, abs=0.001)
    assert b"PDF/X-1a" in file.data
    position = next(c for c in _codes_of(page_of(file)) if c.text.startswith("978")).position
    # in the box of 2 by 1.2 inches, a quarter of an inch from spine and foot; the picture begins at the bleed
    assert 6 - 0.25 - 2 < position.top_left.x / 300 - 0.125 < position.bottom_right.x / 300 - 0.125 < 6 - 0.25
    assert 9 - 0.25 - 1.2 < position.top_left.y / 300 - 0.125 < position.bottom_right.y / 300 - 0.125 < 9 - 0.25


def test_a_case_has_wrap_and_hinges() -> None:
    press = Edition("press", "pdf", paper=PAPERS["6x9"], printer="kdp-hardcover")
    sheet = cover_sheet(binding_of(replace(COVER, printer="kdp-hardcover"), press, 320, None))
    width, height = (each / 25.4 for each in sheet.page)
    assert (width, height) == pytest.approx((12 + 320 * 0.002252 + 1.776, 9 + 1.654), abs=0.001)
    assert sheet.bleed == 0
    assert sheet.face / 25.4 == pytest.approx(6 + 0.888 - 0.591 - 0.394, abs=0.001)


@pytest.mark.parametrize(
    ("printer", "pages", "leaves"),
    [(None, 197, 99), ("kdp-paperback", 197, 99), ("offset-generic", 197, 100), ("offset-generic", 200, 100)],
)
def test_a_spine_is_as_thick_as_all_that_is_bound_blank_pages_too(printer: str | None, pages: int, leaves: int) -> None:
    press = replace(PRESS, printer=printer)
    rule = PRINTERS[printer] if printer else None
    leaf = rule.stock.leaf.mm if rule and rule.stock else 0.1

    made = produced(ARTICLE, pages, replace(COVER, printer=printer), press)

    _, trim = boxes(made)
    assert trim[2] - 2 * 148 == pytest.approx(leaves * leaf + (rule.spine.constant.mm if rule else 0), abs=0.01)


def test_the_blank_pages_of_signatures_are_in_the_spine() -> None:
    press = replace(PRESS, fold="octavo", sheet=PAPERS["a2"], signature=1, duplex="long-edge", printer=None)
    flat = EditionFile("press", ".pdf", blank_pages(50), 50)

    sheets = on_sheets(flat, ARTICLE, press, House(), None)

    assert (sheets.measure, sheets.blanks, sheets.sheets) == (50, 14, 4)
    publication = replace(PUBLICATION, editions={"press": press, "cover": COVER})
    cover = FORMAT.produce(ARTICLE, COVER, publication, house=House(), needs={"press": sheets})
    _, trim = boxes(cover)
    assert trim[2] - 2 * 148 == pytest.approx(32 * 0.1, abs=0.01)


def blank_pages(count: int) -> bytes:
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=(148 * MM, 210 * MM))
        pdf.save(written)
    return written.getvalue()


@given(
    st.sampled_from(sorted(PAPERS)),
    st.integers(1, 900),
    st.sampled_from([None, *PRINTERS]),
    st.sampled_from(["left", "right"]),
)
def test_the_parts_of_a_sheet_fill_it_without_overlap(name: str, pages: int, printer: str | None, front: Any) -> None:
    binding = Binding(PAPERS[name], pages, Length.parse("0.1mm"), PRINTERS[printer] if printer else None)
    sheet = cover_sheet(binding, front)
    parts = [("back", sheet.face), ("spine", sheet.spine), ("front", sheet.face)]
    spans = sorted((sheet.left_of(part), sheet.left_of(part) + width) for part, width in parts)  # type: ignore[arg-type]
    assert spans[0][0] == 0
    assert all(right <= left + 1e-9 for (_, right), (left, _) in pairwise(spans))
    assert spans[-1][1] == pytest.approx(sheet.page[0] - 2 * sheet.offset)
    assert sheet.left_of("front") < sheet.left_of("back") if front == "left" else True


def test_a_thickness_said_outright_comes_before_the_printers() -> None:
    press = replace(PRESS, printer="offset-generic", caliper=Length.parse("0.12mm"))
    cover = replace(COVER, printer="offset-generic", caliper=Length.parse("0.12mm"))
    assert binding_of(cover, press, 100, None).leaf.mm == pytest.approx(0.12)
    assert binding_of(replace(cover, caliper=Length.parse("0.2mm")), press, 100, None).leaf.mm == pytest.approx(0.2)
    bulky = replace(press, caliper=Length.parse("0.3mm"))
    assert binding_of(cover, bulky, 100, None).leaf.mm == pytest.approx(0.3)


def em(words: str, cut: str) -> float:
    return len(words) / 2


SHEET = CoverSheet(panel=148, height=210, spine=10, around=3, turned_in=False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_publisher_is_nearest_to_the_foot_of_the_spine(language: str) -> None:
    meta = META.model_copy(update={"language": language})
    file = produced(replace(ARTICLE, meta=meta), 200)
    text = page_of(file).get_textpage()
    found = text.search("Harbour Press")
    spots = [text.get_charbox(spot[0]) for spot in iter(found.get_next, None)]
    (publisher,) = [spot[1] / MM for spot in spots if 149 < spot[0] / MM < 157]
    title = places(file, "The last tide table")
    assert publisher < title[1]
    assert title[3] > 170  # title and author at its head


def test_a_spine_too_narrow_or_too_thin_a_book_has_no_text() -> None:
    assert spine_text(ARTICLE, PUBLICATION, replace(SHEET, spine=4), 120, em) is None
    assert spine_text(ARTICLE, PUBLICATION, replace(SHEET, text_on_spine=False), 120, em) is None


def test_a_spine_drops_the_publisher_then_the_author_then_words() -> None:
    def said(room: float, title: str = "The last tide table") -> tuple[str, str, str]:
        meta = META.model_copy(update={"title": Text.of(title)})
        text = spine_text(replace(ARTICLE, meta=meta), PUBLICATION, SHEET, room, em)
        assert text is not None
        return text.title, text.author, text.publisher

    assert said(150) == ("The last tide table", "Jane Roe", "Harbour Press")
    assert said(60)[1:] == ("Jane Roe", "")
    assert said(40)[1:] == ("", "")
    assert said(40, "What the dredgers brought up from the basin")[0].endswith(" …")


@pytest.mark.parametrize(
    ("language", "direction", "turn"),
    [("en", "ltr", 90), ("nl", "ltr", 90), ("fr", "ltr", -90), ("de-AT", "ltr", -90), ("ar", "rtl", -90)],
)
def test_a_spine_is_turned_as_its_language_has_it(language: str, direction: str, turn: int) -> None:
    assert turn_for(language, direction) == turn


@given(st.integers(1, 30), st.integers(20, 150), st.integers(20, 200))
def test_the_backs_text_fits_or_is_shortened_by_sentences(sentences: int, width: int, height: int) -> None:
    blurb = " ".join(["The pilots keep their own books."] * sentences)
    meta = META.model_copy(update={"summary": Text.of(blurb)})
    text = back_text(replace(ARTICLE, meta=meta), width, height, em)
    assert text.shortened == (" ".join(text.blurb) != blurb or not text.authors)
    assert all(part.endswith(".") for part in (*text.blurb, *text.authors))


def test_the_editors_own_cover_is_the_front() -> None:
    picture = Asset("images/own.png", "image/png", samples.png(1200, 1800), 1200, 1800)
    meta = META.model_copy(update={"cover": Figure("images/own.png", alt="A crane")})
    file = produced(Article.of(meta, "<p>x</p>", (picture,)), 200)
    image = page_of(file).render(scale=1).to_pil()
    blue = (0x31, 0x70, 0x8F)
    assert all(abs(a - b) < 4 for a, b in zip(image.getpixel((image.width - 2, 2)), blue, strict=True))
    assert image.getpixel((30, image.height // 3)) != blue


def test_what_is_missing_or_shortened_is_said() -> None:
    meta = META.model_copy(update={"identifiers": (), "summary": Text.of(f"{BLURB} " * 40)})
    said = {finding.code for finding in produced(replace(ARTICLE, meta=meta), 30).findings}
    assert said == {"E240", "E241", "E242"}


def test_the_same_cover_is_the_same_bytes() -> None:
    assert produced(ARTICLE, 200).data == plain().data


def test_without_summary_or_author_there_is_a_cover_all_the_same() -> None:
    file = produced(Article.of(Metadata(title=Text.of("Salt"), slug="salt"), "<p>x</p>"), 120)
    assert io.BytesIO(file.data).read(5) == b"%PDF-"
    assert [finding.code for finding in file.findings] == ["E242"]
