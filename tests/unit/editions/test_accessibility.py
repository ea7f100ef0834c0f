"""What is claimed of a book is true of it."""

from __future__ import annotations

import pytest
from lxml import etree

from presswork.edition import Asset, StyleSheet
from presswork.editions.accessibility import CONFORMANCE, Facts, facts, features, obstacles, statements

MATH = "http://www.w3.org/1998/Math/MathML"


def known(body: str, *, css: str = "", assets: tuple[Asset, ...] = ()) -> Facts:
    tree = etree.fromstring(f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>')
    return facts([tree], sheets=[StyleSheet("base.css", css)], assets=assets)


def said(found: Facts, name: str, **options: str) -> list[str]:
    told = statements(found, language="en", **options)  # type: ignore[arg-type]
    return [s.value for s in told if s.name == name]


def test_plain_text_claims_no_more_than_it_has() -> None:
    plain = known("<h1>A</h1><p>b</p>")
    assert said(plain, "schema:accessMode") == ["textual"]
    assert said(plain, "schema:accessModeSufficient") == ["textual"]
    assert {"alternativeText", "MathML", "pageNavigation", "structuralNavigation"}.isdisjoint(features(plain))


def test_described_pictures() -> None:
    found = known('<img alt="a clock"/><img alt="" role="presentation"/>')
    assert "alternativeText" in features(found)
    assert said(found, "schema:accessMode") == ["textual", "visual"]
    assert said(found, "schema:accessModeSufficient") == ["textual", "textual,visual"]


def test_an_undescribed_picture_takes_the_claims_away() -> None:
    found = known('<img alt="a clock"/><img/>')
    assert "alternativeText" not in features(found)
    assert said(found, "schema:accessModeSufficient") == ["textual,visual"]
    assert said(found, "dcterms:conformsTo", certifier="Harbour Press") == []
    assert "Some pictures have no text alternative." in said(found, "schema:accessibilitySummary")[0]


def test_a_drawing_is_described_by_its_title() -> None:
    assert known('<svg xmlns="http://www.w3.org/2000/svg"><title>bars</title></svg>').described_images == 1
    assert known('<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>').described_images == 0


def test_formulas() -> None:
    assert {"MathML", "describedMath"} <= set(features(known(f'<math xmlns="{MATH}" alttext="x"><mi>x</mi></math>')))
    bare = known(f'<math xmlns="{MATH}"><mi>x</mi></math>')
    assert "describedMath" not in features(bare)
    assert obstacles(bare) == ("a formula has no text alternative",)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<a href="#x"></a>', "a link has no words"),
        ("<table><tr><td>1</td></tr></table>", "a table has no head"),
        ("<h1>A</h1><h3>B</h3>", "a heading skips a level"),
    ],
)
def test_faults_of_the_markup_forbid_the_claim(body: str, fault: str) -> None:
    assert obstacles(known(body)) == (fault,)


@pytest.mark.parametrize("css", ["p{color:#777}", "p{background:white}", "p{font-size:12px}", "p{line-height:14pt}"])
def test_styles_that_take_the_choice_from_the_reader_forbid_the_claim(css: str) -> None:
    found = known("<p>a</p>", css=css)
    assert len(obstacles(found)) == 1
    assert "displayTransformability" not in features(found)


@pytest.mark.parametrize(
    "css",
    [
        "a{color:inherit}",
        "p{font-size:1.2em;line-height:1.5}",
        "p{background:transparent}",
        "/* color: red */",
        "p{border-top:1px solid}",
        "p{background-color: inherit; color: currentColor}",
    ],
)
def test_styles_that_leave_the_choice_to_the_reader(css: str) -> None:
    assert obstacles(known("<p>a</p>", css=css)) == ()


def test_conformance_is_vouched_for_by_somebody() -> None:
    found = known("<p>a</p>")
    assert said(found, "dcterms:conformsTo", certifier="Harbour Press") == [CONFORMANCE]
    assert said(found, "a11y:certifiedBy", certifier="Harbour Press") == ["Harbour Press"]
    assert said(found, "dcterms:conformsTo") == []
    assert "WCAG" not in said(found, "schema:accessibilitySummary")[0]


def test_a_picture_that_moves_is_a_hazard_that_nobody_has_judged() -> None:
    gif = Asset("images/a.gif", "image/gif", b"GIF89a...NETSCAPE2.0...", 1, 1)
    assert said(known("<p>a</p>", assets=(gif,)), "schema:accessibilityHazard") == ["unknown"]
    assert said(known("<p>a</p>"), "schema:accessibilityHazard") == ["none"]


def test_pages_are_claimed_with_their_source() -> None:
    found = facts([etree.fromstring("<p/>")], pages=True)
    assert {"pageNavigation", "pageBreakMarkers"} <= set(features(found))
    assert said(found, "pageBreakSource", pages_of="urn:uuid:1") == ["urn:uuid:1"]
    assert said(found, "pageBreakSource") == []


@pytest.mark.parametrize(("language", "tongue"), [("en-GB", "en"), ("es", "es"), ("ar-EG", "ar"), ("fi", "en")])
def test_the_summary_is_in_the_book_s_language_where_we_have_the_words(language: str, tongue: str) -> None:
    (summary,) = [s for s in statements(Facts(), language=language) if s.name == "schema:accessibilitySummary"]
    assert summary.attributes == {"{http://www.w3.org/XML/1998/namespace}lang": tongue}
    assert summary.value
