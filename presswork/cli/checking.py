"""`presswork check`: preflight without keeping anything, and what the judges from outside say."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from presswork.cli.building import run
from presswork.cli.exits import ENGINE_MISSING
from presswork.cli.options import Editions, Json, Paths, Quiet, Strict
from presswork.cli.terminal import Terminal

if TYPE_CHECKING:
    from presswork.diagnostics import Diagnostic
    from presswork.results import BuildResult

NAME = "check"


def command(
    context: typer.Context,
    paths: Paths = None,
    edition: Editions = None,
    outside: Annotated[bool, typer.Option("--outside", help="Ask EPUBCheck and veraPDF about the files, too.")] = False,
    lines: Annotated[
        bool, typer.Option("--lines", help="Tell of every loose line, ladder, river, widow …, and the figures.")
    ] = False,
    strict: Strict = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Check manuscripts and their editions; nothing is kept.

    The editions are made in memory and looked over; what is found is told, and nothing is written.

    Example: presswork check content/articles/harbour.md
    """
    terminal = Terminal(quiet, json)
    if not outside:
        run(paths or [], edition or [], None, terminal, worker=context.obj, strict=strict, keep=False, lines=lines)
        return
    _call_judges()
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="presswork-", ignore_cleanup_errors=True) as name:
        run(
            paths or [],
            edition or [],
            Path(name),
            terminal,
            worker=context.obj,
            strict=strict,
            keep=False,
            judge=_judge,
            lines=lines,
        )


def _call_judges() -> None:
    """Leave with the command that brings the judges, where they are not installed."""
    from presswork.preflight import outside

    try:
        outside.installed()
    except outside.AbsentJudgeError as absent:
        print(f"the judges from outside are not here: {absent}\n    hint: {absent.remedy}", file=sys.stderr)
        raise typer.Exit(ENGINE_MISSING) from None


def _judge(results: Sequence[BuildResult], terminal: Terminal) -> list[Diagnostic]:
    """What the judges say of everything that was made, told; and how many files they saw."""
    from presswork.preflight import outside

    files = [made for result in results for made in result.files if outside.judged(made.path)]
    found = [said for made in files for said in outside.verdict(made.path, f"{made.edition}/{made.path.name}")]
    terminal.findings(found)
    verdict = f"{len(found)} findings" if found else "no fault"
    terminal.say(f"EPUBCheck and veraPDF looked at {len(files)} file{'' if len(files) == 1 else 's'}: {verdict}")
    return found
