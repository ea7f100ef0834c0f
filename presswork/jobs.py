"""What is to be built: the publication, its manuscripts, where files go, and what a build may know of the world."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presswork import settings
from presswork.diagnostics import Diagnostic, Location, Rejected, close_matches
from presswork.manuscript.formats import SUFFIXES
from presswork.volumes.places import volumes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from presswork.publication import Publication


@dataclass(frozen=True, slots=True)
class World:
    """What a build may know of the outside: the day (for embargoes) and the date of undated things.

    `epoch` is SOURCE_DATE_EPOCH, the time stamped on files whose article has no date of its own
    (reproducible-builds.org's specification); it is a fixed day when the variable is not set.
    """

    today: dt.datetime
    epoch: dt.datetime = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def world_now() -> World:
    """The outside world of this run: today, and SOURCE_DATE_EPOCH where it is set to whole seconds."""
    today = dt.datetime.now(dt.UTC)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdigit():
        return World(today)
    return World(today, dt.datetime.fromtimestamp(int(epoch), dt.UTC))


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be built: a publication, its manuscripts and volumes, where the files go, and how paths are shown.

    `settings` is the publication's file as the user knows it, empty for a lone manuscript; `named` are the manuscripts
    that the user named (resolved paths), which are made even when they are drafts; `chosen` whether the user named the
    editions too.
    """

    publication: Publication
    manuscripts: tuple[Path, ...]
    out: Path
    base: Path
    named: frozenset[Path] = frozenset()
    settings: str = ""
    chosen: bool = False

    def wanted(self, path: Path, own: Sequence[str]) -> tuple[str, ...]:
        """The editions to make of a source that asks for its `own`, or for none in particular.

        What the user chose goes before: all of it for a source that they named, else what the source asks for, too.
        """
        build = self.publication.build
        if not own or (self.chosen and path.resolve() in self.named):
            return build
        return tuple(name for name in build if name in own) if self.chosen else tuple(own)

    @property
    def store(self) -> Path | None:
        """Where what was made is kept, in the publication's folder; a lone manuscript leaves nothing but its files."""
        return self.publication.root / ".presswork" if self.publication.root else None

    def display(self, path: Path) -> str:
        """The path as the user knows it: relative to where they stand, if it lies below."""
        absolute = path.absolute()
        return absolute.relative_to(self.base).as_posix() if absolute.is_relative_to(self.base) else str(path)


def plan(paths: Sequence[Path], *, base: Path, out: Path | None = None, editions: Sequence[str] = ()) -> list[Job]:
    """The jobs for what the user named: publication folders and manuscripts. Raises `Rejected` (E001 and settings)."""
    jobs: dict[Path | None, Job] = {}
    for path in paths or [base]:
        if not path.exists():
            near = close_matches(path.name, [p.name for p in path.parent.glob("*")] if path.parent.is_dir() else [])
            raise Rejected(
                [Diagnostic("E001", "there is no such file or folder", location=Location(str(path)), hints=near)]
            )
        job = _job_for(path, base, out, editions)
        key = job.publication.root
        jobs[key] = _joined(jobs[key], job) if key in jobs else job
    return list(jobs.values())


def with_proofs(job: Job) -> Job:
    """The job with a proof of every PDF."""
    publication = job.publication
    editions = {name: replace(each, proof=each.format == "pdf") for name, each in publication.editions.items()}
    return replace(job, publication=replace(publication, editions=editions))


def _joined(one: Job, other: Job) -> Job:
    """Two jobs of one publication, or of lone manuscripts, as one: each manuscript once."""
    manuscripts = {path.resolve(): path for path in (*other.manuscripts, *one.manuscripts)}
    order = dict.fromkeys(path.resolve() for path in (*one.manuscripts, *other.manuscripts))
    return replace(one, manuscripts=tuple(manuscripts[path] for path in order), named=one.named | other.named)


def _job_for(path: Path, base: Path, out: Path | None, editions: Sequence[str]) -> Job:
    file = settings.find_publication(path) if path.is_file() else _publication_in(path)
    if file is None:
        if path.is_dir():
            hint = "name a manuscript, or start a publication with `presswork new`"
            problem = Diagnostic("E002", "no publication.yaml here", location=Location(str(path)), hints=(hint,))
            raise Rejected([problem])
        return Job(
            _choose(settings.HOUSE, editions),
            (path,),
            out or base / "out",
            base,
            named=frozenset([path.resolve()]),
            chosen=bool(editions),
        )
    shown = file.absolute().relative_to(base).as_posix() if file.absolute().is_relative_to(base) else str(file)
    publication = _choose(settings.read_publication(file, display=shown), editions)
    root = publication.root or file.parent
    whole = Job(publication, (), out or root / "out", base, settings=shown, chosen=bool(editions))
    if path.is_file():
        return replace(whole, manuscripts=(path,), named=frozenset([path.resolve()]))
    return replace(whole, manuscripts=(*manuscripts_in(root), *volumes_in(root)))


def _publication_in(folder: Path) -> Path | None:
    return next((folder / name for name in settings.FILE_NAMES if (folder / name).is_file()), None)


def _choose(publication: Publication, editions: Sequence[str]) -> Publication:
    findings = [
        Diagnostic("M185", f"there is no edition '{name}'", hints=_edition_hints(name, publication))
        for name in editions
        if name not in publication.editions
    ]
    if findings:
        raise Rejected(findings)
    return replace(publication, build=tuple(editions)) if editions else publication


def _edition_hints(name: str, publication: Publication) -> tuple[str, ...]:
    return close_matches(name, publication.editions) or (f"there are: {', '.join(publication.editions)}",)


def manuscripts_in(root: Path) -> Iterator[Path]:
    """The manuscripts of a publication, in order of name: everything readable in content/articles/ (or articles/)."""
    folder = next((f for f in (root / "content" / "articles", root / "articles") if f.is_dir()), None)
    if folder is None:
        return
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and not path.is_dir():
            yield path
