"""A QR code as SVG: each dark figure as one closed outline, so that no hairlines show between its modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.barcodes.drawing import Drawing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.paper import Length

QUIET = 4  # modules of white around it (ISO/IEC 18004, 5.3.8)
Point = tuple[int, int]


def qr_code(text: str, width: Length, *, ink: str = "#000", ground: str = "#fff") -> Drawing:
    """The QR code of a text, such as an address, `width` with its quiet zone; a quarter of it may be damaged (level M).

    Raises `ValueError` when the text is too long for any code.
    """
    import segno

    rows = [bytes(row) for row in segno.make_qr(text, error="m", boost_error=True).matrix]
    side = len(rows) + 2 * QUIET
    path = "".join(_closed(loop) for loop in outlines(rows))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width.css}" height="{width.css}"'
        f' viewBox="-{QUIET} -{QUIET} {side} {side}"><rect x="-{QUIET}" y="-{QUIET}" width="{side}" height="{side}"'
        f' fill="{ground}"/><path fill="{ink}" fill-rule="evenodd" d="{path}"/></svg>'
    )
    return Drawing(svg, width, width)


def outlines(rows: Sequence[bytes]) -> list[list[Point]]:
    """The closed outlines of the dark cells (1) of a grid, corners only; what lies in an odd number of them is dark."""
    edges: dict[Point, list[Point]] = {}
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                _add_edges(edges, rows, x, y)
    found = []
    while edges:
        start = min(edges)
        loop, here = [start], _take(edges, start, None)
        while here != start:
            loop.append(here)
            here = _take(edges, here, loop[-2])
        found.append(_corners(loop))
    return found


def _add_edges(edges: dict[Point, list[Point]], rows: Sequence[bytes], x: int, y: int) -> None:
    """The sides of a dark cell that have a light cell beyond, clockwise."""

    def light(x: int, y: int) -> bool:
        return not (0 <= y < len(rows) and 0 <= x < len(rows[y]) and rows[y][x])

    sides = (
        (light(x, y - 1), (x, y), (x + 1, y)),
        (light(x + 1, y), (x + 1, y), (x + 1, y + 1)),
        (light(x, y + 1), (x + 1, y + 1), (x, y + 1)),
        (light(x - 1, y), (x, y + 1), (x, y)),
    )
    for free, start, end in sides:
        if free:
            edges.setdefault(start, []).append(end)


def _take(edges: dict[Point, list[Point]], start: Point, before: Point | None) -> Point:
    """The end of an edge from `start`, taken out; where two cells touch at a corner, the one that turns right."""
    ends = edges[start]
    chosen = ends[0]
    if len(ends) > 1 and before is not None:
        ahead = start[0] - before[0], start[1] - before[1]
        right = start[0] - ahead[1], start[1] + ahead[0]
        chosen = right if right in ends else ends[0]
    ends.remove(chosen)
    if not ends:
        del edges[start]
    return chosen


def _corners(loop: list[Point]) -> list[Point]:
    ring = [loop[-1], *loop, loop[0]]
    turns = zip(ring, ring[1:], ring[2:], strict=False)
    return [b for a, b, c in turns if (a[0] == b[0]) != (b[0] == c[0])]


def _closed(loop: list[Point]) -> str:
    (x, y), *others = loop
    return f"M{x} {y}" + "".join(f"L{x} {y}" for x, y in others) + "Z"
