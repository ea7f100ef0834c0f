"""The fields of the front matter as data: their declarations, every name people may write for them, and the formats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from presswork.article import Metadata
from presswork.article.declaration import Declared, Places
from presswork.contributors import RELATORS
from presswork.identifiers import SCHEMES
from presswork.text import names as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.fields.placing import Placement

Target = Literal["html", "jsonld", "epub", "xmp"]
TARGETS: tuple[Target, ...] = ("html", "jsonld", "epub", "xmp")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the front matter: its attribute in `Metadata`, its key as people write it, and its declaration."""

    attribute: str
    declared: Declared
    required: bool = False

    @property
    def name(self) -> str:
        """The key in front matter: `short-title` (with `_` it is understood as well)."""
        return self.attribute.replace("_", "-")

    @property
    def help(self) -> str:
        """What the field is, in one sentence."""
        return self.declared.help

    @property
    def places(self) -> Places:
        """Where formats put it."""
        return self.declared.places


def _fields() -> tuple[Field, ...]:
    found = []
    for attribute, info in Metadata.model_fields.items():
        declared = next(m for m in info.metadata if isinstance(m, Declared))
        found.append(Field(attribute, declared, required=info.is_required() and attribute != "slug"))
    return tuple(found)


FIELDS: tuple[Field, ...] = _fields()
BY_ATTRIBUTE: Mapping[str, Field] = MappingProxyType({f.attribute: f for f in FIELDS})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a key of the front matter means: a field, and for shorthands the part of it (role, scheme, attribute)."""

    attribute: str
    part: str | None = None


# Shorthands: keys that set a part of a field. Roles and schemes are added from their own tables.
_PARTS: dict[str, Meaning] = {
    "license": Meaning("rights", "licence"),
    "licence": Meaning("rights", "licence"),
    "copyright": Meaning("rights", "copyright"),
    "copyright-holder": Meaning("rights", "holder"),
    "rights-holder": Meaning("rights", "holder"),
    "copyright-year": Meaning("rights", "year"),
    "image-alt": Meaning("lead_image", "alt"),
    "image-caption": Meaning("lead_image", "caption"),
    "image-credit": Meaning("lead_image", "credit"),
    "series-number": Meaning("series", "number"),
    "series-title": Meaning("series", "title"),
    "affiliation": Meaning("contributors", "affiliation"),
    "institute": Meaning("contributors", "affiliation"),
    "bio": Meaning("contributors", "bio"),
    "about-the-author": Meaning("contributors", "bio"),
    "author-bio": Meaning("contributors", "bio"),
    "email": Meaning("contributors", "email"),
    "author-email": Meaning("contributors", "email"),
    "orcid": Meaning("contributors", "orcid"),
    "author-url": Meaning("contributors", "url"),
}
# Words of roles that would mislead as keys: they name the thing, not the person who made it.
_NO_KEYS = words(
    "text words with code software music video maps art design pictures artwork commentary lyrics proof printing"
    " typesetting layout other adaptation introduction foreword preface vorwort prologue prólogo préface afterword"
    " postface nachwort annotations interview transcription research reporting"
)


def spelling(key: str) -> str:
    """A key as the tables have it: lower case, with hyphens (`Short_Title` is `short-title`)."""
    return "-".join(key.lower().replace("_", " ").replace("-", " ").split())


@cache
def names() -> Mapping[str, Meaning]:
    """Every key that front matter may have, and what it means; a field's own name wins over all shorthands."""
    found: dict[str, Meaning] = {field.name: Meaning(field.attribute) for field in FIELDS}
    for field in FIELDS:
        for other in field.declared.also:
            found.setdefault(other, Meaning(field.attribute, other if other in ("draft",) else None))
    found.update({key: meaning for key, meaning in _PARTS.items() if key not in found})
    for scheme in SCHEMES:
        found.setdefault(scheme, Meaning("identifiers", scheme))
    for relator in RELATORS.values():
        for word in (relator.term, *relator.words):
            if word not in _NO_KEYS:
                found.setdefault(spelling(word), Meaning("contributors", relator.code))
    return MappingProxyType(found)


def place_names(field: Field, target: Target) -> tuple[str, ...]:
    """The places of a field in a format, as its declaration lists them."""
    return tuple(getattr(field.places, target).split())


def placements(meta: Metadata, target: Target) -> list[Placement]:
    """Everything the metadata puts into a format: `(place, value, attributes)` in the order of the declarations.

    See `presswork.fields.placing` for what place, value and attributes are in each format.
    """
    from presswork.fields.placing import place

    return place(meta, target)


def json_schema() -> dict[str, Any]:
    """A JSON Schema (2020-12) of the front matter, shorthands included, for editors' tools."""
    from presswork.fields.schema import schema

    return schema()
