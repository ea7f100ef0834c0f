"""Spaces at which no line may break: titles, initials, numbers and units, French marks, one-letter words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presswork.typography.conventions import NARROW, NBSP, Convention
from presswork.typography.passage import MASK, Passage, Replacement

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNITS = (
    "% ‰ °C °F ° km cm mm µm nm m kg mg µg g t l ml cl hl L km² m² cm² ha m³ cm³ km/h mph m/s Hz kHz MHz GHz "
    "kW MW GW kWh MWh GWh TWh W V kV A J kJ MJ kcal kB MB GB TB dB hPa bar ppm ft lb lbs oz pt px min € $ £ ¥ "
    "EUR USD GBP CHF"
)
_INITIALS = re.compile(r"\. (?<=[^\W\d_]\. )(?<![\w.'’\u202f]\w\. )(?=[^\W\d_]\.|[^\W\d_]{2})")
_AMPERSAND = re.compile(r" & (?<=\S & )(?=\S)")
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞĪİŁŃŇŐŒŘŚŞŠŤŮŰŸŹŻŽΑ-ΩΆ-ΏА-ЯЁІЇЄҐ]"
_PARAGRAPH_SIGN = re.compile(r"[§¶№] (?=\d)")
_JUNIOR = re.compile(r" (?<=[\w,] )(?=(?:Jr|Sr)\.|I{2,3}\b(?![.\w]))")
_GROUPS = re.compile(r"(?<![\w.,:/+\u00a0\u202f-])(?<!\d )\d{1,3}(?:[ \u00a0]\d{3})+(?![\w-]|[ \u00a0]\d|[.,:/]\d{3})")
_AFTER_OPENING = re.compile(r"«[ \u00a0\u202f]?(?=\S)")
_BEFORE_CLOSING = re.compile(r"(?<=\S)[ \u00a0\u202f]?»")
_HIGH = re.compile(rf"(?<=[\w)\]»”’'\"%…{MASK}])[ \u00a0\u202f]?(?:([!?]+)|(;|:)(?=[\s\u00a0]|$))")


def alternatives(words: str) -> str:
    """A pattern for any of the words of a convention, the longest first."""
    longest_first = sorted(words.split(), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\~", "[ \u00a0]").replace("~", "[ \u00a0]") for word in longest_first)


def compile_rules(convention: Convention) -> tuple[tuple[re.Pattern[str], Replacement], ...]:
    """The convention's rules for no-break spaces, in the order in which they apply."""
    # Patterns begin with a character or a class where they can: behind an assertion the engine tries every place.
    after_number = alternatives(f"{_UNITS} {convention.after_number}")
    rules: list[tuple[re.Pattern[str], Replacement]] = [
        (_PARAGRAPH_SIGN, _held),
        (_INITIALS, _initial),
        (_AMPERSAND, f"{NBSP}&{NBSP}"),
        (re.compile(rf"[\d½¼¾] (?=(?:{after_number})(?!\w))"), _held),
    ]
    holding = [
        rf"(?:{alternatives(words)}) (?={what})"
        for words, what in (
            (convention.before_number, r"\d|[IVXLC]+\b"),
            (convention.before_name, _CAPITAL),
            (convention.months, r"\d{1,2}(?!\d|:)"),
        )
        if words
    ]
    if holding:
        rules.append((re.compile(rf"(?<![\w.])(?:{'|'.join(holding)})"), _held))
    if convention.months:
        months = alternatives(convention.months)
        rules.append((re.compile(rf"\d(?:\.|er|st|nd|rd|th)? (?=(?:{months})(?!\w))"), _held))
    if convention.group_space:
        rules.append((_GROUPS, lambda found: re.sub("[ \u00a0]", NARROW, found.group())))
    if convention.spaced_abbreviations:
        rules.append((_abbreviations(convention), _spread))
    if convention.particles:
        rules.append((re.compile(rf"(?<=\w) (?=(?:{alternatives(convention.particles)})(?!\w))"), NBSP))
    return (*rules, *_of_letters(convention), *_of_marks(convention))


def _of_letters(convention: Convention) -> list[tuple[re.Pattern[str], Replacement]]:
    if not convention.short_words:
        return [(_JUNIOR, NBSP)] if "Mr." in convention.before_name.split() else []
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
    longest_first = sorted(convention.spaced_abbreviations.split(), key=len, reverse=True)
    # A space may already stand between the parts: "z.B.", "z. B.".
    joined = "|".join(
        r"\.[ \u00a0\u202f]?".join(map(re.escape, word.split(".")[:-1])) + r"\." for word in longest_first
    )
    return re.compile(rf"(?<![\w.])(?:{joined})(?!\w)")


def _held(found: re.Match[str]) -> str:
    return found.group()[:-1] + NBSP


def _initial(found: re.Match[str]) -> str:
    """An initial holds to the next one or to the name: only a capital, before another capital."""
    initial, following = found.string[found.start() - 1], found.string[found.end()]
    return f".{NBSP}" if initial.isupper() and following.isupper() else found.group()


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
