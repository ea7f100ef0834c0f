"""How low columns can be: arithmetic on pieces, without an engine."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from presswork.typesetting.flow import Flow, Piece

LINE = 10.0


def lines(*sizes: int) -> Flow:
    """A flow of pieces, each so many lines high, without space between them."""
    pieces, top = [], 0.0
    for size in sizes:
        pieces.append(Piece(top, top + size * LINE))
        top += size * LINE
    return Flow(tuple(pieces))


def test_an_even_text_is_parted_in_halves() -> None:
    assert lines(*[1] * 10).lowest(2, LINE, 500) == 50


def test_an_odd_line_makes_the_first_column_longer() -> None:
    assert lines(*[1] * 11).lowest(2, LINE, 500) == 60


def test_what_must_stay_whole_decides_the_height() -> None:
    assert lines(1, 8, 1).lowest(2, LINE, 500) == 90


def test_the_space_at_a_columns_head_is_lost() -> None:
    flow = Flow((Piece(0, 50), Piece(60, 110)))
    assert flow.lowest(2, LINE, 500) == 60
    assert flow.fits(2, 50)


def test_a_figure_waits_for_the_next_column_and_lets_text_go_first() -> None:
    pieces = [Piece(0, 20), Piece(20, 70, floats=True), *(Piece(70 + i * LINE, 80 + i * LINE) for i in range(3))]
    assert Flow(tuple(pieces)).lowest(2, LINE, 500) == 50


def test_never_more_than_the_room_there_is() -> None:
    assert lines(*[1] * 40).lowest(2, LINE, 120) == 120


def test_nothing_is_one_line_high() -> None:
    assert Flow(()).lowest(2, LINE, 500) == LINE


@given(st.lists(st.integers(1, 6), min_size=1, max_size=40), st.integers(1, 4))
def test_the_lowest_height_fits_and_a_line_less_does_not(sizes: list[int], columns: int) -> None:
    flow = lines(*sizes)
    height = flow.lowest(columns, LINE, 1e6)
    average = sum(sizes) * LINE / columns
    assert flow.fits(columns, height)
    assert height - LINE < average or not flow.fits(columns, height - LINE)
