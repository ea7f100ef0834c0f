"""Habits from other programs that pandoc's Markdown takes for text: lists without a blank line, page breaks of TeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presswork.markup.tree import drop, text_of

if TYPE_CHECKING:
    from presswork.markup.draft import Draft

_ITEM = re.compile(r"^(?:[-*+\u2022\u00b7]|\d{1,3}[.)])[ \t]+\S")
_PAGE_BREAK = re.compile(r"\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?:\[\d\])?\Z")


def report_habits(draft: Draft) -> None:
    """Report lines that look like a list in a paragraph (T217), and take page breaks out of the text (T216)."""
    for paragraph in list(draft.root.iterdescendants("p")):
        text = text_of(paragraph)
        if _PAGE_BREAK.match(text):
            hint = "page breaks belong to a style; begin a section instead"
            draft.note("T216", f"the page break '{text}' is left out", text, hint)
            drop(paragraph)
        elif paragraph.text or len(paragraph):
            lines = "".join(str(part) for part in paragraph.itertext()).split("\n")
            items = [line for line in lines[1:] if _ITEM.match(line)]
            if len(items) > 1:
                hint = "leave a blank line before the list"
                draft.warn("T217", "lines that look like a list are part of a paragraph", items[0], hint)
