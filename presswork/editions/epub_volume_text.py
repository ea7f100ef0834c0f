"""The texts of a volume in its e-book: each in files of its own, with notes, links to each other and printed pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presswork.editions.endpages import settle_end_pages
from presswork.editions.epub_body import EPUB_TYPE, divided, linked, parse
from presswork.editions.epub_documents import text_documents, written_again
from presswork.editions.pagebreaks import mark_pages
from presswork.labels import labels_for
from presswork.pagemap import body_characters
from presswork.volume import Written
from presswork.volumes.indexing import texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presswork.article import Article, Related
    from presswork.edition import PageStart
    from presswork.editions.epub_body import Chapter as File
    from presswork.editions.epub_body import Division
    from presswork.editions.epub_documents import Binding, Document
    from presswork.editions.epub_nav import PageLink
    from presswork.editions.pagebreaks import PageMark
    from presswork.volume import Bound, Chapter

# Between a text's name and the number of its file: no slug has two hyphens.
_JOINT = "--"
# Structural semantics of written parts (EPUB SSV 1.1) that have a twin in DPUB-ARIA 1.1; all others are chapters.
_KINDS = frozenset({"foreword", "preface", "afterword"})


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text of the volume in its files.

    `marks` are the printed pages that begin in it, `ends` those of them that begin behind its body (id, first words),
    `opened` says whether it begins with a page of its own.
    """

    part: Chapter | Written
    files: tuple[File, ...] = field(repr=False)
    marks: tuple[PageMark, ...] = ()
    ends: tuple[tuple[str, str], ...] = ()
    opened: bool = True

    @property
    def href(self) -> str:
        """Where it begins."""
        return f"{self.files[0].name}#{self.part.anchor}"

    def home(self, name: str) -> str:
        """The file in which an id of its body or notes stands."""
        return next((file.name for file in self.files if name in file.ids | file.note_ids), self.files[0].name)

    @property
    def role(self) -> str:
        """What the volume lists it as, or nothing for an article like others."""
        return (self.part.matter.role if isinstance(self.part, Written) else self.part.role) or ""


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of a volume by their slugs, and the folio of the printed page on which each index mark stands."""

    parts: Mapping[str, TextPart]
    folios: Mapping[str, str]


def file_name(part: Chapter | Written) -> str:
    """The name of a text's file without its suffix: the same as long as its slug is."""
    return f"{part.matter.role}-{part.slug}" if isinstance(part, Written) else f"article-{part.slug}"


def texts(bound: Bound, starts: Sequence[PageStart]) -> Texts:
    """Every text of the volume divided into files and linked with the others; `starts` are the printed pages."""
    divisions: list[Division] = []
    paged: list[tuple[Chapter | Written, tuple[PageMark, ...], tuple[tuple[str, str], ...], bool]] = []
    folios: dict[str, str] = {}
    taken: frozenset[str] = frozenset()
    folio = ""
    for part in texts_of(bound):
        own = tuple(start for start in starts if start.chapter == part.slug)
        root = parse(part.article.body)
        opened = bool(own) and own[0].offset == 0
        length = sum(1 for _ in body_characters(root))
        marks = mark_pages(root, own, opened=opened, taken=taken) if own else ()
        taken |= {mark.id for mark in marks}
        ends = tuple((m.id, s.first_words) for m, s in zip(marks, own, strict=True) if s.offset >= length and s.offset)
        folio = _note_folios(root, marks, own[0].label if opened else folio, folios)
        labels = labels_for(part.article.meta.language)
        divisions.append(divided(root, labels, name=file_name(part), joint=_JOINT, anchor=part.anchor))
        paged.append((part, marks, ends, opened))
    files = linked(divisions)
    parts = {
        part.slug: TextPart(part, own_files, marks, ends, opened)
        for (part, marks, ends, opened), own_files in zip(paged, files, strict=True)
    }
    return Texts(parts, folios)


def _note_folios(root: Any, marks: Sequence[PageMark], folio: str, folios: dict[str, str]) -> str:
    """Note for each index mark the page on which it stands; returns that on which the text ends."""
    by_id = {mark.id: mark.label for mark in marks}
    for element in root.iter("{*}span"):
        if element.get(EPUB_TYPE) == "pagebreak":
            folio = by_id.get(element.get("id"), folio)
        elif element.get("class") == "index" and folio:
            folios[element.get("id")] = folio
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
        "volume": whole.extra.get("volume"),
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


def page_links(texts_: Texts, starts: Sequence[PageStart], homes: Mapping[str, str]) -> tuple[PageLink, ...]:
    """The page list in the order of the printed pages; `homes` names the files of markers that are in no text."""
    from presswork.editions.epub_nav import page_list

    links = {
        link.href.rpartition("#")[2]: link
        for text in texts_.parts.values()
        for link in page_list(text.marks, text.files, homes)
    }
    waiting = {slug: iter(text.marks) for slug, text in texts_.parts.items()}
    found = [links[next(waiting[start.chapter]).id] for start in starts if start.chapter in waiting]
    return tuple(found)
