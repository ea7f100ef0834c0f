"""The metadata of an e-book: what the article says of itself as Dublin Core and EPUB's own properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presswork.editions.container import XML_LANG, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.article import Metadata, Related
    from presswork.contributors import Contributor
    from presswork.identifiers import Identifier
    from presswork.publication import Publication
    from presswork.text import Text

# Who made the work itself; everyone else contributed to it (EPUB 3.3, section 5.5.3.2.3).
_CREATORS = frozenset({"aut", "cre", "art", "cmp", "com", "edc", "ivr"})
_ARTICLES = {
    "en": ("the", "a", "an"),
    "de": ("der", "die", "das", "ein", "eine"),
    "fr": ("le", "la", "les", "l’", "l'", "un", "une"),
    "es": ("el", "la", "los", "las", "un", "una", "lo"),
    "it": ("il", "lo", "la", "i", "gli", "le", "l’", "l'", "un", "una", "uno"),
    "pt": ("o", "a", "os", "as", "um", "uma"),
    "nl": ("de", "het", "een"),
    "sv": ("en", "ett", "den", "det"),
}


def filing_title(title: str, language: str) -> str:
    """The title as it is filed, its first article behind it: `The last tide` -> `last tide, The`."""
    for word in _ARTICLES.get(language.split("-")[0].lower(), ()):
        gap = "" if word[-1] in "’'" else " "
        if title.lower().startswith(word + gap) and len(title) > len(word + gap):
            return f"{title[len(word + gap) :].lstrip()}, {title[: len(word)]}"
    return title


def _refine(target: str, prop: str, value: str, scheme: str | None = None) -> Statement:
    attributes = {"refines": f"#{target}"} | ({"scheme": scheme} if scheme else {})
    return Statement(prop, value, attributes)


def _titles(meta: Metadata) -> Iterator[Statement]:
    direction = {"dir": "rtl"} if meta.direction == "rtl" else {}
    titles: tuple[tuple[str, Text | None], ...] = (
        ("main", meta.title),
        ("subtitle", meta.subtitle),
        ("short", meta.short_title),
    )
    for order, (kind, title) in enumerate(((k, t) for k, t in titles if t), 1):
        yield Statement("dc:title", title.plain, {"id": f"title-{kind}", **direction})
        yield _refine(f"title-{kind}", "title-type", kind)
        yield _refine(f"title-{kind}", "display-seq", str(order))
        if kind == "main":
            yield _refine("title-main", "file-as", filing_title(title.plain, meta.language))


def _people(meta: Metadata) -> Iterator[Statement]:
    """Contributors in their order, those of one person in two roles together."""
    by_name: dict[str, list[Contributor]] = {}
    for contributor in meta.contributors:
        by_name.setdefault(contributor.name, []).append(contributor)
    for number, (name, roles) in enumerate(by_name.items(), 1):
        element = "creator" if any(c.role in _CREATORS for c in roles) else "contributor"
        yield Statement(f"dc:{element}", name, {"id": f"person-{number}"})
        for order in roles:
            yield _refine(f"person-{number}", "role", order.role, "marc:relators")
        yield _refine(f"person-{number}", "file-as", roles[0].sort_name)
        yield _refine(f"person-{number}", "display-seq", str(number))


def _identifiers(found: tuple[Identifier, ...]) -> Iterator[Statement]:
    for number, each in enumerate(found, 1):
        yield Statement("dc:identifier", each.urn, {"id": f"identifier-{number}"})
        if each.onix:
            yield _refine(f"identifier-{number}", "identifier-type", each.onix, "onix:codelist5")


def _collections(meta: Metadata, publication: Publication) -> Iterator[Statement]:
    """The article's series, and the publication in which it appeared (EPUB 3.3, appendix D.3.2)."""
    if meta.series:
        yield Statement("belongs-to-collection", meta.series.title.plain, {"id": "series"})
        yield _refine("series", "collection-type", "series")
        number = meta.series.number or ""
        if re.fullmatch(r"\d+(\.\d+)*", number):
            yield _refine("series", "group-position", number)
        elif number:
            yield _refine("series", "dcterms:identifier", number)
    if publication.title:
        yield Statement("belongs-to-collection", publication.title, {"id": "publication"})
        yield _refine("publication", "collection-type", "series")
        for each in publication.identifiers:
            yield _refine("publication", "dcterms:identifier", each.urn)


def _words(meta: Metadata) -> Iterator[Statement]:
    described = meta.summary or meta.standfirst
    if described:
        yield Statement("dc:description", described.plain, {XML_LANG: meta.language})
    for subject in meta.subjects:
        yield Statement("dc:subject", subject)
    if meta.section:
        yield Statement("dcterms:isPartOf", meta.section.plain)
    if meta.place:
        yield Statement("dc:coverage", meta.place)


def _rights(meta: Metadata, publication: Publication) -> Iterator[Statement]:
    rights = meta.rights or publication.rights
    if rights and rights.plain:
        yield Statement("dc:rights", rights.plain)
    if rights and rights.url:
        yield Statement("dcterms:license", rights.url)


def _address(related: Related) -> str:
    """Where another article is, or what it is called."""
    return related.url or related.title.plain


def _relations(meta: Metadata, pages_of: str | None) -> Iterator[Statement]:
    if pages_of:
        yield Statement("dc:source", pages_of, {"id": "printed"})
        yield _refine("printed", "source-of", "pagination")
    if meta.canonical_url:
        yield Statement("dc:source", meta.canonical_url)
    if meta.translation_of:
        yield Statement("dc:source", _address(meta.translation_of))
    for related in meta.related:
        yield Statement("dc:relation", _address(related))


def describe(meta: Metadata, publication: Publication, *, pages_of: str | None = None) -> tuple[Statement, ...]:
    """Every statement of the package about the work, but for its unique identifier and modification date.

    `pages_of` is the identifier of the printed edition whose pages the book marks.
    """
    publisher = meta.publisher or publication.publisher
    return (
        *_titles(meta),
        Statement("dc:language", meta.language),
        *_people(meta),
        *_identifiers(meta.identifiers),
        *([Statement("dc:publisher", publisher)] if publisher else []),
        *([Statement("dc:date", meta.published.isoformat())] if meta.published else []),
        *_words(meta),
        *_rights(meta, publication),
        *_relations(meta, pages_of),
        *_collections(meta, publication),
    )
