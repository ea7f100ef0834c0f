"""YAML with the place of every node, so that what is wrong in it can be shown where it was written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from presswork.diagnostics import Diagnostic, Location, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
Place = tuple[int, int]

# A front matter of a thousand nodes is already absurd; aliases that multiply beyond this are an attack or a mistake.
MAX_NODES = 20_000
MAX_DEPTH = 40


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """PyYAML's safe loader; scalars are constructed one by one so that a bad one has its place."""


@dataclass(frozen=True, slots=True)
class YamlSource:
    """A YAML document: its plain value, and line and column (1-based) of every key and list item."""

    value: Any
    places: Mapping[Path, Place] = field(default_factory=dict, repr=False)

    def place(self, path: Path) -> Place:
        """Where the value at `path` is written, or its nearest ancestor that has a place; (1, 1) at worst."""
        for length in range(len(path), -1, -1):
            if (found := self.places.get(path[:length])) is not None:
                return found
        return (1, 1)


def _rejected(code: str, message: str, path: str, place: Place | None, *hints: str) -> Rejected:
    location = Location(path, *place) if place else Location(path)
    return Rejected([Diagnostic(code, message, location=location, hints=hints)])


@dataclass(slots=True)
class _Builder:
    """Walks the node graph once, expanding aliases, and notes the place of each key and item."""

    path: str
    first_line: int
    loader: Any
    places: dict[Path, Place] = field(default_factory=dict)
    nodes: int = 0

    def place_of(self, node: Any) -> Place:
        return (node.start_mark.line + self.first_line, node.start_mark.column + 1)

    def build(self, node: Any, at: Path = ()) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES or len(at) > MAX_DEPTH:
            reason = "is too large or nested too deeply (aliases count each time they are used)"
            raise _rejected("M102", f"the YAML {reason}", self.path, self.place_of(node), "write the values out")
        self.places.setdefault(at, self.place_of(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, at))
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*at, index)) for index, item in enumerate(node.value)]
        return self.scalar(node)

    def pairs(self, node: Any, at: Path) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _rejected("M101", "a key must be a plain word", self.path, self.place_of(key_node))
            key = str(key_node.value)
            if key in seen:
                hint = "remove one of the two"
                raise _rejected("M103", f"'{key}' is written twice", self.path, self.place_of(key_node), hint)
            seen.add(key)
            self.places[(*at, key)] = self.place_of(key_node)
            yield key, self.build(value_node, (*at, key))

    def scalar(self, node: Any) -> Any:
        try:
            value = self.loader.construct_object(node)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            hint = "a date is written 2026-03-01; put other text in quotes"
            message = f"'{node.value}' cannot be read as a value: {error}"
            raise _rejected("M105", message, self.path, self.place_of(node), hint) from None
        return value if isinstance(value, str | int | float | bool | dt.date | None) else str(node.value)


def _check_depth(text: str, path: str, first_line: int) -> None:
    """Raise `Rejected` (M102) for deep nesting before nodes are composed, which libyaml does by recursion in C."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            mark = event.start_mark
            place = (mark.line + first_line, mark.column + 1) if mark else None
            raise _too_deep(path, place)


def _too_deep(path: str, place: tuple[int, int] | None) -> Rejected:
    return _rejected("M102", "the YAML is nested too deeply", path, place, "take away levels")


def load(text: str, *, path: str, first_line: int = 1) -> YamlSource:
    """The YAML document `text`, whose first line is line `first_line` of the file `path`.

    Raises `Rejected` on YAML that cannot be read (M101), expands too far (M102), repeats a key (M103) or holds an
    impossible value (M105).
    """
    loader = _Loader(text)
    try:
        _check_depth(text, path, first_line)
        node = loader.get_single_node()
        builder = _Builder(path, first_line, loader)
        value = builder.build(node) if node is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        if "nesting depth" in problem:  # libyaml since 0.2.6 stops while it reads ahead, before the events
            raise _too_deep(path, place) from None
        hint = "check the indentation and quote values that contain ': ', '#', '@' or '%'"
        raise _rejected("M101", f"the YAML cannot be read: {problem}", path, place, hint) from None
    except RecursionError:
        raise _too_deep(path, (first_line, 1)) from None
    finally:
        loader.dispose()
    return YamlSource(value, builder.places)
