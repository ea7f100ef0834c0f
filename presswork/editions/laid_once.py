"""Pages that several editions of an article have in common are laid out once: reader and archive, or pamphlet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.editions.engine import LaidOut
    from presswork.editions.pdf import Typesetting

# The layouts of the article in hand that other editions will want, each with the edition that it was made for.
_standing: dict[tuple[str, str], tuple[LaidOut, str]] = {}


@dataclass(frozen=True, slots=True)
class Shared:
    """A page that several editions have: the article, the first of these editions, and whether more are to come."""

    source: str
    first: str
    more: bool

    def taken(self) -> tuple[LaidOut | None, str]:
        """The layout that this process made of the page, and the edition that it was made for."""
        return _standing.pop((self.source, self.first), (None, ""))

    def leave(self, laid: LaidOut, whose: str) -> None:
        """Leave a layout for the editions to come. Those of another article are let go of."""
        for key in [key for key in _standing if key[0] != self.source]:
            del _standing[key]
        if self.more:
            _standing[self.source, self.first] = laid, whose


def sharing(tasks: Mapping[str, Typesetting]) -> dict[str, Typesetting]:
    """The editions of an article, in the order in which they are made, with those marked whose pages are equal.

    A standard moves nothing on a page (`presswork.editions.standards`), nor does a name; all else is in the page.
    """
    groups: list[list[str]] = []
    for name, task in tasks.items():
        equal = next((group for group in groups if tasks[group[0]].page == task.page), None)
        if equal is None:
            groups.append([name])
        else:
            equal.append(name)
    marked = {
        name: replace(tasks[name], shared=Shared(tasks[name].source, group[0], name != group[-1]))
        for group in groups
        if len(group) > 1
        for name in group
    }
    return {name: marked.get(name, task) for name, task in tasks.items()}
