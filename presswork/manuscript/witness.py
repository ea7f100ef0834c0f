"""Which files were read to make an article: noted where they are read, known to whoever asks before."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_read: ContextVar[dict[Path, None] | None] = ContextVar("files_read", default=None)


@contextmanager
def witnessed() -> Iterator[dict[Path, None]]:
    """The files that are read inside the `with` block, in order, as the keys of a dictionary that grows."""
    files: dict[Path, None] = {}
    token = _read.set(files)
    try:
        yield files
    finally:
        _read.reset(token)


def note_read(path: Path) -> None:
    """Say that a file was read, or looked at."""
    files = _read.get()
    if files is not None:
        files[path] = None
