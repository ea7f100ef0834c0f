"""The printer's marks around the pages: crop, fold, register, colour bar, slug line; on the spine, collating marks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from presswork.imposition.folding import EDGES
from presswork.imposition.plan import Line, Note, Patch, Side, Target
from presswork.paper import Length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.diagnostics import Findings
    from presswork.edition import Mark
    from presswork.imposition.folding import Edge
    from presswork.imposition.forme import Forme
    from presswork.imposition.job import Draft
    from presswork.imposition.order import Order
    from presswork.imposition.plan import LineKind, Plan, Sheet, Slot

_MM = Length.parse("1mm").pt
# Marks stand outside the bleed with a gap of their own, or the cut would leave their ends on the page.
GAP = 1 * _MM
LENGTH = 5 * _MM
_SHORTEST = 2 * _MM
_AROUND = 1.5 * _MM
_RADIUS = 1.5 * _MM
_FIELD = 4 * _MM
_SMALLEST_BAR = 4
_SLUG_SIZE = 6.0
_SHORTEST_SLUG = 12
# Helvetica's average width, a little generous: the slug has to end before the next mark.
_LETTER = 0.55
_COLLATING = (1.5 * _MM, 5 * _MM)
_COLLATING_STEP = 6 * _MM
_INKS: tuple[tuple[float, float, float, float], ...] = (
    (1, 0, 0, 0),
    (0, 1, 0, 0),
    (0, 0, 1, 0),
    (0, 0, 0, 1),
    (1, 1, 0, 0),
    (0, 1, 1, 0),
    (1, 0, 1, 0),
    (0.5, 0, 0, 0),
    (0, 0.5, 0, 0),
    (0, 0, 0.5, 0),
    (0, 0, 0, 0.5),
)


def room(bleed: float) -> float:
    """What marks and bleed take around the pages, in points."""
    return bleed + GAP + LENGTH


class Tick(NamedTuple):
    """A place along a sheet's side where something is cut or folded."""

    at: float
    kind: LineKind


@dataclass(slots=True)
class _Band:
    """The strip along one edge in which marks stand, and what of it is taken."""

    edge: Edge
    start: float
    end: float
    near: float
    depth: float
    taken: list[tuple[float, float]] = field(default_factory=list)

    def take(self, length: float, wanted: float) -> float | None:
        """Reserve a free length whose middle is as near as can be to `wanted`; its start, or None."""
        found = self.nearest(length, wanted)
        if found is not None:
            self.taken.append((found - _MM, found + length + _MM))
        return found

    def widest(self) -> float:
        """The longest free stretch."""
        return max((end - start for start, end in self.free()), default=0.0)

    def nearest(self, length: float, wanted: float) -> float | None:
        """Where a free length starts whose middle is as near as can be to `wanted`, or None."""
        starts = [
            min(max(wanted - length / 2, start), end - length) for start, end in self.free() if end - start >= length
        ]
        return min(starts, key=lambda start: abs(start + length / 2 - wanted), default=None)

    def free(self) -> Iterator[tuple[float, float]]:
        """The stretches in which nothing stands."""
        at = self.start
        for first, last in sorted(self.taken):
            if first > at:
                yield at, first
            at = max(at, last)
        if self.end > at:
            yield at, self.end


def ticks(forme: Forme, *, down: bool) -> tuple[Tick, ...]:
    """Where the forme is cut or folded, from its left (or, `down`, from its top): marks of both stand there."""
    spans = forme.rows if down else forme.columns
    folds = forme.row_folds if down else forme.column_folds
    gaps = forme.row_gaps if down else forme.column_gaps
    found = [Tick(spans[0][0], "crop"), Tick(spans[-1][1], "crop")]
    for number, (gap, fold) in enumerate(zip(gaps, folds, strict=True)):
        end, start = spans[number][1], spans[number + 1][0]
        if fold:
            found.append(Tick((end + start) / 2, "fold"))
        if gap > 0:
            found += [Tick(end, "crop"), Tick(start, "crop")]
        elif not fold:
            found.append(Tick(end, "crop"))
    if not down:
        found += [Tick(crease, "fold") for crease in forme.creases]
    return tuple(sorted(found))


def marked(plan: Plan, draft: Draft, forme: Forme, order: Order, findings: Findings, *, half_turn: bool) -> Plan:
    """The plan with the marks that were ordered. Adds I025 to the findings when the sheet has no room for some."""
    if not order.marks:
        return plan
    # All fronts have the same marks but for the slug line and the collating marks, and so have all backs.
    frames = {
        side.name: _Frame(side, forme, order.marks, turned=half_turn and side.name == "back")
        for side in plan.sheets[0].sides
    }
    last = plan.sheets[-1]
    sheets: list[Sheet] = []
    for sheet, drafted in zip(plan.sheets, draft.sheets, strict=True):
        gathered = f"signature {sheet.signature} of {last.signature}" if last.signature > 1 else ""
        words = (order.title, gathered, f"sheet {sheet.number} of {last.number}")
        sides = (frames[side.name].around(side, (*words, side.name, order.date)) for side in sheet.sides)
        if "collating" in order.marks and drafted.collates:
            sides = (_collated(side, sheet, drafted.collates, len(drafted.front[0]), order) for side in sides)
        sheets.append(replace(sheet, sides=tuple(sides)))
    missing = {mark for frame in frames.values() for mark in frame.missing}
    if missing:
        names = ", ".join(sorted(missing))
        hints = (f"they need {room(forme.bleed) / _MM:.3g} mm around the pages: use a larger sheet",)
        findings.warn("I025", f"{plan.paper} has no room for marks: {names}", hints=hints)
    return replace(plan, sheets=tuple(sheets))


class _Frame:
    """The marks around the pages of all fronts, or of all backs; what found no room is in `missing`."""

    def __init__(self, side: Side, forme: Forme, wanted: tuple[Mark, ...], *, turned: bool) -> None:
        self.missing: set[str] = set()
        self.wanted = wanted
        left, bottom = (side.width - forme.width) / 2, (side.height - forme.height) / 2
        right, top = side.width - left, side.height - bottom
        # The forme stands in the middle, so that turning the sheet over or round only counts from the other edge.
        self.from_left = from_left = side.name == "front" or turned
        self.from_top = not turned
        self.across = [Tick(left + t.at if from_left else right - t.at, t.kind) for t in ticks(forme, down=False)]
        self.upward = [Tick(bottom + t.at if turned else top - t.at, t.kind) for t in ticks(forme, down=True)]
        start = forme.bleed + GAP
        self.bands: dict[Edge, _Band] = {
            "left": _Band("left", bottom, top, left - start, left - start),
            "right": _Band("right", bottom, top, right + start, side.width - right - start),
            "bottom": _Band("bottom", left, right, bottom - start, bottom - start),
            "top": _Band("top", left, right, top + start, side.height - top - start),
        }
        self.lines = tuple(self._lines("crop" in wanted, "fold" in wanted))
        self.targets = tuple(self._targets()) if "registration" in wanted else ()
        self.patches = tuple(self._colour_bar()) if "colour-bar" in wanted else ()

    def around(self, side: Side, words: tuple[str, ...]) -> Side:
        """The side with its marks; `words` are what its slug line says, empty ones left out."""
        notes = tuple(self._slug(" · ".join(filter(None, words)))) if "slug" in self.wanted else ()
        return replace(side, lines=self.lines, targets=self.targets, patches=self.patches, notes=notes)

    def _lines(self, crop: bool, fold: bool) -> Iterator[Line]:
        for band in self.bands.values():
            outward = 1 if band.edge in ("right", "top") else -1
            length = min(LENGTH, band.depth)
            seen: set[float] = set()
            for tick in self.across if band.edge in ("bottom", "top") else self.upward:
                if not (crop if tick.kind == "crop" else fold):
                    continue
                if length < _SHORTEST:
                    self.missing.add(tick.kind)
                    continue
                if (place := round(tick.at, 2)) in seen:
                    continue
                seen.add(place)
                band.taken.append((tick.at - _AROUND, tick.at + _AROUND))
                yield _line(band, tick, outward * length)

    def _targets(self) -> Iterator[Target]:
        for band in self.bands.values():
            level = band.edge in ("bottom", "top")
            start = band.take(2 * _RADIUS + 2 * _MM, self._middle(band)) if band.depth >= 2 * _RADIUS else None
            if start is None:
                continue
            off = band.near + (1 if band.edge in ("right", "top") else -1) * min(LENGTH, band.depth) / 2
            along = start + _RADIUS + _MM
            yield Target(along, off, _RADIUS) if level else Target(off, along, _RADIUS)
        if all(band.depth < 2 * _RADIUS for band in self.bands.values()):
            self.missing.add("registration")

    def _middle(self, band: _Band) -> float:
        """The middle of the band, or of the free stretch beside it that lies on the same paper on front and back."""
        centre = (band.start + band.end) / 2
        stretches = [(start + end) / 2 for start, end in band.free() if end - start > 2 * _RADIUS + 2 * _MM]
        if not stretches or any(abs(middle - centre) < _MM for middle in stretches):
            return centre
        counted = self.from_left if band.edge in ("bottom", "top") else self.from_top
        return min(stretches, key=lambda middle: (round(abs(middle - centre)), middle if counted else -middle))

    def _colour_bar(self) -> Iterator[Patch]:
        for edge in ("top", "bottom", "right", "left"):
            band = self.bands[edge]
            fields = min(len(_INKS), math.floor(band.widest() / _FIELD))
            if band.depth < _FIELD or fields < _SMALLEST_BAR:
                continue
            start = band.take(fields * _FIELD, band.end)
            assert start is not None
            low = band.near if edge in ("top", "right") else band.near - _FIELD
            for number, ink in enumerate(_INKS[:fields]):
                along = start + number * _FIELD
                x, y = (along, low) if edge in ("top", "bottom") else (low, along)
                yield Patch(x, y, _FIELD, _FIELD, ink)
            return
        self.missing.add("colour-bar")

    def _slug(self, text: str) -> Iterator[Note]:
        for edge in ("bottom", "top"):
            band = self.bands[edge]
            fitting = int(band.widest() / (_SLUG_SIZE * _LETTER))
            if band.depth < _SLUG_SIZE or fitting < _SHORTEST_SLUG:
                continue
            text = text if len(text) <= fitting else text[: fitting - 1].rstrip(" ·") + "…"
            start = band.nearest(len(text) * _SLUG_SIZE * _LETTER, band.start)
            assert start is not None
            middle = band.near + (min(LENGTH, band.depth) / 2) * (1 if edge == "top" else -1)
            yield Note(start, middle - _SLUG_SIZE * 0.35, text, _SLUG_SIZE)
            return
        self.missing.add("slug")


def _collated(side: Side, sheet: Sheet, place: tuple[bool, int, int], columns: int, order: Order) -> Side:
    """The side with a bar on the spine before the page that opens the signature, if that page is on this side."""
    back, row, column = place
    if back != (side.name == "back"):
        return side
    mark = _on_spine(side.slots[row * columns + column], sheet.signature, order)
    return replace(side, patches=(*side.patches, mark))


def _line(band: _Band, tick: Tick, length: float) -> Line:
    near, far = band.near, band.near + length
    if band.edge in ("bottom", "top"):
        return Line(tick.at, near, tick.at, far, tick.kind)
    return Line(near, tick.at, far, tick.at, tick.kind)


def _on_spine(slot: Slot, signature: int, order: Order) -> Patch:
    """The collating mark at the spine of the page that opens a signature."""
    quarters = slot.rotation // 90
    spine = EDGES[((2 if order.binding == "right" else 0) + quarters) % 4]
    head = EDGES[(3 + quarters) % 4]
    wide, long = _COLLATING
    upright = spine in ("left", "right")
    spine_at = {"left": slot.x, "right": slot.x + slot.width, "bottom": slot.y, "top": slot.y + slot.height}[spine]
    spine_at += order.mill.pt * (-1 if spine in ("left", "bottom") else 1)
    extent = slot.height if upright else slot.width
    steps = max(1, int((extent - long) // _COLLATING_STEP))
    down = ((signature - 1) % steps) * _COLLATING_STEP + _COLLATING_STEP / 2
    low = slot.y if upright else slot.x
    along = low + extent - down - long if head in ("top", "right") else low + down
    return (
        Patch(spine_at - wide / 2, along, wide, long, (0, 0, 0, 1))
        if upright
        else Patch(along, spine_at - wide / 2, long, wide, (0, 0, 0, 1))
    )
