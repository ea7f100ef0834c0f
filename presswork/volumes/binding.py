"""A volume and its manuscripts -> a bound volume: articles edited, changed as the volume says, fit for each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presswork import copydesk, manuscript
from presswork.copydesk import images, refine_metadata, typeset
from presswork.copydesk.frontmatter import raw_value
from presswork.copydesk.readers import slugify
from presswork.diagnostics import Diagnostic, Findings, Location, Rejected, Severity
from presswork.manuscript.witness import also_read, witnessed
from presswork.markup.pandoc import READERS
from presswork.volume import Bound, Chapter, Matter, Written
from presswork.volumes.indexing import check_index, has_marks
from presswork.volumes.rewriting import Text, rewritten

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from presswork.article import Article
    from presswork.edition import Asset
    from presswork.manuscript import Manuscript
    from presswork.manuscript.witness import Sight
    from presswork.publication import Publication
    from presswork.volume import Listed, Section, Volume

Edited = tuple["Article", tuple[Diagnostic, ...]]
Edit = Callable[["Manuscript", frozenset[str]], Edited]
# What an article built alone lacks, and a volume supplies: a date of its own, words for links to other articles.
_UNTRUE = frozenset({"M114", "T265"})


@dataclass(frozen=True, slots=True)
class Bindery:
    """What binding is done with: the publication, how paths are shown, the day, the date of undated things.

    `named` says that the user named the volume's file: then drafts in it are made. `edit` edits a manuscript that
    stands beside others of these slugs; by default it is `presswork.copydesk.edit`.
    """

    publication: Publication
    display: Callable[[Path], str]
    today: dt.datetime
    epoch: dt.datetime
    named: bool = False
    edit: Edit | None = None

    def edited(self, source: Manuscript, others: frozenset[str]) -> Edited:
        """One article of a volume with those of the slugs `others`. Raises `Rejected`."""
        if self.edit is not None:
            return self.edit(source, others)
        return copydesk.edit(source, self.publication, epoch=self.epoch, others=others)


def manuscripts_of(volume: Volume) -> tuple[Path, ...]:
    """The manuscripts of a volume in reading order: written front matter, articles, written back matter."""
    front, back = ([part.path for part in side if part.path] for side in (volume.front, volume.back))
    return (*front, *(listed.path for listed in volume.listed), *back)


def bind(volume: Volume, bindery: Bindery) -> tuple[Bound, tuple[Diagnostic, ...]]:
    """The volume with all its articles edited, and what was found: the articles' findings first.

    Ids in an article's body begin with its slug (`presswork.volume.anchor`), links to other articles of the volume
    lead to them, index marks have ids. Raises `Rejected` with everything that is wrong in any article, and at its
    line in the volume's file: M206, M207, M215, M216.
    """
    findings = Findings(volume.source)
    edited = _edit_all(volume, bindery, findings)
    _check_slugs(volume, edited, findings)
    _check_withheld(volume, bindery, edited, findings)
    findings.stop_on_error()
    changed = {path: article for path, (article, _) in edited.items()}
    for section in volume.sections:
        for listed in section.articles:
            changed[listed.path] = _overridden(changed[listed.path], listed, section)
    articles, dead_links = rewritten(Text.of(article, path) for path, article in changed.items())
    by_path = dict(zip(changed, articles, strict=True))
    volume, assets, pictures = _pictures(volume, bindery.publication)
    bound = _bound(_typeset(volume), by_path, assets)
    return bound, (*_told(findings.items), *dead_links, *pictures, *check_index(bound), *_without_index(bound))


def _edit_all(volume: Volume, bindery: Bindery, findings: Findings) -> dict[Path, Edited]:
    """Every article edited, by its manuscript; of those that cannot be, their findings and one in the volume (M215)."""
    sources: dict[Path, Manuscript] = {}
    places = _places(volume)
    for path in places:
        try:
            sources[path] = manuscript.read(path, display=bindery.display(path), root=bindery.publication.root)
        except Rejected as rejected:
            _cannot(path, rejected, places, bindery, findings)
    slugs = frozenset(_slug(source) for source in sources.values())
    edited: dict[Path, Edited] = {}
    # Most of the time is pandoc's: the next texts are given to other ones meanwhile.
    with ThreadPoolExecutor(READERS) as readers:
        tasks = {
            path: readers.submit(_witnessed, bindery, source, slugs - {_slug(source)})
            for path, source in sources.items()
        }
        wait(tasks.values())
    for path, task in tasks.items():
        result, read = task.result()
        also_read(read)
        if isinstance(result, Rejected):
            _cannot(path, result, places, bindery, findings)
        else:
            edited[path] = result
            findings.items += result[1]
    return edited


def _witnessed(
    bindery: Bindery, source: Manuscript, others: frozenset[str]
) -> tuple[Edited | Rejected, dict[Path, Sight]]:
    """An article edited, or why it cannot be, and the files that were read for it."""
    with witnessed() as read:
        try:
            return bindery.edited(source, others), read
        except Rejected as rejected:
            return rejected, read


def _slug(source: Manuscript) -> str:
    said, _ = raw_value(source.front, "slug")
    return said if isinstance(said, str) else slugify(source.path.stem)


def _places(volume: Volume) -> dict[Path, tuple[int, int]]:
    """Where the volume's file names each manuscript, in reading order."""
    parts = {part.path: part.place for part in (*volume.front, *volume.back) if part.path}
    listed = {each.path: each.place for each in volume.listed}
    return {path: (parts | listed)[path] for path in manuscripts_of(volume)}


def _cannot(
    path: Path, why: Rejected, places: dict[Path, tuple[int, int]], bindery: Bindery, findings: Findings
) -> None:
    findings.items += why.findings
    hint = "its findings stand above"
    findings.error("M215", f"the article '{bindery.display(path)}' has errors", *places[path], hints=(hint,))


def _check_slugs(volume: Volume, edited: dict[Path, Edited], findings: Findings) -> None:
    places, taken = _places(volume), dict[str, tuple[int, int]]()
    for path, (article, _) in edited.items():
        slug = article.meta.slug
        if slug in taken:
            message = f"the slug '{slug}' is that of the article in line {taken[slug][0]}, too"
            findings.error("M216", message, *places[path], hints=("give one of them a slug: of its own",))
        taken.setdefault(slug, places[path])


def _check_withheld(volume: Volume, bindery: Bindery, edited: dict[Path, Edited], findings: Findings) -> None:
    """Drafts (M206) and articles under an embargo (M207) that is not the volume's too stop a volume.

    In a volume that the user named, as in one that is a draft itself, they are only told.
    """
    told = Severity.WARNING if bindery.named or volume.meta.status == "draft" else Severity.ERROR
    places, own = _places(volume), volume.meta.embargo
    for path, (article, _) in edited.items():
        line, column = places[path]
        meta = article.meta
        if meta.status == "draft":
            hint = "set its status: ready, or give the volume status: draft"
            message = f"'{meta.title.plain}' is a draft"
            findings.add("M206", message, severity=told, line=line, column=column, hints=(hint,))
        if meta.embargo and meta.embargo > bindery.today and not (own and own >= meta.embargo):
            hint = f"give the volume the same, embargo: {meta.embargo.isoformat()}, or take the article out"
            message = f"'{meta.title.plain}' is under embargo until {meta.embargo}"
            findings.add("M207", message, severity=told, line=line, column=column, hints=(hint,))


def _overridden(article: Article, listed: Listed, section: Section) -> Article:
    """The article with what the volume says otherwise: headline (and then no shorter title of the old one), section."""
    changes: dict[str, object] = {}
    if listed.title:
        changes |= {"title": typeset(listed.title, article.meta.language), "short_title": None}
    if named := listed.section or section.title:
        changes["section"] = typeset(named, article.meta.language)
    return replace(article, meta=article.meta.model_copy(update=changes)) if changes else article


def _pictures(volume: Volume, publication: Publication) -> tuple[Volume, tuple[Asset, ...], list[Diagnostic]]:
    """The volume with its cover, lead image and advertisements as assets. Raises `Rejected` for those it cannot use."""
    pictures = [part.picture for part in (*volume.front, *volume.back) if part.picture]
    if volume.path is None or not (volume.meta.cover or volume.meta.lead_image or pictures):
        return volume, (), []
    lines = volume.path.read_text("utf-8-sig").splitlines()

    def line_of(source: str) -> int | None:
        return next((number for number, line in enumerate(lines, 1) if source in line), None)

    folder, root = volume.path.resolve().parent, publication.root
    intake = images.Intake({}, folder, root, line_of, Findings(volume.source))
    taken = {picture.source: intake.take(picture.source) for picture in pictures}
    _, meta, assets, about = images.take_in(
        "", volume.meta, {}, folder=folder, root=root, path=volume.source, line_of=line_of
    )
    intake.findings.stop_on_error()

    def settled(parts: Iterable[Matter]) -> tuple[Matter, ...]:
        return tuple(
            replace(part, picture=replace(part.picture, source=asset.name))
            if part.picture and (asset := taken.get(part.picture.source))
            else part
            for part in parts
        )

    changed = replace(volume, meta=meta, front=settled(volume.front), back=settled(volume.back))
    every = {asset.name: asset for asset in (*assets, *intake.assets.values())}
    return changed, tuple(every.values()), [*about, *intake.findings.items]


def _typeset(volume: Volume) -> Volume:
    """The volume with its own texts set typographically in its language."""
    language = volume.meta.language

    def words(parts: Iterable[Matter]) -> tuple[Matter, ...]:
        return tuple(
            replace(
                part,
                title=typeset(part.title, language) if part.title else None,
                text=typeset(part.text, language) if part.text else None,
                source=typeset(part.source, language) if part.source else None,
            )
            for part in parts
        )

    sections = tuple(
        replace(section, title=typeset(section.title, language) if section.title else None)
        for section in volume.sections
    )
    meta = refine_metadata(volume.meta)
    return replace(volume, meta=meta, sections=sections, front=words(volume.front), back=words(volume.back))


def _bound(volume: Volume, articles: dict[Path, Article], assets: tuple[Asset, ...]) -> Bound:
    def parts(matter: Iterable[Matter]) -> tuple[Matter | Written, ...]:
        return tuple(Written(part, articles[part.path]) if part.path else part for part in matter)

    chapters = tuple(
        Chapter(articles[listed.path], number, listed.template, listed.role, listed.run_on)
        for number, section in enumerate(volume.sections)
        for listed in section.articles
    )
    return Bound(volume, chapters, parts(volume.front), parts(volume.back), assets)


def _told(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings about the articles, without those that are untrue inside a volume, which has a date of its own."""
    return tuple(each for each in findings if each.code not in _UNTRUE)


def _without_index(bound: Bound) -> list[Diagnostic]:
    parts = (*bound.front, *bound.back)
    if not has_marks(bound) or any(isinstance(part, Matter) and part.role == "index" for part in parts):
        return []
    message, hint = "the articles have index marks, and the volume has no index", "write index under back:"
    return [Diagnostic("M219", message, Severity.NOTE, Location(bound.volume.source), (hint,))]
