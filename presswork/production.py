"""A whole publication: what stands is recalled, the rest made here or by workers, and everything kept and told."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.house import House
from presswork.keeping import earlier_files, forget, keep, stale
from presswork.making import Press
from presswork.markup.pandoc import kept_running, several_kept_running
from presswork.output import remove, sweep
from presswork.preflight.lines import line_findings
from presswork.results import ArticleResult, BuildResult, Made
from presswork.volumes.places import is_volume
from presswork.walk import Outcome, make
from presswork.workers import ENGINE, begin_server, may_start_others, warm_up

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from pathlib import Path

    from presswork.editions.binding.settling import Shelf
    from presswork.jobs import Job, World
    from presswork.making import Finished
    from presswork.markup.pandoc import Answers
    from presswork.store.memory import Memory, Recall

Progress = Callable[[str, int, int], None]
# With fewer articles than this for each worker, bringing workers up takes longer than they save.
WORTH_A_POOL = 3


def build(
    job: Job,
    world: World,
    *,
    keep: bool = True,
    progress: Progress | None = None,
    beside: Executor | None = None,
    workers: int = 1,
    cluster: str | None = None,
    remember: bool = True,
    lines: bool = False,
) -> BuildResult:
    """Build every manuscript of the job; with `keep` false nothing is written (that is `presswork check`).

    `beside` is a process that makes PDFs meanwhile (`presswork.workers`), `workers` how many processes make whole
    articles where there are many, `cluster` the address of a Dask cluster that makes them all. With `remember`, what is
    the same as in an earlier build is not made again. `lines` tells all that there is to say of the lines, columns and
    pages of what is made.

    One article's failure never stops another. Files of an earlier build of an article that failed, is withheld or has
    another slug now are removed, so that yesterday's page does not look like today's. Raises `CannotKeep` when the
    output folder cannot be written, `Rejected` (E013, E014) when the cluster is of no use.
    """
    started = time.perf_counter()
    house = House(job.publication.root)
    memory = _memory(job, house, world) if keep and remember else None
    recalled = {path: memory.recall(path) for path in job.manuscripts} if memory else {}
    todo = {path: found.known for path in job.manuscripts if not (found := _found(recalled, path)).outcome}
    if keep:
        sweep(job.out)
    house_work = _HouseWork(job, world, memory, recalled, keep=keep, lines=lines)
    pool = min(workers, sum(not is_volume(path) for path in todo) // WORTH_A_POOL)
    pool = pool if pool <= 1 or may_start_others() else 1
    # Volumes are laid out by processes of their own.
    if beside and pool <= 1 and not cluster and not all(map(is_volume, todo)):
        with suppress(BrokenExecutor):  # it died meanwhile: this process makes the editions
            beside.submit(warm_up, job.publication.language)
    if workers > 1 and any(map(is_volume, todo)) and not cluster:
        begin_server(ENGINE)
    press = Press(job, house, _pictures(job) if keep else 0, beside, _shelf(memory), _answers(memory))
    for path, recall in recalled.items():
        if recall.outcome:
            house_work.take(path, recall.outcome)
    done = len(job.manuscripts) - len(todo)
    known_here = frozenset(each for each in todo if is_volume(each) and job.display(each) in house_work.earlier)
    crew = _Crew(pool, cluster, known_here)
    for path, outcome in _made(press, world, todo, crew, progress, done):
        house_work.take(path, outcome)
    return house_work.finish(house, started, nothing_made=not todo)


def _memory(job: Job, house: House, world: World) -> Memory | None:
    from presswork.store import Store
    from presswork.store.memory import Memory

    return Memory(Store(job.store), job, house, world) if job.store else None


def _shelf(memory: Memory | None) -> Shelf | None:
    """Where the parts of volumes are kept, when anything is."""
    if memory is None:
        return None
    from presswork.store.ingredients import FONTS
    from presswork.store.parts import Parts

    return Parts(memory.store, (memory.everything, memory.ingredients.of_house(FONTS)))


def _answers(memory: Memory | None) -> Answers | None:
    """Where pandoc's answers about the texts of volumes are kept, when anything is."""
    if memory is None:
        return None
    from presswork.store.answers import Kept

    return Kept(memory.store, [memory.everything[name] for name in ("Presswork", "pandoc")])


def _found(recalled: Mapping[Path, Recall], path: Path) -> Recall:
    from presswork.store.memory import Recall

    return recalled.get(path) or Recall()


def _pictures(job: Job) -> int:
    from presswork.report import pages_pictured

    return pages_pictured(len(job.manuscripts))


def _made(
    press: Press,
    world: World,
    todo: Mapping[Path, Mapping[str, Finished]],
    crew: _Crew,
    progress: Progress | None,
    done: int,
) -> Iterator[tuple[Path, Outcome]]:
    """What comes of the manuscripts that must be made, in the order in which they are finished."""
    whole = done + len(todo)
    for path, outcome in _outcomes(press, world, todo, crew):
        if progress:
            progress(press.job.display(path), done, whole)
        yield path, outcome
        done += 1
    if progress:
        progress("", whole, whole)


def _outcomes(
    press: Press, world: World, todo: Mapping[Path, Mapping[str, Finished]], crew: _Crew
) -> Iterator[tuple[Path, Outcome]]:
    # A volume is laid out by several processes at once here. On a cluster, which has others to make meanwhile, by one.
    here = crew.volumes_here if crew.cluster else {path for path in todo if is_volume(path)}
    elsewhere = {path: known for path, known in todo.items() if path not in here}
    if elsewhere and crew.cluster:
        from presswork.cluster import clustered

        yield from clustered(
            press.job, world, elsewhere, address=crew.cluster, pictures=press.pictures, shelf=press.shelf
        )
    elif crew.pool > 1:
        from presswork.pool import pooled

        yield from pooled(press.job, world, elsewhere, workers=crew.pool, pictures=press.pictures)
    else:
        elsewhere = {}
    left = {path: known for path, known in todo.items() if path not in elsewhere}
    with _pandocs(press, left):
        for path, known in left.items():
            yield path, make(press, path, world, known)


def _pandocs(press: Press, here: Collection[Path]) -> AbstractContextManager[None]:
    """What is kept running while manuscripts are made here: several pandocs for a volume, one for some articles."""
    if any(map(is_volume, here)):
        return several_kept_running(press.answers)
    return kept_running() if len(here) >= WORTH_A_POOL else nullcontext()


@dataclass(frozen=True, slots=True)
class _Crew:
    """Who makes articles: so many processes here, this one where that is none or one, or a cluster.

    `volumes_here` are those of which parts are likely to be on the shelf.
    """

    pool: int
    cluster: str | None = None
    volumes_here: frozenset[Path] = frozenset()


class _HouseWork:
    """What is done with outcomes as they come: slugs compared, files kept, old ones removed, records written."""

    def __init__(
        self, job: Job, world: World, memory: Memory | None, recalled: Mapping[Path, Recall], *, keep: bool, lines: bool
    ) -> None:
        self.lines = lines
        self.job, self.world, self.memory, self.recalled, self.keep = job, world, memory, recalled, keep
        self.place = {path: number for number, path in enumerate(job.manuscripts)}
        self.earlier = earlier_files(job.out) if keep else {}
        self.results: dict[Path, ArticleResult] = {}
        self.slugs: dict[str, Path] = {}
        self.made: set[Path] = set()

    def take(self, path: Path, outcome: Outcome) -> None:
        """Keep what came of one manuscript; of two with one slug the first in the publication has it."""
        other = self.slugs.get(outcome.slug) if outcome.finished is not None else None
        if other is not None and self.place[other] < self.place[path]:
            self._settle(path, _clash(outcome, self.job.display(other)))
            return
        if outcome.finished is not None:
            self.slugs[outcome.slug] = path
        if other is not None:
            lost = self.results[other]
            self._settle(other, _clash(Outcome(lost.source, lost.title, outcome.slug), outcome.source))
        self._settle(path, outcome)

    def _settle(self, path: Path, outcome: Outcome) -> None:
        result = self._result(path, outcome)
        self.results[path] = result
        if not self.keep:
            return
        self.made |= {each.path.resolve() for each in result.files}
        forget(stale(self.job, path, result, self.earlier), self.made, self.job.out)
        if self.memory and path in self.recalled and not self.recalled[path].outcome:
            self.memory.remember(path, outcome)

    def _result(self, path: Path, outcome: Outcome) -> ArticleResult:
        wanted = self.job.wanted(path, outcome.build)
        findings = list(outcome.about)
        files: list[Made] = []
        for failed, why in (outcome.failed or {}).items():
            findings += why
            if self.keep:
                self._forget_edition(outcome.slug, failed)
        for name, done in (outcome.finished or {}).items():
            findings += [*done.file.findings, *done.findings]
            if self.lines and done.file.breaks:
                findings += line_findings(done.file.breaks, name, outcome.source)
            if name in wanted:
                files += keep(self.job.out, outcome.slug, done, write=self.keep)
        return ArticleResult(
            outcome.source,
            outcome.title,
            tuple(files),
            tuple(dict.fromkeys(findings)),
            outcome.skipped,
            outcome.fault,
            self._reasons(path, outcome, wanted),
        )

    def _reasons(self, path: Path, outcome: Outcome, wanted: Sequence[str]) -> dict[str, str]:
        """Why editions were made, and which of them needed no layout of their own."""
        recall = self.recalled.get(path)
        told = recall.reasons if recall else {}
        shared = {
            name: f"; its pages were laid out for '{done.file.laid_out_for}'"
            for name, done in (outcome.finished or {}).items()
            if done.file.laid_out_for
        }
        return {name: why + shared.get(name, "") for name, why in told.items() if not outcome.build or name in wanted}

    def _forget_edition(self, slug: str, name: str) -> None:
        """Remove what an earlier build made of an edition that failed now."""
        from presswork.keeping import files_named

        for file in files_named(self.job, slug, [name]):
            remove(self.job.out / file)

    def finish(self, house: House, started: float, *, nothing_made: bool) -> BuildResult:
        """The result of the build, and the report of it unless nothing changed."""
        job = self.job
        results = tuple(self.results[path] for path in job.manuscripts)
        built = {result.source for result in results}
        whole = BuildResult(
            results,
            _publication_findings(job),
            job.out if self.keep else None,
            time.perf_counter() - started,
            {source: files for source, files in self.earlier.items() if source not in built and files},
        )
        reported = nothing_made and (job.out / "report.html").is_file() and {*self.earlier} == built
        if self.keep and results and not reported:
            from presswork.report import write_report

            write_report(whole, house=house, publication=job.publication)
        if self.memory:
            self.memory.store.close()
        return replace(whole, seconds=time.perf_counter() - started)


def _clash(outcome: Outcome, other: str) -> Outcome:
    """The outcome of a manuscript whose slug belongs to another one."""
    message = f"its slug '{outcome.slug}' is that of {other}: their files would overwrite each other"
    hints = ("give one of them another slug:",)
    clash = Diagnostic("M186", message, location=Location(outcome.source), hints=hints)
    return Outcome(outcome.source, outcome.title, outcome.slug, about=(*outcome.about, clash))


def _publication_findings(job: Job) -> tuple[Diagnostic, ...]:
    from presswork import preflight

    if job.manuscripts:
        return tuple(preflight.run_publication(job.publication, job.settings)) if job.settings else ()
    hint = "put manuscripts into content/articles/"
    place = Location(job.display(job.publication.root or job.base))
    return (Diagnostic("E003", "there are no manuscripts", Severity.WARNING, place, (hint,)),)
