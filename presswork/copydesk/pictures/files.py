"""Image files: found beside the manuscript, inside the publication's folder and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from presswork.copydesk.pictures import MAX_BYTES, BadPicture
from presswork.diagnostics import close_matches
from presswork.manuscript.witness import note_read

if TYPE_CHECKING:
    from pathlib import Path

_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".svg", ".gif", ".webp", ".avif", ".tif", ".tiff", ".bmp"})
_MOST = 2000  # files looked at for a hint


def read_image(source: str, *, folder: Path, root: Path | None) -> bytes:
    """The bytes of the image that a manuscript in `folder` names; `root` is the publication's folder.

    Raises `BadPicture` when it is on the network (T402), outside the folder, whatever links lead there (T401), not
    there (T403), no plain file (T404), or too large (T406).
    """
    _check_name(source)
    jail = (root or folder).resolve()
    found = next((path for name in dict.fromkeys((source, unquote(source))) if (path := _there(folder, name))), None)
    target = found or _resolved(folder, unquote(source))
    if not target.is_relative_to(jail):
        hint = "copy it into the publication's folder" if root else "copy it beside the manuscript"
        raise BadPicture("T401", "is outside the publication's folder", f"{hint} and name it from the manuscript")
    if found is None:
        raise BadPicture("T403", "is not there", _hint(target, jail, folder))
    if not found.is_file():
        raise BadPicture("T404", "is no file", "name an image file")
    if found.stat().st_size > MAX_BYTES:
        raise BadPicture("T406", "is too large a file", f"save it with at most {MAX_BYTES // 2**20} MB")
    try:
        note_read(found)
        return found.read_bytes()
    except OSError as error:
        raise BadPicture("T403", f"cannot be read: {error.strerror}", "check its permissions") from None


def _check_name(source: str) -> None:
    if re.match(r"(?:https?:)?//", source, re.IGNORECASE):
        raise BadPicture("T402", "is on the network, from which nothing is fetched", "save it into the publication")
    if re.match(r"[A-Za-z]:[\\/]|[\\/~]", source) or re.match(r"[a-z][a-z0-9+.-]+:", source, re.IGNORECASE):
        raise BadPicture("T401", "is outside the publication's folder", "copy it into the publication's folder")
    if "\0" in source or "%00" in source:
        raise BadPicture("T403", "is no file name", "name an image file")
    if "\\" in source:
        raise BadPicture("T403", "is written with \\", f"write {source.replace(chr(92), '/')}")


def _resolved(folder: Path, name: str) -> Path:
    try:
        return (folder / name).resolve()
    except (OSError, RuntimeError, ValueError):
        raise BadPicture("T403", "is no file name", "name an image file") from None


def _there(folder: Path, name: str) -> Path | None:
    path = _resolved(folder, name)
    try:
        return path if path.exists() else None
    except OSError:  # such as a name too long for the file system
        return None


def _hint(target: Path, jail: Path, folder: Path) -> str:
    """The image that was probably meant: one of the same name elsewhere, or of like name in its folder."""
    names = [path.name for path in _images(target.parent)] if target.parent.is_dir() else []
    by_case = {name.lower(): name for name in names}
    if (same := by_case.get(target.name.lower())) is not None:
        return f"did you mean '{same}'? capitals count"
    for path in _images(jail, deep=True):
        if path.name.lower() == target.name.lower():
            return f"there is one at '{_relative(path, folder)}'"
    if near := close_matches(target.name, names):
        return near[0]
    return "check the path; it begins at the manuscript's folder"


def _images(folder: Path, *, deep: bool = False) -> list[Path]:
    found: list[Path] = []
    for count, path in enumerate(folder.rglob("*") if deep else folder.iterdir()):
        if count > _MOST:
            break
        if path.suffix.lower() in _SUFFIXES:
            found.append(path)
    return sorted(found)


def _relative(path: Path, folder: Path) -> str:
    import os.path

    return os.path.relpath(path, folder.resolve()).replace(os.sep, "/")
