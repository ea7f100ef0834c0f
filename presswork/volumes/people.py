"""The people of a volume: each once, with what they wrote in it and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presswork.volumes.filing import filing_key
from presswork.volumes.indexing import texts_of

if TYPE_CHECKING:
    from presswork.article import Contributor
    from presswork.volume import Bound, Chapter, Written


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who worked on the volume, and the texts that they did something for, in order.

    `language` is that in which something is said of them, where it is not the volume's.
    """

    contributor: Contributor
    texts: tuple[Chapter | Written, ...] = ()
    language: str = ""


def people_of(bound: Bound) -> tuple[Person, ...]:
    """Everybody of whom something is said (a life, an affiliation), in the order of their names."""
    found: dict[str, Person] = {}
    for contributor in bound.meta.contributors:
        _add(found, contributor, None, "")
    for text in texts_of(bound):
        for contributor in text.article.meta.contributors:
            language = text.article.meta.language
            _add(found, contributor, text, language if language != bound.meta.language else "")
    told = (person for person in found.values() if person.contributor.bio or person.contributor.affiliation)
    return tuple(sorted(told, key=lambda p: filing_key(p.contributor.sort_name, bound.meta.language)))


def _add(found: dict[str, Person], contributor: Contributor, text: Chapter | Written | None, language: str) -> None:
    known = found.get(contributor.name)
    if known is None:
        found[contributor.name] = Person(contributor, (text,) if text else (), language)
        return
    one = known.contributor
    whole = replace(
        one,
        bio=one.bio or contributor.bio,
        affiliation=one.affiliation or contributor.affiliation,
        url=one.url or contributor.url,
        email=one.email or contributor.email,
        orcid=one.orcid or contributor.orcid,
    )
    texts = known.texts if text is None or text in known.texts else (*known.texts, text)
    found[contributor.name] = Person(whole, texts, known.language if one.bio else language)


def contributors_of(bound: Bound) -> tuple[Contributor, ...]:
    """Everybody who worked on the articles of the volume, once in each role, in the order of the texts."""
    everybody = (person for text in texts_of(bound) for person in text.article.meta.contributors)
    return tuple({(person.name, person.role): person for person in everybody}.values())


def own_people(bound: Bound, contributors: tuple[Contributor, ...]) -> tuple[Contributor, ...]:
    """Those of a text's people whom its opening is to name: in a book, none whom the book itself names for that."""
    if bound.volume.kind not in ("book", "pamphlet"):
        return contributors
    named = {(person.name, person.role) for person in bound.meta.contributors}
    return tuple(person for person in contributors if (person.name, person.role) not in named)
