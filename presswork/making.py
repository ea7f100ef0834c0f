"""The editions of one article: in which order they are made, here or beside, checked and laid on sheets."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Rejected, close_matches
from presswork.workers import begin, finish, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Executor, Future

    from presswork.article import Article
    from presswork.edition import Edition, EditionFile
    from presswork.editions.binding.settling import Shelf
    from presswork.house import House
    from presswork.jobs import Job
    from presswork.manuscript import Manuscript
    from presswork.markup.pandoc import Answers
    from presswork.pages.mathematics import Formulas
    from presswork.report.thumbnails import PagesShown, Thumbnail
    from presswork.workers import Task


_AFTERWARDS = ("pypdfium2", "ebooklib.epub", "presswork.report.thumbnails", "presswork.editions.epub_nav")


@dataclass(frozen=True, slots=True)
class Press:
    """What editions are made with: the job, the house, and the process beside, if any.

    `pictures` is how many pages of each file the report shows, `shelf` where parts of volumes are kept, `answers`
    where pandoc's are.
    """

    job: Job
    house: House
    pictures: int = 0
    beside: Executor | None = None
    shelf: Shelf | None = None
    answers: Answers | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """An edition that is made: its file, what preflight found in it, the seconds it took, and the report's pictures.

    One that is `reused` was made by an earlier build of the very same things.
    """

    file: EditionFile
    findings: tuple[Diagnostic, ...]
    seconds: float = 0.0
    pictures: tuple[Thumbnail, ...] = ()
    reused: bool = False


@dataclass(frozen=True, slots=True)
class _Begun:
    """An edition that the process beside makes: its file without bytes as soon as it is laid out, and the file."""

    pages: Future[tuple[EditionFile, float]]
    file: Future[tuple[EditionFile, float] | None]


def in_order(names: Iterable[str], editions: Mapping[str, Edition]) -> list[str]:
    """Edition names with those that others need first; needed ones that were not asked for are added."""
    order: list[str] = []
    for name in names:
        needed = editions[name].pages_of
        for each in (needed, name):
            if each is not None and each in editions and each not in order:
                order.append(each)
    return order


def produce_all(
    press: Press, article: Article, editions: Mapping[str, Edition], known: Mapping[str, Finished]
) -> tuple[dict[str, Finished], dict[str, Rejected]]:
    """Make and check every edition that the job wants of an article, but those that are `known`; and what failed.

    One that fails stops no other.
    """
    order = in_order(press.job.publication.build, editions)
    finished = {name: known[name] for name in order if name in known}
    failed: dict[str, Rejected] = {}
    wanted = [name for name in order if name not in known]
    ready = _ready(press, article, editions, wanted, failed)
    begun = _begin(press, article, ready)
    for name in wanted:
        if editions[name].pages_of in begun:
            _prepare(press, article, editions[name])
    early: dict[str, tuple[EditionFile, float]] = {}
    pictures: dict[str, Callable[[], tuple[Thumbnail, ...]]] = {}
    for name in _as_needed([name for name in wanted if name not in failed], editions, begun):
        files = {each: done.file for each, done in finished.items()}
        try:
            if name in begun:
                needing = [editions[each] for each in wanted if editions[each].pages_of == name]
                early |= _made_early(press, article, begun[name], needing)
            make = ready.get(name) or partial(_produce, press, article, editions[name], files)
            made = _made(make, editions[name], begun.get(name), early.get(name), files)
            finished[name], pictures[name] = _checked(press, article, editions[name], *made, files)
        except Rejected as rejected:
            failed[name] = rejected
    return {
        name: replace(done, pictures=pictures[name]()) if name in pictures else done for name, done in finished.items()
    }, failed


def _ready(
    press: Press, article: Article, editions: Mapping[str, Edition], order: Sequence[str], failed: dict[str, Rejected]
) -> dict[str, Task]:
    """What the engine is to do for each edition that can be made ready for it; what cannot be goes into `failed`."""
    from presswork.editions import FORMATS

    formats = {name: FORMATS.get(editions[name].format) for name in order if not editions[name].pages_of}
    makers = {name: task for name, format_ in formats.items() if (task := getattr(format_, "task", None))}
    formulas = _formulas_drawn_beside(press.beside, article) if makers and press.beside else None
    ready: dict[str, Task] = {}
    for name, task in makers.items():
        try:
            ready[name] = task(article, editions[name], press.job.publication, house=press.house, formulas=formulas)
        except Rejected as rejected:
            failed[name] = rejected
    for format_ in {formats[name] for name in ready}:
        if share := getattr(format_, "sharing", None):
            ready |= share({name: task for name, task in ready.items() if formats[name] is format_})
    return ready


def _begin(press: Press, article: Article, ready: Mapping[str, Task]) -> dict[str, _Begun]:
    """Hand to the process beside, where there is one, what can be made there."""
    begun: dict[str, _Begun] = {}
    if press.beside is None:
        return begun
    from concurrent.futures.process import BrokenProcessPool

    for name, task in ready.items():
        with suppress(BrokenProcessPool):  # it is dead: this process makes the edition
            key = article.source, name
            begun[name] = _Begun(press.beside.submit(begin, task, key), press.beside.submit(finish, key))
    return begun


def _formulas_drawn_beside(beside: Executor, article: Article) -> Formulas | None:
    """The article's formulas, drawn by the process beside, which has brought in what draws them already."""
    if "math" not in article.features:
        return None
    from concurrent.futures.process import BrokenProcessPool

    from presswork.pages.mathematics import drawn, formulas_in

    with suppress(BrokenProcessPool):
        begun = beside.submit(drawn, formulas_in(article.body))
        import_module("presswork.typesetting.fonts")
        return begun.result()
    return None


def foresee(press: Press, manuscript: Manuscript) -> None:
    """Let the process beside bring in, while the manuscript is still read, what its editions will need."""
    if press.beside is None:
        return
    from concurrent.futures.process import BrokenProcessPool

    from presswork.pages.mathematics import bring_in, may_hold_formulas

    if may_hold_formulas(manuscript.text):
        with suppress(BrokenProcessPool):
            press.beside.submit(bring_in)


def _prepare(press: Press, article: Article, edition: Edition) -> None:
    """Make what can be made of an edition before the one that it needs is there, where its format can."""
    from presswork.editions import FORMATS

    if prepare := getattr(FORMATS.get(edition.format), "prepare", None):
        prepare(article, press.job.publication, press.house)


def _as_needed(order: Sequence[str], editions: Mapping[str, Edition], begun: Mapping[str, object]) -> list[str]:
    """The editions in the order in which this process turns to them: what waits for the process beside comes last."""

    def rank(name: str) -> int:
        return 1 if name in begun else 2 if editions[name].pages_of in begun else 0

    return sorted(order, key=rank) if begun else list(order)


def _made_early(
    press: Press, article: Article, begun: _Begun, needing: Iterable[Edition]
) -> dict[str, tuple[EditionFile, float]]:
    """The editions that need only the page map of one that is laid out beside, made while that is written there."""
    from concurrent.futures.process import BrokenProcessPool

    from presswork.editions import FORMATS

    wanted = [each for each in needing if getattr(FORMATS.get(each.format), "needs_only_pages", False)]
    _bring_in_what_comes_next()
    early: dict[str, tuple[EditionFile, float]] = {}
    with suppress(BrokenProcessPool, Rejected):  # then they are made, or refused, when it is their turn
        pages, _ = begun.pages.result()
        for edition in wanted:
            early[edition.name] = timed(partial(_produce, press, article, edition, {pages.edition: pages}))
    return early


def _made(
    make: Callable[[], EditionFile],
    edition: Edition,
    begun: _Begun | None,
    early: tuple[EditionFile, float] | None,
    files: Mapping[str, EditionFile],
) -> tuple[EditionFile, float]:
    """The edition as the process beside made it, as it was made early, or made here; and the seconds it took."""
    if early and edition.pages_of in files:
        return early
    return _made_beside(begun) or timed(make)


def finished_file(
    press: Press,
    article: Article,
    edition: Edition,
    file: EditionFile,
    seconds: float,
    files: Mapping[str, EditionFile],
) -> Finished:
    """A file that was made: preflighted with those that it needs, laid on sheets where it is folded, pictured."""
    done, pictures = _checked(press, article, edition, file, seconds, files)
    return replace(done, pictures=pictures())


def _checked(
    press: Press,
    article: Article,
    edition: Edition,
    file: EditionFile,
    seconds: float,
    files: Mapping[str, EditionFile],
) -> tuple[Finished, Callable[[], tuple[Thumbnail, ...]]]:
    """A file that was made, preflighted and laid on sheets; and what gives its pictures, perhaps drawn beside."""
    from presswork import preflight

    root = press.job.publication.root
    if edition.proof and file.breaks is not None:
        file, more = timed(partial(_with_proof, file))
        seconds += more
    shown = _pages_shown(press, file, edition)
    pictures = None if edition.fold or shown else _pictures(press, file)
    found = preflight.run_file(file, article, edition, needs={**files, edition.name: file}, root=root, shown=shown)
    if edition.fold:
        from presswork.imposition.gathering import on_sheets

        flat = file
        file, more = timed(lambda: on_sheets(flat, article, edition, press.house, root))
        seconds += more
    if shown:
        drawn = tuple(shown.drawn)
        return Finished(file, tuple(found), seconds, drawn), lambda: drawn
    return Finished(file, tuple(found), seconds), pictures or _pictures(press, file)


def _with_proof(file: EditionFile) -> EditionFile:
    """The file with a copy of its pages, flat and in their order, on which its faults are marked."""
    from presswork.edition import Companion
    from presswork.proofing import proof

    marked = proof(file.data, file.breaks) if file.breaks else b""
    return replace(file, companions=(*file.companions, Companion("proof", ".pdf", marked)))


def _pages_shown(press: Press, file: EditionFile, edition: Edition) -> PagesShown | None:
    """What draws the pages of a PDF while preflight walks through them, where no process beside draws them."""
    if not press.pictures or press.beside is not None or file.suffix != ".pdf" or edition.fold:
        return None
    from presswork.report.thumbnails import PagesShown

    return PagesShown(press.pictures)


def _pictures(press: Press, file: EditionFile) -> Callable[[], tuple[Thumbnail, ...]]:
    """What gives the pictures of a file; those of a PDF are drawn beside meanwhile."""
    if not press.pictures:
        return tuple
    from concurrent.futures.process import BrokenProcessPool

    from presswork.report.thumbnails import cover_thumbnail, thumbnails_of

    if file.small_cover:
        return lambda: (cover_thumbnail(file.small_cover),)
    draw = partial(thumbnails_of, file.data, file.suffix, pages=press.pictures)
    if press.beside is not None and file.suffix == ".pdf":
        with suppress(BrokenProcessPool):
            return partial(_drawn_beside, press.beside.submit(draw), draw)
    return draw


def _drawn_beside(
    begun: Future[tuple[Thumbnail, ...]], draw: Callable[[], tuple[Thumbnail, ...]]
) -> tuple[Thumbnail, ...]:
    from concurrent.futures.process import BrokenProcessPool

    with suppress(BrokenProcessPool):
        return begun.result()
    return draw()


def _made_beside(begun: _Begun | None) -> tuple[EditionFile, float] | None:
    from concurrent.futures.process import BrokenProcessPool

    if begun is not None:
        with suppress(BrokenProcessPool):  # it died, perhaps for want of memory: this process makes the edition
            _, laying_out = begun.pages.result()
            if done := begun.file.result():
                return done[0], laying_out + done[1]
    return None


def _bring_in_what_comes_next() -> None:
    """Import, while the process beside still works, what checks, packs and reports afterwards."""
    for name in _AFTERWARDS:
        with suppress(ImportError):
            import_module(name)


def _produce(press: Press, article: Article, edition: Edition, files: Mapping[str, EditionFile]) -> EditionFile:
    from presswork.editions import FORMATS

    check_producible(edition, files, article.source)
    return FORMATS[edition.format].produce(article, edition, press.job.publication, house=press.house, needs=files)


def check_producible(edition: Edition, files: Mapping[str, EditionFile], source: str) -> None:
    """Raises `Rejected` when there is no such format (E006), or the edition lacks one that it needs (E007)."""
    from presswork.editions import FORMATS

    if edition.format not in FORMATS:
        hints = close_matches(edition.format, FORMATS) or (f"there are: {', '.join(FORMATS)}",)
        message = f"edition '{edition.name}': there is no format '{edition.format}'"
        raise Rejected([Diagnostic("E006", message, location=Location(source), hints=hints)])
    if edition.pages_of and edition.pages_of not in files:
        message = f"edition '{edition.name}' was not made: it needs the pages of '{edition.pages_of}'"
        raise Rejected([Diagnostic("E007", message, location=Location(source))])
