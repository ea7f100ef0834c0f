"""Lays out the parts of a volume until every page number is that of the page that it names."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Severity
from presswork.editions.binding.ledger import Ledger
from presswork.editions.binding.part_layout import PartTask, lay_out_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from presswork.edition import Page
    from presswork.editions.binding.part_layout import PartLaid
    from presswork.pages.volumes import PartPage

ROUNDS = 6


def settled(
    parts: Sequence[PartPage],
    finish: Callable[[Page], Page],
    task: Callable[[PartPage, Page], PartTask],
    workers: int = 1,
) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The ledger with every part laid out; a finding (E121) where the numbers did not settle.

    `finish` brings a page its typefaces, `task` makes it ready for the engine. In each round the parts whose page has
    changed are laid out, in several processes where `workers` says so; parts made from numbers come when all others
    are known. The order of work has no influence on what comes out.
    """
    ledger = Ledger(parts)
    made: dict[str, str] = {}
    with _crew(workers) as lay_out_all:
        for _ in range(ROUNDS):
            ledger.settle()
            ready = (part for part in parts if part.make is None or _others_known(parts, ledger))
            tasks: list[PartTask] = []
            for part in ready:
                page = _numbered(part, ledger)
                digest = hashlib.sha256(page.html.encode()).hexdigest()
                if made.get(part.key) != digest:
                    made[part.key] = digest
                    tasks.append(task(part, finish(page)))
            if not tasks:
                return ledger, ()
            for laid in lay_out_all(tasks):
                ledger.enter(laid)
    message = "page numbers of the volume did not settle; one may be off by a page"
    return ledger, (Diagnostic("E121", message, Severity.WARNING),)


def _others_known(parts: Sequence[PartPage], ledger: Ledger) -> bool:
    return all(part.key in ledger.laid for part in parts if part.make is None)


def _numbered(part: PartPage, ledger: Ledger) -> Page:
    from presswork.pages.volumes.composing import with_sheet

    page = part.make(ledger) if part.make else part.page
    page = with_sheet(page, "volume.css", ledger.sheet(part.key))
    return replace(page, html=ledger.numbered(page.html))


@contextmanager
def _crew(workers: int) -> Iterator[Callable[[Iterable[PartTask]], Iterable[PartLaid]]]:
    """What lays parts out: this process, or several."""
    if workers < 2:
        yield lambda tasks: map(lay_out_part, tasks)
        return
    import copyreg
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context
    from types import MappingProxyType

    copyreg.pickle(MappingProxyType, _as_plain)  # type: ignore[arg-type]
    with ProcessPoolExecutor(workers, mp_context=get_context("forkserver")) as pool:
        yield lambda tasks: pool.map(lay_out_part, tasks)


def _frozen(values: dict[object, object]) -> object:
    from types import MappingProxyType

    return MappingProxyType(values)


def _as_plain(values: object) -> tuple[object, tuple[dict[object, object]]]:
    """How a read-only mapping travels to another process."""
    return _frozen, (dict(values),)  # type: ignore[call-overload]
