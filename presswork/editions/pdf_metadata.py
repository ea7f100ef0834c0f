"""What a PDF says of itself: the article's metadata as XMP statements and as the file's information dictionary."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from presswork.editions.identity import edition_urn, modified_at
from presswork.editions.xmp import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.article import Article, Metadata
    from presswork.edition import Edition
    from presswork.publication import Publication
    from presswork.rights import Rights

CREATOR_TOOL = "Presswork"


def statements(article: Article, edition: Edition, publication: Publication) -> tuple[Statement, ...]:
    """Everything the article's metadata has a place for in XMP, in a fixed order; never the time of the build."""
    meta = article.meta
    return tuple(
        Statement(name, value)
        for name, value in (
            *_described(meta),
            *_people(meta, publication),
            *_dates(article),
            *_named(article, edition, publication),
            *_rights(meta.rights or publication.rights),
        )
        if value
    )


def _described(meta: Metadata) -> Iterator[tuple[str, str]]:
    yield "dc:title", meta.title.plain
    yield "dc:description", str(meta.summary or meta.standfirst or "")
    yield "dc:language", meta.language
    yield "dc:format", "application/pdf"
    yield "dc:coverage", meta.place or ""
    yield "photoshop:City", meta.place or ""
    yield "photoshop:SupplementalCategories", str(meta.section or "")
    for subject in meta.subjects:
        yield "dc:subject", subject
    yield "pdf:Keywords", ", ".join(meta.subjects)
    yield "xmp:CreatorTool", CREATOR_TOOL


def _people(meta: Metadata, publication: Publication) -> Iterator[tuple[str, str]]:
    for contributor in meta.contributors:
        yield ("dc:creator" if contributor.role == "aut" else "dc:contributor"), contributor.name
    yield "dc:publisher", meta.publisher or publication.publisher


def _dates(article: Article) -> Iterator[tuple[str, str]]:
    meta, modified = article.meta, w3c(modified_at(article))
    published = w3c(meta.published) if meta.published else ""
    yield "dc:date", published
    yield "xmp:CreateDate", published or modified
    yield "xmp:ModifyDate", w3c(meta.updated) if meta.updated else modified
    yield "xmp:MetadataDate", modified


def _named(article: Article, edition: Edition, publication: Publication) -> Iterator[tuple[str, str]]:
    meta = article.meta
    names = [*(identifier.urn for identifier in meta.identifiers), edition_urn(article, edition, publication)]
    yield "dc:identifier", names[0]
    for name in names:
        yield "xmp:Identifier", name
    yield "dc:source", meta.canonical_url or ""
    if meta.series:
        yield "dc:relation", ", ".join(filter(None, (meta.series.title.plain, meta.series.number)))
    for related in meta.related:
        yield "dc:relation", related.url or related.title.plain


def _rights(rights: Rights | None) -> Iterator[tuple[str, str]]:
    if not rights:
        return
    yield "dc:rights", rights.plain
    yield "xmpRights:Marked", "False" if (rights.licence or "") in ("CC0-1.0", "CC-PDM-1.0") else "True"
    yield "xmpRights:WebStatement", rights.url or ""
    yield "xmpRights:UsageTerms", str(rights.statement or rights.name or rights.plain)


def w3c(value: dt.date | dt.datetime) -> str:
    """A date as XMP has it (ISO 16684-1, 8.2.1.1); a time without a zone is taken for UTC."""
    if isinstance(value, dt.datetime):
        return (value if value.tzinfo else value.replace(tzinfo=dt.UTC)).isoformat(timespec="seconds")
    return value.isoformat()


def pdf_date(text: str) -> str:
    """A date of `w3c` as PDF has it (ISO 32000-1, 7.9.4): `D:20260301` or `D:20260301060000+01'00`."""
    day, _, time = text.partition("T")
    if not time:
        return f"D:{day.replace('-', '')}"
    moment = dt.datetime.fromisoformat(text)
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}"


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
