"""A volume as a web page: its contents, people and index, every link of which arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import volume_samples
from lxml import html

from presswork.editions.html_volume import on_one_page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def page(tmp_path: Path) -> Any:
    bound, _ = volume_samples.shelf(tmp_path).bound()
    return html.fromstring(f"<div>{on_one_page(bound).body}</div>")


def behind(page: Any, name: str) -> str:
    """The words between a heading and the next one of its level."""
    words = []
    for each in page.get_element_by_id(name).itersiblings():
        if each.tag == "h2":
            break
        words.append(" ".join(each.text_content().split()))
    return " ".join(words)


def test_every_link_arrives(page: Any) -> None:
    ids = {each.get("id") for each in page.iter() if each.get("id")}
    led = [link.get("href")[1:] for link in page.iter("a") if link.get("href", "").startswith("#")]
    assert len(led) > 10
    assert [name for name in led if name not in ids] == []


def test_no_id_is_given_twice(page: Any) -> None:
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))


def test_people_stand_behind_the_texts_with_what_they_wrote(page: Any) -> None:
    words = behind(page, "contributors---part")
    assert "Jane Roe writes about water. One tide" in words
    assert words.index("Jane Roe") < words.index("Ana Ruiz vive en Ferrol.")


def test_the_index_names_texts_and_sends_to_other_entries(page: Any) -> None:
    words = behind(page, "index---part")
    assert "cranes, One tide, A shorter headline. see also Docks" in words
    assert "Vessels see Docks" in words
    docks = next(link for link in page.iter("a") if link.text == "Docks")
    assert page.get_element_by_id(docks.get("href")[1:]).text.startswith("Docks")


def test_the_contents_name_all_that_there_is(page: Any) -> None:
    words = behind(page, "contents---part")
    for said in ("Hacia el mar – Ana Ruiz", "Reports", "One tide – Jane Roe", "Contributors", "Index"):
        assert said in words


def test_a_volume_without_these_parts_has_none(tmp_path: Path) -> None:
    text = volume_samples.ISSUE.replace("back: [contributors, index]", "back: [colophon]")
    bound, _ = volume_samples.shelf(tmp_path).bound(text)
    body = on_one_page(bound).body
    assert 'id="contributors---part"' not in body
    assert 'id="index---part"' not in body
