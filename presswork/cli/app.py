"""The commands, gathered into one program."""

from __future__ import annotations

from typing import Annotated

import typer

from presswork.cli import building, checking, diagnosis, ejecting, importing, imposing, listing, starting

app = typer.Typer(
    name="presswork",
    help="One manuscript, every edition: typeset PDF, e-book and web page. Try: presswork build article.md",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from presswork import __version__

        typer.echo(f"presswork {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """One manuscript, every edition."""


for module in (starting, building, checking, importing, imposing, listing, ejecting, diagnosis):
    app.command(module.NAME, short_help=(module.command.__doc__ or "").splitlines()[0])(module.command)
