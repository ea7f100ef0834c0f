"""The format `html`: one self-contained web page that asks the network for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from presswork.edition import EditionFile
from presswork.editions import page_metadata, schema_org
from presswork.editions.screen_body import data_uri, screen_body
from presswork.labels import labels_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.article import Article
    from presswork.edition import Edition
    from presswork.house import House
    from presswork.publication import Publication
    from presswork.volume import Bound


class Html:
    """Makes web pages. Stateless."""

    name = "html"
    suffix = ".html"

    def produce(
        self,
        article: Article,
        edition: Edition,
        publication: Publication,
        *,
        house: House,
        needs: Mapping[str, EditionFile],  # noqa: ARG002  (a web page needs no other edition)
    ) -> EditionFile:
        """Compose the article for the screen. Raises `Rejected` when template or style fails."""
        from presswork.pages import compose

        page = compose(
            article, edition, publication, house, target="screen", extra=screen_context(article, publication)
        )
        html = page.html
        if edition.embed_fonts:
            from presswork.editions.web_fonts import with_typefaces

            html = with_typefaces(html, publication)
        return EditionFile(edition.name, self.suffix, html.encode("utf-8"), measure=1, unit="page")

    def produce_volume(
        self,
        bound: Bound,
        edition: Edition,
        publication: Publication,
        *,
        house: House,
        needs: Mapping[str, EditionFile],
    ) -> EditionFile:
        """The whole volume on one page. Raises `Rejected` when template or style fails."""
        from presswork.editions.html_volume import on_one_page

        return self.produce(on_one_page(bound), edition, publication, house=house, needs=needs)


FORMAT = Html()


def screen_context(article: Article, publication: Publication) -> dict[str, Any]:
    """What a screen template is given beside the common context (docs/manual/templates.md).

    `body` and `notes` for the browser, `note_rules` (CSS), `lead_source` (the lead image's address), `metas` and
    `links` of the head, `json_ld`, and `people`: the contributors of whom there is more to say than the name.
    """
    assets = {asset.name: asset for asset in article.assets}
    body = screen_body(article.body, assets, labels_for(article.meta.language))
    lead = assets.get(article.meta.lead_image.source) if article.meta.lead_image else None
    return {
        "body": Markup(body.text),  # noqa: S704  (made from the clean body)
        "notes": tuple(Markup(note) for note in body.notes),  # noqa: S704  (likewise)
        "note_rules": Markup(body.note_rules),  # noqa: S704  (made of checked ids)
        "lead_source": data_uri(lead) if lead else "",
        "metas": page_metadata.metas(article, publication),
        "links": page_metadata.links(article, publication),
        "json_ld": Markup(schema_org.as_script(schema_org.news_article(article, publication))),  # noqa: S704
        "people": [c for c in article.meta.contributors if c.bio or c.url or c.email or c.orcid or c.affiliation],
    }
