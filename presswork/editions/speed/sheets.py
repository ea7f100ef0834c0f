"""Style sheets that many documents share, parsed once."""

from __future__ import annotations

import logging
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

from weasyprint import CSS, css
from weasyprint.css.tokens import Pending
from weasyprint.logger import LOGGER

from presswork.editions.speed.substitution import Substitute, Substitutes

if TYPE_CHECKING:
    from collections.abc import Iterator

# A sheet with one of these does more than to add rules: it brings faces, files or names into its document.
_TELLING = ("@import", "@font-face", "@counter-style", "@color-profile", "@layer")
# The house has about ten sheets for a kind of page.
_KEPT = 64


class _Parsed(NamedTuple):
    """A sheet's rules; `pending` are values that wait for variables, each of which tells once that it is invalid."""

    matcher: Any
    page_rules: list[Any]
    pending: list[Pending]


_parsed: OrderedDict[tuple[str, str | None, str], _Parsed] = OrderedDict()


class Said(logging.Handler):
    """Counts what the engine says."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, _: logging.LogRecord) -> None:
        """Count a warning or an error."""
        self.count += 1


def sheets_once() -> Substitutes:
    """A `<style>` element with the text of an earlier document's is not parsed again.

    Safe because the rules are only read when they are matched; sheets that do more than hold rules, and those of which
    the engine says something, are parsed for each document.
    """

    def sheet(**given: Any) -> Any:
        text = given.get("string")
        if text is None or any(word in text for word in _TELLING):
            return CSS(**given)
        key = (text, given["base_url"], given["media_type"])
        if known := _parsed.get(key):
            _parsed.move_to_end(key)
            return _again(known, given)
        return _first(key, given)

    return [Substitute(css, "CSS", sheet)]


def _again(known: _Parsed, given: dict[str, Any]) -> Any:
    """A sheet as the engine's constructor makes it."""
    for pending in known.pending:
        pending._reported_error = False
    made = CSS.__new__(CSS)
    made.base_url, made.matcher = given["base_url"], known.matcher
    made.page_rules, made.layers = given["page_rules"], given["layers"]
    made.page_rules += known.page_rules
    return made


def _first(key: tuple[str, str | None, str], given: dict[str, Any]) -> Any:
    before, said = len(given["page_rules"]), Said()
    LOGGER.addHandler(said)
    try:
        made = CSS(**given)
    finally:
        LOGGER.removeHandler(said)
    if not said.count:
        page_rules = made.page_rules[before:]
        _parsed[key] = _Parsed(made.matcher, page_rules, [*_pending(made.matcher, page_rules)])
        while len(_parsed) > _KEPT:
            _parsed.popitem(last=False)
    return made


def _pending(matcher: Any, page_rules: list[Any]) -> Iterator[Pending]:
    groups = [matcher.lang_attr_selectors, matcher.other_selectors]
    for by_name in (
        matcher.id_selectors, matcher.class_selectors, matcher.lower_local_name_selectors, matcher.namespace_selectors
    ):  # fmt: skip
        groups += by_name.values()
    rules = [entry[-1][0] for group in groups for entry in group] + [declarations for *_, declarations in page_rules]
    for declarations in rules:
        for _, value, _ in declarations:
            if isinstance(value, Pending):
                yield value
