"""Reads a printer's file (TOML) into a `Printer`; whatever is wrong in it is one sentence with the file and the key."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from presswork.diagnostics import close_matches
from presswork.edition import PDF_STANDARDS, Creep, Duplex, Mark
from presswork.paper import Length, Paper, parse_offset, parse_paper
from presswork.printers.printer import (
    BarcodeBox,
    Binding,
    Colour,
    CoverRules,
    Edges,
    FileRules,
    Machine,
    Margins,
    Pages,
    Printer,
    Source,
    Spine,
    Standing,
    Stock,
)
from presswork.text import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Made = TypeVar("Made")
Table = dict[str, Any]
_SECTIONS = ("edition", "pages", "margins", "file", "stocks", "spine", "cover", "sheet", "source")
_HINT = "docs/manual/printers.md shows what stands in it"
_HEAD = ("title", "help", "date", "extends")


def read_table(path: Path) -> Table:
    """The tables of a printer's file. Raises `BadValue` when it is no TOML or has a table that we do not know."""
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadValue(f"the printer's file {path.name} cannot be read: {error}", _HINT) from None
    _refuse_unknown(table, (*_HEAD, *_SECTIONS), path.name)
    return table


def laid_over(table: Table, base: Table) -> Table:
    """A printer's tables over those of the one that it extends: key by key, but its own sources and papers alone."""
    merged = {**base, **table}
    for section in ("edition", "pages", "margins", "file", "spine", "cover", "sheet"):
        if section in base and section in table:
            merged[section] = {**base[section], **table[section]}
    merged["source"] = [*table.get("source", ()), *base.get("source", ())]
    return merged


def printer_from(name: str, table: Table) -> Printer:
    """The printer that the tables describe. Raises `BadValue` with the file and the key that is wrong."""
    where = f"{name}.toml"
    for key in ("title", "date"):
        if key not in table:
            raise BadValue(f"{where} has no {key}", "say who prints, and on which day the rules were looked up")
    if not isinstance(table["date"], dt.date):
        raise BadValue(f"{where}: date must be a day", "write date = 2026-03-01, without quotes")
    stocks = _stocks(table.get("stocks", {}), where)
    return Printer(
        name=name,
        title=_text(table["title"]),
        help=_text(table.get("help", "")),
        date=table["date"],
        sources=tuple(_filled(Source, each, f"{where}: source") for each in table.get("source", ())),
        edition=MappingProxyType(_edition(table.get("edition", {}), f"{where}: edition")),
        pages=_filled(Pages, table.get("pages", {}), f"{where}: pages"),
        margins=_filled(Margins, table.get("margins", {}), f"{where}: margins"),
        file=_filled(FileRules, table.get("file", {}), f"{where}: file"),
        stocks=stocks,
        stock=stocks[0] if stocks else None,
        spine=_filled(Spine, table.get("spine", {}), f"{where}: spine"),
        cover=_filled(CoverRules, table.get("cover", {}), f"{where}: cover"),
        machine=_filled(Machine, table.get("sheet", {}), f"{where}: sheet"),
    )


def _refuse_unknown(table: Any, known: tuple[str, ...], where: str) -> None:
    if not isinstance(table, dict):
        raise BadValue(f"{where} must be a table", "write key = value lines below its name in brackets")
    for key in table:
        if key not in known:
            hints = close_matches(key, known) or (f"there are: {', '.join(known)}",)
            raise BadValue(f"{where} has an unknown key '{key}'", hints[0])


def _filled(kind: type[Made], table: Any, where: str) -> Made:
    """A dataclass from a table: each value read as the field's type asks."""
    types = {each.name: str(each.type) for each in fields(kind)}  # type: ignore[arg-type]
    _refuse_unknown(table, tuple(types), where)
    values: dict[str, Any] = {}
    for key, value in table.items():
        try:
            values[key] = _READERS[types[key]](value)
        except (ValueError, TypeError, AttributeError) as error:
            raise BadValue(f"{where}.{key}: {error}", _HINT) from None
    try:
        return kind(**values)
    except TypeError:
        missing = [name for name in types if name not in values]
        raise BadValue(f"{where} lacks one of: {', '.join(missing)}", _HINT) from None


def _stocks(table: Any, where: str) -> tuple[Stock, ...]:
    if not isinstance(table, dict):
        raise BadValue(f"{where}: stocks must be a table", 'write white = { leaf = "0.1mm" }')
    return tuple(_filled(Stock, {"name": name, **stock}, f"{where}: stocks") for name, stock in table.items())


def _edition(table: Any, where: str) -> Table:
    """The attributes of `Edition` that a printer sets, read as publication.yaml's keys are."""
    _refuse_unknown(table, tuple(_SETTINGS), where)
    values = {}
    for key, value in table.items():
        try:
            values[key] = _SETTINGS[key](value)
        except (ValueError, TypeError, AttributeError) as error:
            raise BadValue(f"{where}.{key}: {error}", "it is written as in publication.yaml") from None
    return values


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be text in quotes")
    return value.strip()


def _length(value: Any) -> Length:
    return Length(0.0) if value in (0, "0") else Length.parse(_text(value))


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("must be a whole number")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _one_of(known: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in known:
            raise ValueError(f"'{value}' is none of {', '.join(known)}")
        return str(value)

    return read


def _several(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda value: tuple(read(each) for each in ([value] if isinstance(value, str) else value))


def _steps(value: Any) -> tuple[tuple[int, Length], ...]:
    return tuple((_number(up_to), _length(width)) for up_to, width in value)


def _paper(value: Any) -> Paper:
    return parse_paper(_text(value))


def _part(kind: type[Made]) -> Callable[[Any], Made]:
    return lambda value: _filled(kind, value, kind.__name__.lower())


# By the annotation of the field.
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "str": _text,
    "int": _number,
    "int | None": _number,
    "bool": _flag,
    "Length": _length,
    "Length | None": _length,
    "tuple[Paper, ...]": _several(_paper),
    "tuple[tuple[int, Length], ...]": _steps,
    "tuple[Duplex, ...]": _several(_one_of(get_args(Duplex))),
    "Literal['outside', 'all']": _one_of(("outside", "all")),
    'Literal["outside", "all"]': _one_of(("outside", "all")),
    "Binding": _one_of(get_args(Binding)),
    "Colour": _one_of(get_args(Colour)),
    "Standing": _one_of(get_args(Standing)),
    "BarcodeBox | None": _part(BarcodeBox),
    "Edges": _part(Edges),
    "tuple[float, float]": lambda value: parse_offset(_text(value)),
}
_SETTINGS: Mapping[str, Callable[[Any], Any]] = {
    "paper": _paper,
    "bleed": _length,
    "standard": _one_of(tuple(sorted(PDF_STANDARDS))),
    "marks": _several(_one_of(get_args(Mark))),
    "sheet": _paper,
    "duplex": _one_of(get_args(Duplex)),
    "creep": _one_of(get_args(Creep)),
    "fold": _text,
    "signature": _number,
}
