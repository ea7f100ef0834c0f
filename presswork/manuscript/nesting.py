"""Texts nested so deeply that no reader should try: found by a look at the characters, before time is spent on them."""

from __future__ import annotations

import re

from presswork.manuscript.formats import refused

MAX_DEPTH = 200
# What opens a level in light markup, written too often to be meant: `[[[[`, `> > >`, `![![`, `^[^[`.
_OPENERS = re.compile(rf"(?:(?:[>\[<&]|!\[|\^\[)[ \t]?){{{MAX_DEPTH},}}")
# A list item at this indent is some hundred levels down.
_INDENTED_ITEM = re.compile(rf"^[ \t]{{{MAX_DEPTH},}}(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:.-]*)(?:[^<>]{0,2000}?(/)?)?>")
# Elements that people leave open, or that are empty, say nothing of the depth; in light markup only these say anything.
_CONTAINERS = frozenset(
    {"div", "span", "section", "article", "aside", "main", "blockquote", "ul", "ol", "dl", "table", "figure", "a", "q"}
    | {"b", "i", "u", "s", "em", "strong", "sub", "sup", "small", "big", "code", "font", "center", "details", "math"}
    | {"mrow", "mstyle", "msup", "msub", "mfrac", "svg", "g", "form", "label", "fieldset", "header", "footer", "nav"}
)


def check_nesting(text: str, display: str, *, xml: bool = False) -> None:
    """Raise `Rejected` (T205) when brackets, quotations, lists or tags are nested more than MAX_DEPTH levels deep.

    With `xml` every element counts, else those of HTML that hold others.
    """
    if found := _OPENERS.search(text) or _INDENTED_ITEM.search(text):
        raise _too_deep(text, found.start(), display)
    if text.count("<") > MAX_DEPTH:
        _check_tags(text, display, xml=xml)


def _check_tags(text: str, display: str, *, xml: bool) -> None:
    depth = 0
    for tag in _TAG.finditer(text):
        if tag[3] or not (xml or tag[2].lower() in _CONTAINERS):
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            raise _too_deep(text, tag.start(), display)


def _too_deep(text: str, at: int, display: str) -> Exception:
    line = text.count("\n", 0, at) + 1
    hint = "take away levels of brackets, lists, quotations or elements"
    return refused("T205", f"the text is nested more than {MAX_DEPTH} levels deep", display, hint, line=line)
