"""From where on a house has a line called loose, tight, short or a ladder: custom properties of the root element."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of the report; widths in em of the line's own type.

    A line is loose or tight from these word spaces on; a last line is short below `short_line`; a ladder has more
    hyphens in a row than `hyphens_in_row`; a river is made of gaps of `river_space` or more in `river_lines` lines.
    """

    loose_space: float = 0.5
    tight_space: float = 0.15
    short_line: float = 2.0
    hyphens_in_row: float = 2
    river_space: float = 0.4
    river_lines: float = 3

    @classmethod
    def of(cls, style: Any) -> Limits:
        """The limits that a computed root style asks for, `--loose-space: .6em`; the house's where it is silent."""
        limits = cls()
        for each in fields(cls):
            value = _number(style[f"__{each.name}"])
            if value is not None:
                limits = replace(limits, **{each.name: value})
        return limits


def _number(tokens: Any) -> float | None:
    """A plain number, a number of em, or a percentage of an em."""
    for token in tokens or ():
        if token.type == "percentage":
            return float(token.value) / 100
        if token.type in ("number", "dimension"):
            return float(token.value)
    return None
