"""The e-books of the sample publication: judged, and their pages compared with those of the PDF, word for word."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import judges
import pytest
from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = sorted(path.stem for path in (judges.ROOT / "content" / "articles").iterdir())
Judge = Callable[..., list[str]]
_APART = re.compile("[\\s\u00ad\u2010\u2011\ufffe-]")


@pytest.mark.judge
@pytest.mark.parametrize("slug", ARTICLES)
def test_epubcheck_has_nothing_to_say(epubcheck: Judge, sample_out: Path, slug: str) -> None:
    assert epubcheck(sample_out / "ebook" / f"{slug}.epub") == []


def letters(text: str) -> str:
    """The text without spaces and hyphens, which layout adds."""
    return _APART.sub("", text)


def printed_pages(path: Path) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def marked_pages(path: Path) -> Iterator[tuple[str, str, str]]:
    """For every entry of the page list: its label, its marker, and the words behind the marker."""
    with zipfile.ZipFile(path) as archive:
        nav = etree.fromstring(archive.read("EPUB/nav.xhtml"))
        for entry in nav.iterfind(".//{*}nav[@id='page-list']//{*}a"):
            name, _, mark_id = entry.get("href").partition("#")
            (mark,) = etree.fromstring(archive.read(f"EPUB/{name}")).xpath(f"//*[@id='{mark_id}']")
            assert mark.get("aria-label") == entry.text
            yield entry.text, mark_id, "".join(_behind(mark))


def _behind(mark: Any) -> Iterator[str]:
    left_out = "@role='doc-noteref' or @role='doc-footnote' or local-name()='math' or local-name()='svg'"
    yield from mark.xpath(f"./following::text()[not(ancestor::*[{left_out}])]")


@pytest.mark.parametrize("slug", ARTICLES)
def test_every_printed_page_is_marked_at_its_first_word(sample_out: Path, slug: str) -> None:
    pages = printed_pages(sample_out / "reader" / f"{slug}.pdf")
    marked = list(marked_pages(sample_out / "ebook" / f"{slug}.epub"))
    assert [label for label, _, _ in marked] == [str(n) for n in range(1, len(pages) + 1)]
    for (label, _, behind), page in list(zip(marked, pages, strict=True))[1:]:
        first = letters(behind.split()[0])
        # Where the page begins within a hyphenated word, the marker stands before the word.
        beginnings = {letters(behind)[at:][:12] for at in range(len(first))}
        head = letters(page)[:400]
        assert any(beginning in head for beginning in beginnings), (
            f"page {label}: {behind[:40]!r} is not in {page[:120]!r}"
        )
