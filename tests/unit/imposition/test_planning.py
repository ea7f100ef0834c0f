"""Folded plans: every page once, upright and in order, on the sheet that holds it."""

from __future__ import annotations

import math
import time
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imposition_samples import HUGE, MM, codes, numbers, page, plan

from presswork.diagnostics import Rejected, Severity
from presswork.edition import Blanks, Creep, Edition
from presswork.imposition import creep, folding, signatures
from presswork.imposition.order import Order
from presswork.imposition.plan import NO_SIDES, PageSize, Plan, Slot
from presswork.imposition.planning import plan_for
from presswork.imposition.schemes import SCHEMES
from presswork.imposition.wording import finishing, words_for
from presswork.paper import PAPERS, Length

FOLDED = [scheme.name for scheme in SCHEMES if scheme.kind == "folded"]


def slots(made: Plan) -> list[Slot]:
    return [slot for sheet in made.sheets for side in sheet.sides for slot in side.slots]


def refused(**order: object) -> list[tuple[str, str, tuple[str, ...]]]:
    pages = order.pop("pages", (page("a5"),) * 8)
    with pytest.raises(Rejected) as caught:
        plan_for(pages, Order(**order))  # type: ignore[arg-type]
    return [(f.code, f.message, f.hints) for f in caught.value.findings if f.severity is Severity.ERROR]


# --- every page once, upright, in order: `plan_for` folds each plan back and raises when it does not read ------------


@pytest.mark.parametrize("fold", FOLDED)
@pytest.mark.parametrize("sheets", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("binding", ["left", "right"])
def test_every_scheme_folds_to_its_pages(fold: str, sheets: int, binding: str) -> None:
    a_sheet = 2 * math.prod(folding.grid(next(s for s in SCHEMES if s.name == fold).parsed))
    for nesting in ("each", "together"):
        made = plan(sheets * a_sheet - 1, fold, sheet=HUGE, binding=binding, nesting=nesting, creep="round")
        placed = sorted(slot.page for slot in slots(made) if slot.page)
        assert placed == list(range(1, sheets * a_sheet))
        assert len(made.sheets) == sheets


@st.composite
def any_folds(draw: st.DrawFn) -> str:
    """A fold string for up to eight columns and four rows."""
    width, height = draw(st.sampled_from([2, 3, 4, 6, 8])), draw(st.sampled_from([1, 2, 3, 4]))
    folds = ""
    while width * height > 1:
        across = width > 1 and (height == 1 or draw(st.booleans()))
        moving = draw(st.integers(1, (width if across else height) // 2))
        folds += draw(st.sampled_from("lrLR" if across else "tbTB")) + str(moving)
        width, height = (width - moving, height) if across else (width, height - moving)
    return folds


@settings(max_examples=150, deadline=None)
@given(
    any_folds(),
    st.integers(1, 200),
    st.sampled_from(["left", "right"]),
    st.sampled_from([None, "long-edge", "short-edge", "manual"]),
    st.sampled_from([None, 1, 2, 3]),
    st.sampled_from(get_args(Creep)),
    st.sampled_from(get_args(Blanks)),
    st.sampled_from([0, 3]),
)
def test_any_fold_string_folds_to_its_pages(
    fold: str, pages: int, binding: str, duplex: str, signature: int, shape: str, blanks: str, bleed: int
) -> None:
    nesting = "each" if folding.nests(folding.parse(fold)) else "together"
    made = plan(
        pages,
        fold,
        size=page("a6", bleed),
        sheet=HUGE,
        binding=binding,
        duplex=duplex,
        signature=signature,
        creep=shape,
        blanks=blanks,
        nesting=nesting,
    )
    assert sorted(slot.page for slot in slots(made) if slot.page) == list(range(1, pages + 1))


@given(st.integers(1, 60), st.sampled_from(["long-edge", "short-edge"]), st.sampled_from(["folio", "quarto"]))
def test_backs_lie_behind_their_fronts_however_the_printer_turns(pages: int, duplex: str, fold: str) -> None:
    made = plan(pages, fold, duplex=duplex)
    for sheet in made.sheets:
        front, back = sheet.sides
        upright = (duplex == "long-edge") == (front.height > front.width)
        behind = {
            (round(back.width - s.x - s.width, 3), round(s.y, 3))
            if upright
            else (round(s.x, 3), round(back.height - s.y - s.height, 3))
            for s in back.slots
        }
        assert behind == {(round(s.x, 3), round(s.y, 3)) for s in front.slots}


def test_a_pamphlet_on_its_side_turned_on_the_long_edge_has_its_backs_on_their_head() -> None:
    fronts, backs = plan(4, duplex="long-edge").sheets[0].sides
    assert {slot.rotation for slot in fronts.slots} == {0}
    assert {slot.rotation for slot in backs.slots} == {180}
    assert numbers(backs) == [[3, 2]]
    assert {slot.rotation for slot in plan(4, duplex="short-edge").sheets[0].sides[1].slots} == {0}


def test_without_a_word_the_turn_is_the_one_that_needs_no_half_turn() -> None:
    assert plan(4).turn == "short-edge", "two A5 lie on an A4 on its side"
    assert plan(8, "quarto", size=page("a6")).turn == "long-edge", "four A6 lie on an upright A4"


def test_saddle_stitch_in_closed_form() -> None:
    for pages in range(4, 124, 4):
        for i, sheet in enumerate(plan(pages).sheets):
            front, back = sheet.sides
            assert numbers(front) == [[pages - 2 * i, 2 * i + 1]]
            assert numbers(back) == [[2 * i + 2, pages - 2 * i - 1]]


# --- the sheet -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "fold", "marks", "paper"),
    [
        (page("a5"), "saddle", (), "a4"),
        (page("a5", bleed=3), "saddle", (), "sra4"),
        (page("a5"), "saddle", ("crop",), "sra4"),
        (page("a5", bleed=3), "saddle", ("crop",), "a3"),
        (page("a4"), "saddle", (), "a3"),
        (page("a5"), "quarto", (), "a3"),
        (page("a6"), "octavo", (), "a3"),
        (page("half-letter"), "saddle", (), "letter"),
        (page("half-letter", bleed=3), "quarto", (), "12x18"),
        (page("letter"), "saddle", (), "tabloid"),
    ],
)
def test_the_smallest_paper_that_holds_the_pages_is_taken(
    size: PageSize, fold: str, marks: tuple[str, ...], paper: str
) -> None:
    assert plan(8, fold, size=size, marks=marks).paper == paper


@pytest.mark.parametrize("fold", ["saddle", "quarto", "octavo"])
def test_the_pages_stand_in_the_middle_of_the_sheet(fold: str) -> None:
    for sheet in plan(16, fold, size=page("a6", bleed=3), sheet=PAPERS["sra2"]).sheets:
        for side in sheet.sides:
            assert min(s.x for s in side.slots) == pytest.approx(side.width - max(s.x + s.width for s in side.slots))
            assert min(s.y for s in side.slots) == pytest.approx(side.height - max(s.y + s.height for s in side.slots))


def test_pages_that_do_not_fit_are_refused_with_what_would_fit() -> None:
    ((code, message, hints),) = refused(fold="octavo", sheet=PAPERS["a4"])
    assert code == "I010"
    assert message == "4 × 2 pages of 148 × 210 mm need 592 × 420 mm; a4 is 210 × 297 mm"
    assert hints == ("sheet: a2 holds them", "on this sheet pages of up to 74 × 105 mm fit")


def test_pages_larger_than_any_paper_are_refused() -> None:
    ((code, message, _),) = refused(fold="octavo", pages=(page("a2"),) * 4)
    assert code == "I011"
    assert "larger than any paper" in message


def test_pages_may_be_made_smaller_when_asked() -> None:
    made = plan(8, size=page("a4"), sheet=PAPERS["a4"], shrink=True)
    assert {round(slot.scale, 3) for slot in slots(made)} == {0.707}
    assert made.trim == (pytest.approx(148.5 * MM, abs=1), pytest.approx(210 * MM, abs=1))
    assert codes(made) == ["I024"]


# --- bleed -----------------------------------------------------------------------------------------------------------


def test_nothing_bleeds_into_the_spine() -> None:
    left, right = plan(8, size=page("a5", bleed=3), sheet=PAPERS["sra4"]).sheets[0].sides[0].slots
    bleed = pytest.approx(3 * MM)
    assert left.bleed == (bleed, bleed, 0.0, bleed)
    assert right.bleed == (0.0, bleed, bleed, bleed)
    assert left.x + left.width == pytest.approx(right.x), "the pages of a spread touch"


def test_pages_cut_apart_have_a_gutter_of_twice_the_bleed() -> None:
    made = plan(8, "quarto", size=page("a6", bleed=3), sheet=PAPERS["sra3"])
    upper, lower = made.sheets[0].sides[0].slots[0], made.sheets[0].sides[0].slots[2]
    assert upper.y - (lower.y + lower.height) == pytest.approx(6 * MM)
    assert upper.bleed[1] == lower.bleed[3] == pytest.approx(3 * MM)


def test_a_page_bleeds_no_more_than_it_can() -> None:
    pages = (*(page("a5", bleed=3),) * 7, page("a5"))
    made = plan_for(pages, Order(sheet=PAPERS["sra4"], bleed=Length.parse("3mm")))
    assert next(slot.bleed for slot in slots(made) if slot.page == 8) == NO_SIDES
    assert codes(made) == ["I022"]


def test_a_turned_page_keeps_its_own_bleed_at_its_own_edges() -> None:
    """Page 5 of a quarto stands on its head: what bleeds at its foot bleeds at the top of the sheet."""
    foot = PageSize(page("a6").width, page("a6").height, (0.0, 9.0, 0.0, 0.0))
    made = plan(8, "quarto", size=foot, sheet=PAPERS["sra3"])
    five = next(slot for slot in slots(made) if slot.page == 5)
    assert five.rotation == 180
    assert five.bleed == (0.0, 0.0, 0.0, 9.0)


def test_bleed_that_the_sheet_cuts_off_is_a_warning() -> None:
    made = plan(8, size=page("a5", bleed=3), sheet=PAPERS["a4"])
    assert codes(made) == ["I021"]
    side = made.sheets[0].sides[0]
    assert all(s.x - s.bleed[0] >= -0.01 and s.y - s.bleed[1] >= -0.01 for s in side.slots)


def test_margins_that_the_printer_leaves_white_are_told() -> None:
    assert codes(plan(8, margins=(12.0, 12.0, 12.0, 12.0))) == ["I023"]
    assert codes(plan(8, sheet=PAPERS["a3"], margins=(12.0, 12.0, 12.0, 12.0))) == []
    shrunk = plan(8, sheet=PAPERS["a4"], margins=(12.0,) * 4, shrink=True)
    assert codes(shrunk) == ["I024"]
    assert min(slot.x for slot in slots(shrunk)) >= 11.9


# --- creep -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("shape", "factor"), [("pressed", 1.0), ("round", math.pi / 2), ("square", 2.0)])
def test_pages_move_towards_the_spine_by_their_depth(shape: str, factor: float) -> None:
    made = plan(64, creep=shape, caliper=Length.parse("0.1mm"))
    for depth, sheet in enumerate(made.sheets):
        for side in sheet.sides:
            left, right = side.slots
            assert left.shift == (pytest.approx(factor * 0.1 * MM * depth, abs=1e-9), 0)
            assert right.shift == (pytest.approx(-factor * 0.1 * MM * depth, abs=1e-9), 0)


def test_creep_makes_the_fore_edges_of_a_bent_pamphlet_even() -> None:
    """Nested folios bent round one line: what a leaf loses to the bend is what its pages were moved."""
    caliper, leaves, width = 0.1 * MM, 20, 148 * MM
    made = plan(4 * leaves, creep="round", caliper=Length(caliper))
    edges = []
    for inside, sheet in enumerate(reversed(made.sheets)):
        radius = (inside + 0.5) * caliper
        moved = abs(sheet.sides[0].slots[1].shift[0])
        edges.append((width - moved) - math.pi * radius / 2)
    assert max(edges) - min(edges) < 1e-9


def test_in_a_folded_sheet_each_folio_creeps_by_itself() -> None:
    made = plan(16, "octavo", size=page("a6"), creep="pressed", caliper=Length(1.0))
    moved = {slot.page: abs(slot.shift[0]) for slot in slots(made)}
    assert [moved[n] for n in range(1, 17)] == [0, 0, 1, 1, 2, 2, 3, 3, 3, 3, 2, 2, 1, 1, 0, 0]


def test_the_anchor_keeps_the_inner_spread_or_the_middle() -> None:
    inner = plan(16, creep="pressed", caliper=Length(1.0), anchor="inner")
    assert [abs(s.sides[0].slots[0].shift[0]) for s in inner.sheets] == [3, 2, 1, 0]
    assert inner.sheets[0].sides[0].slots[0].shift[0] < 0, "the cover moves away from the spine"
    middle = plan(16, creep="pressed", caliper=Length(1.0), anchor="middle")
    assert [s.sides[0].slots[0].shift[0] for s in middle.sheets] == [-1.5, -0.5, 0.5, 1.5]


def test_creep_is_told_when_the_caliper_is_a_guess() -> None:
    assert codes(plan(8, creep="round")) == ["I028"]
    assert codes(plan(8, creep="round", caliper=Length(0.3))) == []
    assert creep.step(None, Length(1.0)) == creep.USUAL_SHAPE
    assert creep.step(None, None) == 0.0


# --- blanks and signatures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "read"),
    [
        ("before-back-cover", [1, 2, 3, 4, None, None, None, 5]),
        ("before-inside-back-cover", [1, 2, 3, None, None, None, 4, 5]),
        ("at-end", [1, 2, 3, 4, 5, None, None, None]),
        ("after-front", [1, 2, None, None, None, 3, 4, 5]),
    ],
)
def test_blanks_go_where_their_role_puts_them(place: Blanks, read: list[int | None]) -> None:
    assert signatures.with_blanks(5, 4, place) == tuple(read)
    made = plan(5, blanks=place)
    assert codes(made) == ["I020"]
    assert [slot.page for slot in made.sheets[0].sides[0].slots] == [read[7], read[0]]


def test_many_blanks_bring_the_fold_that_leaves_fewer() -> None:
    assert plan(20, "octavo", size=page("a6")).findings[0].hints[-1] == "fold: quarto would leave 4 blank"
    assert plan(24, "octavo", size=page("a6")).findings[0].hints[-1] == "fold: quarto would leave none blank"
    assert len(plan(14, "octavo", size=page("a6")).findings[0].hints) == 1


def test_an_article_that_merely_ends_has_its_blanks_at_the_end() -> None:
    edition = Edition("pamphlet", "pdf", fold="saddle")
    assert Order.of(edition).blank_places == "at-end"
    assert Order.of(edition, back_cover=True).blank_places == "before-back-cover"
    assert Order.of(edition, rtl=True).binding == "right"


@given(st.integers(1, 400), st.sampled_from([4, 8, 16, 32]), st.integers(1, 8), st.sampled_from(["last", "even"]))
def test_signatures_waste_less_than_a_sheet(pages: int, a_sheet: int, size: int, uneven: str) -> None:
    sheets = -(-pages // a_sheet)
    split = signatures.split(sheets, size, uneven)  # type: ignore[arg-type]
    assert sum(split) == sheets
    assert max(split) <= size
    if uneven == "even":
        assert max(split) - min(split) <= 1
    else:
        assert set(split[:-1]) <= {size}


def test_signatures_follow_each_other() -> None:
    made = plan(213, signature=4)
    assert len(made.sheets) == 54, "213 pages are 54 sheets: 3 blanks, not 11"
    assert [sheet.signature for sheet in made.sheets[:9]] == [1, 1, 1, 1, 2, 2, 2, 2, 3]
    assert numbers(made.sheets[4].sides[0]) == [[32, 17]]


def test_milling_parts_the_pages_at_the_spine() -> None:
    left, right = plan(16, signature=1, mill=Length.parse("3mm"), sheet=PAPERS["a3"]).sheets[0].sides[0].slots
    assert right.x - (left.x + left.width) == pytest.approx(6 * MM)


def test_sheets_that_do_not_open_in_their_middle_are_not_nested() -> None:
    ((code, message, hints),) = refused(fold="l1 r1", pages=(page("a6"),) * 12)
    assert code == "I027"
    assert "does not open in its middle" in message
    assert "signature: 1" in hints[0]


def test_loose_leaves_are_a_warning() -> None:
    assert codes(plan(6, "l1 r1", size=page("a6"))) == ["I026"]


def test_a_thick_pamphlet_is_told_to_be_sewn() -> None:
    assert codes(plan(120)) == ["I029"]
    assert codes(plan(120, signature=4)) == []


# --- pages of several sizes ------------------------------------------------------------------------------------------


def test_a_smaller_page_stands_in_the_middle_of_its_place() -> None:
    small = PageSize(300, 400, (9.0,) * 4)
    bleeding = page("a5", bleed=3)
    made = plan_for((bleeding, small, bleeding, bleeding), Order(sheet=PAPERS["sra4"]))
    assert codes(made) == ["I013"]
    assert [f.message for f in made.findings] == ["page 2 is smaller than 148 × 210 mm and stands in the middle"]
    slot = made.sheets[0].sides[1].slots[0]
    assert (slot.width, slot.height, slot.bleed) == (300, 400, NO_SIDES)
    full = made.sheets[0].sides[1].slots[1]
    assert slot.x + 150 == pytest.approx(full.x - full.width / 2)
    assert slot.y + 200 == pytest.approx(full.y + full.height / 2)


def test_a_larger_page_is_an_error_that_names_it() -> None:
    lying = PageSize(page("a5").height, page("a5").width)
    ((code, message, hints),) = refused(pages=(page("a5"), lying, page("a5"), page("a5")))
    assert (code, message) == ("I012", "page 2 is larger than the others: 210 × 148 mm")
    assert hints[0] == "turn it"


def test_a_larger_page_is_made_smaller_when_asked() -> None:
    large = page("a4")
    made = plan_for((page("a5"), large, page("a5"), page("a5")), Order(sheet=PAPERS["a4"], shrink=True))
    scales = {slot.page: slot.scale for slot in slots(made)}
    assert scales[2] == pytest.approx(0.705, abs=0.003)
    assert scales[1] == 1.0


# --- the rest --------------------------------------------------------------------------------------------------------


def test_one_side_is_not_enough_for_a_fold() -> None:
    assert refused(duplex="single")[0][0] == "I015"


def test_no_pages_are_nothing_to_impose() -> None:
    assert refused(pages=())[0][0] == "I017"


def test_manual_duplex_plans_as_the_paper_is_turned_by_hand() -> None:
    made = plan(8, duplex="manual")
    assert (made.duplex, made.turn) == ("manual", "short-edge")


def test_each_side_is_moved_as_its_printer_needs() -> None:
    plain, moved = plan(4), plan(4, front_offset=(3.0, -2.0), back_offset=(0.0, 1.0))
    for a, b, dx, dy in ((0, 0, 3.0, -2.0), (0, 1, 0.0, 1.0)):
        before, after = plain.sheets[a].sides[b].slots[0], moved.sheets[a].sides[b].slots[0]
        assert (after.x - before.x, after.y - before.y) == (pytest.approx(dx), pytest.approx(dy))


def test_finishing_says_what_to_do() -> None:
    english = words_for("en")
    assert list(finishing(plan(16), english)) == [
        "Fold each sheet once",
        "Put the sheets into each other, sheet 1 outside",
        "Staple through the spine",
    ]
    assert list(finishing(plan(64, "octavo", size=page("a6"), signature=1), english)) == [
        "Fold each sheet 3 times, in the order of the numbers",
        "Put the signatures on each other in their order",
        "Sew or glue the spine",
        "Cut the folded edges open",
        "Trim to size",
    ]


def test_folds_are_lines_on_the_sheet() -> None:
    made = plan(16, "octavo", size=page("a6"), sheet=PAPERS["a3"])
    assert [step.letter for step in made.folds] == ["l", "t", "l"]
    width, height = 420 * MM, 297 * MM
    assert made.folds[0].line == (pytest.approx(width / 2), 0, pytest.approx(width / 2), pytest.approx(height))
    assert made.folds[1].line[0] == pytest.approx(width / 2)
    assert made.folds[1].line[2] == pytest.approx(width)


def test_three_hundred_pages_are_planned_in_milliseconds() -> None:
    pages = (page("a5"),) * 300
    best = math.inf
    for _ in range(5):
        start = time.perf_counter()
        plan_for(pages, Order(creep="round", caliper=Length(0.3)))
        best = min(best, time.perf_counter() - start)
    assert best < 0.1


def test_the_same_order_gives_the_same_plan() -> None:
    assert plan(37, "octavo", size=page("a6"), creep="round") == plan(37, "octavo", size=page("a6"), creep="round")
