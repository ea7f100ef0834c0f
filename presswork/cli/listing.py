"""`presswork list`: what there is, with one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from presswork.cli.exits import USAGE
from presswork.cli.options import Json, Quiet
from presswork.cli.terminal import Terminal
from presswork.diagnostics import close_matches

if TYPE_CHECKING:
    from presswork.printers import Printer

NAME = "list"
Row = tuple[str, str]


def _papers() -> Iterator[Row]:
    from presswork.paper import PAPERS

    for paper in PAPERS.values():
        yield paper.name, f"{paper.width.mm:.0f} × {paper.height.mm:.0f} mm  {paper.help}"


def _folds() -> Iterator[Row]:
    from presswork.imposition.schemes import SCHEMES

    for scheme in SCHEMES:
        names = f" (also {', '.join(scheme.aliases)})" if scheme.aliases else ""
        folds = f"; folds {scheme.folds}" if scheme.folds else ""
        yield scheme.name, f"{scheme.help}{folds}{names}"


def _editions() -> Iterator[Row]:
    from presswork import settings

    file = settings.find_publication(Path.cwd())
    publication = settings.read_publication(file, display=str(file)) if file else settings.HOUSE
    for edition in publication.editions.values():
        parts = [f"{edition.format}, template {edition.template}"]
        if edition.paper:
            parts += [edition.paper.name, f"{edition.columns} column{'' if edition.columns == 1 else 's'}"]
        parts += [edition.standard] if edition.standard else []
        parts += [f"pages of {edition.pages_of}"] if edition.pages_of else []
        parts += [] if edition.name in publication.build else ["not in a plain build"]
        yield edition.name, ", ".join(parts)


def _printers() -> Iterator[Row]:
    from presswork import printers, settings

    file = settings.find_publication(Path.cwd())
    root = settings.read_publication(file, display=str(file)).root if file else None
    for name in printers.names(root):
        try:
            printer = printers.find(name, root)
        except ValueError as error:  # a file of the publication's own
            yield name, str(error)
            continue
        lines = [f"{printer.title}: {printer.help}", f"as of {printer.date}; sets {_set_by(printer)}"]
        if len(printer.stocks) > 1:
            lines.append(f"papers: {', '.join(f'{name}/{stock.name} ({stock.help})' for stock in printer.stocks)}")
        lines += [f"{source.standing}: {source.text}" for source in printer.sources]
        yield name, "\n    ".join(lines)


def _set_by(printer: Printer) -> str:
    """What a printer sets, as it is written in publication.yaml."""
    values = {key: getattr(value, "name", getattr(value, "css", value)) for key, value in printer.edition.items()}
    return ", ".join(f"{key} {value if value not in ((), []) else 'none'}" for key, value in values.items())


def _templates() -> Iterator[Row]:
    from presswork.cli.ejecting import find, names

    for name in names():
        path = find(name)
        yield name, _first_comment(path.read_text("utf-8")) if path else ""


def _first_comment(text: str) -> str:
    """What a template or style says of itself in its first comment."""
    for start, end in (("{#", "#}"), ("/*", "*/")):
        if text.lstrip().startswith(start):
            return " ".join(text.split(start, 1)[1].split(end, 1)[0].split()).lstrip("- ")[:100]
    return ""


def _findings() -> Iterator[Row]:
    from presswork.codes import CODES

    for code, row in sorted(CODES.items()):
        yield code, f"{row.meaning} {row.remedy}"


def _fields() -> Iterator[Row]:
    from presswork.fields import FIELDS

    for field in FIELDS:
        yield field.name, field.help


def _settings() -> Iterator[Row]:
    from presswork.settings import EDITION_SETTINGS, PUBLICATION_SETTINGS

    for setting in PUBLICATION_SETTINGS:
        yield setting.key, f"{setting.help}, e.g. {setting.example}"
    for setting in EDITION_SETTINGS:
        yield f"editions.NAME.{setting.key}", f"{setting.help}, e.g. {setting.example}"


LISTS: dict[str, Callable[[], Iterator[Row]]] = {
    "papers": _papers,
    "folds": _folds,
    "editions": _editions,
    "printers": _printers,
    "templates": _templates,
    "findings": _findings,
    "fields": _fields,
    "settings": _settings,
}


def command(
    what: Annotated[str, typer.Argument(help=" | ".join(LISTS))],
    schema: Annotated[bool, typer.Option("--schema", help="With fields: the JSON Schema for editors' tools.")] = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """List papers, folds, editions, printers, templates, findings, fields or settings.

    Example: presswork list fields
    """
    if what not in LISTS:
        hint = (*close_matches(what, LISTS), f"there are: {', '.join(LISTS)}")[0]
        typer.echo(f"presswork list: no list '{what}'\n    hint: {hint}", err=True)
        raise typer.Exit(USAGE)
    if what == "fields" and schema:
        import json as json_module

        from presswork.fields import json_schema

        typer.echo(json_module.dumps(json_schema(), indent=2, ensure_ascii=False))
        return
    terminal = Terminal(quiet, json)
    rows = list(LISTS[what]())
    width = max((len(name) for name, _ in rows), default=0)
    for name, text in rows:
        terminal.say(f"{name:<{width}}  {text}")
        terminal.record(what.removesuffix("s"), name=name, text=text)
