"""Lengths and papers as people write them."""

from __future__ import annotations

import pytest

from presswork.paper import PAPERS, Length, parse_paper


@pytest.mark.parametrize(
    ("text", "points"), [("72pt", 72), ("1in", 72), ("25.4mm", 72), ("2.54 cm", 72), ("6pc", 72), (".5in", 36)]
)
def test_lengths_in_every_unit(text: str, points: float) -> None:
    assert Length.parse(text).pt == pytest.approx(points)


@pytest.mark.parametrize("text", ["", "3", "mm", "3 metres", "-3mm", "3mm 4mm", "1e3mm"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length"):
        Length.parse(text)


def test_a_paper_by_name_and_by_size() -> None:
    assert parse_paper("A4").css == "210mm 297mm"
    assert parse_paper("130 x 200 mm").css == "130mm 200mm"
    assert parse_paper("letter") is PAPERS["letter"]
    with pytest.raises(ValueError, match="neither"):
        parse_paper("a44")


def test_every_paper_is_portrait() -> None:
    assert all(paper.width < paper.height for paper in PAPERS.values())
