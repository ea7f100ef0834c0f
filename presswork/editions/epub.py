"""The format `epub`: an article as a reflowable, accessible EPUB 3.3, with the pages of its printed edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.edition import EditionFile
from presswork.editions import identity
from presswork.editions.container import pack
from presswork.editions.epub_body import chapters, parse
from presswork.editions.epub_cover import Cover, cover_of
from presswork.editions.epub_documents import Binding, documents
from presswork.editions.epub_metadata import describe
from presswork.editions.epub_package import package_of
from presswork.editions.epub_styles import book_fonts, book_sheets
from presswork.editions.pagebreaks import mark_pages
from presswork.labels import labels_for
from presswork.pagemap import BodyText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.article import Article
    from presswork.edition import Edition
    from presswork.house import House
    from presswork.publication import Publication
    from presswork.volume import Bound

SUFFIX = ".epub"


class Epub:
    """Makes EPUB editions. ebooklib and Pillow are imported when the first one is made.

    All it remembers is the cover that `prepare` made for the article that comes next.
    """

    name = "epub"
    suffix = SUFFIX
    # Of the edition that `pages_of` names, only where its pages begin and how it is called.
    needs_only_pages = True
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
        length = len(BodyText(root))
        marks = mark_pages(root, starts) if starts else ()
        ends = tuple((m.id, s.first_words) for m, s in zip(marks, starts, strict=True) if s.offset >= length)
        text = chapters(root, labels_for(article.meta.language))
        cover = self._cover(article, publication, house)
        fonts = book_fonts(article, edition, publication)
        sheets = (*fonts.sheets, *book_sheets(house, edition, publication))
        urn = identity.edition_urn(article, edition, publication)
        binding = Binding(article, edition, publication, house, urn, sheets, cover, text, marks, ends)
        pages_of = printed.identifier or None if printed and marks else None
        said = describe(article.meta, publication, pages_of=pages_of)
        package, more = package_of(binding, documents(binding), fonts.assets, said, pages_of)
        if edition.pages_of and not starts:
            more = (*more, _without_pages(article, edition))
        return EditionFile(
            edition.name,
            SUFFIX,
            pack(package),
            len(text),
            "chapter",
            urn,
            findings=(*cover.findings, *more),
            small_cover=cover.small,
        )

    def produce_volume(
        self,
        bound: Bound,
        edition: Edition,
        publication: Publication,
        *,
        house: House,
        needs: Mapping[str, EditionFile],
    ) -> EditionFile:
        """Compose a volume as one e-book; see `presswork.editions.epub_volume`."""
        from presswork.editions.epub_volume import produce_volume

        return produce_volume(bound, edition, publication, house=house, needs=needs)

    def prepare(self, article: Article, publication: Publication, house: House) -> None:
        """Make the cover while the printed edition, whose pages the book repeats, is still being made beside."""
        self._drawn = (article, cover_of(article, publication, house))

    def _cover(self, article: Article, publication: Publication, house: House) -> Cover:
        drawn, self._drawn = self._drawn, None
        return drawn[1] if drawn and drawn[0] is article else cover_of(article, publication, house)


FORMAT = Epub()


def _without_pages(article: Article, edition: Edition) -> Diagnostic:
    message = f"edition '{edition.name}': '{edition.pages_of}' has no pages that could be marked"
    hint = "name a PDF edition in pages-of, or leave it out"
    return Diagnostic("E211", message, Severity.WARNING, Location(article.source), (hint,))
