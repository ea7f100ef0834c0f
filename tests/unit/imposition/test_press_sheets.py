"""A file for the press stays one when it is imposed, marks and slug line included."""

from __future__ import annotations

import pytest
from press_samples import press_file

from presswork.imposition.drawing import draw
from presswork.imposition.order import Order
from presswork.imposition.planning import plan_for
from presswork.imposition.sources import read_pages
from presswork.paper import PAPERS
from presswork.preflight.pressreading import survey


@pytest.mark.parametrize("standard", ["pdf/x-4", "pdf/x-1a"])
def test_what_the_press_demands_is_kept_on_sheets(standard: str) -> None:
    source = press_file(standard).data
    order = Order(
        fold="folio",
        sheet=PAPERS["sra3"],
        marks=("crop", "fold", "collating", "registration", "colour-bar", "slug"),
        title="The crane",
    )
    before = survey(source)
    seen = survey(draw(source, plan_for(read_pages(source), order)))
    assert (seen.foreign, seen.boxes, seen.active, seen.unembedded) == ({}, {}, {}, {})
    assert set(seen.transparent) <= set(before.transparent)
    assert seen.version == before.version
    assert [(i.identifier, i.space) for i in seen.intents] == [(i.identifier, i.space) for i in before.intents]
    assert seen.claims == before.claims
    assert seen.identified
