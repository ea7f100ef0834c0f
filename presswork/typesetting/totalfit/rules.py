"""What a house asks of its lines: how far spaces and letters give, and what each fault costs."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

TOTAL, GREEDY = "total", "greedy"
# How a sheet chooses: custom properties on any element, inherited; the engine does not know `text-wrap: pretty`.
BREAKING, TRACKING, HANGING = "__line_breaking", "__line_tracking", "__hanging_punctuation"
MOST_TRACKING = 0.05


@dataclass(frozen=True, slots=True)
class Rules:
    """The parameters of the breaker. Lengths are fractions of an em, demerits are on TeX's scale.

    A line's demerits are (line_penalty + badness)^2 plus its penalty squared (Knuth and Plass 1981, p. 1128).
    """

    # the most by which the room of a letter grows or shrinks, and the badness of a line that uses all of it
    tracking: float = 0.015
    tracking_cost: float = 20.0
    # the share of it for which the letter itself is made wider or narrower, which is seen later than space between
    # letters: a third of 0.015 em is one per cent of a letter of half an em, half of what microtype allows
    widening: float = 1 / 3
    # the most by which neighbouring lines may differ in the room of their letters, and the demerits of a greater step
    step: float = 0.03
    step_cost: float = 1500.0
    # what a word space gives at ratio 1 and at ratio -1, which is never exceeded
    stretch: float = 0.08
    shrink: float = 0.07
    # the greatest ratio in each successive attempt
    tolerances: tuple[float, ...] = (2.5, 6.0, 20.0, inf)
    line_penalty: float = 5.0
    hyphen: float = 180.0
    dash: float = 20.0
    address: float = 200.0
    inside_word: float = 2000.0
    # demerits: a second hyphen in a row (a third is refused), one before the last line, one at the foot of a column,
    # a tight line by a loose one
    double_hyphen: float = 60000.0
    final_hyphen: float = 20000.0
    column_hyphen: float = 2500000.0
    contrast: float = 8000.0
    # demerits of a last line that is shorter than `last_least`, or only the rest of a word
    short_last: float = 20000.0
    last_least: float = 2.0
    syllable_last: float = 90000.0
    hanging: bool = True

    @classmethod
    def of(cls, style: Mapping[str, Any]) -> Rules | None:
        """The rules that a computed style asks for; None where it asks for the engine's own lines."""
        if _word(style[BREAKING]) == GREEDY:
            return None
        tracking = _fraction(style[TRACKING])
        hanging = _word(style[HANGING]) != "none"
        if tracking is None:
            return cls(hanging=hanging)
        return cls(tracking=min(max(tracking, 0.0), MOST_TRACKING), hanging=hanging)


def _word(tokens: Any) -> str:
    return next((token.lower_value for token in tokens or () if token.type == "ident"), "")


def _fraction(tokens: Any) -> float | None:
    """A percentage, a number of em or a plain number, as a fraction of an em."""
    for token in tokens or ():
        if token.type == "percentage":
            return float(token.value) / 100
        if token.type in ("dimension", "number"):
            return float(token.value)
    return None
