"""How an edition file is named for ever: its URN, and the moment it bears."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from presswork.identifiers import identifier

if TYPE_CHECKING:
    from presswork.article import Article, Metadata
    from presswork.edition import Edition
    from presswork.publication import Publication


def publication_namespace(publication: Publication, meta: Metadata) -> uuid.UUID:
    """The UUID in which a publication's articles are named: from its address, else from its title and publisher.

    An article without a publication is its own: its address, else its title, authors and language.
    """
    if publication.url:
        return uuid.uuid5(uuid.NAMESPACE_URL, publication.url)
    if publication.title:
        return uuid.uuid5(uuid.NAMESPACE_URL, f"presswork:{publication.publisher}/{publication.title}")
    if meta.canonical_url:
        return uuid.uuid5(uuid.NAMESPACE_URL, meta.canonical_url)
    names = "; ".join(c.name for c in meta.contributors)
    return uuid.uuid5(uuid.NAMESPACE_URL, f"presswork:{meta.language}/{names}/{meta.title.plain}")


def edition_urn(article: Article, edition: Edition, publication: Publication) -> str:
    """The name of one edition of the article: the same for every build of it, another one for every edition.

    Its own ISBN where the edition has one (option `isbn`): an ISBN names one product form, and so never the article
    as such. Else a UUIDv5.
    """
    return _urn(article.meta, article.meta.slug, edition, publication)


def volume_urn(meta: Metadata, edition: Edition, publication: Publication) -> str:
    """The name of one edition of a volume, as `edition_urn` for an article; an article may have the volume's slug."""
    return _urn(meta, f"volumes/{meta.slug}", edition, publication)


def _urn(meta: Metadata, slug: str, edition: Edition, publication: Publication) -> str:
    if isbn := edition.options.get("isbn"):
        return identifier(isbn, "isbn").urn
    return uuid.uuid5(publication_namespace(publication, meta), f"{slug}/{edition.name}").urn


def moment(value: dt.date | dt.datetime) -> dt.datetime:
    """The beginning of a day, or the moment itself, in UTC; a time without a zone is taken for UTC."""
    if not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day, tzinfo=dt.UTC)
    return value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)


def modified_at(article: Article) -> dt.datetime:
    """When the work was last changed, never when the file was built: `updated`, else `published`, else its epoch."""
    return moment(article.meta.updated or article.meta.published or article.epoch)
