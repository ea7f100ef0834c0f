"""What an edition is made from, each as a digest: files, templates, styles, settings, our own code, the engines."""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presswork.edition import Edition
    from presswork.house import House
    from presswork.jobs import World
    from presswork.publication import Publication

Stamp = list[int]
_PACKAGE = Path(__file__).parents[1]
# The target whose templates and sheets a format uses; an e-book uses all that there are for e-books.
_TARGETS = {"pdf": "paper", "cover": "paper", "html": "screen", "epub": "epub"}


def digest(*parts: Any) -> str:
    """A short name for values, the same for the same values: the SHA-256 of how they are written."""
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def stamp(path: Path) -> Stamp | None:
    """What the file system says of a file's content: size, and when content and entry last changed, in nanoseconds."""
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def content(path: Path) -> str:
    """The digest of a file's content; empty when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


class Ingredients:
    """The digests for one build; what is asked for twice is reckoned once."""

    def __init__(self, publication: Publication, house: House, world: World) -> None:
        self.publication, self.house, self.world = publication, house, world
        self._found: dict[tuple[str, str], str] = {}

    @cached_property
    def everything(self) -> dict[str, str]:
        """What all editions of a publication are made with: by what a user would call it."""
        bare = replace(self.publication, root=None, editions=MappingProxyType({}), build=())
        return {
            "publication.yaml": digest(bare),
            "Presswork": digest(*_tree(_PACKAGE)),
            "the installed packages": digest(sys.version, *_installed()),
            "the system's libraries": digest(*libraries()),
            "fonts/": digest(*_tree(self._folder("fonts"))),
            "printers/": digest(*_tree(self._folder("printers"))),
            "SOURCE_DATE_EPOCH": digest(self.world.epoch),
        }

    def _folder(self, name: str) -> Path | None:
        return self.publication.root / name if self.publication.root else None

    def house_files(self, edition: Edition) -> tuple[str, ...]:
        """The names of the templates and styles that an edition may use, `templates/paper/article.html.j2`."""
        target: Any = _TARGETS.get(edition.format, "paper")
        if target == "epub":
            names = self.house.names("templates", target)
        else:
            names = ["cover" if edition.format == "cover" else edition.template]
        names += ["instructions"] if edition.instructions else []
        return self.house.dependencies(target, tuple(names))

    def of_house(self, name: str) -> str:
        """The digest of a template or style, found where the house finds it; empty when there is none."""
        kind, _, rest = name.partition("/")
        if (kind, rest) not in self._found:
            path = self.house.find(kind, rest)
            self._found[kind, rest] = content(path) if path else ""
        return self._found[kind, rest]


def _tree(folder: Path | None) -> Iterable[str]:
    """Every file below a folder with its stamp."""
    if folder is None or not folder.is_dir():
        return []
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return [f"{path.relative_to(folder).as_posix()} {_written(path)}" for path in files]


def _written(path: Path) -> str:
    size, changed, _ = stamp(path) or [0, 0, 0]
    return f"{size} {changed}"


def _installed() -> list[str]:
    """The packages of this Python, each with its version: the names of their `.dist-info` folders."""
    folders = {Path(sysconfig.get_paths()[kind]) for kind in ("purelib", "platlib")}
    return sorted(path.name for folder in folders for path in folder.glob("*.dist-info"))


# Where systems keep their libraries, and those that decide how a page looks.
_LIBRARY_FOLDERS = ("/lib", "/usr/lib", "/usr/local/lib", "/opt/homebrew/lib")
_DRAWING = ("libpango*", "libharfbuzz*", "libfontconfig*")


def libraries() -> list[str]:
    """The versions of the libraries that the PDF engine draws with: their files' names say them."""
    roots = [Path(name) for name in _LIBRARY_FOLDERS]
    folders = [*roots, *(found for root in roots for found in root.glob("*-linux-gnu*"))]
    files = {path.resolve() for folder in folders for name in _DRAWING for path in folder.glob(f"{name}.so*")}
    files |= {path.resolve() for folder in folders for name in _DRAWING for path in folder.glob(f"{name}.dylib")}
    return sorted(str(path) for path in files)


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The first thing that differs, as a user would call it; empty when nothing does."""
    return next((name for name in {**before, **now} if before.get(name) != now.get(name)), "")
