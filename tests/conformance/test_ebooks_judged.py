"""Every kind of e-book that we make passes the outside judges without a word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import ebook_samples as samples
import pytest

from presswork.article import Figure
from presswork.edition import Asset
from presswork.publication import Publication

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.edition import EditionFile

Judge = Callable[..., list[str]]
pytestmark = pytest.mark.judge


def long_book() -> EditionFile:
    paragraph = "<p>" + "The tide came in and the tide went out. " * 200 + "</p>"
    body = "".join(
        f'<h2 id="part-{n}">Part {n}</h2>{paragraph * 8}<p>See <a class="xref" href="#part-{(n + 3) % 8}">a part</a>'
        f'<fn-note id="fn-{n}"><span class="note-p">And <a class="xref" href="#part-7">this</a>.</span></fn-note>.</p>'
        for n in range(8)
    )
    return samples.book(replace(samples.plain_article(), body=body))


BOOKS: dict[str, Callable[[], EditionFile]] = {
    "rich": lambda: samples.book(
        samples.rich_article(), samples.EBOOK, samples.PUBLICATION, "believable", "Figure1The", "", ""
    ),
    "plain": lambda: samples.book(samples.plain_article(), samples.EBOOK, Publication()),
    "right-to-left": lambda: samples.book(samples.arabic_article(), samples.EBOOK, samples.PUBLICATION, "الساعة"),
    "embedded fonts": lambda: samples.book(samples.rich_article(), replace(samples.EBOOK, embed_fonts=True)),
    "long": long_book,
    "photograph on the cover": lambda: samples.book(
        samples.article_with_lead(Asset("images/lead.png", "image/png", samples.png(1200, 800), 1200, 800))
    ),
    "own cover": lambda: samples.book(
        replace(
            samples.plain_article(cover=Figure("images/own.png", "A heap of salt")),
            assets=(Asset("images/own.png", "image/png", samples.png(1600, 2560), 1600, 2560),),
        )
    ),
}


@pytest.fixture(params=BOOKS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    target = tmp_path / "book.epub"
    target.write_bytes(BOOKS[request.param]().data)
    return target


def test_epubcheck_has_nothing_to_say(epubcheck: Judge, path: Path) -> None:
    assert epubcheck(path) == []
