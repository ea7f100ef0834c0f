"""A JSON Schema of the front matter, shorthands included, so that editors' tools can complete and check it."""

from __future__ import annotations

from typing import Any

from presswork.contributors import RELATORS
from presswork.fields import BY_ATTRIBUTE, FIELDS, Meaning, names
from presswork.fields.parts import PARTS

Schema = dict[str, Any]
_SCALAR: Schema = {"type": ["string", "number"]}
_DATE: Schema = {
    "anyOf": [
        {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{1,2}:\d{2}(:\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?)?$"},
        {"type": "string", "minLength": 6},
        {"type": "integer"},
    ]
}


def _either(*schemas: Schema) -> Schema:
    return {"anyOf": list(schemas)}


def _list_of(item: Schema) -> Schema:
    return _either(item, {"type": "array", "items": item})


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_WORD: Schema = {"type": "string", "pattern": r"^[\w.-]+$"}
_URL: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
_PAIRS: Schema = {"type": "object", "additionalProperties": _SCALAR}
_PERSON = _either({"type": "string"}, _ref("contributor"))
# What may be written for each kind of field.
SHAPES: dict[str, Schema] = {
    "text": _SCALAR,
    "line": _SCALAR,
    "alt": {"type": "string"},
    "words": _either({"type": "string"}, {"type": "array", "items": _SCALAR}),
    "date": _DATE,
    "moment": _DATE,
    "language": {"type": "string", "minLength": 2},
    "direction": {"enum": ["ltr", "rtl"]},
    "status": {"enum": ["draft", "ready", "published"]},
    "slug": {"type": "string", "pattern": r"^\w+(-\w+)*$"},
    "word": _WORD,
    "url": _URL,
    "mapping": {"type": "object"},
    "pairs": _PAIRS,
    "path": {"type": "string"},
    "paths": _list_of({"type": "string"}),
    "flag": {"type": "boolean"},
    "price": {"type": "string"},
    "roles": _list_of({"type": "string", "examples": sorted({r.term for r in RELATORS.values()})}),
    "affiliation": _list_of(_either({"type": "string"}, {"type": "object", "required": ["name"]})),
    "email": {"type": "string", "format": "email"},
    "orcid": {"type": "string", "pattern": r"(\d{4}-?){3}\d{3}[\dX]$"},
    "licence": _either({"type": "string"}, {"type": "object"}),
    "year": {"type": ["integer", "string"]},
    "contributors": _list_of(_PERSON),
    "figure": _either({"type": "string"}, _ref("figure")),
    "figures": _either(_list_of(_either({"type": "string"}, _ref("figure"))), {"type": "object"}),
    "series": _either(_SCALAR, _ref("series")),
    "identifiers": _either(_list_of(_either(_SCALAR, _ref("identifier"))), {"type": "object"}),
    "rights": _either({"type": "string"}, _ref("rights")),
    "contact": _either({"type": "string"}, _ref("contact")),
    "corrections": _list_of(_either({"type": "string"}, _ref("correction"))),
    "relation": _either({"type": "string"}, _ref("relation")),
    "relations": _either(_list_of(_either({"type": "string"}, _ref("relation"))), {"type": "object"}),
}


def _definition(kind: str) -> Schema:
    properties: Schema = {}
    for name, part in PARTS[kind].items():
        for key in (name.replace("_", "-"), *part.also):
            properties[key] = {"description": part.help, **SHAPES[part.kind]}
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


def _of_meaning(key: str, meaning: Meaning) -> Schema:
    """The schema of a key: a field's own, that of its part, or people in a role."""
    declared = BY_ATTRIBUTE[meaning.attribute].declared
    if meaning.part is None:
        shape = SHAPES[declared.kind]
        own = key == BY_ATTRIBUTE[meaning.attribute].name
        return {"description": declared.help if own else f"The same as `{meaning.attribute}`.", **shape}
    if meaning.attribute == "contributors" and meaning.part in RELATORS:
        return {"description": f"People in the role {RELATORS[meaning.part].term}.", **SHAPES["contributors"]}
    if meaning.attribute == "identifiers":
        return {"description": f"The article's {meaning.part.upper()}.", **_list_of(_SCALAR)}
    if meaning.part in ("draft", "copyright"):
        return dict(SHAPES["flag"] if meaning.part == "draft" else _either(SHAPES["year"], SHAPES["rights"]))
    kind = {"contributors": "contributor", "lead_image": "figure"}.get(meaning.attribute, meaning.attribute)
    part = PARTS[kind][meaning.part]
    return {"description": part.help, **SHAPES[part.kind]}


def schema() -> Schema:
    """The schema: every key that is understood, and no other; keys with `_` for `-` are understood as well."""
    examples = {field.name: field.declared.example for field in FIELDS}
    properties: Schema = {}
    for key, meaning in names().items():
        properties[key] = _of_meaning(key, meaning)
        if key in examples:
            properties[key]["examples"] = [examples[key]]
        if "-" in key:
            properties.setdefault(key.replace("-", "_"), properties[key])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a Presswork manuscript",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": {kind: _definition(kind) for kind in PARTS},
    }
