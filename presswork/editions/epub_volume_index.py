"""The index of a volume in its e-book: every place a link, by the printed page where there is one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presswork.copydesk.readers import slugify
from presswork.pages.volumes.printed_index import pages_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presswork.editions.epub_volume_text import Folio, Texts
    from presswork.text import Text
    from presswork.volumes.indexing import IndexEntry, IndexGroup


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the index: its words, its address (none for an entry that the index lacks), its accessible name."""

    words: str
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the template shows it."""

    id: str
    term: Text
    links: tuple[Link, ...] = ()
    see: tuple[Link, ...] = ()
    see_also: tuple[Link, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one letter."""

    letter: str
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _Writer:
    texts: Texts
    ids: dict[str, str] = field(default_factory=dict)

    def name(self, entries: Iterable[IndexEntry], above: str = "") -> None:
        """Give every entry its id, made from its words, so that it is the same from build to build."""
        for entry in entries:
            path = f"{above}: {entry.term.plain}" if above else entry.term.plain
            wanted = f"entry-{slugify(path)}"
            number = 1
            name = wanted
            while name in self.ids.values():
                number += 1
                name = f"{wanted}-{number}"
            self.ids[path.casefold()] = name
            self.name(entry.children, path)

    def row(self, entry: IndexEntry, above: str = "") -> Row:
        path = f"{above}: {entry.term.plain}" if above else entry.term.plain
        return Row(
            self.ids[path.casefold()],
            entry.term,
            self._links(entry),
            tuple(map(self._see, entry.see)),
            tuple(map(self._see, entry.see_also)),
            tuple(self.row(child, path) for child in entry.children),
        )

    def _see(self, target: Text) -> Link:
        name = self.ids.get(target.plain.casefold())
        return Link(target.plain, f"#{name}" if name else "")

    def _links(self, entry: IndexEntry) -> tuple[Link, ...]:
        """Places by page, as print gives them; without pages by article, further places in it by number."""
        if entry.locators and all(locator.id in self.texts.folios for locator in entry.locators):
            return self._pages(entry)
        found: list[Link] = []
        counts: dict[str, int] = {}
        for locator in entry.locators:
            title = self._title(locator.chapter)
            number = counts[locator.chapter] = counts.get(locator.chapter, 0) + 1
            words = title if number == 1 else str(number)
            label = "" if number == 1 else f"{words}: {entry.term.plain}, {title}"
            found.append(Link(words, self._href(locator.chapter, locator.id), label))
        return tuple(found)

    def _pages(self, entry: IndexEntry) -> tuple[Link, ...]:
        chapters = {name: each.chapter for each in entry.locators for name in (each.id, each.end or each.id)}
        return tuple(
            Link(
                pages.words,
                self._href(chapters[pages.anchor], pages.anchor),
                f"{entry.term.plain}, {pages.words}: {self._title(chapters[pages.anchor])}",
            )
            for pages in pages_of(entry.locators, _Printed(self.texts.folios))
        )

    def _title(self, slug: str) -> str:
        meta = self.texts.parts[slug].part.article.meta
        return (meta.short_title or meta.title).plain

    def _href(self, chapter: str, name: str) -> str:
        return f"{self.texts.parts[chapter].home(name)}#{name}"


@dataclass(frozen=True, slots=True)
class _Printed:
    """The printed pages as the printed index asks for them."""

    folios: Mapping[str, Folio]

    def folio(self, anchor: str) -> str:
        return self.folios[anchor].label

    def place(self, anchor: str) -> int:
        return self.folios[anchor].place


def letters(groups: Iterable[IndexGroup], texts: Texts) -> tuple[Letter, ...]:
    """The index as the template shows it, every entry with an id, every place with an address."""
    found = list(groups)
    writer = _Writer(texts)
    writer.name(entry for group in found for entry in group.entries)
    return tuple(Letter(group.letter, tuple(writer.row(entry) for entry in group.entries)) for group in found)
