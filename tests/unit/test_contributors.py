"""Names are filed by custom, roles known by many words, several people told apart in one line."""

from __future__ import annotations

import pytest

from presswork.contributors import (
    RELATORS,
    Contributor,
    contributors_from,
    display_name,
    is_body,
    role_code,
    sort_name,
    split_names,
)


@pytest.mark.parametrize(
    ("name", "filed"),
    [
        ("Jane Roe", "Roe, Jane"),
        ("Ludwig van Beethoven", "Beethoven, Ludwig van"),
        ("Robert De Niro", "De Niro, Robert"),
        ("Ursula K. Le Guin", "Le Guin, Ursula K."),
        ("Jean de La Fontaine", "La Fontaine, Jean de"),
        ("Mohammed bin Salman", "bin Salman, Mohammed"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("Sammy Davis, Jr.", "Davis, Sammy, Jr."),
        ("Jane Roe, PhD", "Roe, Jane, PhD"),
        ("Roe, Jane", "Roe, Jane"),
        ("Voltaire", "Voltaire"),
        ("Анна Ахматова", "Ахматова, Анна"),
        ("王小明", "王小明"),
        ("김 영희", "김 영희"),
        ("نجيب محفوظ", "نجيب محفوظ"),
        ("", ""),
    ],
)
def test_a_name_is_filed_by_its_custom(name: str, filed: str) -> None:
    assert sort_name(name) == filed


def test_a_given_sort_name_stands() -> None:
    assert Contributor("Bartók Béla", "Bartók Béla").sort_name == "Bartók Béla"
    assert Contributor("Harbour Press", organization=True).sort_name == "Harbour Press"
    assert Contributor("Jane Roe").sort_name == "Roe, Jane"


def test_a_turned_name_is_printed_the_right_way() -> None:
    assert display_name("Roe, Jane") == "Jane Roe"
    assert display_name("Jane Roe, PhD") == "Jane Roe, PhD"
    assert display_name("Harbour Press, Inc.") == "Harbour Press, Inc."


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Jane Roe", ("Jane Roe",)),
        ("Jane Roe and Ana Ruiz", ("Jane Roe", "Ana Ruiz")),
        ("Jane Roe, Ana Ruiz, and Li Wei", ("Jane Roe", "Ana Ruiz", "Li Wei")),
        ("Jane Roe & Harbour Press", ("Jane Roe", "Harbour Press")),
        ("Ana Ruiz y Gaspar Núñez", ("Ana Ruiz", "Gaspar Núñez")),
        ("Roe, Jane", ("Roe, Jane",)),
        ("Roe, Jane and Doe, John", ("Roe, Jane", "Doe, John")),
        ("Roe, Jane; Ruiz, Ana", ("Roe, Jane", "Ruiz, Ana")),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Smith and Sons", ("Smith and Sons",)),
        ("Jane Roe, PhD and John Doe", ("Jane Roe, PhD", "John Doe")),
        ("王小明, 李四", ("王小明", "李四")),
        ("  ", ()),
    ],
)
def test_people_in_one_line_are_told_apart(text: str, people: tuple[str, ...]) -> None:
    assert split_names(text) == people


def test_bodies_are_not_turned_around() -> None:
    (staff,) = contributors_from("The Harbour Review")
    assert staff.organization
    assert staff.sort_name == "The Harbour Review"
    assert is_body("AFP")
    assert not is_body("Jane Roe")


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("translator", "trl"),
        ("Translated by", "trl"),
        ("trl", "trl"),
        ("photos", "pht"),
        ("Übersetzer", "trl"),
        ("author-of-introduction", "aui"),
        ("pilot", None),
    ],
)
def test_roles_are_known_by_many_words(word: str, code: str | None) -> None:
    assert role_code(word) == code


def test_every_relator_has_a_code_of_three_letters_and_a_term() -> None:
    for code, relator in RELATORS.items():
        assert len(code) == 3
        assert relator.term
        assert role_code(relator.term) == code
