"""The bibliography of a whole volume: the works that its texts cite, gathered into one list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lxml import etree

from presswork.markup.tree import inner, text_of, with_class
from presswork.volumes.filing import filing_key
from presswork.volumes.indexing import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presswork.text import Text
    from presswork.volume import Bound, Chapter, Written

# An entry that leans on the one before it: a dash for the same author.
_SAME_AUTHOR = re.compile(r"[—–-]{2,}|_{3,}")


@dataclass(frozen=True, slots=True)
class Work:
    """A work that is cited: its id in the volume's list, its entry as HTML and in plain words, its language."""

    id: str
    html: str = field(repr=False)
    plain: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Works:
    """Works under the text that cites them, or under none: `slug` and `title` are empty for those of all texts."""

    works: tuple[Work, ...]
    slug: str = ""
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The gathered lists; `ids` names for the id of each entry in its text that of the work in the list."""

    lists: tuple[Works, ...]
    ids: Mapping[str, str] = field(repr=False, default_factory=lambda: MappingProxyType({}))


def bibliography_of(bound: Bound) -> Bibliography:
    """The works that the texts of a volume cite: one list in the order of its language, each work once.

    Where entries lean on their neighbours (they have numbers, or a dash for the same author) every text keeps a list
    of its own under its title.
    """
    cited = [(part, entries) for part in texts_of(bound) if (entries := _entries(part))]
    if any(_leans(entry) for _, entries in cited for entry in entries):
        return _apart(cited)
    return _together(cited, bound.meta.language)


def _entries(part: Chapter | Written) -> list[Any]:
    if 'class="bibliography"' not in part.article.body:
        return []
    root = etree.fromstring(f"<div>{part.article.body}</div>", etree.XMLParser(resolve_entities=False, huge_tree=True))
    return [entry for section in with_class(root, "bibliography", "section") for entry in with_class(section, "entry")]


def _leans(entry: Any) -> bool:
    return bool(with_class(entry, "entry-number")) or bool(_SAME_AUTHOR.match(text_of(entry).strip()))


def _apart(cited: Iterable[tuple[Chapter | Written, list[Any]]]) -> Bibliography:
    lists = [
        Works(tuple(_work(entry, entry.get("id"), part) for entry in entries), part.slug, part.article.meta.title)
        for part, entries in cited
    ]
    return Bibliography(tuple(lists))


def _together(cited: Iterable[tuple[Chapter | Written, list[Any]]], language: str) -> Bibliography:
    """Each work once: of two entries with one key that say the same, or say it in two languages, the first."""
    found: dict[str, Work] = {}
    ids: dict[str, str] = {}
    for part, entries in cited:
        for entry in entries:
            own = entry.get("id")
            key = own.partition("--")[2]  # behind the slug, which has no two hyphens
            work, number = _work(entry, key, part), 1
            while (known := found.get(work.id)) and not _same(known, work):
                number += 1
                work = _work(entry, f"{key}-{number}", part)
            found.setdefault(work.id, work)
            ids[own] = work.id
    works = sorted(found.values(), key=lambda work: filing_key(work.plain, language))
    return Bibliography((Works(tuple(works)),) if works else (), MappingProxyType(ids))


def _same(one: Work, other: Work) -> bool:
    return one.plain == other.plain or one.language != other.language


def _work(entry: Any, name: str, part: Chapter | Written) -> Work:
    return Work(name, inner(entry), " ".join(text_of(entry).split()), part.article.meta.language)
