"""From an order and the sizes of pages to a plan that has been folded back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Rejected
from presswork.imposition import flatwork, folded, leaflets, marks, schemes, verifying, zine
from presswork.imposition.duplex import duplexing, half_turned
from presswork.imposition.forme import lay
from presswork.imposition.job import Job, bleed_of, compare_bleeds, compare_sizes, usual_trim
from presswork.imposition.plan import Deed, FoldStep, Plan, Sheet, Side, deed
from presswork.imposition.press_sheets import PressSheet, choose, fitting_scale, lying, shown
from presswork.paper import Length

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from presswork.imposition.duplex import Duplexing
    from presswork.imposition.forme import Forme, Grid
    from presswork.imposition.job import Draft, DraftSheet, Step
    from presswork.imposition.order import Order
    from presswork.imposition.plan import Kind, PageSize, Slot

# What a sheet may be larger than its pages without being cut: half a millimetre at either side of two A5.
_WASTE = Length.parse("2mm").pt

DRAFTS: dict[Kind, Callable[[Job], Draft]] = {
    "folded": folded.draft,
    "stack": flatwork.draft,
    "cards": flatwork.draft,
    "n-up": flatwork.draft,
    "repeat": flatwork.draft,
    "zine": zine.draft,
    "leaflet": leaflets.draft,
}


def plan_for(source: Sequence[PageSize], order: Order) -> Plan:
    """The plan that puts the pages on press sheets as ordered, folded back and found right.

    Warnings and notes are in `Plan.findings`. Raises `Rejected` with codes I001 to I029 when the order cannot be kept;
    `paper_model.NotFolding` when the plan does not fold back to the pages in order, which is a fault of ours.
    """
    pages = tuple(source)
    if not pages:
        raise Rejected([Diagnostic("I017", "there are no pages to impose")])
    scheme = schemes.find(order.fold)
    job = Job(pages, order, scheme, usual_trim(pages), bleed_of(pages, order))
    if scheme.kind != "leaflet":
        compare_sizes(job)
    compare_bleeds(job)
    draft = DRAFTS[scheme.kind](job)
    job.findings.stop_on_error()
    return _composed(job, draft)


def _composed(job: Job, draft: Draft) -> Plan:
    forme, sheet = _on_sheet(job, draft.forme)
    backs = any(drafted.back for drafted in draft.sheets)
    duplex = duplexing(job.order.duplex, sheet.width, sheet.height, printed=backs)
    trim = draft.trim or job.trim
    plan = Plan(
        scheme=job.scheme.name,
        pages=len(job.pages),
        trim=(trim[0] * forme.scale, trim[1] * forme.scale),
        sheets=tuple(
            _sheet(job, forme, drafted, sheet, duplex, number) for number, drafted in enumerate(draft.sheets, 1)
        ),
        turn=duplex.turn,
        binding=job.order.binding,
        folds=_fold_steps(draft.steps, forme, sheet),
        finishing=_finishing(draft, forme, sheet),
        repeated=draft.repeated,
        kind=draft.kind,
        nesting=job.order.nesting,
        paper=sheet.name,
        duplex=duplex.duplex,
    )
    verifying.verify(plan)
    marked = marks.marked(plan, draft, forme, job.order, job.findings, half_turn=duplex.half_turn)
    job.findings.stop_on_error()
    return replace(_moved(marked, job.order), findings=tuple(job.findings.items))


def _finishing(draft: Draft, forme: Forme, sheet: PressSheet) -> tuple[Deed, ...]:
    """What is done with the sheets; one larger than its pages is trimmed, a leaflet or zine before it is folded."""
    trimmed = forme.bleed > 0 or sheet.width - forme.width > _WASTE or sheet.height - forme.height > _WASTE
    if draft.kind in ("zine", "leaflet") and trimmed:
        return (deed("trim_sheet", size=shown(forme.width, forme.height)), *draft.finishing)
    if draft.kind == "folded" and (trimmed or len(draft.steps) > 1):
        return (*draft.finishing, deed("trim"))
    return draft.finishing


def _on_sheet(job: Job, forme: Forme) -> tuple[Forme, PressSheet]:
    """The forme, made smaller where that is allowed and needed, and the sheet that it lies on."""
    order = job.order
    room = marks.room(forme.bleed) if order.marks else forme.bleed
    margin = max(order.margins[0], order.margins[2]), max(order.margins[1], order.margins[3])
    if order.shrink and order.sheet:
        scale = fitting_scale(forme, lying(order.sheet), margin)
        if scale < 1:
            forme = forme.scaled(scale)
            message = f"the pages are printed at {scale * 100:.0f} % of their size"
            job.findings.note("I024", message)
    sheet = choose(forme, order.sheet, job.trim, room)
    _compare_with_edges(job, forme, sheet)
    return forme, sheet


def _compare_with_edges(job: Job, forme: Forme, sheet: PressSheet) -> None:
    """Add I021 where the sheet cuts the bleed off, I023 where the printer prints no more."""
    free = (sheet.width - forme.width) / 2, (sheet.height - forme.height) / 2
    short = min(free)
    if forme.bleed and short < forme.bleed - 0.1:
        message = f"the bleed is cut off by the edge of {shown(sheet.width, sheet.height)}"
        job.findings.warn("I021", message, hints=("use a larger sheet, such as sra4 or sra3",))
    left, bottom, right, top = job.order.margins
    if max(left, right) > free[0] + 0.1 or max(bottom, top) > free[1] + 0.1:
        message = (
            f"the printer leaves {max(job.order.margins) / 72 * 25.4:.3g} mm of the edge white, and pages lie there"
        )
        hints = ("what stands there is lost; shrink: true makes the pages smaller", "or use a larger sheet and trim it")
        (job.findings.warn if forme.bleed else job.findings.note)("I023", message, hints=hints)


def _sheet(job: Job, forme: Forme, drafted: DraftSheet, sheet: PressSheet, duplex: Duplexing, number: int) -> Sheet:
    size = (sheet.width, sheet.height)
    sides = [Side("front", *size, lay(forme, drafted.front, size, job.pages, shrink=job.order.shrink))]
    if drafted.back:
        sides.append(Side("back", *size, _back(job, forme, drafted.back, size, half_turn=duplex.half_turn)))
    return Sheet(number, drafted.signature, tuple(sides))


def _back(job: Job, forme: Forme, grid: Grid, size: tuple[float, float], *, half_turn: bool) -> tuple[Slot, ...]:
    slots = lay(forme.mirrored(), grid, size, job.pages, shrink=job.order.shrink)
    return tuple(half_turned(slot, *size) for slot in slots) if half_turn else slots


def _fold_steps(steps: Sequence[Step], forme: Forme, sheet: PressSheet) -> tuple[FoldStep, ...]:
    """The steps as lines on the sheet's front."""
    left, bottom = (sheet.width - forme.width) / 2, (sheet.height - forme.height) / 2

    def across(x: float | None, edge: float) -> float:
        return edge if x is None else left + x * forme.scale

    def up(y: float | None, edge: float) -> float:
        return edge if y is None else bottom + y * forme.scale

    return tuple(
        FoldStep(
            order,
            step.letter,
            (
                across(step.line[0], 0.0),
                up(step.line[1], 0.0),
                across(step.line[2], sheet.width),
                up(step.line[3], sheet.height),
            ),
        )
        for order, step in enumerate(steps, 1)
    )


def _moved(plan: Plan, order: Order) -> Plan:
    """The plan with each side moved as the printer needs it."""
    offsets = {"front": order.front_offset, "back": order.back_offset}
    if not any(any(offset) for offset in offsets.values()):
        return plan
    sheets = (
        replace(sheet, sides=tuple(_moved_side(side, *offsets[side.name]) for side in sheet.sides))
        for sheet in plan.sheets
    )
    return replace(plan, sheets=tuple(sheets))


def _moved_side(side: Side, dx: float, dy: float) -> Side:
    return replace(
        side,
        slots=tuple(replace(slot, x=slot.x + dx, y=slot.y + dy) for slot in side.slots),
        lines=tuple(
            replace(line, x1=line.x1 + dx, y1=line.y1 + dy, x2=line.x2 + dx, y2=line.y2 + dy) for line in side.lines
        ),
        patches=tuple(replace(patch, x=patch.x + dx, y=patch.y + dy) for patch in side.patches),
        targets=tuple(replace(target, x=target.x + dx, y=target.y + dy) for target in side.targets),
        notes=tuple(replace(note, x=note.x + dx, y=note.y + dy) for note in side.notes),
    )
