"""The parts of volumes as they were laid out, kept for the next build by what they were made from."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from presswork.breaks import Area, Break, BreakReport, Figures
from presswork.edition import PageStart
from presswork.editions.binding.part_layout import PartLaid
from presswork.store import records
from presswork.store.ingredients import digest

if TYPE_CHECKING:
    from presswork.store import Store
    from presswork.store.records import Record


class Parts:
    """A shelf of parts in a store; `made_with` tells all that every part is made with: Presswork, engines, faces."""

    def __init__(self, store: Store, made_with: Any) -> None:
        self.store, self.made_with = store, digest(made_with)

    def find(self, name: str) -> PartLaid | None:
        """The part of this name; None when there is none, or its PDF is gone."""
        record = self.store.noted(self._name(name))
        try:
            data = self.store.content(record["data"]) if record else None
            return _laid_of(record, data) if data else None
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def keep(self, name: str, laid: PartLaid) -> None:
        """Keep a part with its PDF, in the place of one with other page numbers."""
        self.store.note(self._name(name), _of_laid(laid) | {"data": self.store.keep(laid.data)})

    def _name(self, name: str) -> str:
        return f"part:{digest(self.made_with, name)}"


def _of_laid(laid: PartLaid) -> Record:
    return {
        "key": laid.key,
        "number": laid.number,
        "folios": laid.folios,
        "anchors": laid.anchors,
        "starts": [[start.label, start.offset, start.first_words, start.chapter] for start in laid.starts],
        "findings": records.of_findings(laid.findings),
        "breaks": asdict(laid.breaks) if laid.breaks else None,
        "bound": laid.bound,
        "filled": laid.filled,
    }


def _laid_of(record: Record, data: bytes) -> PartLaid:
    last, before = record["filled"]
    return PartLaid(
        record["key"],
        record["number"],
        tuple(record["folios"]),
        record["anchors"],
        tuple(PageStart(*start) for start in record["starts"]),
        records.findings_of(record["findings"]),
        _breaks_of(record["breaks"]),
        record["bound"],
        data,
        (last, before),
    )


def _breaks_of(record: Record | None) -> BreakReport | None:
    if record is None:
        return None
    breaks = (Break(**each | {"areas": tuple(Area(*area) for area in each["areas"])}) for each in record["breaks"])
    return BreakReport(tuple(breaks), Figures(**record["figures"]), tuple(record["spaces"]))
