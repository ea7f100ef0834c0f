"""Checks on a publication's settings: what they would do to every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.diagnostics import Severity
from presswork.preflight.check import Check, Found
from presswork.preflight.contrast import AA_TEXT, contrast, parse_colour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.publication import Publication

# The tokens that colour text, all of which is printed on white.
_TEXT_TOKENS = ("ink", "quiet", "accent")


def _token_contrast(publication: Publication) -> Iterator[Found]:
    for name in _TEXT_TOKENS:
        colour = parse_colour(str(publication.tokens.get(name, "")))
        if colour is not None and (ratio := contrast(colour, (1, 1, 1))) < AA_TEXT:
            message = f"the token '{name}' has a contrast of {ratio:.1f}:1 on white; text needs {AA_TEXT}:1"
            yield Found(message, hints=("choose a darker colour",))


CHECKS: tuple[Check, ...] = (
    Check("P110", Severity.WARNING, "publication", "colours of text can be read on white", _token_contrast),
)
