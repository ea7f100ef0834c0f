"""How the kinds of fields with parts are read: figures, series, identifiers, contact, corrections, other articles."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from presswork.article import Contact, Correction, Figure, Identifier, Related, Series
from presswork.copydesk.desk import Desk, Need, each, parts
from presswork.copydesk.readers import line, slugify, text
from presswork.fields import spelling
from presswork.text import BadValue, Text, parse_url

if TYPE_CHECKING:
    from presswork.yamlsource import Path


def figure(desk: Desk, value: Any, at: Path) -> Figure | None:
    """An image: its path, or a mapping of source, alt, caption, credit, decorative and position."""
    if not isinstance(value, dict):
        return Figure(named) if (named := line(desk, value, at)) else None
    need = Need(("source",), "has no source", "add 'source: figures/name.jpg'")
    return Figure(**parts(desk, value, at, "figure", need))


def figures(desk: Desk, value: Any, at: Path) -> tuple[Figure, ...]:
    """A list of images, or a mapping from their paths to what is said of them."""
    if isinstance(value, dict) and not {spelling(key) for key in value} & {"source", "src", "file", "path"}:
        return tuple(_captioned(desk, said, (*at, source)) for source, said in value.items())
    return each(desk, value, at, figure)


def _captioned(desk: Desk, said: Any, at: Path) -> Figure:
    """An image named by its key: what is said of it is a caption, or a mapping of its parts."""
    source = str(at[-1])
    if isinstance(said, dict):
        return Figure(**{"source": source, **parts(desk, said, at, "figure")})
    return Figure(source, caption=text(desk, said, at))


def series(desk: Desk, value: Any, at: Path) -> Series | None:
    """A series: its title, or title and number."""
    if not isinstance(value, dict):
        return Series(title) if (title := text(desk, value, at)) else None
    need = Need(("title",), "has no title", "write {title: Working water, number: 3}")
    return Series(**parts(desk, value, at, "series", need))


def identifiers(desk: Desk, value: Any, at: Path, scheme: str | None = None) -> tuple[Identifier, ...]:
    """Identifiers: one, a list, a mapping from scheme to value, or pandoc's `{scheme:, text:}`.

    `scheme` is that of a key of its own, such as `isbn:`.
    """
    if isinstance(value, dict) and not {spelling(key) for key in value} & {"scheme", "text", "value", "id"}:
        each_scheme = [identifiers(desk, raw, (*at, name), _scheme(name)) for name, raw in value.items()]
        return tuple(found for several in each_scheme for found in several)
    return each(desk, value, at, lambda desk, item, place: _identifier(desk, item, place, scheme))


def _scheme(name: str) -> str:
    """A scheme as it is called here: `ISBN-13` is `isbn`."""
    return re.sub(r"-1[03]$", "", spelling(name))


def _identifier(desk: Desk, value: Any, at: Path, scheme: str | None) -> Identifier | None:
    if isinstance(value, dict):
        found = parts(desk, value, at, "identifier")
        scheme, number = _scheme(found["scheme"]) if "scheme" in found else scheme, found.get("value")
    else:
        number = line(desk, value, at)
    try:
        return Identifier.of(scheme, number) if number else None
    except BadValue as error:
        desk.bad("M111", error, at)
        return None


def contact(desk: Desk, value: Any, at: Path) -> Contact | None:
    """An address, an e-mail, a sentence with its markup, or a mapping of them."""
    if isinstance(value, dict):
        need = Need(("text", "url", "email", "name"), "says nothing", "for example {email: letters@harbour.example}")
        return Contact(**parts(desk, value, at, "contact", need))
    said = text(desk, value, at)
    if said is None:
        return None
    found = Contact.of(said.plain)
    return Contact(said) if found.text else found


def correction(desk: Desk, value: Any, at: Path) -> Correction | None:
    """A sentence, or a mapping of text and date."""
    if not isinstance(value, dict):
        return Correction(said) if (said := text(desk, value, at)) else None
    need = Need(("text",), "does not say what was corrected", "add 'text: ...'")
    return Correction(**parts(desk, value, at, "correction", need))


def corrections(desk: Desk, value: Any, at: Path) -> tuple[Correction, ...]:
    """The corrections of the article."""
    return each(desk, value, at, correction)


def relation(desk: Desk, value: Any, at: Path) -> Related | None:
    """Another article: its address, its slug, or a mapping with its title."""
    if isinstance(value, dict):
        need = Need(("title", "url", "slug"), "names no article", "write {title: The moon clerk, slug: moon-clerk}")
        found = parts(desk, value, at, "relation", need)
        return Related(**{"title": Text.of(str(found.get("url") or found.get("slug") or "")), **found})
    said = text(desk, value, at)
    if said is None:
        return None
    if said.plain.startswith(("http://", "https://")):
        return Related(said, url=parse_url(said.plain))
    return Related(said, slug=said.plain) if slugify(said.plain) == said.plain else Related(said)


def relations(desk: Desk, value: Any, at: Path) -> tuple[Related, ...]:
    """Other articles; a mapping from languages to addresses is one of translations."""
    if isinstance(value, dict) and not set(value) & {"title", "url", "slug", "language", "lang", "name"}:
        value_ = [{"language": key, **(v if isinstance(v, dict) else {"url": v})} for key, v in value.items()]
        return tuple(got for v in value_ if (got := relation(replace(desk, rich={}), v, at)) is not None)
    return each(desk, value, at, relation)
