"""The parts of a printed volume: covers, notes and works at the end, texts that run on, thin pages that are saved."""

from __future__ import annotations

import datetime as dt
import io
import re
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

WORDS = "The keeper wrote the height of the water into the book, and the water did as it had been told. "
WORKS = "@book{tide, author={Moor, Ada}, title={Of Tides}, publisher={Bollard}, year={1901}}\n"
AUTHOR = "author: {name: Ada Moor}\nbibliography: works.bib\n"
TEXTS = {
    "one": f"---\ntitle: The gauge\n{AUTHOR}---\n\n[]{{.index entry=weir}}{WORDS * 3}[^a] See [the lock](two.md). "
    "So says @tide.\n\n[^a]: A note about the *gauge*, and [the tide](three.md).\n",
    "two": f"---\ntitle: The lock\n{AUTHOR}---\n\n{WORDS * 9}\n\nA remark.[^b]\n\n"
    "[^b]: A note about the lock [@tide].\n",
    "three": f"---\ntitle: The tide\nauthor: Bo Staithe\n---\n\n{WORDS * 2}\n",
}
BOOK = """kind: book
title: The Low Shore
author: Ada Moor
date: 2026-03-01
language: en-GB
layout: {paper: a5, columns: 1}
front: [cover, title, {epigraph: {text: So it ebbs., source: A tide table}}, imprint, contents]
contents: [one.md, two.md, three.md]
back: [notes, bibliography, colophon, back-cover]
"""
ISSUE = """kind: issue
number: 3
date: 2026-03-01
summary: Three texts about water.
front: [cover, contents]
contents:
  - section: Shore
    run-on: true
    articles: [one.md, two.md, three.md]
back: [back-cover]
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("volume")
    (folder / "publication.yaml").write_text("title: Shore\npublisher: Bollard\nissn: 9999-9994\n", "utf-8")
    (folder / "works.bib").write_text(WORKS, "utf-8")
    for name, text in TEXTS.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


def made(root: Path, volume_file: str) -> EditionFile:
    (root / "volume.yaml").write_text(volume_file, "utf-8")
    publication = settings.read_publication(root / "publication.yaml", display="publication.yaml")
    volume, _ = read_volume(root / "volume.yaml", display="volume.yaml", publication=publication)
    day = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
    bound, _ = bind(volume, Bindery(publication, str, day, day))
    edition = editions_of(volume, publication)["reader"]
    file: EditionFile = FORMATS["pdf"].produce_volume(bound, edition, publication, house=House(root), needs={})  # type: ignore[attr-defined]
    return file


@pytest.fixture(scope="module")
def book(root: Path) -> EditionFile:
    return made(root, BOOK)


@pytest.fixture(scope="module")
def issue(root: Path) -> EditionFile:
    return made(root, ISSUE)


def read(file: EditionFile) -> list[str]:
    with pypdfium2.PdfDocument(file.data) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def pages_of(file: EditionFile, chapter: str) -> list[int]:
    return [i for i, start in enumerate(file.page_starts) if start.chapter == chapter and start.label]


def words_in(file: EditionFile, chapter: str) -> str:
    text = read(file)
    return " ".join(text[i] for i in pages_of(file, chapter))


def test_notes_stand_at_the_end_under_the_title_of_their_text_with_its_page(book: EditionFile) -> None:
    notes, first = words_in(book, "notes"), pages_of(book, "one")[0]
    label = book.page_starts[first].label
    assert re.search(
        rf"The gauge, {label} 1 A note about the gauge, and the tide \(page \d+\)\. The lock, \d+ 1 A note", notes
    )
    assert "A note about" not in words_in(book, "one") + words_in(book, "two")


def test_numbers_lead_to_notes_and_notes_back(book: EditionFile) -> None:
    with pikepdf.open(io.BytesIO(book.data)) as pdf:
        places = {page.objgen: i for i, page in enumerate(p.obj for p in pdf.pages)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        led = {
            (i, places[names[str(link.Dest)][0].objgen])
            for i, page in enumerate(pdf.pages)
            for link in page.get("/Annots", ())
            if link.get("/Dest") is not None
        }
    (text,), (notes,) = pages_of(book, "one"), pages_of(book, "notes")
    assert (text, notes) in led
    assert (notes, text) in led


def test_works_are_listed_once_for_the_whole_volume(book: EditionFile) -> None:
    assert "Of Tides" in words_in(book, "bibliography")
    assert sum(page.count("Of Tides") for page in read(book)) == 1


def test_the_author_of_a_book_is_not_named_over_every_chapter(book: EditionFile) -> None:
    assert "Ada Moor" in words_in(book, "title")
    assert "Ada Moor" not in words_in(book, "one") + words_in(book, "contents")
    assert "Bo Staithe" in words_in(book, "three")
    assert "Bo Staithe" in words_in(book, "contents")


def test_a_book_does_not_bear_the_issn_of_the_house(book: EditionFile, issue: EditionFile) -> None:
    assert "9999-9994" not in words_in(book, "imprint")
    assert "9999-9994" in words_in(issue, "back-cover")


def test_a_colophon_behind_an_imprint_says_only_what_is_its_own(book: EditionFile) -> None:
    assert "Presswork" in words_in(book, "colophon")
    assert "Bollard" in words_in(book, "imprint")
    assert "Bollard" not in words_in(book, "colophon")


def test_an_epigraph_says_where_it_is_from(book: EditionFile) -> None:
    assert words_in(book, "epigraph") == "So it ebbs. A tide table"


def test_a_mark_of_the_index_takes_no_initial_away(book: EditionFile) -> None:
    with pypdfium2.PdfDocument(book.data) as pdf:
        page = pdf[pages_of(book, "one")[0]].get_textpage()
        sizes = [page.get_charbox(i) for i in range(page.count_chars())]
        tall = max(top - bottom for _, bottom, _, top in sizes)
    assert tall > 20


def test_covers_are_the_outer_pages_and_reach_over_the_edges(issue: EditionFile) -> None:
    assert pages_of(issue, "cover") == [0]
    assert pages_of(issue, "back-cover") == [len(issue.page_starts) - 1]
    assert len(issue.page_starts) % 2 == 0
    with pypdfium2.PdfDocument(issue.data) as pdf:
        picture = pdf[0].render(scale=0.2).to_pil().convert("RGB")
    corners = [picture.getpixel((x, y)) for x in (0, picture.width - 1) for y in (0, picture.height - 1)]
    assert all(corner != (255, 255, 255) for corner in corners)
    assert "Three texts about water." in words_in(issue, "back-cover")
    assert "The gauge" in words_in(issue, "cover")


def test_texts_run_on_below_each_other_and_are_found_there(issue: EditionFile) -> None:
    text = read(issue)
    (page,) = [
        i
        for i, words in enumerate(text)
        if "The gauge" in words and "The lock" in words and "Contents" not in words and i
    ]
    assert "The tide" in text[page]
    contents = words_in(issue, "contents")
    assert set(re.findall(r"(?:gauge|lock|tide)[ .]+(\d+)", contents)) == {str(page + 1)}


def test_pages_of_texts_that_run_on_belong_to_the_first_that_has_words_there(root: Path) -> None:
    long = TEXTS["two"].replace(WORDS * 9, (WORDS * 9 + "\n\n") * 9)
    (root / "two.md").write_text(long, "utf-8")
    try:
        file = made(root, ISSUE)
    finally:
        (root / "two.md").write_text(TEXTS["two"], "utf-8")
    first, second, *_ = [start for start in file.page_starts if start.chapter in ("one", "two", "three")]
    assert (first.chapter, second.chapter) == ("one", "two")
    assert second.offset > 0
    assert second.first_words in " ".join(long.split())


def test_a_last_page_of_a_few_lines_is_saved_and_a_full_one_kept(root: Path) -> None:
    alone = ISSUE.replace("    run-on: true\n", "").replace("[one.md, two.md, three.md]", "[two.md]")
    counted = {}
    try:
        for number in range(60, 72, 2):
            (root / "two.md").write_text(
                TEXTS["two"].replace(WORDS * 9, (WORDS * 4 + "\n\n") * 11 + WORDS * (number - 44)), "utf-8"
            )
            file = made(root, alone)
            last = pages_of(file, "two")[-1]
            counted[number] = (len(pages_of(file, "two")), len(read(file)[last].split()))
    finally:
        (root / "two.md").write_text(TEXTS["two"], "utf-8")
    assert {pages for pages, _ in counted.values()} >= {1, 2}
    assert min(words for pages, words in counted.values() if pages > 1) > 100


def test_a_link_that_leads_nowhere_in_the_volume_is_told(root: Path) -> None:
    (root / "templates" / "paper").mkdir(parents=True)
    extended = '{% extends "!house/paper/book.html.j2" %}{% block half_title %}<a href="#nowhere">Go</a>{% endblock %}'
    (root / "templates" / "paper" / "book.html.j2").write_text(extended, "utf-8")
    try:
        file = made(root, BOOK.replace("[cover, title,", "[half-title, title,"))
    finally:
        (root / "templates" / "paper" / "book.html.j2").unlink()
    told = [finding for finding in file.findings if finding.code == "E116"]
    assert len(told) == 1
    assert "#nowhere" in told[0].message


def test_dots_that_lead_to_a_number_are_not_read_aloud(book: EditionFile) -> None:
    with pikepdf.open(io.BytesIO(book.data)) as pdf:
        inside: list[str] = []
        dots: list[bool] = []
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[pages_of(book, "contents")[0]]):
            if str(operator) in ("BDC", "BMC"):
                inside.append(str(operands[0]))
            elif str(operator) == "EMC":
                inside.pop()
            elif str(operator) in ("Tj", "TJ"):
                shown = [operands[0]] if str(operator) == "Tj" else list(operands[0])
                glyphs = b"".join(bytes(each) for each in shown if isinstance(each, pikepdf.String))
                dots.append("/Artifact" in inside and len(glyphs) == 4)
    assert sum(dots) > 20


def test_a_list_of_figures_says_of_each_what_its_caption_says_first(root: Path) -> None:
    (root / "gauge.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"/>', "utf-8")
    figure = '![The gauge, *at noon*. It is wet.](gauge.svg){#fig-gauge alt="A gauge." credit="Drawing: Bo"}\n'
    (root / "three.md").write_text(f"{TEXTS['three']}\n{figure}", "utf-8")
    try:
        file = made(root, BOOK.replace("imprint, contents]", "imprint, contents, figures]"))
    finally:
        (root / "three.md").write_text(TEXTS["three"], "utf-8")
    assert "The gauge, at noon." in words_in(file, "figures")
    assert "It is wet." not in words_in(file, "figures")
    assert "It is wet." in words_in(file, "three")


def test_a_title_page_is_a_right_hand_page_in_an_anthology_too(root: Path) -> None:
    file = made(root, BOOK.replace("kind: book", "kind: anthology").replace("[cover, title,", "[half-title, title,"))
    (title,) = pages_of(file, "title")
    assert title == 2


SHARING = """kind: issue
number: 3
date: 2026-03-01
front: [contents, {editorial: three.md}, imprint]
contents: [one.md, two.md]
back: [bibliography, contributors, colophon]
"""


@pytest.fixture(scope="module")
def sharing(root: Path) -> EditionFile:
    for name in ("one", "two"):
        text = TEXTS[name].replace("{name: Ada Moor}", "{name: Ada Moor, bio: Ada Moor keeps a gauge.}")
        (root / f"{name}.md").write_text(text, "utf-8")
    made_of_it = made(root, SHARING)
    for name in ("one", "two"):
        (root / f"{name}.md").write_text(TEXTS[name], "utf-8")
    return made_of_it


def test_short_parts_of_a_magazine_share_a_page(sharing: EditionFile) -> None:
    last = read(sharing)[-1]
    assert last.index("Bibliography") < last.index("Of Tides") < last.index("keeps a gauge") < last.index("Presswork")
    assert pages_of(sharing, "contributors") == pages_of(sharing, "colophon") == []


def test_the_masthead_stands_below_the_editorial(sharing: EditionFile) -> None:
    (page,) = pages_of(sharing, "three")
    words = read(sharing)[page]
    assert words.index("as it had been told") < words.index("ISSN 9999-9994")


def test_parts_that_share_a_page_are_found_on_it(sharing: EditionFile) -> None:
    contents = words_in(sharing, "contents")
    said = {name: re.search(rf"{name}[ .]+(\d+)", contents) for name in ("Bibliography", "Contributors")}
    assert {found[1] for found in said.values() if found} == {sharing.page_starts[-1].label}
    with pikepdf.open(io.BytesIO(sharing.data)) as pdf:
        last = pdf.pages[-1].obj
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        for name in ("bibliography---part", "contributors---part"):
            assert names[name][0].objgen == last.objgen


def test_an_issue_says_beside_its_folios_which_it_is(sharing: EditionFile, book: EditionFile) -> None:
    (page,) = pages_of(sharing, "three")
    label = sharing.page_starts[page].label
    words = read(sharing)[page]
    assert f"{label} Shore 3" in words or f"Shore 3 {label}" in words
    assert all("Low Shore 3" not in words for words in read(book))


def test_a_book_keeps_its_parts_apart(book: EditionFile) -> None:
    (notes,), (works,) = pages_of(book, "notes"), pages_of(book, "bibliography")
    assert notes != works
