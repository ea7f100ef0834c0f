"""Who makes the rest: a process beside this one for a single article, a pool of them where there are many.

The PDF engine takes half a second to bring in and most of a second for an article, in Python, on one core. The
command line therefore has a process forked at its start that brings the engine in while the manuscript is read
(`docs/decisions/0007-pdfs-are-typeset-beside.md`). Many articles are made whole by several processes (`pool`). What
comes out is the same in any process.
"""

from __future__ import annotations

import copyreg
import ctypes
import gc
import os
import signal
import sys
import time
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from presswork.edition import EditionFile

_PR_SET_PDEATHSIG = 1  # prctl(2): the signal that a process gets when the one that started it dies
_SIGKILL = 9
# Objects made between two collections of garbage. Python's 700 costs an article a tenth of its time.
COLLECT_AFTER = 50_000
# What the server brings in that the workers of a pool are forked from.
PRELOADED = ["presswork.preloaded"]
# And for those that lay volumes out.
ENGINE = ["presswork.editions.engine"]


def collect_seldom() -> None:
    """Let this process, and those that it forks, look for garbage seldom. A library does not decide it."""
    gc.set_threshold(COLLECT_AFTER)


def collect_no_more() -> None:
    """Spare a process that is about to end the search for garbage in all that it holds: 0.07 s."""
    gc.disable()
    gc.freeze()


@contextmanager
def beside(*, warm: bool = True) -> Iterator[Executor | None]:
    """A process beside this one, warming up already if `warm`; None on one core only, or with no safe way to fork.

    One that does not warm up is forked when it first has something to do, which is to be before threads are started: a
    fork copies only the thread that forks.
    """
    if sys.platform != "linux" or processors() < 2 or (warm and not may_start_others()):
        yield None
        return
    executor = _Beside()
    try:
        if warm:
            executor.submit(warm_up)
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


class _Beside(Executor):
    """One process, forked when it is first asked for something: a build that finds all standing needs none."""

    def __init__(self) -> None:
        self._forked: Executor | None = None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have something done there. Raises `BrokenProcessPool` when it died, or this process may start none."""
        if self._forked:
            return self._forked.submit(fn, *args, **kwargs)
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import get_context

        if not may_start_others():
            raise BrokenProcessPool("this process may start no other")
        copyreg.pickle(MappingProxyType, as_plain)
        self._forked = ProcessPoolExecutor(
            1, mp_context=get_context("fork"), initializer=_die_with, initargs=(os.getpid(),)
        )
        with uninterrupted():
            return self._forked.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the process, if there is one."""
        if self._forked:
            self._forked.shutdown(wait, cancel_futures=cancel_futures)


def begin_server(preload: Sequence[str] = PRELOADED) -> None:
    """Start the server of workers already, where there is one: it takes a second to bring the engines in.

    One that is started stays as it is: `preload` is only what a new one brings in.
    """
    from multiprocessing import forkserver, get_all_start_methods

    if "forkserver" in get_all_start_methods() and may_start_others():
        forkserver.set_forkserver_preload(list(preload))
        with uninterrupted():
            forkserver.ensure_running()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Processes and threads that are started inside do not hear Ctrl-C, from their first moment on.

    One that comes meanwhile is heard at the end.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # where it is started later, it opens the ears again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def frozen(values: dict[Any, Any]) -> Mapping[Any, Any]:
    """A read-only mapping of these values."""
    return MappingProxyType(values)


def as_plain(values: Mapping[Any, Any]) -> tuple[Any, tuple[dict[Any, Any]]]:
    """How a read-only mapping travels to another process: Python itself does not let it."""
    return frozen, (dict(values),)


def _die_with(parent: int) -> None:
    """Leave no process behind when the one that asked for the work is killed, and no traceback when it is stopped."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def warm_up(language: str = "en") -> None:
    """Bring the engine in and the hyphenation patterns of a language; a failure is told by the first PDF."""
    from presswork.diagnostics import Rejected

    with suppress(Rejected, ImportError, OSError):
        from presswork.editions import pdf

        pdf.warm_up(language)
        import_module("pypdfium2")  # draws the report's pictures
        # What is here now stays until the end: the collector need not look through it again and again.
        gc.freeze()


class Halves(Protocol):
    """A task whose result is known in part when half of it is done: `lay_out` gives what can be told and `written`."""

    def lay_out(self) -> Half:
        """Do the first half."""


class Task(Halves, Protocol):
    """A task that is done as a whole where it is called, or by halves."""

    def __call__(self) -> EditionFile:
        """Do it all."""


class Half(Protocol):
    """A task half done: `file` lacks only its bytes."""

    file: EditionFile

    def written(self) -> EditionFile:
        """Do the rest."""


# What this process has begun, by what it is called.
_BEGUN: dict[Hashable, Half] = {}


def begin(task: Halves, name: Hashable) -> tuple[EditionFile, float]:
    """Do half of a task, and keep the rest in this process for `finish`; what can be told, and the seconds it took."""
    started = time.perf_counter()
    _BEGUN[name] = half = task.lay_out()
    return half.file, time.perf_counter() - started


def finish(name: Hashable) -> tuple[EditionFile, float] | None:
    """Do the rest of a task that this process began; None when it could not be begun."""
    half = _BEGUN.pop(name, None)
    return timed(half.written) if half else None


def cores() -> int:
    """How many processors this process may use; one where it may not start others."""
    return processors() if may_start_others() else 1


def processors() -> int:
    """How many processors this process may use, as long as it may start others."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_start_others() -> bool:
    """Whether others can work for this process: a worker may have none, and all need semaphores (`/dev/shm`)."""
    from multiprocessing import Lock, current_process

    if current_process().daemon:
        return False
    try:
        Lock()
    except (OSError, ImportError):
        return False
    return True


def timed(task: Callable[[], EditionFile]) -> tuple[EditionFile, float]:
    """Do a task, in whichever process this is called; the file and the seconds it took."""
    started = time.perf_counter()
    return task(), time.perf_counter() - started
