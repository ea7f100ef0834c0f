"""The metadata of an article: every field declared once, with its help, example, reading and places."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import InstanceOf

from presswork.article.declaration import Declared, Places
from presswork.article.headmatter import HeadMatter, Line
from presswork.article.particulars import Contact, Correction, Related, Series
from presswork.contributors import Contributor
from presswork.identifiers import Identifier
from presswork.price import Price
from presswork.rights import Rights


class Metadata(HeadMatter):
    """Everything an article says of itself. Each field is declared here or in `HeadMatter`, and nowhere else."""

    slug: Annotated[
        str,
        Declared(
            "The name of the files that are made; by default the manuscript's name.",
            example="tide-table",
            kind="slug",
            group="identity",
            also=("filename", "permalink"),
        ),
    ]
    series: Annotated[
        InstanceOf[Series] | None,
        Declared(
            "The series the article belongs to, with its number in it.",
            example="{title: Working water, number: 3}",
            kind="series",
            group="identity",
            also=("collection",),
            places=Places(
                html="citation_series_title", jsonld="isPartOf", epub="belongs-to-collection", xmp="dc:relation"
            ),
            shown="series",
        ),
    ] = None
    identifiers: Annotated[
        tuple[InstanceOf[Identifier], ...],
        Declared(
            "ISBN, ISSN, DOI, URN or UUID, check digits verified; also as `isbn:`, `doi:` and so on.",
            example="{isbn: 978-3-16-148410-0, doi: 10.5555/12345678}",
            kind="identifiers",
            group="identity",
            also=("identifier", "id", "ids"),
            places=Places(
                html="dcterms.identifier", jsonld="identifier", epub="dc:identifier", xmp="dc:identifier xmp:Identifier"
            ),
            shown="colophon",
        ),
    ] = ()
    rights: Annotated[
        InstanceOf[Rights] | None,
        Declared(
            "Who holds the rights and what others may do; also as `license:` and `copyright:`.",
            example="© 2026 Jane Roe. CC BY-SA 4.0",
            kind="rights",
            group="rights",
            places=Places(
                html="license dcterms.rights",
                jsonld="license copyrightNotice copyrightHolder copyrightYear usageInfo",
                epub="dc:rights dcterms:license",
                xmp="dc:rights xmpRights:Marked xmpRights:WebStatement xmpRights:UsageTerms",
            ),
            shown="rights",
        ),
    ] = None
    publisher: Annotated[
        str | None,
        Declared(
            "Who publishes; by default the publication's publisher.",
            example="Harbour Press",
            kind="line",
            group="rights",
            also=("publisher-name",),
            places=Places(
                html="publisher dcterms.publisher", jsonld="publisher", epub="dc:publisher", xmp="dc:publisher"
            ),
            shown="colophon",
        ),
    ] = None
    canonical_url: Annotated[
        str | None,
        Declared(
            "The address at which the article stands on the web.",
            example="https://harbour.example/tide-table",
            kind="url",
            group="identity",
            also=("url", "canonical", "link"),
            places=Places(html="canonical og:url", jsonld="url mainEntityOfPage", epub="dc:source", xmp="dc:source"),
            shown="colophon",
        ),
    ] = None
    contact: Annotated[
        InstanceOf[Contact] | None,
        Declared(
            "Where readers write to: an address, an e-mail, or a sentence; by default the publication's.",
            example="letters@harbour.example",
            kind="contact",
            group="service",
            shown="contact",
        ),
    ] = None
    price: Annotated[
        InstanceOf[Price] | None,
        Declared(
            "What the printed book or pamphlet costs, for its cover and its barcode.",
            example="12.50 EUR",
            kind="price",
            group="service",
        ),
    ] = None
    corrections: Annotated[
        tuple[InstanceOf[Correction], ...],
        Declared(
            "What was wrong in an earlier version, with the day on which it was put right.",
            example='[{date: 2026-03-04, text: "The crane was built in 1911, not 1912."}]',
            kind="corrections",
            group="service",
            also=("correction", "errata"),
            places=Places(jsonld="correction"),
            shown="corrections",
        ),
    ] = ()
    related: Annotated[
        tuple[InstanceOf[Related], ...],
        Declared(
            "Other articles for readers of this one, by slug or address.",
            example="[{title: The moon clerk, slug: moon-clerk}]",
            kind="relations",
            group="service",
            also=("see-also", "related-articles"),
            places=Places(jsonld="mentions", epub="dc:relation", xmp="dc:relation"),
            shown="related",
        ),
    ] = ()
    translation_of: Annotated[
        InstanceOf[Related] | None,
        Declared(
            "The article of which this is a translation.",
            example='{title: "La última tabla", url: "https://puerto.example/tabla", language: es}',
            kind="relation",
            group="service",
            also=("translated-from", "original"),
            places=Places(jsonld="translationOfWork", epub="dc:source"),
            shown="translation note",
        ),
    ] = None
    translations: Annotated[
        tuple[InstanceOf[Related], ...],
        Declared(
            "This article in other languages.",
            example='[{title: "La última tabla", slug: ultima-tabla, language: es}]',
            kind="relations",
            group="service",
            places=Places(html="alternate", jsonld="workTranslation"),
            shown="translations",
        ),
    ] = ()
    notes: Annotated[
        Line,
        Declared(
            "A note by the editors, printed at the end.",
            example="This article first appeared in the spring issue.",
            kind="text",
            group="service",
            also=("note", "editors-note", "editor-note", "editorial-note"),
            shown="editors' note",
        ),
    ] = None
    status: Annotated[
        Literal["draft", "ready", "published"],
        Declared(
            "How far the article is: draft, ready or published.",
            example="ready",
            kind="status",
            also=("state", "draft"),
        ),
    ] = "ready"
    embargo: Annotated[
        dt.datetime | None,
        Declared(
            "Not to be published before this time.",
            example="2026-03-01T06:00:00Z",
            kind="moment",
            group="time and place",
            also=("embargo-until", "not-before"),
        ),
    ] = None
    template: Annotated[
        str | None,
        Declared(
            "The template that sets the article, instead of the edition's.",
            example="report",
            kind="word",
            also=("theme",),
        ),
    ] = None
    layout: Annotated[
        Mapping[str, Any],
        Declared(
            "Settings of editions for this article alone.",
            example="{reader: {columns: 1}}",
            kind="mapping",
        ),
    ] = {}
    bibliography: Annotated[
        tuple[str, ...],
        Declared(
            "Files with the sources that the article cites.",
            example="sources.bib",
            kind="paths",
        ),
    ] = ()
    csl: Annotated[
        str | None,
        Declared(
            "The citation style file.",
            example="chicago-author-date.csl",
            kind="path",
            also=("citation-style",),
        ),
    ] = None
    abbreviations: Annotated[
        Mapping[str, str],
        Declared(
            "Abbreviations of the text and what they stand for.",
            example="{HRV: Harbour Review}",
            kind="pairs",
            also=("abbr",),
        ),
    ] = {}

    @property
    def authors(self) -> tuple[Contributor, ...]:
        """The contributors who wrote the article."""
        return self.by_role("aut")

    def by_role(self, *roles: str) -> tuple[Contributor, ...]:
        """The contributors with any of these MARC roles, in their order."""
        return tuple(c for c in self.contributors if c.role in roles)

    def identifier(self, scheme: str) -> Identifier | None:
        """The first identifier of a scheme (`isbn`, `doi`...)."""
        return next((i for i in self.identifiers if i.scheme == scheme), None)
