"""The place on a worker where the files are that a job was given: a folder of its own, or where they lie anyway."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presswork.cluster import rerooted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presswork.cluster.luggage import Carried, Packed
    from presswork.editions.binding.part_layout import PartLaid
    from presswork.walk import Outcome


class Room:
    """Where the files of an order are. What it holds is removed when it is let go of."""

    def __init__(self, order: bytes, within: str | None = None) -> None:
        carried, self._rest = rerooted.read(order)
        self._root = ""
        self._carried: Carried | None = carried
        if carried:
            self._root = str(Path(tempfile.mkdtemp(prefix="presswork-", dir=within)).resolve())
            weakref.finalize(self, shutil.rmtree, self._root, ignore_errors=True)
            self._furnish(carried)

    def opened(self) -> Any:
        """What the order says of all its jobs, with paths as they are here."""
        return rerooted.read(self._rest, self._root)

    @contextmanager
    def holding(self, packed: bytes) -> Iterator[Packed]:
        """A job, with its files in place inside the `with` block."""
        job: Packed = rerooted.read(packed, self._root)
        for name, data in job.files.items():
            self._put(name).write_bytes(data)
        try:
            yield job
        finally:
            for name in job.files:
                self._blank(name)

    def packed(self, outcome: Outcome, parts: Mapping[str, PartLaid]) -> bytes:
        """What came of a job, with paths as they are on the machine that asked."""
        return rerooted.written((outcome, dict(parts)), self._root)

    def _furnish(self, carried: Carried) -> None:
        """Lay out the house's files, and for every other one an empty file of its size: its name may be asked for."""
        for name, data in carried.files.items():
            self._put(name).write_bytes(data)
        for name in carried.sizes:
            self._blank(name)
        if carried.root != carried.real:
            self._put(carried.root).symlink_to(self._root + carried.real)

    def _put(self, name: str) -> Path:
        path = Path(self._root + name)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _blank(self, name: str) -> None:
        size = self._carried.sizes.get(name, 0) if self._carried else 0
        with suppress(OSError), self._put(name).open("wb") as file:
            file.truncate(size)
