"""The contents of a printed volume: its sections and parts in order, each with whoever wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from presswork.pages.volumes.texts import written_by_the_volumes
from presswork.text import Text
from presswork.volume import Chapter, Matter, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presswork.volume import Bound, Role

# Parts that say nothing by which one would look them up, or that are in sight from the contents.
_UNLISTED: frozenset[Role] = frozenset(
    {
        "cover",
        "half-title",
        "title",
        "imprint",
        "dedication",
        "epigraph",
        "contents",
        "advertisement",
        "colophon",
        "back-cover",
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the contents: a title, its authors (empty for made parts), the anchor that it leads to.

    `standfirst` is what the article says of itself; `plain` rows are parts that no section holds. `language`
    and `direction` are the article's, empty for made parts.
    """

    title: Text
    anchor: str
    authors: tuple[str, ...] = ()
    standfirst: Text | None = None
    plain: bool = False
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under the title of a section, or of none; `anchor` is its page where it has one."""

    title: Text | None
    rows: tuple[Row, ...]
    anchor: str = ""


def contents_of(
    bound: Bound, named: Callable[[Matter], str], anchor_of: Callable[[Matter], str], *, openers: bool
) -> tuple[Group, ...]:
    """The contents of a volume; `named` gives the word for a made part, `anchor_of` its anchor.

    Parts of the front matter that stand before the contents are not listed, nor the contents themselves.
    """
    sections = [Group(None, tuple(_matter(_behind_contents(bound.front), bound, named, anchor_of)))]
    for number, section in enumerate(bound.volume.sections):
        rows = tuple(_text(chapter, bound) for chapter in bound.chapters if chapter.section == number)
        has_page = openers and section.title is not None
        sections.append(Group(section.title, rows, f"section-{number + 1}---part" if has_page else ""))
    sections.append(Group(None, tuple(_matter(bound.back, bound, named, anchor_of))))
    return tuple(group for group in sections if group.rows)


def _behind_contents(front: Iterable[Matter | Written]) -> list[Matter | Written]:
    parts = list(front)
    at = next((i for i, part in enumerate(parts) if isinstance(part, Matter) and part.role == "contents"), -1)
    return parts[at + 1 :]


def _matter(
    parts: Iterable[Matter | Written],
    bound: Bound,
    named: Callable[[Matter], str],
    anchor_of: Callable[[Matter], str],
) -> Iterator[Row]:
    for part in parts:
        if isinstance(part, Written):
            yield _text(part, bound, plain=True)
        elif part.role not in _UNLISTED:
            yield Row(part.title or Text.of(named(part)), anchor_of(part), plain=True)


def _text(part: Chapter | Written, bound: Bound, *, plain: bool = False) -> Row:
    meta = part.article.meta
    authors = () if written_by_the_volumes(part.article, bound) else tuple(person.name for person in meta.authors)
    said = meta.standfirst or meta.subtitle
    return Row(meta.title, part.anchor, authors, said, plain, meta.language, meta.direction)
