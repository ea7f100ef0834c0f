"""Work that is cut and not folded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imposition_samples import HUGE, MM, codes, numbers, page, plan

from presswork.diagnostics import Rejected
from presswork.imposition.plan import PageSize
from presswork.paper import PAPERS, Length

CARD = PageSize(85 * MM, 55 * MM, (3 * MM,) * 4)


def test_step_and_repeat_fills_the_sheet() -> None:
    made = plan(2, "repeat", size=CARD, sheet=PAPERS["a4"])
    (sheet,) = made.sheets
    front, back = sheet.sides
    assert {slot.page for slot in front.slots} == {1}
    assert {slot.page for slot in back.slots} == {2}
    assert len(front.slots) == 9, "three rows of three cards with 3 mm of bleed around each"
    assert front.width > front.height
    assert made.repeated


def test_pages_lie_on_their_side_where_the_grid_wants_it() -> None:
    made = plan(2, "repeat:1x4", size=PageSize(95 * MM, 60 * MM), sheet=PAPERS["a4"])
    front, back = made.sheets[0].sides
    assert {slot.rotation for slot in front.slots} == {90}
    assert {slot.rotation for slot in back.slots} == {270}, "head to head with its front"
    upright = plan(2, "repeat:1x3", size=PageSize(95 * MM, 60 * MM), sheet=PAPERS["a4"])
    assert {slot.rotation for slot in upright.sheets[0].sides[0].slots} == {0}


def test_a_grid_may_be_given() -> None:
    made = plan(1, "repeat:2x5", size=PageSize(40 * MM, 60 * MM), sheet=PAPERS["a4"])
    assert numbers(made.sheets[0].sides[0]) == [[1] * 5] * 2
    assert len(made.sheets[0].sides) == 1
    assert made.turn == "none"


def test_cards_are_cut_twice_where_they_bleed_and_once_where_not() -> None:
    def gap(**order: object) -> float:
        slots = plan(2, "repeat:1x2", size=CARD, sheet=PAPERS["a4"], **order).sheets[0].sides[0].slots
        return slots[1].x - slots[0].x - slots[0].width

    assert gap() == pytest.approx(6 * MM)
    assert gap(bleed=Length(0.0)) == pytest.approx(0)
    assert gap(gutter=Length.parse("10mm")) == pytest.approx(10 * MM)


def test_a_cut_stack_is_piled_into_the_pages_in_order() -> None:
    """Eight leaves in four places: the first stack holds leaves 1 and 2, the second 3 and 4."""
    made = plan(16, "cut-stack:2x2", size=page("a6"))
    assert [numbers(sheet.sides[0]) for sheet in made.sheets] == [[[1, 5], [9, 13]], [[3, 7], [11, 15]]]
    assert numbers(made.sheets[0].sides[1]) == [[6, 2], [14, 10]]


@given(st.integers(1, 200), st.integers(1, 3), st.integers(1, 4))
def test_any_pile_cut_and_restacked_reads_in_order(pages: int, rows: int, columns: int) -> None:
    made = plan(pages, f"cut-stack:{rows}x{columns}", sheet=HUGE)
    stacks = []
    for row in range(rows):
        for column in range(columns):
            for sheet in made.sheets:
                stacks.append(numbers(sheet.sides[0])[row][column])
                if len(sheet.sides) > 1:
                    stacks.append(numbers(sheet.sides[1])[row][columns - 1 - column])
    assert [number for number in stacks if number] == list(range(1, pages + 1))


def test_cards_have_their_backs_behind_them() -> None:
    made = plan(6, "cards:2x2", size=page("a6"))
    (sheet,) = made.sheets
    assert numbers(sheet.sides[0]) == [[1, 3], [5, None]]
    assert numbers(sheet.sides[1]) == [[4, 2], [None, 6]]


def test_one_sided_cards_have_no_backs() -> None:
    (sheet,) = plan(3, "cards:1x3", size=page("a6"), duplex="single").sheets
    assert numbers(sheet.sides[0]) == [[1, 2, 3]]
    assert len(sheet.sides) == 1


def test_n_up_reads_across_and_shrinks_only_when_asked() -> None:
    with pytest.raises(Rejected) as caught:
        plan(8, "4-up", sheet=PAPERS["a4"])
    assert caught.value.findings[-1].code == "I010"
    made = plan(8, "4-up", sheet=PAPERS["a4"], shrink=True)
    assert numbers(made.sheets[0].sides[0]) == [[1, 2], [3, 4]]
    assert numbers(made.sheets[0].sides[1]) == [[5, 6], [7, 8]]
    assert codes(made) == ["I024"]


def test_two_up_lies_on_its_side() -> None:
    (sheet,) = plan(2, "2-up").sheets
    front = sheet.sides[0]
    assert front.width > front.height
    assert numbers(front) == [[1, 2]]


def test_n_up_reads_from_the_right_when_bound_there() -> None:
    (sheet,) = plan(4, "4-up", binding="right").sheets
    assert numbers(sheet.sides[0]) == [[2, 1], [4, 3]]


@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("fold", ["2-up", "3-up", "6-up", "n-up:2x3", "n-up:3x1"])
@pytest.mark.parametrize("sheet", ["a4", "a3"])
def test_n_up_pages_are_read_in_order_whichever_way_they_lie(fold: str, sheet: str, binding: str) -> None:
    """The plan is read back before it is returned; here it must have placed each page once."""
    for size in (page("a5"), PageSize(page("a5").height, page("a5").width)):
        made = plan(11, fold, size=size, sheet=PAPERS[sheet], shrink=True, binding=binding)
        placed = [slot.page for sheet in made.sheets for side in sheet.sides for slot in side.slots if slot.page]
        assert sorted(placed) == list(range(1, 12))


def test_what_fits_nowhere_is_refused() -> None:
    with pytest.raises(Rejected) as caught:
        plan(2, "repeat", size=page("a3"), sheet=PAPERS["a4"])
    assert caught.value.findings[0].code == "I010"
    with pytest.raises(Rejected) as caught:
        plan(2, "repeat", size=page("a4", bleed=3), sheet=PAPERS["a4"])
    assert "with its bleed" in caught.value.findings[0].message
    with pytest.raises(Rejected) as caught:
        plan(2, "cards", size=page("sra1"))
    assert caught.value.findings[0].code == "I011"


def test_marks_and_margins_take_their_room_from_the_copies() -> None:
    full = plan(1, "repeat", size=PageSize(70 * MM, 99 * MM), sheet=PAPERS["a4"])
    marked = plan(1, "repeat", size=PageSize(70 * MM, 99 * MM), sheet=PAPERS["a4"], marks=("crop",))
    margins = plan(1, "repeat", size=PageSize(70 * MM, 99 * MM), sheet=PAPERS["a4"], margins=(12.0,) * 4)
    assert [len(made.sheets[0].sides[0].slots) for made in (full, marked, margins)] == [9, 8, 8]
    assert codes(marked) == codes(margins) == []


def test_without_a_sheet_the_smallest_that_holds_two_is_filled() -> None:
    made = plan(2, "repeat", size=CARD)
    assert (made.paper, len(made.sheets[0].sides[0].slots)) == ("a4", 9)
