"""Workers of a pool that misbehave by the name of their article; preloaded by the server that forks them."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

from presswork import pool
from presswork.walk import Outcome

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 2**20
hoard: list[bytearray] = []


def make(press: Any, path: Path, world: Any, known: Any) -> Outcome:
    """Do what the name says, and note each try, with the process, beside the article."""
    with path.with_suffix(".tries").open("a") as tries:
        tries.write(f"{os.getpid()}\n")
    first = len(path.with_suffix(".tries").read_text().split()) == 1
    what = path.stem.split("-")[0]
    if what == "dies" or (what == "dies_once" and first):
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "sleeps":
        time.sleep(600)
    if what == "grows":
        hoard.append(bytearray(os.urandom(16)) * (4 * MEGABYTE))
    return Outcome(press.job.display(path), path.stem)


pool.make = make
pool.GROWN_AT = 400 * MEGABYTE
