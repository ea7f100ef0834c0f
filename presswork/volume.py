"""A volume: articles gathered, in sections and in order, into one magazine issue, book, anthology or pamphlet."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from presswork.article import Article, Figure, Metadata, Text
    from presswork.edition import Asset

Kind = Literal["issue", "book", "anthology", "pamphlet"]
Role = Literal[
    "cover",
    "half-title",
    "title",
    "imprint",
    "dedication",
    "epigraph",
    "contents",
    "figures",
    "foreword",
    "preface",
    "editorial",
    "afterword",
    "notes",
    "bibliography",
    "index",
    "contributors",
    "colophon",
    "advertisement",
    "back-cover",
]


# Between an article's slug and an id of its own; a slug never has two hyphens.
_JOINT = "--"


def anchor(slug: str, name: str = "") -> str:
    """The id inside a volume of an article, or of what its own body calls `name`: `the-crane`, `the-crane--fig-1`.

    An id begins with a letter (XML 1.0, 2.3), which a slug need not.
    """
    start = slug if slug[:1].isalpha() else f"a-{slug}"
    return f"{start}{_JOINT}{name}" if name else start


@dataclass(frozen=True, slots=True)
class Matter:
    """One part of the front or back matter.

    Parts that are made from metadata (title, imprint, contents, index, contributors ...) have their role only; written
    ones have a manuscript (`path`), a few words (`text`, with `source` where they are from somewhere) or, as
    advertisements do, a `picture`. `title` replaces the house's word for it. `place` is where the volume's file names
    it: line, column.
    """

    role: Role
    path: Path | None = None
    title: Text | None = None
    text: Text | None = None
    picture: Figure | None = None
    source: Text | None = None
    place: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as the volume's file lists it: its manuscript, and what the volume says otherwise than the article.

    `role` is set where it is listed as something, such as the editorial. `run_on`: in print it begins below the end of
    the one before, if that is in its section.
    """

    path: Path
    title: Text | None = None
    section: Text | None = None
    template: str | None = None
    role: Role | None = None
    place: tuple[int, int] = (1, 1)
    run_on: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Articles that stand together; `title` is None for those before the first section, or where there are none."""

    title: Text | None
    articles: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume as its file says it.

    `meta` is what the volume says of itself in the fields of an article (title, subtitle, contributors with their
    roles, date, language, rights, ISSN, cover ...); `number` its issue number; `isbn` an ISBN for each edition that has
    one; `statement` the edition statement; `build` the editions that are made of it, empty for the publication's;
    `layout` its own edition settings; `source` the file as the user knows it, `path` the file itself.
    """

    kind: Kind
    meta: Metadata
    sections: tuple[Section, ...]
    front: tuple[Matter, ...] = ()
    back: tuple[Matter, ...] = ()
    number: str = ""
    isbn: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    statement: str = ""
    build: tuple[str, ...] = ()
    layout: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""
    path: Path | None = None

    @property
    def listed(self) -> Iterator[Listed]:
        """Every article in reading order."""
        return (each for section in self.sections for each in section.articles)


class Told:
    """A part of a volume that is an article: what its anchors are made from."""

    __slots__ = ()
    article: Article

    @property
    def slug(self) -> str:
        """Its name inside the volume: that of the article."""
        return self.article.meta.slug

    @property
    def anchor(self) -> str:
        """The id of the part as such, to which `[](other.md)` leads."""
        return anchor(self.slug)


@dataclass(frozen=True, slots=True)
class Chapter(Told):
    """An edited article in its place: `section` is the index of its section; overrides are already in its metadata.

    Every id in its body begins with its slug (see `anchor`), links to other articles of the volume lead to theirs, and
    every index mark has an id.
    """

    article: Article
    section: int
    template: str | None = None
    role: Role | None = None
    run_on: bool = False


@dataclass(frozen=True, slots=True)
class Written(Told):
    """A part of the front or back matter that somebody wrote, edited: a foreword, an afterword."""

    matter: Matter
    article: Article


@dataclass(frozen=True, slots=True)
class Bound:
    """A volume with all its articles edited, ready to be composed.

    `front` and `back` hold the parts in order: `Written` where there is a manuscript, else the `Matter` as it is.
    `assets` are the pictures of the volume itself: its cover, lead image, advertisements.
    """

    volume: Volume
    chapters: tuple[Chapter, ...]
    front: tuple[Matter | Written, ...] = ()
    back: tuple[Matter | Written, ...] = ()
    assets: tuple[Asset, ...] = ()

    @property
    def meta(self) -> Metadata:
        """What the volume says of itself."""
        return self.volume.meta
