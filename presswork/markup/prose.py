"""The source of a manuscript without its code: same length, same lines, so that places stay true."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presswork.manuscript import Manuscript

# Fenced code (CommonMark 4.5), then code spans (6.1): a run of backticks up to the next run as long.
_FENCED = re.compile(r"^[ >]*(`{3,}|~{3,})[^\n]*\n.*?(?:^[ >]*\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
# Indented code: lines after a blank one, four spaces in.
_INDENTED = re.compile(r"(?:\A|(?<=\n\n))(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+")
_VISIBLE = re.compile(r"[^\n]")


def prose_of(manuscript: Manuscript) -> str:
    """The body with the code in it made blank, where the format is Markdown; otherwise the body as it is."""
    text = manuscript.body
    return without_code(text) if manuscript.format == "markdown" else text


def without_code(markdown: str) -> str:
    """Markdown with code blocks and code spans made of spaces."""
    for code in (_FENCED, _INDENTED, _SPAN):
        markdown = code.sub(lambda match: _VISIBLE.sub(" ", match[0]), markdown)
    return markdown
