"""A bound volume as the one article it is to those who ask for one: preflight, names of files, typefaces, the cover."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from presswork.article import EPOCH, Article
from presswork.volumes.indexing import texts_of

if TYPE_CHECKING:
    from presswork.volume import Bound


def as_article(bound: Bound) -> Article:
    """An article with the metadata of the volume, the bodies of all its texts and all their pictures.

    Its `updated` is the last day on which the volume or a text in it was changed.
    """
    articles = [text.article for text in texts_of(bound)]
    assets = {asset.name: asset for article in articles for asset in article.assets}
    assets |= {asset.name: asset for asset in bound.assets}
    body = "\n".join(article.body for article in articles)
    meta = bound.meta.model_copy(update={"updated": _changed(bound, articles)})
    epoch = articles[0].epoch if articles else EPOCH
    return Article.of(meta, body, tuple(assets.values()), bound.volume.source, epoch=epoch)


def _changed(bound: Bound, articles: list[Article]) -> dt.date | None:
    """The last change of the volume or of an article in it that came after the volume appeared; None for none."""
    days = [bound.meta.updated, *(article.meta.updated for article in articles)]
    later = [day for day in days if day is not None]
    if not later:
        return None
    last = max(later, key=_moment)
    published = bound.meta.published
    return None if published is not None and _moment(last) <= _moment(published) else last


def _moment(value: dt.date) -> dt.datetime:
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
