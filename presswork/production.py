"""The whole walk for a publication, read to preflight; the only part that writes what the user keeps."""

from __future__ import annotations

import datetime as dt
import json
import re
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from presswork import settings
from presswork.diagnostics import Diagnostic, Findings, Location, Rejected, Severity
from presswork.house import House
from presswork.making import Press, files_named, produce_all
from presswork.output import CannotKeep, remove, sweep
from presswork.results import ArticleResult, BuildResult
from presswork.workers import warm_up
from presswork.yamlsource import YamlSource

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from presswork.article import Article
    from presswork.edition import Edition
    from presswork.jobs import Job, World
    from presswork.manuscript import Manuscript
    from presswork.publication import Publication

Progress = Callable[[str, int, int], None]


def build(
    job: Job,
    world: World,
    *,
    keep: bool = True,
    progress: Progress | None = None,
    beside: Executor | None = None,
) -> BuildResult:
    """Build every manuscript of the job; with `keep` false nothing is written (that is `presswork check`).

    `beside` is a process that makes PDFs meanwhile (`presswork.workers`); without one everything is made here.

    One article's failure never stops another. Files of an earlier build of an article that failed, is withheld or has
    another slug now are removed, so that yesterday's page does not look like today's. Raises `CannotKeep` when the
    output folder cannot be written.
    """
    started = time.perf_counter()
    if beside:
        beside.submit(warm_up, job.publication.language)
    press = Press(job, House(job.publication.root), keep=keep, beside=beside)
    earlier = _earlier_files(job.out) if keep else {}
    if keep:
        sweep(job.out)
    results: list[ArticleResult] = []
    slugs: dict[str, str] = {}
    for index, path in enumerate(job.manuscripts):
        if progress:
            progress(job.display(path), index, len(job.manuscripts))
        result = _build_safely(press, path, world, slugs)
        results.append(result)
        if keep:
            made = {each.path.resolve() for other in results for each in other.files}
            _forget(_stale(job, path, result, earlier), made, job.out)
    if progress:
        progress("", len(job.manuscripts), len(job.manuscripts))
    built = {result.source for result in results}
    whole = BuildResult(
        tuple(results),
        _publication_findings(job),
        job.out if keep else None,
        time.perf_counter() - started,
        {source: files for source, files in earlier.items() if source not in built and files},
    )
    if keep and results:
        from presswork.report import write_report

        write_report(whole, house=press.house, publication=job.publication)
    return whole


def _publication_findings(job: Job) -> tuple[Diagnostic, ...]:
    from presswork import preflight

    if job.manuscripts:
        return tuple(preflight.run_publication(job.publication, job.settings)) if job.settings else ()
    hint = "put manuscripts into content/articles/"
    place = Location(job.display(job.publication.root or job.base))
    return (Diagnostic("E003", "there are no manuscripts", Severity.WARNING, place, (hint,)),)


def _earlier_files(out: Path) -> dict[str, tuple[str, ...]]:
    """By source, the files that report.json says the last build made, or found standing from earlier ones."""
    try:
        report = json.loads((out / "report.json").read_text("utf-8"))
        standing = {source: tuple(map(str, files)) for source, files in report.get("standing", {}).items()}
        return standing | {a["source"]: tuple(f["path"] for f in a["files"]) for a in report["articles"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _stale(job: Job, path: Path, result: ArticleResult, earlier: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The files of earlier builds that an article no longer stands behind."""
    known = earlier.get(result.source, ())
    if result.failed or result.skipped:
        return known or _by_name(job, path)
    slugs = {made.path.stem for made in result.files}
    return tuple(name for name in known if slugs and Path(name).stem not in slugs)


def _by_name(job: Job, path: Path) -> tuple[str, ...]:
    """The files that a manuscript has where no report tells: its slug is its file's name, unless it says otherwise."""
    from presswork.copydesk.readers import slugify

    return files_named(job, slugify(path.stem), job.publication.editions)


def _forget(earlier: Iterable[str], made: Set[Path], out: Path) -> None:
    """Remove the files of an earlier build whose article was not made now, but none that this build has made."""
    for name in earlier:
        path = (out / name).resolve()
        if path.is_relative_to(out.resolve()) and path not in made:
            remove(path)


def _build_safely(press: Press, path: Path, world: World, slugs: dict[str, str]) -> ArticleResult:
    """One manuscript built; a fault of ours becomes its finding (E009), so that the other articles are made."""
    try:
        return _build_one(press, path, world, slugs)
    except CannotKeep:
        raise  # it would be so for every article
    except Exception as error:
        if isinstance(error, ImportError) or "cannot load library" in str(error):
            raise  # an engine is missing: no article can be made, and the command line says what brings it
        source = press.job.display(path)
        message = f"Presswork failed on this article: {type(error).__name__}: {error}"
        hint = "this is our fault: please report it with the traceback that is printed"
        finding = Diagnostic("E009", message, location=Location(source), hints=(hint,))
        return ArticleResult(source, findings=(finding,), fault=traceback.format_exc())


def _build_one(press: Press, path: Path, world: World, slugs: dict[str, str]) -> ArticleResult:
    job = press.job
    source = job.display(path)
    try:
        manuscript = read_manuscript(job, path)
        article, findings = edit_manuscript(job, manuscript, world)
    except Rejected as rejected:
        return ArticleResult(source, findings=rejected.findings)
    if withheld := _withheld(article, source, world, named=path.resolve() in job.named):
        return ArticleResult(source, article.meta.title.plain, findings=(*findings, withheld), skipped=True)
    slug = article.meta.slug
    if slug in slugs:
        message = f"its slug '{slug}' is that of {slugs[slug]}: their files would overwrite each other"
        clash = Diagnostic("M186", message, location=Location(source), hints=("give one of them another slug:",))
        return ArticleResult(source, article.meta.title.plain, findings=(*findings, clash))
    slugs[slug] = source
    editions_findings = Findings(article.source)
    editions = for_article(article, job.publication, manuscript.front, editions_findings)
    findings += tuple(editions_findings.items)
    if editions_findings.has_errors:
        return ArticleResult(source, article.meta.title.plain, findings=findings)
    return _with_lines(produce_all(press, article, editions, findings), manuscript)


def _with_lines(result: ArticleResult, manuscript: Manuscript) -> ArticleResult:
    """The findings about characters (H102), which editions make, at their lines in the manuscript; each once."""
    found = (_at_its_line(each, manuscript) if each.code == "H102" else each for each in result.findings)
    return replace(result, findings=tuple(dict.fromkeys(found)))


def _at_its_line(found: Diagnostic, manuscript: Manuscript) -> Diagnostic:
    char = re.search(r"U\+([0-9A-F]+)", found.message)
    at = manuscript.text.find(chr(int(char[1], 16))) if char else -1
    if at < 0:
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


def _withheld(article: Article, source: str, world: World, *, named: bool) -> Diagnostic | None:
    """Why an article is not made now: it is a draft nobody asked for by name, or its embargo has not ended."""
    place = Location(source)
    if article.meta.status == "draft" and not named:
        return Diagnostic("E004", "is a draft and was not made", Severity.NOTE, place, ("name the file to build it",))
    embargo = article.meta.embargo
    if embargo is not None and _moment(embargo) > world.today and not named:
        hint = "name the file to build it before"
        return Diagnostic("E005", f"is under embargo until {embargo} and was not made", Severity.NOTE, place, (hint,))
    return None


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
