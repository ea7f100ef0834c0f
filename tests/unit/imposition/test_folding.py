"""Fold strings, and what folded sheets read like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presswork.diagnostics import Rejected
from presswork.imposition import folding
from presswork.imposition.folding import Fold, parse, reading

if TYPE_CHECKING:
    from presswork.imposition.plan import Nesting


def table(text: str, *, back: bool = False, right: bool = False) -> list[list[str]]:
    """A side as a printer draws it: page numbers in rows, `v` after those that stand on their heads."""
    folds = parse(text)
    rows, columns = folding.grid(folds)
    shown = [["" for _ in range(columns)] for _ in range(rows)]
    for page, face in enumerate(reading(folds, right=right), 1):
        if face.back == back:
            column = columns - 1 - face.column if back else face.column
            shown[face.row][column] = f"{page}{ {0: '', 90: '<', 180: 'v', 270: '>'}[face.rotation] }"
    return shown


def test_a_folio_has_its_cover_at_the_right() -> None:
    assert table("l") == [["4", "1"]]
    assert table("l", back=True) == [["2", "3"]]


def test_a_folio_bound_at_the_right_is_its_mirror_image() -> None:
    assert table("l", right=True) == [["1", "4"]]
    assert table("l", back=True, right=True) == [["3", "2"]]


def test_the_octavo_of_the_printers_manuals() -> None:
    assert table("ltl") == [["5v", "12v", "9v", "8v"], ["4", "13", "16", "1"]]
    assert table("ltl", back=True) == [["7v", "10v", "11v", "6v"], ["2", "15", "14", "3"]]


def test_the_duodecimo_of_the_printers_manuals() -> None:
    assert table("l t1 b1 l") == [["5v", "20v", "17v", "8v"], ["4", "21", "24", "1"], ["9v", "16v", "13v", "12v"]]


def test_a_last_fold_at_the_head_turns_the_pages_onto_their_side() -> None:
    """Folded at the top, the sheet is read with its spine at the left: the pages lie a quarter turned."""
    assert {(face.back, face.rotation) for face in reading(parse("t"))} == {(False, 270), (True, 90)}
    assert {face.spine for face in reading(parse("t"))} == {"top", "bottom"}


def test_folding_from_the_right_gives_the_same_pamphlet() -> None:
    assert table("r") == table("l")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("lxl", "I002", "place 2: 'x' is no fold"),
        ("l 3t", "I003", "3 panels cannot fold onto the one panel"),
        ("2l", "I002", "place 1: the number 2 follows no fold"),
        ("t0", "I003", "place 2: no fold moves 0 panels"),
        ("  ", "I002", "folds at least once"),
        ("ltltltlt", "I004", "16 × 16 panels"),
        ("l" * 30000, "I004", "1 × 256 panels"),
        ("l" + "9" * 30000, "I003", "no fold moves"),
    ],
)
def test_a_fold_string_that_cannot_be_read_says_where(text: str, code: str, said: str) -> None:
    with pytest.raises(Rejected) as caught:
        parse(text)
    (finding,) = caught.value.findings
    assert finding.code == code
    assert said in finding.message
    assert len(finding.message) < 200
    assert finding.hints


def test_blanks_and_commas_part_folds() -> None:
    assert parse("l, t1 b1-L") == (Fold("l"), Fold("t", False, 1), Fold("b", False, 1), Fold("l", True))


@st.composite
def fold_strings(draw: st.DrawFn) -> tuple[str, int, int]:
    """Any way to fold a grid of panels, with the grid's rows and columns."""
    columns, rows = draw(st.sampled_from([1, 2, 3, 4, 6, 8])), draw(st.sampled_from([1, 2, 3, 4]))
    width, height, folds = columns, rows, []
    while width * height > 1 or not folds:
        across = draw(st.booleans()) if min(width, height) > 1 else width > 1
        if width * height == 1:
            columns = width = 2
            across = True
        size = width if across else height
        moving = draw(st.integers(1, size // 2))
        letter = draw(st.sampled_from("lrLR" if across else "tbTB"))
        middle = 2 * moving == size and draw(st.booleans())
        folds.append(letter if middle else f"{letter}{moving}")
        width, height = (width - moving, height) if across else (width, height - moving)
    return draw(st.sampled_from(["", " ", ", "])).join(folds), rows, columns


@given(fold_strings(), st.integers(1, 5), st.booleans(), st.sampled_from(["each", "together"]))
def test_every_face_of_any_folded_pile_is_read_once(
    drawn: tuple[str, int, int], sheets: int, right: bool, nesting: Nesting
) -> None:
    text, rows, columns = drawn
    folds = parse(text)
    assert folding.grid(folds) == (rows, columns)
    faces = reading(folds, sheets, right=right, nesting=nesting)
    places = {(f.sheet, f.back, f.row, f.column) for f in faces}
    assert len(faces) == len(places) == 2 * rows * columns * sheets


@given(fold_strings())
def test_two_pages_of_a_leaf_lie_behind_each_other(drawn: tuple[str, int, int]) -> None:
    faces = reading(parse(drawn[0]))
    for recto, verso in zip(faces[::2], faces[1::2], strict=True):
        assert (recto.row, recto.column, recto.back) == (verso.row, verso.column, not verso.back)


def test_nested_folios_are_the_same_as_a_folded_pile() -> None:
    for sheets in range(1, 31):
        assert reading(parse("l"), sheets, nesting="each") == reading(parse("l"), sheets, nesting="together")


def test_which_sheets_can_be_sewn_and_nested() -> None:
    assert folding.sewable(parse("ltl"))
    assert folding.nests(parse("ltl"))
    assert not folding.sewable(parse("l1 r1")), "three columns leave single leaves"


def test_creases_lie_on_the_part_that_stays() -> None:
    first, second, third = folding.creases(parse("ltl"))
    assert (first.line, first.first, first.last) == (2, 0, 2), "down the middle of four columns, over both rows"
    assert (second.line, second.first, second.last) == (1, 2, 4), "across the right half"
    assert (third.line, third.first, third.last) == (3, 1, 2), "down the lower right quarter"
