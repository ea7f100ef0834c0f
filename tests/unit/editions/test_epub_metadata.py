"""What shops and libraries read in the package."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import ebook_samples as samples
import pytest

from presswork.article import Contributor, Rights, Series
from presswork.editions.epub_metadata import describe, filing_title
from presswork.fields import placements
from presswork.identifiers import identifier
from presswork.publication import Publication

if TYPE_CHECKING:
    from presswork.editions.container import Statement


def said(statements: tuple[Statement, ...], name: str, refines: str | None = None) -> list[str]:
    return [
        s.value for s in statements if s.name == name and (not refines or s.attributes.get("refines") == f"#{refines}")
    ]


@pytest.fixture
def rich() -> tuple[Statement, ...]:
    return describe(samples.rich_article().meta, samples.PUBLICATION, pages_of="urn:uuid:reader")


def test_every_field_that_declares_a_place_in_an_e_book_is_there() -> None:
    meta = samples.rich_article().meta
    statements = describe(meta, samples.PUBLICATION)
    for placement in placements(meta, "epub"):
        if placement.place == "dcterms:modified":
            continue  # the container's; tested there
        (found, *_) = [s for s in statements if (s.name, s.value) == (placement.place, placement.value)]
        for name, value in placement.attributes.items():
            assert value in said(statements, name, found.attributes["id"])


def test_refinements_point_at_what_exists_and_ids_are_unique(rich: tuple[Statement, ...]) -> None:
    ids = [s.attributes["id"] for s in rich if "id" in s.attributes]
    assert len(ids) == len(set(ids))
    assert {s.attributes["refines"].removeprefix("#") for s in rich if "refines" in s.attributes} <= set(ids)


def test_titles_are_told_apart_and_the_main_one_is_filed(rich: tuple[Statement, ...]) -> None:
    assert sorted(said(rich, "title-type")) == ["main", "short", "subtitle"]
    assert "last tide table & its clerk, The" in said(rich, "file-as")


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("The last tide", "en-GB", "last tide, The"),
        ("Theory of tides", "en", "Theory of tides"),
        ("A", "en", "A"),
        ("L’heure des marées", "fr", "heure des marées, L’"),
        ("La última tabla", "es", "última tabla, La"),
        ("Das Watt", "de", "Watt, Das"),
        ("Das Watt", "en", "Das Watt"),
    ],
)
def test_filing_titles(title: str, language: str, expected: str) -> None:
    assert filing_title(title, language) == expected


def test_one_person_in_two_roles_is_said_in_both() -> None:
    meta = samples.plain_article(contributors=(Contributor("Jane Roe"), Contributor("Jane Roe", role="pht"))).meta
    statements = describe(meta, Publication())
    assert said(statements, "dc:creator") == ["Jane Roe"]
    assert said(statements, "dc:contributor") == ["Jane Roe"]
    assert said(statements, "role") == ["aut", "pht"]


@pytest.mark.parametrize(
    ("number", "name"), [("2", "group-position"), ("2.1", "group-position"), ("IV", "dcterms:identifier")]
)
def test_a_number_that_is_no_number_is_no_position(number: str, name: str) -> None:
    meta = samples.plain_article(series=Series(samples.Text.of("Clerks"), number)).meta
    assert said(describe(meta, Publication()), name) == [number]


def test_the_publication_speaks_where_the_article_is_silent() -> None:
    house = replace(
        samples.PUBLICATION, rights=Rights("CC-BY-4.0", "https://cc.example/by"), identifiers=(identifier("2049-3630"),)
    )
    statements = describe(samples.plain_article().meta, house)
    assert said(statements, "dc:publisher") == ["Harbour Press"]
    assert said(statements, "dcterms:license") == ["https://cc.example/by"]
    assert said(statements, "belongs-to-collection") == ["The Harbour Review"]
    assert said(statements, "dcterms:identifier", "publication") == ["urn:issn:2049-3630"]


def test_a_lone_article_invents_nothing() -> None:
    names = {s.name for s in describe(samples.plain_article().meta, Publication())}
    assert names == {"dc:title", "title-type", "display-seq", "file-as", "dc:language"}
