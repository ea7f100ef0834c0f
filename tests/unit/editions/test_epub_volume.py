"""The e-book of a volume: its files, its ways, what it says of itself, and the pages of its print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import volume_samples
from ebook_samples import files
from lxml import etree
from volume_samples import ARTICLES, ISSUE, Shelf

from presswork.edition import EditionFile, PageStart
from presswork.pagemap import body_characters

if TYPE_CHECKING:
    from pathlib import Path

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
BOOK = """kind: book
title: Tides
author: Jane Roe
date: 2026-03-01
statement: Second edition
front: [half-title, title, imprint, {dedication: For the sea}, contents, figures]
contents:
  - part: Ebb
    chapters: [articles/one.md]
  - part: Flow
    chapters: [articles/two.md]
back: [{afterword: articles/three.md}, {advertisement: {image: articles/quay.png, alt: A quay}}, colophon]
"""
WORKS = """@book{zander, author={Zander, Zoe}, title={Zones}, date={1911}, publisher={Quire}}
@book{adler, author={Adler, Ann}, title={Air}, date={1912}, publisher={Quire}}
"""
NUMBERS = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Numbers</title><id>https://x.example/numbers</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout prefix="[" suffix="]"><text variable="citation-number"/></layout></citation>
<bibliography second-field-align="flush"><layout><text variable="citation-number" suffix=". "/>
<names variable="author"><name form="short"/></names></layout></bibliography></style>"""


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return volume_samples.shelf(tmp_path)


def tree(made: EditionFile, name: str) -> etree._Element:
    return etree.fromstring(files(made)[name])


def text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def nav(made: EditionFile, kind: str) -> etree._Element:
    return next(each for each in tree(made, "nav.xhtml").iter("{*}nav") if each.get(TYPE) == kind)


def spine(made: EditionFile) -> list[str]:
    return [each.get("idref", "") for each in tree(made, "content.opf").iter(f"{OPF}itemref")]


def refined(made: EditionFile, name: str, value: str) -> dict[str, str]:
    package = tree(made, "content.opf")
    said = next(e for e in package.iter() if str(e.tag).endswith(name) and e.text == value)
    return {
        m.get("property", ""): m.text or ""
        for m in package.iter(f"{OPF}meta")
        if m.get("refines") == f"#{said.get('id')}"
    }


def test_an_issue_has_one_file_for_each_article_in_its_order(shelf: Shelf) -> None:
    assert spine(shelf.book()) == [
        "cover", "titlepage", "nav", "imprint", "article-three", "article-one", "article-two", "contributors", "index",
    ]  # fmt: skip


def test_the_contents_are_nested_by_section_and_name_authors(shelf: Shelf) -> None:
    contents = nav(shelf.book(), "toc").find("{*}ol")
    assert contents is not None
    assert [text(item[0]) for item in contents] == [
        "Imprint", "Hacia el mar By Ana Ruiz", "Reports", "Contributors", "Index",
    ]  # fmt: skip
    below = contents[2].find("{*}ol")
    assert below is not None
    assert [(text(item[0]), item[0].get("href")) for item in below] == [
        ("One tide By Jane Roe", "article-one.xhtml#one"),
        ("A shorter headline By Ana Ruiz", "article-two.xhtml#two"),
    ]
    headings = below[0].find("{*}ol")
    assert headings is not None
    assert headings.get("hidden") == "hidden"
    assert contents[1][0][0].get("lang") == "es"


def arriving(made: EditionFile) -> list[tuple[str, str]]:
    """The links inside the book, each a file and an address; every one must lead to what is there."""
    trees = {name: tree(made, name) for name in files(made) if name.endswith(".xhtml")}
    ids = {name: {e.get("id") for e in root.iter() if e.get("id")} for name, root in trees.items()}
    links = [(name, a.get("href", "")) for name, root in trees.items() for a in root.iter("{*}a")]
    inside = [(name, href) for name, href in links if not href.startswith(("http", "mailto"))]
    for name, href in inside:
        file, _, fragment = href.partition("#")
        assert file == "" or file in trees, href
        assert not fragment or fragment in ids[file or name], href
    return inside


def test_every_link_of_the_book_arrives(shelf: Shelf) -> None:
    for made in (shelf.book(), shelf.book(BOOK)):
        inside = arriving(made)
        assert ("article-one.xhtml", "article-two.xhtml#two--fig-quay") in inside
        assert ("article-two.xhtml", "article-one.xhtml#one") in inside


def test_notes_stay_with_their_article_and_number_from_one(shelf: Shelf) -> None:
    made = shelf.book()
    for slug in ("one", "two"):
        (note,) = [e for e in tree(made, f"article-{slug}.xhtml").iter("{*}aside") if e.get(TYPE) == "footnote"]
        assert note.get("id") == f"{slug}--fn-1"
        assert text(note).startswith("1")


def cite(shelf: Shelf, **more: str) -> None:
    """Let two articles cite works, one of them the same; `more` is more front matter."""
    shelf.write("articles/works.bib", WORKS)
    shelf.write("articles/numbers.csl", NUMBERS)
    head = "bibliography: works.bib\n" + "".join(f"{key}: {value}\n" for key, value in more.items())
    for name, said in (("one.md", "[@zander] and [@adler]"), ("two.md", "[@zander]")):
        text = ARTICLES[name].replace("title:", f"{head}title:", 1)
        shelf.write(f"articles/{name}", f"{text}\nSo say {said}.\n")


def test_notes_and_works_of_all_articles_have_pages_where_the_volume_lists_them(shelf: Shelf) -> None:
    cite(shelf)
    made = shelf.book(ISSUE.replace("back: [", "back: [notes, {bibliography: What we read.}, "))

    assert spine(made)[-4:] == ["notes", "bibliography", "contributors", "index"]
    entries = [e for e in tree(made, "bibliography.xhtml").iter("{*}div") if e.get("class") == "entry"]
    assert [(e.get("id"), text(e).split(",")[0]) for e in entries] == [("ref-adler", "Adler"), ("ref-zander", "Zander")]
    notes = tree(made, "notes.xhtml")
    assert [text(h) for h in notes.iter("{*}h2")] == ["One tide", "A shorter headline"]
    assert [e.get("id") for e in notes.iter("{*}aside")] == ["one--fn-1", "two--fn-1"]
    for slug in ("one", "two"):
        page = tree(made, f"article-{slug}.xhtml")
        assert not [
            e for e in page.iter("{*}aside", "{*}section") if e.get("class") in ("note", "notes", "bibliography")
        ]
    inside = arriving(made)
    assert ("article-two.xhtml", "notes.xhtml#two--fn-1") in inside
    assert ("notes.xhtml", "article-two.xhtml#two--fn-1-ref") in inside
    assert ("article-two.xhtml", "bibliography.xhtml#ref-zander") in inside
    salt = {e.get("id"): e for e in tree(made, "index.xhtml").iter("{*}li")}["entry-salt"]
    assert [a.get("href") for a in salt.iter("{*}a")] == ["notes.xhtml#one--idx-2"]
    landmarks = [a.get(TYPE) for a in nav(made, "landmarks").iter("{*}a")]
    assert landmarks[-4:] == ["endnotes", "bibliography", "contributors", "index"]


def test_works_with_numbers_stay_under_the_articles_that_count_them(shelf: Shelf) -> None:
    cite(shelf, csl="numbers.csl")
    made = shelf.book(ISSUE.replace("back: [", "back: [bibliography, "))
    page = tree(made, "bibliography.xhtml")
    assert [text(h) for h in page.iter("{*}h2")] == ["One tide", "A shorter headline"]
    entries = [text(e) for e in page.iter("{*}div") if e.get("class") == "entry"]
    assert entries == ["1. Zander", "2. Adler", "1. Zander"]
    assert ("article-two.xhtml", "bibliography.xhtml#two--ref-zander") in arriving(made)


def test_pages_are_marked_where_a_print_without_the_list_of_works_breaks(shelf: Shelf) -> None:
    cite(shelf)
    manuscript = ARTICLES["one.md"].replace("title:", "bibliography: works.bib\ntitle:", 1)
    manuscript += "\nSo says [@zander].\n\n::: {#refs}\n:::\n\n## Behind\n\nThe list stands before this.\n"
    shelf.write("articles/one.md", manuscript)
    listed = ISSUE.replace("back: [", "back: [bibliography, ")
    body = text_of_body(shelf.book(listed), "article-one.xhtml")
    pages = (PageStart("1", 0, chapter="one"), PageStart("2", body.index("Behind"), "", "one"))
    made = shelf.book(listed, pages)
    (mark,) = [e for e in tree(made, "article-one.xhtml").iter("{*}span") if e.get("id") == "page-2"]
    assert text(mark.getnext()) == "Behind"


def test_parts_of_which_there_is_nothing_are_left_out(shelf: Shelf) -> None:
    shelf.write("articles/plain.md", "---\ntitle: Plain\nauthor: Ana Ruiz\n---\nPlain.\n")
    made = shelf.book(
        "kind: book\ntitle: Sea\nauthor: Ana Ruiz\ndate: 2026-01-01\nfront: [contents]\n"
        "contents: [articles/plain.md]\nback: [notes, bibliography, index, figures, contributors]\n"
    )
    assert spine(made) == ["cover", "titlepage", "nav", "article-plain", "colophon"]
    assert [text(item[0]) for item in nav(made, "toc")[-1]] == ["Plain", "Colophon"]


def test_figures_are_listed_by_article(shelf: Shelf) -> None:
    page = tree(shelf.book(BOOK), "figures.xhtml")
    assert [text(h) for h in page.iter("{*}h2")] == ["Two tides"]


def test_an_epigraph_has_a_name_and_none_that_shows(shelf: Shelf) -> None:
    page = tree(shelf.book(BOOK.replace("{dedication:", "{epigraph: Ebb and flow}, {dedication:")), "epigraph.xhtml")
    assert next(page.iter("{*}title")).text == "Epigraph"
    assert text(next(page.iter("{*}body"))) == "Ebb and flow"


def test_the_index_links_to_the_articles_by_their_titles(shelf: Shelf) -> None:
    root = tree(shelf.book(), "index.xhtml")
    rows = {e.get("id"): e for e in root.iter("{*}li")}
    cranes = rows["entry-harbour-cranes"]
    assert [(a.text, a.get("href")) for a in cranes.iter("{*}a")] == [
        ("One tide", "article-one.xhtml#one--idx-1"),
        ("A shorter headline", "article-two.xhtml#two--idx-1"),
        ("Docks", "#entry-docks"),
    ]
    assert text(rows["entry-vessels"]) == "Vessels see Docks"


def test_the_package_says_whose_it_is_and_where_it_belongs(shelf: Shelf) -> None:
    made = shelf.book()
    package = tree(made, "content.opf")
    assert made.identifier == "urn:isbn:9783161484100"
    assert next(package.iter(f"{DC}title")).text == "Slack Water, No.\u00a07"
    assert [e.text for e in package.iter(f"{DC}identifier")] == ["urn:isbn:9783161484100"]
    people = {e.text: refined(made, "contributor", e.text or "") for e in package.iter(f"{DC}contributor")}
    assert [(name, said["role"], said["file-as"]) for name, said in people.items()] == [
        ("Maren Holt", "edt", "Holt, Maren"),
        ("Ana Ruiz", "aut", "Ruiz, Ana"),
        ("Jane Roe", "aut", "Roe, Jane"),
        ("Li Wei", "pht", "Wei, Li"),
    ]
    series = refined(made, "meta", "Slack Water")
    assert series == {"collection-type": "series", "group-position": "7", "dcterms:identifier": "urn:issn:2049-3630"}


def test_somebody_with_several_roles_is_named_once(shelf: Shelf) -> None:
    text = ARTICLES["two.md"].replace("photographer: Li Wei", "photographer: [Li Wei, Maren Holt, Jane Roe]")
    shelf.write("articles/two.md", text)
    package = tree(shelf.book(), "content.opf")
    names = {e.get("id"): e.text for e in package.iter(f"{DC}contributor")}
    assert sorted(filter(None, names.values())) == ["Ana Ruiz", "Jane Roe", "Li Wei", "Maren Holt"]
    roles = [
        (names[m.get("refines", "")[1:]], m.text) for m in package.iter(f"{OPF}meta") if m.get("property") == "role"
    ]
    assert sorted(roles, key=str) == [
        ("Ana Ruiz", "aut"), ("Jane Roe", "aut"), ("Jane Roe", "pht"), ("Li Wei", "pht"), ("Maren Holt", "edt"),
        ("Maren Holt", "pht"),
    ]  # fmt: skip


def test_a_book_has_parts_matter_and_one_author(shelf: Shelf) -> None:
    made = shelf.book(BOOK)
    assert spine(made) == [
        "cover", "titlepage", "imprint", "dedication", "nav", "figures", "part-1", "article-one",
        "part-2", "article-two", "afterword-three", "advertisement", "colophon",
    ]  # fmt: skip
    assert refined(made, "creator", "Jane Roe")["role"] == "aut"
    one, two = (text(tree(made, f"article-{slug}.xhtml")) for slug in ("one", "two"))
    assert "By Jane Roe" not in one
    assert "By Ana Ruiz" in two
    afterword = next(tree(made, "afterword-three.xhtml").iter("{*}section"))
    assert (afterword.get(TYPE), afterword.get("role")) == ("afterword", "doc-afterword")
    assert text(next(tree(made, "figures.xhtml").iter("{*}li"))) == "Figure 1 The quay in 1911."
    assert next(tree(made, "advertisement.xhtml").iter("{*}img")).get("alt") == "A quay"
    assert "Second edition" in text(tree(made, "imprint.xhtml"))


def test_printed_pages_are_marked_wherever_they_begin(shelf: Shelf) -> None:
    pages = (
        PageStart("i", 0, chapter="half-title"),
        PageStart("ii", 0, chapter="imprint"),
        PageStart("iii", 0, chapter="contents"),
        PageStart("1", 0, chapter="section-1"),
        PageStart("", 0, chapter="one"),
        PageStart("3", 0, "The crane", "one"),
        PageStart("4", 40, "", "one"),
        PageStart("5", 5, "", "two"),
        PageStart("6", 0, chapter="colophon"),
    )
    made = shelf.book(BOOK, pages)
    listed = [(a.text, a.get("href", "")) for a in nav(made, "page-list").iter("{*}a")]
    assert listed == [
        ("i", "imprint.xhtml#page-i"),
        ("ii", "imprint.xhtml#page-ii"),
        ("iii", "nav.xhtml#page-iii"),
        ("1", "part-1.xhtml#page-1"),
        ("3", "article-one.xhtml#page-3"),
        ("4", "article-one.xhtml#page-4"),
        ("5", "article-two.xhtml#page-5"),
        ("6", "colophon.xhtml#page-6"),
    ]
    for label, href in listed:
        name, _, mark_id = href.partition("#")
        (mark,) = [e for e in tree(made, name).iter("{*}span") if e.get("id") == mark_id]
        assert (mark.get("role"), mark.get("aria-label")) == ("doc-pagebreak", label)


def test_index_places_are_pages_where_pages_are_known(shelf: Shelf) -> None:
    pages = (PageStart("12", 0, chapter="one"), PageStart("13", 80, "", "one"), PageStart("14", 0, chapter="two"))
    rows = {e.get("id"): e for e in tree(shelf.book(ISSUE, pages), "index.xhtml").iter("{*}li")}
    assert [a.text for a in rows["entry-harbour-cranes"].iter("{*}a")] == ["12", "14", "Docks"]


def text_of_body(made: EditionFile, name: str) -> str:
    """The characters of a text by which printed pages are counted."""
    (section,) = [e for e in tree(made, name).iter("{*}section") if e.get("class") == "article"]
    for opening in [e for e in section if str(e.tag).endswith(("header", "footer"))]:
        section.remove(opening)
    return "".join(character.char for character in body_characters(section))


def addresses(made: EditionFile, name: str) -> set[str]:
    return {e.get("id", "") for e in tree(made, name).iter() if e.get("id")}


def test_addresses_are_the_same_whatever_becomes_of_the_others(shelf: Shelf) -> None:
    """An article more, another order, words added: nobody's bookmark leads elsewhere."""
    before = shelf.book()
    shelf.write("articles/new.md", "---\ntitle: New\nauthor: Jane Roe\ndate: 2026-01-01\n---\n## The clock {#clock}\n")
    more = ARTICLES["two.md"].replace("See @fig:quay.", "# Ahead\n\nWords before.\n\nSee @fig:quay.")
    shelf.write("articles/two.md", more)
    moved = ISSUE.replace("      - articles/one.md\n", "      - articles/new.md\n").replace(
        "back: [", "  - articles/one.md\nback: ["
    )
    after = shelf.book(moved)

    assert "article-new.xhtml" in files(after)
    one, two = "article-one.xhtml", "article-two.xhtml"
    assert files(before)[one] == files(after)[one]
    assert addresses(before, two) < addresses(after, two)
    assert {"two", "two--clock", "two--fig-quay"} <= addresses(after, two)
    assert before.identifier == after.identifier


def test_the_same_volume_gives_the_same_bytes(shelf: Shelf) -> None:
    assert shelf.book().data == shelf.book().data
    assert shelf.book(BOOK).data == shelf.book(BOOK).data
