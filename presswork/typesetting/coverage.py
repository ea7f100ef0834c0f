"""The characters that the typefaces of a page or a cover lack, and what there is to say of them."""

from __future__ import annotations

import io
import re
import unicodedata
from functools import cache, lru_cache
from html import unescape
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from presswork.edition import Page
    from presswork.typesetting.typefaces import Face

# Drawn as a hyphen.
_DRAWN_WITHOUT_GLYPH = {"\u2011"}
# They choose between pictures of the character before them (Unicode 23.4).
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NO_TEXT = re.compile(r"<(style|script|title|math|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)
# More than these are a script that was forgotten, not characters to be looked up one by one.
_NAMED = 5
HINT = "name a typeface that has it in `tokens:`, or put its font file into fonts/; or write it otherwise"


def visible(text: str) -> set[str]:
    """The characters of a text that need a glyph; spaces and invisible ones are made from the space."""
    composed = _SELECTORS.sub("", unicodedata.normalize("NFC", text))
    return {c for c in set(composed) if c > "~" and unicodedata.category(c)[0] not in "ZC"} - _DRAWN_WITHOUT_GLYPH


def missing_characters(text: str, chosen: Iterable[Face]) -> tuple[str, ...]:
    """The visible characters of a text that no face has, each once, in order of code point."""
    return _missing(visible(text), (_of_file(face.path) for face in chosen))


def uncovered(page: Page) -> tuple[str, ...]:
    """The visible characters of a page that none of the typefaces it brings has; () when it brings none."""
    fonts = [asset.data for asset in page.assets.values() if asset.media_type.startswith("font/")]
    if not fonts:
        return ()
    return _missing(visible(unescape(_NO_TEXT.sub(" ", page.html))), map(_of_data, fonts))


def _missing(wanted: set[str], fonts: Iterable[frozenset[int]]) -> tuple[str, ...]:
    had: set[int] = set()
    for characters in fonts:
        if not wanted:
            break
        had |= characters
        # A letter may be set from its parts, the accent over the base.
        wanted = {c for c in wanted if not {ord(part) for part in unicodedata.normalize("NFD", c)} <= had}
        wanted = {c for c in wanted if ord(c) not in had}
    return tuple(sorted(wanted))


@cache
def _of_file(path: Path) -> frozenset[int]:
    return _of_data(path.read_bytes())


@lru_cache(maxsize=64)
def _of_data(data: bytes) -> frozenset[int]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except TTLibError:
        return frozenset()  # the engine says that it cannot load it


def coverage_findings(missing: Sequence[str], stood_in: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """What is to be said (H102) of characters that a page's typefaces lack: a finding for each of the first few.

    `stood_in` says which typeface of the machine drew a character; where none did, nothing is printed in its place,
    and that is an error.
    """
    found = [_finding(char, stood_in.get(char)) for char in missing[:_NAMED]]
    if rest := missing[_NAMED:]:
        severity = Severity.WARNING if all(char in stood_in for char in rest) else Severity.ERROR
        message = f"the page's typefaces lack {len(rest)} more characters, from {_named(rest[0])} to {_named(rest[-1])}"
        found.append(Diagnostic("H102", message, severity, hints=(HINT,)))
    return tuple(found)


def _finding(char: str, family: str | None) -> Diagnostic:
    what = f"no typeface of the page has {_named(char)}"
    if family:
        message = f"{what}: the machine's '{family}' stood in, and another machine will print otherwise"
        return Diagnostic("H102", message, Severity.WARNING, hints=(HINT,))
    return Diagnostic("H102", f"{what}, nor has any of this machine: it is not printed", Severity.ERROR, hints=(HINT,))


def _named(char: str) -> str:
    return f"'{char}' (U+{ord(char):04X} {unicodedata.name(char, 'unnamed')})"
