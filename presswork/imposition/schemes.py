"""The list of folding schemes, and how a scheme is found by its name or by a fold string."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Rejected, close_matches
from presswork.imposition.folding import MOST_PANELS, Fold, clipped, parse

if TYPE_CHECKING:
    from presswork.imposition.plan import Kind

_GRID = re.compile(r"(\d{1,3})\s*[x×]\s*(\d{1,3})")
_MOST_FOLDED = 16
_COUNTED_NAME = re.compile(r"(\d+)[-\s]?up")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to place pages on a sheet: one line of the list.

    `folds` is the fold string of a folded scheme; `grid` rows and columns, None where they follow from the sizes;
    `panels` the panels of a leaflet; `count` how many pages an n-up side has. `takes` is what may be written after
    the name: `grid` (`repeat:2x5`), `count` (`accordion:5`) or nothing.
    """

    name: str
    help: str
    kind: Kind = "folded"
    folds: str = ""
    aliases: tuple[str, ...] = ()
    takes: str = ""
    grid: tuple[int, int] | None = None
    panels: int = 0
    count: int = 0

    @property
    def parsed(self) -> tuple[Fold, ...]:
        """The folds; empty where nothing is folded by a fold string."""
        return parse(self.folds) if self.folds else ()


SCHEMES: tuple[Scheme, ...] = (
    Scheme("folio", "sheets folded once and stapled: 4 pages a sheet", folds="l", aliases=("saddle", "booklet", "2°")),
    Scheme("quarto", "folded twice: 8 pages a sheet", folds="tl", aliases=("4°",)),
    Scheme("octavo", "folded three times: 16 pages a sheet", folds="ltl", aliases=("8°",)),
    Scheme("sextodecimo", "folded four times: 32 pages a sheet", folds="tltl", aliases=("16mo", "16°")),
    Scheme("sexto", "folded in three like a letter, then once: 12 pages a sheet", folds="t1 b1 l", aliases=("6°",)),
    Scheme("duodecimo", "halved, in three, halved: 24 pages a sheet", folds="l t1 b1 l", aliases=("12mo", "12°")),
    Scheme("long-duodecimo", "in three as a Z, then twice across: 24 pages a sheet", folds="t1 B1 l l"),
    Scheme("oblong-quarto", "for landscape pages: 8 pages a sheet", folds="tl"),
    Scheme("oblong-octavo", "for landscape pages: 16 pages a sheet", folds="ttl", aliases=("oblong",)),
    Scheme("cut-stack", "cut the pile, put the stacks on each other", "stack", takes="grid"),
    Scheme("cards", "cards of two sides, several on a sheet, cut apart", "cards", takes="grid"),
    Scheme("n-up", "several pages beside each other, to read on the sheet: 2-up, 4-up, n-up:2x3", "n-up", takes="grid"),
    Scheme("repeat", "one page as often as it fits, cut apart", "repeat", aliases=("step-and-repeat",), takes="grid"),
    Scheme("zine", "eight pages on one side of a sheet, slit and folded", "zine", aliases=("mini-zine", "one-sheet")),
    Scheme("tri-fold", "leaflet of three panels, one tucked in", "leaflet", aliases=("letter-fold",), panels=3),
    Scheme("z-fold", "leaflet of three equal panels, folded as a Z", "leaflet", aliases=("z", "zigzag"), panels=3),
    Scheme("gate", "leaflet whose two doors meet in the middle", "leaflet", aliases=("gate-fold",), panels=3),
    Scheme("double-gate", "a gate folded once more on its middle: four panels", "leaflet", panels=4),
    Scheme("roll-four", "four panels rolled up, each tucked into the next", "leaflet", aliases=("roll",), panels=4),
    Scheme("accordion", "a strip of equal panels: accordion, accordion:5", "leaflet", takes="count", panels=4),
)

NAMES: dict[str, Scheme] = {name: scheme for scheme in SCHEMES for name in (scheme.name, *scheme.aliases)}


def find(text: str) -> Scheme:
    """The scheme of this name, with what is written after it, or the scheme of a fold string.

    Raises `Rejected`: I001 for an unknown name, I005 for a number or grid that the scheme does not take, and what
    `folding.parse` raises for a fold string.
    """
    written = text.strip()
    name, _, rest = (part.strip() for part in written.lower().partition(":"))
    name = re.sub(r"[\s_]+", "-", name)
    if match := _COUNTED_NAME.fullmatch(name):
        return _counted(NAMES["n-up"], match[1], text)
    if name in NAMES:
        return _with(NAMES[name], rest, text) if rest else NAMES[name]
    if _looks_folded(written, name):
        parse(written)
        return Scheme(written, "folds of your own", folds=written)
    near = close_matches(name, NAMES) or (f"there are: {', '.join(scheme.name for scheme in SCHEMES)}",)
    hints = (*near, "or write folds, such as ltl")
    raise Rejected([Diagnostic("I001", f"there is no fold '{clipped(text)}'", hints=hints)])


def _looks_folded(written: str, name: str) -> bool:
    """Whether somebody meant a fold string: mostly fold letters, and like no scheme's name."""
    letters = [letter for letter in written if letter.isalpha()]
    folds = sum(letter in "tlbrTLBR" for letter in letters)
    if letters and folds == len(letters):
        return True
    return bool(letters) and folds * 3 >= len(letters) * 2 and not close_matches(name, NAMES)


def _with(scheme: Scheme, rest: str, text: str) -> Scheme:
    """The scheme with what is written after its name: a grid of rows x columns, or a number."""
    if scheme.takes == "grid" and (match := _GRID.fullmatch(rest)):
        rows, columns = int(match[1]), int(match[2])
        if 0 < rows * columns <= MOST_PANELS:
            return replace(scheme, grid=(rows, columns), count=rows * columns)
    elif scheme.name == "n-up" and rest.isdecimal():
        return _counted(scheme, rest, text)
    elif scheme.takes == "count" and rest.isdecimal() and 2 <= int(rest[:4]) <= _MOST_FOLDED:
        return replace(scheme, panels=int(rest[:4]))
    raise Rejected([Diagnostic("I005", f"fold '{clipped(text)}': {_taken(scheme)}", hints=(_example(scheme),))])


def _counted(scheme: Scheme, number: str, text: str) -> Scheme:
    if not 0 < int(number[:4]) <= MOST_PANELS:
        message = f"fold '{clipped(text)}': a side of a sheet holds 1 to {MOST_PANELS} pages"
        raise Rejected([Diagnostic("I005", message, hints=("write 2-up, 4-up or n-up:2x3",))])
    return replace(scheme, count=int(number))


def _taken(scheme: Scheme) -> str:
    if scheme.takes == "grid":
        return f"after {scheme.name}: comes a grid of rows x columns, {MOST_PANELS} pages at most"
    if scheme.takes == "count":
        return f"after {scheme.name}: comes the number of panels, 2 to {_MOST_FOLDED}"
    return f"nothing can follow {scheme.name}"


def _example(scheme: Scheme) -> str:
    after = {"grid": ":2x3", "count": ":5"}.get(scheme.takes, "")
    return f"write {scheme.name}{after}"
