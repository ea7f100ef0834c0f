"""Words on the command line to calls of production; progress; exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from presswork.cli import building, checking, diagnosis, ejecting, importing, listing, starting
from presswork.cli.exits import BUG, FINDINGS, USAGE
from presswork.diagnostics import Rejected

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


for module in (starting, building, checking, importing, listing, ejecting, diagnosis):
    app.command(module.NAME, short_help=(module.command.__doc__ or "").splitlines()[0])(module.command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 fine, 1 findings, 2 usage, 3 an engine is missing, 70 our own bug."""
    try:
        app(args=list(arguments) if arguments is not None else None, standalone_mode=True)
    except Rejected as rejected:
        print(rejected, file=sys.stderr)
        sys.exit(FINDINGS)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)
    except ModuleNotFoundError as error:
        from presswork.cli.diagnosis import missing_engine

        sys.exit(missing_engine(error))
    except OSError as error:
        from presswork.cli.diagnosis import missing_engine

        sys.exit(missing_engine(error))
    except Exception:
        from presswork.cli.exits import report_bug

        report_bug()
        sys.exit(BUG)


__all__ = ["USAGE", "app", "main"]
