"""The typographic pass over text: protect, then quotes, marks, dashes and spaces by language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from presswork.typography.conventions import Convention, Dash, convention_for
from presswork.typography.dashes import set_dashes
from presswork.typography.marks import set_marks
from presswork.typography.passage import Passage, Replacement, masked, unmasked
from presswork.typography.protected import protected_spans
from presswork.typography.quotes import set_quotes
from presswork.typography.spaces import alternatives, compile_rules, set_spaces

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class _Rules:
    convention: Convention
    elision: re.Pattern[str] | None
    spaces: tuple[tuple[re.Pattern[str], Replacement], ...]


@lru_cache(maxsize=64)
def _rules_for(language: str) -> _Rules:
    convention = convention_for(language)
    words = alternatives(convention.elisions)
    elision = re.compile(rf"'(?:{words})(?!\w)", re.IGNORECASE) if words else None
    return _Rules(convention, elision, compile_rules(convention))


def refine_passage(passage: Passage, language: str, fixed: Sequence[tuple[int, int]] = ()) -> Passage:
    """The passage set by the rules of `language`; the stretches `fixed` (ascending) are seen but not changed."""
    rules = _rules_for(language)
    if rules.convention.untouched:
        return passage
    spans = protected_spans(passage.text, options=rules.convention.dash is not Dash.RAYA)
    passage, hidden = masked(passage, sorted([*fixed, *spans]))
    passage = set_quotes(passage, rules.convention, rules.elision)
    passage = set_marks(passage)
    passage = set_dashes(passage, rules.convention)
    passage = set_spaces(passage, rules.spaces)
    return unmasked(passage, hidden)


def refine_text(text: str, language: str) -> str:
    """Plain text with the typographic marks and no-break spaces of `language` (BCP 47).

    Pure and idempotent. Letters and digits stay, but for `x` between numbers (×) and `2 1/2` (2½); marks that are
    typographic already are never turned round. Blank lines part paragraphs.
    """
    return refine_passage(Passage(text), language).text
