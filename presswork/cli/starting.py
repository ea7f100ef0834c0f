"""`presswork new`: a publication that builds at once, with one original example."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from presswork.cli.exits import FINDINGS, USAGE
from presswork.cli.options import Json, Quiet
from presswork.cli.terminal import Terminal
from presswork.diagnostics import Diagnostic, Location, close_matches

NAME = "new"


def command(
    folder: Annotated[Path, typer.Argument(help="The folder to make, e.g. my-review.")],
    kind: Annotated[
        str, typer.Option("--kind", help="What to start with: article, pamphlet, magazine or book.")
    ] = "article",
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Start a publication that builds at once, with one example article.

    Example: presswork new my-review
    """
    from presswork import starters

    terminal = Terminal(quiet, json)
    if kind not in starters.KINDS:
        hint = (*close_matches(kind, starters.KINDS), f"there are: {', '.join(starters.KINDS)}")[0]
        typer.echo(f"presswork new: no kind '{kind}'\n    hint: {hint}", err=True)
        raise typer.Exit(USAGE)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "name a new or empty folder"
        terminal.finding(
            Diagnostic("E008", "is there already and not empty", location=Location(str(folder)), hints=(hint,))
        )
        raise typer.Exit(FINDINGS)
    for path in starters.start(folder, kind):
        terminal.say(str(path))
        terminal.record("file", path=str(path))
    terminal.say(f"now: presswork build {folder}")
