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
_WEEKDAY = re.compile(r"^([^\W\d_]{2,12})(?:-feira)?\.?,?\s+")
_ARTICLE = re.compile(r"^(?:the|den|der|dem|am|le|el|il|de|on)\s+", re.IGNORECASE)
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
    if moment := _ISO.fullmatch(text):
        text = moment.group()[:10]
    text = _CLOCK.sub("", _LABEL.sub("", text)).strip(" ,;|")
    if not could_be_date(text):
        return None
    found = _numeric(text, language) or _worded(text, language)
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
    weekday = _WEEKDAY.match(text)
    if weekday and _number(weekday.group(1), "days", language):
        text = text[weekday.end() :]
    for candidate in dict.fromkeys((text, _ARTICLE.sub("", text))):
        for pattern in (_DAY_MONTH, _MONTH_DAY, _YEAR_MONTH):
            match = pattern.fullmatch(candidate)
            if match and (month := _number(match.group("month"), "months", language)):
                value = _made(match.group("year"), month, match.group("day"))
                return WrittenDate(value) if value else None
    return None


def _number(word: str, kind: str, language: str | None) -> int | None:
    """The number of the month or weekday (from 1) that a word names in any of the languages."""
    name = word.lower().rstrip(".")
    own = (language.partition("-")[0],) if language else ()
    for asked in dict.fromkeys((*own, *_LANGUAGES.split())):
        if number := _names(asked, kind).get(name):
            return number
    return None


@lru_cache(maxsize=128)
def _names(language: str, kind: str) -> dict[str, int]:
    """Names and abbreviations of `months` or `days` in a language, lower case, without a final stop (CLDR, Babel)."""
    from babel import Locale, UnknownLocaleError

    try:
        table = getattr(Locale.parse(language), kind)
    except (UnknownLocaleError, ValueError):
        return {}
    first = 1 if kind == "days" else 0
    names = {
        name.lower().rstrip("."): number + first
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in table[context][width].items()
        if not name.isdigit()
    }
    # English has more abbreviations than CLDR records, and Portuguese says "quarta-feira" and "quarta".
    extra = {"sept": 9, "june": 6, "july": 7, "tues": 2, "thur": 4, "thurs": 4} if language == "en" else {}
    return names | {name.partition("-")[0]: number for name, number in names.items()} | extra
