"""An article as it stands in a printed volume: without what the volume says once for all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presswork.article import Article
    from presswork.contributors import Contributor
    from presswork.volume import Bound

# What the imprint says, or a lone article alone needs.
_SAID_ELSEWHERE = {"contact": None, "canonical_url": None, "identifiers": (), "publisher": None, "series": None}


def told_in_volume(article: Article, bound: Bound, *, apart: bool) -> Article:
    """The article without contact, identifiers and rights that are the volume's; `apart`: lives stand on their page."""
    meta = article.meta
    changes: dict[str, object] = dict(_SAID_ELSEWHERE)
    if meta.rights == bound.meta.rights:
        changes["rights"] = None
    if meta.published == bound.meta.published or bound.volume.kind != "issue":
        changes["published"] = None
    people = tuple(person for person in meta.contributors if not _is_the_volumes(person, bound))
    changes["contributors"] = tuple(_without_life(person) for person in people) if apart else people
    return replace(article, meta=meta.model_copy(update=changes))


def written_by_the_volumes(article: Article, bound: Bound) -> bool:
    """Whether a text has no other author than the volume, whose title page names them."""
    return all(_is_the_volumes(person, bound) for person in article.meta.authors)


def _is_the_volumes(person: Contributor, bound: Bound) -> bool:
    """Whether somebody is an author of the whole book: they are not named again over each chapter."""
    mine = {each.name for each in bound.meta.authors}
    return person.role == "aut" and person.name in mine and not person.bio


def _without_life(person: Contributor) -> Contributor:
    return replace(person, bio=None) if person.bio else person
