"""Prices: written in many ways, printed as the language has it, said by a barcode."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presswork.price import Price
from presswork.text import BadValue


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12.50 EUR", "12.50 EUR"),
        ("USD 12", "12 USD"),
        ("€12,50", "12.50 EUR"),
        ("9,90 €", "9.90 EUR"),
        ("£8.99", "8.99 GBP"),
        ("usd 7.00", "7.00 USD"),
    ],
)
def test_prices_are_understood(text: str, said: str) -> None:
    assert str(Price.of(text)) == said


@pytest.mark.parametrize("text", ["12.50", "", "EUR", "free", "$12", "12 XYQ", "EUR 12 EUR", "1.2.3 EUR", "-4 EUR"])
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match=r"such as 12\.50 EUR"):
        Price.of(text)


def test_a_price_is_printed_as_its_language_has_it() -> None:
    assert Price.of("USD 12.50").printed("en-US") == "$12.50"
    assert Price.of("EUR 12.50").printed("de").replace("\u00a0", " ") == "12,50 €"


def test_a_barcode_says_the_price_where_there_is_a_digit_for_the_currency() -> None:
    assert Price.of("USD 19.95").addon == "51995"
    assert Price.of("CAD 100").addon == "69999"
    assert Price.of("EUR 12").addon == ""


@given(st.integers(0, 9998))
def test_the_addon_is_the_price_in_cents(cents: int) -> None:
    assert Price.of(f"{cents // 100}.{cents % 100:02d} USD").addon == f"5{cents:04d}"
