"""`presswork build`: make the editions."""

from __future__ import annotations

from typing import Any

import typer

from presswork.cli import workshop
from presswork.cli.build_options import BUILD
from presswork.cli.options import takes

NAME = "build"


def command(context: typer.Context, **asked: Any) -> None:
    """Make the editions of a publication or of single manuscripts.

    A lone manuscript anywhere becomes a PDF, an e-book and a web page in out/, without any configuration.

    Example: presswork build my-article.md -e reader -e ebook
    """
    if code := workshop.build(asked, context.obj):
        raise typer.Exit(code)


takes(command, BUILD, context=True)
