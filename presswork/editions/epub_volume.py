"""A volume as an e-book: its parts in their order, the ways through them, and the package."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presswork.edition import EditionFile
from presswork.editions import epub_nav, identity
from presswork.editions.container import pack
from presswork.editions.epub_cover import cover_of
from presswork.editions.epub_documents import NAV, Binding, Document, Documents, cover_document, document
from presswork.editions.epub_package import package_of
from presswork.editions.epub_styles import book_fonts, book_sheets, own_sheets
from presswork.editions.epub_volume_cover import cover_article
from presswork.editions.epub_volume_matter import Placed, made_part, marked
from presswork.editions.epub_volume_metadata import describe_volume, numbered_title
from presswork.editions.epub_volume_text import TextPart, Texts, mark_homes, text_pages, texts
from presswork.editions.pagebreaks import PageMark, page_marks
from presswork.labels import labels_for
from presswork.volume import Matter, Written, anchor
from presswork.volumes.indexing import texts_of
from presswork.volumes.people import own_people
from presswork.volumes.standing import as_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presswork.edition import Edition, PageStart
    from presswork.house import House
    from presswork.publication import Publication
    from presswork.volume import Bound

# Kinds in which a section is a part of the book, with a page of its own.
_IN_PARTS = frozenset({"book", "anthology"})
# What the print calls parts that have other names in an e-book.
_PRINTED = {"titlepage": "title", "nav": "contents"}
# Markers of printed pages, and whether they stand at the end of their document.
Marks = tuple[tuple[PageMark, ...], bool]


def produce_volume(
    bound: Bound, edition: Edition, publication: Publication, *, house: House, needs: Mapping[str, EditionFile]
) -> EditionFile:
    """Compose the volume as one e-book and pack it; byte for byte the same for the same volume.

    With `pages_of` the pages of that edition are marked, where it is in `needs` and says in which chapter they begin.
    Raises `Rejected` when a template fails (H00x) or makes what is not well-formed XHTML (E210).
    """
    printed = needs.get(edition.pages_of) if edition.pages_of else None
    starts = printed.page_starts if printed else ()
    pages = _pages(bound, starts)
    places = dict(zip((mark.id for _, mark in pages), _numbered(starts), strict=True))
    book = _Book(bound, _binding(bound, edition, publication, house), texts(bound, pages, places), pages)
    made = book.documents()
    binding = replace(book.binding, marks=tuple(PageMark(page.label, page.href) for page in made.pages))
    pages_of = printed.identifier or None if printed and made.pages else None
    title = numbered_title(bound, binding.labels.number)
    said = describe_volume(bound, publication, title=title, pages_of=pages_of)
    fonts = book_fonts(binding.article, edition, publication)
    package, lacks = package_of(binding, made, fonts.assets, said, pages_of)
    return EditionFile(
        edition.name,
        ".epub",
        pack(package),
        len(bound.chapters),
        "chapter",
        binding.urn,
        findings=(*binding.cover.findings, *lacks),
        small_cover=binding.cover.small,
    )


def _pages(bound: Bound, starts: Sequence[PageStart]) -> tuple[tuple[PageStart, PageMark], ...]:
    """The printed pages with the marks that they have in the book; blank ones, which have no folio, are none."""
    known = [starts[place] for place in _numbered(starts)]
    anchors = frozenset(part.anchor for part in texts_of(bound))
    return tuple(zip(known, page_marks(known, anchors), strict=True))


def _numbered(starts: Sequence[PageStart]) -> list[int]:
    """Which of the printed pages have a number, from 0."""
    return [place for place, start in enumerate(starts) if start.chapter and start.label]


def _binding(bound: Bound, edition: Edition, publication: Publication, house: House) -> Binding:
    """What all documents of the book are made from; its article is the volume as one."""
    whole = as_article(bound)
    labels = labels_for(whole.meta.language)
    cover = cover_of(*cover_article(bound, whole, publication, labels), house)
    sheets = (
        *book_fonts(whole, edition, publication).sheets,
        *book_sheets(house, edition, publication),
        *own_sheets(house, publication, "epub/volume.css"),
    )
    urn = identity.volume_urn(bound.meta, edition, publication)
    extra: dict[str, Any] = {
        "volume": bound.volume,
        "bound": bound,
        "numbered_title": numbered_title(bound, labels.number),
        "edition_isbn": bound.volume.isbn.get(edition.name, ""),
        "serial": next((i for i in (*whole.meta.identifiers, *publication.identifiers) if i.scheme == "issn"), None),
    }
    return Binding(whole, edition, publication, house, urn, sheets, cover, (), (), extra=MappingProxyType(extra))


@dataclass(slots=True)
class _Book:
    """The parts of one book on their way into their order."""

    bound: Bound
    binding: Binding
    texts: Texts
    pages: Sequence[tuple[PageStart, PageMark]]
    homes: dict[str, str] = field(default_factory=dict)

    def documents(self) -> Documents:
        """All documents, the contents among them where the volume lists them, behind the others where it does not."""
        self.binding = replace(
            self.binding, text=tuple(file for text in self.texts.parts.values() for file in text.files)
        )
        cover = cover_document(self.binding)
        parts = list(self._parts())
        toc = tuple(self._contents(parts))
        placed, in_nav = self._paged(parts)
        pages = self._page_links()
        shown = any(not part.documents for part in placed)
        ways = {"toc": toc, "landmarks": tuple(self._landmarks(placed, shown=shown)), "pages": pages}
        nav = document(self.binding, "nav", NAV, self._contents_word(), "frontmatter", ("nav",), **ways)
        for marks, at_end in in_nav:
            nav = marked(nav, marks, at_end=at_end)
        read = [cover, *(page for part in placed for page in (part.documents or (nav,)))]
        every = read if shown else [*read, nav]
        return Documents(tuple(every), tuple(page.entry.uid for page in read), toc, pages)

    def _parts(self) -> Iterator[Placed]:
        """Everything in its order; the contents are a part without documents."""
        roles = {part.role for part in (*self.bound.front, *self.bound.back) if isinstance(part, Matter)}
        if "title" not in roles:
            yield from self._matter([Matter("title")])
        yield from self._matter(self.bound.front)
        for number, section in enumerate(self.bound.volume.sections):
            chapters = [chapter for chapter in self.bound.chapters if chapter.section == number]
            entries = [self._text(self.texts.parts[chapter.slug]) for chapter in chapters]
            yield from self._section(section.title.plain if section.title else "", number, entries)
        yield from self._matter(self.bound.back)
        if not roles & {"imprint", "colophon"}:
            yield from self._matter([Matter("colophon")])

    def _matter(self, parts: Iterable[Matter | Written]) -> Iterator[Placed]:
        for part in parts:
            if isinstance(part, Written):
                yield self._text(self.texts.parts[part.slug])
            elif part.role == "contents":
                yield Placed(())
            elif made := made_part(self.binding, self.bound, part, self.texts, self._file(part)):
                yield made

    def _file(self, part: Matter) -> str:
        """The name of a made part's file: its role, with a number where there are several."""
        names = {"title": "titlepage"}
        same = [each for each in (*self.bound.front, *self.bound.back) if isinstance(each, Matter)]
        same = [each for each in same if each.role == part.role]
        number = next((n for n, each in enumerate(same, 1) if each is part), 1)
        name = names.get(part.role, str(part.role))
        return name if number == 1 else f"{name}-{number}"

    def _section(self, title: str, number: int, chapters: Sequence[Placed]) -> Iterator[Placed]:
        """The chapters of a section below its entry, and before them its page where it is a part of a book."""
        if not title:
            yield from chapters
            return
        entry = epub_nav.Entry(title, "", [each.entry for each in chapters if each.entry])
        opener: tuple[Document, ...] = ()
        if self.bound.volume.kind in _IN_PARTS:
            file = f"part-{number + 1}.xhtml"
            section = self.bound.volume.sections[number]
            opener = (document(self.binding, "part", file, title, "bodymatter", heading=section.title),)
            entry.href = file
        pages = tuple(page for each in chapters for page in each.documents)
        yield Placed((*opener, *pages), entry)

    def _text(self, text: TextPart) -> Placed:
        """A text's documents and its entry, headings folded away below it."""
        apart = any(isinstance(part, Matter) and part.role == "contributors" for part in self._all_matter())
        pages, homes = text_pages(self.binding, text, self.texts, apart=apart)
        self.homes |= mark_homes(text, homes)
        meta = text.part.article.meta
        headings = [heading for file in text.files for heading in file.headings]
        entry = epub_nav.contents(meta.title.plain, text.href, headings)
        names = [each.name for each in own_people(self.bound, meta.authors)]
        entry.by = self.binding.labels.credit("aut", self.binding.labels.join(names)) if names else ""
        entry.folded = True
        if meta.language != self.bound.meta.language:
            entry.language, entry.direction = meta.language, meta.direction
        return Placed(tuple(pages), entry)

    def _all_matter(self) -> tuple[Matter | Written, ...]:
        return (*self.bound.front, *self.bound.back)

    def _contents_word(self) -> str:
        """What the volume calls its contents, else the house's word."""
        parts = (each for each in self._all_matter() if isinstance(each, Matter) and each.role == "contents")
        said = next((each.title.plain for each in parts if each.title), "")
        return said or self.binding.labels.contents

    def _contents(self, parts: Iterable[Placed]) -> Iterator[epub_nav.Entry]:
        yield from (part.entry for part in parts if part.entry)

    def _paged(self, parts: Sequence[Placed]) -> tuple[list[Placed], list[Marks]]:
        """The parts with the markers of printed pages that stand in no text, and those that the contents are to have.

        A page that the book does not have, such as a half title's, is marked at the end of what precedes it, or at
        the beginning of what follows where nothing does.
        """
        pages: list[Document | None] = [page for part in parts for page in (part.documents or (None,))]
        uids = [page.entry.uid if page else "nav" for page in pages]
        at = {_PRINTED.get(uid, uid.replace("part-", "section-")): number for number, uid in enumerate(uids)}
        at |= {slug: uids.index(text.files[-1].name.removesuffix(".xhtml")) for slug, text in self.texts.parts.items()}
        in_nav: list[Marks] = []
        where, waiting = -1, tuple[PageMark, ...]()
        for name, group in groupby(self.pages, key=lambda page: page[0].chapter):
            marks = (*waiting, *(mark for _, mark in group))
            if name not in at and where < 0:
                waiting = marks
                continue
            if name not in self.texts.parts:
                where = at.get(name, where)
                self._mark(pages, where, (marks, name not in at), in_nav)
            else:
                where = at[name]
                self._mark(pages, 0, (waiting, True), in_nav)
            waiting = ()
        left = iter(pages)
        return [
            replace(part, documents=tuple(filter(None, islice(left, len(part.documents) or 1)))) for part in parts
        ], in_nav

    def _mark(self, pages: list[Document | None], where: int, marks: Marks, in_nav: list[Marks]) -> None:
        """Put markers into a page, or note them for the contents, which are made last."""
        if not marks[0]:
            return
        page = pages[where]
        self.homes |= {mark.id: page.entry.name if page else NAV for mark in marks[0]}
        if page is None:
            in_nav.append(marks)
        else:
            pages[where] = marked(page, marks[0], at_end=marks[1])

    def _page_links(self) -> tuple[epub_nav.PageLink, ...]:
        """The page list, in the order of the printed pages."""
        return tuple(
            epub_nav.PageLink(mark.label, f"{self.homes[mark.id]}#{mark.id}")
            for _, mark in self.pages
            if mark.id in self.homes
        )

    def _landmarks(self, parts: Iterable[Placed], *, shown: bool) -> Iterator[epub_nav.Landmark]:
        labels = self.binding.labels
        yield epub_nav.Landmark("cover", labels.cover, "cover.xhtml")
        made = [part.landmark for part in parts if part.landmark]
        yield from (mark for mark in made if mark.type == "titlepage")
        if shown:
            yield epub_nav.Landmark("toc", self._contents_word(), f"{NAV}#toc")
        first = self.texts.parts[self.bound.chapters[0].slug]
        yield epub_nav.Landmark("bodymatter", labels.start_of_text, f"{first.files[0].name}#{anchor(first.part.slug)}")
        yield from (mark for mark in made if mark.type != "titlepage")
