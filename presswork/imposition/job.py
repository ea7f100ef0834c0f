"""A job between order and plan: what is to be placed, and the formes that a scheme makes of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presswork.diagnostics import Findings
from presswork.imposition.forme import SAME
from presswork.imposition.press_sheets import shown
from presswork.paper import Length

if TYPE_CHECKING:
    from presswork.imposition.forme import Forme, Grid
    from presswork.imposition.order import Order
    from presswork.imposition.plan import Deed, Kind, PageSize
    from presswork.imposition.schemes import Scheme

# Nobody asks for more bleed than this, and what lies further out is not bleed but a printer's marks.
MOST_UNASKED_BLEED = Length.parse("0.125in").pt


@dataclass(frozen=True, slots=True)
class Step:
    """A fold or slit in the forme, seen on the front: `letter`, and its line from the forme's lower left corner.

    None stands for the sheet's edge.
    """

    letter: str
    line: tuple[float | None, float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """The grids of one sheet as they are seen on its front and, turned over like a leaf, on its back.

    `collates` is where the page lies that opens a signature, when there are several: whether on the back, row, column.
    """

    front: Grid
    back: Grid | None = None
    signature: int = 1
    collates: tuple[bool, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a scheme makes of a job: one forme for all sheets, the sheets, and how they are finished.

    `trim` is the finished size where it is not that of the job's pages.
    """

    kind: Kind
    forme: Forme
    sheets: tuple[DraftSheet, ...]
    finishing: tuple[Deed, ...]
    steps: tuple[Step, ...] = ()
    repeated: bool = False
    trim: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """An order with its pages: `trim` is the finished page, `bleed` what runs over it where pages are cut apart."""

    pages: tuple[PageSize, ...]
    order: Order
    scheme: Scheme
    trim: tuple[float, float]
    bleed: float
    findings: Findings = field(default_factory=Findings)

    @property
    def right(self) -> bool:
        """Whether the spine is at the right."""
        return self.order.binding == "right"

    @property
    def one_sided(self) -> bool:
        """Whether nothing is printed on the backs."""
        return self.order.duplex == "single"

    @property
    def gutter(self) -> float:
        """The room between pages that are cut apart."""
        return self.order.gutter.pt if self.order.gutter else 2 * self.bleed


def usual_trim(pages: tuple[PageSize, ...]) -> tuple[float, float]:
    """The size that most pages have."""
    sizes = Counter((round(page.width), round(page.height)) for page in pages)
    usual = sizes.most_common(1)[0][0]
    first = next(page for page in pages if (round(page.width), round(page.height)) == usual)
    return first.width, first.height


def bleed_of(pages: tuple[PageSize, ...], order: Order) -> float:
    """The bleed that was ordered, else what the pages have."""
    if order.bleed is not None:
        return order.bleed.pt
    return min(MOST_UNASKED_BLEED, max(max(page.bleed) for page in pages))


def compare_sizes(job: Job) -> None:
    """Add a finding for pages of another size: I012 (error) for larger ones, I013 for smaller ones."""
    width, height = job.trim
    larger = [n for n, p in enumerate(job.pages, 1) if p.width > width + SAME or p.height > height + SAME]
    smaller = [
        n
        for n, p in enumerate(job.pages, 1)
        if n not in set(larger) and (p.width < width - SAME or p.height < height - SAME)
    ]
    if larger and job.order.shrink:
        job.findings.note("I024", f"{numbered(larger)} {_are(larger)} made smaller, to {shown(width, height)}")
    elif larger:
        page = job.pages[larger[0] - 1]
        message = f"{numbered(larger)} {_are(larger)} larger than the others: {shown(page.width, page.height)}"
        lying = page.width <= height + SAME and page.height <= width + SAME
        hint = "turn it" if lying else f"give all pages the size of the others, {shown(width, height)}, or less"
        job.findings.error("I012", message, hints=(hint, "or allow pages to be made smaller (shrink)"))
    if smaller:
        stands = "stands" if len(smaller) == 1 else "stand"
        message = f"{numbered(smaller)} {_are(smaller)} smaller than {shown(width, height)} and {stands} in the middle"
        job.findings.warn("I013", message)


def compare_bleeds(job: Job) -> None:
    """Add I022 when pages bleed less than was ordered."""
    short = [n for n, page in enumerate(job.pages, 1) if max(page.bleed) < job.bleed - 0.1]
    if job.order.bleed and short:
        message = f"{numbered(short)} {'bleeds' if len(short) == 1 else 'bleed'} less than {job.order.bleed.mm:.3g} mm"
        hint = "colour that runs to the edge shows a white line where the cut is not exact"
        job.findings.warn("I022", message, hints=(hint,))


def need_both_sides(job: Job) -> None:
    """Add I015 when a scheme that lives on both sides of the paper is ordered for one."""
    if job.one_sided:
        hint = "use duplex: manual on a printer that prints one side at a time"
        job.findings.error("I015", f"{job.scheme.name} is printed on both sides of its sheets", hints=(hint,))


def _are(numbers: list[int]) -> str:
    return "is" if len(numbers) == 1 else "are"


def numbered(numbers: list[int]) -> str:
    """Pages as a sentence names them: page 3; pages 3, 4 and 9; pages 1, 2, 3 and 40 more."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if len(numbers) > 4:
        return f"pages {', '.join(map(str, numbers[:3]))} and {len(numbers) - 3} more"
    return f"pages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
