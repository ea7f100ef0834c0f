"""Which machine of a Dask cluster makes which article, and what is done when one is lost (`--cluster`).

The cluster's client is an executor like that of the standard library; the scheduler gives a lost worker's jobs to
others. What a job takes along is `luggage`'s, what it does there `worker`'s. Only this process writes.
"""

from __future__ import annotations

from concurrent.futures import CancelledError
from contextlib import suppress
from itertools import islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from presswork.cluster import joining
from presswork.cluster.joining import all_see, joined, unalike, unusable, with_workers
from presswork.cluster.luggage import luggage_for
from presswork.cluster.worker import Unlike, made
from presswork.pool import RETRIES, largest_first, lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from presswork.editions.binding.settling import Shelf
    from presswork.jobs import Job, World
    from presswork.making import Finished
    from presswork.walk import Outcome

# Articles that the cluster has at once: enough for many machines, few enough for what comes back to fit in memory.
AHEAD = 400
# Fewer where a house's files go with each: the scheduler holds about so many bytes of them.
HELD, LEAST = 2**28, 32


def clustered(
    job: Job,
    world: World,
    todo: Mapping[Path, Mapping[str, Finished]],
    *,
    address: str,
    pictures: int,
    shelf: Shelf | None = None,
) -> Iterator[tuple[Path, Outcome]]:
    """What comes of manuscripts and volumes, as each is finished by the cluster at `address` (`tcp://scheduler:8786`).

    An article with which several workers died is a finding (E011). Raises `Rejected` when the cluster cannot be
    reached, has no worker or is lost (E013), or a worker would make other files (E014), and ModuleNotFoundError when
    `distributed` is not installed. What was finished before stays. Parts of volumes are put onto the shelf.
    """
    waiting = iter(largest_first(todo))
    ended: SimpleQueue[tuple[Path, Future[bytes]]] = SimpleQueue()
    deaths = dict.fromkeys(todo, 0)
    with joined(address) as client:
        luggage = luggage_for(job, world, pictures, shelf, carried=not all_see(client, address, job))
        executor = client.get_executor(pure=False)
        order = luggage.order  # goes with every job: whichever machine takes one up needs no other

        def begin(path: Path) -> None:
            future = executor.submit(made, order, luggage.packed(path, todo[path]))
            future.add_done_callback(lambda future: ended.put((path, future)))

        def finished() -> tuple[Path, Outcome | None]:
            while True:
                path, future = _next(ended, client, address)
                if (result := _result(future, address)) is None:
                    return path, None
                if outcome := luggage.unpacked(path, result):
                    return path, outcome
                begin(path)  # with what it lacked

        for path in islice(waiting, max(LEAST, min(AHEAD, HELD // len(order)))):
            begin(path)
        suspects: list[Path] = []
        for _ in todo:
            path, outcome = finished()
            while outcome is None and deaths[path] < RETRIES:
                deaths[path] += 1
                begin(path)
                path, outcome = finished()
            for another in islice(waiting, 1):
                begin(another)
            if outcome is None:
                suspects.append(path)
            else:
                yield path, outcome
        # Whoever waited on a worker when it died is blamed for it; alone, each shows whether it was to blame.
        for path in suspects:
            begin(path)
            yield path, finished()[1] or lost(job.display(path))


def _next(ended: SimpleQueue[Any], client: Any, address: str) -> tuple[Path, Future[bytes]]:
    """The next article that ended in any way; while nothing comes, somebody must be there who works."""
    while True:
        with suppress(Empty):
            came: tuple[Path, Future[bytes]] = ended.get(timeout=joining.PATIENCE)
            return came
        with_workers(client, address, 0)


def _result(future: Future[bytes], address: str) -> bytes | None:
    """What a worker made; None when those that tried died."""
    from distributed.scheduler import KilledWorker

    try:
        return future.result()
    except (KilledWorker, MemoryError):
        return None
    except CancelledError:
        raise unusable(address, "was lost") from None
    except (Unlike, ImportError, RuntimeError) as error:
        raise unalike(address, error) from error
