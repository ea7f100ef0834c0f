"""Makes the one-page instruction that goes with press sheets: how to print, fold and finish them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from presswork.edition import Asset, Edition, Page
from presswork.imposition.press_sheets import AMERICAN, shown
from presswork.imposition.sheet_map import as_svg
from presswork.imposition.wording import finishing, folding, printing
from presswork.paper import PAPERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.house import House
    from presswork.imposition.plan import Plan

TEMPLATE = "instructions"
_MAP = "images/sheet-map.svg"
_MAP_WIDTH = 640.0
_EDITION = Edition("instructions", "pdf", standard="pdf/ua-1")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the instruction's table: what it is about, and what it says."""

    name: str
    text: str


def as_pdf(plan: Plan, house: House, *, title: str = "", tokens: Mapping[str, str] | None = None) -> bytes:
    """The instruction for a plan's sheets as a PDF of one page, in the paper of the plan's own family (A4 or Letter).

    Template `paper/instructions.html.j2`. Raises `Rejected` (H001, H002) when a publication's own template fails.
    """
    from presswork.editions.pdf import typeset
    from presswork.editions.xmp import Statement
    from presswork.typesetting.fonts import with_fonts

    tokens = tokens or {}
    drawing = as_svg(plan, width=_MAP_WIDTH)
    heading = title or "Printing and folding"
    html = house.render("paper", TEMPLATE, _context(plan, house, tokens, heading))
    picture = Asset(_MAP, "image/svg+xml", drawing.encode("utf-8"))
    page = Page("paper", heading, "en", html, (), MappingProxyType({_MAP: picture}))
    stated = (Statement("dc:title", f"{heading}: how to print and fold"), Statement("xmp:CreatorTool", "Presswork"))
    return typeset(with_fonts(page, tokens), _EDITION, stated, f"urn:presswork:instructions:{heading}").data


def _context(plan: Plan, house: House, tokens: Mapping[str, str], heading: str) -> dict[str, object]:
    paper = PAPERS["letter" if _is_american(plan) else "a4"]
    return {
        "title": heading,
        "styles": house.sheets("paper", TEMPLATE, tokens),
        "paper": paper,
        "facts": facts(plan),
        "printing": printing(plan),
        "folds": [folding(step, plan) for step in plan.folds],
        "finishing": list(finishing(plan)),
        "picture": _MAP,
        "picture_width": _MAP_WIDTH,
        "description": f"{plan.pages} pages as they lie on the sheets",
    }


def facts(plan: Plan) -> tuple[Fact, ...]:
    """What to know before printing: pages, sheets, paper, finished size; lengths in the unit of the paper."""
    first = plan.sheets[0].sides[0]
    size = shown(*sorted((first.width, first.height)))
    paper = plan.paper.upper() if plan.paper[-1:].isdigit() else plan.paper.capitalize()
    named = size if not plan.paper or plan.paper[0].isdigit() else f"{paper}, {size}"
    pages = f"{plan.pages}" + (f" and {plan.blanks} blank" if plan.blanks else "")
    return (
        Fact("Fold", plan.scheme),
        Fact("Pages", pages),
        Fact("Sheets", f"{len(plan.sheets)} of {named}"),
        Fact("Finished", shown(*plan.trim)),
        Fact("Binding", f"on the {plan.binding}"),
    )


def _is_american(plan: Plan) -> bool:
    return plan.paper in AMERICAN or shown(*plan.trim).endswith(" in")
