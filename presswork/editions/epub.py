"""The format `epub`: an article as a reflowable, accessible EPUB 3.3, with the pages of its printed edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.edition import EditionFile
from presswork.editions import accessibility, epub_nav, identity
from presswork.editions.container import NCX, Entry, Package, pack
from presswork.editions.epub_body import chapters, parse
from presswork.editions.epub_cover import Cover, cover_of
from presswork.editions.epub_documents import Binding, Document, documents
from presswork.editions.epub_metadata import describe
from presswork.editions.epub_styles import book_fonts, book_sheets
from presswork.editions.pagebreaks import mark_pages
from presswork.labels import labels_for
from presswork.pagemap import body_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from presswork.article import Article
    from presswork.edition import Asset, Edition, StyleSheet
    from presswork.house import House
    from presswork.publication import Publication

SUFFIX = ".epub"
_XLINK = "{http://www.w3.org/1999/xlink}href"


class Epub:
    """Makes EPUB editions. ebooklib and Pillow are imported when the first one is made.

    All it remembers is the cover that `prepare` made for the article that comes next.
    """

    name = "epub"
    suffix = SUFFIX
    _drawn: tuple[Article, Cover] | None = None

    def produce(
        self,
        article: Article,
        edition: Edition,
        publication: Publication,
        *,
        house: House,
        needs: Mapping[str, EditionFile],
    ) -> EditionFile:
        """Compose the article as an e-book and pack it.

        With `pages_of` the pages of that edition, where it is in `needs`, are marked in the text. Raises `Rejected`
        when a template fails (H00x) or makes what is not well-formed XHTML (E210).
        """
        printed = needs.get(edition.pages_of) if edition.pages_of else None
        starts = printed.page_starts if printed else ()
        root = parse(article.body)
        length = sum(1 for _ in body_characters(root))
        marks = mark_pages(root, starts) if starts else ()
        ends = tuple((m.id, s.first_words) for m, s in zip(marks, starts, strict=True) if s.offset >= length)
        text = chapters(root, labels_for(article.meta.language))
        cover = self._cover(article, publication, house)
        fonts = book_fonts(article, edition, publication)
        sheets = (*fonts.sheets, *book_sheets(house, edition, publication))
        urn = identity.edition_urn(article, edition, publication)
        binding = Binding(article, edition, publication, house, urn, sheets, cover, text, marks, ends)
        pages_of = printed.identifier or None if printed and marks else None
        package, more = _package(binding, fonts.assets, pages_of)
        if edition.pages_of and not starts:
            more = (*more, _without_pages(article, edition))
        return EditionFile(
            edition.name, SUFFIX, pack(package), len(text), "chapter", urn, findings=(*cover.findings, *more)
        )

    def prepare(self, article: Article, publication: Publication, house: House) -> None:
        """Make the cover while the printed edition, whose pages the book repeats, is still being made beside."""
        self._drawn = (article, cover_of(article, publication, house))

    def _cover(self, article: Article, publication: Publication, house: House) -> Cover:
        drawn, self._drawn = self._drawn, None
        return drawn[1] if drawn and drawn[0] is article else cover_of(article, publication, house)


FORMAT = Epub()


def _style(sheet: StyleSheet) -> Entry:
    return Entry(f"style-{sheet.name.removesuffix('.css')}", sheet.name, "text/css", sheet.text.encode())


def _ncx(binding: Binding, toc: Sequence[epub_nav.Entry], pages: Sequence[epub_nav.PageLink]) -> bytes:
    meta = binding.article.meta
    return epub_nav.ncx(binding.urn, meta.language, meta.title.plain, toc, pages, binding.labels.page_list)


def _pictures(article: Article, book: Iterable[Document], cover: Asset) -> Iterable[Entry]:
    """The cover, and the article's pictures that the documents show."""
    yield Entry("cover-image", cover.name, cover.media_type, cover.data, ("cover-image",))
    shown = {image.get("src") for document in book for image in document.tree.iter("{*}img")}
    shown |= {image.get(_XLINK) for document in book for image in document.tree.iter("{*}image")}
    for number, asset in enumerate((a for a in article.assets if a.name in shown - {cover.name}), 1):
        yield Entry(f"image-{number}", asset.name, asset.media_type, asset.data)


def _package(
    binding: Binding, fonts: tuple[Asset, ...], pages_of: str | None
) -> tuple[Package, tuple[Diagnostic, ...]]:
    """The book ready to be packed, and what its accessibility lacks."""
    article, book = binding.article, documents(binding)
    known = _facts(binding, book.documents)
    meta, publication = article.meta, binding.publication
    certifier = meta.publisher or publication.publisher or publication.title
    claims = accessibility.statements(known, language=meta.language, certifier=certifier, pages_of=pages_of)
    package = Package(
        identifier=binding.urn,
        language=meta.language,
        direction=meta.direction,
        modified=identity.modified_at(article),
        statements=(*describe(meta, publication, pages_of=pages_of), *claims),
        entries=(
            *(document.entry for document in book.documents),
            Entry("ncx", "toc.ncx", NCX, _ncx(binding, book.toc, book.pages)),
            *(_style(sheet) for sheet in binding.sheets),
            *_pictures(article, book.documents, binding.cover.asset),
            *(Entry(f"font-{n}", a.name, a.media_type, a.data) for n, a in enumerate(fonts, 1)),
        ),
        spine=book.spine,
        cover_image="cover-image",
    )
    lacks = accessibility.obstacles(known)
    message = f"the e-book does not claim to meet WCAG 2.2 AA: {'; '.join(lacks)}"
    finding = Diagnostic("E212", message, Severity.NOTE, Location(article.source))
    return package, (finding,) if lacks else ()


def _without_pages(article: Article, edition: Edition) -> Diagnostic:
    message = f"edition '{edition.name}': '{edition.pages_of}' has no pages that could be marked"
    hint = "name a PDF edition in pages-of, or leave it out"
    return Diagnostic("E211", message, Severity.WARNING, Location(article.source), (hint,))


def _facts(binding: Binding, book: Iterable[Document]) -> accessibility.Facts:
    """What the finished documents hold; the cover is described by its alternative text and counts for nothing here."""
    return accessibility.facts(
        [document.tree for document in book if document.entry.uid != "cover"],
        assets=binding.article.assets,
        sheets=binding.sheets,
        headings=any(chapter.headings for chapter in binding.text),
        pages=bool(binding.marks),
    )
