"""Builds that are killed at random moments, and the build after them, compared with one that nobody disturbed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

from generated import write_publication
from measuring import environment, presswork

ARTICLES, SHORT = 8, 150
# Moments come from this, so that a run can be had again.
SEED = 6
STORE = Path("content", ".presswork"), Path(".presswork")
# Every process that a build starts has this in its environment, whatever its parent, group and session.
_MARK = "PRESSWORK_KILLED"
_GRACE = 15.0  # seconds in which what was started must have ended, on a busy machine


def killed_and_built(folder: Path, times: int, articles: int = ARTICLES, seed: int = SEED) -> list[str]:
    """What is lost, not the same, too much or still running after so many kills, each followed by a whole build.

    Every second time only the first process is killed, else all at once. What an earlier build left, the store too, is
    there for the next: in every fifth round nothing is.
    """
    chance = random.Random(seed)
    undisturbed = folder / "undisturbed"
    write_publication(undisturbed, articles, SHORT)
    started = time.perf_counter()
    build(undisturbed)
    whole = time.perf_counter() - started
    wanted = contents(undisturbed)
    wrong: list[str] = []
    disturbed = folder / "disturbed"
    write_publication(disturbed, articles, SHORT)
    for turn in range(times):
        if turn % 5 == 0:
            for made in (Path("out"), *STORE):
                shutil.rmtree(disturbed / made, ignore_errors=True)
        else:
            _take_some_away(disturbed, chance)
        mark = kill_at(disturbed, chance.uniform(0.0, whole), group=turn % 2 == 0)
        wrong += [f"{turn}: process {pid} goes on" for pid in still_running(mark)]
        build(disturbed)
        found = contents(disturbed)
        wrong += [f"{turn}: {name}" for name in {**wanted, **found} if wanted.get(name) != found.get(name)]
    return wrong


def _take_some_away(folder: Path, chance: random.Random) -> None:
    """Leave something to be made: lose a few files, and the store of them."""
    for path in sorted((folder / "out").rglob("*.*")):
        if chance.random() < 0.5:
            path.unlink()
    if chance.random() < 0.5:
        for store in STORE:
            shutil.rmtree(folder / store, ignore_errors=True)


def start(folder: Path, *more: str) -> tuple[subprocess.Popen[str], str]:
    """A build begun in a process group of its own, and the mark that all its processes bear."""
    mark = f"{_MARK}={os.getpid()}-{time.monotonic_ns()}"
    name, _, value = mark.partition("=")
    process = subprocess.Popen(
        [str(word) for word in presswork("build", "--quiet", *more)],
        cwd=folder,
        env=environment() | {name: value},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    return process, mark


def build(folder: Path) -> None:
    """A whole build. Raises SystemExit when it fails."""
    process, _ = start(folder)
    _, told = process.communicate()
    if process.returncode:
        raise SystemExit(f"the build ended with {process.returncode}:\n{told}")


def kill_at(folder: Path, seconds: float, *, group: bool) -> str:
    """Begin a build and kill it after so long, all its processes or the first alone; their mark."""
    process, mark = start(folder)
    time.sleep(seconds)
    if group:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    for stream in (process.stdout, process.stderr):
        if stream:
            stream.close()
    return mark


def still_running(mark: str) -> list[int]:
    """The processes of a build that go on although it ended (Linux); they are given some seconds."""
    end = time.monotonic() + _GRACE
    while (found := _marked(mark)) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def _marked(mark: str) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (place / "environ").read_bytes().split(b"\0") and place.name != str(os.getpid()):
                found.append(int(place.name))
        except OSError:
            continue  # it ended meanwhile, or is not ours
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """What was made, by name, what is half made too; the report tells times, and is left out."""
    files = (path for path in sorted((folder / "out").rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in files if not path.name.startswith("report.")
    }
