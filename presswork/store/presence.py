"""Which builds use a store now, so that what a killed one left there without a record of it is removed by the next."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "build-"
_CONTENTS = "??/??/*.val"


class Presence:
    """One build's use of a store's folder: a file that it has locked, which the system unlocks when it is killed.

    The cache writes a content before it notes it. A build that is killed between leaves a file that nothing names, and
    that the cache does not count. Where one was killed, and no other is at work, such files are removed.
    """

    def __init__(self, folder: Path) -> None:
        self._descriptor: int | None = None
        self._file: Path | None = None
        if sys.platform == "win32":  # there are no such locks: what killed builds leave stays
            return
        with contextlib.suppress(OSError, sqlite3.Error):
            dead = list(_dead(folder))
            if dead and len(dead) == len(list(folder.glob(f"{_PREFIX}*"))):
                for each in orphans(folder):
                    each.unlink()
                for each in dead:
                    each.unlink()
            self._descriptor, name = tempfile.mkstemp(prefix=_PREFIX, dir=folder)
            self._file = Path(name)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def end(self) -> None:
        """The build has ended and left nothing behind."""
        if self._file is not None and self._descriptor is not None:
            with contextlib.suppress(OSError):
                self._file.unlink()
            os.close(self._descriptor)
            self._descriptor = self._file = None


def _dead(folder: Path) -> Iterator[Path]:
    """The files of builds that were killed."""
    for file in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError), file.open("rb") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield file


def orphans(folder: Path) -> list[Path]:
    """The contents in a store that its database does not name; those of a build at work may be among them."""
    there = [path for path in folder.glob(_CONTENTS) if not path.is_symlink()]
    with contextlib.closing(sqlite3.connect(f"file:{(folder / 'cache.db').resolve()}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT filename FROM Cache WHERE filename IS NOT NULL")
        named = {str(name).replace("\\", "/") for (name,) in rows}
    return [path for path in there if path.relative_to(folder).as_posix() not in named]
