"""What the drawn cover of a volume says: its number and date, and who is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from presswork.editions.epub_cover import photograph_of
from presswork.text import Text
from presswork.volumes.people import contributors_of

if TYPE_CHECKING:
    from presswork.article import Article, Contributor, Figure
    from presswork.labels import Labels
    from presswork.publication import Publication
    from presswork.volume import Bound

# More names than this make no line that one reads on a cover.
_NAMES = 6


def cover_article(
    bound: Bound, whole: Article, publication: Publication, labels: Labels
) -> tuple[Article, Publication]:
    """The volume as the article whose cover is drawn, and the publication as it is named on it.

    An issue bears number and date above its title, a book its edition statement; who wrote it stands below. An issue
    without a picture of its own shows the first photograph that opens one of its articles.
    """
    kicker = " · ".join(_above(bound, labels))
    changes: dict[str, object] = {
        "kicker": Text.of(kicker) if kicker else None,
        "section": None,
        "contributors": _below(bound),
        "lead_image": whole.meta.lead_image or _photograph(bound),
    }
    named = replace(publication, title="") if publication.title == whole.meta.title.plain else publication
    return replace(whole, meta=whole.meta.model_copy(update=changes)), named


def _above(bound: Bound, labels: Labels) -> list[str]:
    volume = bound.volume
    if volume.kind != "issue":
        return [volume.statement] if volume.statement else []
    said = [f"{labels.number}\u00a0{volume.number}"] if volume.number else []
    return [*said, labels.date(bound.meta.published)] if bound.meta.published else said


def _below(bound: Bound) -> tuple[Contributor, ...]:
    """The volume's own authors; else those of its articles, if they are few."""
    own = bound.meta.authors
    written = tuple(each for each in contributors_of(bound) if each.role == "aut")
    return own or (written if len(written) <= _NAMES else ())


def _photograph(bound: Bound) -> Figure | None:
    if bound.volume.kind != "issue":
        return None
    leads = (chapter.article for chapter in bound.chapters if photograph_of(chapter.article))
    return next((article.meta.lead_image for article in leads), None)
