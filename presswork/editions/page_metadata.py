"""The head of a web page: meta elements (OpenGraph, Dublin Core, what search engines read) and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.article import Article, Metadata
    from presswork.publication import Publication

# DCMI's own way to say what "dcterms." means (DCMI Recommendation "Expressing Dublin Core in HTML", 2008)
_DCTERMS = "http://purl.org/dc/terms/"


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
    """The page's meta elements, those without content left out.

    There is no og:image: the page carries its pictures inside, and og:image wants an address of one outside.
    """
    pairs = [*_general(article.meta, publication), *_open_graph(article.meta, publication), *_dublin_core(article.meta)]
    return tuple(
        Meta("property" if key.startswith(("og:", "article:")) else "name", key, content)
        for key, content in pairs
        if content
    )


def links(article: Article, publication: Publication) -> tuple[Link, ...]:
    """The page's links: its own address, its licence, its translations, the meaning of `dcterms.`."""
    meta = article.meta
    rights = meta.rights or publication.rights
    found = []
    if meta.canonical_url:
        found.append(Link("canonical", meta.canonical_url))
    if rights and rights.url:
        found.append(Link("license", rights.url))
    addresses = ((other, other.url or (f"{other.slug}.html" if other.slug else "")) for other in meta.translations)
    found += [Link("alternate", address, other.language or "") for other, address in addresses if address]
    found.append(Link("schema.dcterms", _DCTERMS))
    return tuple(found)


def _summary(meta: Metadata) -> str:
    return str(meta.summary or meta.standfirst or "")


def _general(meta: Metadata, publication: Publication) -> Iterator[tuple[str, str]]:
    yield "description", _summary(meta)
    for author in meta.authors:
        yield "author", author.name
    yield "keywords", ", ".join(meta.subjects)
    yield "geo.placename", meta.place or ""
    yield "citation_series_title", str(meta.series.title) if meta.series else ""
    yield "publisher", meta.publisher or publication.publisher


def _open_graph(meta: Metadata, publication: Publication) -> Iterator[tuple[str, str]]:
    """https://ogp.me, with the properties of its type `article`."""
    yield "og:type", "article"
    yield "og:title", meta.title.plain
    yield "og:description", _summary(meta)
    yield "og:url", meta.canonical_url or ""
    yield "og:site_name", publication.title
    yield "og:locale", meta.language.replace("-", "_")
    yield "article:published_time", meta.published.isoformat() if meta.published else ""
    yield "article:modified_time", meta.updated.isoformat() if meta.updated else ""
    yield "article:section", str(meta.section or "")
    for author in meta.authors:
        yield "article:author", author.url or ""
    for subject in meta.subjects:
        yield "article:tag", subject


def _dublin_core(meta: Metadata) -> Iterator[tuple[str, str]]:
    yield "dcterms.title", meta.title.plain
    yield "dcterms.issued", meta.published.isoformat() if meta.published else ""
    yield "dcterms.modified", meta.updated.isoformat() if meta.updated else ""
    yield "dcterms.language", meta.language
    yield "dcterms.publisher", meta.publisher or ""
    yield "dcterms.rights", meta.rights.plain if meta.rights else ""
    for identifier in meta.identifiers:
        yield "dcterms.identifier", identifier.urn
