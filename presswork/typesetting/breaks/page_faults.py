"""Faults of columns and pages: headings that are left behind, lines off the grid, columns of unlike length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.typesetting.breaks.faults import Fault, Rectangle, of_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.typesetting.breaks.limits import Limits
    from presswork.typesetting.breaks.reading import Part, SetLine, SetText

# A fifth of a point cannot be seen.
LEVEL = 0.2 / 0.75
# Where two lines at the ends of paragraphs are kept together, columns end within two lines of one another.
MOST_UNLIKE = 2
# Fewer lines than this are not worth a page.
LINES_OF_A_PAGE = 3
_NEARLY = 0.05


def page_faults(text: SetText, limits: Limits) -> Iterator[Fault]:  # noqa: ARG001  (as all finders are called)
    """Stranded headings, lines off the grid, columns that do not end level, pages with hardly a line."""
    yield from _stranded(text)
    for number in range(1, text.pages + 1):
        parts = [part for part in text.parts if part.page == number]
        yield from _off_grid(text, parts)
        yield from _unlike(parts, text.line_height)
    yield from _bare(text)


def _stranded(text: SetText) -> Iterator[Fault]:
    """Headings at the foot of a column whose text begins in the next one."""
    parts = [part for part in text.parts if any(line.running for line in part.lines)]
    for part in parts[:-1]:
        last = max(part.lines, key=lambda line: line.baseline)
        if last.is_heading and last.running:
            yield of_lines("stranded", [line for line in part.lines if line.paragraph == last.paragraph])


def on_grid(line: SetLine, first: float, step: float) -> bool:
    """Whether a baseline is whole lines away from the first one."""
    return abs((line.baseline - first + step / 2) % step - step / 2) <= LEVEL


def grid_lines(text: SetText, part: Part) -> list[SetLine]:
    """The lines of a part that must be level with those beside: those of the running text in its own face."""
    return [line for line in part.lines if line.running and line.face == text.face]


def _off_grid(text: SetText, parts: list[Part]) -> Iterator[Fault]:
    """The first line of each column that is not level with the first one of the page."""
    step = text.line_height
    lines = [(part, grid_lines(text, part)) for part in parts]
    first = next((found[0].baseline for _, found in lines if found), None)
    for _, found in lines:
        wrong = [line for line in found if first is not None and not on_grid(line, first, step)]
        if wrong and first is not None:
            offset = (wrong[0].baseline - first + step / 2) % step - step / 2
            yield of_lines("off-grid", wrong[:1], abs(offset))


def _unlike(parts: list[Part], step: float) -> Iterator[Fault]:
    """Columns side by side of which one is much shorter: the shorter one, and by how many lines."""
    for row in _rows(parts):
        lowest = [max(column, key=_foot) for column in row.values()]
        feet = [_foot(part) for part in lowest]
        if len(row) > 1 and (short := (max(feet) - min(feet)) / step) > MOST_UNLIKE + _NEARLY:
            part = lowest[feet.index(min(feet))]
            box = part.box
            mark = Rectangle(float(box.position_x), min(feet), float(box.width), max(feet) - min(feet))
            yield Fault("not-level", part.lines[-1] if part.lines else None, part, round(short, 1), (mark,))


def _rows(parts: list[Part]) -> Iterator[dict[int, list[Part]]]:
    """Columns that stand side by side, with their parts; what goes across all columns stands between two rows."""
    row: dict[int, list[Part]] = {}
    for part in parts:
        if not part.column:
            continue
        if row and part.column < max(row):
            yield row
            row = {}
        row.setdefault(part.column, []).append(part)
    yield row


def _foot(part: Part) -> float:
    """Where the last thing in a part ends."""
    children = [child for child in part.box.children if child.is_in_normal_flow()]
    return max((float(c.border_box_y() + c.border_height()) for c in children), default=float(part.box.position_y))


def _bare(text: SetText) -> Iterator[Fault]:
    """Pages after the first that show a line or two and nothing else."""
    if text.pages < 2:
        return
    for number in range(2, text.pages + 1):
        parts = [part for part in text.parts if part.page == number]
        lines = [line for part in parts for line in part.lines]
        heights = {round(line.baseline) for line in lines}
        pictured = any(_shows_picture(part.box) for part in parts[:1])
        if lines and len(heights) < LINES_OF_A_PAGE and not pictured:
            yield of_lines("bare-page", lines, len(heights))


def _shows_picture(page: object) -> bool:
    from weasyprint.formatting_structure import boxes

    return any(isinstance(box, boxes.ReplacedBox) for box in page.descendants())  # type: ignore[attr-defined]
