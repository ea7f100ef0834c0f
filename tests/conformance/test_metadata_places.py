"""Each metadata field reaches each format that its declaration names, with its value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from presswork.article import Article, Metadata
from presswork.copydesk.frontmatter import metadata_from
from presswork.edition import Edition
from presswork.fields import FIELDS, TARGETS, Field, Target, place_names, placements
from presswork.publication import Publication
from presswork.yamlsource import load

if TYPE_CHECKING:
    from presswork.fields.placing import Placement

# Beside the examples of the declarations, what exercises every place of the fields with several.
MORE = {
    "contributors": "[{name: Jane Roe, role: aut}, {name: Ana Ruiz, role: trl}, {name: Li Wei, role: pht}, "
    "{name: Gaspar Núñez, role: edt}]",
    "rights": "{licence: CC BY-SA 4.0, holder: Jane Roe, year: 2026, statement: Copy it for your neighbours.}",
    "identifiers": "{isbn: 978-3-16-148410-0, issn: 2049-3630, doi: 10.5555/12345678}",
    "translations": '[{title: La última tabla, slug: ultima-tabla, language: es}, {title: B, url: "https://b.example/x"}]',
}
HOUSE = Publication(title="The Harbour Review")


def everything() -> Article:
    """An article in which every field says something."""
    text = "".join(f"{field.name}: {MORE.get(field.attribute, field.declared.example)}\n" for field in FIELDS)
    meta, _ = metadata_from(load(text, path="a.md"), {}, path="a.md", publication=HOUSE, fallback_title=None, slug="a")
    return Article.of(meta, "<p>One.</p>", source="a.md")


ARTICLE = everything()


def said_by_html() -> list[tuple[str, str]]:
    from presswork.editions.page_metadata import links, metas

    said = [(meta.key, meta.content) for meta in metas(ARTICLE, HOUSE)]
    return said + [(link.rel, link.href) for link in links(ARTICLE, HOUSE)]


def said_by_jsonld() -> list[tuple[str, str]]:
    from presswork.editions.schema_org import news_article

    return [(name, leaf) for name, value in news_article(ARTICLE, HOUSE).items() for leaf in leaves(value)]


def leaves(value: Any) -> list[str]:
    """Every string and number inside a JSON value."""
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each)]
    return [str(json.loads(json.dumps(value)))]


def said_by_epub() -> list[tuple[str, str]]:
    from presswork.editions.epub_metadata import describe
    from presswork.editions.identity import modified_at

    said = [(statement.name, statement.value) for statement in describe(ARTICLE.meta, HOUSE)]
    return [*said, ("dcterms:modified", modified_at(ARTICLE).strftime("%Y-%m-%dT%H:%M:%SZ"))]


def said_by_xmp() -> list[tuple[str, str]]:
    from presswork.editions.pdf_metadata import statements

    return [(s.property, s.value) for s in statements(ARTICLE, Edition("reader", "pdf"), HOUSE)]


SAID = {"html": said_by_html, "jsonld": said_by_jsonld, "epub": said_by_epub, "xmp": said_by_xmp}


@pytest.mark.parametrize("target", TARGETS)
def test_every_placement_is_written(target: Target) -> None:
    said = set(SAID[target]())
    missing = [found for found in placements(ARTICLE.meta, target) if (found.place, found.value) not in said]
    assert missing == []


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_declared_place_has_a_value_to_show(field: Field, target: Target) -> None:
    placed: list[Placement] = placements(ARTICLE.meta, target)
    assert set(place_names(field, target)) <= {found.place for found in placed}


def test_the_article_of_the_test_fills_every_field() -> None:
    empty = [name for name in Metadata.model_fields if getattr(ARTICLE.meta, name) in (None, "", (), {})]
    assert empty == []
