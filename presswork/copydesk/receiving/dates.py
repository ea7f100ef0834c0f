"""Reads a line that is a date, in the written forms of the languages articles come in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

_LABEL = re.compile(
    r"^(?:(?:first |originally |last )?(?:published|posted|updated|date|dated|issued)(?: on)?|"
    r"veröffentlicht(?: am)?|erschienen(?: am)?|stand|datum|aktualisiert(?: am)?|"
    r"publicado(?: el| em)?|actualizado(?: el)?|fecha|publié(?: le)?|mis à jour(?: le)?|pubblicato(?: il)?|"
    r"gepubliceerd(?: op)?|data|дата|опубликовано)\s*:?\s+",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"^(?:last )?(?:updated|aktualisiert|actualizado|mis à jour|aggiornato|bijgewerkt|обновлено)", re.IGNORECASE
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?.*)?")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})|(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日")
_DAY = r"(?P<day>\d{1,2})(?:\.|º|°|er|st|nd|rd|th|-го)?"
_YEAR = r"(?P<year>\d{4})(?: ?г\.?| ?р\.?|年| r\.| m\.)?"
_OF = r"(?:\s+|\s*,\s*|\s+(?:de|of|d['’]|del)\s+)"
_DAY_MONTH = re.compile(rf"{_DAY}{_OF}(?P<month>[^\W\d_]+\.?){_OF}{_YEAR}")
_MONTH_DAY = re.compile(rf"(?P<month>[^\W\d_]+\.?)\s+{_DAY}\s*,?\s+{_YEAR}")
_YEAR_MONTH = re.compile(rf"{_YEAR}\.?\s+(?P<month>[^\W\d_]+)\s+{_DAY}")
_WEEKDAY = re.compile(
    r"^[^\W\d_]{2,12}(?:-feira)?\.?,?\s+(?:(?:the|den|der|le|el|il|dem|am|de)\s+)?(?=\d|[^\W\d_]{3,12}\.?\s+\d{1,2})"
)
_CLOCK = re.compile(
    r"[,;]?\s*(?:at |um |à |a las |alle |um)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:uhr|h|"
    r"[ap]\.?m\.?)?(?:\s*(?:[A-Z]{2,5}|[+-]\d{4}))?\s*$",
    re.IGNORECASE,
)
# Asked in this order after the guessed language; what Babel loads costs a few milliseconds each.
_LANGUAGES = "en de es fr it pt nl pl ru sv da nb fi cs uk tr ro hu el ar he sk hr ca"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as read; `other` is it with day and month the other way round; `updated` when its label says so."""

    value: dt.date
    other: dt.date | None = None
    updated: bool = False


def could_be_date(line: str) -> bool:
    """Whether a line is short enough, and has digits enough, to be asked for its date."""
    text = line.strip(" *_")
    return (
        6 <= len(text) <= 60
        and bool(re.search(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}$", text))
        and len(text.split()) <= 9
    )


def date_of(line: str, language: str | None) -> WrittenDate | None:
    """The date that a whole line is, or None. `language` is the guessed language of the text."""
    text = line.strip(" *_|()[]\t").rstrip(".")
    if not could_be_date(text):
        return None
    updated = bool(_UPDATED.match(text))
    text = _CLOCK.sub("", _LABEL.sub("", text)).strip(" ,;|")
    if not could_be_date(text):
        return None
    found = _numeric(text, language) or _worded(text, language) or _asked(text, language)
    return WrittenDate(found.value, found.other, updated) if found else None


def _made(year: str | int, month: str | int, day: str | int) -> dt.date | None:
    number = int(year)
    if number < 100:
        number += 2000 if number < 70 else 1900
    try:
        return dt.date(number, int(month), int(day))
    except ValueError:
        return None


def _numeric(text: str, language: str | None) -> WrittenDate | None:
    if match := _ISO.fullmatch(text):
        value = _made(*match.groups())
        return WrittenDate(value) if value else None
    if match := _YEAR_FIRST.fullmatch(text):
        value = _made(*(part for part in match.groups() if part))
        return WrittenDate(value) if value else None
    match = _NUMERIC.fullmatch(text)
    if not match:
        return None
    first, separator, second, year = match.groups()
    day_first, month_first = _made(year, second, first), _made(year, first, second)
    # A full stop is never used month first; with strokes the United States are, and nobody else.
    american = separator == "/" and language == "en-US"
    both = [value for value in ((month_first, day_first) if american else (day_first, month_first)) if value]
    if not both:
        return None
    unclear = separator != "." and len(both) == 2 and both[0] != both[1] and language in (None, "en", "en-US")
    return WrittenDate(both[0], both[1] if unclear else None)


def _worded(text: str, language: str | None) -> WrittenDate | None:
    text = re.sub(r"\s+", " ", text)
    for candidate in dict.fromkeys((text, _WEEKDAY.sub("", text))):
        for pattern in (_DAY_MONTH, _MONTH_DAY, _YEAR_MONTH):
            match = pattern.fullmatch(candidate)
            if match and (month := _month(match.group("month"), language)):
                value = _made(match.group("year"), month, match.group("day"))
                return WrittenDate(value) if value else None
    return None


def _month(word: str, language: str | None) -> int | None:
    name = word.lower().rstrip(".")
    own = (language.partition("-")[0],) if language else ()
    for asked in dict.fromkeys((*own, *_LANGUAGES.split())):
        if month := _months(asked).get(name):
            return month
    return None


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    """Month names and abbreviations of a language, lower case without a final stop, from Babel's CLDR data."""
    from babel import Locale, UnknownLocaleError

    try:
        months = Locale.parse(language).months
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.lower().rstrip("."): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in months[context][width].items()
        if not name.isdigit()
    } | ({"sept": 9, "june": 6, "july": 7} if language == "en" else {})


def _asked(text: str, language: str | None) -> WrittenDate | None:
    """What dateparser reads in a form that we do not: only complete dates, and in no more than one language."""
    if not language or not re.search(r"\d{4}", text) or len(text.split()) > 6:
        return None
    import warnings

    import dateparser

    settings = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = dateparser.parse(text, languages=[language.partition("-")[0]], settings=settings)
        except ValueError:
            return None
    return WrittenDate(found.date()) if found else None
