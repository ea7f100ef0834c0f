"""The metadata of an e-book: what the article says of itself as Dublin Core and EPUB's own properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presswork.editions.container import XML_LANG, Statement
from presswork.fields import placements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presswork.article import Metadata
    from presswork.fields.placing import Placement
    from presswork.identifiers import Identifier
    from presswork.publication import Publication

# The container writes it: it is part of the package and not of the work.
_WRITTEN_ELSEWHERE = frozenset({"dcterms:modified"})
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


def _title(said: Placement, number: int, meta: Metadata) -> Iterator[Statement]:
    name = f"title-{number}"
    direction = {"dir": "rtl"} if meta.direction == "rtl" else {}
    yield Statement("dc:title", said.value, {"id": name, **direction})
    yield _refine(name, "title-type", said.attributes["title-type"])
    yield _refine(name, "display-seq", str(number))
    if said.attributes["title-type"] == "main":
        yield _refine(name, "file-as", filing_title(said.value, meta.language))


def _person(said: Placement, number: int, _meta: Metadata) -> Iterator[Statement]:
    yield from person(said.place, said.value, said.attributes["role"], said.attributes["file-as"], number)


def person(place: str, name: str, role: str, file_as: str, number: int) -> Iterator[Statement]:
    """Somebody as `dc:creator` or `dc:contributor`, the one of this number."""
    target = f"{place.removeprefix('dc:')}-{number}"
    yield Statement(place, name, {"id": target})
    yield role_of(target, role)
    yield _refine(target, "file-as", file_as)
    yield _refine(target, "display-seq", str(number))


def role_of(target: str, role: str) -> Statement:
    """A role of somebody who is named already; there may be several (EPUB 3.3, appendix D.3.9)."""
    return _refine(target, "role", role, "marc:relators")


def _identifier(said: Placement, number: int, _meta: Metadata) -> Iterator[Statement]:
    yield Statement("dc:identifier", said.value, {"id": f"identifier-{number}"})
    if kind := said.attributes.get("identifier-type"):
        yield _refine(f"identifier-{number}", "identifier-type", kind, "onix:codelist5")


def _series(said: Placement, number: int, _meta: Metadata) -> Iterator[Statement]:
    name, position = f"series-{number}", said.attributes.get("group-position", "")
    yield Statement("belongs-to-collection", said.value, {"id": name})
    yield _refine(name, "collection-type", "series")
    yield from _position(name, position)


def _position(target: str, position: str) -> Iterator[Statement]:
    """`12a`, `IV` are names of the part, not positions (EPUB 3.3, appendix D.3.6)."""
    if re.fullmatch(r"\d+(\.\d+)*", position):
        yield _refine(target, "group-position", position)
    elif position:
        yield _refine(target, "dcterms:identifier", position)


def _description(said: Placement, _number: int, meta: Metadata) -> Iterator[Statement]:
    yield Statement(said.place, said.value, {XML_LANG: meta.language})


def _plain(said: Placement, _number: int, _meta: Metadata) -> Iterator[Statement]:
    yield Statement(said.place, said.value)


_REFINED: dict[str, Callable[[Placement, int, Metadata], Iterator[Statement]]] = {
    "dc:title": _title,
    "dc:creator": _person,
    "dc:contributor": _person,
    "dc:identifier": _identifier,
    "belongs-to-collection": _series,
    "dc:description": _description,
}


def of_metadata(meta: Metadata) -> Iterator[Statement]:
    """What the declarations of the fields place in an e-book, each thing said once, with what refines it."""
    order: dict[str, int] = {}
    said_already = set()
    for said in placements(meta, "epub"):
        told = (said.place, said.value, tuple(said.attributes.items()))
        if said.place in _WRITTEN_ELSEWHERE or told in said_already:
            continue
        said_already.add(told)
        order[said.place] = order.get(said.place, 0) + 1
        yield from _REFINED.get(said.place, _plain)(said, order[said.place], meta)


def of_publication(meta: Metadata, publication: Publication) -> Iterator[Statement]:
    """What the publication says where the metadata is silent."""
    if not meta.publisher and publication.publisher:
        yield Statement("dc:publisher", publication.publisher)
    if not meta.rights and publication.rights:
        yield Statement("dc:rights", publication.rights.plain)
        if publication.rights.url:
            yield Statement("dcterms:license", publication.rights.url)


def collection(title: str, identifiers: Iterable[Identifier], number: str = "") -> Iterator[Statement]:
    """The publication as a collection, and the number that the book has in it."""
    if title:
        yield Statement("belongs-to-collection", title, {"id": "publication"})
        yield _refine("publication", "collection-type", "series")
        yield from _position("publication", number)
        for each in identifiers:
            yield _refine("publication", "dcterms:identifier", each.urn)


def describe(meta: Metadata, publication: Publication, *, pages_of: str | None = None) -> tuple[Statement, ...]:
    """Every statement of the package about the work, but for its unique identifier and modification date.

    `pages_of` is the identifier of the printed edition whose pages the book marks (EPUB Accessibility 1.1, 4.3).
    """
    house = collection(publication.title, publication.identifiers)
    return (*of_metadata(meta), *of_publication(meta, publication), *house, *pagination(pages_of))


def pagination(pages_of: str | None) -> Iterator[Statement]:
    """Whose pages the book marks (EPUB Accessibility 1.1, 4.3)."""
    if pages_of:
        yield Statement("dc:source", pages_of, {"id": "printed"})
        yield _refine("printed", "source-of", "pagination")
