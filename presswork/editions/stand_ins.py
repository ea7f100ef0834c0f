"""Typefaces of the machine that drew what the page's own could not, and characters that nothing drew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Severity
from presswork.typesetting.coverage import coverage_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

_NOT_DRAWN = re.compile(r"\(U\+([0-9A-F]+)\)")


def stand_in_findings(
    uncovered: Sequence[str], said: Iterable[Diagnostic], fonts: Iterable[Any], own: Set[str]
) -> tuple[Diagnostic, ...]:
    """What the engine said, and what there is to say of characters and typefaces, each thing once.

    `uncovered` are the characters that the page's typefaces lack (H102); `fonts` are the engine's, after it has
    written, `own` the families that the page brought, case folded. What H102 explains is not said again as a missing
    glyph (E110) or a foreign typeface (E124).
    """
    foreign = {font.family: _drawn(font) for font in fonts if font.family.casefold() not in own}
    lacking = frozenset(uncovered)
    stood_in = {char: family for family in sorted(foreign) for char in lacking & foreign[family]}
    unexplained = sorted(family for family, drawn in foreign.items() if not drawn or not drawn <= lacking)
    hint = "set a typeface that has these characters in publication.yaml's tokens"
    return (
        *(each for each in said if not _repeats(each, lacking)),
        *coverage_findings(uncovered, stood_in),
        *(
            Diagnostic("E124", f"the typeface '{family}' of this machine was used", Severity.WARNING, None, (hint,))
            for family in unexplained
        ),
    )


def _drawn(font: Any) -> frozenset[str]:
    """The characters that a font drew, spaces and the empty boxes of missing ones left out."""
    missing = set(font.missing.values())
    texts = (text for glyph, text in font.to_unicode.items() if glyph not in missing)
    return frozenset(char for text in texts for char in text if not char.isspace())


def _repeats(found: Diagnostic, lacking: frozenset[str]) -> bool:
    match = _NOT_DRAWN.search(found.message) if found.code == "E110" else None
    return match is not None and chr(int(match[1], 16)) in lacking
