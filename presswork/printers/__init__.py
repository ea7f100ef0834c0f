"""Named printers: dated files of what a printer asks for, shipped and the publication's own, and what they set.

A printer is a TOML file in this folder or in a publication's `printers/`; `kdp-paperback/cream` names one of its
papers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import close_matches
from presswork.printers.printer import Printer
from presswork.printers.reading import Table, laid_over, printer_from, read_table
from presswork.text import BadValue

if TYPE_CHECKING:
    from presswork.paper import Length

__all__ = ["FOLDER", "PRINTERS", "Printer", "find", "margins_for", "names", "settings_for"]

FOLDER = "printers"
# What a calibration sheet tells of a machine.
_MEASURED = ("front_offset", "back_offset", "reverse_backs", "turn_backs")
_AS_USUAL = (False, (0.0, 0.0))
_SHIPPED = Path(__file__).parent


def _file(name: str, folder: Path | None) -> Path | None:
    """The file of a printer: the publication's own before the shipped one. A name is never a path."""
    places = ([folder / FOLDER] if folder else []) + [_SHIPPED]
    if not name.replace("-", "").replace("_", "").isalnum():
        return None
    return next((place / f"{name}.toml" for place in places if (place / f"{name}.toml").is_file()), None)


def _table(name: str, folder: Path | None, asked: tuple[Path, ...] = ()) -> Table:
    """The tables of a printer, over those of the printer that it extends; its own name means the shipped one there."""
    path = next((p for p in (_file(name, folder), _file(name, None)) if p and p not in asked), None)
    if path is None:
        raise _unknown(name, folder)
    table = read_table(path)
    base = table.get("extends")
    return laid_over(table, _table(str(base), folder, (*asked, path))) if base else table


def _unknown(name: str, folder: Path | None) -> BadValue:
    known = names(folder)
    hints = close_matches(name, known) or (f"there are: {', '.join(known)}",)
    return BadValue(f"there is no printer '{name}'", hints[0])


def names(folder: Path | None = None) -> tuple[str, ...]:
    """The names of all printers: the shipped ones, and those in `folder`/printers, a publication's."""
    own = (folder / FOLDER).glob("*.toml") if folder else ()
    return tuple(sorted({path.stem for path in (*_SHIPPED.glob("*.toml"), *own)}))


def find(name: str, folder: Path | None = None) -> Printer:
    """The printer of that name, the publication's in `folder` before the shipped one; `name/stock` chooses its paper.

    Raises `BadValue` when there is none, or its file or stock is wrong.
    """
    base, _, stock = name.partition("/")
    printer = _shipped(base) if folder is None else printer_from(base, _table(base, folder))
    if not stock:
        return printer
    chosen = next((each for each in printer.stocks if each.name == stock), None)
    if chosen is None:
        known = [each.name for each in printer.stocks]
        hints = close_matches(stock, known) or (f"it has: {', '.join(known)}",)
        raise BadValue(f"the printer '{base}' has no paper '{stock}'", hints[0])
    return printer.on(chosen)


@cache
def _shipped(name: str) -> Printer:
    return printer_from(name, _table(name, None))


class _Printers(Mapping[str, Printer]):
    """The shipped printers by name, each read when it is first asked for."""

    def __getitem__(self, name: str) -> Printer:
        try:
            return find(name)
        except BadValue:
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        return iter(names())

    def __len__(self) -> int:
        return len(names())


PRINTERS: Mapping[str, Printer] = _Printers()


def settings_for(name: str, folder: Path | None = None) -> dict[str, Any]:
    """The attributes of `Edition` that a printer sets: paper, bleed, standard, marks, sheet, duplex, creep, caliper.

    And where its machine was measured, how this wants its sheets. Raises `BadValue` (see `find`).
    """
    printer = find(name, folder)
    caliper = {"caliper": printer.stock.leaf} if printer.stock else {}
    measured = {name: value for name in _MEASURED if (value := getattr(printer.machine, name)) not in _AS_USUAL}
    return {**printer.edition, **caliper, **measured}


def margins_for(printer: Printer, pages: int | None, bleed: Length | None) -> dict[str, str]:
    """The least margins for a book of so many pages, as tokens of the style sheets: `least-inner`, `least-outer`."""
    outer = printer.margins.outer_for(bleed=bool(bleed and bleed.pt))
    return {"least-inner": printer.margins.inner_for(pages).css, "least-outer": outer.css}
