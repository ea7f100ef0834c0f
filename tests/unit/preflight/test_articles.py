"""What preflight says of an edited article and of a publication's colours."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from presswork import preflight
from presswork.article import Article, Contributor, Figure, Metadata, Text
from presswork.publication import Publication

COMPLETE: dict[str, Any] = {
    "title": Text.of("The tide"),
    "slug": "tide",
    "contributors": (Contributor("Maren Holt"),),
    "published": dt.date(2026, 3, 1),
    "summary": Text.of("Water."),
}


def _findings(body: str, **meta: Any) -> list[str]:
    article = Article.of(Metadata(**{**COMPLETE, **meta}), body, (), "content/articles/tide.md")
    return [str(d) for d in preflight.run_article(article, Publication())]


def test_a_sound_article_has_no_findings() -> None:
    body = (
        '<p>See <a href="#h">the clocks</a><fn-note id="fn-1"><span class="note-p">n</span></fn-note>.</p>'
        '<h2 id="h">Clocks</h2><h3 id="i">Old ones</h3><h2 id="j">New ones</h2>'
        '<figure id="f"><img src="images/a.jpg" alt="A crane"/></figure>'
        '<img src="images/b.png" alt="" role="presentation"/>'
        '<table id="t"><thead><tr><th scope="col">A</th></tr></thead></table>'
    )
    assert _findings(body) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<h3 id="x">Deep</h3>', "warning P102 the heading 'Deep' skips a level"),
        ('<h2 id="x">A</h2><h4 id="y">B</h4>', "warning P102 the heading 'B' skips a level"),
        ('<p><img src="images/a.jpg"/></p>', "warning P103 the image 'a.jpg' has no alternative text"),
        ('<p><img src="images/a.jpg" alt=""/></p>', "warning P103 the image 'a.jpg' has no alternative text"),
        ('<p><img src="images/a.jpg" alt="IMG_2041.jpg"/></p>', "P103 the alternative text of 'a.jpg' is a file name"),
        ('<p><a href="https://a.example/"></a></p>', "warning P104 the link to https://a.example/ has no text"),
        ('<p><a href="https://a.example/">here</a></p>', "P104 the link text 'here' does not say where it leads"),
        ('<p><a href="https://a.example/">aquí</a></p>', "P104 the link text 'aquí' does not say where it leads"),
        ('<p><a href="#gone">the map</a></p>', "warning P105 the link 'the map' leads to '#gone', which is not"),
        ('<h2 id="x">A</h2><h2 id="x">B</h2>', "warning P106 the name 'x' is given to 2 things"),
        ("<table><tbody><tr><td>a</td></tr></tbody></table>", "warning P107 table 1 has no header cells"),
    ],
)
def test_each_fault_is_one_finding_at_the_manuscript(body: str, said: str) -> None:
    [finding] = _findings(body)
    assert finding.startswith("content/articles/tide.md: ")
    assert said in finding
    assert "hint: " in finding


def test_a_linked_picture_says_where_it_leads_by_its_alternative_text() -> None:
    assert _findings('<p><a href="https://a.example/"><img src="a.jpg" alt="The map"/></a></p>') == []


def test_missing_metadata_is_one_note() -> None:
    [finding] = _findings("<p>x</p>", contributors=(), published=None, summary=None)
    assert "note P101 the article has no author, no date and no summary" in finding
    assert "`author:`, `date:`, `summary:`" in finding
    [finding] = _findings("<p>x</p>", published=None)
    assert "note P101 the article has no date\n" in finding
    assert _findings("<p>x</p>", summary=None, standfirst=Text.of("Deck.")) == []


def test_a_lead_image_needs_an_alternative_text_unless_it_decorates() -> None:
    [finding] = _findings("<p>x</p>", lead_image=Figure("images/a.jpg"))
    assert "P103 the lead image has no alternative text" in finding
    assert _findings("<p>x</p>", lead_image=Figure("images/a.jpg", decorative=True)) == []


def test_a_faint_accent_is_found_and_a_strong_one_is_not() -> None:
    [finding] = preflight.run_publication(Publication(tokens={"accent": "#f0a", "ink": "#111"}), "publication.yaml")
    assert str(finding).startswith("publication.yaml: warning P110 the token 'accent' has a contrast of 3.")
    assert preflight.run_publication(Publication(tokens={"accent": "rgb(140, 29, 24)", "ink": "var(--x)"})) == []


def test_codes_are_unique_and_documented() -> None:
    from presswork.codes import CODES

    codes = [check.code for check in preflight.CHECKS]
    assert len(codes) == len(set(codes))
    assert {*codes, preflight.UNREADABLE} <= CODES.keys()
    assert all(check.help for check in preflight.CHECKS)
