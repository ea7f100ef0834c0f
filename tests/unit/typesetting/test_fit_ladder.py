"""The ladder of copyfitting: within the house's limits, on whole lines, and always towards more or fewer pages."""

from __future__ import annotations

from dataclasses import replace
from math import exp, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presswork.typesetting.fit_ladder import STEP, Ladder, TypeSpec
from presswork.typesetting.fit_tokens import Tokens

A4 = Tokens(
    page_width=595.28, page_height=841.89, margin_top=68, margin_bottom=62, margin_inner=56.7, margin_outer=56.7,
    columns=2, gap=19.8, line=13, text_size=9.6, note_size=8, note_line=10.4, headline_size=28,
    standfirst_size=13.5, quote_size=15, indent=13, fit_leading=0.05, fit_margins=0.1, fit_tracking=0.006,
    fit_size=0.06, fit_smallest=8.5, fit_closest=1.2, least_inner=27, least_outer=18.4,
)  # fmt: skip
A5 = replace(A4, page_width=419.53, page_height=595.28, columns=1, text_size=9.8, margin_inner=49.5, margin_outer=58.7)
PAGES = {"a4": A4, "a5": A5, "arabic": replace(A4, line=17, text_size=11.8, fit_tracking=0)}
TAU = st.floats(-1, 1)


@given(st.sampled_from(list(PAGES)), TAU)
def test_every_place_keeps_the_limits_of_the_house(name: str, tau: float) -> None:
    tokens = PAGES[name]
    spec = Ladder(tokens).at(tau)
    assert abs(spec.size / tokens.text_size - 1) <= tokens.fit_size + 1e-6
    ratio, usual = spec.line / spec.size, tokens.line / tokens.text_size
    assert abs(ratio / usual - 1) <= tokens.fit_leading + STEP / tokens.line + 1e-6
    assert abs(spec.inner / tokens.margin_inner - 1) <= tokens.fit_margins + STEP / tokens.margin_inner
    assert abs(spec.tracking) <= tokens.fit_tracking + 1e-9


@given(st.sampled_from(list(PAGES)), TAU, st.floats(8, 10), st.floats(1.2, 1.5), st.floats(20, 70))
def test_no_place_is_below_a_floor(name: str, tau: float, smallest: float, closest: float, margin: float) -> None:
    tokens = replace(PAGES[name], fit_smallest=smallest, fit_closest=closest, least_inner=margin, least_outer=margin)
    spec = Ladder(tokens).at(tau)
    assert spec.size >= min(smallest, tokens.text_size) - 1e-6
    assert spec.line / spec.size >= min(closest, tokens.line / tokens.text_size) - 1e-6
    assert spec.inner >= min(margin, tokens.margin_inner) - 1e-3
    assert spec.outer >= min(margin, tokens.margin_outer) - 1e-3


@given(st.sampled_from(list(PAGES)), TAU, TAU)
def test_tighter_settings_hold_more(name: str, one: float, other: float) -> None:
    ladder = Ladder(PAGES[name])
    tight, loose = (ladder.capacity(ladder.at(tau)) for tau in sorted((one, other)))
    assert tight >= loose * 0.99
    if abs(one - other) > 0.1:
        assert tight > loose


@given(st.sampled_from(list(PAGES)), TAU)
def test_the_rule_of_three_says_where_a_change_lies(name: str, tau: float) -> None:
    ladder = Ladder(PAGES[name])
    change = exp(tau * ladder.reach(1 if tau > 0 else -1))
    assert ladder.tau_for(change) == pytest.approx(tau, abs=1e-6)


@pytest.mark.parametrize("tau", [-1, -0.7, -0.33, 0.12, 0.5, 1])
def test_sizes_are_round_and_the_page_keeps_whole_lines(tau: float) -> None:
    spec = Ladder(A4).at(tau)
    for length in (spec.line, spec.size, spec.inner, spec.outer):
        assert length == A4.line or abs(length / STEP - round(length / STEP)) < 1e-6
    left = A4.height - floor(A4.height / spec.line) * spec.line
    assert left < spec.line


def test_the_cheapest_moves_come_first() -> None:
    ladder = Ladder(A4)
    slight, more, most = (ladder.at(tau) for tau in (-0.15, -0.4, -0.95))
    assert slight.line < A4.line
    assert (slight.size, slight.tracking) == (A4.text_size, 0)
    assert more.tracking < 0
    assert more.size == A4.text_size
    assert most.size < A4.text_size
    assert ladder.at(0) == TypeSpec(A4.line, A4.text_size, A4.margin_inner, A4.margin_outer)


def test_a_house_that_allows_nothing_has_no_ladder() -> None:
    ladder = Ladder(replace(A4, fit_leading=0, fit_margins=0, fit_tracking=0, fit_size=0))
    assert ladder.reach(-1) == ladder.reach(1) == 0
    assert ladder.at(-1) == ladder.at(1) == ladder.natural
    assert ladder.tau_for(0.9) == float("-inf")


def test_display_keeps_its_proportion_and_notes_keep_their_air() -> None:
    ladder = Ladder(A4)
    sheet = ladder.sheet(ladder.at(-1))
    declared = dict(pair.split(":") for pair in sheet[sheet.index("{") + 1 : sheet.index("}")].split(";"))
    size = float(declared["--text-size"].removesuffix("pt"))
    assert float(declared["--headline-size"].removesuffix("pt")) / 28 == pytest.approx(size / 9.6, abs=1e-3)
    assert float(declared["--note-line"].removesuffix("pt")) >= 1.2 * 8
    assert ladder.sheet(ladder.natural) == ""


def test_joined_scripts_are_never_tracked() -> None:
    ladder = Ladder(PAGES["arabic"])
    assert all("letter-spacing" not in ladder.sheet(ladder.at(tau)) for tau in (-1, -0.6, 0.6, 1))
