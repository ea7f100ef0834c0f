"""What was made, kept by its content and by what it was made from, so that nothing is made twice."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import diskcache

from presswork.store.presence import Presence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# The store of a publication of some thousand articles; what was not used for longest goes first.
LIMIT = 2 * 2**30
# Seconds to wait for another build that writes to the store; it usually takes some thousandths.
PATIENCE = 10
_MODE_PICKLE = 4
_BROKEN = (sqlite3.DatabaseError, diskcache.Timeout, OSError)


def _is_ours(database: Path) -> bool:
    """Whether a database has only the settings that we know: others would be handed to SQLite as commands."""
    if not database.is_file():
        return True
    with contextlib.closing(sqlite3.connect(f"file:{database.resolve()}?mode=ro", uri=True)) as opened:
        known = {*diskcache.core.DEFAULT_SETTINGS, *diskcache.core.METADATA}
        made = opened.execute("SELECT count(*) FROM sqlite_master WHERE name = 'Settings'").fetchone()[0]
        return not made or {key for (key,) in opened.execute("SELECT key FROM Settings")} <= known


class _PlainDisk(diskcache.Disk):  # type: ignore[misc]
    """Keeps bytes and text only: nothing that lies in a folder from elsewhere is ever unpickled."""

    def put(self, key: Any) -> tuple[Any, bool]:
        if not isinstance(key, str):
            raise TypeError("keys are text")
        return key, True

    def get(self, key: Any, raw: bool) -> Any:
        if not raw:
            raise sqlite3.DatabaseError("a key that we did not write")
        return key

    def store(self, value: Any, read: bool, key: Any = diskcache.UNKNOWN) -> Any:
        if not isinstance(value, bytes | str):
            raise TypeError("values are bytes or text")
        return super().store(value, read, key=key)

    def _write(self, full_path: str, iterator: Any, mode: str, encoding: str | None = None) -> Any:
        """Write a value in one piece: an iterator over bytes in memory gives them by lines, thousands for a PDF."""
        return super()._write(full_path, iter([iterator.read()]), mode, encoding)

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        if mode == _MODE_PICKLE:
            raise sqlite3.DatabaseError("a value that we did not write")
        if filename is not None and not self._holds(filename):
            raise sqlite3.DatabaseError("a file that we did not write")
        return super().fetch(mode, filename, value, read)

    def remove(self, file_path: str) -> None:
        if self._holds(file_path):
            super().remove(file_path)

    def _holds(self, name: str) -> bool:
        """Whether a file lies in the store's folder: the names stand in a database that anyone may have written."""
        folder = os.path.realpath(self._directory)
        return os.path.realpath(os.path.join(folder, name)).startswith(folder + os.sep)  # noqa: PTH118 - many of them


class Store:
    """A folder of things made. Safe against a crash and against several builds at once (SQLite's transactions).

    What cannot be read is as good as not there: a store that is damaged, or was not made by us, is begun again. One
    that cannot be opened now (locked, read-only, no room, a link to elsewhere) is left alone and keeps nothing.
    """

    def __init__(self, folder: Path, *, limit: int = LIMIT) -> None:
        self.folder, self.limit = folder, limit
        self._cache: Any = self._opened()
        self._presence = Presence(folder) if self.usable else None

    @property
    def usable(self) -> bool:
        """Whether anything can be kept."""
        return not isinstance(self._cache, dict)

    @classmethod
    def digest(cls, data: bytes) -> str:
        """The name of a content: its SHA-256, hexadecimal."""
        return hashlib.sha256(data).hexdigest()

    def keep(self, data: bytes) -> str:
        """Keep a content; its digest, by which it is found again."""
        name = self.digest(data)
        if self.usable and not self.has(name):
            self._tried(lambda: self._cache.set(f"content:{name}", data))
        return name

    def content(self, digest: str) -> bytes | None:
        """The content of a digest, None when it is not there (any more) or not whole."""
        data = self._tried(lambda: self._cache.get(f"content:{digest}"))
        if isinstance(data, bytes) and self.digest(data) == digest:
            return data
        if self.usable:  # so that it is kept when it is made again
            self._tried(lambda: self._cache.delete(f"content:{digest}"))
        return None

    def has(self, digest: str) -> bool:
        """Whether a content is there; cheaper than reading it."""
        return bool(self._tried(lambda: f"content:{digest}" in self._cache))

    def note(self, name: str, values: Any) -> None:
        """Keep plain values (JSON) under a name, in the place of those before."""
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        if self.usable:
            self._tried(lambda: self._cache.set(f"note:{name}", text))

    def noted(self, name: str) -> Any:
        """The values under a name, None when there are none."""
        text = self._tried(lambda: self._cache.get(f"note:{name}"))
        try:
            return json.loads(text) if isinstance(text, str) else None
        except ValueError:
            return None

    def close(self) -> None:
        """Let go of the files."""
        if self.usable:
            self._tried(lambda: self._cache.close())
        if self._presence:
            self._presence.end()

    def _tried(self, ask: Callable[[], Any]) -> Any:
        """What the cache answers, None when it fails. Who waited in vain for another build waits no second time."""
        try:
            return ask()
        except diskcache.Timeout:
            self._cache = {}
        except _BROKEN:
            pass
        return None

    def _opened(self) -> Any:
        """The cache; an empty dictionary where there can be none."""
        if self.folder.is_symlink() or (self.folder.exists() and not self.folder.is_dir()):
            return {}
        try:
            if _is_ours(self.folder / "cache.db"):
                return self._open()
        except (sqlite3.OperationalError, diskcache.Timeout, OSError):
            return {}
        except (sqlite3.DatabaseError, TypeError, ValueError, KeyError):
            pass  # damaged, or made to look like one of ours
        shutil.rmtree(self.folder, ignore_errors=True)
        try:
            return self._open()
        except _BROKEN:
            return {}

    def _open(self) -> Any:
        return diskcache.Cache(
            str(self.folder),
            disk=_PlainDisk,
            size_limit=self.limit,
            eviction_policy="least-recently-used",
            timeout=PATIENCE,
        )
