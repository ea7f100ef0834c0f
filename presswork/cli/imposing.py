"""`presswork impose`: any PDF onto press sheets."""

from __future__ import annotations

from typing import Any

import typer

from presswork.cli.impose_options import OPTIONS
from presswork.cli.options import takes

NAME = "impose"


def command(**asked: Any) -> None:
    """Put the pages of any PDF onto press sheets, to be folded or cut.

    Links, bookmarks, layers and metadata stay; the source is never written to.

    Example: presswork impose crane.pdf --fold octavo --sheet sra3 --dry-run
    """
    from presswork.cli.pressroom import run

    if code := run(asked):
        raise typer.Exit(code)


takes(command, OPTIONS)
