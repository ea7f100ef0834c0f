"""Keeps the methods of dataclasses compiled beside Python's compiled modules: eight hundred cost a start 0.1 s."""

from __future__ import annotations

import atexit
import builtins
import dataclasses
import marshal
import os
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "__pycache__"
# More methods than all of our classes have: what releases before this one left behind is not kept for ever.
_MOST = 8000


class CompiledMethods:
    """Stands in for `exec` where the standard library makes methods from their texts (`dataclasses._create_fn`).

    A text that was compiled before by this very Python is not compiled again. Texts are compared whole, so that what is
    kept can never be the method of another class. A Python that makes dataclasses otherwise does not look here.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.known = _read(file)
        self.new: dict[str, bytes] = {}

    def execute(self, text: str, scope: Any = None, names: Any = None) -> None:
        """What `exec` does with a text."""
        kept = self.known.get(text)
        if kept is None:
            code = compile(text, "<string>", "exec")
            self.known[text] = self.new[text] = marshal.dumps(code)
        else:
            code = marshal.loads(kept)  # noqa: S302 - as Python reads its modules here
        builtins.exec(code, scope, names)  # noqa: S102 - in the place of the library's own

    def save(self) -> None:
        """Add what was compiled to the file, which another process may have written meanwhile; never half of it."""
        if not self.new or sys.dont_write_bytecode:
            return
        kept = {**_read(self.file), **self.new}
        whole = self.file.with_suffix(f".{os.getpid()}")
        with suppress(OSError, ValueError):
            whole.write_bytes(MAGIC_NUMBER + marshal.dumps(kept if len(kept) <= _MOST else self.new))
            whole.replace(self.file)
        self.new.clear()


def keep_compiled_methods(folder: Path = _FOLDER, *, forks: bool = False) -> CompiledMethods:
    """Let dataclasses that are declared from now on use what is kept; with `forks` in processes of a pool too."""
    methods = CompiledMethods(folder / f"dataclasses.{sys.implementation.cache_tag}.pyc")
    vars(dataclasses)["exec"] = methods.execute
    atexit.register(methods.save)
    if forks:
        from multiprocessing.util import register_after_fork

        # What is registered at exit is not called there.
        register_after_fork(methods, _save_at_end)
    return methods


def _save_at_end(methods: CompiledMethods) -> None:
    from multiprocessing.util import Finalize

    Finalize(None, methods.save, exitpriority=0)


def _read(file: Path) -> dict[str, bytes]:
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = file.read_bytes()
        if data.startswith(MAGIC_NUMBER):
            found = marshal.loads(memoryview(data)[len(MAGIC_NUMBER) :])  # noqa: S302 - as Python reads its modules here
            return found if isinstance(found, dict) else {}
    return {}
