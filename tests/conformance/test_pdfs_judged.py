"""Every kind of PDF that we make passes the outside judges, and its page map is that of its pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import ebook_samples as samples
import pytest
from lxml import etree
from pdf_samples import made, opened, page_texts

from presswork.edition import Edition, EditionFile
from presswork.editions import FORMATS
from presswork.house import House
from presswork.pagemap import body_characters
from presswork.paper import PAPERS

if TYPE_CHECKING:
    from presswork.article import Article

Judge = Callable[..., list[str]]
# ziamath finds its font in a way that Python 3.11 warns of.
pytestmark = [pytest.mark.judge, pytest.mark.filterwarnings("ignore:path is deprecated:DeprecationWarning")]
CLAIMS = {
    "pdf/ua-1": ("ua1",),
    "pdf/a-2a": ("2a", "ua1"),
    "pdf/a-3a": ("3a", "ua1"),
    "pdf/a-2u": ("2u",),
    "none": ("ua1",),
}
EDITIONS = {
    "article": Edition("reader", "pdf", template="article", paper=PAPERS["a4"], columns=2),
    "letter": Edition("reader", "pdf", template="article", paper=PAPERS["letter"], columns=2),
    "report": Edition("reader", "pdf", template="report", paper=PAPERS["a5"], columns=1),
}


def long_article() -> Article:
    article = samples.rich_article()
    more = article.body.replace('id="', 'id="more-').replace('href="#', 'href="#more-')
    return replace(article, body=article.body + more)


ARTICLES: dict[str, Callable[[], Article]] = {
    "rich": samples.rich_article,
    "long": long_article,
    "plain": samples.plain_article,
    "right-to-left": samples.arabic_article,
}


@cache
def printed(article: str, edition: str, standard: str = "pdf/ua-1") -> EditionFile:
    wanted = replace(EDITIONS[edition], standard=standard)
    return FORMATS["pdf"].produce(ARTICLES[article](), wanted, samples.PUBLICATION, house=House(None), needs={})


@pytest.mark.parametrize("standard", CLAIMS)
def test_each_standard_keeps_what_it_claims(standard: str, verapdf: Judge) -> None:
    file = printed("rich", "article", standard)
    for profile in CLAIMS[standard]:
        broken = [rule for rule in verapdf(file.data, profile) if not (standard == "none" and rule.startswith("5-"))]
        assert broken == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("article", ARTICLES)
def test_every_article_is_accessible_in_every_template(article: str, edition: str, verapdf: Judge) -> None:
    file = printed(article, edition)
    assert verapdf(file.data, "ua1") == []
    assert file.findings == ()


def test_the_judge_fails_what_is_bad(verapdf: Judge) -> None:
    bad = made('<p><img src="images/crane.jpg" width="8" height="6"/></p>')
    assert verapdf(bad.data, "ua1") != []
    assert verapdf(bad.data, "3a") != []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("article", ["rich", "long", "plain"])
def test_page_starts_are_where_pages_start(article: str, edition: str) -> None:
    file = printed(article, edition)
    body = etree.fromstring(f"<body>{ARTICLES[article]().body}</body>")
    text = "".join(found.char for found in body_characters(body))
    assert len(file.page_starts) == file.measure
    for start, page in list(zip(file.page_starts, page_texts(file), strict=True))[1:]:
        assert text[start.offset : start.offset + 5].casefold() in re.sub(r"\s", "", page).casefold()[:160]


def test_pages_of_the_paper_that_was_asked_for() -> None:
    with opened(printed("plain", "letter")) as pdf:
        assert [round(float(x)) for x in pdf.pages[0].MediaBox] == [0, 0, 612, 792]
    with opened(printed("plain", "report")) as pdf:
        assert [round(float(x)) for x in pdf.pages[0].MediaBox] == [0, 0, 420, 595]
