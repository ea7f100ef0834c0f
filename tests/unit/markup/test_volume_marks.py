"""What a text says for volumes: kept where a volume will find it, silent where there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any


def attributes(body: str, name: str) -> list[dict[str, str]]:
    return [
        dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(rf'<span[^>]*class="{name}"[^>]*>', body)
    ]


def test_an_index_mark_says_its_entry_and_has_an_id(convert: Callable[..., Any]) -> None:
    made = convert('A [crane]{.index} and []{.index entry="Harbour!cranes" see-also="Docks"}.^[A [note]{.index}.]')
    marks = attributes(made.body, "index")
    assert [(m["id"], m["data-entry"]) for m in marks] == [
        ("idx-1", "crane"),
        ("idx-2", "Harbour!cranes"),
        ("idx-3", "note"),
    ]
    assert marks[1]["data-see-also"] == "Docks"
    assert made.findings == ()


def test_a_mark_that_says_nothing_goes_with_a_warning(convert: Callable[..., Any]) -> None:
    made = convert("A []{.index} and [b]{.index range=middle}.")
    assert [str(finding.code) for finding in made.findings] == ["T264", "T264"]
    assert [m["data-entry"] for m in attributes(made.body, "index")] == ["b"]


def test_a_link_to_another_article_waits_for_a_volume(convert: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("Text.", "utf-8")
    made = convert("See [the other](other.md#fig-1), [it](#other) and [nothing](nothing.md).")
    assert [m["data-to"] for m in attributes(made.body, "elsewhere")] == ["other.md#fig-1", "#other"]
    assert "href" not in made.body
    (dead,) = made.findings
    assert (dead.code, dead.message) == ("T263", "the link to 'nothing.md' was taken off: there is no such article")


def test_a_slug_of_the_volume_is_no_dead_link(convert: Callable[..., Any]) -> None:
    assert [f.code for f in convert("See [it](#tides).").findings] == ["T261"]
    made = convert("See [it](#tides).", others=frozenset({"tides"}))
    assert made.findings == ()
    assert attributes(made.body, "elsewhere") == [{"class": "elsewhere", "data-to": "#tides"}]
