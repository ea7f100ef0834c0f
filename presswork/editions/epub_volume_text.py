"""The texts of a volume in its e-book: each in files of its own, with notes, links to each other and printed pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from presswork.editions.endpages import settle_end_pages
from presswork.editions.epub_body import EPUB_TYPE, divided, linked, parse
from presswork.editions.epub_documents import credit_lines, text_documents, written_again
from presswork.editions.epub_volume_gathered import (
    cited_in,
    gathered_in,
    notes_division,
    take_out_works,
    works_division,
)
from presswork.editions.pagebreaks import insert_marks
from presswork.labels import labels_for
from presswork.pagemap import body_characters
from presswork.volume import Written
from presswork.volumes.indexing import texts_of
from presswork.volumes.people import own_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presswork.article import Article, Related
    from presswork.edition import PageStart
    from presswork.editions.epub_body import Chapter as File
    from presswork.editions.epub_body import Division
    from presswork.editions.epub_documents import Binding, Document
    from presswork.editions.pagebreaks import PageMark
    from presswork.volume import Bound, Chapter
    from presswork.volumes.works import Bibliography

# Between a text's name and the number of its file: no slug has two hyphens.
_JOINT = "--"
# Structural semantics of written parts (EPUB SSV 1.1) that have a twin in DPUB-ARIA 1.1; all others are chapters.
_KINDS = frozenset({"foreword", "preface", "afterword"})


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text of the volume in its files.

    `marks` are the printed pages that begin in it, `ends` those of them that begin behind its body (id, first words),
    `opened` says whether it begins with a page of its own. `notes` is the file in which its notes stand where that is
    none of its own.
    """

    part: Chapter | Written
    files: tuple[File, ...] = field(repr=False)
    marks: tuple[PageMark, ...] = ()
    ends: tuple[tuple[str, str], ...] = ()
    opened: bool = True
    notes: File | None = field(default=None, repr=False)

    @property
    def href(self) -> str:
        """Where it begins."""
        return f"{self.files[0].name}#{self.part.anchor}"

    def home(self, name: str) -> str:
        """The file in which an id of its body or notes stands."""
        files = (*self.files, *((self.notes,) if self.notes else ()))
        return next((file.name for file in files if name in file.ids | file.note_ids), self.files[0].name)

    @property
    def role(self) -> str:
        """What the volume lists it as, or nothing for an article like others."""
        return (self.part.matter.role if isinstance(self.part, Written) else self.part.role) or ""


class Folio(NamedTuple):
    """A printed page: which of the volume's it is, from 0, and its number as it is printed."""

    place: int
    label: str


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of a volume by their slugs, and the printed page on which each index mark stands.

    `gathered` are the files of what is gathered from all of them, by role.
    """

    parts: Mapping[str, TextPart]
    folios: Mapping[str, Folio]
    gathered: Mapping[str, File] = field(default_factory=lambda: MappingProxyType({}))


def file_name(part: Chapter | Written) -> str:
    """The name of a text's file without its suffix: the same as long as its slug is."""
    return f"{part.matter.role}-{part.slug}" if isinstance(part, Written) else f"article-{part.slug}"


def texts(bound: Bound, printed: Sequence[tuple[PageStart, PageMark]], places: Mapping[str, int]) -> Texts:
    """Every text of the volume divided into files and linked with the others.

    `printed` are the numbered pages of the print with their marks, `places` says by the mark which page of all each is.
    """
    cited = cited_in(bound)
    divisions: list[Division] = []
    paged: list[dict[str, Any]] = []
    pages = {mark.id: Folio(places[mark.id], mark.label) for _, mark in printed}
    folios: dict[str, Folio] = {}
    folio: Folio | None = None
    for part in texts_of(bound):
        root = parse(part.article.body)
        if cited:  # before pages are marked: print counts the characters of a text without its list, too
            take_out_works(root, cited)
        own = [(start, mark) for start, mark in printed if start.chapter == part.slug]
        opened = bool(own) and own[0][0].offset == 0
        inside = own[1:] if opened else own
        length = sum(1 for _ in body_characters(root)) if own else 0
        insert_marks(root, [start for start, _ in inside], [mark for _, mark in inside])
        ends = tuple((mark.id, start.first_words) for start, mark in inside if start.offset >= length)
        marks = tuple(mark for _, mark in own)
        folio = _note_folios(root, pages, pages[marks[0].id] if opened else folio, folios)
        labels = labels_for(part.article.meta.language)
        divisions.append(divided(root, labels, name=file_name(part), joint=_JOINT, anchor=part.anchor))
        paged.append({"part": part, "marks": marks, "ends": ends, "opened": opened})
    files, gathered = _all_linked(bound, divisions, cited)
    notes = gathered.get("notes")
    parts = (TextPart(**pages, files=own, notes=notes) for pages, own in zip(paged, files, strict=True))
    return Texts({text.part.slug: text for text in parts}, folios, gathered)


def _all_linked(
    bound: Bound, divisions: Sequence[Division], cited: Bibliography | None
) -> tuple[tuple[tuple[File, ...], ...], Mapping[str, File]]:
    """The files of each text, and those gathered from all, their links leading to wherever the targets stand."""
    more: dict[str, Division] = {}
    if "notes" in gathered_in(bound):
        notes = zip(texts_of(bound), (division.notes for division in divisions), strict=True)
        more["notes"] = notes_division(notes, bound.meta.language)
        divisions = [replace(division, notes={}) for division in divisions]
    if cited:
        more["bibliography"] = works_division(cited, bound.meta.language)
    files = linked([*divisions, *more.values()])
    gathered = {role: file for role, (file,) in zip(more, files[len(divisions) :], strict=True) if file.body}
    return files[: len(divisions)], MappingProxyType(gathered)


def _note_folios(root: Any, pages: Mapping[str, Folio], folio: Folio | None, folios: dict[str, Folio]) -> Folio | None:
    """Note for each index mark the page on which it begins; returns that on which the text ends."""
    for element in root.iter("{*}span"):
        if element.get(EPUB_TYPE) == "pagebreak":
            folio = pages.get(element.get("id"), folio)
        elif element.get("class") == "index" and folio:
            begins = None if element.text or not len(element) else element[0]
            opened = begins is not None and begins.get(EPUB_TYPE) == "pagebreak"
            folios[element.get("id")] = pages.get(begins.get("id"), folio) if opened and begins is not None else folio
    return folio


def text_pages(
    whole: Binding, text: TextPart, all_texts: Texts, *, apart: bool
) -> tuple[list[Document], dict[str, str]]:
    """The documents of a text, and where markers of pages that begin behind its body stand.

    `apart` says that the lives of its authors stand on a page of their own.
    """
    article = _linked(text.part.article, all_texts)
    binding = replace(
        whole,
        article=article,
        text=text.files,
        marks=text.marks,
        end_pages=text.ends,
        opened=text.opened,
        extra=MappingProxyType(_values(whole, text, article, apart=apart)),
    )
    side = "bodymatter"
    if isinstance(text.part, Written):
        side = "backmatter" if text.role == "afterword" else "frontmatter"
    pages = text_documents(binding, template="volume-chapter", part=side)
    settled = settle_end_pages([pages[-1].tree], text.ends)
    if settled:
        pages[-1] = written_again(pages[-1])
    return pages, dict.fromkeys(settled, pages[-1].entry.name)


def _values(whole: Binding, text: TextPart, article: Article, *, apart: bool) -> dict[str, Any]:
    """What the template of a text is told of the volume around it."""
    meta, around = article.meta, whole.article.meta
    values: dict[str, Any] = {
        "kind": text.role if text.role in _KINDS else "chapter",
        "anchor": text.part.anchor,
        "role_word": getattr(whole.labels, text.role, "") if text.role else "",
        "dated": meta.published if meta.published != around.published else None,
        "own_rights": meta.rights if meta.rights and meta.rights != around.rights else None,
        "volume": whole.extra["volume"],
        "credits": credit_lines(own_people(whole.extra["bound"], meta.contributors), labels_for(meta.language)),
    }
    if apart:
        values["people"] = []
    return values


def _linked(article: Article, known: Texts) -> Article:
    """The article with its related articles leading into the volume, where they stand in it."""
    related = tuple(_leading(each, known) for each in article.meta.related)
    return replace(article, meta=article.meta.model_copy(update={"related": related}))


def _leading(related: Related, known: Texts) -> Related:
    text = known.parts.get(related.slug or "")
    if text is None:
        return related
    title = related.title if related.title.plain != related.slug else text.part.article.meta.title
    return replace(related, title=title, url=text.href)


def mark_homes(text: TextPart, settled: Mapping[str, str]) -> dict[str, str]:
    """The file of each printed page's marker in a text; `settled` are those behind its body."""
    first = text.files[0].name
    inside = {name: file.name for file in text.files for name in file.ids}
    return {mark.id: settled.get(mark.id, inside.get(mark.id, first)) for mark in text.marks}
