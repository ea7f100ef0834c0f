"""Ellipses, multiplication signs and fractions that were typed with what the keyboard has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presswork.typography.conventions import NBSP

if TYPE_CHECKING:
    from presswork.typography.passage import Passage

_ELLIPSIS = re.compile(r"(?<![./\\])\.\.\.(?![./\\\w]*[/\\])(?!\.\.)")
_SPACED_ELLIPSIS = re.compile(r"(?<![.\d])\.[ \u00a0]\.[ \u00a0]\.(?![ \u00a0]?\.)")
_NUMBER = r"\d+(?:[.,]\d+)?"
_LENGTH = "mm|cm|m|km|px"
_TIMES = re.compile(
    rf"(?:(?<![\w.])|(?<=\d[xX]))((?!0[xX]\d){_NUMBER}(?:[ \u00a0]?(?:{_LENGTH}|in|ft|″|′))?)([ \u00a0]?)[xX]\2"
    rf"(?={_NUMBER}(?!\w)|{_NUMBER}(?:(?:{_LENGTH})\b|[xX]\d))"
)
_MIXED = re.compile(
    r"(?<![\w./,–—\u2212-])(\d{1,3})[ \u00a0-](1/2|1/4|3/4)(?![\w/]|[.,]\d)(?=[ \u00a0-](?!\d)\w|[″′'\"])"
)
_FRACTIONS = {"1/2": "½", "1/4": "¼", "3/4": "¾"}


def set_marks(passage: Passage) -> Passage:
    """The passage with `...`, `10 x 15` and `2 1/2 miles` set properly; nothing uncertain is touched."""
    text = passage.text
    if ".." in text or ". ." in text:
        passage = passage.sub(_ELLIPSIS, "…").sub(_SPACED_ELLIPSIS, "…")
    if "x" in text or "X" in text:
        passage = passage.sub(_TIMES, _times)
    if "1/2" in text or "/4" in text:
        passage = passage.sub(_MIXED, lambda found: found.group(1) + _FRACTIONS[found.group(2)])
    return passage


def _times(found: re.Match[str]) -> str:
    gap = NBSP if found.group(2) else ""
    return f"{found.group(1)}{gap}×{gap}"
