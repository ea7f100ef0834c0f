"""The house's words: every language complete, dates and lists as CLDR writes them."""

from __future__ import annotations

import string
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from babel import Locale
from babel.dates import format_date as babel_date
from babel.lists import format_list

from presswork import labels
from presswork.labels import format_date, join_list, labels_for, languages
from presswork.languages import digits

WANTED = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "ar", "he", "tr", "sv", "cs"}
MAY_BE_EMPTY = {"by"}  # Slavic languages put the bare name


@dataclass(frozen=True)
class Person:
    name: str
    role: str = "aut"


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_languages_promised_are_there() -> None:
    assert set(languages()) >= WANTED


@pytest.mark.parametrize("language", languages())
def test_each_language_has_every_word_with_the_same_placeholders(language: str) -> None:
    english = labels._table("en")
    table = labels._table(language)
    assert english is not None
    assert table is not None
    assert table.keys() - {"regions"} == english.keys() - {"regions"}
    assert table["roles"].keys() == english["roles"].keys()
    for key, text in english.items():
        if isinstance(text, str):
            assert _placeholders(table[key]) == _placeholders(text), key
            assert table[key] or key in MAY_BE_EMPTY, key
    assert all(_placeholders(phrase) == {"names"} for phrase in table["roles"].values())


def _tags() -> list[str]:
    with_regions = [f"{lang}-{r}" for lang in languages() for r in (labels._table(lang) or {}).get("regions", {})]
    return [*languages(), *with_regions]


@pytest.mark.parametrize("tag", _tags())
def test_dates_and_lists_without_babel_equal_babels(tag: str) -> None:
    assert labels._words(tag) is not None
    locale = Locale.parse(tag, sep="-")
    for month in range(1, 13):
        for day in (1, 2, 28):
            value = date(2026, month, day)
            assert format_date(value, tag) == digits(babel_date(value, "long", locale=locale), tag)
    names = ["Zoe", "Mara", "Lev", "Bo"]
    for n in range(1, 5):
        assert join_list(names[:n], tag) == format_list(names[:n], locale=locale)


def test_a_region_that_writes_otherwise_is_asked_of_babel() -> None:
    assert format_date(date(2026, 1, 6), "de-AT") == "6. Jänner 2026"
    assert format_date(date(2026, 1, 6), "en-GB") == "6 January 2026"
    assert format_date(date(2026, 1, 6), "fi") == "6. tammikuuta 2026"


def test_dates_are_in_the_digits_of_the_language() -> None:
    assert format_date(date(2026, 1, 6), "ar-EG") == "٦ يناير ٢٠٢٦"
    assert format_date(date(2026, 1, 6), "ar-MA") == "6 يناير 2026"
    assert format_date(date(2026, 1, 6), "mr").endswith("२०२६")


def test_a_moment_shows_the_day_of_its_own_zone() -> None:
    assert format_date(datetime(2026, 3, 1, 23, 30, tzinfo=UTC), "en") == "March 1, 2026"


def test_spanish_and_before_i_becomes_e() -> None:
    assert join_list(["Ana", "Ignacio"], "es") == "Ana e Ignacio"
    assert join_list(["Ana", "Hierro"], "es-MX") == "Ana y Hierro"
    assert join_list(["Eva", "Ana", "Hidalgo"], "es") == "Eva, Ana e Hidalgo"


def test_words_fall_back_to_the_primary_language_then_english() -> None:
    assert labels_for("ar-EG").notes == labels_for("ar").notes
    assert labels_for("pt-BR").words_language == "pt"
    finnish = labels_for("fi")
    assert (finnish.notes, finnish.words_language, finnish.language) == ("Notes", "en", "fi")
    assert labels_for("").words_language == "en"
    assert labels_for("!!").date(date(2026, 3, 1)) == "March 1, 2026"


def test_credits() -> None:
    assert labels_for("en").credit("trl", "Ana Ruiz") == "Translated by Ana Ruiz"
    assert labels_for("de").credit("xyz", "Ana Ruiz") == "Mitarbeit: Ana Ruiz"
    assert labels_for("en").credit("trl", "Ana Ruiz") == "Translated by Ana Ruiz"


def test_credits_are_a_line_for_each_role_authors_first() -> None:
    people = [Person("Li Wei", "pht"), Person("Jane Roe"), Person("Ana Ruiz"), Person("Ole Lund", "red")]
    assert labels_for("en").credits(people) == (
        "By Jane Roe and Ana Ruiz",
        "Photographs by Li Wei",
        "Edited by Ole Lund",
    )
    assert labels_for("ru").credits(people[1:3]) == ("Jane Roe и Ana Ruiz",)
    assert labels_for("en").credits([]) == ()
    assert labels_for("en").credits([Person("Jane Roe", "aut"), Person("Jane Roe", "cre")]) == ("By Jane Roe",)


def test_an_english_date_does_not_import_babel() -> None:
    code = (
        "import sys, datetime; from presswork.labels import labels_for; l = labels_for('en');"
        "l.date(datetime.date(2026, 3, 1)); l.join(['a', 'b']); print('babel' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
