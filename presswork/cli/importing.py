"""`presswork import`: a received text into a clean manuscript with front matter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from presswork.cli.exits import FINDINGS
from presswork.cli.options import Json, Quiet
from presswork.cli.terminal import Terminal
from presswork.diagnostics import Diagnostic, Location, Rejected

NAME = "import"


def command(
    files: Annotated[list[Path], typer.Argument(help="Word, web page, PDF text, plain text.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The folder for the manuscripts (default: here).")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a manuscript that is there already.")] = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Make a clean manuscript with front matter of a received text, and say what was inferred.

    Example: presswork import "Letter from the coast.docx" -o content/articles
    """
    from presswork import receiving

    terminal = Terminal(quiet, json)
    failed = False
    for file in files:
        try:
            imported = receiving.import_file(file, display=str(file))
        except Rejected as rejected:
            terminal.findings(rejected.findings)
            failed = True
            continue
        target = (out or Path.cwd()) / f"{imported.slug}.md"
        if target.exists() and not force:
            hint = "give --force to replace it, or -o for another folder"
            terminal.finding(Diagnostic("T190", "is there already", location=Location(str(target)), hints=(hint,)))
            failed = True
            continue
        receiving.keep(imported, target)
        terminal.findings(imported.findings)
        terminal.say(f"{target}  {imported.words} words, {len(imported.findings)} to check")
        terminal.record("file", path=str(target), words=imported.words)
    if failed:
        raise typer.Exit(FINDINGS)
