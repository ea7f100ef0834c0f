"""Drafts of folded work: signatures of sheets that a fold string folds."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presswork.imposition import creep, folding, signatures
from presswork.imposition.forme import Cell, Forme
from presswork.imposition.job import Draft, DraftSheet, Step, need_both_sides
from presswork.imposition.plan import deed

if TYPE_CHECKING:
    from presswork.imposition.folding import Fold
    from presswork.imposition.forme import Grid
    from presswork.imposition.job import Job
    from presswork.imposition.plan import Deed, Nesting

# A stapler goes through about so many sheets of office paper, and a thicker pamphlet does not stay shut.
MOST_STAPLED = 20
_BLANK = Cell(None)


def draft(job: Job) -> Draft:
    """The draft of a folded scheme. Adds I015, I020, I026 to I029 to the job's findings where they apply."""
    folds = job.scheme.parsed
    rows, columns = folding.grid(folds)
    need_both_sides(job)
    pages = _reading(job, 2 * rows * columns)
    sizes = signatures.split(len(pages) // (2 * rows * columns), job.order.signature, job.order.uneven)
    _say_what_holds(job, folds, sizes)
    sheets: list[DraftSheet] = []
    start = 0
    for number, size in enumerate(sizes, 1):
        end = start + size * 2 * rows * columns
        sheets += _signature(job, folds, pages[start:end], size, number, collates=len(sizes) > 1)
        start = end
    forme = forme_of(job, folds)
    return Draft("folded", forme, tuple(sheets), _finishing(job, sizes), steps(folds, forme))


def _reading(job: Job, multiple: int) -> signatures.Reading:
    pages = len(job.pages)
    reading = signatures.with_blanks(pages, multiple, job.order.blank_places, front=job.order.front)
    blanks = [place for place, page in enumerate(reading) if page is None]
    if blanks:
        _say_where_blanks_are(job, blanks, len(reading))
    return reading


def _say_where_blanks_are(job: Job, blanks: list[int], total: int) -> None:
    many = "1 page is" if len(blanks) == 1 else f"{len(blanks)} pages are"
    if blanks[-1] == total - 1:
        where, hint = "at the end", "blanks: before-back-cover keeps the last page on the back"
    elif blanks[0] == 0:
        where, hint = "in front", "blanks: at-end puts them at the end"
    else:
        where, hint = f"before page {blanks[0] + 1}", "blanks: at-end puts them at the end"
    hints = [hint]
    if job.order.blank_places == "after-front" and len(blanks) % 2:
        hints.append("the pages after them change from left to right: add or take away one page in front")
    hints += _with_fewer(len(job.pages), len(blanks))
    job.findings.note("I020", f"{many} left blank {where}", hints=hints)


def _with_fewer(pages: int, blanks: int) -> list[str]:
    """The scheme of the most pages a sheet that would leave far fewer pages blank."""
    for name, a_sheet in (("octavo", 16), ("quarto", 8), ("folio", 4)):
        if (left := -pages % a_sheet) <= blanks // 2 and a_sheet <= blanks:
            return [f"fold: {name} would leave {left or 'none'} blank"]
    return []


def _say_what_holds(job: Job, folds: tuple[Fold, ...], sizes: tuple[int, ...]) -> None:
    sheets = max(sizes, default=0)
    if not folding.sewable(folds):
        message = f"folded as {job.scheme.name}, some leaves hang on no fold"
        job.findings.warn("I026", message, hints=("glue the spine, or use another fold",))
    if sheets > 1 and job.order.nesting == "each" and not folding.nests(folds):
        message = f"a sheet folded as {job.scheme.name} does not open in its middle: no other can be put into it"
        hints = ("make each sheet a signature of its own (signature: 1)", "or fold the sheets in one pile")
        job.findings.error("I027", message, hints=hints)
    leaves = sheets * len(folding.conjugates(folds))
    if job.order.signature is None and leaves // 2 > MOST_STAPLED:
        message = f"{leaves // 2} folded leaves are more than a stapler holds, and the pamphlet will not stay shut"
        job.findings.note("I029", message, hints=("sew or glue it in signatures: signature: 4",))
    if job.order.creep not in (None, "none") and job.order.caliper is None and leaves > 2:
        message = f"creep is reckoned for paper of {creep.USUAL_CALIPER.mm:g} mm"
        job.findings.note("I028", message, hints=("say how thick yours is: caliper: 0.12mm",))


def _signature(
    job: Job, folds: tuple[Fold, ...], pages: signatures.Reading, sheets: int, number: int, *, collates: bool
) -> list[DraftSheet]:
    """The sheets of one signature, the outermost first."""
    rows, columns = folding.grid(folds)
    step = creep.step(job.order.creep, job.order.caliper)
    cells = [[[_BLANK] * columns for _ in range(rows)] for _ in range(2 * sheets)]
    faces = folding.reading(folds, sheets, right=job.right, nesting=job.order.nesting)
    for ordinal, face in enumerate(faces):
        moved = creep.towards_spine(ordinal, len(faces), step, job.order.anchor) if step else 0.0
        column = columns - 1 - face.column if face.back else face.column
        cell = Cell(pages[ordinal], face.rotation, face.spine, moved)
        cells[2 * face.sheet + face.back][face.row][column] = cell
    first = faces[0]
    opening = (first.back, first.row, columns - 1 - first.column if first.back else first.column) if collates else None
    grids: list[Grid] = [tuple(map(tuple, side)) for side in cells]
    return [
        DraftSheet(grids[2 * sheet], grids[2 * sheet + 1], number, opening if sheet == faces[0].sheet else None)
        for sheet in range(sheets)
    ]


def forme_of(job: Job, folds: tuple[Fold, ...]) -> Forme:
    """The forme of a folded sheet: nothing between the pages at a spine, a gutter where they are cut apart."""
    rows, columns = folding.grid(folds)
    fronts = {(face.row, face.column): face for face in folding.reading(folds) if not face.back}
    turned = fronts[0, 0].rotation % 180 != 0
    width, height = reversed(job.trim) if turned else job.trim
    spines = 2 * job.order.mill.pt
    between_columns = [fronts[0, c].spine == "right" or fronts[0, c + 1].spine == "left" for c in range(columns - 1)]
    between_rows = [fronts[r, 0].spine == "bottom" or fronts[r + 1, 0].spine == "top" for r in range(rows - 1)]
    return Forme(
        (width,) * columns,
        (height,) * rows,
        tuple(spines if spine else job.gutter for spine in between_columns),
        tuple(spines if spine else job.gutter for spine in between_rows),
        (True,) * (columns - 1),
        (True,) * (rows - 1),
        bleed=job.bleed,
    )


def steps(folds: tuple[Fold, ...], forme: Forme) -> tuple[Step, ...]:
    """The folds as lines in the forme, in the middle of the gaps; they end at a crease or at the sheet's edge."""
    across = _lines(forme.columns)
    down = [None if line is None else forme.height - line for line in _lines(forme.rows)]
    found: list[Step] = []
    for fold, line, first, last in folding.creases(folds):
        if fold.across:
            found.append(Step(fold.letter[0], (across[line], down[last], across[line], down[first])))
        else:
            found.append(Step(fold.letter[0], (across[first], down[line], across[last], down[line])))
    return tuple(found)


def _lines(spans: tuple[tuple[float, float], ...]) -> list[float | None]:
    """The grid lines of rows or columns: the middles of the gaps, None at the edges of the sheet."""
    inner = ((end + start) / 2 for (_, end), (start, _) in pairwise(spans))
    return [None, *inner, None]


def _folding(folds: int, nesting: Nesting, sheets: int) -> Deed:
    """How the sheets are folded, each or in a pile."""
    how = "once" if folds == 1 else "times"
    if sheets == 1 or nesting == "each":
        return deed(f"fold_{how}", times=folds)
    return deed(f"pile_{how}", times=folds, sheets=sheets)


def _finishing(job: Job, sizes: tuple[int, ...]) -> tuple[Deed, ...]:
    folds = job.scheme.parsed
    largest = max(sizes, default=1)
    deeds = [_folding(len(folds), job.order.nesting, largest)]
    if largest > 1 and job.order.nesting == "each":
        deeds.append(deed("nest"))
    if len(sizes) > 1:
        deeds += [deed("gather"), deed("sew")]
    elif len(folds) > 1 or largest > 1:
        deeds.append(deed("staple"))
    if len(folds) > 1:
        deeds.append(deed("cut_open"))
    return tuple(deeds)
