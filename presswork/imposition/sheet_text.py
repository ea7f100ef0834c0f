"""Shows a plan on the terminal: the pages as they lie on each side, and what is done with the sheets."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from presswork.imposition.wording import finishing, folding, printing, words_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presswork.imposition.plan import Plan, Sheet, Side, Slot

MOST_SHEETS = 12
_SHOWN_FIRST, _SHOWN_LAST = 4, 2
# Where a page's head points when it is turned counter-clockwise.
_HEAD = {0: " ", 90: "\u2190", 180: "\u2193", 270: "\u2192"}
_BLANK = "\u00b7"


def as_text(plan: Plan) -> str:
    """The plan in lines: sheets with front and back side by side, then printing, folding and finishing.

    An arrow points to the head of a page that does not stand upright; a dot is a blank page.
    """
    lines: list[str] = []
    kept = plan.sheets
    if len(kept) > MOST_SHEETS:
        kept = (*plan.sheets[:_SHOWN_FIRST], *plan.sheets[-_SHOWN_LAST:])
    for at, sheet in enumerate(kept):
        if at == _SHOWN_FIRST and len(kept) < len(plan.sheets):
            lines += [f"... sheets {plan.sheets[at].number} to {kept[at].number - 1} in the same way", ""]
        lines += [*_sheet(sheet, plan), ""]
    words = words_for("en")
    # What is done with a leaflet or zine tells its folds already.
    steps = [f"{step.order}. {folding(step, plan, words)}" for step in plan.folds] if plan.kind == "folded" else []
    return "\n".join([*lines, f"{printing(plan, words)}.", *steps, *(f"{each}." for each in finishing(plan, words))])


def _sheet(sheet: Sheet, plan: Plan) -> Iterator[str]:
    several = len({each.signature for each in plan.sheets}) > 1
    yield f"sheet {sheet.number}" + (f", section {sheet.signature}" if several else "")
    blocks = [[side.name, *_block(side)] for side in sheet.sides]
    widths = [max(map(len, block)) for block in blocks]
    for row in zip_longest(*blocks, fillvalue=""):
        yield ("  " + "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()


def _block(side: Side) -> list[str]:
    """A side as a table of its pages, ruled."""
    rows = _rows(side.slots)
    width = max((len(cell) for row in rows for cell in row), default=1) + 2
    across = max(map(len, rows), default=1)

    def rule(left: str, middle: str, right: str) -> str:
        return left + middle.join(["\u2500" * width] * across) + right

    lines = [rule("\u250c", "\u252c", "\u2510")]
    for at, row in enumerate(rows):
        if at:
            lines.append(rule("\u251c", "\u253c", "\u2524"))
        cells = [*row, *[""] * (across - len(row))]
        lines.append("\u2502" + "\u2502".join(cell.center(width) for cell in cells) + "\u2502")
    return [*lines, rule("\u2514", "\u2534", "\u2518")]


def _rows(slots: Sequence[Slot]) -> list[list[str]]:
    """The pages in rows from the top, each from the left; slots whose middles lie level are in one row."""
    rows: list[tuple[float, list[Slot]]] = []
    for slot in sorted(slots, key=lambda each: -(each.y + each.height / 2)):
        middle = slot.y + slot.height / 2
        if rows and abs(rows[-1][0] - middle) < slot.height / 2:
            rows[-1][1].append(slot)
        else:
            rows.append((middle, [slot]))
    return [[_cell(slot) for slot in sorted(row, key=lambda each: each.x)] for _, row in rows]


def _cell(slot: Slot) -> str:
    return f"{slot.page}{_HEAD[slot.rotation % 360]}".strip() if slot.page else _BLANK
