"""Dates are read in many forms, never relative to today, and never guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from presswork.dates import moment, parse_date
from presswork.text import BadValue

FIRST = dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2026-03-01", "en"),
        ("1 March 2026", "en"),
        ("March 1, 2026", "en"),
        ("Sunday, 1 March 2026", "en"),
        ("1er mars 2026", "fr"),
        ("1 de marzo de 2026", "es"),
        ("1. März 2026", "de"),
        ("1.3.2026", "de"),
        ("1 марта 2026", "ru"),
        ("١ مارس ٢٠٢٦", "ar"),
        ("2026年3月1日", "zh"),
        ("1 mars 2026", "en"),
    ],
)
def test_written_forms_of_many_languages(text: str, language: str) -> None:
    assert parse_date(text, language).date == FIRST


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2 days ago",
        "2026-02-45",
        "31 February 2026",
        "10 March",
        "Spring 2026",
        "12:30",
        "5",
        "x" * 500,
        "2026-W09",
        "next 1 March",
        "",
        "٣",
        "1 2 3 4 5 6 7 8 9",
    ],
)
def test_what_is_no_certain_date_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_date(text, "en")
    assert "2026-03-01" in refused.value.hint


def test_a_date_that_can_be_read_in_two_ways_is_refused_with_both() -> None:
    with pytest.raises(BadValue, match="two ways") as refused:
        parse_date("03/04/2026", "en")
    assert refused.value.hint == "write 2026-04-03 or 2026-03-04"
    assert parse_date("03/04/2026", "en-US").date == dt.date(2026, 3, 4)
    assert parse_date("03/04/2026", "en-GB").date == dt.date(2026, 4, 3)


@pytest.mark.parametrize("text", ["2026", "2026-03", "March 2026"])
def test_a_missing_day_is_said(text: str) -> None:
    assert "names no day" in parse_date(text, "en").remark


def test_moments_have_a_zone() -> None:
    assert parse_date("2026-03-01T10:00").date == dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC)
    zoned = parse_date("2026-03-01 10:00 +02:00").date
    assert isinstance(zoned, dt.datetime)
    assert zoned.utcoffset() == dt.timedelta(hours=2)
    assert moment(FIRST) == dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize("value", [True, 1.5, [], {}])
def test_other_values_are_no_dates(value: object) -> None:
    with pytest.raises(BadValue):
        parse_date(value)
