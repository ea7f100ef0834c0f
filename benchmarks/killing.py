"""Builds that are killed at random moments, and the build after them, compared with one that nobody disturbed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

from generated import write_publication
from measuring import environment, presswork

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES, SHORT = 8, 150
# Moments come from this, so that a run can be had again.
SEED = 6


def killed_and_built(folder: Path, times: int, articles: int = ARTICLES) -> list[str]:
    """The names of files that are lost or not the same after so many kills; each is followed by a whole build.

    Every second time only the first process is killed, else all at once. What an earlier build left, the store too, is
    there for the next: in every fifth round nothing is.
    """
    chance = random.Random(SEED)
    undisturbed = folder / "undisturbed"
    write_publication(undisturbed, articles, SHORT)
    started = time.perf_counter()
    _build(undisturbed)
    whole = time.perf_counter() - started
    wanted = _contents(undisturbed)
    differing: list[str] = []
    disturbed = folder / "disturbed"
    write_publication(disturbed, articles, SHORT)
    for turn in range(times):
        if turn % 5 == 0:
            for made in ("out", "content/.presswork", ".presswork"):
                shutil.rmtree(disturbed / made, ignore_errors=True)
        else:
            _take_some_away(disturbed, chance)
        _kill_at(disturbed, chance.uniform(0.0, whole), group=turn % 2 == 0)
        _build(disturbed)
        found = _contents(disturbed)
        differing += [f"{turn}: {name}" for name in {**wanted, **found} if wanted.get(name) != found.get(name)]
    return differing


def _take_some_away(folder: Path, chance: random.Random) -> None:
    """Leave something to be made: change the time of a few manuscripts, and lose a few files and the store of it."""
    for path in sorted((folder / "out").rglob("*.*")):
        if chance.random() < 0.5:
            path.unlink()
    if chance.random() < 0.5:
        for store in (folder / "content" / ".presswork", folder / ".presswork"):
            shutil.rmtree(store, ignore_errors=True)


def _start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        presswork("build", "--quiet"), cwd=folder, env=environment(), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _build(folder: Path) -> None:
    if code := _start(folder).wait():
        raise SystemExit(f"the build ended with {code}")


def _kill_at(folder: Path, seconds: float, *, group: bool) -> None:
    process = _start(folder)
    time.sleep(seconds)
    if group:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _contents(folder: Path) -> dict[str, bytes]:
    """What was made, by name; the report tells times, and is left out."""
    files = (path for path in sorted((folder / "out").rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in files if not path.name.startswith("report.")
    }
