"""`presswork check`: preflight without keeping anything, and what the judges from outside say."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from presswork.cli.build_options import CHECK
from presswork.cli.exits import ENGINE_MISSING
from presswork.cli.options import takes
from presswork.cli.terminal import Terminal
from presswork.cli.workshop import run

if TYPE_CHECKING:
    from presswork.diagnostics import Diagnostic
    from presswork.results import BuildResult

NAME = "check"


def command(context: typer.Context, **asked: Any) -> None:
    """Check manuscripts and their editions; nothing is kept.

    The editions are made in memory and looked over; what is found is told, and nothing is written.

    Example: presswork check content/articles/harbour.md
    """
    terminal = Terminal(asked["quiet"], asked["json"])
    check = partial(
        run,
        asked["paths"] or [],
        asked["edition"] or [],
        terminal=terminal,
        worker=context.obj,
        strict=asked["strict"],
        keep=False,
        lines=asked["lines"],
    )
    if asked["outside"]:
        _call_judges()
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="presswork-", ignore_cleanup_errors=True) as name:
            code = check(out=Path(name), judge=_judge)
    else:
        code = check(out=None)
    if code:
        raise typer.Exit(code)


takes(command, CHECK, context=True)


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
