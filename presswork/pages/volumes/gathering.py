"""Notes and works taken out of a printed text, for the end of the article or of the whole volume."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from lxml import etree
from markupsafe import Markup

from presswork.labels import labels_for
from presswork.languages import digits
from presswork.markup.tree import inner, with_class
from presswork.pages.paper import cross_references

if TYPE_CHECKING:
    from presswork.article import Article
    from presswork.text import Text
    from presswork.volumes.works import Bibliography

# Where notes stand: at the foot of their pages, behind their article, or behind all of them.
NotesAt = Literal["foot", "article", "volume"]
# What pagemap leaves out: numbers and notes are not part of the running text.
_GENERATED = {"data-generated": ""}


@dataclass(frozen=True, slots=True)
class Note:
    """A note at an end: its number as it is printed, its id, that of its call, its paragraphs."""

    number: str
    id: str
    call: str
    paragraphs: tuple[Markup, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotesOf:
    """The notes of a text under its title; `language` and `direction` are the text's."""

    title: Text
    anchor: str
    language: str
    direction: str
    notes: tuple[Note, ...]


def gathered(article: Article, at: NotesAt, cited: Bibliography | None) -> tuple[Article, tuple[Note, ...]]:
    """The article with numbers in place of its notes, and these; unchanged where they stay at the foot of the page.

    With `cited` its list of works is taken out, and its citations lead to those of the volume.
    """
    if at == "foot" and cited is None:
        return article, ()
    root = etree.fromstring(f"<div>{article.body}</div>", etree.XMLParser(resolve_entities=False, huge_tree=True))
    language = article.meta.language
    notes: tuple[Note, ...] = ()
    cross_references(root, language)
    if cited is not None:
        _take_out_works(root, cited)
    if at != "foot":
        notes = tuple(_lifted(note, digits(str(n), language)) for n, note in enumerate([*root.iter("fn-note")], 1))
    if at == "article" and notes:
        root.append(_section(notes, labels_for(language).notes))
    return replace(article, body=inner(root)), () if at == "article" else notes


def _take_out_works(root: Any, cited: Bibliography) -> None:
    for section in [*with_class(root, "bibliography", "section")]:
        section.getparent().remove(section)
    for link in root.iter("a"):
        name = cited.ids.get((link.get("href") or "").removeprefix("#"))
        if name is not None:
            link.set("href", f"#{name}")


def _lifted(note: Any, number: str) -> Note:
    """The note as it stands elsewhere; in its place is left a number that leads there. Changes the tree."""
    name = note.get("id")
    call = etree.Element("a", {"class": "note-call", "id": f"{name}-call", "href": f"#{name}", **_GENERATED})
    call.text, call.tail = number, note.tail
    own = [*with_class(note, "note-p", "span")] or [note]
    paragraphs = tuple(Markup(inner(each)) for each in own)  # noqa: S704  (of the clean body)
    note.getparent().replace(note, call)
    return Note(number, name, f"{name}-call", paragraphs)


def _section(notes: tuple[Note, ...], title: str) -> Any:
    section = etree.Element("section", {"class": "notes", **_GENERATED})
    etree.SubElement(section, "h2").text = title
    for note in notes:
        first, *more = note.paragraphs
        lines = [f'<p><a class="note-number" href="#{note.call}">{note.number}</a> {first}</p>']
        lines += [f"<p>{paragraph}</p>" for paragraph in more]
        section.append(etree.fromstring(f'<div class="note" id="{note.id}">{"".join(lines)}</div>'))
    return section
