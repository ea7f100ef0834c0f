"""What search engines, readers and social networks are told of a web page: the article as JSON-LD (schema.org)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presswork.article import Article, Metadata
    from presswork.contributors import Contributor
    from presswork.publication import Publication

# https://schema.org/CreativeWork: the properties for roles; every other role is a contributor.
_ROLES = {"aut": "author", "cre": "author", "edt": "editor", "red": "editor", "edc": "editor", "trl": "translator"}
_HEADLINE_LIMIT = 110  # developers.google.com/search/docs/appearance/structured-data/article


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """The values without the empty ones."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {}, ())}


def person(contributor: Contributor) -> dict[str, Any]:
    """A contributor as https://schema.org/Person or /Organization."""
    affiliation = contributor.affiliation
    return _kept(
        {
            "@type": "Organization" if contributor.organization else "Person",
            "name": contributor.name,
            "url": contributor.url,
            "email": contributor.email,
            "sameAs": f"https://orcid.org/{contributor.orcid}" if contributor.orcid else None,
            "description": contributor.bio.plain if contributor.bio else None,
            "affiliation": {"@type": "Organization", "name": affiliation} if affiliation else None,
        }
    )


def _people(contributors: Iterable[Contributor]) -> dict[str, list[dict[str, Any]]]:
    people: dict[str, list[dict[str, Any]]] = {}
    for contributor in contributors:
        people.setdefault(_ROLES.get(contributor.role, "contributor"), []).append(person(contributor))
    return people


def _publisher(meta: Metadata, publication: Publication) -> dict[str, Any] | None:
    name = meta.publisher or publication.publisher or publication.title
    return _kept({"@type": "Organization", "name": name, "url": publication.url}) if name else None


def _parts(meta: Metadata, publication: Publication) -> list[dict[str, Any]]:
    """The periodical and the series to which the article belongs."""
    parts = []
    if publication.title:
        issn = next((i.value for i in publication.identifiers if i.scheme == "issn"), None)
        parts.append(_kept({"@type": "Periodical", "name": publication.title, "url": publication.url, "issn": issn}))
    if meta.series:
        parts.append(
            _kept({"@type": "CreativeWorkSeries", "name": str(meta.series.title), "position": meta.series.number})
        )
    return parts


def _rights(meta: Metadata) -> dict[str, Any]:
    if not meta.rights:
        return {}
    holder = meta.rights.holder
    return {
        "license": meta.rights.url,
        "copyrightYear": meta.rights.year,
        "copyrightHolder": {"@type": "Organization" if _is_body(holder) else "Person", "name": holder}
        if holder
        else None,
        "copyrightNotice": meta.rights.notice or None,
        "usageInfo": str(meta.rights.statement) if meta.rights.statement else None,
    }


def _is_body(name: str) -> bool:
    from presswork.contributors import is_body

    return is_body(name)


def _image(meta: Metadata) -> dict[str, Any] | None:
    lead = meta.lead_image
    if lead is None:
        return None
    return _kept(
        {
            "@type": "ImageObject",
            "description": lead.alt,
            "caption": lead.caption.plain if lead.caption else None,
            "creditText": str(lead.credit) if lead.credit else None,
        }
    )


def _works(meta: Metadata) -> dict[str, Any]:
    """Other works: what this one translates, its translations, and related articles."""
    return {
        "translationOfWork": _work(meta.translation_of) if meta.translation_of else None,
        "workTranslation": [_work(other) for other in meta.translations],
        "mentions": [_work(other) for other in meta.related],
    }


def _work(other: Any) -> dict[str, Any]:
    return _kept({"@type": "Article", "name": str(other.title or ""), "url": other.url})


def news_article(article: Article, publication: Publication) -> dict[str, Any]:
    """The article as https://schema.org/NewsArticle; only what is known is said."""
    meta = article.meta
    summary = meta.summary or meta.standfirst
    values = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": meta.title.plain[:_HEADLINE_LIMIT],
        "name": meta.title.plain,
        "alternateName": str(meta.short_title) if meta.short_title else None,
        "alternativeHeadline": str(meta.subtitle) if meta.subtitle else None,
        "description": str(summary) if summary else None,
        "abstract": str(meta.standfirst) if meta.standfirst else None,
        "articleSection": str(meta.section) if meta.section else None,
        "keywords": list(meta.subjects),
        "dateline": meta.place,
        "locationCreated": {"@type": "Place", "name": meta.place} if meta.place else None,
        "datePublished": meta.published.isoformat() if meta.published else None,
        "dateModified": meta.updated.isoformat() if meta.updated else None,
        "inLanguage": meta.language,
        "wordCount": article.words or None,
        "url": meta.canonical_url,
        "mainEntityOfPage": meta.canonical_url,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": each.scheme, "value": each.value} for each in meta.identifiers
        ],
        **_people(meta.contributors),
        "publisher": _publisher(meta, publication),
        "isPartOf": _parts(meta, publication),
        "image": _image(meta),
        **_rights(meta),
        "correction": [
            _kept(
                {
                    "@type": "CorrectionComment",
                    "text": str(each.text),
                    "datePublished": each.date.isoformat() if each.date else None,
                }
            )
            for each in meta.corrections
        ],
        **_works(meta),
    }
    return _kept(values)


def as_script(values: dict[str, Any]) -> str:
    """JSON that may stand in a script element, in HTML and in XML alike: no `<`, `>` or `&` survives as itself."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
