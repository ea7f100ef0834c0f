"""What a volume's web page has behind its texts: its people with what they wrote, and its index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from presswork.copydesk.readers import slugify
from presswork.labels import labels_for
from presswork.languages import comma
from presswork.volumes.indexing import index_of, texts_of
from presswork.volumes.people import people_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presswork.text import Text
    from presswork.volume import Bound, Chapter, Matter, Written
    from presswork.volumes.indexing import IndexEntry
    from presswork.volumes.people import Person


def back_matter(bound: Bound, part: Matter) -> str:
    """A made part of the back matter as a body has it; empty for one that the page does not show."""
    labels = labels_for(bound.meta.language)
    if part.role == "contributors" and (persons := people_of(bound)):
        return _headed(part, labels.contributors, "\n".join(_person(person, bound) for person in persons))
    if part.role == "index" and (groups := index_of(bound)):
        writer = _Index(bound, [entry for group in groups for entry in group.entries])
        letters = (
            (f"<h3>{escape(group.letter)}</h3>" if group.letter else "") + writer.entries(group.entries)
            for group in groups
        )
        return _headed(part, labels.index, "\n".join(letters))
    return ""


def title_of(bound: Bound, part: Matter) -> str:
    """What the contents call a part that `back_matter` makes."""
    return str(part.title or escape(getattr(labels_for(bound.meta.language), part.role)))


def _headed(part: Matter, word: str, inside: str) -> str:
    return f'<h2 id="{part.role}---part">{part.title or escape(word)}</h2>\n{inside}'


def _person(person: Person, bound: Bound) -> str:
    one = person.contributor
    said = str(one.bio) if one.bio else f"<strong>{escape(one.name)}</strong>"
    if one.affiliation and one.affiliation != bound.meta.title.plain:
        said = f"{said} {escape(one.affiliation)}."
    spoken = f' lang="{person.language}" dir="auto"' if person.language else ""
    links = "; ".join(_to(text, bound) for text in person.texts)
    return f"<p{spoken}>{said} {links}</p>" if links else f"<p{spoken}>{said}</p>"


def _to(text: Chapter | Written, bound: Bound) -> str:
    """A link to a text, by its title."""
    meta = text.article.meta
    own = f' lang="{meta.language}" dir="{meta.direction}"' if meta.language != bound.meta.language else ""
    return f'<a href="#{text.anchor}"><cite{own}>{meta.title}</cite></a>'


class _Index:
    """Writes entries as lists, each place a link by the title of its text, further ones in it by number."""

    def __init__(self, bound: Bound, entries: Iterable[IndexEntry]) -> None:
        self._labels = labels_for(bound.meta.language)
        self._comma = comma(bound.meta.language)
        self._titles = {text.slug: text.article.meta for text in texts_of(bound)}
        self._ids: dict[str, str] = {}
        self._name(entries)

    def entries(self, entries: Iterable[IndexEntry], above: str = "") -> str:
        """A list of entries, those below each inside it."""
        return f"<ul>{''.join(self._entry(entry, above) for entry in entries)}</ul>"

    def _name(self, entries: Iterable[IndexEntry], above: str = "") -> None:
        """Give every entry an id of its words."""
        for entry in entries:
            path = f"{above}: {entry.term.plain}" if above else entry.term.plain
            name = wanted = f"entry---{slugify(path)}"
            number = 1
            while name in self._ids.values():
                number += 1
                name = f"{wanted}-{number}"
            self._ids[path.casefold()] = name
            self._name(entry.children, path)

    def _entry(self, entry: IndexEntry, above: str) -> str:
        path = f"{above}: {entry.term.plain}" if above else entry.term.plain
        said = "".join(f"{self._comma} {link}" for link in self._links(entry))
        if entry.see:
            said += f" <em>{escape(self._labels.see)}</em> {self._others(entry.see)}"
        if entry.see_also:
            stop = "." if entry.locators else ""
            said += f"{stop} <em>{escape(self._labels.see_also)}</em> {self._others(entry.see_also)}"
        below = self.entries(entry.children, path) if entry.children else ""
        return f'<li id="{self._ids[path.casefold()]}">{entry.term}{said}{below}</li>'

    def _links(self, entry: IndexEntry) -> Iterator[str]:
        counts: dict[str, int] = {}
        for locator in entry.locators:
            meta = self._titles[locator.chapter]
            number = counts[locator.chapter] = counts.get(locator.chapter, 0) + 1
            title = escape((meta.short_title or meta.title).plain)
            yield f'<a href="#{locator.id}">{title if number == 1 else number}</a>'

    def _others(self, terms: tuple[Text, ...]) -> str:
        """Entries to which one sends readers, each a link where the index has it."""
        names = ((term, self._ids.get(term.plain.casefold())) for term in terms)
        return "; ".join(f'<a href="#{name}">{term}</a>' if name else str(term) for term, name in names)
