"""The metadata of a volume's e-book: the volume's own, the people of its articles, the periodical and the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.editions.container import Statement
from presswork.editions.epub_metadata import collection, of_metadata, of_publication, pagination, person, role_of
from presswork.text import Text
from presswork.volumes.people import contributors_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.article import Metadata
    from presswork.publication import Publication
    from presswork.volume import Bound

_CREATOR = "dc:creator"
_CONTRIBUTOR = "dc:contributor"


def numbered_title(bound: Bound, word: str) -> Text:
    """What the volume is called on a shelf: an issue with its number, `Slack Water, No. 7`; `word` is `No.`."""
    title, number = bound.meta.title, bound.volume.number
    if bound.volume.kind != "issue" or not number or number in title.plain.split():
        return title
    more = f", {word}\u00a0{number}"
    return Text(title.plain + more, title.html + Text.of(more).html)


def describe_volume(
    bound: Bound, publication: Publication, *, title: Text, pages_of: str | None = None
) -> tuple[Statement, ...]:
    """Every statement of the package about the volume, but for its unique identifier and modification date.

    The ISSN names the periodical and an ISBN one edition: neither is an identifier of the volume as such. Who made the
    articles is a contributor, and the creator where the volume names none and one person wrote them all.
    """
    meta = bound.meta
    own = tuple(each for each in meta.identifiers if each.scheme not in ("issn", "isbn"))
    said = [*of_metadata(meta.model_copy(update={"title": title, "identifiers": own}))]
    serial = tuple(each for each in meta.identifiers if each.scheme == "issn")
    issue = bound.volume.kind == "issue"
    series = meta.title.plain if issue else publication.title
    return (
        *said,
        *_people(bound, said),
        *of_publication(meta, publication),
        *collection(series, serial or publication.identifiers, bound.volume.number if issue else ""),
        *_bibliographic(bound),
        *pagination(pages_of),
    )


def _people(bound: Bound, said: list[Statement]) -> Iterator[Statement]:
    """Those of the articles whom the volume itself does not name in that role; everybody once, with all their roles."""
    known = {(each.name, each.role) for each in bound.meta.contributors}
    targets = {(each.name, each.value): each.attributes["id"] for each in said if each.name in (_CREATOR, _CONTRIBUTOR)}
    counts = {place: sum(each.name == place for each in said) for place in (_CREATOR, _CONTRIBUTOR)}
    sole = _sole_authors(bound) if not counts[_CREATOR] else frozenset()
    for each in contributors_of(bound):
        if (each.name, each.role) in known:
            continue
        place = _CREATOR if each.role == "aut" and each.name in sole else _CONTRIBUTOR
        if target := targets.get((place, each.name)):
            yield role_of(target, each.role)
            continue
        counts[place] += 1
        made = tuple(person(place, each.name, each.role, each.sort_name, counts[place]))
        targets[place, each.name] = made[0].attributes["id"]
        yield from made


def _sole_authors(bound: Bound) -> frozenset[str]:
    """Who wrote every chapter; nobody where chapters have different authors."""
    authors = [frozenset(c.name for c in chapter.article.meta.authors) for chapter in bound.chapters]
    return authors[0] if authors and all(each == authors[0] for each in authors) else frozenset()


def _bibliographic(bound: Bound) -> Iterator[Statement]:
    """The issue's number and the edition statement in the words of schema.org."""
    if bound.volume.kind == "issue" and bound.volume.number:
        yield Statement("schema:issueNumber", bound.volume.number)
    if bound.volume.statement:
        yield Statement("schema:bookEdition", bound.volume.statement)


def named_by(meta: Metadata, publication: Publication) -> str:
    """Who vouches for the book: its publisher, else the publication."""
    return meta.publisher or publication.publisher or publication.title
