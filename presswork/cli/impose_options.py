"""The options of `presswork impose`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presswork.cli import plain_words
from presswork.cli.plain_words import Option, option

if TYPE_CHECKING:
    from collections.abc import Sequence

OPTIONS: tuple[Option, ...] = (
    Option("file", "file", "The PDF."),
    option("text", "A scheme (`list folds`) or folds: ltl; else saddle.", "--fold", "-f"),
    option("text", "The paper; otherwise the smallest that does.", "--sheet", "-s"),
    option("file", "The PDF to make.", "--out", "-o"),
    option("flag", "Show how the pages lie; write nothing.", "--dry-run", "-n"),
    option("text", "Set what it wants (`list printers`).", "--printer"),
    option("text", "long-edge, short-edge, manual or single.", "--duplex"),
    option("text", "The edge of the spine: left or right.", "--binding"),
    option("number", "Sheets of a gathering.", "--signature"),
    option("text", "Inner leaves: none, pressed, round or square.", "--creep"),
    option("text", "The paper's thickness: 0.1mm.", "--caliper"),
    option("text", "Empty pages: before-back-cover, at-end ...", "--blanks"),
    option("text", "crop,fold,collating,registration,colour-bar,slug", "--marks"),
    option("text", "How far pages run over the trim: 3mm.", "--bleed"),
    option("text", "What the printer leaves white: 4mm, or four.", "--margins"),
    option("text", "Move the fronts: 0.5mm,-1mm.", "--front-offset"),
    option("text", "Move the backs: 0.5mm,-1mm.", "--back-offset"),
    option("texts", "Finer points: gutter=6mm, uneven=even ...", "--set"),
    option("flag", "Make the pages smaller where they do not fit.", "--shrink"),
    option("flag", "Manual duplex: the last back first.", "--reverse-backs"),
    option("flag", "Manual duplex: backs the other way up.", "--turn-backs"),
    option("text", "For the slug line and the instruction.", "--title"),
    option("flag", "Keep the tags, for sheets that are read on a screen.", "--tags"),
    option("flag", "Make a page that says how to fold, too.", "--instructions"),
    option("flag", "Make sheets that measure the printer instead.", "--calibrate"),
    option("flag", "Say nothing but errors.", "--quiet", "-q"),
    option("flag", "Findings and results as JSON lines on stdout.", "--json"),
)


def read(words: Sequence[str]) -> dict[str, Any] | None:
    """The values that words ask for, by option; None where the command line library has to be asked."""
    return plain_words.read(OPTIONS, words)
