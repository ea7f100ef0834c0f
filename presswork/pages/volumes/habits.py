"""What a volume's style sheets say of its make-up: on which pages parts begin, how front matter is numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presswork.edition import StyleSheet
    from presswork.pages.volumes.gathering import NotesAt
    from presswork.pages.volumes.parts import Opening
    from presswork.volume import Role

_TOKEN = re.compile(r"--(chapter-start|matter-start|section-start|front-folio|notes)\s*:\s*([\w-]+)")
_OPENINGS = ("next", "recto", "verso")
# Parts that stand on the back of the one before, or wherever there is room, in every book.
_ANYWHERE: frozenset[Role] = frozenset({"cover", "imprint", "colophon", "advertisement", "epigraph"})


@dataclass(frozen=True, slots=True)
class Habits:
    """The make-up of a volume, from tokens of its style sheets.

    `chapter`, `matter` and `section` say where such parts begin, `section` is None where sections have no page of
    their own; `front_folio` is the counter style of a front matter that is numbered apart, empty when it is not;
    `notes` says where notes stand in a volume that does not list them as a part, `run_on` that all texts of a section
    share pages, `matter_follows` that short parts of the front and back matter do.
    """

    chapter: Opening = "next"
    matter: Opening = "next"
    section: Opening | None = None
    front_folio: str = ""
    notes: NotesAt = "foot"
    run_on: bool = False
    matter_follows: bool = False

    @classmethod
    def of(cls, sheets: Iterable[StyleSheet]) -> Habits:
        """The habits that sheets ask for, with the tokens of docs/manual/volumes.md.

        The last sheet that says something wins; what is no opening is none.
        """
        said = {name: value for sheet in sheets for name, value in _TOKEN.findall(sheet.text)}
        folio = said.get("front-folio", "")
        return cls(
            _opening(said.get("chapter-start")) or "next",
            _opening(said.get("matter-start")) or "next",
            _opening(said.get("section-start")),
            "" if folio in ("none", "text") else folio,
            "article" if said.get("notes") == "article" else "foot",
            said.get("chapter-start") == "follow",
            said.get("matter-start") == "follow",
        )

    def opening_of(self, role: Role) -> Opening:
        """Where a part of the front or back matter begins."""
        if role in ("half-title", "title"):
            return "recto"
        if role == "back-cover":
            return "verso"
        return "next" if role in _ANYWHERE else self.matter


def _opening(word: str | None) -> Opening | None:
    return cast("Opening", word) if word in _OPENINGS else None
