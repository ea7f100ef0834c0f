"""The sample publication as it comes out of the whole walk: judged from outside, its pages compared word by word."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from lxml import etree
from sample_publication import SOURCES, Samples, build_one
from sample_volumes import VOLUMES

from presswork.diagnostics import Severity
from presswork.languages import digits
from presswork.settings import HOUSE_EDITIONS

if TYPE_CHECKING:
    from pathlib import Path

Judge = Callable[..., list[str]]
judged = pytest.mark.judge
every_sample = pytest.mark.parametrize("source", SOURCES)
RIGHT_TO_LEFT = "content/articles/alexandria.md"
# Each standard that may be asked for, and the profiles that its files must pass.
STANDARDS = {"pdf/a-3a": ("3a", "ua1"), "pdf/a-2a": ("2a", "ua1"), "pdf/a-2u": ("2u",)}
WITH_PHOTOGRAPHS = "content/articles/silver-season.md"
# The left-hand pages of a report print the publication beside the folio.
RUNNING_HEAD = "slackwater"
END_MARK = "■"


@every_sample
def test_nothing_is_found_worse_than_a_note(samples: Samples, source: str) -> None:
    article = samples.article(source)
    assert [str(found) for found in article.findings if found.severity is not Severity.NOTE] == []
    assert [made.edition for made in article.files] == ["reader", "pamphlet", "ebook", "press", "cover", "web"]


def test_the_publication_itself_has_no_findings(samples: Samples) -> None:
    assert samples.result.findings == ()
    assert len(samples.result.articles) == len(SOURCES) + len(VOLUMES)


@judged
@every_sample
def test_every_pdf_is_accessible(samples: Samples, verapdf: Judge, source: str) -> None:
    assert verapdf(samples.file(source, "reader"), "ua1") == []


@judged
@pytest.mark.parametrize("standard", STANDARDS)
def test_a_sample_keeps_the_standard_that_is_asked_for(verapdf: Judge, tmp_path: Path, standard: str) -> None:
    edition = replace(HOUSE_EDITIONS["reader"], name="archive", standard=standard)
    made = build_one(WITH_PHOTOGRAPHS, tmp_path, edition).file(WITH_PHOTOGRAPHS, "archive")
    assert [broken for profile in STANDARDS[standard] for broken in verapdf(made, profile)] == []


@judged
@every_sample
def test_epubcheck_has_nothing_to_say(samples: Samples, epubcheck: Judge, source: str) -> None:
    assert epubcheck(samples.file(source, "ebook")) == []


# --- the page list against the printed pages ----------------------------------------------------------

ANYTHING = "\0"  # stands for what only one edition prints there: a note's number, a formula, a list's number
_LEFT_OUT = {"math", "svg", "script", "style"}
_HYPHENS = dict.fromkeys(map(ord, "-\u00ad\u2010\u2011\ufffe"))
WORDS = 70  # how many letters are compared on either side of a page's beginning


@dataclass(frozen=True)
class PageMark:
    """An entry of the page list: its label, and the letters of the text that stand before and behind its marker."""

    label: str
    before: str
    behind: str
    word: int  # letters of the word right behind the marker


def letters(text: str) -> str:
    """Text as both editions have it: layout changes spaces, hyphens, ligatures and capitals, and nothing else."""
    folded = unicodedata.normalize("NFKC", text).translate(_HYPHENS).casefold()
    return "".join(char for char in folded if not char.isspace())


def printed_pages(path: Path) -> list[str]:
    """The letters of each page as a viewer copies them."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [letters(page.get_textpage().get_text_range()).replace(END_MARK, "") for page in document]
    finally:
        document.close()


def page_list(book: Path) -> list[PageMark]:
    """What the page list of an e-book leads to."""
    with zipfile.ZipFile(book) as archive:
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
        entries = [(a.text, a.get("href").partition("#")) for a in nav.iterfind(".//{*}nav[@id='page-list']//{*}a")]
        trees = {name: etree.fromstring(archive.read(f"EPUB/{name}")) for _, (name, _, _) in entries}
    texts = {name: running_text(tree) for name, tree in trees.items()}
    return [_mark(label, texts[name], mark) for label, (name, _, mark) in entries]


def _mark(label: str, text: str, mark: str) -> PageMark:
    before, found, behind = text.partition(f"\2{mark}\2")
    assert found, f"the page list leads to '{mark}', which is not in the text"
    before, behind = (re.sub("\2[^\2]*\2", "", part) for part in (before, behind))
    word = len(letters((behind.split(maxsplit=1) or [""])[0].split(ANYTHING)[0]))
    return PageMark(label, letters(before)[-WORDS:], letters(behind)[:WORDS], word)


def running_text(tree: Any) -> str:
    """The text of a page of the book, with `\\2id\\2` for markers and ANYTHING where editions may differ."""
    return "".join(_text(tree.find(".//{*}body")))


def _text(element: Any) -> Iterator[str]:
    name, role = etree.QName(element).localname, element.get("role", "")
    if role == "doc-pagebreak":
        yield f"\2{element.get('id')}\2"
    elif name in _LEFT_OUT or role == "doc-noteref":
        yield ANYTHING
    elif role not in ("doc-footnote", "doc-endnotes") and name != "header":
        yield ANYTHING if name == "li" else ""
        yield element.text or ""
        for child in element.iterchildren("*"):
            yield from _text(child)
            yield child.tail or ""
        yield ANYTHING if "xref" in element.get("class", "") else ""
        yield " " if name in ("p", "li", "td", "th", "figcaption", "h2", "h3", "br", "dt", "dd", "footer") else ""


def stands_in(wanted: str, page: str) -> bool:
    """Whether a page prints these letters, with up to twenty others wherever ANYTHING stands."""
    return bool(re.search(".{0,20}?".join(map(re.escape, wanted.split(ANYTHING))), page, re.DOTALL))


@every_sample
def test_the_page_list_has_the_printed_pages(samples: Samples, source: str) -> None:
    pages = printed_pages(samples.file(source, "reader"))
    marks = page_list(samples.file(source, "ebook"))
    language = "ar-EG" if source == RIGHT_TO_LEFT else "en"
    assert [mark.label for mark in marks] == [digits(n, language) for n in range(1, len(pages) + 1)]
    # The folio that a marker names is the one that the page prints; an opening page prints none.
    assert [
        mark.label
        for mark, page in zip(marks, pages, strict=True)
        if not (page.startswith(mark.label) or page.endswith((mark.label, f"{mark.label}{RUNNING_HEAD}")))
    ] == [digits(1, language)]


@pytest.mark.parametrize("source", [source for source in SOURCES if source != RIGHT_TO_LEFT])
def test_each_marker_stands_where_its_page_begins(samples: Samples, source: str) -> None:
    """What stands before a marker ends the page before; what stands behind it begins the marked page."""
    pages = printed_pages(samples.file(source, "reader"))
    marks = page_list(samples.file(source, "ebook"))
    # The drop cap of an opening page is drawn, and copied, apart from the rest of its word.
    assert stands_in(marks[0].behind[1:], pages[0])
    for number, mark in enumerate(marks[1:], 1):
        # The printed page may begin within a word that is divided; the marker stands before that word.
        divided = [
            at
            for at in range(max(mark.word, 1))
            if stands_in(mark.before + mark.behind[:at], pages[number - 1])
            and stands_in(mark.behind[at:], pages[number])
        ]
        assert divided, f"page {mark.label}: {mark.before!r} | {mark.behind!r}\n{pages[number][:200]!r}"


def test_each_marker_stands_where_its_page_begins_from_right_to_left(samples: Samples) -> None:
    """PDFium puts the marks of Arabic script elsewhere than they are written: letters are compared, and not all."""
    pages = [bare(page) for page in printed_pages(samples.file(RIGHT_TO_LEFT, "reader"))]
    marks = page_list(samples.file(RIGHT_TO_LEFT, "ebook"))
    for number, mark in enumerate(marks):
        if number:
            assert _nearest(bare(mark.before), pages) == number - 1
        assert _nearest(bare(mark.behind), pages) == number


def bare(text: str) -> str:
    """The letters of a script that has no capitals, without its marks."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char) == "Lo")


def _nearest(wanted: str, pages: list[str]) -> int:
    """The page that prints the longest piece of these letters, which must be most of them."""
    sizes = [SequenceMatcher(None, wanted, page, autojunk=False).find_longest_match().size for page in pages]
    assert max(sizes) > len(wanted) * 0.6, (wanted, sizes)
    return sizes.index(max(sizes))


def test_a_marker_in_the_wrong_place_is_noticed(samples: Samples) -> None:
    """The comparison's own sentinel: markers one sentence off do not stand where pages begin."""
    pages = printed_pages(samples.file(WITH_PHOTOGRAPHS, "reader"))
    mark = page_list(samples.file(WITH_PHOTOGRAPHS, "ebook"))[1]
    late = mark.before[20:] + mark.behind[:20]
    assert not stands_in(late, pages[0])
    assert not stands_in(late, pages[1])
