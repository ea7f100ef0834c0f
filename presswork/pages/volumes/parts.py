"""A part of a printed volume: the page that an engine lays out on its own, and where it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.edition import Page

# On which page a part begins: the very next one, or the next right-hand (recto) or left-hand (verso) one.
Opening = Literal["next", "recto", "verso"]


class Numbers(Protocol):
    """What is known of the volume's pages when a part is composed that is made from them, such as the index."""

    def folio(self, anchor: str) -> str:
        """The number of the page on which an anchor stands, as it is printed."""
        ...

    def place(self, anchor: str) -> int:
        """The index of that page in the volume, from 0."""
        ...


@dataclass(frozen=True, slots=True)
class PartPage:
    """One part of a volume, composed.

    `key` names it (the slug of a text, else its role with a number where there are several), `anchor` is the id to
    which links to the part as such lead. `make` composes it when the numbers of the other pages are known; without it
    `page` is the whole of it. `front` parts are numbered apart where `front_folio` is a counter style. `section` is the
    title under which it is gathered in the outline, `section_key` tells sections of one title apart. `body` is the
    text whose page map is wanted, `source` the manuscript for findings, `words` a measure of its length. `run_on` are
    the texts that follow on its pages: their slugs and bodies. `turned` says that it reads in the other
    direction than the volume, so that what is a recto to the volume is a verso to it.
    """

    key: str
    anchor: str
    title: str
    page: Page = field(repr=False)
    make: Callable[[Numbers], Page] | None = field(default=None, repr=False)
    opening: Opening = "next"
    front: bool = False
    front_folio: str = ""
    section: str = ""
    section_key: int = -1
    body: str | None = field(default=None, repr=False)
    source: str = ""
    words: int = 0
    run_on: tuple[tuple[str, str], ...] = ()
    turned: bool = False
