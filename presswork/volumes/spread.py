"""A volume's file lying open: its values with their places, and how files, texts and overrides in it are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from presswork.copydesk import readers
from presswork.copydesk.desk import Explained
from presswork.diagnostics import close_matches
from presswork.fields import spelling
from presswork.manuscript.formats import SUFFIXES
from presswork.text import BadValue, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from presswork.article import Text
    from presswork.copydesk.desk import Desk
    from presswork.yamlsource import Path as YamlPath
    from presswork.yamlsource import Place

T = TypeVar("T")


@dataclass
class Spread:
    """What the readers of a volume's parts share: the desk, the volume's folder, the folder that bounds all.

    `listed` holds every manuscript with the place that named it first.
    """

    desk: Desk
    folder: Path
    root: Path
    listed: dict[Path, Place] = field(default_factory=dict)

    def place(self, at: YamlPath) -> Place:
        """Line and column of a value."""
        line, column = self.desk.place(at)
        return (line or 1, column or 1)

    def error(self, code: str, message: str, at: YamlPath, *hints: str) -> None:
        """Record an error at a value."""
        self.desk.findings.error(code, message, *self.place(at), hints=hints)

    def text(self, value: Any, at: YamlPath) -> Text | None:
        """Inline text; a bad value is a finding (M106)."""
        return self._read(readers.text, value, at)

    def word(self, value: Any, at: YamlPath) -> str | None:
        """A name of one word; a bad value is a finding (M106)."""
        return self._read(readers.word, value, at)

    def yes(self, value: Any, at: YamlPath) -> bool:
        """Whether a value says yes; one that says neither yes nor no is a finding (M106)."""
        if not isinstance(value, bool):
            self.error("M106", f"'{shown(str(value), 60)}' is neither true nor false", at, "write true or false")
        return value is True

    def line(self, value: Any, at: YamlPath) -> str | None:
        """A line of plain text; a bad value is a finding (M106)."""
        return self._read(readers.line, value, at)

    def _read(self, read: Callable[[Desk, Any, YamlPath], T | None], value: Any, at: YamlPath) -> T | None:
        try:
            return read(self.desk, value, at)
        except BadValue as error:
            self.desk.bad("M106", error, at)
        except Explained:
            pass
        return None

    def unknown(self, key: str, known: Iterable[str], at: YamlPath, where: str) -> None:
        """Record a key that means nothing where it stands (M201)."""
        names = tuple(known)
        hints = close_matches(spelling(key), names) or (f"known are {', '.join(names[:12])}",)
        self.error("M201", f"unknown key '{shown(key, 80)}' in {where}", (*at, key), *hints)

    def manuscript(self, value: Any, at: YamlPath) -> Path | None:
        """The manuscript that a path names, once in the volume; None, with its finding (M204, M205, M213)."""
        if not isinstance(value, str) or not value.strip():
            self.error("M213", "a path is wanted here", at, "write it relative to this file: ../articles/one.md")
            return None
        name = shown(value, 120)
        try:
            file = (self.folder / value.strip()).resolve()
            there = file.is_file()
        except (OSError, ValueError):  # too long for any file, or with a NUL in it
            self.error("M213", f"'{name}' can be no file's name", at, "write it relative to this file")
            return None
        if not file.is_relative_to(self.root):
            self.error("M213", f"'{name}' lies outside the publication", at, "copy it into the publication's folder")
        elif not there:
            self.error("M204", f"there is no article '{name}'", at, *self._near(file))
        elif file.suffix.lower() not in SUFFIXES:
            self.error("M213", f"'{name}' is no manuscript", at, f"manuscripts end in {', '.join(SUFFIXES)}")
        elif file in self.listed:
            line = self.listed[file][0]
            self.error("M205", f"'{name}' is listed twice: it stands in line {line} already", at, "take one out")
        else:
            self.listed[file] = self.place(at)
            return file
        return None

    def _near(self, file: Path) -> tuple[str, ...]:
        """The file that may be meant: of a like name in that folder, or of that name in the next ones."""
        folder = file.parent
        if not folder.is_dir():
            return (f"there is no folder '{folder.name}' either; paths count from this file",)
        names = [path.name for path in folder.iterdir() if path.suffix.lower() in SUFFIXES]
        return close_matches(file.name, names) or ("paths count from this file",)
