"""What an edition is made from, each as a digest: files, templates, styles, settings, our own code, the engines."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presswork.manuscript.witness import content, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presswork.edition import Edition
    from presswork.house import House
    from presswork.jobs import World
    from presswork.publication import Publication

# Folders of a publication that some editions use.
FONTS, PRINTERS = "fonts/", "printers/"
_PACKAGE = Path(__file__).parents[1]
# The target whose templates and sheets a format uses; an e-book uses all that there are for e-books.
_TARGETS = {"pdf": "paper", "cover": "paper", "html": "screen", "epub": "epub"}


def digest(*parts: Any) -> str:
    """A short name for values, the same for the same values: the SHA-256 of how they are written."""
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Ingredients:
    """The digests for one build; what is asked for twice is reckoned once."""

    def __init__(self, publication: Publication, house: House, world: World) -> None:
        self.publication, self.house, self.world = publication, house, world
        self._found: dict[str, str] = {}
        self._made_of: dict[tuple[Any, tuple[str, ...]], tuple[str, ...]] = {}

    @cached_property
    def everything(self) -> dict[str, str]:
        """What all editions of a publication are made with: by what a user would call it."""
        bare = replace(self.publication, root=None, editions=MappingProxyType({}), build=())
        return {
            "publication.yaml": digest(bare),
            "Presswork": digest(*_tree(_PACKAGE)),
            "the installed packages": digest(sys.version, *_installed()),
            "the system's libraries": digest(*libraries()),
            "pandoc": digest(*_pandoc()),
            "SOURCE_DATE_EPOCH": digest(self.world.epoch),
        }

    def house_files(self, edition: Edition, more: tuple[str, ...] = ()) -> tuple[str, ...]:
        """What of the house an edition may use: templates and styles, `templates/paper/article.html.j2`, and folders.

        `more` are templates in which parts of a volume are set on paper. A web page uses the publication's own
        typefaces only when it embeds them; printers are read where one is named.
        """
        target: Any = _TARGETS.get(edition.format, "paper")
        if target == "epub":
            names = self.house.names("templates", target)
        else:
            names = ["cover" if edition.format == "cover" else edition.template]
        names += more if edition.format == "pdf" else ()
        names += ["instructions"] if edition.instructions else []
        folders = [FONTS] if edition.format != "html" or edition.embed_fonts else []
        folders += [PRINTERS] if edition.printer else []
        return (*self._dependencies(target, tuple(names)), *folders)

    def _dependencies(self, target: Any, names: tuple[str, ...]) -> tuple[str, ...]:
        """What templates and their styles are made of, looked for once: every article of the build asks."""
        if (target, names) not in self._made_of:
            self._made_of[target, names] = self.house.dependencies(target, names)
        return self._made_of[target, names]

    def look(self) -> None:
        """Take the digests of what pages are made from, before any are: what changes meanwhile is found changed later.

        What of the house only an article names, and only ships with us, is looked at when the article is done.
        """
        for edition in self.publication.editions.values():
            for name in self.house_files(edition):
                self.of_house(name)
            if edition.profile:
                self.of_file(edition.profile)
        if root := self.publication.root:
            for path in (path for kind in ("templates", "styles") for path in (root / kind).rglob("*.*")):
                self.of_house(path.relative_to(root).as_posix())

    def of_file(self, path: Path) -> str:
        """The digest of a file's content when it was first asked for."""
        if str(path) not in self._found:
            self._found[str(path)] = content(path)
        return self._found[str(path)]

    def of_house(self, name: str) -> str:
        """The digest of a template or style, found where the house finds it, or of a folder; empty for what is not."""
        if name not in self._found:
            self._found[name] = self._digest_of(name)
        return self._found[name]

    def _digest_of(self, name: str) -> str:
        if name in (FONTS, PRINTERS):
            folder = self.publication.root / name if self.publication.root else None
            return digest(*_tree(folder))
        kind, _, rest = name.partition("/")
        path = self.house.find(kind, rest)
        return content(path) if path else ""


def _tree(folder: Path | None) -> Iterable[str]:
    """Every file below a folder with its stamp."""
    if folder is None or not folder.is_dir():
        return []
    start = len(str(folder)) + 1
    return sorted(f"{entry.path[start:]} {_written(entry)}" for entry in _files(str(folder)))


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    """All files below a folder but what Python keeps compiled there."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file():
                yield entry
            elif entry.name != "__pycache__" and entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)


def _written(entry: os.DirEntry[str]) -> str:
    with suppress(OSError):
        found = entry.stat()
        return f"{found.st_size} {found.st_mtime_ns}"
    return "0 0"


def _pandoc() -> list[str]:
    """Which pandoc reads manuscripts, as the file system knows it; it need not be one of the installed packages."""
    from presswork.diagnostics import Rejected
    from presswork.markup.pandoc import program

    try:
        return [program(), str(stamp(Path(program())))]
    except Rejected:  # told when a manuscript is read
        return []


def _installed() -> list[str]:
    """The packages of this Python, each with its version: the names of their `.dist-info` folders."""
    folders = {Path(sysconfig.get_paths()[kind]) for kind in ("purelib", "platlib")}
    return sorted(name for folder in folders for name in _names(folder) if name.endswith(".dist-info"))


def _names(folder: Path) -> list[str]:
    """What lies in a folder, by name; nothing where there is none."""
    with suppress(OSError), os.scandir(folder) as entries:
        return [entry.name for entry in entries]
    return []


# Where systems keep their libraries, and those that decide how a page looks.
_LIBRARY_FOLDERS = ("/lib", "/usr/lib", "/usr/local/lib", "/opt/homebrew/lib")
_DRAWING = ("libpango", "libharfbuzz", "libfontconfig")


def libraries() -> list[str]:
    """The versions of the libraries that the PDF engine draws with: their files' names say them."""
    roots = [Path(name) for name in _LIBRARY_FOLDERS]
    folders = [*roots, *(found for root in roots for found in root.glob("*-linux-gnu*"))]
    named = [(folder, name) for folder in folders for name in _names(folder) if name.startswith(_DRAWING)]
    return sorted({str((folder / name).resolve()) for folder, name in named if ".so" in name or ".dylib" in name})


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The first thing that differs, as a user would call it; empty when nothing does."""
    return next((name for name in {**before, **now} if before.get(name) != now.get(name)), "")
