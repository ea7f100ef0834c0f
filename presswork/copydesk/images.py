"""Images -> assets: each read inside the publication only, checked, cleaned, named by its content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from presswork.article import Figure
from presswork.diagnostics import Diagnostic
from presswork.edition import Asset


def take_in(
    body: str,
    figures: Iterable[Figure],
    media: Mapping[str, bytes],
    *,
    folder: Path,
    root: Path | None,
    path: str,
    line_of: Callable[[str], int | None],
) -> tuple[str, tuple[Asset, ...], tuple[Diagnostic, ...]]:
    """In the making: no image is taken in yet."""
    return body, (), ()
