"""One article made in a worker of a cluster: warm from build to build, limited in time, unlike no other machine."""

from __future__ import annotations

import copyreg
import faulthandler
import gc
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from presswork.cluster.room import Room
from presswork.diagnostics import Rejected
from presswork.house import House
from presswork.likeness import likeness, unlike
from presswork.making import Press
from presswork.manuscript.witness import content
from presswork.markup.pandoc import keep_running
from presswork.pool import TIME_LIMIT
from presswork.volumes.places import is_volume
from presswork.walk import make
from presswork.workers import COLLECT_AFTER, as_plain, warm_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presswork.editions.binding.part_layout import PartLaid
    from presswork.jobs import World

# A volume is many articles, laid out by one process.
VOLUME = 12

_one_at_a_time = threading.Lock()


class Unlike(Exception):
    """A worker would not make the same files as this machine."""


class Parts(dict[str, "PartLaid"]):
    """A shelf for the parts of one volume, which the machine that asked keeps."""

    def find(self, name: str) -> PartLaid | None:
        """The part of this name."""
        return self.get(name)

    def keep(self, name: str, laid: PartLaid) -> None:
        """Keep a part."""
        self[name] = laid


def sees(root: Path) -> bool:
    """Whether this worker finds a publication's folder where the machine that asks has it."""
    return root.is_dir()


def made(order: bytes, packed: bytes) -> bytes:
    """What comes of one job of an order, both as `luggage` packs them. Raises `Unlike`."""
    # The engine is not made for threads. A worker that hangs is ended, where somebody starts another.
    with _one_at_a_time:
        press, world, room = _opened(order)
        with room.holding(packed) as job, _watched(TIME_LIMIT * (VOLUME if is_volume(job.path) else 1)):
            if content(job.path) != job.written:
                raise Unlike(f"{_name()} does not have {press.job.display(job.path)} as it is here")
            parts = Parts()
            try:
                return room.packed(make(replace(press, shelf=parts), job.path, world, job.known), parts)
            except (ImportError, OSError) as error:
                raise Unlike(f"{_name()} lacks an engine: {error}") from error


@lru_cache(maxsize=1)
def _opened(order: bytes) -> tuple[Press, World, Room]:
    """Make this process a worker for an order: what it remembers of files of earlier ones is forgotten."""
    copyreg.pickle(MappingProxyType, as_plain)
    for module in [each for name, each in sys.modules.items() if name.startswith("presswork.")]:
        for value in vars(module).values():
            if value is not _opened and callable(getattr(value, "cache_clear", None)):
                value.cache_clear()
    room = Room(order, _local())
    job, world, pictures, wanted = room.opened()
    if other := unlike(wanted, likeness(job.publication.root)):
        raise Unlike(f"{_name()} has another {other}")
    gc.set_threshold(COLLECT_AFTER)
    with suppress(Rejected):  # that there is no pandoc is told by the first text
        keep_running()
    warm_up(job.publication.language)
    return Press(job, House(job.publication.root), pictures), world, room


def _name() -> str:
    from distributed import get_worker

    return str(get_worker().address)


def _local() -> str:
    """The folder of this worker, which its cluster removes when it is killed."""
    from distributed import get_worker

    return str(get_worker().local_directory)


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """End the process that takes longer than that with an article, if a nanny then starts another."""
    from distributed import get_worker

    if not get_worker().nanny:
        yield
        return
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
