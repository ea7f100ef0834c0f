"""A volume in print: numbers that name their pages, right-hand openings, blank pages, labels, links, tags."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from presswork import settings
from presswork.diagnostics import Severity
from presswork.editions import FORMATS
from presswork.house import House
from presswork.volumes import Bindery, bind, editions_of, read_volume

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.edition import EditionFile

WORDS = "The keeper wrote the height of the water into the book, and the water did as it had been told. " * 12
VOLUME = """kind: book
title: The Low Shore
author: Ada Moor
date: 2026-03-01
language: en-GB
layout: {paper: a5, columns: 1}
front: [half-title, title, imprint, contents]
contents:
  - section: Ebb
    articles: [one.md, two.md]
  - section: Flood
    articles: [three.md]
back: [contributors, index]
"""


def article(title: str, more: str, paragraphs: int) -> str:
    text = "\n\n".join([WORDS] * paragraphs)
    return f"---\ntitle: {title}\nauthor: {{name: Ada Moor, bio: Ada Moor keeps a gauge.}}\n---\n\n{more}\n\n{text}\n"


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory):
    root: Path = tmp_path_factory.mktemp("volume")
    (root / "publication.yaml").write_text("title: Shore\npublisher: Bollard\n", "utf-8")
    (root / "one.md").write_text(article("The gauge", "See [the lock](two.md). A [weir]{.index} stood.", 9), "utf-8")
    (root / "two.md").write_text(
        article("The lock", "Back to [the gauge](one.md). A [weir]{.index} again.", 4), "utf-8"
    )
    (root / "three.md").write_text(article("The tide", "[Mud]{.index} everywhere.", 2), "utf-8")
    (root / "shore.yaml").write_text(VOLUME, "utf-8")

    def made(workers: int = 1, **changes: object) -> EditionFile:
        publication = settings.read_publication(root / "publication.yaml", display="publication.yaml")
        volume, _ = read_volume(root / "shore.yaml", display="shore.yaml", publication=publication)
        day = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
        bound, _ = bind(volume, Bindery(publication, str, day, day))
        edition = replace(editions_of(volume, publication)["reader"], **changes)  # type: ignore[arg-type]
        pdf = FORMATS["pdf"]
        return pdf.produce_volume(bound, edition, publication, house=House(root), needs={}, workers=workers)  # type: ignore[attr-defined,no-any-return]

    return made


@pytest.fixture(scope="module")
def book(make) -> EditionFile:
    file: EditionFile = make()
    return file


def texts(file: EditionFile) -> list[str]:
    with pypdfium2.PdfDocument(file.data) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def labels(file: EditionFile) -> list[str]:
    with pypdfium2.PdfDocument(file.data) as pdf:
        return [pdf.get_page_label(i) for i in range(len(pdf))]


def page_of(file: EditionFile, chapter: str) -> int:
    return next(i for i, s in enumerate(file.page_starts) if s.chapter == chapter and s.label)


def test_every_number_in_the_contents_is_that_of_the_page_it_names(book: EditionFile) -> None:
    contents, named = texts(book)[page_of(book, "contents")], labels(book)
    for title, chapter in (("The gauge", "one"), ("The lock", "two"), ("The tide", "three"), ("Index", "index")):
        printed = re.search(rf"{title}[ .]+(\w+)", contents)
        assert printed
        assert printed[1] == named[page_of(book, chapter)]
        assert title in texts(book)[page_of(book, chapter)]


def test_references_between_articles_name_the_page(book: EditionFile) -> None:
    read, named = texts(book), labels(book)
    for chapter, words, other in (("one", "the lock", "two"), ("two", "the gauge", "one")):
        printed = re.search(rf"{words} \(page\s(\d+)\)", read[page_of(book, chapter)])
        assert printed
        assert printed[1] == named[page_of(book, other)]


def test_the_index_names_the_pages_of_its_marks(book: EditionFile) -> None:
    named, index = labels(book), texts(book)[page_of(book, "index")]
    places = [named[page_of(book, chapter)] for chapter in ("one", "two")]
    assert re.search(rf"weir, {places[0]}, {places[1]}\b", index)
    assert re.search(rf"Mud, {named[page_of(book, 'three')]}\b", index)


def test_chapters_and_sections_begin_on_right_hand_pages_and_blank_pages_are_blank(book: EditionFile) -> None:
    for chapter in ("half-title", "title", "contents", "section-1", "one", "two", "section-2", "three"):
        assert page_of(book, chapter) % 2 == 0
    read = texts(book)
    blank = [i for i, start in enumerate(book.page_starts) if not start.label]
    assert blank
    with pypdfium2.PdfDocument(book.data) as pdf:
        for index in blank:
            assert read[index] == ""
            assert pdf[index].render(scale=0.3).to_numpy().min() == 255


def test_front_matter_is_numbered_in_roman_and_the_text_anew(book: EditionFile) -> None:
    named = labels(book)
    assert named[:6] == ["i", "ii", "iii", "iv", "v", "vi"]
    assert named[6:9] == ["1", "2", "3"]
    first = page_of(book, "one")
    assert texts(book)[first + 1].split()[0] == named[first + 1] or named[first + 1] in texts(book)[first + 1].split()


def test_links_between_parts_land_on_the_part(book: EditionFile) -> None:
    with pikepdf.open(io.BytesIO(book.data)) as pdf:
        index = {page.objgen: i for i, page in enumerate(pdf.pages)}
        dests = pikepdf.NameTree(pdf.Root.Names.Dests)
        annotations = [a for p in pdf.pages for a in p.get("/Annots", ())]
        named = [str(a.Dest) for a in annotations if "/Dest" in a]
        assert not any("presswork:" in str(a.get("/A", {}).get("/URI", "")) for a in annotations)
        assert {"one", "two", "three", "index---part"} <= set(named)
        for chapter in ("one", "two", "three"):
            assert index[dests[chapter][0].objgen] == page_of(book, chapter)


def test_one_outline_by_section_and_article_and_one_tree(book: EditionFile) -> None:
    with pikepdf.open(io.BytesIO(book.data)) as pdf:
        with pdf.open_outline() as outline:
            titles = {item.title: [below.title for below in item.children] for item in outline.root}
        assert titles["Ebb"] == ["The gauge", "The lock"]
        assert titles["Flood"] == ["The tide"]
        assert len(pdf.Root.StructTreeRoot.K) == 1
        programs = {d.objgen for d in pdf.objects if isinstance(d, pikepdf.Dictionary) and "/FontFile3" in d}
        names = [str(pdf.get_object(n).FontName) for n in programs]
        used = {f.objgen for p in pdf.pages for f in p.get("/Resources", {}).get("/Font", {}).values()}
    assert len(used) <= len(set(names))


def test_one_process_or_two_give_the_same_bytes(book: EditionFile, make) -> None:
    assert make(workers=2).data == book.data


@pytest.mark.parametrize("template", ["magazine", "anthology"])
def test_every_template_of_volumes_sets_one_without_a_fault(make, template: str) -> None:
    file = make(template=template)
    assert [finding for finding in file.findings if finding.severity != Severity.NOTE] == []
    named, contents = labels(file), texts(file)[page_of(file, "contents")]
    for title, chapter in (("The gauge", "one"), ("The lock", "two"), ("The tide", "three")):
        assert re.search(rf"{title}[ .]+{named[page_of(file, chapter)]}\b", contents)


def test_the_joined_file_goes_to_press(make) -> None:
    file = make(standard="pdf/x-4")
    with pikepdf.open(io.BytesIO(file.data)) as pdf:
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFX"
        assert len(pdf.pages) == file.measure
        assert not any("/Annots" in page for page in pdf.pages)
