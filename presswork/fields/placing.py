"""Where formats put the metadata, made from the declarations: what each place must say.

A format may write more in a place (the publication's name beside the series) and in its own order; what stands here
it must write. A conformance test holds every format to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from presswork.fields import BY_ATTRIBUTE, FIELDS, Field, place_names

if TYPE_CHECKING:
    from presswork.article import Contributor, Figure, Identifier, Related, Rights, Series
    from presswork.article import Metadata as Meta
    from presswork.article.particulars import Correction
    from presswork.fields import Target

# Who made the work itself, by what each format calls them (EPUB 3.3, 5.5.3.2.3; https://schema.org/CreativeWork).
_CREATORS = frozenset({"aut", "cre", "art", "cmp", "com", "edc", "ivr"})
_SCHEMA_ROLES = {"aut": "author", "cre": "author", "edt": "editor", "red": "editor", "edc": "editor"}
_SCHEMA_ROLES["trl"] = "translator"


class Placement(NamedTuple):
    """One thing a format says: the place, the value, and attributes that qualify it.

    Places are named as in `Places`: `og:title` (html), `datePublished` (jsonld), `dc:creator` (epub), `dc:rights`
    (xmp). Attributes are `role` and `file-as` of people, `title-type` of titles, `hreflang` of translations,
    `identifier-type` of identifiers, `group-position` of series.
    """

    place: str
    value: str
    attributes: dict[str, str]


def place(meta: Meta, target: Target) -> list[Placement]:
    """Every placement of the metadata in a format, in the order of the declarations."""
    return [placement for field in FIELDS for placement in _placements(field, meta, target)]


def _placements(field: Field, meta: Meta, target: Target) -> Iterator[Placement]:
    value = getattr(meta, field.attribute)
    if not value and field.declared.falls_back:
        value = getattr(meta, BY_ATTRIBUTE[field.declared.falls_back].attribute)
    if value in (None, "", ()):
        return
    for name in place_names(field, target):
        for said, attributes in _SAYS.get(field.declared.kind, _plain)(value, name, target):
            if said:
                yield Placement(name, said, attributes | _title_type(field, name))


def _title_type(field: Field, name: str) -> dict[str, str]:
    kinds = {"title": "main", "subtitle": "subtitle", "short_title": "short"}
    return {"title-type": kinds[field.attribute]} if name == "dc:title" else {}


Said = Iterator[tuple[str, dict[str, str]]]


def _plain(value: Any, name: str, _target: str) -> Said:
    yield (str(value).replace("-", "_") if name == "og:locale" else str(value)), {}


def _words(value: tuple[str, ...], name: str, target: str) -> Said:
    if name in ("pdf:Keywords", "keywords") and target != "jsonld":
        yield ", ".join(value), {}
    else:
        yield from ((word, {}) for word in value)


def _date(value: dt.date, name: str, _target: str) -> Said:
    if name == "dcterms:modified":  # EPUB 3.3, 5.5.3.2.7: UTC, to the second
        moment = value if isinstance(value, dt.datetime) else dt.datetime(*value.timetuple()[:3], tzinfo=dt.UTC)
        yield moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), {}
    else:
        yield value.isoformat(), {}


def _people(value: tuple[Contributor, ...], name: str, target: str) -> Said:
    for person in value:
        if name == _place_of(person, target):
            yield person.name, {"role": person.role, "file-as": person.sort_name}


def _place_of(person: Contributor, target: str) -> str:
    if target == "jsonld":
        return _SCHEMA_ROLES.get(person.role, "contributor")
    if target == "html":
        return "author" if person.role == "aut" else ""
    creators = _CREATORS if target == "epub" else {"aut"}
    return "dc:creator" if person.role in creators else "dc:contributor"


def _identifiers(value: tuple[Identifier, ...], name: str, target: str) -> Said:
    for each in value[:1] if target == "xmp" and name == "dc:identifier" else value:
        kind = {"identifier-type": each.onix} if each.onix else {}
        yield (each.value if target == "jsonld" else each.urn), kind


def _rights(value: Rights, name: str, _target: str) -> Said:
    said: dict[str, str | None] = {
        "license": value.url,
        "dcterms:license": value.url,
        "xmpRights:WebStatement": value.url,
        "copyrightNotice": value.notice,
        "copyrightHolder": value.holder,
        "copyrightYear": str(value.year) if value.year else None,
        "usageInfo": str(value.statement) if value.statement else None,
        "xmpRights:UsageTerms": str(value.statement or value.name or value.plain),
        "xmpRights:Marked": "False" if value.licence in ("CC0-1.0", "CC-PDM-1.0") else "True",
    }
    yield said.get(name, value.plain) or "", {}


def _series(value: Series, name: str, target: str) -> Said:
    number = {"group-position": value.number} if value.number else {}
    if target == "xmp":
        yield ", ".join(filter(None, (value.title.plain, value.number))), {}
    else:
        yield value.title.plain, number if name in ("isPartOf", "belongs-to-collection") else {}


def _figure(value: Figure, _name: str, _target: str) -> Said:
    yield value.alt or str(value.caption or ""), {}


def _corrections(value: tuple[Correction, ...], _name: str, _target: str) -> Said:
    yield from ((each.text.plain, {}) for each in value)


def _relation(value: Related, name: str, target: str) -> Said:
    yield _address(value, name, target), {}


def _relations(value: tuple[Related, ...], name: str, target: str) -> Said:
    for each in value:
        language = {"hreflang": each.language} if name == "alternate" and each.language else {}
        yield _address(each, name, target), language


def _address(value: Related, name: str, target: str) -> str:
    if target == "jsonld":
        return value.title.plain
    if name == "alternate":
        return value.url or (f"{value.slug}.html" if value.slug else "")
    return value.url or value.title.plain


_SAYS: dict[str, Callable[[Any, str, Target], Said]] = {
    "words": _words,
    "date": _date,
    "contributors": _people,
    "identifiers": _identifiers,
    "rights": _rights,
    "series": _series,
    "figure": _figure,
    "corrections": _corrections,
    "relation": _relation,
    "relations": _relations,
}
