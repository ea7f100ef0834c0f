"""`presswork impose`: any PDF onto press sheets."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Annotated, Any

import typer

from presswork.cli.impose_options import OPTIONS, Kind, Option

NAME = "impose"
_TYPES: dict[Kind, Any] = {
    "text": str | None, "number": int | None, "file": Path | None, "texts": list[str] | None, "flag": bool,
}  # fmt: skip


def command(**asked: Any) -> None:
    """Put the pages of any PDF onto press sheets, to be folded or cut.

    Links, bookmarks, layers and metadata stay; the source is never written to.

    Example: presswork impose crane.pdf --fold octavo --sheet sra3 --dry-run
    """
    from presswork.cli.pressroom import run

    if code := run(asked):
        raise typer.Exit(code)


def _parameter(option: Option) -> inspect.Parameter:
    """An option as typer reads it from a function's signature."""
    said: dict[str, Any] = {"help": option.help, "show_default": option.kind == "flag"}
    told = typer.Option(*option.names, **said) if option.names else typer.Argument(**said)
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Parameter(option.name, kind, default=option.unasked, annotation=Annotated[_TYPES[option.kind], told])


vars(command)["__signature__"] = inspect.Signature([_parameter(option) for option in OPTIONS])
