"""The head of a web page: meta elements (OpenGraph, Dublin Core, what search engines read) and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from presswork.fields import placements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.article import Article, Metadata
    from presswork.publication import Publication

# DCMI's own way to say what "dcterms." means (DCMI Recommendation "Expressing Dublin Core in HTML", 2008)
_DCTERMS = "http://purl.org/dc/terms/"
# The places of html that are relations of links; all others are meta elements.
LINKS = frozenset({"canonical", "license", "alternate"})


@dataclass(frozen=True, slots=True)
class Meta:
    """One meta element; `kind` is the attribute that names it: `property` for OpenGraph, `name` for the others."""

    kind: Literal["name", "property"]
    key: str
    content: str


@dataclass(frozen=True, slots=True)
class Link:
    """One link element of the head."""

    rel: str
    href: str
    language: str = ""


def metas(article: Article, publication: Publication) -> tuple[Meta, ...]:
    """The page's meta elements: what the fields' declarations place in html, and what only a whole page can say.

    There is no og:image: the page carries its pictures inside, and og:image wants an address of one outside.
    """
    placed = [(each.place, each.value) for each in placements(article.meta, "html") if each.place not in LINKS]
    pairs = [*placed, *_of_the_page(article.meta, publication, {place for place, _ in placed})]
    return tuple(
        Meta("property" if key.startswith(("og:", "article:")) else "name", key, content)
        for key, content in pairs
        if content
    )


def links(article: Article, publication: Publication) -> tuple[Link, ...]:
    """The page's links: its own address, its licence, its translations, the meaning of `dcterms.`."""
    found = [
        Link(each.place, each.value, each.attributes.get("hreflang", ""))
        for each in placements(article.meta, "html")
        if each.place in LINKS and urlsplit(each.value).scheme in ("http", "https", "")
    ]
    if publication.rights and publication.rights.url and not article.meta.rights:
        found.append(Link("license", publication.rights.url))
    return (*found, Link("schema.dcterms", _DCTERMS))


def _of_the_page(meta: Metadata, publication: Publication, said: set[str]) -> Iterator[tuple[str, str]]:
    """What no field of the article says: OpenGraph's type and site (https://ogp.me), and the house's own publisher."""
    yield "og:type", "article"
    yield "og:site_name", publication.title
    yield from (("article:author", author.url or "") for author in meta.authors)
    if "publisher" not in said:
        yield "publisher", publication.publisher
