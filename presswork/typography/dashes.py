"""Hyphens typed for dashes to dashes: between parts of a sentence, in ranges, and before negative numbers."""

from __future__ import annotations

import re

from presswork.typography.conventions import NBSP, Convention, Dash
from presswork.typography.passage import BLOCK, MASK, Passage

EN, EM, MINUS = "–", "—", "\u2212"

_WORD = rf"\w.,;:!?%…)\]}}'\"”’“‘»«›‹′″{MASK}"
_NEXT = rf"\w'\"“‘„‚«»‹›¿¡(\[…$€£{MASK}"
_TYPED = re.compile(rf"(?<=[{_WORD}])(?:[ \u00a0]*(?<!-)---?(?!-)[ \u00a0]*|[ \u00a0]-[ \u00a0])(?=[{_NEXT}])")
_RAYA_OPEN = re.compile(rf"(?<=[{_WORD}])[ \u00a0](?<!-)---?(?=[{_NEXT}])")
_RAYA_CLOSE = re.compile(rf"(?<=[{_WORD}])(?<!-)---?(?=[ .,;:)?!])")
_SPACED = re.compile(rf"(?<=[^\s{BLOCK}]) (?=[–—] )")
_DIALOGUE = re.compile(rf"(?:(?<=[\n{BLOCK}])|^)---?[ \u00a0]?(?=[{_NEXT}])")
_TRAILING = re.compile(rf"(?<=\w)---?(?=[\"”»]|$|[\n{BLOCK}])")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d+)?)"
_RANGE = re.compile(
    rf"(?<![\w.,:/–\u2212+#])(?<!(?<!-)-)(?P<first>[$€£]?{_NUMBER})(?P<unit>[%°]?)(?P<gap>-|--|[ \u00a0]-[ \u00a0])"
    rf"(?P<last>[$€£]?{_NUMBER})(?![\w/–+]|-(?!-)|[.,:]\d|[ \u00a0]?=)"
)
_TIMES = re.compile(
    r"(?<![\w.:\u2212–])(?<!(?<!-)-)(\d{1,2}[:.h]\d{2})[ \u00a0]?-[ \u00a0]?(\d{1,2}[:.h]\d{2})(?!\w|[.:]\d|-(?!-))"
)
_PAGES = re.compile(
    r"(?:\b(?:pp?|pages?|pgs?|S|Seiten?|págs?|pagg?|blz|str|lines?|ll|verses?|vv|ch|chapters?|nos?)\.?[ \u00a0]?)$",
    re.I,
)
_MODEL = re.compile(r"(?:^|[^.!?…\s][ \u00a0])[A-Z]\w+[ \u00a0]$")
_MINUS = re.compile(rf"(?<![^\s(\[=<>±×“\"„«‘{BLOCK}])-(?=[$€£]?\d)(?![$€£]?[\d.,]*\d?-)")


def set_dashes(passage: Passage, convention: Convention) -> Passage:
    """The passage with hyphens that stand for dashes replaced, in the language's manner."""
    if "-" in passage.text:
        passage = passage.sub(_TIMES, lambda found: found.group(1) + EN + found.group(2))
        passage = passage.sub(_RANGE, _range)
        passage = _between_words(passage, convention).sub(_MINUS, _minus)
    if convention.dash is not Dash.RAYA and (f" {EN} " in passage.text or f" {EM} " in passage.text):
        passage = passage.sub(_SPACED, NBSP)
    return passage


def _between_words(passage: Passage, convention: Convention) -> Passage:
    if convention.dash is Dash.RAYA:
        passage = passage.sub(_RAYA_OPEN, f" {EM}").sub(_RAYA_CLOSE, EM)
    if "--" in passage.text:
        # A turn of speech opens with a dash; one that breaks off ends with one.
        opening = EM if convention.dash in (Dash.CLOSED_EM, Dash.RAYA) else EN + NBSP
        passage = passage.sub(_DIALOGUE, opening if convention.dash is not Dash.SPACED_EM else EM + NBSP)
        passage = passage.sub(_TRAILING, EN if convention.dash is Dash.SPACED_EN else EM)
    return passage.sub(_TYPED, lambda found: _sentence_dash(found, convention.dash))


def _sentence_dash(found: re.Match[str], dash: Dash) -> str:
    text, start, end = found.string, found.start(), found.end()
    if "--" not in found.group() and text[start - 1].isdigit() and text[end].isdigit():
        return found.group()
    if dash is Dash.CLOSED_EM:
        return EM
    if dash is Dash.RAYA:
        return f" {EM} "
    return f"{NBSP}{EN if dash is Dash.SPACED_EN else EM} "


def _range(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 24) : found.start()]
    if not _is_range(found.group("first"), found.group("last"), before):
        return found.group()
    return found.group("first") + found.group("unit") + EN + found.group("last")


def _is_range(first: str, last: str, before: str) -> bool:
    """Whether two numbers surely are the ends of a range: the second is greater, and neither a code nor a model."""
    pages = bool(_PAGES.search(before))
    a, b = first.lstrip("$€£"), last.lstrip("$€£")
    if not pages and ((len(a) > 1 and a[0] == "0" and "." not in a) or (b[0] == "0" and "." not in b)):
        return False
    if not a.isdigit() or not b.isdigit():
        return float(a.replace(",", "")) < float(b.replace(",", ""))
    if len(b) < len(a):
        return _abbreviated(a, b, pages)
    if int(b) <= int(a):
        return False
    if pages:
        return True
    if len(a) == len(b) == 4:
        return int(a) >= 1000 and int(b) <= 2199
    return len(b) < 4 and not (len(a) == 3 and _MODEL.search(before))


def _abbreviated(first: str, last: str, pages: bool) -> bool:
    """`1914-18`, and with a word for pages `123-8`; `2010-12` may be a month and stays."""
    if int(first[: -len(last)] + last) <= int(first):
        return False
    return pages or (len(first) == 4 and len(last) == 2 and int(last) > 12 and 2200 > int(first) >= 1000)


def _minus(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 2) : found.start()]
    return "-" if len(before) == 2 and before[0].isdigit() and before[1] in " \u00a0" else MINUS
