"""What preflight says of a finished e-book, on a small sound book with one fault put in each time."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

import pytest

from presswork import preflight
from presswork.article import Article, Metadata, Text
from presswork.edition import Edition, EditionFile, PageStart

ARTICLE = Article.of(Metadata(title=Text.of("The tide"), slug="tide"), "<p>x</p>")
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0"><metadata>'
    "<dc:identifier>urn:uuid:1</dc:identifier><dc:title>The tide</dc:title><dc:language>en</dc:language>"
    '<meta property="dcterms:modified">2026-03-01T00:00:00Z</meta><meta property="pageBreakSource">urn:uuid:2</meta>'
    '</metadata><manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="t" href="text.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="c" href="cover.png" media-type="image/png" properties="cover-image"/></manifest></package>'
)
XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
HTML = f'<html {XHTML} lang="en"><body>{{}}</body></html>'
NAV = HTML.format(
    '<nav epub:type="toc"><ol><li><a href="text.xhtml">The tide</a></li></ol></nav>'
    '<nav epub:type="page-list"><ol><li><a href="text.xhtml#p1">1</a></li></ol></nav>'
)
TEXT = HTML.format('<p><span epub:type="pagebreak" role="doc-pagebreak" id="p1"/>Water. <a href="#p1">Up</a></p>')


def _png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x02\x00\x00\x00"


def _book(**changes: Any) -> bytes:
    files: dict[str, Any] = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": OPF,
        "EPUB/nav.xhtml": NAV,
        "EPUB/text.xhtml": TEXT,
        "EPUB/cover.png": _png(1600, 2560),
    }
    for name, change in changes.items():
        key = {
            "opf": "EPUB/package.opf",
            "nav": "EPUB/nav.xhtml",
            "text": "EPUB/text.xhtml",
            "cover": "EPUB/cover.png",
        }[name]
        files[key] = change
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, data in files.items():
            if data is not None:
                book.writestr(name, data)
    return out.getvalue()


def _findings(data: bytes, **edition: Any) -> list[str]:
    made = Edition("ebook", "epub", **edition)
    return [str(d) for d in preflight.run_file(EditionFile("ebook", ".epub", data), ARTICLE, made)]


def test_a_sound_book_has_no_findings() -> None:
    assert _findings(_book(), pages_of="reader") == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cover": None}, "error P141 the manifest lists 'EPUB/cover.png', which is not in the file"),
        (
            {"opf": OPF.replace("<dc:title>The tide</dc:title>", "")},
            "package.opf: error P142 the package has no dc:title",
        ),
        (
            {"opf": OPF.replace("dcterms:modified", "x")},
            "error P142 the package does not say once when it was modified",
        ),
        ({"text": TEXT + "<p>"}, "text.xhtml: error P143 the page is not well formed"),
        ({"text": TEXT.replace("Water.", "<script/>")}, "error P143 the page has a script, which shops refuse"),
        ({"text": TEXT.replace("#p1", "#p9")}, "text.xhtml: error P144 '#p9' leads to a place that is not there"),
        ({"text": TEXT.replace("#p1", "gone.xhtml")}, "error P144 'gone.xhtml' is not in the book"),
        (
            {"text": TEXT.replace("Water.", '<img src="https://a.example/b.png"/>')},
            "would be fetched from outside the book",
        ),
        ({"nav": NAV.replace("toc", "x")}, "error P145 the table of contents is empty"),
        ({"nav": NAV.replace("page-list", "x")}, "error P146 the page list has 0 entries for 1 page markers"),
        ({"opf": OPF.replace("pageBreakSource", "x")}, "P146 the page markers do not name the edition they come from"),
        ({"cover": _png(600, 900)}, "cover.png: note P147 the cover is 600 × 900 pixels; shops want 1400"),
        ({"cover": _png(3000, 4000)}, "note P147 the image has 12.0 million pixels; Apple Books takes 5.6"),
        ({"cover": b"GIF89a"}, "error P147 the image cannot be read"),
    ],
)
def test_each_fault_is_found_where_it_is(changes: dict[str, Any], said: str) -> None:
    findings = _findings(_book(**changes))
    assert said in findings[0]
    assert findings[0].startswith("ebook/tide.epub")


def test_pages_that_should_be_marked_and_are_not() -> None:
    text = TEXT.replace(' epub:type="pagebreak" role="doc-pagebreak"', "")
    [finding] = _findings(_book(text=text, nav=NAV.replace("page-list", "x")), pages_of="reader")
    assert "warning P146 the pages of 'reader' are not marked" in finding


def test_a_page_list_that_is_not_the_printed_one() -> None:
    def findings(*labels: str) -> list[str]:
        starts = tuple(PageStart(label, n * 100) for n, label in enumerate(labels))
        needs = {"reader": EditionFile("reader", ".pdf", b"", page_starts=starts)}
        made = Edition("ebook", "epub", pages_of="reader")
        file = EditionFile("ebook", ".epub", _book())
        return [str(d) for d in preflight.run_file(file, ARTICLE, made, needs=needs)]

    assert findings("1") == []
    [finding] = findings("1", "2", "3")
    assert "nav.xhtml: error P149 the page list has the pages 1, 'reader' has 1 to 3 (3)" in finding


def test_the_container() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("META-INF/container.xml", CONTAINER)
    findings = _findings(out.getvalue())
    assert "error P140 'mimetype' is not the first file, uncompressed and right" in findings[0]
    assert "error P140 META-INF/container.xml leads to no package document" in findings[1]


def test_what_is_no_zip_is_one_finding() -> None:
    [finding] = _findings(b"PK nothing")
    assert "error P199 the finished file cannot be read" in finding
