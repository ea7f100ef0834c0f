"""YAML keeps the place of each node, and what is wrong in it is said where it stands."""

from __future__ import annotations

import datetime as dt

import pytest

from presswork import yamlsource
from presswork.diagnostics import Rejected


def codes(text: str) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(Rejected) as caught:
        yamlsource.load(text, path="a.md", first_line=2)
    return [(d.code, d.location.line, d.location.column) for d in caught.value.findings if d.location]


def test_values_are_plain_and_places_are_those_of_the_file() -> None:
    source = yamlsource.load(
        "title: A\nauthors:\n  - name: X\n    role: aut\ndate: 2021-03-16\n", path="a.md", first_line=2
    )
    assert source.value == {"title": "A", "authors": [{"name": "X", "role": "aut"}], "date": dt.date(2021, 3, 16)}
    assert source.place(("authors", 0, "role")) == (5, 5)
    assert source.place(("authors", 0, "role", "deeper")) == (5, 5)
    assert source.place(("nowhere",)) == (2, 1)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: [1\nb: 2", "M101", (3, 2)),
        ("a: 1\na: 2", "M103", (3, 1)),
        ("day: 2021-13-45", "M105", (2, 6)),
        ("a: &a [*a]", "M102", (2, 4)),
        ("? [a, b]\n: c", "M101", (2, 3)),
    ],
)
def test_bad_yaml_is_one_error_with_its_place(text: str, code: str, place: tuple[int, int]) -> None:
    assert codes(text) == [(code, *place)]


def test_an_alias_bomb_is_refused() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9))
    assert codes(f"l0: &l0 [x, x]\n{levels}")[0][0] == "M102"


def test_deep_nesting_is_refused() -> None:
    assert codes("a: " + "[" * 5000 + "]" * 5000)[0][0] in {"M101", "M102"}


def test_an_empty_document_has_no_value() -> None:
    assert yamlsource.load("", path="a.md").value is None
