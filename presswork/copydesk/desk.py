"""The copy desk: front matter lying open with its places, and the findings about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from presswork.diagnostics import Findings, Severity, close_matches
from presswork.fields import spelling
from presswork.fields.parts import PARTS
from presswork.text import BadValue, shown

if TYPE_CHECKING:
    from presswork.yamlsource import Path, Place, YamlSource

T = TypeVar("T")
# The commonest fields by the names that the manual uses for them.
TAUGHT = ("title", "subtitle", "author", "date", "language", "tags", "standfirst", "summary", "section", "rights")
Reader = Callable[["Desk", Any, "Path"], Any]


@dataclass
class Desk:
    """The front matter on the desk: its values with their places, their markup, and what was found wrong.

    `rich` holds pandoc's rendering of the same values as HTML, under the same keys; `severity` is what a bad value
    is: an error in front matter, a warning in the properties of a Word file, which nobody wrote for us. `readers` read
    each kind of value.
    """

    source: YamlSource | None
    rich: Mapping[str, Any]
    findings: Findings
    readers: Mapping[str, Reader]
    language: str = "en"
    severity: Severity = Severity.ERROR

    def place(self, at: Path) -> Place | tuple[None, None]:
        """Line and column of the value at a path of keys; none for properties of a binary file."""
        return self.source.place(at) if self.source else (None, None)

    def markup(self, at: Path) -> str | None:
        """The value at a path as pandoc rendered it, if it is inline text there too."""
        found: Any = self.rich
        for key in at:
            try:
                found = found[key]
            except (KeyError, IndexError, TypeError):
                return None
        return found if isinstance(found, str) else None

    def bad(self, code: str, error: BadValue, at: Path) -> None:
        """Record a value that cannot be used."""
        line, column = self.place(at)
        hints = (error.hint,) if error.hint else ()
        message = f"{written(at)}: {error.message}"
        self.findings.add(code, message, severity=self.severity, line=line, column=column, hints=hints)

    def note(self, code: str, message: str, at: Path, *hints: str) -> None:
        """Record what was supplied or decided for the editor to check."""
        line, column = self.place(at)
        self.findings.note(code, message, line, column, hints)

    def unknown(self, at: Path, known: Mapping[str, Any] | tuple[str, ...], where: str = "") -> None:
        """Record a key that nothing knows (M104), with the name it resembles; a file's own properties may have any."""
        if self.severity is not Severity.ERROR:
            return
        line, column = self.place(at)
        inside = f" in {where}" if where else ""
        key = shown(str(at[-1]), 80)
        near = key.lower().replace("_", "-")
        # What the manual teaches is hinted before the other words that people write for the same.
        taught = close_matches(near, TAUGHT) if not where else ()
        hints = taught or close_matches(near, known) or (f"known are {', '.join(sorted(known)[:12])}",)
        if not where and not close_matches(key.lower(), known):
            hints = ("`presswork list fields` shows all fields",)
        self.findings.add(
            "M104", f"unknown field '{key}'{inside}", severity=self.severity, line=line, column=column, hints=hints
        )


def written(at: Path) -> str:
    """A path of keys as people read it: `contributors[0].role`."""
    text = ""
    for key in at:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else str(key)
    return shown(text, 120)


def listed(value: Any) -> list[Any]:
    """The items of a list; a single value is a list of one, nothing is an empty one."""
    return value if isinstance(value, list) else [] if value is None or value == "" else [value]


def item_path(value: Any, at: Path, index: int) -> Path:
    """The path of an item; a single value that stands for a list of one has the list's own path."""
    return (*at, index) if isinstance(value, list) else at


def each(desk: Desk, value: Any, at: Path, read: Callable[[Desk, Any, Path], T | None]) -> tuple[T, ...]:
    """Read every item of a list; a bad one is recorded and left out, the others stay."""
    found = []
    for index, item in enumerate(listed(value)):
        try:
            if (got := read(desk, item, item_path(value, at, index))) is not None:
                found.append(got)
        except BadValue as error:
            desk.bad("M106", error, item_path(value, at, index))
        except Explained:
            continue
    return tuple(found)


class Explained(Exception):
    """A value cannot be used, and the findings already say why."""


@dataclass(frozen=True, slots=True)
class Need:
    """Any of these parts must be there; else the message, and the hint."""

    names: tuple[str, ...]
    message: str
    hint: str


def parts(desk: Desk, value: Any, at: Path, kind: str, need: Need | None = None) -> dict[str, Any]:
    """The parts of a mapping of a kind (see `PARTS`); unknown ones are M104, bad ones M106, each at its place.

    Raises `BadValue` when the needed part is missing; where a finding about this mapping already explains it (a
    misspelt key), `Explained` instead.
    """
    table = PARTS[kind]
    known = {spelling(name): key for key, part in table.items() for name in (key, *part.also)}
    before, found = len(desk.findings.items), dict[str, Any]()
    for key, raw in value.items():
        name = known.get(spelling(key))
        if name is None:
            desk.unknown((*at, key), tuple(known), written(at))
            continue
        try:
            found[name] = desk.readers[table[name].kind](desk, raw, (*at, key))
        except BadValue as error:
            desk.bad("M106", error, (*at, key))
    found = {name: got for name, got in found.items() if got is not None}
    if need and not set(need.names) & set(found):
        raise Explained if len(desk.findings.items) > before else BadValue(need.message, need.hint)
    return found
