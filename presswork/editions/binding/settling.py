"""Lays out the parts of a volume until every page number is that of the page that it names."""

from __future__ import annotations

import hashlib
from collections import deque
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from presswork.diagnostics import Diagnostic, Severity
from presswork.editions.binding.ledger import UNKNOWN, Ledger
from presswork.editions.binding.part_layout import PartTask, lay_out_part, write_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    from presswork.edition import Page
    from presswork.editions.binding.part_layout import PartLaid, PartWritten
    from presswork.pages.volumes import PartPage

ROUNDS = 6


class Shelf(Protocol):
    """Parts that were laid out before, by a name for all that they were made from."""

    def find(self, name: str) -> PartLaid | None:
        """The part, with its PDF, as it was numbered then; None when there is none."""
        ...

    def keep(self, name: str, laid: PartLaid) -> None:
        """Keep a part with its PDF."""
        ...


class _Written(NamedTuple):
    shift: int
    future: Future[PartWritten]


def settled(
    parts: Sequence[PartPage],
    finish: Callable[[Page], Page],
    task: Callable[[PartPage, Page, int], PartTask],
    hands: list[Executor],
    shelf: Shelf | None = None,
) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The ledger with every part laid out and written; a finding (E121) where the numbers did not settle.

    `finish` brings a page its typefaces, `task` makes it ready for the engine. The parts are laid out in their order,
    by the `hands` of a `crew`, and each is written as soon as all before it are known; where only the number of its
    first page was guessed wrong, its margins are made anew. In further rounds those whose page has changed are laid out
    again. Parts made from numbers come when all others are known. The order of work has no
    influence on what comes out.
    """
    return _Settling(parts, finish, task, hands, shelf).run()


@dataclass
class _Settling:
    """The state of the work: as what each part is laid out, whose hands hold it, what is being written."""

    parts: Sequence[PartPage]
    finish: Callable[[Page], Page]
    task: Callable[[PartPage, Page, int], PartTask]
    hands: list[Executor]
    shelf: Shelf | None
    ledger: Ledger = field(init=False)
    names: dict[str, str] = field(default_factory=dict)
    held: dict[str, Executor] = field(default_factory=dict)
    shelved: set[str] = field(default_factory=set)
    written: dict[str, _Written] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.parts)

    def run(self) -> tuple[Ledger, tuple[Diagnostic, ...]]:
        """Lay out in rounds, and bring the ledger what was written."""
        found: tuple[Diagnostic, ...] = ()
        for _ in range(ROUNDS):
            self.ledger.settle()
            outdated = [part for part in self._ready() if self._is_outdated(part)]
            if not outdated:
                break
            self._round(outdated)
        else:
            self.ledger.settle()
            message = "page numbers of the volume did not settle; one may be off by a page"
            found = (Diagnostic("E121", message, Severity.WARNING),)
        self._finish()
        return self.ledger, found

    def _ready(self) -> Iterator[PartPage]:
        """The parts that can be laid out now: those made from numbers when the others are known."""
        others_known = all(part.key in self.ledger.laid for part in self.parts if part.make is None)
        waits = not all(part.key in self.ledger.laid for part in self._in_order())
        for part in self.parts:
            # What is numbered apart moves nothing: its links get their numbers when these are known.
            late = waits and self.ledger.apart and part.front and self._has_numbers(part)
            if not late and (part.make is None or others_known):
                yield part

    def _has_numbers(self, part: PartPage) -> bool:
        return UNKNOWN in self.ledger.numbered(part.page.html)

    def _is_outdated(self, part: PartPage) -> bool:
        key = part.key
        if key not in self.names or self.names[key] != self._name(part, _numbered(part, self.ledger)):
            return True
        shift = self.ledger.shift(key)
        if key in self.written:
            return self.written[key].shift != shift
        return shift != 0 and (self.ledger.laid[key].bound or key in self.shelved)

    def _name(self, part: PartPage, page: Page) -> str:
        """A name for all that a part is laid out from but its first page number."""
        task = self.task(part, page, 0)
        side = self.ledger.is_recto(part.key)
        made_from = (
            part.key,
            page.html,
            sorted(page.assets),
            side,
            task.standard,
            task.stated,
            task.urn,
            task.body is None,
        )
        return hashlib.sha256(repr(made_from).encode()).hexdigest()

    # --- one round

    def _round(self, outdated: Sequence[PartPage]) -> None:
        waiting, idle = deque(outdated), list(self.hands)
        at_work: dict[Future[PartLaid], Executor] = {}
        order = iter(self._in_order())
        while waiting or at_work:
            while waiting and idle:
                begun = self._begin(waiting.popleft(), idle[0])
                if begun:
                    at_work[begun] = idle.pop(0)
            if at_work:
                for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                    laid, hand = future.result(), at_work.pop(future)
                    self.ledger.enter(laid)
                    self.held[laid.key] = hand
                    idle.append(hand)
            order = self._write_known(order)

    def _begin(self, part: PartPage, hand: Executor) -> Future[PartLaid] | None:
        """Have a part laid out; None where it is on the shelf."""
        self.ledger.settle()
        page = _numbered(part, self.ledger)
        name = self._name(part, page)
        again = self.names.get(part.key) == name
        self.names[part.key] = name
        self.written.pop(part.key, None)
        self.held.pop(part.key, None)
        self.shelved.discard(part.key)
        if self.shelf and not again and (known := self.shelf.find(name)):
            self.ledger.enter(known)
            self.shelved.add(part.key)
            return None
        number = self.ledger.number[part.key]
        page = _begun_at(page, self.ledger, part.key)
        return hand.submit(lay_out_part, self.task(part, self.finish(page), number))

    def _in_order(self) -> Iterator[PartPage]:
        """The parts of which each has a number that is known when all before it are laid out."""
        return iter([part for part in self.parts if part.make is None and not (self.ledger.apart and part.front)])

    def _write_known(self, order: Iterator[PartPage]) -> Iterator[PartPage]:
        """Have those written whose place is certain; the parts of the order that are left."""
        left = list(order)
        known = next((n for n, part in enumerate(left) if part.key not in self.ledger.laid), len(left))
        if known:
            self.ledger.settle()
        for part in left[:known]:
            if part.key in self.held and part.key not in self.written:
                page = _numbered(part, self.ledger)
                if UNKNOWN not in page.html and not self._is_outdated(part):
                    self._write(part.key)
        return iter(left[known:])

    def _write(self, key: str) -> None:
        shift = self.ledger.shift(key)
        self.written[key] = _Written(shift, self.held.pop(key).submit(write_part, key, shift))

    def _finish(self) -> None:
        """Have written what is not, and enter the files."""
        for key in list(self.held):
            if key not in self.written:
                self._write(key)
        for part in self.parts:
            key = part.key
            laid = self.ledger.laid[key]
            if key in self.written:
                shift, future = self.written[key]
                data, found = future.result()
                laid = replace(laid.shifted(shift), data=data, findings=(*laid.findings, *found))
                if self.shelf:
                    self.shelf.keep(self.names[key], laid)
                self.ledger.enter(laid)


def _numbered(part: PartPage, ledger: Ledger) -> Page:
    """A part's page with the numbers of other pages that it says."""
    page = part.make(ledger) if part.make else part.page
    return replace(page, html=ledger.numbered(page.html))


def _begun_at(page: Page, ledger: Ledger, key: str) -> Page:
    """The page with the number and the side on which it begins."""
    from presswork.pages.volumes.composing import with_sheet

    return with_sheet(page, "volume.css", ledger.sheet(key))
