"""From a PDF and an order to its press sheets: read, planned, drawn, with the sheet map and what goes with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Rejected
from presswork.edition import Companion
from presswork.imposition.drawing import BACKS, FRONTS, draw, draw_open
from presswork.imposition.order import Order
from presswork.imposition.planning import plan_for
from presswork.imposition.sources import Document, document_of, opened, pages_of, remarks

if TYPE_CHECKING:
    from presswork.house import House
    from presswork.imposition.drawing import Part
    from presswork.imposition.plan import PageSize, Plan


@dataclass(frozen=True, slots=True)
class Imposed:
    """Press sheets: the PDF, its plan, the language of its sheet map, what goes with it, and what was found.

    With manual duplex `data` has the fronts alone, and `companions` the backs (`backs`) and the `instructions`.
    """

    data: bytes = field(repr=False)
    plan: Plan
    language: str = "en"
    companions: tuple[Companion, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def sheet_map(self) -> str:
        """The sheet map as SVG."""
        from presswork.imposition.sheet_map import as_svg

        return as_svg(self.plan, language=self.language)


# An order, or what makes one when it is known what the document says of itself.
Ordered = Order | Callable[[Document], Order]


def impose(
    data: bytes,
    order: Ordered,
    *,
    name: str = "",
    tags: bool = False,
    backs: Part = BACKS,
    instructions: House | None = None,
) -> Imposed:
    """The pages of a PDF on press sheets as ordered; `name` is the file for findings.

    `tags` keeps the tags of the source, for sheets that are read on a screen. `backs` says how the printer wants the
    backs of a manual duplex. `instructions` is the house whose template makes the one-page instruction; None for no
    instruction. Raises `Rejected`: I001 to I029 from planning, I101 to I103 from reading.
    """
    with opened(data, name) as pdf:
        pages = pages_of(pdf, name)
        decided = order if isinstance(order, Order) else order(document_of(pdf))
        plan = _plan(tuple(page.size for page in pages), decided, name)
        found = (*remarks(pdf, name), *plan.findings)
        manual = plan.duplex == "manual"
        drawn = draw_open(pdf, pages, plan, tags=tags, part=FRONTS if manual else None)
    companions = [Companion("backs", ".pdf", draw(data, plan, tags=tags, part=_fed(backs, plan)))] if manual else []
    if instructions:
        from presswork.imposition.instructions import as_pdf

        companions.append(
            Companion(
                "instructions", ".pdf", as_pdf(plan, instructions, title=decided.title, language=decided.language)
            )
        )
    return Imposed(drawn, plan, decided.language, tuple(companions), _placed(found, name))


def _fed(backs: Part, plan: Plan) -> Part:
    """The backs as they are fed: the printer is measured with upright sheets, so those on their side are half turned.

    A sheet is put back as a leaf is turned, about its long edge; a plan on its side expects its short edge.
    """
    side = plan.sheets[0].sides[0]
    return replace(backs, half_turn=backs.half_turn != (side.width > side.height))


def plan_only(data: bytes, order: Ordered, *, name: str = "") -> tuple[Plan, tuple[Diagnostic, ...]]:
    """The plan without the sheets, and what was found; milliseconds. Raises `Rejected` as `impose`."""
    with opened(data, name) as pdf:
        decided = order if isinstance(order, Order) else order(document_of(pdf))
        plan = _plan(tuple(page.size for page in pages_of(pdf, name)), decided, name)
        return plan, _placed((*remarks(pdf, name), *plan.findings), name)


def _plan(sizes: tuple[PageSize, ...], order: Order, name: str) -> Plan:
    try:
        return plan_for(sizes, order)
    except Rejected as rejected:
        raise Rejected(_placed(rejected.findings, name)) from None


def _placed(findings: tuple[Diagnostic, ...], name: str) -> tuple[Diagnostic, ...]:
    """The findings with the file as their place, where they have none."""
    return tuple(f if f.location or not name else f.at(Location(name)) for f in findings)
