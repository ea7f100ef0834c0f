"""The walk of one volume, read to preflight: its articles edited and bound, its editions made of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Findings, Location, Rejected, Severity, close_matches
from presswork.making import Finished, finished_file, in_order
from presswork.walk import Outcome, read_manuscript, with_lines, withheld_by
from presswork.workers import cores, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from presswork.edition import Edition, EditionFile
    from presswork.house import House
    from presswork.jobs import World
    from presswork.making import Press
    from presswork.manuscript import Manuscript
    from presswork.volume import Bound, Volume


def make_volume(press: Press, path: Path, world: World) -> Outcome:
    """One volume made in every edition of the build that volumes have; one that fails stops no other.

    A draft, and one whose embargo has not ended, is made only when the user named it.
    """
    from presswork.volumes import Bindery, as_article, bind, editions_of, read_volume

    job, source = press.job, press.job.display(path)
    named = path.resolve() in job.named
    try:
        volume, findings = read_volume(path, display=source, publication=job.publication)
        withheld = withheld_by(volume.meta)
        if waits := withheld.finding(source, world, named=named):
            title, slug = volume.meta.title.plain, volume.meta.slug
            return Outcome(source, title, slug, about=(*findings, waits), withheld=withheld, skipped=True)
        _check_templates(volume, press.house)
        bound, about = bind(volume, Bindery(job.publication, job.display, world.today, world.epoch, named=named))
    except Rejected as rejected:
        return Outcome(source, about=rejected.findings)
    editions = editions_of(volume, job.publication)
    finished: dict[str, Finished] = {}
    failed: dict[str, tuple[Diagnostic, ...]] = {}
    told = [*findings, *about]
    lines = _manuscripts(press, volume)
    for name in in_order(job.publication.build, editions):
        files = {each: done.file for each, done in finished.items()}
        make = _maker(press, bound, editions[name], files)
        if make is None:
            told.append(_not_made(editions[name], source))
            continue
        try:
            file, seconds = timed(make)
            done = finished_file(press, as_article(bound), editions[name], file, seconds, files)
            finished[name] = with_lines(done, lines)
        except Rejected as rejected:
            failed[name] = rejected.findings
    # Without its editions nothing is remembered: a volume is made anew each time.
    return Outcome(source, volume.meta.title.plain, volume.meta.slug, finished, failed, tuple(told))


def _manuscripts(press: Press, volume: Volume) -> Callable[[str], Manuscript | None]:
    """Finds manuscripts of the volume by the names that findings have for them; each is read again when it is asked."""
    from presswork.volumes import manuscripts_of

    paths = {press.job.display(path): path for path in manuscripts_of(volume)}

    @cache
    def named(name: str) -> Manuscript | None:
        return read_manuscript(press.job, paths[name]) if name in paths else None

    return named


def _check_templates(volume: Volume, house: House) -> None:
    """Raises `Rejected` (H001) for articles that are to be set in a template that is not there, at their lines."""
    known = house.names("templates", "paper")
    findings = Findings(volume.source)
    for listed in volume.listed:
        if listed.template and listed.template not in known:
            hints = close_matches(listed.template, known) or (f"there are: {', '.join(known)}",)
            findings.error("H001", f"there is no template '{listed.template}'", *listed.place, hints=hints)
    findings.stop_on_error()


def _maker(
    press: Press, bound: Bound, edition: Edition, files: Mapping[str, EditionFile]
) -> partial[EditionFile] | None:
    """What makes an edition of the volume; None when its format makes no volumes."""
    from presswork.editions import FORMATS

    produce = getattr(FORMATS.get(edition.format), "produce_volume", None)
    if produce is None:
        return None
    more = {"workers": cores()} if edition.format == "pdf" else {}
    flat = replace(edition, fit=None)
    return partial(produce, bound, flat, press.job.publication, house=press.house, needs=files, **more)


def _not_made(edition: Edition, source: str) -> Diagnostic:
    message = f"edition '{edition.name}' was not made: there are no volumes of format {edition.format} yet"
    hint = "name the editions that you want with -e"
    return Diagnostic("E012", message, Severity.NOTE, Location(source), (hint,))
