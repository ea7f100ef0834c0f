"""A text's setting in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.breaks import Figures, in_spaces
from presswork.typesetting.breaks.line_faults import ladders_in
from presswork.typesetting.breaks.page_faults import grid_lines, on_grid

if TYPE_CHECKING:
    from presswork.typesetting.breaks.limits import Limits
    from presswork.typesetting.breaks.reading import SetLine, SetText


def figures_of(text: SetText, limits: Limits) -> tuple[Figures, tuple[float, ...]]:
    """The figures of the running text in its most frequent size, and the word spaces of justified lines, ascending."""
    running = [line for line in text.lines if line.running]
    if not running:
        return Figures(lines=len(text.lines)), ()
    justified = [line for line in running if line.face == text.face and line.is_justified]
    spaces = tuple(sorted(line.space / line.em for line in justified if line.space))
    figures = Figures(
        lines=len(running),
        justified=len(justified),
        hyphens=sum(line.ends_with_hyphen for line in justified),
        ladders=sum(1 for part in text.parts for _ in ladders_in(part, limits)),
        on_grid=round(_on_grid(text), 4),
    )
    return in_spaces(figures, spaces), spaces


def _on_grid(text: SetText) -> float:
    """The part of the lines in columns that are level with those of the column beside them; 1 where there are none."""
    step = text.line_height
    level, all_lines = 0, 0
    for page in range(1, text.pages + 1):
        columns: dict[int, list[SetLine]] = {}
        for part in text.parts:
            if part.page == page and part.column:
                columns.setdefault(part.column, []).extend(grid_lines(text, part))
        for number, lines in columns.items():
            beside = columns.get(number + 1)
            if beside:
                all_lines += len(lines)
                level += sum(on_grid(line, beside[0].baseline, step) for line in lines)
    return level / all_lines if all_lines else 1.0
