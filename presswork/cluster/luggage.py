"""What jobs take along to a cluster whose machines do not see the publication's folder, and what they bring back.

What an article reads is known only when it was read (docs/decisions/0018). A worker is therefore told the names of all
files and brought the contents of those that an article seems to name. What it read besides is seen when it comes back:
then the article is sent again, with that.
"""

from __future__ import annotations

import copyreg
import html
import os
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote

from presswork.cluster import rerooted
from presswork.likeness import likeness
from presswork.manuscript.formats import SUFFIXES
from presswork.manuscript.witness import content, stamp
from presswork.pool import bare
from presswork.store import Store
from presswork.volumes.places import is_volume
from presswork.workers import as_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presswork.editions.binding.settling import Shelf
    from presswork.jobs import Job, World
    from presswork.making import Finished
    from presswork.manuscript.witness import Sight
    from presswork.walk import Outcome

# What every article of a publication may be made with.
HOUSE = ("templates", "styles", "fonts", "printers")
# How often an article is sent again with what it lacked: a volume names articles, these name pictures.
ROUNDS = 8
_NAME = re.compile(r"""[^\s"'()\[\]<>{}/\\#?&=,;:|]+""")


@dataclass(frozen=True, slots=True)
class Packed:
    """One job: the manuscript, the digest of its content, editions that are made already, and files by their paths."""

    path: Path
    written: str
    known: Mapping[str, Finished]
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Carried:
    """What all jobs of an order have in common: the house's files, and the size of every other by its path.

    `root` is the publication's folder, `real` what it is where it is a link.
    """

    files: Mapping[str, bytes]
    sizes: Mapping[str, int]
    root: str
    real: str


class Luggage:
    """For workers that find every file where it lies here: a job takes along only the digest of its manuscript."""

    def __init__(self, job: Job, world: World, pictures: int, shelf: Shelf | None = None) -> None:
        copyreg.pickle(MappingProxyType, as_plain)
        root = job.publication.root.absolute() if job.publication.root else None
        self._job = replace(job, manuscripts=(), publication=replace(job.publication, root=root))
        self._rest = rerooted.written((self._job, world, pictures, likeness(root)))
        self._shelf = shelf

    @cached_property
    def order(self) -> bytes:
        """What all jobs have in common."""
        return rerooted.written((self._carried(), self._rest))

    def packed(self, path: Path, known: Mapping[str, Finished]) -> bytes:
        """The job of one manuscript."""
        return rerooted.written(Packed(path.absolute(), content(path), bare(known)))

    def unpacked(self, path: Path, data: bytes) -> Outcome | None:
        """What came of it; None when it must be sent again, with what it lacked."""
        made, parts = rerooted.read(data)
        outcome = self._accepted(path, made)
        for name, laid in parts.items():
            if outcome and self._shelf:
                self._shelf.keep(name, laid)
        return outcome

    def _carried(self) -> Carried | None:
        return None

    def _accepted(self, path: Path, outcome: Outcome) -> Outcome | None:  # noqa: ARG002  (it saw our files)
        return outcome


class Suitcases(Luggage):
    """For workers that do not: a job takes along the files that it needs."""

    def __init__(self, job: Job, world: World, pictures: int, shelf: Shelf | None = None) -> None:
        super().__init__(job, world, pictures, shelf)
        self._root = self._job.publication.root or self._job.base
        self._seen: dict[Path, Sight] = {}
        self._lacked: defaultdict[Path, set[Path]] = defaultdict(set)
        self._rounds: defaultdict[Path, int] = defaultdict(int)
        self._house = {str(path): data for path in _house(self._job) if (data := self._read(path)) is not None}
        others = [path for path in _files(self._root.resolve(), job.out.resolve()) if str(path) not in self._house]
        self._sizes = {path: path.stat().st_size for path in others}
        self._by_name = _by_name(others)

    def packed(self, path: Path, known: Mapping[str, Finished]) -> bytes:
        """The job of one manuscript, with the files that it names and those that it lacked."""
        own = path.resolve()
        text = self._read(own) or b""
        files = {str(own): text}
        for each in {*self._named(own, text), *self._lacked[path]} - {own}:
            if str(each) not in self._house and (data := self._read(each)) is not None:
                files[str(each)] = data
        return rerooted.written(Packed(path.absolute(), Store.digest(text), bare(known), files))

    def _carried(self) -> Carried:
        root = str(self._root), str(self._root.resolve())
        return Carried(self._house, {str(path): size for path, size in self._sizes.items()}, *root)

    def _accepted(self, path: Path, outcome: Outcome) -> Outcome | None:
        """The outcome with the stamps that its files have here; None when it read what it had not been given."""
        reads = {each: self._sight(each, digest) for each, (_, digest) in outcome.reads.items()}
        lacking = {each for each, sight in reads.items() if sight is None}
        if not lacking or self._rounds[path] >= ROUNDS:
            self._lacked.pop(path, None)
            return replace(outcome, reads={each: sight or (None, "") for each, sight in reads.items()})
        self._rounds[path] += 1
        self._lacked[path] |= lacking
        return None

    def _sight(self, path: Path, digest: str) -> Sight | None:
        """A file that a worker read as it was here; None when that was not what lies here."""
        seen = self._seen.get(path) or (stamp(path), content(path))
        return seen if seen[1] == digest else None

    def _read(self, path: Path) -> bytes | None:
        """The content of a file; what it was is known later. None when it cannot be read."""
        was = stamp(path)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        self._seen[path] = was, Store.digest(data)
        return data

    def _named(self, path: Path, text: bytes) -> set[Path]:
        """The files whose names stand in a text; of a volume's articles, what these name, too."""
        written = text.decode("utf-8", "replace")
        words = {word.rstrip(".") for word in _NAME.findall(f"{written} {unquote(html.unescape(written))}")}
        found = {each for word in words for each in self._by_name.get(word, ())}
        if is_volume(path):
            for each in [each for each in found if each.suffix.lower() in SUFFIXES]:
                found |= self._named(each, self._read(each) or b"")
        return found


def luggage_for(job: Job, world: World, pictures: int, shelf: Shelf | None, *, carried: bool) -> Luggage:
    """What jobs take along: all their files, or nothing but their names where workers see the folder."""
    return (Suitcases if carried else Luggage)(job, world, pictures, shelf)


def _house(job: Job) -> Iterator[Path]:
    """The files that any article may be made with."""
    publication = job.publication
    if publication.root:
        yield from (path for name in HOUSE for path in _files(publication.root.resolve() / name, job.out.resolve()))
    yield from publication.bibliography
    yield from filter(None, [publication.csl, *(edition.profile for edition in publication.editions.values())])


def _files(folder: Path, out: Path) -> Iterator[Path]:
    """The files below a folder, but those that are hidden, and those that were made."""
    for at, folders, names in os.walk(folder):
        here = Path(at)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and here / name != out)
        yield from (here / name for name in sorted(names) if not name.startswith(".") and (here / name).is_file())


def _by_name(paths: Iterable[Path]) -> dict[str, set[Path]]:
    """Files by what a text may call them: with their suffix, and pictures and a volume's articles without it, too."""
    found: defaultdict[str, set[Path]] = defaultdict(set)
    for path in paths:
        found[path.name].add(path)
        found[path.stem].add(path)
    return found
