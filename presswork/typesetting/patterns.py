"""Patterns of hyphenation, parsed once on a machine: they are kept beside Python's own compiled modules.

To parse those of English takes pyphen a twentieth of a second, a twentieth of a cold article; those of German take
ten times as long.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

import pyphen

_FOLDER = Path(__file__).parent / "__pycache__"


def bring_in(name: str, folder: Path = _FOLDER) -> None:
    """Let pyphen know the patterns of one of its languages, as it would parse them itself.

    Where anything is not as we know it, pyphen parses them when it is asked for them.
    """
    path = pyphen.LANGUAGES[name]
    if path in pyphen.hdcache:
        return
    with suppress(OSError, ValueError, EOFError, TypeError, AttributeError):
        file = folder / f"patterns-{name}.{sys.implementation.cache_tag}.pyc"
        mark = _mark(path)
        pyphen.hdcache[path] = _kept(file, mark) or _parsed(path, file, mark)


def _mark(path: Path) -> bytes:
    """What a file begins with that holds these very patterns for this very Python."""
    found = path.stat()
    return MAGIC_NUMBER + f"{pyphen.__version__} {found.st_size} {found.st_mtime_ns}\n".encode()


def _kept(file: Path, mark: bytes) -> Any:
    data = file.read_bytes() if file.is_file() else b""
    if not data.startswith(mark):
        return None
    parsed: Any = pyphen.HyphDict.__new__(pyphen.HyphDict)
    vars(parsed).update(marshal.loads(memoryview(data)[len(mark) :]), cache={})  # noqa: S302 - as modules are
    return parsed


def _parsed(path: Path, file: Path, mark: bytes) -> Any:
    """The patterns as pyphen parses them; kept where they are plain numbers (a few languages change letters)."""
    parsed = pyphen.HyphDict(path)
    whole = file.with_suffix(f".{os.getpid()}")
    plain = {name: value for name, value in vars(parsed).items() if name != "cache"}
    if not sys.dont_write_bytecode and _numbers(parsed):
        with suppress(OSError, ValueError):
            whole.write_bytes(mark + marshal.dumps(plain))
            whole.replace(file)
    return parsed


def _numbers(parsed: Any) -> bool:
    return all(type(value) is int for _, values in parsed.patterns.values() for value in values)
