"""The manual's chapter on metadata, written from the declarations (docs/manual/metadata.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.article.declaration import GROUPS
from presswork.contributors import RELATORS
from presswork.fields import FIELDS, TARGETS, Field, Target, names, place_names
from presswork.fields.parts import PARTS, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLES: dict[Target, str] = {"html": "web page", "jsonld": "JSON-LD", "epub": "e-book", "xmp": "PDF (XMP)"}
_PART_TITLES = {
    "contributor": "A contributor",
    "figure": "A figure (`lead-image`, `cover`, `figures`)",
    "series": "A series",
    "identifier": "An identifier",
    "rights": "Rights",
    "contact": "A contact",
    "correction": "A correction",
    "relation": "Another article (`related`, `translations`, `translation-of`)",
}
_INTRODUCTION = """\
# Metadata: what an article says of itself

<!-- Made from the declarations of the fields: change those (presswork/article/), then run
     `python -m presswork.fields.manual > docs/manual/metadata.md`. A test fails when this file is not up to date. -->

An article says of itself what you write in its front matter: YAML between two lines `---` at the head of the
manuscript.

```yaml
---
title: The last *tide* table
author: Jane Roe and Ana Ruiz
photographer: {name: Li Wei, sort-name: Li Wei}
date: 1 March 2026
tags: [harbours, tides]
license: CC BY-SA 4.0
---
```

Only the title is needed, and a headline at the beginning of the text will do for it. Text may carry emphasis and
links as in the body. Names of fields may be written with `-` or `_`. A field that nothing knows is an error with the
name that was probably meant; several errors are shown at once, each with its line and column.

`presswork list fields` lists the fields; `presswork list fields --schema` prints a JSON Schema for your editor.
"""


def manual() -> str:
    """The whole chapter."""
    return "\n".join([_INTRODUCTION, *_fields(), *_parts(), *_shorthands(), *_roles(), *_places()]).rstrip() + "\n"


def _fields() -> Iterator[str]:
    for group, title in GROUPS.items():
        yield f"## {title}\n"
        for field in FIELDS:
            if field.declared.group == group:
                yield from _field(field)


def _field(field: Field) -> Iterator[str]:
    yield f"### {field.name}\n"
    yield f"{field.help}\n"
    yield f"```yaml\n{field.name}: {field.declared.example}\n```\n"
    if field.declared.also:
        yield f"Also written: {_code(field.declared.also)}.\n"


def _code(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _parts() -> Iterator[str]:
    yield "## Fields with parts\n"
    for kind, table in PARTS.items():
        yield f"### {_PART_TITLES[kind]}\n"
        yield from _table(("part", "what it is", "also written"), [_part(name, part) for name, part in table.items()])


def _part(name: str, part: Part) -> tuple[str, str, str]:
    return f"`{name.replace('_', '-')}`", part.help, _code(part.also)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def _shorthands() -> Iterator[str]:
    yield "## Shorthands\n"
    yield "These keys set a part of a field:\n"
    rows: list[tuple[str, ...]] = []
    for key, meaning in names().items():
        if meaning.part and meaning.part not in RELATORS:
            rows.append((f"`{key}`", f"`{meaning.attribute.replace('_', '-')}`: {meaning.part.replace('_', '-')}"))
    yield from _table(("key", "sets"), rows)


def _roles() -> Iterator[str]:
    yield "## Roles\n"
    yield "A role may be a key of its own (`translator: Ana Ruiz`) or the `role` of a contributor. Codes and terms are"
    yield "those of the MARC list of relators.\n"
    rows: list[tuple[str, ...]] = [(f"`{r.code}`", r.term, ", ".join(r.words)) for r in RELATORS.values()]
    yield from _table(("code", "term", "other words"), rows)


def _places() -> Iterator[str]:
    yield "## Where the fields go\n"
    rows: list[tuple[str, ...]] = []
    for field in FIELDS:
        places = [_code(list(place_names(field, target))) for target in TARGETS]
        if any(places) or field.declared.shown:
            rows.append((f"`{field.name}`", field.declared.shown, *places))
    yield from _table(("field", "on the page", *(_TITLES[target] for target in TARGETS)), rows)


if __name__ == "__main__":
    print(manual(), end="")
