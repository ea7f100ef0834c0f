"""Values that travel between machines, with every absolute path as it is on the machine that asked."""

from __future__ import annotations

import io
import pickle
from pathlib import Path, PurePath
from typing import Any


def written(value: Any, root: str = "") -> bytes:
    """A value for the other side; of its paths, and of texts that show them, `root` is left out."""
    buffer = io.BytesIO()
    _Writer(buffer, root).dump(value)
    return buffer.getvalue()


def read(data: bytes, root: str = "") -> Any:
    """A value from the other side; its absolute paths lie below `root`. Whom we send code may send us any."""
    return _Reader(io.BytesIO(data), root).load()


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, root: str) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._root = root

    def persistent_id(self, value: Any) -> tuple[str, str] | None:
        if isinstance(value, PurePath):
            return "path", str(value).removeprefix(self._root)
        if self._root and type(value) is str and self._root in value:
            return "text", value.replace(self._root, "")
        return None


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, root: str) -> None:
        super().__init__(file)
        self._root = root

    def persistent_load(self, found: tuple[str, str]) -> Any:
        kind, text = found
        if kind == "text":
            return text
        return Path(self._root + text if Path(text).is_absolute() else text)
