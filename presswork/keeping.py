"""Files in the output folder: written whole where they are not there yet, removed when nothing stands behind them."""

from __future__ import annotations

import glob
import json
from pathlib import Path
from typing import TYPE_CHECKING

from presswork.output import remove, write_whole
from presswork.results import Made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

    from presswork.edition import EditionFile
    from presswork.jobs import Job
    from presswork.making import Finished
    from presswork.results import ArticleResult


def contents(file: EditionFile, slug: str) -> Iterator[tuple[str, bytes]]:
    """Every file of an edition, itself first: its path in the output folder and its bytes."""
    yield f"{file.edition}/{slug}{file.suffix}", file.data
    for each in file.companions:
        yield f"{file.edition}/{slug}.{each.name}{each.suffix}", each.data


def keep(out: Path, slug: str, done: Finished, *, write: bool = True) -> list[Made]:
    """Write the files of a finished edition, and say what they are. A reused one is there already."""
    file = done.file
    made = []
    for number, (name, data) in enumerate(contents(file, slug)):
        if write and not done.reused:
            write_whole(out / name, data)
        size = (out / name).stat().st_size if done.reused else len(data)
        made.append(_made(out / name, size, done) if number == 0 else _companion(out / name, size, done))
    return made


def _made(path: Path, size: int, done: Finished) -> Made:
    file = done.file
    return Made(
        file.edition,
        path,
        file.measure,
        file.unit,
        size,
        done.seconds,
        file.sheets,
        file.sheet_map,
        done.pictures,
        done.reused,
        file.breaks,
    )


def _companion(path: Path, size: int, done: Finished) -> Made:
    return Made(done.file.edition, path, 0, "", size, 0.0, reused=done.reused)


def files_named(job: Job, slug: str, editions: Iterable[str]) -> tuple[str, ...]:
    """The files, relative to the output folder, that editions of an article with this slug left there."""
    files = (file for name in editions for file in (job.out / name).glob(f"{glob.escape(slug)}.*"))
    return tuple(file.relative_to(job.out).as_posix() for file in files)


def earlier_files(out: Path) -> dict[str, tuple[str, ...]]:
    """By source, the files that report.json says the last build made, or found standing from earlier ones."""
    try:
        report = json.loads((out / "report.json").read_text("utf-8"))
        standing = {source: tuple(map(str, files)) for source, files in report.get("standing", {}).items()}
        return standing | {a["source"]: tuple(f["path"] for f in a["files"]) for a in report["articles"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def stale(job: Job, path: Path, result: ArticleResult, earlier: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The files of earlier builds that an article no longer stands behind."""
    known = earlier.get(result.source, ())
    if result.failed or result.skipped:
        return known or _by_name(job, path)
    if not result.files:
        return ()
    made = {each.path.relative_to(job.out).as_posix() for each in result.files}
    built = {each.edition for each in result.files}
    slugs = {Path(name).name.split(".")[0] for name in made}
    return tuple(
        name
        for name in known
        if name not in made and (name.split("/")[0] in built or Path(name).name.split(".")[0] not in slugs)
    )


def _by_name(job: Job, path: Path) -> tuple[str, ...]:
    """The files that a manuscript has where no report tells: its slug is its file's name, unless it says otherwise."""
    from presswork.copydesk.readers import slugify

    return files_named(job, slugify(path.stem), job.publication.editions)


def forget(names: Iterable[str], made: Set[Path], out: Path) -> None:
    """Remove files of an earlier build whose article was not made now, but none that this build has made."""
    for name in names:
        path = (out / name).resolve()
        if path.is_relative_to(out.resolve()) and path not in made:
            remove(path)
