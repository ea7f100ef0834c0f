"""The finer points of an order, as they are written."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from presswork.diagnostics import Rejected
from presswork.imposition.order import Order
from presswork.imposition.order_options import OPTIONS, with_options
from presswork.paper import Length


def test_options_are_read() -> None:
    order = with_options(Order(), {"gutter": "6mm", "uneven": "even", "front": "4", "mill": "0"})
    assert order.gutter == Length.parse("6mm")
    assert (order.uneven, order.front, order.mill) == ("even", 4, Length(0.0))


def test_every_option_is_an_attribute_and_its_example_can_be_used() -> None:
    names = {field.name for field in fields(Order)}
    for option in OPTIONS:
        assert option.name in names
        changed = with_options(Order(), {option.name: option.example})
        assert getattr(changed, option.name) == option.read(option.example)


@pytest.mark.parametrize(
    ("name", "text", "message", "hint"),
    [
        ("guter", "6mm", "an imposition has no option 'guter'", "did you mean 'gutter'?"),
        ("gutter", "wide", "gutter: 'wide' cannot be", "write gutter=6mm"),
        ("anchor", "left", "it is one of: outer, middle, inner", "write anchor=outer"),
        ("front", "-1", "it is a number of pages", "write front=2"),
    ],
)
def test_what_cannot_be_is_refused(name: str, text: str, message: str, hint: str) -> None:
    with pytest.raises(Rejected) as caught:
        with_options(Order(), {name: text})
    (finding,) = caught.value.findings
    assert finding.code == "I006"
    assert message in finding.message
    assert finding.hints == (hint,)


def test_the_manual_tells_of_every_option() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "manual" / "imposition.md").read_text("utf-8")
    for option in OPTIONS:
        assert f"| `{option.name}` |" in manual
