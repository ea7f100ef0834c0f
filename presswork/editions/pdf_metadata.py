"""What a PDF says of itself: the article's metadata as XMP statements and as the file's information dictionary."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from presswork.editions.identity import edition_urn, modified_at
from presswork.editions.xmp import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.article import Article
    from presswork.edition import Edition
    from presswork.publication import Publication

CREATOR_TOOL = "Presswork"


def statements(article: Article, edition: Edition, publication: Publication) -> tuple[Statement, ...]:
    """Everything the article's metadata has a place for in XMP, and what stands in where it says nothing."""
    from presswork.fields import placements

    placed = [Statement(found.place, found.value) for found in placements(article.meta, "xmp")]
    said = {statement.property for statement in placed}
    own = (Statement(name, value) for name, value in _own(article, edition, publication))
    named = Statement("xmp:Identifier", edition_urn(article, edition, publication))
    return (*placed, named, *(statement for statement in own if statement.value and statement.property not in said))


def _own(article: Article, edition: Edition, publication: Publication) -> Iterator[tuple[str, str]]:
    """What the file says for itself, or for an article that is silent; dates are never the time of the build."""
    urn, modified = edition_urn(article, edition, publication), w3c(modified_at(article))
    yield "dc:format", "application/pdf"
    yield "dc:publisher", publication.publisher
    yield "dc:rights", publication.rights.plain if publication.rights else ""
    yield "dc:identifier", urn
    yield "xmp:CreateDate", modified
    yield "xmp:ModifyDate", modified
    yield "xmp:MetadataDate", modified
    yield "xmp:CreatorTool", CREATOR_TOOL


def w3c(moment: dt.datetime) -> str:
    """A moment as XMP has it (ISO 16684-1, 8.2.1.1)."""
    return moment.isoformat(timespec="seconds")


def pdf_date(text: str) -> str:
    """A date of XMP as PDF has it (ISO 32000-1, 7.9.4): `D:20260301` or `D:20260301060000+01'00`."""
    day, _, time = text.partition("T")
    if not time:
        return f"D:{day.replace('-', '')}"
    moment = dt.datetime.fromisoformat(text)
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}" + (f"{zone[:3]}'{zone[3:5]}" if zone else "")


# Key of the information dictionary -> the XMP property it repeats (ISO 32000-1, 14.3.3).
_INFORMATION = {
    "Title": "dc:title",
    "Author": "dc:creator",
    "Subject": "dc:description",
    "Keywords": "pdf:Keywords",
    "Creator": "xmp:CreatorTool",
    "CreationDate": "xmp:CreateDate",
    "ModDate": "xmp:ModifyDate",
}


def information(stated: tuple[Statement, ...]) -> dict[str, str]:
    """The information dictionary that says the same as the statements, for viewers that do not read XMP."""
    values: dict[str, list[str]] = {}
    for name, value in stated:
        values.setdefault(name, []).append(value)
    found = {key: ", ".join(values[name]) for key, name in _INFORMATION.items() if name in values}
    return {key: pdf_date(text) if key.endswith("Date") else text for key, text in found.items()}
