"""The walk of one volume, read to preflight: its articles edited and bound, its editions made of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Findings, Location, Rejected, close_matches
from presswork.making import Finished, check_producible, finished_file, in_order
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
    from presswork.publication import Publication
    from presswork.volume import Bound, Volume

# Findings about drafts and embargoes in a volume, which depend on whether it was named.
_ONLY_NOW = frozenset({"M206", "M207"})


def make_volume(press: Press, path: Path, world: World, known: Mapping[str, Finished]) -> Outcome:
    """One volume made in every edition of the build but those that are `known`; one that fails stops no other.

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
    # A cover asks for the paper of what it wraps: that of the volume.
    publication = replace(job.publication, editions=MappingProxyType(editions))
    order = in_order(job.wanted(path, volume.build), editions)
    finished = {name: known[name] for name in order if name in known}
    failed: dict[str, tuple[Diagnostic, ...]] = {}
    lines = _manuscripts(press, volume)
    for name in (name for name in order if name not in known):
        files = {each: done.file for each, done in finished.items()}
        try:
            file, seconds = timed(partial(_produced, press, bound, editions[name], publication, files))
            done = finished_file(press, as_article(bound), editions[name], file, seconds, files)
            finished[name] = with_lines(done, lines)
        except Rejected as rejected:
            failed[name] = rejected.findings
    told = (*findings, *about)
    return Outcome(
        source,
        volume.meta.title.plain,
        volume.meta.slug,
        finished,
        failed,
        told,
        # What a build tells of drafts is not what one tells for which the volume was named: then nothing is remembered.
        None if _ONLY_NOW & {each.code for each in told} else {name: editions[name] for name in order},
        tuple(sorted({each.template for each in volume.listed if each.template})),
        withheld=withheld,
        build=volume.build,
    )


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


def _produced(
    press: Press, bound: Bound, edition: Edition, publication: Publication, files: Mapping[str, EditionFile]
) -> EditionFile:
    """An edition of the volume. Raises `Rejected`: E006, E007, E012 and what its format finds."""
    from presswork.editions import FORMATS

    check_producible(edition, files, bound.volume.source)
    produce = getattr(FORMATS[edition.format], "produce_volume", None)
    if produce is None:
        message = f"edition '{edition.name}' was not made: there are no volumes of format {edition.format}"
        hint = "name the editions that you want with -e"
        raise Rejected([Diagnostic("E012", message, location=Location(bound.volume.source), hints=(hint,))])
    more = {"workers": cores(), "shelf": press.shelf} if edition.format == "pdf" else {}
    file: EditionFile = produce(bound, edition, publication, house=press.house, needs=files, **more)
    return file
