"""What the PDF engine says while it works, turned into findings."""

from __future__ import annotations

import logging
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presswork.edition import StyleSheet

LOGGER = "weasyprint"


@dataclass(frozen=True, slots=True)
class Saying:
    """A message of the engine (as a pattern) and the finding it becomes; `message` may use the pattern's groups."""

    pattern: re.Pattern[str]
    code: str
    message: str
    severity: Severity = Severity.WARNING
    hints: tuple[str, ...] = ()


def _saying(pattern: str, code: str, message: str, severity: Severity = Severity.WARNING, *hints: str) -> Saying:
    return Saying(re.compile(pattern, re.DOTALL), code, message, severity, hints)


_ERROR = Severity.ERROR
SAYINGS = (
    _saying(
        r"\.notdef glyph .*: \"(.*)\" \((U\+[0-9A-F]+)\)",
        "E110",
        r"no typeface has the character '\1' (\2)",
        _ERROR,
        "set a typeface that has it in publication.yaml's tokens, or write it otherwise",
    ),
    _saying(r"Font-face '(.*)' cannot be loaded", "E111", r"the typeface '\1' cannot be loaded", _ERROR),
    _saying(
        r"Ignored `(.*?)\s*` at (\d+:\d+), (.*?)\.?$",
        "E112",
        r"the style declaration '\1' (at \2 of its sheet) has no effect: \3",
    ),
    _saying(
        r"((?:Parse error|Unknown|Invalid|Unsupported|Error:|Missing|@|In counter).*) at (\d+:\d+)(.*)",
        "E112",
        r"the style sheet has a fault at \2: \1\3",
    ),
    _saying(r"Failed to load image at '(.*?)': .*not part of the article", "", ""),
    _saying(r"Failed to load stylesheet at (.*?) ?: .*not part of the article", "", ""),
    _saying(
        r"Failed to load image at '(?:https://presswork\.invalid/)?(.*?)'",
        "E113",
        r"the image '\1' cannot be read",
        _ERROR,
    ),
    _saying(
        r"Failed to render SVG image (?:https://presswork\.invalid/)?(.*)",
        "E113",
        r"the drawing '\1' cannot be drawn",
        _ERROR,
        "save it again as plain SVG",
    ),
    _saying(
        r"Failed to load stylesheet at (?:https://presswork\.invalid/)?(.*?) ?:",
        "E114",
        r"the style sheet '\1' cannot be read",
        _ERROR,
    ),
    _saying(r"Anchor defined twice: '(.*)'", "E115", r"two places have the id '\1'; links go to the first"),
    _saying(
        r"No anchor #(.*) for internal URI reference", "E116", r"a link goes to '#\1', which is nowhere in this page"
    ),
    _saying(r"Missing required \"lang\"", "E117", "the page does not say its language", _ERROR),
    _saying(
        r"This row has more columns than the table, ignored (\d+) cells",
        "E118",
        r"a table row has \1 cells too many, which are not printed",
    ),
)


@dataclass
class EngineLog(logging.Handler):
    """Collects what this thread's engine says; `diagnostics` gives each thing once, in the order it was said."""

    said: dict[tuple[int, str], None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(logging.WARNING)
        self._thread = threading.get_ident()

    def __hash__(self) -> int:
        return id(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record's text if this thread wrote it."""
        if record.thread == self._thread:
            self.said.setdefault((record.levelno, record.getMessage()), None)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings; what a page may not fetch is left to the fetcher, who knows it better."""
        return tuple(found for level, text in self.said if (found := finding_of(level, text)))


def finding_of(level: int, text: str) -> Diagnostic | None:
    """The finding for one message of the engine at a `logging` level; E119 when it is none that we know."""
    for saying in SAYINGS:
        if match := saying.pattern.search(text):
            if not saying.code:
                return None
            return Diagnostic(saying.code, match.expand(saying.message), saying.severity, None, saying.hints)
    severity = Severity.ERROR if level >= logging.ERROR else Severity.WARNING
    return Diagnostic("E119", f"the PDF engine says: {text}", severity)


_IN_SHEET = re.compile(r"^(.*declaration '([\w-]+).*) \(at (\d+):(\d+) of its sheet\)(.*)$", re.DOTALL)


def in_its_sheet(found: Diagnostic, styles: Iterable[StyleSheet]) -> Diagnostic:
    """A finding about a style declaration at its place in the one sheet that has it there, else as it is.

    The engine counts the lines of a `<style>` element, which may begin one line before its sheet.
    """
    match = _IN_SHEET.match(found.message)
    if not match:
        return found
    before, name, line, column, after = match[1], match[2], int(match[3]), int(match[4]), match[5]
    for first in (line, line - 1):
        holders = [sheet for sheet in styles if _has_at(sheet.text, first, column, name)]
        if len(holders) == 1:
            place = Location(f"styles/{holders[0].name}", first, column)
            return replace(found, message=before + after, location=place)
    return found


def _has_at(text: str, line: int, column: int, name: str) -> bool:
    lines = text.split("\n")
    return 0 < line <= len(lines) and lines[line - 1][column - 1 :].startswith(name)


@contextmanager
def listening() -> Iterator[EngineLog]:
    """Collect what the engine says inside the `with` block."""
    logger, log = logging.getLogger(LOGGER), EngineLog()
    logger.addHandler(log)
    try:
        yield log
    finally:
        logger.removeHandler(log)
