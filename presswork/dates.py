"""Dates as people write them: ISO 8601 strictly, other forms and languages by a library, none relative to today."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from presswork.text import BadValue

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([Zz]|[+-]\d{2}(:?\d{2})?)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})[./\s-]+(\d{1,2})[./\s-]+(\d{4})")
# Languages tried when a date is in neither the article's language nor English; all of them at once take seconds.
COMMON = ["de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "sv", "da", "nb", "tr", "ar", "he", "ja", "zh"]
EXAMPLE = "write it as 2026-03-01"


class Understood(NamedTuple):
    """A date, and a sentence on what had to be supplied or decided (empty when nothing had to)."""

    date: dt.date | dt.datetime
    remark: str = ""


def parse_date(value: object, language: str = "en") -> Understood:
    """The date that `value` is: a date, an ISO date or moment, or a date in words (`1 March 2026`, `1er mars 2026`).

    Moments without a zone are taken as UTC. Raises `BadValue` when it is no date, is impossible, ambiguous
    (`03/04/2026` in English), or speaks of a day relative to today.
    """
    if isinstance(value, dt.datetime):
        return Understood(value if value.tzinfo else value.replace(tzinfo=dt.UTC))
    if isinstance(value, dt.date):
        return Understood(value)
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise BadValue(f"'{value}' is no date", EXAMPLE)
    text = " ".join(str(value).split())
    return _iso(text) or _partial(text) or _numeric(text, language) or _in_words(text, language)


def moment(date: dt.date | dt.datetime) -> dt.datetime:
    """The date as a moment with a zone: a day begins at midnight UTC."""
    if isinstance(date, dt.datetime):
        return date if date.tzinfo else date.replace(tzinfo=dt.UTC)
    return dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)


def _iso(text: str) -> Understood | None:
    try:
        if _ISO_DAY.fullmatch(text):
            return Understood(dt.date.fromisoformat(text))
        if _ISO_MOMENT.fullmatch(text):
            padded = re.sub(r"[Tt ](\d):", r"T0\1:", text, count=1)
            return Understood(moment(dt.datetime.fromisoformat(re.sub(r"\s+(?=[Zz+-])", "", padded))))
    except ValueError as error:
        raise BadValue(f"'{text}' is no date: {error}", EXAMPLE) from None
    return None


def _partial(text: str) -> Understood | None:
    """A year, or a year and month: the first day of it."""
    if re.fullmatch(r"[12]\d{3}", text):
        return Understood(dt.date(int(text), 1, 1), f"'{text}' names no day: 1 January is taken")
    if (match := _MONTH.fullmatch(text)) and 1 <= int(match[2]) <= 12:
        return Understood(dt.date(int(match[1]), int(match[2]), 1), f"'{text}' names no day: the 1st is taken")
    return None


def _numeric(text: str, language: str) -> Understood | None:
    """`1.3.2026`: the day first, but the month first in American English; refused where English leaves it open."""
    if not (match := _NUMBERS.fullmatch(text)):
        return None
    first, second, year = map(int, match.groups())
    english = language.split("-")[0] == "en" and "." not in text
    if english and language in ("en", "en-US", "en-CA") and first <= 12 and second <= 12 and first != second:
        if language != "en-US":
            hint = f"write {year}-{second:02d}-{first:02d} or {year}-{first:02d}-{second:02d}"
            raise BadValue(f"'{text}' can be read in two ways", hint)
        first, second = second, first
    elif english and second > 12:
        first, second = second, first
    try:
        date = dt.date(year, second, first)
    except ValueError as error:
        raise BadValue(f"'{text}' is no date: {error}", EXAMPLE) from None
    return Understood(date, f"'{text}' was read as {date.isoformat()}")


def _in_words(text: str, language: str) -> Understood:
    if len(text) > 80 or not re.search(r"\d{4}", text) or re.match(r"\d{4}-?W", text):
        raise BadValue(f"'{text[:80]}' is no date", EXAMPLE)
    found = _by_library(text, language)
    if found is None:
        raise BadValue(f"'{text}' is no date", EXAMPLE)
    timed = re.search(r"\d{1,2}[:.h]\d{2}|\d\s*[ap]\.?m\b", text, re.IGNORECASE)
    date = moment(found) if timed else found.date()
    dated = len(re.findall(r"\d+", re.sub(r"\d{1,2}[:.h]\d{2}.*$", "", text))) > 1
    return Understood(date, "" if dated or "日" in text else f"'{text}' names no day: the 1st is taken")


def _by_library(text: str, language: str) -> dt.datetime | None:
    """What dateparser makes of it, with a fixed present and only the parsers that know no "yesterday"."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import dateparser

        settings = {
            "RELATIVE_BASE": dt.datetime(2000, 1, 1),
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["year", "month"],
            "PREFER_DAY_OF_MONTH": "first",
            "DATE_ORDER": "DMY",
        }
        for tags in ([language.split("-")[0]], ["en"], COMMON):
            try:
                found = dateparser.parse(text, languages=tags, settings=settings)
            except (ValueError, TypeError, OverflowError):
                continue
            if isinstance(found, dt.datetime):
                return found
    return None
