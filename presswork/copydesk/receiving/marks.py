"""Sets typographic marks in Markdown source: its syntax stays, and no invisible spaces are written into it."""

from __future__ import annotations

import re

from presswork.typography.conventions import NARROW, NBSP
from presswork.typography.passage import Passage
from presswork.typography.refine import refine_passage

# Link targets with their titles, attributes, code, escapes, tags, notes, table rules and line marks.
_SYNTAX = re.compile(
    r"\]\([^)\n]*\)|\{[^}\n]*\}|`[^`\n]*`|\\.|<[^>\n]*>|\[\^?[\w-]+\]|^[ \t]*(?:[-*+]|\d+[.)]|#+|\||>)(?=\s)|"
    r"^[ \t|:+=-]{3,}$",
    re.MULTILINE,
)


def with_marks(markdown: str, language: str) -> str:
    """Markdown with typographic quotation marks, dashes and ellipses.

    No-break spaces are left to the edition: in a manuscript they would be there unseen.
    """
    fixed = [match.span() for match in _SYNTAX.finditer(markdown)]
    refined = refine_passage(Passage(markdown), language, fixed).text
    # A narrow space stands where a space was, or where the language needs one in print.
    for space in (NBSP, NARROW):
        if space not in markdown:
            refined = refined.replace(space, " ")
    return refined
