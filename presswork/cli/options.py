"""The options that commands share, and how the command line library reads those that are declared as plain words."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from presswork.cli.plain_words import Kind, Option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="Findings and results as JSON lines on stdout.")]

_TYPES: dict[Kind, Any] = {
    "text": str | None, "number": int | None, "file": Path | None, "files": list[Path] | None,
    "texts": list[str] | None, "flag": bool,
}  # fmt: skip


def takes(command: Callable[..., None], options: Sequence[Option], *, context: bool = False) -> None:
    """Let a command that takes any names be read as taking these options, and the library's context before them."""
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    first = [inspect.Parameter("context", kind, annotation=typer.Context)] if context else []
    vars(command)["__signature__"] = inspect.Signature([*first, *map(_parameter, options)])


def _parameter(option: Option) -> inspect.Parameter:
    """An option as typer reads it from a function's signature."""
    said: dict[str, Any] = {"help": option.help, "show_default": option.kind == "flag"}
    if option.names:
        told = typer.Option(*option.names, **said, metavar=option.said_as, min=option.least)
    else:
        told = typer.Argument(**said)
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Parameter(option.name, kind, default=option.unasked, annotation=Annotated[_TYPES[option.kind], told])
