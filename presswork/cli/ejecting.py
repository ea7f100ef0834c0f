"""`presswork eject`: copy a shipped template or style into the publication, to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from presswork import settings
from presswork.cli.exits import FINDINGS
from presswork.cli.options import Json, Quiet
from presswork.cli.terminal import Terminal
from presswork.diagnostics import Diagnostic, Location, close_matches
from presswork.house import shipped

NAME = "eject"


def command(
    name: Annotated[str, typer.Argument(help="A template or style, e.g. paper/article.html.j2 or house.css.")],
    into: Annotated[Path | None, typer.Option("--into", help="The publication's folder (default: here).")] = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Copy a shipped template or style into the publication, to start from.

    Example: presswork eject paper/article.css
    """
    terminal = Terminal(quiet, json)
    found = find(name)
    if found is None:
        hints = close_matches(name, names()) or ("`presswork list templates` shows all",)
        terminal.finding(Diagnostic("H001", f"the house has no template or style '{name}'", hints=hints))
        raise typer.Exit(FINDINGS)
    target = _root(into) / found.relative_to(shipped())
    if target.exists():
        hint = "remove or rename it first"
        terminal.finding(Diagnostic("H005", "is there already", location=Location(str(target)), hints=(hint,)))
        raise typer.Exit(FINDINGS)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(found.read_bytes())
    terminal.say(f"{target}  copied from the house; it now takes the shipped one's place")
    terminal.record("file", path=str(target))


def _root(into: Path | None) -> Path:
    start = (into or Path.cwd()).resolve()
    file = settings.find_publication(start)
    if file is None:
        return start
    return file.parent.parent if file.parent.name == "content" else file.parent


def names() -> list[str]:
    """All shipped templates and styles, as `eject` takes them."""
    folders = [shipped() / kind for kind in ("templates", "styles")]
    return sorted(p.relative_to(f).as_posix() for f in folders for p in f.rglob("*") if p.suffix in {".j2", ".css"})


def find(name: str) -> Path | None:
    """The shipped file for a name, with or without the leading templates/ or styles/; None when there is none."""
    bare = name.removeprefix("templates/").removeprefix("styles/")
    if bare not in names():
        return None
    return next(
        (shipped() / kind / bare for kind in ("templates", "styles") if (shipped() / kind / bare).is_file()), None
    )
