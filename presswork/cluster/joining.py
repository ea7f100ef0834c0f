"""How this machine joins a Dask cluster and leaves it, and what it says of one that is of no use."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from presswork.cluster.worker import sees
from presswork.diagnostics import Diagnostic, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.jobs import Job

# Seconds to wait for the scheduler to answer; and, while nothing comes, for a worker: a queue may have to start one.
ANSWER = 10.0
PATIENCE = 120.0


@contextmanager
def joined(address: str) -> Iterator[Any]:
    """A client of the cluster; what it still has of ours is given up at the end, whatever ends us."""
    from distributed import Client

    with _unheard():
        try:
            client: Any = Client(address, timeout=ANSWER, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise unusable(address, "cannot be reached: no scheduler answers there") from error
        try:
            yield client
        finally:
            client.close(timeout=2)


def with_workers(client: Any, address: str, seconds: float) -> None:
    """Wait so long for a worker to be there. Raises `Rejected` (E013) when none comes."""
    end = time.monotonic() + seconds
    while not client.scheduler_info(n_workers=-1)["workers"]:
        if time.monotonic() >= end:
            raise unusable(address, "has no workers")
        time.sleep(0.05)


def all_see(client: Any, address: str, job: Job) -> bool:
    """Whether every worker that is there, once one is, finds the job's publication where it lies here."""
    with_workers(client, address, PATIENCE)
    root = job.publication.root
    seen = client.run(sees, root.absolute(), on_error="ignore") if root else {}
    return all(seen.values())


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


def unusable(address: str, why: str) -> Rejected:
    """A cluster that does not work (E013)."""
    hint = "see that `dask scheduler` and `dask worker` run, or build without --cluster; what is finished stays"
    return Rejected([Diagnostic("E013", f"the cluster at {address} {why}", hints=(hint,))])


def unalike(address: str, error: Exception) -> Rejected:
    """A cluster that works otherwise than this machine (E014)."""
    hint = "all machines need the same versions, and see the same files where they see the publication's folder"
    message = f"the cluster at {address} would not make the same files: {error}"
    return Rejected([Diagnostic("E014", message, hints=(hint,))])
