"""`presswork check`: preflight without keeping anything."""

from __future__ import annotations

import typer

from presswork.cli.building import run
from presswork.cli.options import Editions, Json, Paths, Quiet, Strict
from presswork.cli.terminal import Terminal

NAME = "check"


def command(
    context: typer.Context,
    paths: Paths = None,
    edition: Editions = None,
    strict: Strict = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Check manuscripts and their editions; nothing is kept.

    The editions are made in memory and looked over; what is found is told, and nothing is written.

    Example: presswork check content/articles/harbour.md
    """
    terminal = Terminal(quiet, json)
    run(paths or [], edition or [], None, terminal, worker=context.obj, strict=strict, keep=False)
