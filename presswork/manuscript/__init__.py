"""Manuscripts as they were written: a file read whole, decoded, its front matter set apart, with line numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from presswork import yamlsource
from presswork.manuscript.containers import check_container, check_xml
from presswork.manuscript.decoding import decoded
from presswork.manuscript.formats import ARCHIVES, FORMATS, SUFFIXES, format_of, refused, xml_format
from presswork.manuscript.nesting import check_nesting
from presswork.manuscript.witness import note_read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from presswork.diagnostics import Diagnostic
    from presswork.yamlsource import YamlSource

__all__ = ["ARCHIVES", "FORMATS", "SUFFIXES", "Manuscript", "from_text", "read"]

MAX_FILE = 100 * 2**20
MAX_TEXT = 20 * 2**20

# Front matter is YAML between a first line `---` and a line `---` or `...`; the block may be empty.
_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
# The same block without an end.
_UNCLOSED = re.compile(r"\A---[ \t]*\n[A-Za-z][\w-]*:(?:[ \t]|\n)")
_WORD = re.compile(r"\w+")
_XML = frozenset({"docbook", "jats", "html"})
# Formats in which a leading `---` cannot be anything but front matter.
_NO_FRONT = frozenset({"docbook", "jats", "ipynb"})


@dataclass(frozen=True)
class Manuscript:
    """A source file as written.

    `display` is the path as the user knows it; `format` a pandoc reader without extensions. Of a text format `text`
    is the decoded file with line feeds, `body` what follows the front matter, `body_line` the line on which that
    begins; of a binary format `data` holds the bytes. `findings` say what reading had to assume.
    """

    path: Path
    display: str
    format: str
    text: str = field(default="", repr=False)
    data: bytes = field(default=b"", repr=False)
    front: YamlSource | None = None
    body_line: int = 1
    body: str = field(default="", repr=False)
    findings: tuple[Diagnostic, ...] = ()

    @cached_property
    def _words(self) -> tuple[str, list[int], list[int]]:
        """The body's words, each followed by a space; where each begins in that string; the line of each."""
        words: list[str] = []
        starts: list[int] = []
        lines: list[int] = []
        length = 0
        for number, line in enumerate(self.body.split("\n"), self.body_line):
            for word in _WORD.findall(line):
                words.append(word)
                starts.append(length)
                lines.append(number)
                length += len(word) + 1
        return " ".join(words) + " ", starts, lines

    def line_of(self, snippet: str) -> int | None:
        """The 1-based line on which a piece of body text (or of markup) is written; None when it cannot be found.

        White space, punctuation and markup between the words make no difference; when the whole is not found its
        first words are looked for.
        """
        if snippet and (found := self.body.find(snippet)) >= 0:
            return self.body_line + self.body.count("\n", 0, found)
        return self._line_of_words(_WORD.findall(snippet))

    def line_of_nth(self, words: str, nth: int, before: int = 0) -> int | None:
        """The line of the `nth` occurrence (from 1) of words in a row; of the first, if there are fewer.

        The line is that of the word which has so many of them `before` it.
        """
        joined = self._words[0]
        at, sought = -1, f" {' '.join(_WORD.findall(words))} "
        for _ in range(nth if sought.strip() else 0):
            at = f" {joined}".find(sought, at + 1)
            if at < 0:
                break
        return self._line_at(at, before) if at >= 0 else self._line_of_words(_WORD.findall(words))

    def _line_at(self, place: int, further: int = 0) -> int:
        """The line of the word that begins at a place of the body's words, or of one some words further."""
        from bisect import bisect_right

        _, starts, lines = self._words
        return lines[min(bisect_right(starts, place) - 1 + further, len(lines) - 1)]

    def _line_of_words(self, words: Sequence[str]) -> int | None:
        joined = self._words[0]
        for count in (8, 5, 3, 2, 1):
            # Fewer words than half of a short text would point anywhere.
            if count > len(words) or (count == 1 and len(words) > 2):
                continue
            index = f" {joined}".find(f" {' '.join(words[:count])} ")
            if index >= 0:
                return self._line_at(index)
        return None


def read(path: Path, *, display: str, root: Path | None) -> Manuscript:
    """The manuscript in the file `path`.

    With `root`, nothing outside that folder is read, symbolic links resolved. Raises `Rejected` with one finding:
    missing (T101), not a file (T102), outside root (T103), unknown suffix (T104), too large (T105), empty (T106),
    not decodable or with forbidden characters (T107, T108), an archive or XML document built to exhaust (T109 to
    T111), front matter that is not closed (T112), nested too deeply (T205).
    """
    file = _checked_path(path, display, root)
    format_ = format_of(path, display)
    data = _contents(file, display)
    if format_ in ARCHIVES:
        check_container(data, format_, display)
        return Manuscript(path, display, format_, data=data)
    if len(data) > MAX_TEXT:
        raise refused("T105", f"the text is larger than {MAX_TEXT // 2**20} MB", display, "divide it into articles")
    text, findings = decoded(data, format_, display)
    if format_ == "xml":
        format_ = xml_format(text, display)
    return _manuscript(text, path, display, format_, findings)


def from_text(text: str, *, path: Path, display: str) -> Manuscript:
    """A Markdown manuscript made in memory, such as what received text becomes. Raises `Rejected` as `read` does."""
    return _manuscript(text, path, display, "markdown", ())


def _checked_path(path: Path, display: str, root: Path | None) -> Path:
    try:
        file = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        hint = "check the name; relative paths count from the folder in which you are"
        raise refused("T101", "there is no such file", display, hint) from None
    if not file.is_file():
        raise refused("T102", "this is not a file", display, "name a manuscript, for example article.md")
    if root is not None and not file.is_relative_to(root.resolve()):
        raise refused("T103", "the file is outside the publication's folder", display, "copy it into the publication")
    return file


def _contents(file: Path, display: str) -> bytes:
    try:
        size = file.stat().st_size
        if size > MAX_FILE:
            hint = "divide it, or take the pictures out and name them as files"
            raise refused("T105", f"the file is larger than {MAX_FILE // 2**20} MB", display, hint)
        note_read(file)
        data = file.read_bytes()
    except OSError as error:
        raise refused("T101", f"the file cannot be read: {error.strerror}", display, "check its permissions") from None
    if not data.strip():
        raise refused("T106", "the file is empty", display, "write the article, or take the file out")
    return data


def _manuscript(text: str, path: Path, display: str, format_: str, findings: tuple[Diagnostic, ...]) -> Manuscript:
    if format_ in _XML:
        check_xml(text, display)
    check_nesting(text, display, xml=format_ in {"docbook", "jats"})
    front, body, line = (None, text, 1) if format_ in _NO_FRONT else _split(text, display)
    return Manuscript(path, display, format_, text, front=front, body_line=line, body=body, findings=findings)


def _split(text: str, display: str) -> tuple[YamlSource | None, str, int]:
    """Front matter, body, and the line on which the body begins."""
    if not text.startswith("---"):
        return None, text, 1
    match = _FENCE.match(text)
    if match is None:
        if _UNCLOSED.match(text):
            raise refused("T112", "the front matter is not closed", display, "end it with a line '---'", line=1)
        return None, text, 1
    front = yamlsource.load(match[1], path=display, first_line=2)
    if front.value is not None and not isinstance(front.value, dict):
        # A rule at the head of a text, not front matter.
        return None, text, 1
    return front, text[match.end() :], 1 + text.count("\n", 0, match.end())
