"""Lays out one part of a volume, and writes it when its page numbers are known, in whichever process this is called."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from presswork.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from presswork.breaks import BreakReport
    from presswork.edition import Page, PageStart
    from presswork.editions.binding.renumbering import Margins
    from presswork.editions.engine import LaidOut
    from presswork.editions.xmp import Statement


@dataclass(frozen=True, slots=True)
class PartTask:
    """A part ready for the engine, numbers filled in: its key, its page, and what `pdf.typeset` is told.

    `number` is that of its first page, `run_on` are the slugs of texts that follow the first on its pages.
    """

    key: str
    page: Page = field(repr=False)
    number: int
    standard: str | None
    stated: tuple[Statement, ...] = field(repr=False)
    urn: str
    body: str | None = field(default=None, repr=False)
    source: str = ""
    run_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartLaid:
    """A part laid out: the folio of each page, the page (from 0) on which each anchor stands, its PDF once written.

    `number` is that of its first page; `bound` says that the part can have no other without being laid out again.
    `breaks` is what there is to say of the lines of a text; parts that are made have none worth it. `filled` says how
    far the last page and the one before are filled, as parts of 1.
    """

    key: str
    number: int
    folios: tuple[str, ...]
    anchors: dict[str, int] = field(repr=False)
    starts: tuple[PageStart, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    breaks: BreakReport | None = None
    bound: bool = False
    data: bytes = field(default=b"", repr=False)
    filled: tuple[float, float] = (1.0, 1.0)

    def shifted(self, shift: int) -> PartLaid:
        """The part with page numbers that are higher by `shift`."""
        if not shift:
            return self
        starts = tuple(replace(start, label=higher(start.label, shift)) for start in self.starts)
        folios = tuple(higher(folio, shift) for folio in self.folios)
        return replace(self, number=self.number + shift, folios=folios, starts=starts)


class PartWritten(NamedTuple):
    """A part's PDF, and what was found while it was written."""

    data: bytes
    findings: tuple[Diagnostic, ...]


class _Open(NamedTuple):
    task: PartTask
    laid: LaidOut
    margins: tuple[Margins, ...]


# The parts that this process has laid out and not yet written.
_open: dict[str, _Open] = {}


def higher(folio: str, shift: int) -> str:
    """A page number in figures that is higher by `shift`."""
    return str(int(folio) + shift) if shift else folio


def lay_out_part(task: PartTask) -> PartLaid:
    """Lay a part out, and keep it until it is written. Raises `Rejected` (E102, E123)."""
    from presswork.editions.engine_import import bring_engine

    bring_engine()
    from presswork.editions import engine, pdf
    from presswork.editions.binding.renumbering import of_pages, remembering_margins
    from presswork.editions.binding.shared_pages import shared_starts
    from presswork.editions.binding.short_pages import laid_out_whole
    from presswork.editions.standards import standard_named
    from presswork.typesetting.breaks import examine
    from presswork.typesetting.page_fill import extent_of

    standard = standard_named(task.standard)
    with pdf.ONE_AT_A_TIME:
        with remembering_margins() as margins:
            laid = laid_out_whole(task.page, partial(engine.lay_out, standard=standard))
        starts, lost = pdf.page_map(laid, task.body) if task.body is not None else ((), ())
        if task.run_on:
            starts = shared_starts(laid, starts, task.run_on)
        anchors: dict[str, int] = {}
        for index, page in enumerate(laid.document.pages):
            for name in page.anchors:
                anchors.setdefault(name, index)
        breaks = examine(laid.document.pages) if task.body is not None else None
    _open[task.key] = _Open(task, laid, of_pages(laid, margins))
    found = _placed((*laid.findings, *lost), task)
    bound = _is_bound(laid, task.number)
    extent = extent_of(laid.document)
    filled = extent.last, extent.before
    return PartLaid(task.key, task.number, laid.folios, anchors, starts, found, breaks, bound, filled=filled)


def write_part(key: str, shift: int) -> PartWritten:
    """Write a part that this process has laid out, with page numbers higher by `shift`; it is let go of then.

    Raises `Rejected` (E123).
    """
    from presswork.editions import engine, pdf
    from presswork.editions.binding.renumbering import renumber
    from presswork.editions.standards import standard_named

    task, laid, margins = _open.pop(key)
    with pdf.ONE_AT_A_TIME:
        if shift:
            renumber(margins, shift)
            laid = replace(laid, folios=tuple(higher(folio, shift) for folio in laid.folios))
        file = engine.write(laid, standard_named(task.standard), task.stated, task.urn)
    return PartWritten(file.data, _placed(file.findings, task))


def let_go() -> None:
    """Forget the parts that were laid out and not written."""
    _open.clear()


def _placed(found: tuple[Diagnostic, ...], task: PartTask) -> tuple[Diagnostic, ...]:
    return tuple(f if f.location or not task.source else f.at(Location(task.source)) for f in found)


def _is_bound(laid: LaidOut, number: int) -> bool:
    """Whether the part says page numbers of its own in its text, or counts its pages otherwise than in figures."""
    if laid.folios != tuple(map(str, range(number, number + len(laid.folios)))):
        return True
    return any("data-page" in link.attrib and link.get("href", "").startswith("#") for link in laid.root.iter("a"))
