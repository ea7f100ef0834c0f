"""Whole articles made by several processes: warm, bounded in memory and time, replaced when they die."""

from __future__ import annotations

import copyreg
import ctypes
import gc
import os
import queue
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Location
from presswork.house import House
from presswork.making import Press
from presswork.markup.pandoc import keep_running
from presswork.walk import Outcome, make
from presswork.workers import COLLECT_AFTER, PRELOADED, as_plain, uninterrupted, warm_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from concurrent.futures import Future

    from presswork.jobs import Job, World
    from presswork.making import Finished

# Seconds that one article may take. The longest that we know takes twenty.
TIME_LIMIT = 300.0
# A worker that has made so many articles is replaced; it does not grow, but the engine's libraries are not ours.
TASKS = 400
# Bytes of address space that a worker may have; a worker with all engines has about 0.6 GB.
MEMORY = 6 * 2**30
# A worker that holds more bytes than this before it begins an article is replaced; it has usually 0.2 GB.
GROWN_AT = 2**30
_GROWN = 75  # what such a worker ends with
RETRIES = 1

_press: Press | None = None
_world: World | None = None
_begun = 0


def pooled(
    job: Job, world: World, todo: Mapping[Path, Mapping[str, Finished]], *, workers: int, pictures: int
) -> Iterator[tuple[Path, Outcome]]:
    """What comes of the manuscripts, as each is finished; the largest are begun first.

    A worker that dies, or takes longer than `TIME_LIMIT`, costs its article a second try, and then a finding (E011).
    One that has grown too large is replaced before it begins an article, which is no try.
    Whatever ends the iteration, no process stays behind.
    """
    from pebble import ProcessPool

    copyreg.pickle(MappingProxyType, as_plain)
    arguments = (job, world, pictures)
    pool = ProcessPool(workers, max_tasks=TASKS, initializer=_begin, initargs=arguments, context=_context())
    tries = dict.fromkeys(todo, 0)
    ended: queue.SimpleQueue[tuple[Path, Future[Outcome]]] = queue.SimpleQueue()

    def begin(path: Path) -> None:
        tries[path] += 1
        _schedule(pool, path, todo[path]).add_done_callback(lambda future: ended.put((path, future)))

    try:
        with uninterrupted():  # whoever waits for workers is told, and stops them
            for path in largest_first(todo):
                begin(path)
        waiting = len(todo)
        while waiting:
            path, future = ended.get()
            outcome = _outcome(future, job.display(path))
            tries[path] -= _was_replaced(future)
            if outcome is None and tries[path] <= RETRIES:
                begin(path)
                continue
            waiting -= 1
            yield path, outcome or lost(job.display(path))
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _context() -> Any:
    """How processes are started: by a server that has the engines already, where the system can fork."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context: Any = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def largest_first(todo: Mapping[Path, object]) -> list[Path]:
    """Manuscripts by size: a large one that is begun last keeps everybody waiting."""

    def size(path: Path) -> int:
        with suppress(OSError):
            return path.stat().st_size
        return 0

    return sorted(todo, key=size, reverse=True)


def _schedule(pool: Any, path: Path, known: Mapping[str, Finished]) -> Future[Outcome]:
    future: Future[Outcome] = pool.schedule(_make, args=(path, bare(known)), timeout=TIME_LIMIT)
    return future


def bare(known: Mapping[str, Finished]) -> dict[str, Finished]:
    """What is known, for another process: it is used for its page map only, and the bytes stay here."""
    return {name: replace(done, file=replace(done.file, data=b""), pictures=()) for name, done in known.items()}


def _outcome(future: Future[Outcome], source: str) -> Outcome | None:
    """What a worker made; None when it died or was stopped. Raises what says that an engine is missing."""
    from pebble import ProcessExpired

    try:
        return future.result()
    except (ProcessExpired, TimeoutError, CancelledError, MemoryError):
        return None
    except ImportError:
        raise
    except OSError as error:
        if "cannot load library" in str(error):
            raise
        finding = Diagnostic("E011", f"no worker could make this article: {error}", location=Location(source))
        return Outcome(source, about=(finding,))


def _was_replaced(future: Future[Outcome]) -> bool:
    """Whether a worker ended because it had grown, with its article not begun."""
    return not future.cancelled() and getattr(future.exception(), "exitcode", 0) == _GROWN


def lost(source: str) -> Outcome:
    """The outcome of an article that no process could make (E011)."""
    message = f"no worker could make this article: each died, or took longer than {TIME_LIMIT:.0f} seconds"
    hints = ("build it alone, to see what it needs", "make its pictures smaller")
    return Outcome(source, about=(Diagnostic("E011", message, location=Location(source), hints=hints),))


# --- in the worker ---------------------------------------------------------------------------------------------------


def _begin(job: Job, world: World, pictures: int) -> None:
    """Make a forked process a worker of this job."""
    global _press, _world
    copyreg.pickle(MappingProxyType, as_plain)
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, 9)  # the end of the server that forked us is ours
    _press, _world = Press(job, House(job.publication.root), pictures), world
    with suppress(Exception):  # what fails here is told by the first article that needs it
        keep_running()
        warm_up(job.publication.language)
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def _make(path: Path, known: Mapping[str, Finished]) -> Outcome:
    global _begun
    if _press is None or _world is None:
        raise RuntimeError("a worker that was not begun")
    if _begun and held() > GROWN_AT:
        os._exit(_GROWN)
    _begun += 1
    return make(_press, path, _world, known)


def held() -> int:
    """Bytes of memory that this process holds now; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
