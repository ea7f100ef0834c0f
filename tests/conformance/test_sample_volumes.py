"""The sample volumes as they come out of the whole walk: judged from outside, linked, paged, the same as alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from lxml import etree
from sample_publication import CONTENT, Samples
from sample_volumes import EDITIONS, VOLUMES, build_alone, build_volumes, documents, sample_volume
from test_samples import WORDS, bare, letters, page_list, printed_pages, stands_in

from presswork.diagnostics import Severity
from presswork.volumes import manuscripts_of

if TYPE_CHECKING:
    from pathlib import Path

Judge = Callable[..., list[str]]
judged = pytest.mark.judge
every_volume = pytest.mark.parametrize("name", VOLUMES)
TYPE = "{http://www.idpf.org/2007/ops}type"


@every_volume
def test_nothing_is_found_worse_than_a_note(volumes: Samples, name: str) -> None:
    assert [str(found) for found in volumes.article(name).findings if found.severity is not Severity.NOTE] == []


@judged
@every_volume
def test_epubcheck_has_nothing_to_say(volumes: Samples, epubcheck: Judge, name: str) -> None:
    assert epubcheck(volumes.file(name, "ebook")) == []


@judged
@every_volume
def test_every_volume_is_accessible_in_print(volumes: Samples, verapdf: Judge, name: str) -> None:
    assert verapdf(volumes.file(name, "reader"), "ua1") == []


@every_volume
def test_every_link_of_the_e_book_arrives(volumes: Samples, name: str) -> None:
    trees = documents(volumes.file(name, "ebook"))
    ids = {file: {e.get("id") for e in tree.iter() if e.get("id")} for file, tree in trees.items()}
    lost = []
    for file, tree in trees.items():
        for link in tree.iter("{*}a"):
            href = link.get("href", "")
            target, _, fragment = href.partition("#")
            away = href.startswith(("http://", "https://", "mailto:"))
            if not away and fragment not in ids.get(target or file, ()) and (fragment or target not in trees):
                lost.append(f"{file}: {href}")
    assert lost == []


@every_volume
def test_the_contents_name_every_article_with_its_authors(volumes: Samples, name: str) -> None:
    """In their sections, in their order, and each entry leads to the page that bears that title."""
    volume, trees = sample_volume(name), documents(volumes.file(name, "ebook"))
    toc = next(nav for nav in trees["nav.xhtml"].iter("{*}nav") if nav.get(TYPE) == "toc")
    sections = [section.title.plain for section in volume.sections if section.title]
    headings = {_said(item[0]): item for item in toc.find("{*}ol")}
    assert [heading for heading in headings if heading in sections] == sections
    listed = [section for section in volume.sections if section.title]
    for section in listed:
        assert section.title is not None
        entries = [item[0] for item in headings[section.title.plain].find("{*}ol")]
        assert len(entries) == len(section.articles)
        for entry in entries:
            file, _, anchor = entry.get("href").partition("#")
            opened = next(e for e in trees[file].iter() if e.get("id") == anchor)
            title = _said(next(opened.iter("{*}h1")))
            assert _said(entry).startswith(title)
            credited = " ".join(_said(e) for e in opened.iter("{*}p") if e.get("class") == "byline")
            for by in [_said(e) for e in entry if e.get("class") == "by"]:
                assert by.partition(" ")[2] in credited  # "By" is "Por" where the article is Spanish


def _said(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


@every_volume
def test_the_page_list_is_that_of_the_print(volumes: Samples, name: str) -> None:
    """Every printed page that has a number is in the list, and what surrounds its marker surrounds the break."""
    print_ = volumes.file(name, "reader")
    pages, folios = printed_pages(print_), page_labels(print_)
    marks = page_list(volumes.file(name, "ebook"))
    numbered = [folio for folio, page in zip(folios, pages, strict=True) if page]
    assert [mark.label for mark in marks] == numbered
    homes = marker_homes(volumes.file(name, "ebook"))
    wrong = [
        f"page {mark.label}: {mark.before!r} | {mark.behind!r}\n{pages[folios.index(mark.label)][:200]!r}"
        for mark in marks
        if homes[mark.label].startswith("article-") and not _in_place(mark, folios.index(mark.label), pages)
    ]
    assert wrong == []
    assert sum(home.startswith("article-") for home in homes.values()) > len(marks) / 2


def page_labels(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [document.get_page_label(number) for number in range(len(document))]
    finally:
        document.close()


def marker_homes(book: Path) -> dict[str, str]:
    """The file in which the marker of each printed page stands."""
    nav = documents(book)["nav.xhtml"]
    return {a.text: a.get("href").partition("#")[0] for a in nav.iterfind(".//{*}nav[@id='page-list']//{*}a")}


def _in_place(mark: Any, number: int, pages: list[str]) -> bool:
    if len(bare(mark.behind)) > len(mark.behind) / 2:  # Arabic: its lines are copied piece by piece, see test_samples
        shared = [_shared(bare(mark.behind), bare(page)) for page in pages]
        return shared.index(max(shared)) == number and max(shared) > 0.8
    if not mark.before:  # the opening page; its drop cap is copied apart from the rest of the word
        return stands_in(mark.behind[1:], pages[number])
    # Half as many letters, where the rest is the caption of a figure that stands elsewhere on its page.
    return any(
        stands_in((mark.before + mark.behind[:at])[-length:], pages[number - 1])
        and stands_in(mark.behind[at:length], pages[number])
        for length in (WORDS, WORDS // 2)
        for at in range(max(mark.word, 1))
    )


def _shared(wanted: str, page: str) -> float:
    """How many of the pieces of four letters stand on the page, of one."""
    pieces = [wanted[at : at + 4] for at in range(len(wanted) - 3)]
    return sum(piece in page for piece in pieces) / len(pieces)


# --- the same article alone and in a volume ------------------------------------------------------------


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The e-book of each article of the volumes, built alone from the same file, by slug."""
    made = build_alone(tmp_path_factory.mktemp("alone"))
    return {path.stem: path for path in made.files("ebook")}


@every_volume
def test_an_article_has_the_same_text_and_notes_as_alone(volumes: Samples, alone: dict[str, Path], name: str) -> None:
    trees = documents(volumes.file(name, "ebook"))
    paths = manuscripts_of(sample_volume(name))
    compared = 0
    for slug, book in alone.items():
        inside = [tree for file, tree in trees.items() if file.endswith((f"-{slug}.xhtml", f"-{slug}--1.xhtml"))]
        if not inside:
            continue
        own = documents(book)
        texts = [_text_of(tree) for file, tree in own.items() if file.startswith("article")]
        assert "".join(texts) == "".join(map(_text_of, inside)), slug
        notes = [note for file, tree in own.items() if file.startswith("article") for note in _notes_of(tree, "")]
        assert notes == [note for tree in trees.values() for note in _notes_of(tree, f"{slug}--")], slug
        compared += 1
    assert compared == len(paths)


def _text_of(tree: Any) -> str:
    """What an article says between its opening and its end, without the lists that a volume may gather."""
    (section,) = (e for e in tree.iter("{*}section") if e.get("class") == "article")
    said = []
    for child in section:
        kind = etree.QName(child).localname
        if kind not in ("header", "footer") and child.get("class") not in ("figure lead", "bibliography"):
            said.append("".join(child.itertext()))
    return letters("".join(said))


def _notes_of(tree: Any, prefix: str) -> list[str]:
    notes = [e for e in tree.iter("{*}aside") if e.get("role") == "doc-footnote"]
    return [letters("".join(e.itertext())) for e in notes if not prefix or e.get("id", "").startswith(prefix)]


# --- the same bytes ------------------------------------------------------------------------------------


def test_two_builds_give_the_same_bytes(volumes: Samples, tmp_path: Path) -> None:
    """In another folder, none of it from a store."""
    shutil.copytree(CONTENT, tmp_path / "content")
    again = build_volumes(tmp_path / "out", base=tmp_path)
    for name in VOLUMES:
        for edition in EDITIONS:
            assert again.file(name, edition).read_bytes() == volumes.file(name, edition).read_bytes(), (name, edition)


# --- what print and e-book both have -------------------------------------------------------------------


@judged
def test_each_article_alone_passes_epubcheck(alone: dict[str, Path], epubcheck: Judge) -> None:
    assert {slug: said for slug, book in alone.items() if (said := epubcheck(book))} == {}


@every_volume
def test_the_index_gives_the_pages_that_the_print_gives(volumes: Samples, name: str) -> None:
    """Print reckons pages from where marks were laid out, the e-book from where its page markers stand."""
    tree = documents(volumes.file(name, "ebook")).get("index.xhtml")
    if tree is None:
        assert "index" not in {part.role for part in sample_volume(name).back}
        return
    printed = "".join(printed_pages(volumes.file(name, "reader"))[-8:])
    rows = [letters(_own_words(row)) for row in tree.iter("{*}li")]
    assert len(rows) > 20
    assert [row for row in rows if row not in printed] == []


def _own_words(row: Any) -> str:
    """What an entry of the index says, without those below it."""
    below = [etree.QName(child).localname == "ul" for child in row]
    own = [child for child, is_below in zip(row, below, strict=True) if not is_below]
    return (row.text or "") + "".join("".join(child.itertext()) + (child.tail or "") for child in own)
