"""The package of an e-book from its documents: what it says of itself, its files, and whom it can be read by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.editions import accessibility, epub_nav, identity
from presswork.editions.container import NCX, Entry, Package

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presswork.article import Article
    from presswork.edition import Asset, StyleSheet
    from presswork.editions.container import Statement
    from presswork.editions.epub_documents import Binding, Document, Documents

_XLINK = "{http://www.w3.org/1999/xlink}href"


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


def package_of(
    binding: Binding, book: Documents, fonts: Iterable[Asset], said: Iterable[Statement], pages_of: str | None
) -> tuple[Package, tuple[Diagnostic, ...]]:
    """The book ready to be packed, and what its accessibility lacks; `said` is what is said of the work itself."""
    article = binding.article
    known = _facts(binding, book.documents)
    meta, publication = article.meta, binding.publication
    certifier = meta.publisher or publication.publisher or publication.title
    claims = accessibility.statements(known, language=meta.language, certifier=certifier, pages_of=pages_of)
    package = Package(
        identifier=binding.urn,
        language=meta.language,
        direction=meta.direction,
        modified=identity.modified_at(article),
        statements=(*said, *claims),
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


def _facts(binding: Binding, book: Iterable[Document]) -> accessibility.Facts:
    """What the finished documents hold; the cover is described by its alternative text and counts for nothing here."""
    return accessibility.facts(
        [document.tree for document in book if document.entry.uid != "cover"],
        assets=binding.article.assets,
        sheets=binding.sheets,
        headings=any(chapter.headings for chapter in binding.text),
        pages=bool(binding.marks),
    )
