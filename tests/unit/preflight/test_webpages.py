"""What preflight says of a finished web page."""

from __future__ import annotations

import pytest

from presswork import preflight
from presswork.article import Article, Metadata, Text
from presswork.edition import Edition, EditionFile

ARTICLE = Article.of(Metadata(title=Text.of("The tide"), slug="tide"), "<p>x</p>")
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><link rel="canonical" href="https://a.example/"/><style>p{color:red}</style>'
    '</head><body><main><h1 id="h">The tide</h1><p><a href="#h">Up</a> <a href="https://b.example/">out</a>'
    '<img src="data:image/png;base64,AA" alt="x"/></p></main></body></html>'
)


def _findings(page: str) -> list[str]:
    file = EditionFile("web", ".html", page.encode())
    return [str(d) for d in preflight.run_file(file, ARTICLE, Edition("web", "html"))]


def test_a_sound_page_has_no_findings() -> None:
    assert _findings(PAGE) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("data:image/png;base64,AA", "images/a.png", "warning P160 the page would fetch 'images/a.png'"),
        ("p{color:red}", "@import 'x.css';", "warning P160 the page would fetch 'x.css'"),
        (
            "p{color:red}",
            "p{background:url(https://c.example/i.png)}",
            "P160 the page would fetch 'https://c.example/i.png'",
        ),
        ('rel="canonical"', 'rel="stylesheet"', "warning P160 the page would fetch 'https://a.example/'"),
        ("<p>", '<script src="s.js"></script><p>', "warning P160 the page would fetch 's.js'"),
        ("<p>", "<h1>Again</h1><p>", "warning P161 the page has 2 headlines of the first level, not one"),
        (' lang="en"', "", "warning P161 the page does not say its language"),
        ("main>", "div>", "warning P161 the page has no <main>"),
        ('href="#h"', 'href="#gone"', "warning P162 the link to '#gone' leads nowhere"),
    ],
)
def test_each_fault_is_one_finding(old: str, new: str, said: str) -> None:
    [finding] = _findings(PAGE.replace(old, new))
    assert finding.startswith("web/tide.html: ")
    assert said in finding


def test_a_heavy_page_is_a_note() -> None:
    [finding] = _findings(PAGE.replace("AA", "A" * 6 * 2**20))
    assert "note P163 the page weighs 6.0 MB" in finding
