"""The proof itself: it must find every way in which a plan can be wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imposition_samples import HUGE, MM, page, plan

from presswork.imposition.paper_model import NotFolding
from presswork.imposition.plan import PageSize
from presswork.imposition.verifying import verify
from presswork.imposition.verifying_flat import FlatFold, certified, joins
from presswork.paper import Length, Paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.imposition.plan import Plan, Slot


def changed(made: Plan, page_number: int, change: Callable[[Slot], Slot]) -> Plan:
    """The plan with the slots of one page changed."""
    sheets = [
        replace(
            sheet,
            sides=tuple(
                replace(side, slots=tuple(change(s) if s.page == page_number else s for s in side.slots))
                for side in sheet.sides
            ),
        )
        for sheet in made.sheets
    ]
    return replace(made, sheets=tuple(sheets))


def swapped(made: Plan, one: int, other: int) -> Plan:
    """The plan with two pages in each other's places."""
    away = changed(made, one, lambda s: replace(s, page=-1))
    back = changed(away, other, lambda s: replace(s, page=one))
    return changed(back, -1, lambda s: replace(s, page=other))


PLANS = {
    "folio": lambda: plan(16),
    "octavo": lambda: plan(32, "octavo", size=page("a6")),
    "octavo in one pile": lambda: plan(32, "octavo", size=page("a6"), nesting="together"),
    "from the right": lambda: plan(24, "duodecimo", size=page("a6"), sheet=HUGE, binding="right"),
    "half turned": lambda: plan(16, duplex="long-edge"),
    "cut-stack": lambda: plan(16, "cut-stack:2x2", size=page("a6")),
    "cards": lambda: plan(16, "cards:2x2", size=page("a6")),
    "n-up": lambda: plan(16, "4-up", size=page("a6")),
    "zine": lambda: plan(8, "zine", size=page("a6")),
    "tri-fold": lambda: plan(6, "tri-fold", size=PageSize(99 * MM, 210 * MM)),
}


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("pair", [(3, 4), (2, 6), (1, 5)])
def test_pages_in_each_others_places_are_found(name: str, pair: tuple[int, int]) -> None:
    made = PLANS[name]()
    verify(made)
    with pytest.raises(NotFolding):
        verify(swapped(made, *pair))


@pytest.mark.parametrize("name", ["folio", "octavo", "octavo in one pile", "from the right", "half turned", "n-up"])
def test_a_page_on_its_head_is_found(name: str) -> None:
    made = PLANS[name]()
    with pytest.raises(NotFolding):
        verify(changed(made, 3, lambda s: replace(s, rotation=(s.rotation + 180) % 360)))


@pytest.mark.parametrize("name", ["folio", "octavo", "cards", "tri-fold"])
def test_a_back_that_does_not_register_is_found(name: str) -> None:
    with pytest.raises(NotFolding, match="nothing lies behind"):
        verify(changed(PLANS[name](), 2, lambda s: replace(s, x=s.x + 1)))


def test_a_missing_page_and_one_placed_twice_are_found() -> None:
    with pytest.raises(NotFolding):
        verify(changed(PLANS["folio"](), 5, lambda s: replace(s, page=None)))
    with pytest.raises(NotFolding):
        verify(changed(PLANS["folio"](), 5, lambda s: replace(s, page=4)))


def test_a_plan_for_the_other_turn_is_found() -> None:
    made = plan(16)
    with pytest.raises(NotFolding):
        verify(replace(made, turn="long-edge"))


def test_creep_to_the_wrong_side_is_found() -> None:
    made = plan(16, creep="round")
    with pytest.raises(NotFolding, match="creep apart"):
        verify(changed(made, 4, lambda s: replace(s, shift=(-s.shift[0], 0.0))))


def test_a_fold_that_would_bend_a_page_is_found() -> None:
    made = plan(16)
    step = made.folds[0]
    line = (step.line[0] + 20, 0.0, step.line[2] + 20, 100.0)
    with pytest.raises(NotFolding, match="bend"):
        verify(replace(made, folds=(replace(step, line=line),)))


def test_a_tucked_panel_without_its_tuck_would_be_bent() -> None:
    """A panel as wide as the one that it is folded onto does not lie in the next fold."""
    made = plan(6, "tri-fold", size=PageSize(99 * MM, 210 * MM), sheet=HUGE)
    first, second = made.folds
    moved = replace(first, line=(first.line[0] + 6 * MM, 0.0, first.line[2] + 6 * MM, 0.0))
    with pytest.raises(NotFolding):
        verify(replace(made, folds=(moved, second)))


def test_a_spread_whose_tuck_is_too_small_is_found() -> None:
    made = plan(2, "tri-fold", size=PageSize(297 * MM, 210 * MM))
    first, second = made.folds
    wide = replace(first, line=(105 * MM, 0.0, 105 * MM, 0.0))
    with pytest.raises(NotFolding, match="bend"):
        verify(replace(made, folds=(wide, second)))


def test_a_zine_without_its_slit_does_not_open() -> None:
    made = plan(8, "zine", size=page("a6"))
    with pytest.raises(NotFolding, match="hang together"):
        verify(replace(made, folds=tuple(step for step in made.folds if step.letter != "x")))


def test_copies_that_differ_are_found() -> None:
    made = plan(2, "repeat:1x2", size=page("a6"))
    front, back = made.sheets[0].sides
    wrong = replace(front, slots=(front.slots[0], replace(front.slots[1], page=2)))
    with pytest.raises(NotFolding, match="copies"):
        verify(replace(made, sheets=(replace(made.sheets[0], sides=(wrong, back)),)))


def test_the_certificate_knows_a_crossing() -> None:
    """A strip of four whose two creases at one edge cut through each other."""
    flat = {(0, c): FlatFold(False, c % 2 == 0, layer) for c, layer in enumerate((1, 2, 3, 4))}
    assert certified(joins(flat, ()))
    crossed = {(0, c): FlatFold(False, c % 2 == 0, layer) for c, layer in enumerate((1, 3, 4, 2))}
    assert not certified(joins(crossed, ()))
    apart = {(0, 0): FlatFold(False, True, 1), (0, 1): FlatFold(False, True, 2)}
    assert joins(apart, ()) is None, "two panels that face the same way do not share an edge"


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(
        ["octavo", "cut-stack:3x3", "cards:3x3", "9-up", "n-up:3x4", "zine", "repeat:3x3", "tri-fold", "accordion:5"]
    ),
    st.floats(40, 300),
    st.floats(40, 300),
    st.floats(600, 3000),
    st.booleans(),
)
def test_no_size_of_page_or_sheet_confuses_the_proof(
    fold: str, width: float, height: float, sheet: float, right: bool
) -> None:
    pages = {"zine": 8, "tri-fold": 6, "accordion:5": 10}.get(fold, 17)
    paper = Paper("odd", Length(sheet), Length(sheet * 1.3))
    plan(pages, fold, size=PageSize(width, height), sheet=paper, shrink=True, binding="right" if right else "left")
