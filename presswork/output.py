"""Files the user keeps: each appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from presswork.diagnostics import Diagnostic, Location, Rejected


class CannotKeep(Rejected):
    """Nothing can be written where the files should go: the folder is no folder, the disk is full (E010)."""


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the target and rename, so that a kill at any moment leaves the old file or the new one.

    Raises `CannotKeep` when the system does not let us.
    """
    try:
        try:
            _write_whole(path, data)
        except FileNotFoundError:  # a build that begins has swept away what we had half written
            _write_whole(path, data)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "see to the room and the rights there, or name another folder with -o"
        where = error.filename if isinstance(error.filename, str) and not error.filename.endswith(".part") else path
        place = Location(str(where))
        raise CannotKeep([Diagnostic("E010", f"cannot be written: {reason}", location=place, hints=(hint,))]) from error


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(beside).chmod(0o666 & ~umask)
        Path(beside).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(beside).unlink()
        raise


def sweep(folder: Path) -> None:
    """Remove what a killed build left half written in `folder` and its direct sub-folders."""
    for part in [*folder.glob(".*.part"), *folder.glob("*/.*.part")]:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()


def remove(path: Path) -> None:
    """Remove an edition file that its article no longer stands behind."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
