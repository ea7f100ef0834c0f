"""The options that commands share, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[Path] | None, typer.Argument(help="A publication's folder or manuscripts (default: here).", show_default=False)
]
Editions = Annotated[
    list[str] | None, typer.Option("--edition", "-e", help="Make only this edition (may be given again).")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="Findings and results as JSON lines on stdout.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.")]
Workers = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Processes that make articles (default: one for each processor)."),
]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="A Dask cluster that makes articles: tcp://scheduler:8786"),
]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="The folder for what is made.", show_default=False)]
