"""Lines are not broken early for the sake of the space at their end."""

from __future__ import annotations

from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING, Any

from weasyprint.layout import inline

if TYPE_CHECKING:
    from collections.abc import Iterator

# A letter is wider than a quarter of its size: a text with more letters than this allows is longer than the line.
_LETTERS_PER_EM = 4


@contextmanager
def no_early_breaks() -> Iterator[None]:
    """Inside the `with` block a text that fits but for the space at its end is set whole.

    A text that ends in a space is followed by a link, an emphasis or the like. Where all of it fits except that space,
    WeasyPrint 70 takes the line for too long and breaks it behind its first word, which then stands alone. The space
    hangs (CSS Text 3, section 4.1.2, phase II); whether what follows still fits is found out when it comes.
    """
    split = inline.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float, **options: Any
    ) -> Any:
        found = split(text, style, context, max_width, justification_spacing, **options)
        if max_width is None or not _may_be_early(text, style, max_width, resumes=found[2]):
            return found
        _, _, resume_index, width, *_ = split(text.rstrip(" "), style, context, max_width, 0, **options)
        if resume_index is None and width <= max_width:
            return split(text, style, context, None, justification_spacing, **options)
        return found

    inline.split_first_line = split_first_line
    try:
        yield
    finally:
        inline.split_first_line = split


def _may_be_early(text: str, style: Any, max_width: float, *, resumes: int | None) -> bool:
    if resumes is None or not text.endswith(" ") or style["white_space"] != "normal" or max_width == inf:
        return False
    return len(text) < max_width / float(style["font_size"]) * _LETTERS_PER_EM
