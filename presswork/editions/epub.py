"""The format `epub`: an article as a reflowable, accessible EPUB 3.3, with the pages of its printed edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.edition import EditionFile
from presswork.editions import accessibility, epub_nav, identity
from presswork.editions.container import NCX, Entry, Package, Statement, pack
from presswork.editions.epub_body import chapters, parse
from presswork.editions.epub_cover import draw_cover
from presswork.editions.epub_documents import Binding, Document, documents
from presswork.editions.epub_metadata import describe
from presswork.editions.epub_styles import book_fonts, book_sheets
from presswork.editions.pagebreaks import mark_pages
from presswork.labels import labels_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from presswork.article import Article
    from presswork.edition import Asset, Edition, StyleSheet
    from presswork.house import House
    from presswork.publication import Publication

SUFFIX = ".epub"


class Epub:
    """Makes EPUB editions. Stateless; ebooklib and Pillow are imported when the first one is made."""

    name = "epub"
    suffix = SUFFIX

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
        marks = mark_pages(root, starts) if starts else ()
        text = chapters(root, labels_for(article.meta.language))
        cover, findings = draw_cover(article, publication, house)
        sheets = book_sheets(house, edition, publication)
        fonts = book_fonts(article, edition, publication)
        urn = identity.edition_urn(article, edition, publication)
        binding = Binding(article, edition, publication, house, urn, (*fonts.sheets, *sheets), cover, text, marks)
        book = documents(binding)
        pages_of = printed.identifier or None if printed and marks else None
        package = Package(
            identifier=urn,
            language=article.meta.language,
            direction=article.meta.direction,
            modified=identity.modified_at(article),
            statements=(
                *describe(article.meta, publication, pages_of=pages_of),
                *_accessibility(binding, book.documents, pages_of),
            ),
            entries=(
                *(document.entry for document in book.documents),
                Entry("ncx", "toc.ncx", NCX, _ncx(binding, book.toc, book.pages)),
                *(_style(sheet) for sheet in binding.sheets),
                *_pictures(article, book.documents, cover),
                *(Entry(f"font-{n}", a.name, a.media_type, a.data) for n, a in enumerate(fonts.assets, 1)),
            ),
            spine=book.spine,
            cover_image="cover-image",
        )
        return EditionFile(edition.name, SUFFIX, pack(package), len(text), "chapter", urn, findings=findings)


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
    for number, asset in enumerate((a for a in article.assets if a.name in shown), 1):
        yield Entry(f"image-{number}", asset.name, asset.media_type, asset.data)


def _accessibility(binding: Binding, book: Iterable[Document], pages_of: str | None) -> tuple[Statement, ...]:
    """What can be said of the finished documents; who vouches for it is the publisher."""
    known = accessibility.facts(
        [document.tree for document in book if document.entry.uid != "cover"],
        assets=binding.article.assets,
        sheets=binding.sheets,
        headings=any(chapter.headings for chapter in binding.text),
        pages=bool(binding.marks),
    )
    meta, publication = binding.article.meta, binding.publication
    certifier = meta.publisher or publication.publisher or publication.title
    return accessibility.statements(known, language=meta.language, certifier=certifier, pages_of=pages_of)
