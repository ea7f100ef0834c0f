"""Options declared once, and read at once where they are written as usual.

The command line library takes a fifth of a second to come in: half of what `impose` takes, more than half of a build
of what is there already. What leaves no question open is read here; for all else (a misspelt option, `--help`) that
library is asked, which reads the same declarations, and tells what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Kind = Literal["text", "number", "file", "files", "texts", "flag"]


@dataclass(frozen=True, slots=True)
class Option:
    """One option: how its value is read, what is said of it, and how it is written; without names an argument.

    `said_as` is how its value is called in the help, `least` the smallest number.
    """

    name: str
    kind: Kind
    help: str
    names: tuple[str, ...] = ()
    said_as: str | None = None
    least: int | None = None

    @property
    def unasked(self) -> bool | None:
        """Its value when it is not given."""
        return False if self.kind == "flag" else None


def option(kind: Kind, said: str, *names: str, said_as: str | None = None, least: int | None = None) -> Option:
    """An option, called as it is written."""
    return Option(names[0].removeprefix("--").replace("-", "_"), kind, said, names, said_as, least)


def read(options: Sequence[Option], words: Sequence[str]) -> dict[str, Any] | None:
    """The values that words ask for, by option; None where they are not plainly options with values and arguments."""
    by_name = {name: each for each in options for name in each.names}
    argument = next(each for each in options if not each.names)
    asked: dict[str, Any] = {each.name: each.unasked for each in options}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            if not word or not _put(argument, Path(word), asked):
                return None
        elif not _take(word, rest, by_name, asked):
            return None
    return asked


def _put(argument: Option, path: Path, asked: dict[str, Any]) -> bool:
    """Put an argument into `asked`; False where it has one already and takes no more."""
    before = asked[argument.name]
    asked[argument.name] = [*(before or []), path] if argument.kind == "files" else path
    return argument.kind == "files" or before is None


def _take(word: str, rest: Iterator[str], by_name: Mapping[str, Option], asked: dict[str, Any]) -> bool:
    """Put what an option says into `asked`, taking its value from the rest; False where something is unusual."""
    name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
    option = by_name.get(name)
    if option is None:
        return False
    if option.kind == "flag":
        asked[option.name] = True
        return not equals
    text = value if equals else next(rest, "")
    if not text or (text.startswith("-") and not equals):
        return False
    if option.kind == "texts":
        asked[option.name] = [*(asked[option.name] or []), text]
    elif option.kind == "number":
        number = int(text) if text.isdecimal() and text.isascii() else None
        asked[option.name] = number if number is not None and number >= (option.least or 0) else None
    else:
        asked[option.name] = Path(text) if option.kind == "file" else text
    return asked[option.name] is not None
