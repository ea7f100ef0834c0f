"""Every field is declared once: help, example, reading, shape and places agree with each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from presswork.copydesk.frontmatter import READERS, metadata_from
from presswork.diagnostics import Rejected
from presswork.fields import BY_ATTRIBUTE, FIELDS, TARGETS, Field, json_schema, names, place_names, placements, spelling
from presswork.fields.manual import manual
from presswork.fields.parts import PARTS
from presswork.fields.schema import SHAPES
from presswork.publication import Publication
from presswork.yamlsource import load

if TYPE_CHECKING:
    from presswork.article import Metadata

MANUAL = Path(__file__).parents[2] / "docs" / "manual" / "metadata.md"


def read(text: str) -> Metadata:
    found, _ = metadata_from(
        load(text, path="a.md"), {}, path="a.md", publication=Publication(), fallback_title=None, slug="a"
    )
    return found


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.name)
def test_a_declaration_is_whole(field: Field) -> None:
    assert field.help.endswith(".")
    assert field.declared.kind in SHAPES
    assert field.declared.kind in READERS or field.declared.kind == "contributors"


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.name)
def test_the_example_of_a_field_is_understood(field: Field) -> None:
    title = "" if field.name == "title" else "title: T\n"
    author = "" if field.name == "contributors" else "author: Jane Roe\n"
    found = read(f"{title}{author}{field.name}: {field.declared.example}\n")
    assert getattr(found, field.attribute) not in (None, (), {}, "")


def test_names_are_spelt_in_one_way_and_mean_one_field() -> None:
    for key, meaning in names().items():
        assert key == spelling(key)
        assert meaning.attribute in BY_ATTRIBUTE
    assert names()["translator"].part == "trl"
    assert names()["tags"].attribute == "subjects"


def test_no_name_is_claimed_twice() -> None:
    claimed = [name for field in FIELDS for name in (field.name, *field.declared.also)]
    assert len(claimed) == len(set(claimed))


def test_parts_have_kinds_that_can_be_read_and_shapes() -> None:
    for table in PARTS.values():
        for part in table.values():
            assert part.kind in READERS
            assert part.kind in SHAPES
        everything = [name for key, part in table.items() for name in (spelling(key), *part.also)]
        assert len(everything) == len(set(everything))


def test_the_manual_is_up_to_date() -> None:
    assert MANUAL.read_text("utf-8") == manual(), "run: python -m presswork.fields.manual > docs/manual/metadata.md"


def test_the_schema_is_json_and_knows_every_name() -> None:
    schema = json.loads(json.dumps(json_schema()))
    assert set(names()) <= set(schema["properties"])
    assert "short_title" in schema["properties"]
    assert schema["properties"]["title"]["description"] == BY_ATTRIBUTE["title"].help
    assert set(schema["$defs"]) == set(PARTS)


def test_the_schema_takes_what_is_understood_and_refuses_what_is_not() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    check = jsonschema.Draft202012Validator(json_schema())
    for field in FIELDS:
        value = yaml.load(field.declared.example, Loader=yaml.BaseLoader)
        value = {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
        assert not list(check.iter_errors({"title": "T", field.name: value})), field.name
    for bad in ({"titel": "x"}, {"status": "done"}, {"author": {"nme": "x"}}, {"url": "x"}):
        assert list(check.iter_errors(bad))


def test_a_summary_is_placed_from_the_standfirst_when_there_is_none() -> None:
    found = read("title: T\nstandfirst: Once there was a clerk.\n")
    said = [p.value for p in placements(found, "html") if p.place == "description"]
    assert said == ["Once there was a clerk."]


def test_each_target_has_places_and_they_say_strings() -> None:
    everything = "".join(f"{f.name}: {f.declared.example}\n" for f in FIELDS)
    found = read(everything)
    for target in TARGETS:
        stated = placements(found, target)
        written = {p.place for p in stated}
        assert written <= {name for field in FIELDS for name in place_names(field, target)}
        for field in FIELDS:
            assert not place_names(field, target) or written & set(place_names(field, target)), (field.name, target)
        assert all(isinstance(p.value, str) and p.value for p in stated)
    creators = [(p.value, p.attributes["role"]) for p in placements(found, "epub") if p.place == "dc:creator"]
    assert creators == [("Jane Roe", "aut")]


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(Rejected, match="M104 unknown field 'titel'"):
        read("titel: x")
