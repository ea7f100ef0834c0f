"""Pandoc kept running for one manuscript after the other; what it cannot answer the very same way, it is not asked."""

from __future__ import annotations

import atexit
import ctypes
import json
import os
import subprocess
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.markup.pandoc import Reading

_HERE = Path(__file__).parent
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9
# A pandoc that died more often is not begun again: it may be one that cannot do this.
_DEATHS = 5


class OvertimeError(Exception):
    """A text took longer than it may."""


def answers(reading: Reading) -> bool:
    """Whether a reading comes out of a pandoc that runs on as it comes out of one of its own.

    That is Markdown without citations or pictures inside; the program replaces tabs before it reads, a reader does not.
    """
    plain = reading.reader.startswith("markdown") and not reading.citations and not reading.media
    return plain and b"\t" not in reading.data and b"\r" not in reading.data


class Loop:
    """A pandoc that is started when it is first asked, and again when it has died. For one thread, while it is `busy`.

    The kernel ends it with the thread that first asks.
    """

    def __init__(self, program: str, heap: str) -> None:
        self._command = [program, "lua", str(_HERE / "pandoc_loop.lua"), str(_HERE / "pandoc.template")]
        # Its own limit (-M) is told to a thread that waits for Lua; address space is refused at once.
        self._command += ["+RTS", f"-xr{heap}", "-RTS"]
        self._process: subprocess.Popen[bytes] | None = None
        self._deaths = 0
        self.busy = threading.Lock()
        atexit.register(self.stop)

    def ask(self, reading: Reading, seconds: float) -> str | None:
        """What pandoc writes for a reading; None when it has something to say about it, or died.

        Raises `OvertimeError` after so many seconds.
        """
        if self._deaths > _DEATHS:
            return None
        process = self._running()
        overtime = threading.Event()

        def stop() -> None:
            overtime.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            return _answer(process, reading)
        except (OSError, ValueError):
            self.stop()
            self._deaths += 1
            if overtime.is_set():
                raise OvertimeError from None
            return None
        finally:
            timer.cancel()

    def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = subprocess.Popen(  # noqa: S603 - a list of arguments that are ours, and no shell
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_HERE,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                preexec_fn=_dying_with_us(),
            )
        return self._process


def _dying_with_us() -> Callable[[], object] | None:
    """What lets the kernel end a pandoc that works on a text when this process is killed; else it ends with its input.

    It is one call of the C library, found beforehand: a process with threads is forked in the middle of their work.
    """
    with suppress(OSError, AttributeError):
        return partial(ctypes.CDLL(None).prctl, _PR_SET_PDEATHSIG, _SIGKILL)
    return None


def _answer(process: subprocess.Popen[bytes], reading: Reading) -> str | None:
    """One request and its answer. Raises OSError or ValueError when the process dies over it."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("a process without pipes")
    metadata = json.dumps(reading.metadata, ensure_ascii=False).encode() if reading.metadata else b""
    request = {
        "reader": reading.reader,
        "writer": reading.writer,
        "language": reading.language,
        "highlight": reading.highlight,
        "metadata": len(metadata),
        "text": len(reading.data),
    }
    process.stdin.write(json.dumps(request).encode() + b"\n" + metadata + reading.data)
    process.stdin.flush()
    length = int(process.stdout.readline())
    return _exactly(process.stdout, length).decode("utf-8", "replace") if length >= 0 else None


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) != length:
        raise ValueError("the answer is not whole")
    return data
