"""How the kinds of fields with parts are read: figures, series, identifiers, contact, corrections, other articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from presswork.article import Contact, Correction, Figure, Identifier, Related, Series
from presswork.copydesk.desk import Desk, Need, Part, each, parts
from presswork.copydesk.readers import date, flag, language, line, scalar, slug, slugify, text, url
from presswork.fields import spelling
from presswork.text import BadValue, Text, parse_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.yamlsource import Path

FIGURE: dict[str, Part] = {
    "source": Part(line, ("src", "file", "path", "image", "url")),
    "alt": Part(lambda desk, value, at: "" if value == "" else line(desk, value, at), ("alt-text", "alternative")),
    "caption": Part(text, ("title", "legend")),
    "credit": Part(text, ("by", "photo", "copyright", "photographer", "source-credit")),
    "decorative": Part(flag),
    "position": Part(line, ("class", "place", "width")),
}


def figure(desk: Desk, value: Any, at: Path) -> Figure | None:
    """An image: its path, or a mapping of source, alt, caption, credit, decorative and position."""
    if not isinstance(value, dict):
        return Figure(named) if (named := line(desk, value, at)) else None
    need = Need(("source",), "has no source", "add 'source: figures/name.jpg'")
    return Figure(**parts(desk, value, at, FIGURE, need))


def figures(desk: Desk, value: Any, at: Path) -> tuple[Figure, ...]:
    """A list of images, or a mapping from their paths to what is said of them."""
    if isinstance(value, dict) and not {spelling(key) for key in value} & {"source", "src", "file", "path"}:
        return tuple(_captioned(desk, said, (*at, source)) for source, said in value.items())
    return each(desk, value, at, figure)


def _captioned(desk: Desk, said: Any, at: Path) -> Figure:
    """An image named by its key: what is said of it is a caption, or a mapping of its parts."""
    source = str(at[-1])
    if isinstance(said, dict):
        return Figure(**{"source": source, **parts(desk, said, at, FIGURE)})
    return Figure(source, caption=text(desk, said, at))


def series(desk: Desk, value: Any, at: Path) -> Series | None:
    """A series: its title, or title and number."""
    if not isinstance(value, dict):
        return Series(title) if (title := text(desk, value, at)) else None
    table = {"title": Part(text, ("name",)), "number": Part(line, ("part", "position", "no"))}
    need = Need(("title",), "has no title", "write {title: Working water, number: 3}")
    return Series(**parts(desk, value, at, table, need))


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
        found = parts(desk, value, at, {"scheme": Part(line, ("type",)), "value": Part(line, ("text", "id"))})
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
    if value is None or value == "":
        return None
    found = Contact.of(value if isinstance(value, dict) else scalar(value))
    said = text(desk, value, at) if not isinstance(value, dict) else _said(desk, value, at)
    return Contact(said, found.url, found.email, found.name) if found.text else found


def _said(desk: Desk, value: Mapping[str, Any], at: Path) -> Text | None:
    return text(desk, value.get("text"), (*at, "text"))


def correction(desk: Desk, value: Any, at: Path) -> Correction | None:
    """A sentence, or a mapping of text and date."""
    if not isinstance(value, dict):
        return Correction(said) if (said := text(desk, value, at)) else None
    table = {"text": Part(text, ("what", "note", "correction")), "date": Part(date, ("on",))}
    need = Need(("text",), "does not say what was corrected", "add 'text: ...'")
    return Correction(**parts(desk, value, at, table, need))


def corrections(desk: Desk, value: Any, at: Path) -> tuple[Correction, ...]:
    """The corrections of the article."""
    return each(desk, value, at, correction)


RELATED: dict[str, Part] = {
    "title": Part(text, ("name",)),
    "url": Part(url, ("link", "href")),
    "slug": Part(slug, ("article",)),
    "language": Part(language, ("lang",)),
}


def relation(desk: Desk, value: Any, at: Path) -> Related | None:
    """Another article: its address, its slug, or a mapping with its title."""
    if isinstance(value, dict):
        need = Need(("title", "url", "slug"), "names no article", "write {title: The moon clerk, slug: moon-clerk}")
        found = parts(desk, value, at, RELATED, need)
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
        return tuple(got for v in value_ if (got := relation(Desk(desk.source, {}, desk.findings), v, at)) is not None)
    return each(desk, value, at, relation)
