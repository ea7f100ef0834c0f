"""Volumes from right to left: their sides, contents and index; and articles that read in the other direction."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from presswork import settings
from presswork.editions import FORMATS
from presswork.house import House
from presswork.volumes import Bindery, bind, editions_of, read_volume

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.edition import EditionFile

ARABIC = "كتب حارس المنارة ارتفاع الماء في الدفتر كل صباح، وكان الماء يفعل ما قيل له أن يفعل. " * 14
ENGLISH = "The keeper wrote the height of the water into the book, and the water did as it had been told. " * 12
VOLUME = """kind: {kind}
title: {title}
date: 2026-03-01
language: {language}
layout: {{paper: a5, columns: 1}}
front: [title, contents]
contents:
  - section: {section}
    articles: [arabic.md, english.md]
back: [index]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    root: Path = tmp_path_factory.mktemp("volume")
    (root / "publication.yaml").write_text("title: Shore\npublisher: Bollard\n", "utf-8")
    words = "[سدّ]{.index} وقف هنا، و[منارة]{.index} فوقه.\n\n"
    arabic = words + "\n\n".join([ARABIC] * 7 + ["وهنا [سدّ]{.index} آخر."])
    english = "A [weir]{.index} stood.\n\n" + "\n\n".join([ENGLISH] * 7)
    (root / "arabic.md").write_text(f"---\ntitle: المقياس\nlanguage: ar\n---\n\n{arabic}\n", "utf-8")
    (root / "english.md").write_text(f"---\ntitle: The gauge\nlanguage: en\n---\n\n{english}\n", "utf-8")
    day = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)

    def produce(language: str, kind: str = "book") -> EditionFile:
        words = (
            {"title": "الشاطئ", "section": "الجزر"} if language == "ar" else {"title": "The Shore", "section": "Ebb"}
        )
        (root / "shore.yaml").write_text(VOLUME.format(language=language, kind=kind, **words), "utf-8")
        publication = settings.read_publication(root / "publication.yaml", display="publication.yaml")
        volume, _ = read_volume(root / "shore.yaml", display="shore.yaml", publication=publication)
        bound, _ = bind(volume, Bindery(publication, str, day, day))
        pdf = FORMATS["pdf"]
        edition = editions_of(volume, publication)["reader"]
        return pdf.produce_volume(bound, edition, publication, house=House(root), needs={})  # type: ignore[attr-defined,no-any-return]

    return produce


@pytest.fixture(scope="module")
def arabic(made) -> EditionFile:
    return made("ar")


def where(page: pypdfium2.PdfPage, words: str) -> float:
    """The middle of the first appearance of words on a page, as a part of its width."""
    text = page.get_textpage()
    found = text.search(words).get_next()
    assert found is not None, words
    left, _, right, _ = text.get_charbox(found[0])
    return float((left + right) / 2 / page.get_width())


def pages_of(file: EditionFile, slug: str) -> list[int]:
    return [index for index, start in enumerate(file.page_starts) if start.chapter == slug and start.label]


def folio_is_outside(file: EditionFile, slug: str, *, rtl: bool) -> bool:
    """Whether the folios of an article's pages but the first stand at the edge that is away from the spine."""
    found = []
    with pypdfium2.PdfDocument(file.data) as pdf:
        for index in pages_of(file, slug)[1:]:
            at_left = where(pdf[index], file.page_starts[index].label) < 0.5
            is_left = (index % 2 == 1) != rtl
            found.append(at_left == is_left)
    assert len(found) > 1
    return all(found)


@pytest.mark.parametrize("slug", ["arabic", "english"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_folios_stand_outside_whatever_the_direction_of_the_article(made, language: str, slug: str) -> None:
    assert folio_is_outside(made(language), slug, rtl=language == "ar")


def test_the_file_says_that_it_is_read_from_right_to_left(made, arabic: EditionFile) -> None:
    with pikepdf.open(io.BytesIO(arabic.data)) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    with pikepdf.open(io.BytesIO(made("en").data)) as pdf:
        assert "/Direction" not in pdf.Root.ViewerPreferences


def test_contents_lead_to_the_left_and_name_the_right_pages(arabic: EditionFile) -> None:
    (contents,) = pages_of(arabic, "contents")
    with pikepdf.open(io.BytesIO(arabic.data)) as pdf:
        rows = {str(link.Dest): [float(n) for n in link.Rect] for link in pdf.pages[contents].Annots}
    with pypdfium2.PdfDocument(arabic.data) as pdf:
        page = pdf[contents]
        text, middle = page.get_textpage(), page.get_width() / 2
        for slug in ("arabic", "english"):
            left, bottom, right, top = rows[slug]
            number = arabic.page_starts[pages_of(arabic, slug)[0]].label
            assert text.get_text_bounded(left, bottom, middle, top).strip(" .") == number
            assert len(text.get_text_bounded(middle, bottom, right, top).strip(" .")) > 5


def test_the_index_has_the_commas_of_its_language(made, arabic: EditionFile) -> None:
    for file, comma in ((arabic, "،"), (made("en"), ",")):
        (index,) = pages_of(file, "index")
        first = file.page_starts[pages_of(file, "arabic")[0]].label
        with pypdfium2.PdfDocument(file.data) as pdf:
            words = pdf[index].get_textpage().get_text_bounded()
        assert words.count(comma) == 4, words
        assert first in words
