"""Creep: how far leaves inside a signature are pushed out, and their pages move towards the spine for it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from presswork.paper import Length

if TYPE_CHECKING:
    from presswork.edition import Creep
    from presswork.imposition.order import Anchor

# How many calipers a leaf inside sticks out beyond the one around it. The neutral line of a round fold is a half
# circle that is longer by pi times the radius, half of it to each side; a square back goes up and over.
SHAPES: dict[Creep, float] = {"none": 0.0, "pressed": 1.0, "round": math.pi / 2, "square": 2.0}
# What a fold is like that nobody described: between pressed and round.
USUAL_SHAPE = 1.2
# Office paper of 80 g/m².
USUAL_CALIPER = Length.parse("0.1mm")


def step(shape: Creep | None, caliper: Length | None) -> float:
    """The push-out of each leaf against the one around it, in points; 0 when neither shape nor caliper is given."""
    if shape is None and caliper is None:
        return 0.0
    factor = USUAL_SHAPE if shape is None else SHAPES[shape]
    return factor * (caliper or USUAL_CALIPER).pt


def depth(ordinal: int, pages: int) -> int:
    """How many leaves lie around the leaf of a page (`ordinal` from 0) in a signature of so many pages."""
    leaf, leaves = ordinal // 2, pages // 2
    return min(leaf, leaves - 1 - leaf)


def towards_spine(ordinal: int, pages: int, step: float, anchor: Anchor = "outer") -> float:
    """How far a page moves towards the spine, in points; negative is away from it.

    `anchor` names the leaf that keeps its place: the outermost (the cover), the innermost, or the one between.
    """
    deepest = (pages // 2 - 1) // 2
    kept = {"outer": 0.0, "middle": deepest / 2, "inner": float(deepest)}[anchor]
    return (depth(ordinal, pages) - kept) * step
