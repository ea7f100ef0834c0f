"""Lays out one part of a volume, in whichever process this is called."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from presswork.breaks import BreakReport
    from presswork.edition import Page, PageStart
    from presswork.editions.xmp import Statement


@dataclass(frozen=True, slots=True)
class PartTask:
    """A part ready for the engine, numbers filled in: its key, its page, and what `pdf.typeset` is told."""

    key: str
    page: Page = field(repr=False)
    standard: str | None
    stated: tuple[Statement, ...] = field(repr=False)
    urn: str
    body: str | None = field(default=None, repr=False)
    source: str = ""


@dataclass(frozen=True, slots=True)
class PartLaid:
    """A part laid out: its PDF, the folio of each page, the page (from 0) on which each anchor stands.

    `breaks` is what there is to say of the lines of a text; parts that are made have none worth it.
    """

    key: str
    data: bytes = field(repr=False)
    folios: tuple[str, ...]
    anchors: dict[str, int] = field(repr=False)
    starts: tuple[PageStart, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    breaks: BreakReport | None = None


def lay_out_part(task: PartTask) -> PartLaid:
    """Lay a part out and write it. Raises `Rejected` (E102, E123)."""
    from presswork.editions import engine, pdf
    from presswork.editions.standards import standard_named
    from presswork.typesetting.breaks import examine

    standard = standard_named(task.standard)
    with pdf.ONE_AT_A_TIME:
        laid = engine.lay_out(task.page, standard)
        starts, lost = pdf.page_map(laid, task.body) if task.body is not None else ((), ())
        anchors: dict[str, int] = {}
        for index, page in enumerate(laid.document.pages):
            for name in page.anchors:
                anchors.setdefault(name, index)
        breaks = examine(laid.document.pages) if task.body is not None else None
        file = engine.write(laid, standard, task.stated, task.urn)
    found = (*laid.findings, *lost, *file.findings)
    placed = tuple(f if f.location or not task.source else f.at(Location(task.source)) for f in found)
    return PartLaid(task.key, file.data, laid.folios, anchors, starts, placed, breaks)
