"""What a publication's earlier builds made and from what: which editions need not be made again, and why others must.

A record names everything that an article's editions were made from, with digests (the traces of Mokhov, Mitchell and
Peyton Jones, Build Systems à la Carte, 2018, 4.2.2). An edition is used again when all of it is still the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presswork.making import in_order
from presswork.manuscript.witness import content, stamp
from presswork.output import write_whole
from presswork.store import records
from presswork.store.ingredients import Ingredients, changed, digest
from presswork.walk import Outcome, Withheld

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presswork.edition import Edition
    from presswork.house import House
    from presswork.jobs import Job, World
    from presswork.making import Finished
    from presswork.manuscript.witness import Stamp
    from presswork.store import Store
    from presswork.store.records import Record


@dataclass(frozen=True, slots=True)
class Recall:
    """What is known of a manuscript: its outcome when nothing is to be made, else the editions that stay.

    `reasons` says for every edition that must be made what has changed.
    """

    outcome: Outcome | None = None
    known: Mapping[str, Finished] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


class Memory:
    """The records of one job in its store."""

    def __init__(self, store: Store, job: Job, house: House, world: World) -> None:
        self.store, self.job, self.world = store, job, world
        self.ingredients = Ingredients(job.publication, house, world)
        self.everything = self.ingredients.everything
        self._looked = False
        self._out = job.out.resolve()

    # --- recalling ---------------------------------------------------------------------------------------------------

    def recall(self, path: Path) -> Recall:
        """What need not be made again for a manuscript. A record of another shape is as good as none."""
        try:
            found = self._recall(path)
        except (KeyError, TypeError, ValueError, AttributeError):
            found = Recall(reasons=dict.fromkeys(self.job.publication.build, "it is new"))
        if found.outcome is None and not self._looked:
            self._looked = True
            self.ingredients.look()
        return found

    def _recall(self, path: Path) -> Recall:
        record = self.store.noted(self._name(path))
        why = "it is new" if record is None else self._changed(record)
        if record is None or why:
            return Recall(reasons=dict.fromkeys(self.job.publication.build, why))
        source = self.job.display(path)
        withheld = _withheld_of(record["withheld"])
        told = withheld.finding(source, self.world, named=path.resolve() in self.job.named)
        about = records.findings_of(record["about"])
        if record["skipped"] and told:
            outcome = Outcome(source, record["title"], record["slug"], about=about, withheld=withheld, skipped=True)
            return Recall(outcome)
        if record["skipped"] or told:
            return Recall(reasons=dict.fromkeys(self.job.publication.build, "it may be made now"))
        own = tuple(record["build"])
        known, reasons = self._editions(path, record, self.job.wanted(path, own))
        if reasons:
            return Recall(None, known, reasons)
        title, slug = record["title"], record["slug"]
        return Recall(Outcome(source, title, slug, known, {}, about, withheld=withheld, build=own), known)

    def _changed(self, record: Record) -> str:
        """What of the things changed that all editions of the manuscript are made from; empty when nothing did."""
        if record["everything"] != self.everything:
            return f"{changed(record['everything'], self.everything)} changed"
        for name, (seen, was) in record["reads"].items():
            file = Path(name)
            if stamp(file) != seen and content(file) != was:
                return f"{self.job.display(file)} changed"
        return ""

    def _editions(
        self, path: Path, record: Record, wanted: Sequence[str]
    ) -> tuple[dict[str, Finished], dict[str, str]]:
        """The editions that stay, and why others that are wanted must be made."""
        known: dict[str, Finished] = {}
        reasons: dict[str, str] = {}
        written = False
        for name in in_order(wanted, self.job.publication.editions):
            kept = record["editions"].get(name)
            why = "it is new" if kept is None else self._edition_changed(name, kept, reasons)
            if kept is not None and not why:
                before = dict(kept["stamps"])
                done = self._reused(name, kept, record["slug"], wanted)
                written |= before != kept["stamps"]
                why = "" if done else "what was made is no longer kept"
                known |= {name: done} if done else {}
            reasons |= {name: why} if why else {}
        if written:
            self.store.note(self._name(path), record)
        return known, reasons

    def _edition_changed(self, name: str, kept: Record, reasons: Mapping[str, str]) -> str:
        if kept["settings"] != digest(self.job.publication.editions[name]):
            return "its settings changed"
        profile = kept["profile"]
        if profile and self.ingredients.of_file(Path(profile[0])) != profile[1]:
            return "its profile changed"
        made_from = kept["made_from"].items()
        if other := next((each for each, was in made_from if self.ingredients.of_house(each) != was), ""):
            return f"{other} changed"
        return f"'{kept['needs']}' is made again" if kept["needs"] in reasons else ""

    def _reused(self, name: str, kept: Record, slug: str, wanted: Sequence[str]) -> Finished | None:
        """The recorded edition, its files in place: what is not as it was is written again. None when it is gone."""
        record, data = kept["record"], {}
        if name not in wanted:
            return records.finished_of(record, {})
        folder = self.job.out / name
        for ending, right in records.digests_of(record).items():
            path = folder / f"{slug}{ending}"
            if record["edition"] != name or path.parent != folder or path.name.startswith("."):
                return None  # no record of ours: it would have us write elsewhere
            if kept["stamps"].get(ending) and kept["stamps"][ending] == stamp(path):
                continue
            if content(path) != right:
                found = self.store.content(right)
                if found is None:
                    return None
                data[right] = found
                write_whole(path, found)
            kept["stamps"][ending] = _stamp_of(path, right)
        return records.finished_of(record, data)

    # --- remembering -------------------------------------------------------------------------------------------------

    def remember(self, path: Path, outcome: Outcome) -> None:
        """Keep what came of a manuscript; nothing of one that failed."""
        if outcome.fault or outcome.failed or (outcome.finished is None and not outcome.skipped):
            return
        editions = self._still_standing(path, outcome)
        for name, done in (outcome.finished or {}).items():
            if outcome.editions and not done.reused:
                editions[name] = self._edition_record(outcome.editions[name], done, outcome)
        self.store.note(
            self._name(path),
            {
                "everything": self.everything,
                "reads": {str(file): sight for file, sight in outcome.reads.items()},
                "title": outcome.title,
                "slug": outcome.slug,
                "about": records.of_findings(outcome.about),
                "withheld": _of_withheld(outcome.withheld or Withheld()),
                "skipped": outcome.skipped,
                "build": list(outcome.build),
                "editions": editions,
            },
        )

    def _still_standing(self, path: Path, outcome: Outcome) -> dict[str, Record]:
        """The recorded editions of a manuscript of which nothing changed that all its editions are made from."""
        before = self.store.noted(self._name(path))
        try:
            if not before or self._changed(before):
                return {}
            read = {str(file): was for file, (_, was) in outcome.reads.items()}
            same = all(read.get(name, was) == was for name, (_, was) in before["reads"].items())
            return dict(before["editions"]) if same else {}
        except (KeyError, TypeError, ValueError, AttributeError):
            return {}

    def _edition_record(self, edition: Edition, done: Finished, outcome: Outcome) -> Record:
        record = records.of_finished(done, self.store)
        folder = self.job.out / edition.name
        house = self.ingredients.house_files(edition, outcome.templates)
        return {
            "settings": digest(self.job.publication.editions[edition.name]),
            "profile": [str(edition.profile), self.ingredients.of_file(edition.profile)] if edition.profile else None,
            "needs": edition.pages_of,
            "made_from": {name: self.ingredients.of_house(name) for name in house},
            "stamps": {
                ending: _stamp_of(folder / f"{outcome.slug}{ending}", made)
                for ending, made in records.digests_of(record).items()
            },
            "record": record,
        }

    def _name(self, path: Path) -> str:
        """The name of a manuscript's record: its place, and where its files go."""
        return f"article:{digest(path.resolve(), self._out)}"


def _stamp_of(path: Path, wanted: str) -> Stamp | None:
    """The stamp of a file that holds what it should; None when another build has written it meanwhile."""
    found = stamp(path)  # first: a file written after this has another
    return found if content(path) == wanted else None


def _of_withheld(withheld: Withheld) -> list[Any]:
    return [withheld.status, withheld.embargo.isoformat() if withheld.embargo else None, withheld.shown]


def _withheld_of(values: list[Any]) -> Withheld:
    status, embargo, shown = values
    return Withheld(status, dt.datetime.fromisoformat(embargo) if embargo else None, shown)
