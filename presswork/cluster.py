"""Whole articles made by the machines of a Dask cluster, where one machine is not enough (`--cluster`).

A job carries what is to be made and finds its files on a path that all machines share; editions come back as bytes,
and only this process writes. The scheduler gives a lost worker's jobs to others.
"""

from __future__ import annotations

import copyreg
import faulthandler
import gc
import logging
import pickle
import sys
import threading
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from queue import Empty, SimpleQueue
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Rejected
from presswork.house import House
from presswork.likeness import likeness, unlike
from presswork.making import Press
from presswork.manuscript.witness import content
from presswork.pool import RETRIES, TIME_LIMIT, bare, largest_first, lost
from presswork.walk import Outcome, make
from presswork.workers import COLLECT_AFTER, as_plain, warm_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from presswork.jobs import Job, World
    from presswork.making import Finished

# Seconds to wait for the scheduler to answer; and, while nothing comes, for a worker: a queue may have to start one.
ANSWER = 10.0
PATIENCE = 120.0
# Articles that the cluster has at once: enough for many machines, few enough for what comes back to fit in memory.
AHEAD = 400

_one_at_a_time = threading.Lock()


class Unlike(Exception):
    """A worker would not make the same files as this machine."""


def clustered(
    job: Job, world: World, todo: Mapping[Path, Mapping[str, Finished]], *, address: str, pictures: int
) -> Iterator[tuple[Path, Outcome]]:
    """What comes of the manuscripts, as each is finished by the cluster at `address` (`tcp://scheduler:8786`).

    An article with which several workers died is a finding (E011). Raises `Rejected` when the cluster cannot be
    reached, has no worker or is lost (E013), or a worker would make other files (E014), and ModuleNotFoundError when
    `distributed` is not installed. What was finished before stays.
    """
    copyreg.pickle(MappingProxyType, as_plain)
    order = pickle.dumps((replace(job, manuscripts=()), world, pictures, likeness(job.publication.root)))
    waiting = iter(largest_first(todo))
    ended: SimpleQueue[tuple[Path, Future[bytes]]] = SimpleQueue()
    tries = dict.fromkeys(todo, 0)
    with _joined(address) as client:
        executor = client.get_executor(pure=False)

        def begin(path: Path) -> None:
            tries[path] += 1
            future = executor.submit(_made, order, path, content(path), bare(todo[path]))
            future.add_done_callback(lambda future: ended.put((path, future)))

        for path in islice(waiting, AHEAD):
            begin(path)
        suspects: list[Path] = []
        for _ in todo:
            path, future = _next(ended, client, address)
            while (outcome := _outcome(future, address)) is None and tries[path] <= RETRIES:
                begin(path)
                path, future = _next(ended, client, address)
            for another in islice(waiting, 1):
                begin(another)
            if outcome is None:
                suspects.append(path)
            else:
                yield path, outcome
        # Whoever waited on a worker when it died is blamed for it; alone, each shows whether it was to blame.
        for path in suspects:
            begin(path)
            yield path, _outcome(_next(ended, client, address)[1], address) or lost(job.display(path))


@contextmanager
def _joined(address: str) -> Iterator[Any]:
    """A client of the cluster; what it still has of ours is given up at the end, whatever ends us."""
    from distributed import Client

    with _unheard():
        try:
            client: Any = Client(address, timeout=ANSWER, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise _unusable(address, "cannot be reached: no scheduler answers there") from error
        try:
            yield client
        finally:
            client.close(timeout=2)


@contextmanager
def _unheard() -> Iterator[None]:
    """What Dask would say of a lost worker or scheduler, with a traceback, is told by us, once."""
    spoken = {handler: handler.level for handler in logging.getLogger("distributed").handlers}
    for handler in spoken:
        handler.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for handler, level in spoken.items():
            handler.setLevel(level)


def _unusable(address: str, why: str) -> Rejected:
    hint = "see that `dask scheduler` and `dask worker` run, or build without --cluster; what is finished stays"
    return Rejected([Diagnostic("E013", f"the cluster at {address} {why}", hints=(hint,))])


def _next(ended: SimpleQueue[Any], client: Any, address: str) -> tuple[Path, Future[bytes]]:
    """The next article that ended in any way; while nothing comes, somebody must be there who works."""
    while True:
        with suppress(Empty):
            came: tuple[Path, Future[bytes]] = ended.get(timeout=PATIENCE)
            return came
        if not client.scheduler_info()["workers"]:
            raise _unusable(address, "has no workers")


def _outcome(future: Future[bytes], address: str) -> Outcome | None:
    """What a worker made; None when those that tried died."""
    from distributed.scheduler import KilledWorker

    try:
        outcome: Outcome = pickle.loads(future.result())  # noqa: S301  (whom we send code may send us any)
    except (KilledWorker, MemoryError):
        return None
    except CancelledError:
        raise _unusable(address, "was lost") from None
    except (Unlike, ImportError, RuntimeError) as error:
        hint = "all machines need the same versions, and the publication's folder under the same path"
        message = f"the cluster at {address} would not make the same files: {error}"
        raise Rejected([Diagnostic("E014", message, hints=(hint,))]) from error
    return outcome


# --- on a worker -----------------------------------------------------------------------------------------------------


def _made(order: bytes, path: Path, written: str, known: Mapping[str, Finished]) -> bytes:
    """One article made on a worker; `written` is the digest of its manuscript. Raises `Unlike`."""
    # The engine is not made for threads. A worker that hangs is ended, where somebody starts another.
    with _one_at_a_time, _watched():
        press, world = _opened(order)
        if content(path) != written:
            raise Unlike(f"{_name()} does not have {press.job.display(path)} as it is here")
        try:
            return pickle.dumps(make(press, path, world, known))
        except (ImportError, OSError) as error:
            raise Unlike(f"{_name()} lacks an engine: {error}") from error


@lru_cache(maxsize=1)
def _opened(order: bytes) -> tuple[Press, World]:
    """Make this process a worker for an order: what it remembers of files of earlier ones is forgotten."""
    copyreg.pickle(MappingProxyType, as_plain)
    for module in [each for name, each in sys.modules.items() if name.startswith("presswork.")]:
        for value in vars(module).values():
            if value is not _opened and hasattr(value, "cache_clear"):
                value.cache_clear()
    job, world, pictures, wanted = pickle.loads(order)  # noqa: S301  (whoever reaches a worker may run any code there)
    if other := unlike(wanted, likeness(job.publication.root)):
        raise Unlike(f"{_name()} has another {other}")
    gc.set_threshold(COLLECT_AFTER)
    warm_up(job.publication.language)
    return Press(job, House(job.publication.root), pictures), world


def _name() -> str:
    from distributed import get_worker

    return str(get_worker().address)


@contextmanager
def _watched() -> Iterator[None]:
    """End the process that takes longer than `TIME_LIMIT` with an article, if a nanny then starts another."""
    from distributed import get_worker

    if not get_worker().nanny:
        yield
        return
    faulthandler.dump_traceback_later(TIME_LIMIT, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
