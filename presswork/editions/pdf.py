"""The format `pdf`: an article set on paper, as a tagged PDF with its metadata and its page map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.edition import EditionFile, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.article import Article

    from presswork.edition import Edition
    from presswork.house import House
    from presswork.publication import Publication


class Pdf:
    """Makes PDF editions. Stateless; the engine is imported when the first one is made."""

    name = "pdf"
    suffix = ".pdf"

    def produce(
        self,
        article: Article,
        edition: Edition,
        publication: Publication,
        *,
        house: House,
        needs: Mapping[str, EditionFile],  # noqa: ARG002  (a PDF needs no other edition)
    ) -> EditionFile:
        """Compose the article on paper and typeset it. Raises `Rejected` when template or style fails."""
        from presswork.pages import compose

        page = compose(article, edition, publication, house, target="paper")
        return typeset(page, edition)


PDF = Pdf()


def typeset(page: Page, edition: Edition) -> EditionFile:
    """The PDF of one page."""
    from presswork.editions import engine
    from presswork.editions.standards import standard_named

    standard = standard_named(edition.standard)
    laid = engine.lay_out(page, standard)
    data = engine.write(laid, standard, lambda document, pdf: None, b"presswork")
    return EditionFile(edition.name, ".pdf", data, measure=len(laid.document.pages), findings=laid.findings)
