"""Characters that no typeface has are known by name before anything is laid out."""

from __future__ import annotations

import pytest

from presswork.edition import Page
from presswork.typesetting.coverage import coverage_findings, missing_characters, uncovered
from presswork.typesetting.fonts import faces, with_fonts

HTML = '<html><head><title>\u2603</title></head><body><p class="text">{}</p></body></html>'


def lacking(text: str) -> tuple[str, ...]:
    return uncovered(with_fonts(Page("paper", "Tide", "en", HTML.format(text)), {}))


def test_missing_characters_are_visible_ones_only() -> None:
    chosen = faces({}, HTML)
    assert missing_characters("naïve “Łódź” — 3 × 4\u202f%, co\u00adop\u200b", chosen) == ()
    assert missing_characters("a ⵣ and ☃", chosen) == ("☃", "ⵣ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain “words” — e\u0301", ()),
        ("☃ and &#x2D63;", ("☃", "ⵣ")),
        ("a\ufe0e heart\u200d", ()),
        ("<math><mi>\U0001d465</mi></math><style>☃</style><svg><text>☃</text></svg>", ()),
        ("كتاب", ()),
    ],
)
def test_a_page_knows_what_its_typefaces_lack(text: str, expected: tuple[str, ...]) -> None:
    assert lacking(text) == expected


def test_a_page_that_brings_no_typefaces_is_the_machines_matter() -> None:
    assert uncovered(Page("paper", "Tide", "en", HTML.format("☃"))) == ()


def test_a_missing_character_is_named_with_what_stands_in() -> None:
    drawn, lost = coverage_findings(("☃", "ⵣ"), {"☃": "DejaVu Sans"})
    assert (drawn.code, str(drawn.severity)) == ("H102", "warning")
    assert drawn.message == (
        "no typeface of the page has '☃' (U+2603 SNOWMAN): the machine's 'DejaVu Sans' stood in, and another machine"
        " will print otherwise"
    )
    assert str(lost.severity) == "error"
    assert "U+2D63 TIFINAGH LETTER YAZ" in lost.message
    assert "is not printed" in lost.message


def test_a_script_without_a_typeface_is_no_flood() -> None:
    found = coverage_findings(tuple("潮汐表掛在門邊"), dict.fromkeys("潮汐表掛在門邊", "Noto"))
    assert len(found) == 6
    assert "lack 2 more characters, from '門'" in found[-1].message
