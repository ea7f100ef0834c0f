"""What a volume's e-book gathers from all its texts where the volume says so: their notes, the works that they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from presswork.editions.epub_body import OPS, Division, lift_out
from presswork.markup.tree import with_class
from presswork.volume import Matter
from presswork.volumes.works import bibliography_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presswork.volume import Bound, Chapter, Role, Written
    from presswork.volumes.works import Bibliography, Works

# Parts that are gathered, and the names of their files.
FILES: Mapping[Role, str] = {"notes": "notes.xhtml", "bibliography": "bibliography.xhtml"}


def gathered_in(bound: Bound) -> frozenset[Role]:
    """Which of the two the volume lists; what it does not list stands behind each text."""
    listed = {part.role for part in (*bound.front, *bound.back) if isinstance(part, Matter)}
    return frozenset(role for role in FILES if role in listed)


def cited_in(bound: Bound) -> Bibliography | None:
    """The works of the whole volume, if it lists a bibliography."""
    return bibliography_of(bound) if "bibliography" in gathered_in(bound) else None


def take_out_works(root: Any, cited: Bibliography) -> None:
    """Take the bibliography out of a text and point its citations at the volume's. Changes `root`."""
    for section in with_class(root, "bibliography", "section"):
        lift_out(section)
    for link in root.iter("a"):
        if (name := cited.ids.get((link.get("href") or "").removeprefix("#"))) is not None:
            link.set("href", f"#{name}")


def works_division(cited: Bibliography, language: str) -> Division:
    """The file of the bibliography; of works under no title there is one list."""
    root = etree.Element("div", nsmap={"epub": OPS})
    for works in cited.lists:
        holder = root if works.title is None else _under_title(root, works.title.html, works.slug, "works")
        _append_works(holder, works, language)
    return Division({FILES["bibliography"]: root}, {})


def _append_works(holder: Any, works: Works, language: str) -> None:
    for work in works.works:
        entry = etree.fromstring(f'<div xmlns:epub="{OPS}">{work.html}</div>')
        entry.attrib.update({"id": work.id, "class": "entry"})
        if work.language != language:
            _speak(entry, work.language)
        holder.append(entry)


def notes_division(texts: Iterable[tuple[Chapter | Written, Mapping[str, Any]]], language: str) -> Division:
    """The file of all notes, those of each text under its title, which leads to it."""
    root = etree.Element("div", nsmap={"epub": OPS})
    for part, notes in texts:
        if not notes:
            continue
        meta = part.article.meta
        holder = _under_title(root, meta.title.html, part.slug, "notes", part.anchor)
        if meta.language != language:
            _speak(holder, meta.language, meta.direction)
        holder.extend(notes.values())
    return Division({FILES["notes"]: root}, {})


def _under_title(root: Any, title: str, slug: str, kind: str, leads_to: str = "") -> Any:
    """A section named by a text, whose title is a link where it is to lead there."""
    name = f"{kind}-of-{slug}"
    section = etree.SubElement(root, "section", {"aria-labelledby": name})
    words = f'<a href="#{leads_to}">{title}</a>' if leads_to else title
    section.append(etree.fromstring(f'<h2 id="{name}">{words}</h2>'))
    return section


def _speak(element: Any, language: str, direction: str = "") -> None:
    element.set("lang", language)
    element.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    if direction:
        element.set("dir", direction)
