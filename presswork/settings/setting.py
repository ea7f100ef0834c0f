"""What a setting is, and how the values that people write in YAML are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import close_matches
from presswork.paper import PAPERS, Length, parse_offset, parse_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from presswork.diagnostics import Findings
    from presswork.paper import Paper

Parsed = Any


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key in YAML, the attribute it sets, what it means, how it is read, and an example.

    `read` turns the value from YAML into that of the attribute; it raises ValueError with what is wrong with it, and
    after a semicolon what to do.
    """

    key: str
    attribute: str
    help: str
    read: Callable[[Any], Parsed]
    example: str


def parsed(setting: Setting, value: Any, findings: Findings, place: tuple[int, int], label: str) -> Parsed | None:
    """The value as its attribute wants it; None, and finding M181, when it is wrong."""
    try:
        return setting.read(value)
    except (ValueError, TypeError) as error:
        message, _, hint = str(error).partition("; ")
        hints = (hint,) if hint else (f"for example: {setting.key}: {setting.example}",)
        findings.error("M181", f"{label}: {message}", *place, hints=hints)
        return None


def text(value: Any) -> str:
    """Text without blanks around it; numbers as they are written."""
    if not isinstance(value, str | int | float):
        raise ValueError("must be text")
    return str(value).strip()


def flag(value: Any) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def count(least: int, most: int) -> Callable[[Any], int]:
    """A reader of whole numbers from `least` to `most`."""
    few = [str(number) for number in range(least, most + 1)] if most - least < 4 else []
    allowed = f"{', '.join(few[:-1])} or {few[-1]}" if few else f"a whole number from {least} to {most}"

    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"must be {allowed}")
        return value

    return read


def choice(known: Collection[str], what: str) -> Callable[[Any], str]:
    """A reader of one of the known names; `what` completes the sentence `'x' …`."""

    def read(value: Any) -> str:
        name = text(value).lower()
        if name not in known:
            raise ValueError(unknown(name, known, what))
        return name

    return read


def choices(known: Collection[str], what: str) -> Callable[[Any], tuple[str, ...]]:
    """A reader of one or several of the known names."""
    one = choice(known, what)
    return lambda value: tuple(one(each) for each in names(value))


def unknown(name: str, known: Collection[str], what: str) -> str:
    """Why a name was refused, and the nearest known one or all of them."""
    hints = close_matches(name, known) or (f"there are: {', '.join(sorted(known))}",)
    return f"'{name}' {what}; {hints[0]}"


def paper(value: Any) -> Paper:
    """A paper by name or size."""
    name = text(value)
    try:
        return parse_paper(name)
    except ValueError:
        raise ValueError(unknown(name, PAPERS, "is no known paper")) from None


def length(value: Any) -> Length:
    """A length with its unit; 0 needs none."""
    written = text(value)
    return Length(0.0) if written in ("0", "0.0") else Length.parse(written)


def offset(value: Any) -> tuple[float, float]:
    """Two lengths, to the right and up, as one text or as a list."""
    parts = value if isinstance(value, list) else [value]
    return parse_offset(",".join(map(text, parts)))


def mapping(value: Any) -> dict[str, str]:
    """Name: value pairs, both as text."""
    if not isinstance(value, dict) or not all(isinstance(v, str | int | float) for v in value.values()):
        raise ValueError("must be name: value pairs")
    return {str(k): str(v) for k, v in value.items()}


def names(value: Any) -> tuple[str, ...]:
    """A name or a list of names."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(i, str) for i in items):
        raise ValueError("must be a name or a list of names")
    return tuple(items)
