"""The walk of one manuscript, read to preflight: everything but keeping what comes out."""

from __future__ import annotations

import datetime as dt
import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from presswork import settings
from presswork.diagnostics import Diagnostic, Findings, Location, Rejected, Severity
from presswork.making import Finished, Press, foresee, in_order, produce_all
from presswork.manuscript.witness import witnessed
from presswork.yamlsource import YamlSource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presswork.article import Article, Metadata
    from presswork.breaks import Break
    from presswork.edition import Edition
    from presswork.jobs import Job, World
    from presswork.manuscript import Manuscript
    from presswork.manuscript.witness import Sight
    from presswork.publication import Publication


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a manuscript: its editions in the order of the build, and what was found.

    `about` are the findings about the article itself, `failed` those of editions that could not be made, by edition.
    `editions` are its editions with the article's own settings laid over, `templates` what else it is set in on paper;
    `reads` are the files that were read for it, as they were then; `build` the editions that it asks for itself.
    `skipped` says that it is not to be made now, `fault` is the traceback when we failed on it. It may come from
    another process.
    """

    source: str
    title: str = ""
    slug: str = ""
    finished: Mapping[str, Finished] | None = None
    failed: Mapping[str, tuple[Diagnostic, ...]] | None = None
    about: tuple[Diagnostic, ...] = ()
    editions: Mapping[str, Edition] | None = None
    templates: tuple[str, ...] = ()
    reads: Mapping[Path, Sight] = field(default_factory=dict)
    withheld: Withheld | None = None
    skipped: bool = False
    fault: str = ""
    build: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """What may keep an article from being made: its status, and the end of its embargo (UTC)."""

    status: str | None = None
    embargo: dt.datetime | None = None
    shown: str = ""

    def finding(self, source: str, world: World, *, named: bool) -> Diagnostic | None:
        """Why the article is not made now: it is a draft nobody asked for by name, or its embargo has not ended."""
        place = Location(source)
        if self.status == "draft" and not named:
            message, hint = "is a draft and was not made", "name the file to build it"
            return Diagnostic("E004", message, Severity.NOTE, place, (hint,))
        if self.embargo is not None and self.embargo > world.today and not named:
            message, hint = f"is under embargo until {self.shown} and was not made", "name the file to build it before"
            return Diagnostic("E005", message, Severity.NOTE, place, (hint,))
        return None


def make(press: Press, path: Path, world: World, known: Mapping[str, Finished] | None = None) -> Outcome:
    """One manuscript made; `known` are editions that need not be made again.

    A fault of ours becomes its finding (E009), so that the other articles are made. Raises ImportError and OSError when
    an engine is missing: no article can be made, and the command line says what brings it.
    """
    with witnessed() as read:
        try:
            outcome = _make(press, path, world, known or {})
        except Exception as error:
            if isinstance(error, ImportError) or "cannot load library" in str(error):
                raise
            source = press.job.display(path)
            message = f"Presswork failed on this article: {type(error).__name__}: {error}"
            hint = "this is our fault: please report it with the traceback that is printed"
            finding = Diagnostic("E009", message, location=Location(source), hints=(hint,))
            return Outcome(source, about=(finding,), fault=traceback.format_exc())
    return replace(outcome, reads=read)


def _make(press: Press, path: Path, world: World, known: Mapping[str, Finished]) -> Outcome:
    from presswork import preflight
    from presswork.volumes.places import is_volume

    if is_volume(path):
        from presswork.volume_walk import make_volume

        return make_volume(press, path, world, known)
    job = press.job
    source = job.display(path)
    try:
        manuscript = read_manuscript(job, path)
        foresee(press, manuscript)
        article, findings = edit_manuscript(job, manuscript, world)
    except Rejected as rejected:
        return Outcome(source, about=rejected.findings)
    title, slug = article.meta.title.plain, article.meta.slug
    withheld = withheld_by(article.meta)
    if told := withheld.finding(source, world, named=path.resolve() in job.named):
        return Outcome(source, title, slug, about=(*findings, told), withheld=withheld, skipped=True)
    about_editions = Findings(article.source)
    editions = for_article(article, job.publication, manuscript.front, about_editions)
    findings += tuple(about_editions.items)
    if about_editions.has_errors:
        return Outcome(source, title, slug, about=findings)
    order = in_order(job.publication.build, editions)
    finished, failed = produce_all(press, article, editions, known)
    findings += tuple(preflight.run_article(article, job.publication))
    return Outcome(
        source,
        title,
        slug,
        {name: with_lines(finished[name], lambda _: manuscript) for name in order if name in finished},
        {name: _at_their_lines(failed[name].findings, lambda _: manuscript) for name in order if name in failed},
        findings,
        {name: editions[name] for name in order},
        withheld=withheld,
    )


Named = Callable[[str], "Manuscript | None"]


def with_lines(done: Finished, manuscript: Named) -> Finished:
    """The edition with what is said of characters (H102) and printed lines at its lines in the manuscript.

    `manuscript` finds it by the name that findings have for it; that is empty where there is only one.
    """
    file = done.file
    found = _at_their_lines(file.findings, manuscript)
    breaks = file.breaks
    if breaks is not None and breaks.breaks and not done.reused:
        breaks = replace(breaks, breaks=tuple(_at_line(each, manuscript(each.source)) for each in breaks.breaks))
    if found == file.findings and breaks is file.breaks:
        return done
    return replace(done, file=replace(file, findings=found, breaks=breaks))


def _at_line(fault: Break, manuscript: Manuscript | None) -> Break:
    if manuscript is None:
        return fault
    return replace(fault, source_line=manuscript.line_of_nth(fault.words, fault.nth, fault.before))


def _at_their_lines(findings: tuple[Diagnostic, ...], manuscript: Named) -> tuple[Diagnostic, ...]:
    return tuple(_at_its_line(each, manuscript) if each.code == "H102" else each for each in findings)


def _at_its_line(found: Diagnostic, named: Named) -> Diagnostic:
    char = re.search(r"U\+([0-9A-F]+)", found.message)
    manuscript = named(found.location.path if found.location else "")
    at = manuscript.text.find(chr(int(char[1], 16))) if char and manuscript else -1
    if at < 0 or manuscript is None:
        return found
    line, column = manuscript.text.count("\n", 0, at) + 1, at - manuscript.text.rfind("\n", 0, at)
    return found.at(Location(manuscript.display, line, column))


def edit_manuscript(job: Job, manuscript: Manuscript, world: World) -> tuple[Article, tuple[Diagnostic, ...]]:
    """Edit one manuscript of the job. Raises `Rejected` with the findings that stop it."""
    from presswork import copydesk

    return copydesk.edit(manuscript, job.publication, epoch=world.epoch)


def read_manuscript(job: Job, path: Path) -> Manuscript:
    """Read one manuscript of the job; a lone one may use files of its own folder, others those of the publication."""
    from presswork import manuscript

    return manuscript.read(path, display=job.display(path), root=job.publication.root)


def withheld_by(meta: Metadata) -> Withheld:
    """What an article or a volume says of when it may be made."""
    if meta.embargo is None:
        return Withheld(meta.status)
    return Withheld(meta.status, _moment(meta.embargo), str(meta.embargo))


def _moment(value: dt.date | dt.datetime) -> dt.datetime:
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def for_article(
    article: Article, publication: Publication, front: YamlSource | None, findings: Findings
) -> dict[str, Edition]:
    """The publication's editions with the article's own `template:` and `layout:` laid over them.

    What `layout:` says outright is for every PDF, what it says under an edition's name for that one. Bad settings are
    added to `findings`, with their places in `front`.
    """
    written = front or YamlSource({}, {})
    layout = dict(article.meta.layout)
    own = {name: layout.pop(name) for name in list(layout) if name in publication.editions}
    printed = settings.edition_changes(layout, written, ("layout",), findings, root=publication.root)
    if article.meta.template:
        printed.setdefault("template", article.meta.template)
    resolved: dict[str, Edition] = {}
    for name, edition in publication.editions.items():
        changes = printed if edition.format == "pdf" else {}
        if name in own:
            changes = changes | settings.edition_changes(
                own[name], written, ("layout", name), findings, root=publication.root
            )
        resolved[name] = replace(edition, **changes)
    for name in own:
        settings.check_needs(resolved[name], resolved, written.place(("layout", name, "pages-of")), findings)
    return resolved
