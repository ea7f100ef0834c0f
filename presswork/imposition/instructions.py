"""Makes the one-page instruction that goes with press sheets: how to print, fold and finish them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from presswork.edition import Asset, Edition, Page
from presswork.imposition.press_sheets import AMERICAN, shown
from presswork.imposition.sheet_map import as_svg, in_between
from presswork.imposition.wording import finishing, folding, language_of, printing, words_for
from presswork.languages import direction_of
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


def as_pdf(
    plan: Plan, house: House, *, title: str = "", tokens: Mapping[str, str] | None = None, language: str = "en"
) -> bytes:
    """The instruction for a plan's sheets as a PDF of one page, in the paper of the plan's own family (A4 or Letter).

    It is in `language` where the house has words for it, else in English. Template `paper/instructions.html.j2`.
    Raises `Rejected` (H001, H002) when a publication's own template fails.
    """
    from presswork.editions.pdf import typeset
    from presswork.editions.xmp import Statement
    from presswork.typesetting.fonts import with_fonts

    tokens = tokens or {}
    language = language_of(language)
    words = words_for(language)
    drawing = as_svg(plan, width=_MAP_WIDTH, language=language, legend=False)
    heading = title or words["untitled"]
    html = house.render("paper", TEMPLATE, _context(plan, house, tokens, heading, language))
    picture = Asset(_MAP, "image/svg+xml", drawing.encode("utf-8"))
    page = Page("paper", heading, language, html, (), MappingProxyType({_MAP: picture}))
    stated = (Statement("dc:title", f"{heading}: {words['how']}"), Statement("xmp:CreatorTool", "Presswork"))
    return typeset(with_fonts(page, tokens), _EDITION, stated, f"urn:presswork:instructions:{heading}").data


def _context(plan: Plan, house: House, tokens: Mapping[str, str], heading: str, language: str) -> dict[str, object]:
    words = words_for(language)
    paper = PAPERS["letter" if _is_american(plan) else "a4"]
    return {
        "title": heading,
        "language": language,
        "direction": direction_of(language),
        "words": words,
        "styles": house.sheets("paper", TEMPLATE, tokens),
        "paper": paper,
        "facts": facts(plan, words, direction_of(language)),
        "printing": words["actual_size"].format(printing=printing(plan, words)),
        "folds": [folding(step, plan, words) for step in plan.folds],
        "finishing": list(finishing(plan, words)),
        "left_out": in_between(plan, words),
        "picture": _MAP,
        "picture_width": _MAP_WIDTH,
        "description": words["as_they_lie"],
    }


def facts(plan: Plan, words: Mapping[str, str], direction: str = "ltr") -> tuple[Fact, ...]:
    """What to know before printing: pages, sheets, paper, finished size; lengths in the unit of the paper."""
    first = plan.sheets[0].sides[0]
    size = shown(*sorted((first.width, first.height)))
    # Measures are read from the left, whatever stands around them (Unicode's isolates).
    kept = "\u2066{}\u2069".format if direction == "rtl" else str
    paper = plan.paper.upper() if plan.paper[-1:].isdigit() else plan.paper.capitalize()
    named = size if not plan.paper or plan.paper[0].isdigit() else f"{paper}, {size}"
    pages = words["some_blank"].format(pages=plan.pages, blanks=plan.blanks) if plan.blanks else str(plan.pages)
    return (
        Fact(words["fold"], plan.scheme),
        Fact(words["pages"], pages),
        Fact(words["sheets"], words["of_paper"].format(sheets=len(plan.sheets), paper=kept(named))),
        Fact(words["finished"], kept(shown(*plan.trim))),
        Fact(words["binding"], words[f"on_the_{plan.binding}"]),
    )


def _is_american(plan: Plan) -> bool:
    return plan.paper in AMERICAN or shown(*plan.trim).endswith(" in")
