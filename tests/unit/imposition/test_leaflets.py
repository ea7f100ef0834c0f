"""Leaflets of unequal panels, and the zine."""

from __future__ import annotations

import pytest
from imposition_samples import MM, codes, numbers, page, plan

from presswork.diagnostics import Rejected
from presswork.imposition.order import Order
from presswork.imposition.plan import PageSize, Plan, Slot
from presswork.imposition.planning import plan_for
from presswork.imposition.wording import finishing, words_for
from presswork.paper import PAPERS, Length

DL = PageSize(99 * MM, 210 * MM)


def widths(made: Plan, side: int) -> list[float]:
    return [round(slot.width / MM, 2) for slot in made.sheets[0].sides[side].slots]


def by_page(made: Plan) -> dict[int | None, Slot]:
    return {slot.page: slot for side in made.sheets[0].sides for slot in side.slots}


def test_a_tri_fold_has_its_cover_right_and_its_flap_left_and_narrower() -> None:
    made = plan(6, "tri-fold", size=DL, sheet=PAPERS["a4"])
    outside, inside = made.sheets[0].sides
    assert numbers(outside) == [[5, 6, 1]]
    assert numbers(inside) == [[2, 3, 4]]
    assert widths(made, 0) == [97, 99, 99]
    assert widths(made, 1) == [99, 99, 97]


def test_two_pages_as_large_as_the_open_leaflet_are_folded_where_its_panels_end() -> None:
    """A4 in three with a tuck of 3 mm: 97, 100 and 100 mm as seen from outside."""
    made = plan(2, "tri-fold", size=PageSize(297 * MM, 210 * MM), tuck=Length.parse("3mm"))
    assert made.paper == "a4"
    assert [round(step.line[0] / MM, 2) for step in made.folds] == [97, 197]
    assert made.trim[0] == pytest.approx(100 * MM)


def test_a_letter_leaflet_has_the_panels_that_printers_name() -> None:
    made = plan(2, "tri-fold", size=PageSize(792, 612), tuck=Length.parse("0.0625in"))
    assert [step.line[0] / 72 for step in made.folds] == [pytest.approx(3.625), pytest.approx(7.3125)]


def test_a_roll_of_four_is_narrower_with_every_turn() -> None:
    made = plan(8, "roll-four", size=DL, sheet=PAPERS["sra3"])
    assert widths(made, 1) == [99, 99, 97, 95]
    assert numbers(made.sheets[0].sides[0]) == [[6, 7, 8, 1]]


def test_a_gate_has_doors_that_meet() -> None:
    centre, door = PageSize(100 * MM, 210 * MM), PageSize(49 * MM, 210 * MM)
    made = plan_for((door, door, door, centre, door, centre), Order(fold="gate"))
    assert widths(made, 1) == [49, 100, 49], "two doors leave a gap of the tuck"
    assert numbers(made.sheets[0].sides[0]) == [[2, 6, 1]]


def test_a_double_gate_folds_its_doors_inside() -> None:
    made = plan(8, "double-gate", size=DL, sheet=PAPERS["sra3"])
    assert widths(made, 1) == [97, 99, 99, 97]
    assert numbers(made.sheets[0].sides[0]) == [[3, 8, 1, 2]]


@pytest.mark.parametrize("panels", range(2, 9))
def test_an_accordion_has_equal_panels(panels: int) -> None:
    made = plan(2 * panels, f"accordion:{panels}", size=PageSize(70 * MM, 100 * MM))
    assert set(widths(made, 0)) == {70}
    assert numbers(made.sheets[0].sides[1]) == [list(range(2, panels + 2))]
    assert len(made.folds) == panels - 1


@pytest.mark.parametrize("fold", ["tri-fold", "z-fold", "roll-four", "double-gate", "accordion:5"])
def test_a_leaflet_bound_at_the_right_is_its_mirror_image(fold: str) -> None:
    pages = {"tri-fold": 6, "z-fold": 6, "accordion:5": 10}.get(fold, 8)
    left, right = (plan(pages, fold, size=DL, sheet=PAPERS["a2"], binding=b) for b in ("left", "right"))
    for one, other in zip(left.sheets[0].sides, right.sheets[0].sides, strict=True):
        assert [row[::-1] for row in numbers(one)] == numbers(other)


def test_a_page_wider_than_its_panel_is_centred_on_it() -> None:
    """The narrow panel's slot is narrower than its page: nothing is scaled, and both edges lose one millimetre."""
    made = plan(6, "tri-fold", size=DL, sheet=PAPERS["a4"])
    flap = by_page(made)[5]
    assert flap.width == pytest.approx(97 * MM)
    assert flap.scale == 1.0


def test_pages_too_wide_for_their_panel_are_refused() -> None:
    with pytest.raises(Rejected) as caught:
        plan(6, "gate", size=DL)
    (finding,) = caught.value.findings
    assert finding.code == "I016"
    assert finding.message == "pages 1, 2, 3 and 5 of the gate are too wide"
    assert finding.hints == ("the panel of page 1 is 48.5 × 210 mm",)


@pytest.mark.parametrize("pages", [3, 4, 7, 12])
def test_a_leaflet_wants_a_page_for_each_panel(pages: int) -> None:
    with pytest.raises(Rejected) as caught:
        plan(pages, "tri-fold", size=DL)
    assert caught.value.findings[0].code == "I014"


def test_a_missing_last_panel_is_left_blank() -> None:
    made = plan(5, "tri-fold", size=DL, sheet=PAPERS["a4"])
    assert numbers(made.sheets[0].sides[0]) == [[5, None, 1]]
    assert codes(made) == ["I020"]


def test_a_leaflet_needs_both_sides() -> None:
    with pytest.raises(Rejected) as caught:
        plan(6, "tri-fold", size=DL, duplex="single")
    assert caught.value.findings[0].code == "I015"


def test_a_leaflet_on_a_larger_sheet_is_trimmed_before_it_is_folded() -> None:
    made = plan(6, "tri-fold", size=PageSize(99 * MM, 210 * MM, (3 * MM,) * 4))
    assert made.paper == "sra4"
    assert next(finishing(made, words_for("en"))) == "Trim the sheet to 295 × 210 mm"


def test_panels_bleed_outwards_only() -> None:
    made = plan(6, "tri-fold", size=PageSize(99 * MM, 210 * MM, (9.0,) * 4))
    assert [slot.bleed for slot in made.sheets[0].sides[0].slots] == [(9, 9, 0, 9), (0, 9, 0, 9), (0, 9, 9, 9)]


def test_the_zine() -> None:
    made = plan(8, "zine", size=PageSize(74 * MM, 105 * MM))
    (sheet,) = made.sheets
    assert made.paper == "a4"
    assert numbers(sheet.sides[0]) == [[5, 4, 3, 2], [6, 7, 8, 1]]
    assert [slot.rotation for slot in sheet.sides[0].slots] == [180] * 4 + [0] * 4
    slit = made.folds[-1]
    assert slit.letter == "x"
    assert slit.line[2] - slit.line[0] == pytest.approx(148 * MM), "from the first quarter to the third"


def test_a_zine_read_from_the_right() -> None:
    made = plan(8, "zine", size=PageSize(74 * MM, 105 * MM), binding="right")
    assert numbers(made.sheets[0].sides[0]) == [[2, 3, 4, 5], [1, 8, 7, 6]]


def test_a_zine_has_eight_pages() -> None:
    made = plan(6, "zine", size=page("a6"))
    assert [slot.page for slot in made.sheets[0].sides[0].slots] == [5, 4, 3, 2, None, None, 6, 1]
    assert codes(made) == ["I020"]
    with pytest.raises(Rejected) as caught:
        plan(9, "zine", size=page("a6"))
    assert caught.value.findings[0].code == "I014"
