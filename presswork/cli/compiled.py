"""Keeps compiled what Python would compile at each start: the methods of dataclasses and regular expressions.

Python keeps modules compiled, but not what they compile when they are imported: 850 methods of dataclasses and 350
expressions, which cost a start 0.2 s. They are kept beside the compiled modules, and only the command line does so.
"""

from __future__ import annotations

import atexit
import builtins
import dataclasses
import marshal
import os
import re
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any, cast

_FOLDER = Path(__file__).parent / "__pycache__"
# More than all of ours together: what releases before this one left behind is not kept for ever.
_MOST = 8000
# Fewer new ones than this, such as an expression made of an article's words, are not worth writing the file again.
_FEW = 12
# What these compile to depends on more than their text, or is to be printed.
_NOT_KEPT = re.LOCALE | re.DEBUG


class Compiled:
    """What is kept in a file, by its whole text, so that it can never be what another text compiles to."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.known = _read(file)
        self.new: dict[str, bytes] = {}

    def execute(self, text: str, scope: Any = None, names: Any = None) -> None:
        """Stands in for `exec` where the standard library makes methods from their texts (`dataclasses._create_fn`)."""
        kept = self.known.get(text)
        if kept is None:
            code = compile(text, "<string>", "exec")
            self._keep(text, code)
        else:
            code = marshal.loads(kept)  # noqa: S302 - as Python reads its modules here
        builtins.exec(code, scope, names)  # noqa: S102 - in the place of the library's own

    def expression(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        """Stands in for `re._compiler.compile`, and calls it for what is not kept as a text."""
        engine: Any = vars(re)["_compiler"]
        if not isinstance(pattern, str | bytes) or flags & _NOT_KEPT:
            return cast("re.Pattern[Any]", _ENGINES(pattern, flags))
        key = f"re {int(flags)} {pattern!r}"
        kept = self.known.get(key)
        if kept is None:
            made = engine._parser.parse(pattern, flags)
            groups = made.state.groupdict
            names = [None] * made.state.groups
            for name, number in groups.items():
                names[number] = name
            code = engine._code(made, flags)
            parts = int(flags | made.state.flags), code, made.state.groups - 1, groups, tuple(names)
            if not parts[0] & _NOT_KEPT:
                self._keep(key, (parts[0], list(map(int, code)), *parts[2:]))
        else:
            parts = marshal.loads(kept)  # noqa: S302 - likewise
        return cast("re.Pattern[Any]", engine._sre.compile(pattern, *parts))

    def _keep(self, key: str, made: Any) -> None:
        self.known[key] = self.new[key] = marshal.dumps(made)

    def save(self) -> None:
        """Add what was compiled to the file, which another process may have written meanwhile; never half of it."""
        if sys.dont_write_bytecode or not self.new or (self.known.keys() - self.new.keys() and len(self.new) < _FEW):
            return
        kept = {**_read(self.file), **self.new}
        whole = self.file.with_suffix(f".{os.getpid()}")
        with suppress(OSError, ValueError):
            whole.write_bytes(_header() + marshal.dumps(kept if len(kept) <= _MOST else self.new))
            whole.replace(self.file)
        self.new.clear()


def keep_compiled(folder: Path = _FOLDER, *, forks: bool = False) -> Compiled:
    """Let what is imported from now on use what is kept; with `forks` in processes of a pool too.

    A Python that is made otherwise than those we know compiles as ever.
    """
    # No module can have this name, whose compiled code would be put into the same file.
    compiled = Compiled(folder / f"at-start.{sys.implementation.cache_tag}.pyc")
    vars(dataclasses)["exec"] = compiled.execute
    if _ENGINES is not None:
        vars(re)["_compiler"].compile = compiled.expression
    atexit.register(compiled.save)
    if forks:
        from multiprocessing.util import register_after_fork

        # What is registered at exit is not called there.
        register_after_fork(compiled, _save_at_end)
    return compiled


def _save_at_end(compiled: Compiled) -> None:
    from multiprocessing.util import Finalize

    Finalize(None, compiled.save, exitpriority=0)


def _known_engine() -> Any:
    """The compiler of expressions, if it is made like those of Python 3.11 to 3.13; else None."""
    engine: Any = vars(re).get("_compiler")
    parts = all(hasattr(engine, name) for name in ("compile", "_code", "_parser", "_sre"))
    return engine.compile if parts and (3, 11) <= sys.version_info[:2] <= (3, 13) else None


_ENGINES = _known_engine()


def _header() -> bytes:
    """What a file of this very Python begins with: the numbers of its byte code and of its compiled expressions."""
    engine = vars(re).get("_compiler")
    return MAGIC_NUMBER + f"{getattr(engine, 'MAGIC', 0)}\n".encode()


def _read(file: Path) -> dict[str, bytes]:
    with suppress(OSError, ValueError, EOFError, TypeError):
        data, header = file.read_bytes(), _header()
        if data.startswith(header):
            found = marshal.loads(memoryview(data)[len(header) :])  # noqa: S302 - as Python reads its modules here
            return found if isinstance(found, dict) else {}
    return {}
