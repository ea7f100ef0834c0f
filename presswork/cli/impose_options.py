"""The options of `presswork impose`, declared once, and read at once where they are written as usual.

What the command line library would take a fifth of a second for, half of the whole job, is done here for words that
leave no question open; for all others (a misspelt option, `--help`) that library is asked, and tells what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["text", "number", "file", "texts", "flag"]


@dataclass(frozen=True, slots=True)
class Option:
    """One option: how its value is read, what is said of it, and how it is written; without names an argument."""

    name: str
    kind: Kind
    help: str
    names: tuple[str, ...] = ()

    @property
    def unasked(self) -> bool | None:
        """Its value when it is not given."""
        return False if self.kind == "flag" else None


def _option(kind: Kind, said: str, *names: str) -> Option:
    return Option(names[0].removeprefix("--").replace("-", "_"), kind, said, names)


OPTIONS: tuple[Option, ...] = (
    Option("file", "file", "The PDF."),
    _option("text", "A scheme (`list folds`) or folds: ltl; else saddle.", "--fold", "-f"),
    _option("text", "The paper; otherwise the smallest that does.", "--sheet", "-s"),
    _option("file", "The PDF to make.", "--out", "-o"),
    _option("flag", "Show how the pages lie; write nothing.", "--dry-run", "-n"),
    _option("text", "Set what it wants (`list printers`).", "--printer"),
    _option("text", "long-edge, short-edge, manual or single.", "--duplex"),
    _option("text", "The edge of the spine: left or right.", "--binding"),
    _option("number", "Sheets of a gathering.", "--signature"),
    _option("text", "Inner leaves: none, pressed, round or square.", "--creep"),
    _option("text", "The paper's thickness: 0.1mm.", "--caliper"),
    _option("text", "Empty pages: before-back-cover, at-end ...", "--blanks"),
    _option("text", "crop,fold,collating,registration,colour-bar,slug", "--marks"),
    _option("text", "How far pages run over the trim: 3mm.", "--bleed"),
    _option("text", "What the printer leaves white: 4mm, or four.", "--margins"),
    _option("text", "Move the fronts: 0.5mm,-1mm.", "--front-offset"),
    _option("text", "Move the backs: 0.5mm,-1mm.", "--back-offset"),
    _option("texts", "Finer points: gutter=6mm, uneven=even ...", "--set"),
    _option("flag", "Make the pages smaller where they do not fit.", "--shrink"),
    _option("flag", "Manual duplex: the last back first.", "--reverse-backs"),
    _option("flag", "Manual duplex: backs the other way up.", "--turn-backs"),
    _option("text", "For the slug line and the instruction.", "--title"),
    _option("flag", "Keep the tags, for sheets that are read on a screen.", "--tags"),
    _option("flag", "Make a page that says how to fold, too.", "--instructions"),
    _option("flag", "Make sheets that measure the printer instead.", "--calibrate"),
    _option("flag", "Say nothing but errors.", "--quiet", "-q"),
    _option("flag", "Findings and results as JSON lines on stdout.", "--json"),
)
_BY_NAME = {name: option for option in OPTIONS for name in option.names}


def read(words: Sequence[str]) -> dict[str, Any] | None:
    """The values that words ask for, by option; None where they are not plainly options with values and one file."""
    asked: dict[str, Any] = {option.name: option.unasked for option in OPTIONS}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            if asked["file"] is not None or not word:
                return None
            asked["file"] = Path(word)
        elif not _take(word, rest, asked):
            return None
    return asked


def _take(word: str, rest: Iterator[str], asked: dict[str, Any]) -> bool:
    """Put what an option says into `asked`, taking its value from the rest; False where something is unusual."""
    name, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
    option = _BY_NAME.get(name)
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
        asked[option.name] = int(text) if text.isdecimal() and text.isascii() else None
    else:
        asked[option.name] = Path(text) if option.kind == "file" else text
    return asked[option.name] is not None
