"""The marks around the pages: where they stand, and that they stay out of the bleed."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imposition_samples import HUGE, MM, codes, page, plan

from presswork.edition import Mark
from presswork.imposition.plan import PageSize, Plan, Side
from presswork.imposition.schemes import SCHEMES
from presswork.paper import PAPERS

ALL = get_args(Mark)
Box = tuple[float, float, float, float]


def windows(side: Side) -> list[Box]:
    """What is painted of each page: trim and bleed."""
    return [
        (s.x - s.bleed[0], s.y - s.bleed[1], s.x + s.width + s.bleed[2], s.y + s.height + s.bleed[3])
        for s in side.slots
    ]


def boxes(side: Side, *, collating: bool = False) -> list[Box]:
    """The boxes of all marks; collating marks, which stand on the spine, only when asked for."""
    found = [(min(m.x1, m.x2), min(m.y1, m.y2), max(m.x1, m.x2), max(m.y1, m.y2)) for m in side.lines]
    found += [(t.x - t.radius, t.y - t.radius, t.x + t.radius, t.y + t.radius) for t in side.targets]
    found += [(n.x, n.y, n.x + len(n.text) * n.size * 0.5, n.y + n.size * 0.7) for n in side.notes]
    patches = [(p.x, p.y, p.x + p.width, p.y + p.height) for p in side.patches]
    inner = [p for p in patches if any(overlap(p, w) for w in windows(side))]
    return found + [p for p in patches if collating or p not in inner]


def overlap(one: Box, other: Box, gap: float = 0.0) -> bool:
    return one[0] < other[2] + gap and other[0] < one[2] + gap and one[1] < other[3] + gap and other[1] < one[3] + gap


def sides(made: Plan) -> list[Side]:
    return [side for sheet in made.sheets for side in sheet.sides]


FOLDS = [scheme.name for scheme in SCHEMES if scheme.kind not in ("leaflet", "zine", "n-up")]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(FOLDS),
    st.sampled_from([0, 3]),
    st.sampled_from(["sra3", "sra2", "a1"]),
    st.sampled_from(["long-edge", "short-edge"]),
)
def test_no_mark_touches_the_bleed_or_leaves_the_sheet(fold: str, bleed: int, paper: str, duplex: str) -> None:
    size = PageSize(60 * MM, 80 * MM, (bleed * MM,) * 4)
    made = plan(32, fold, size=size, sheet=PAPERS[paper], marks=ALL, duplex=duplex, title="Slack Water")
    for side in sides(made):
        for box in boxes(side):
            assert not any(overlap(box, window, 0.9 * MM) for window in windows(side)), (box, side)
            assert box[0] >= 0
            assert box[1] >= 0
            assert box[2] <= side.width
            assert box[3] <= side.height


@pytest.mark.parametrize("fold", FOLDS)
def test_marks_do_not_touch_each_other(fold: str) -> None:
    made = plan(
        32, fold, size=page("a6", bleed=3), sheet=PAPERS["sra1"], marks=ALL, title="Slack Water", date="2026-03-01"
    )
    for side in sides(made):
        lines = {(m.x1, m.y1, m.x2, m.y2) for m in side.lines}
        for one, other in combinations(boxes(side), 2):
            if one in lines and other in lines:
                continue
            touching = {(p.x, p.y, p.x + p.width, p.y + p.height) for p in side.patches}
            if one in touching and other in touching:
                continue
            assert not overlap(one, other), (one, other)


def test_crop_marks_stand_a_millimetre_outside_the_bleed_and_are_five_long() -> None:
    made = plan(4, size=page("a5", bleed=3), sheet=PAPERS["sra3"], marks=("crop",))
    front = made.sheets[0].sides[0]
    left, right = front.slots
    trims = {round(left.x, 3), round(right.x + right.width, 3)}
    upright = [line for line in front.lines if line.x1 == line.x2]
    assert {round(line.x1, 3) for line in upright} == trims
    top = left.y + left.height
    above = [line for line in upright if line.y1 > top]
    assert {round(line.y1 - top, 3) for line in above} == {round(4 * MM, 3)}
    assert {round(line.y2 - line.y1, 3) for line in above} == {round(5 * MM, 3)}
    assert len(front.lines) == 8


def test_the_spine_is_a_fold_and_no_cut() -> None:
    made = plan(4, size=page("a5", bleed=3), sheet=PAPERS["sra3"], marks=("crop", "fold"))
    front = made.sheets[0].sides[0]
    spine = [line for line in front.lines if line.x1 == pytest.approx(front.width / 2)]
    assert {line.kind for line in spine} == {"fold"}
    assert len(spine) == 2


def test_where_pages_are_cut_apart_both_edges_are_marked() -> None:
    made = plan(8, "quarto", size=page("a6", bleed=3), sheet=PAPERS["sra3"], marks=("crop", "fold"))
    front = made.sheets[0].sides[0]
    level = [line for line in front.lines if line.y1 == line.y2]
    heights = sorted({round(line.y1 - front.height / 2, 2): line.kind for line in level}.items())
    assert [kind for _, kind in heights] == ["crop", "crop", "fold", "crop", "crop"]
    assert heights[2][0] == 0


def test_registration_marks_lie_behind_each_other() -> None:
    for duplex in ("long-edge", "short-edge"):
        for fold in ("saddle", "quarto", "octavo", "cards"):
            made = plan(16, fold, size=page("a6", bleed=3), sheet=PAPERS["sra2"], marks=ALL, duplex=duplex)
            front, back = made.sheets[0].sides
            upright = (duplex == "long-edge") == (front.height > front.width)
            seen_through = {
                (round(back.width - t.x), round(t.y)) if upright else (round(t.x), round(back.height - t.y))
                for t in back.targets
            }
            assert seen_through == {(round(t.x), round(t.y)) for t in front.targets}
            assert len(front.targets) == 4


def test_collating_marks_step_down_the_spines_of_the_signatures() -> None:
    made = plan(64, "octavo", size=page("a6"), signature=1, sheet=PAPERS["sra3"], marks=("collating",))
    marks = []
    for sheet in made.sheets:
        (mark,) = [patch for side in sheet.sides for patch in side.patches]
        one = next(slot for slot in sheet.sides[0].slots if slot.page in range(1, 65, 16))
        assert mark.x + mark.width / 2 == pytest.approx(one.x), "on the spine, half of it on either page"
        assert mark.width <= 2 * MM
        marks.append(one.y + one.height - mark.y - mark.height)
    steps = [b - a for a, b in pairwise(marks)]
    assert steps == [pytest.approx(6 * MM)] * 3


@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("duplex", ["long-edge", "short-edge"])
@pytest.mark.parametrize("fold", ["saddle", "quarto", "octavo", "t", "long-duodecimo"])
def test_collating_marks_stand_on_a_spine_however_the_sheet_lies(fold: str, duplex: str, binding: str) -> None:
    made = plan(
        96, fold, size=page("a6"), signature=1, sheet=HUGE, marks=("collating",), duplex=duplex, binding=binding
    )
    for sheet in made.sheets:
        ((side, mark),) = [(side, patch) for side in sheet.sides for patch in side.patches]
        x, y = mark.x + mark.width / 2, mark.y + mark.height / 2
        around = (x - 0.1, y - 0.1, x + 0.1, y + 0.1)
        touching = [s for s in side.slots if overlap(around, (s.x, s.y, s.x + s.width, s.y + s.height))]
        pages = sorted(slot.page or 97 for slot in touching)
        first = min(s.page for other in sheet.sides for s in other.slots if s.page)
        last = max(s.page or 97 for other in sheet.sides for s in other.slots)
        assert pages == [first, last]


def test_one_signature_needs_no_collating_mark() -> None:
    assert not any(side.patches for side in sides(plan(16, marks=("collating",))))


def test_the_slug_line_says_what_the_sheet_is() -> None:
    made = plan(
        32, size=page("a5"), sheet=PAPERS["sra3"], signature=4, marks=("slug",), title="Slack Water", date="2026-03-01"
    )
    (note,) = made.sheets[5].sides[1].notes
    assert note.text == "Slack Water · signature 2 of 2 · sheet 6 of 8 · back · 2026-03-01"


def test_a_long_slug_ends_before_the_next_mark() -> None:
    made = plan(4, size=page("a6"), sheet=PAPERS["a4"], marks=("crop", "fold", "slug"), title="Slack Water " * 20)
    (note,) = made.sheets[0].sides[0].notes
    assert note.text.endswith("…")
    assert note.x + len(note.text) * note.size * 0.5 < made.sheets[0].sides[0].width


def test_the_colour_bar_has_all_inks() -> None:
    made = plan(4, sheet=PAPERS["sra3"], marks=("colour-bar",))
    patches = made.sheets[0].sides[0].patches
    assert [patch.cmyk for patch in patches[:4]] == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)]


def test_marks_that_find_no_room_are_told() -> None:
    made = plan(4, sheet=PAPERS["a4"], marks=ALL)
    assert codes(made) == ["I025"]
    assert made.findings[0].message == "a4 has no room for marks: colour-bar, crop, fold, registration, slug"
    assert made.findings[0].hints == ("they need 6 mm around the pages: use a larger sheet",)


def test_nothing_is_drawn_that_was_not_ordered() -> None:
    for side in sides(plan(16, sheet=PAPERS["sra3"])):
        assert (side.lines, side.patches, side.targets, side.notes) == ((), (), (), ())


def test_marks_move_with_their_side() -> None:
    plain = plan(4, sheet=PAPERS["sra3"], marks=ALL).sheets[0].sides[0]
    moved = plan(4, sheet=PAPERS["sra3"], marks=ALL, front_offset=(2.0, 1.0)).sheets[0].sides[0]
    for before, after in zip(plain.lines, moved.lines, strict=True):
        assert after.x1 - before.x1 == pytest.approx(2)
        assert after.y2 - before.y2 == pytest.approx(1)
    assert moved.notes[0].x - plain.notes[0].x == pytest.approx(2)
    assert moved.targets[0].y - plain.targets[0].y == pytest.approx(1)
    assert moved.patches[0].x - plain.patches[0].x == pytest.approx(2)
