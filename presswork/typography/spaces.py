"""Spaces at which no line may break: titles, initials, numbers and units, French marks, one-letter words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from presswork.typography.conventions import NARROW, NBSP, Convention
from presswork.typography.passage import MASK, Passage, Replacement

_UNITS = (
    "%", "‰", "°C", "°F", "°", "km", "cm", "mm", "µm", "nm", "m", "kg", "mg", "µg", "g", "t", "l", "ml", "cl", "hl", "L",
    "km²", "m²", "cm²", "ha", "m³", "cm³", "km/h", "mph", "m/s", "Hz", "kHz", "MHz", "GHz", "kW", "MW", "GW", "kWh", "MWh",
    "GWh", "TWh", "W", "V", "kV", "A", "J", "kJ", "MJ", "kcal", "kB", "MB", "GB", "TB", "dB", "hPa", "bar", "ppm", "ft",
    "lb", "lbs", "oz", "pt", "px", "min", "€", "$", "£", "¥", "EUR", "USD", "GBP", "CHF",
)
_INITIALS = re.compile(r"(?<![\w.'’])([^\W\d_]\.) (?=[^\W\d_]\.|[^\W\d_]{2})")
_AMPERSAND = re.compile(r"(?<=[^\s]) & (?=[^\s])")
_PARAGRAPH_SIGN = re.compile(r"([§¶№]) (?=\d)")
_JUNIOR = re.compile(r"(?<=\w|,) (?=(?:Jr|Sr)\.|I{2,3}\b(?![.\w]))")
_GROUPS = re.compile(r"(?<![\w.,:/+\u00a0\u202f-])(?<!\d )\d{1,3}(?:[ \u00a0]\d{3})+(?![\w-]|[ \u00a0]\d|[.,:/]\d{3})")
_AFTER_OPENING = re.compile(r"«[ \u00a0\u202f]?(?=\S)")
_BEFORE_CLOSING = re.compile(r"(?<=\S)[ \u00a0\u202f]?»")
_HIGH = re.compile(rf"(?<=[\w)\]»”’'\"%…{MASK}])[ \u00a0\u202f]?(?:([!?]+)|(;|:)(?=[\s\u00a0]|$))")


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", "[ \u00a0]") for word in sorted(words, key=len, reverse=True))


def _capital() -> str:
    return "(?=[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞĪİŁŃŇŐŒŘŚŞŠŤŮŰŸŹŻŽΑ-ΩΆ-ΏА-ЯЁІЇЄҐ])"


def compile_rules(convention: Convention) -> tuple[tuple[re.Pattern[str], Replacement], ...]:
    """The convention's rules for no-break spaces, in the order in which they apply."""
    rules: list[tuple[re.Pattern[str], Replacement]] = [
        (_PARAGRAPH_SIGN, rf"\1{NBSP}"),
        (_INITIALS, _initial),
        (_AMPERSAND, f"{NBSP}&{NBSP}"),
        (re.compile(rf"(?<=[\d½¼¾]) (?=(?:{_words((*_UNITS, *convention.after_number))})(?![\w]))"), NBSP),
    ]
    if convention.before_number:
        rules.append((re.compile(rf"(?<![\w.])({_words(convention.before_number)}) (?=\d|[IVXLC]+\b)"), _held))
    if convention.before_name:
        rules.append((re.compile(rf"(?<![\w.])({_words(convention.before_name)}) {_capital()}"), _held))
    if convention.months:
        rules.append((re.compile(rf"(?<=\d)(\.|er|st|nd|rd|th)? (?=(?:{_words(convention.months)})(?!\w))"), _held))
        rules.append((re.compile(rf"(?<!\w)({_words(convention.months)}) (?=\d{{1,2}}(?!\d|:))"), _held))
    if convention.group_space:
        rules.append((_GROUPS, lambda found: re.sub("[ \u00a0]", NARROW, found.group())))
    if convention.spaced_abbreviations:
        rules.append((_abbreviations(convention), _spread))
    if convention.particles:
        rules.append((re.compile(rf"(?<=\w) (?=(?:{_words(convention.particles)})(?!\w))"), NBSP))
    return (*rules, *_of_letters(convention), *_of_marks(convention))


def _of_letters(convention: Convention) -> list[tuple[re.Pattern[str], Replacement]]:
    if not convention.short_words:
        return [(_JUNIOR, NBSP)] if "Mr." in convention.before_name else []
    return [(re.compile(rf"(?<![\w.’'-])([{convention.short_words}]) (?=\S)"), _held)]


def _of_marks(convention: Convention) -> list[tuple[re.Pattern[str], Replacement]]:
    rules: list[tuple[re.Pattern[str], Replacement]] = []
    if convention.guillemet_space:
        rules.append((_AFTER_OPENING, f"«{convention.guillemet_space}"))
        rules.append((_BEFORE_CLOSING, f"{convention.guillemet_space}»"))
    if convention.high:
        rules.append((_HIGH, lambda found: _high(found, convention.high)))
    return rules


def _abbreviations(convention: Convention) -> re.Pattern[str]:
    patterns = sorted((re.escape(word).replace(r"\.", r"\.[ \u00a0\u202f]?") for word in convention.spaced_abbreviations), key=len)
    joined = "|".join(pattern.removesuffix(r"[ \u00a0\u202f]?") for pattern in reversed(patterns))
    return re.compile(rf"(?<![\w.])(?:{joined})(?!\w)")


def _held(found: re.Match[str]) -> str:
    return found.group()[:-1] + NBSP


def _initial(found: re.Match[str]) -> str:
    """An initial holds to the next one or to the name: only a capital that could be one, before another capital."""
    following = found.string[found.end()]
    return found.group(1) + (NBSP if found.group(1)[0].isupper() and following.isupper() else " ")


def _spread(found: re.Match[str]) -> str:
    """`z.B.` and `z. B.` alike get the narrow space that the language's rules ask for."""
    return re.sub(r"\.[ \u00a0\u202f]?(?=\w)", f".{NARROW}", found.group())


def _high(found: re.Match[str], spaces: dict[str, str]) -> str:
    mark = found.group(1) or found.group(2)
    space = spaces.get(mark[0])
    return found.group() if space is None else space + mark


def set_spaces(passage: Passage, rules: Iterable[tuple[re.Pattern[str], Replacement]]) -> Passage:
    """The passage with its no-break spaces set by compiled rules."""
    for pattern, replacement in rules:
        passage = passage.sub(pattern, replacement)
    return passage
