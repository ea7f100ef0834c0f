"""Page sizes and short ways to a plan, for the tests of imposition."""

from __future__ import annotations

from typing import Any

from presswork.imposition.order import Order
from presswork.imposition.plan import PageSize, Plan, Side
from presswork.imposition.planning import plan_for
from presswork.paper import PAPERS, Length, parse_paper

MM = Length.parse("1mm").pt
HUGE = parse_paper("3000x3000mm")


def page(name: str, bleed: float = 0.0) -> PageSize:
    """A page of a paper's size, in points, bleeding the same on all sides (millimetres)."""
    paper = PAPERS[name]
    return PageSize(paper.width.pt, paper.height.pt, (bleed * MM,) * 4)


def plan(pages: int, fold: str = "saddle", *, size: PageSize | None = None, **order: Any) -> Plan:
    """The plan of so many A5 pages, or pages of `size`."""
    return plan_for((size or page("a5"),) * pages, Order(fold=fold, **order))


def numbers(side: Side) -> list[list[int | None]]:
    """The pages of a side as they lie, in rows from the top."""
    rows: dict[int, list[tuple[float, int | None]]] = {}
    for slot in side.slots:
        rows.setdefault(-round(slot.y + slot.height / 2), []).append((slot.x, slot.page))
    return [[number for _, number in sorted(rows[y], key=lambda pair: pair[0])] for y in sorted(rows)]


def codes(made: Plan) -> list[str]:
    """The codes of a plan's findings."""
    return [finding.code for finding in made.findings]
