"""Says in words what is done with a plan's sheets: how they are printed, folded and finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.imposition.plan import FoldStep, Plan

_PARTS = {"l": "left", "r": "right", "t": "top", "b": "bottom"}
CUT = "x"


def folding(step: FoldStep, plan: Plan) -> str:
    """One step of folding, as the sheet's front is seen: `fold the left part behind the rest`."""
    side = _PARTS.get(step.letter[:1].lower())
    if side is None:
        return "cut along the heavy line"
    if plan.kind == "zine":
        return "fold along the line and open again"
    part = "panel" if plan.kind == "leaflet" else "part"
    where = "over onto the rest" if step.letter[0].isupper() else "behind the rest"
    return f"fold the {side} {part} {where}"


def printing(plan: Plan) -> str:
    """How the sheets are printed, in one sentence without its full stop."""
    if plan.duplex == "manual" and plan.turn != "none":
        return "Print the fronts, put the sheets back into the tray, and print the backs on their other side"
    if plan.turn == "none":
        return "Print on one side"
    return f"Print on both sides, flipped on the {plan.turn.replace('-', ' ')}"


def finishing(plan: Plan) -> Iterator[str]:
    """What is done with the printed sheets, step by step; each a sentence without its full stop."""
    for each in plan.finishing:
        yield each[:1].upper() + each[1:]
