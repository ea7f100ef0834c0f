"""The parts of fields that have parts: how each is read, what it is, and other names people write for it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Part(NamedTuple):
    """A part of a field: the kind of its value (as in `Declared`), its help, and other names for it."""

    kind: str
    help: str
    also: tuple[str, ...] = ()


_CONTRIBUTOR = {
    "name": Part("line", "The name as it is printed.", ("literal", "full-name")),
    "given": Part(
        "line", "The given name, where `name` would not show which is which.", ("first", "first-name", "given-names")
    ),
    "family": Part("line", "The family name.", ("last", "last-name", "surname", "family-name")),
    "sort_name": Part("line", "The name as it is filed, such as `Roe, Jane`.", ("sort", "file-as", "sortname")),
    "role": Part("roles", "What they did: a word such as translator, a MARC relator code, or several.", ("roles",)),
    "affiliation": Part("affiliation", "Where they work.", ("affiliations", "institute", "institution", "employer")),
    "bio": Part("text", "A sentence or two about them.", ("biography", "about", "note", "description")),
    "email": Part("email", "Their e-mail address.", ("e-mail", "mail")),
    "url": Part("url", "Their page on the web.", ("website", "web", "link", "homepage")),
    "orcid": Part("orcid", "Their ORCID iD, check digit verified."),
    "organization": Part("flag", "Whether this is a body, not a person.", ("organisation", "body", "collective")),
}
_FIGURE = {
    "source": Part("line", "The path of the image, from the manuscript's folder.", ("src", "file", "path", "image")),
    "alt": Part("alt", "What it shows, for those who do not see it.", ("alt-text", "alternative")),
    "caption": Part("text", "The caption.", ("title", "legend")),
    "credit": Part("text", "Whose image it is.", ("by", "photo", "copyright", "photographer")),
    "decorative": Part("flag", "Whether it only adorns, and needs no description."),
    "position": Part("line", "A wish: wide or half.", ("class", "place", "width")),
}
_SERIES = {
    "title": Part("text", "The name of the series.", ("name",)),
    "number": Part("line", "The number in it.", ("part", "position", "no")),
}
_IDENTIFIER = {
    "scheme": Part("line", "isbn, issn, doi, urn or uuid.", ("type",)),
    "value": Part("line", "The identifier.", ("text", "id")),
}
_RIGHTS = {
    "licence": Part("licence", "An SPDX id, a Creative Commons address, or its name.", ("license", "spdx")),
    "url": Part("url", "The address of the licence's text.", ("link",)),
    "statement": Part("text", "A sentence of your own.", ("text", "note", "sentence")),
    "holder": Part("line", "Who holds the rights.", ("owner", "by", "copyright-holder")),
    "year": Part("year", "The year of the copyright.", ("copyright-year", "years")),
}
_CONTACT = {
    "text": Part("text", "A sentence for readers."),
    "url": Part("url", "The address of a page."),
    "email": Part("email", "An e-mail address."),
    "name": Part("line", "Who answers."),
}
_CORRECTION = {
    "text": Part("text", "What was wrong, and what is right.", ("what", "note", "correction")),
    "date": Part("date", "The day on which it was put right.", ("on",)),
}
_RELATION = {
    "title": Part("text", "Its title.", ("name",)),
    "url": Part("url", "Its address.", ("link", "href")),
    "slug": Part("slug", "Its slug, when it is in this publication.", ("article",)),
    "language": Part("language", "Its language, where that differs.", ("lang",)),
}
# By the kind of one item; lists of them have the plural as their kind.
PARTS: Mapping[str, Mapping[str, Part]] = MappingProxyType(
    {
        "contributor": _CONTRIBUTOR,
        "figure": _FIGURE,
        "series": _SERIES,
        "identifier": _IDENTIFIER,
        "rights": _RIGHTS,
        "contact": _CONTACT,
        "correction": _CORRECTION,
        "relation": _RELATION,
    }
)
