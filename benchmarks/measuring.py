"""Runs a command and tells what it took, with all that it starts: time, processor seconds, peak memory."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PR_SET_CHILD_SUBREAPER = 36
_LOOK_EVERY = 0.05
ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Run:
    """What one command took. `cpu` counts every process that it left, `peak` is the largest process's memory in MB.

    `first` is the peak of the first process, `peaks` those of all that were seen, largest first.
    """

    wall: float
    cpu: float
    peak: float
    first: float
    peaks: tuple[float, ...] = ()
    errors: str = field(default="", repr=False)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {name: value for name, value in asdict(self).items() if name != "errors"}


def run(command: Sequence[str | Path], folder: Path, *, check: bool = True) -> Run:
    """Run a command in a folder to the end of the last process that it started. A failing one ends the benchmark."""
    _adopt_orphans()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    watch = _Watch(process.pid)
    _, errors = process.communicate()
    wall = time.perf_counter() - started
    _reap()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    first, peaks = watch.ended()
    if check and process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{errors}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, cpu, max(peaks, default=0.0), first, peaks, errors)


def environment() -> dict[str, str]:
    """The environment with this interpreter's programs and this checkout first.

    Compiled modules and templates are kept, as they are where Presswork is installed, whatever the caller has set.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return kept | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": os.pathsep.join(paths)}


def presswork(*words: str | Path) -> list[str | Path]:
    """The command line of `presswork`."""
    return [sys.executable, "-m", "presswork", *words]


def _adopt_orphans() -> None:
    """Let processes whose parent ends become ours, so that their processor time is counted (prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _reap() -> None:
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


class _Watch:
    """Looks, from time to time, at the peak memory of a process and all below it (Linux; else nothing is seen)."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peaks, self._over = pid, dict[int, float](), threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def ended(self) -> tuple[float, tuple[float, ...]]:
        """The first process's peak and those of all, in MB."""
        self._over.set()
        self._thread.join()
        return self._peaks.get(self._pid, 0.0), tuple(sorted(self._peaks.values(), reverse=True))

    def _look(self) -> None:
        while not self._over.wait(_LOOK_EVERY):
            for pid in _family(self._pid):
                self._peaks[pid] = max(self._peaks.get(pid, 0.0), _peak(pid))


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:  # it ended meanwhile
        return
    for task in tasks:
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _peak(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except (OSError, ValueError):
        pass
    return 0.0
