"""Which files were read to make an article, and what was in them then: noted where they are read."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Stamp = list[int]
# A file as it was when it was read: its stamp and the digest of its content.
Sight = tuple[Stamp | None, str]

_read: ContextVar[dict[Path, Sight] | None] = ContextVar("files_read", default=None)


def stamp(path: Path) -> Stamp | None:
    """What the file system says of a file's content: size, and when content and entry last changed, in nanoseconds."""
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def content(path: Path) -> str:
    """The digest of a file's content; empty when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


@contextmanager
def witnessed() -> Iterator[dict[Path, Sight]]:
    """The files that are read inside the `with` block, in order, in a dictionary that grows."""
    files: dict[Path, Sight] = {}
    token = _read.set(files)
    try:
        yield files
    finally:
        _read.reset(token)


def also_read(read: Mapping[Path, Sight]) -> None:
    """Say that files were read elsewhere, in another thread perhaps, and how they were seen there."""
    files = _read.get()
    if files is not None:
        for path, sight in read.items():
            files.setdefault(path, sight)


def note_read(path: Path) -> None:
    """Say that a file is about to be read, or was looked for.

    Said before it is read: what is written into it meanwhile is then read, but not noted, and so found changed later.
    """
    files = _read.get()
    if files is not None and path not in files:
        files[path] = stamp(path), content(path)
