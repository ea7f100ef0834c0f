"""Looks over the lines, columns and pages of a laid-out text for what a compositor would mend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presswork.breaks import BreakReport
from presswork.typesetting.breaks.figures import figures_of
from presswork.typesetting.breaks.limits import Limits
from presswork.typesetting.breaks.line_faults import line_faults
from presswork.typesetting.breaks.page_faults import page_faults
from presswork.typesetting.breaks.paragraph_faults import paragraph_faults
from presswork.typesetting.breaks.places import placed
from presswork.typesetting.breaks.reading import read_lines
from presswork.typesetting.breaks.rivers import rivers
from presswork.typesetting.breaks.spaces import Spaces

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["examine"]


def examine(pages: Sequence[Any]) -> BreakReport:
    """The faults and figures of the engine's laid-out pages."""
    text = read_lines(pages)
    if not text.lines:
        return BreakReport()
    limits, spaces = Limits.of(text.root_style), Spaces()
    spaces.measure(text)
    faults = [
        *line_faults(text, limits),
        *paragraph_faults(text, limits),
        *rivers(text, limits, spaces),
        *page_faults(text, limits),
    ]
    return BreakReport(placed(text, faults), *figures_of(text, limits))
