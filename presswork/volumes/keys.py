"""The keys of a volume's file that an article does not have, and what parts of a volume are called."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from presswork.fields import spelling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.volume import Kind, Role


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a volume's file: its name, what it says, an example, and other names that people write.

    `places` are where an e-book's package says it, `shown` the parts of the volume where a reader sees it.
    """

    name: str
    help: str
    example: str
    also: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    shown: str = ""


KEYS: tuple[Key, ...] = (
    Key("kind", "What the volume is: issue, book, anthology or pamphlet.", "issue", ("type",), shown="title page"),
    Key(
        "number",
        "The number of the issue.",
        "7",
        ("issue", "issue-number", "no", "volume-number"),
        places=("schema:issueNumber", "group-position", "dc:title"),
        shown="title page, imprint",
    ),
    Key(
        "isbn",
        "An ISBN for each edition that has one, check digits verified.",
        "{press: 978-3-16-148410-0}",
        places=("dc:identifier",),
        shown="imprint",
    ),
    Key(
        "statement",
        "The edition statement.",
        "Second, revised edition",
        ("edition", "edition-statement"),
        places=("schema:bookEdition",),
        shown="title page, imprint",
    ),
    Key(
        "build",
        "The editions that are made of the volume; without it, those of the publication.",
        "[reader, ebook, press, cover]",
    ),
    Key(
        "front",
        "The parts before the articles, in order.",
        "[title, imprint, contents]",
        ("front-matter",),
        shown="front matter",
    ),
    Key(
        "contents",
        "The articles in order, with or without sections.",
        "[one.md]",
        ("articles", "chapters"),
        shown="contents, text",
    ),
    Key(
        "back",
        "The parts behind the articles, in order.",
        "[contributors, index]",
        ("back-matter",),
        shown="back matter",
    ),
)
_OWN: Mapping[str, str] = MappingProxyType({name: key.name for key in KEYS for name in (key.name, *key.also)})

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "issue": "issue",
        "magazine": "issue",
        "periodical": "issue",
        "journal": "issue",
        "book": "book",
        "anthology": "anthology",
        "collection": "anthology",
        "pamphlet": "pamphlet",
        "booklet": "pamphlet",
        "brochure": "pamphlet",
    }
)
ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "cover": "cover",
        "front-cover": "cover",
        "half-title": "half-title",
        "title": "title",
        "title-page": "title",
        "imprint": "imprint",
        "masthead": "imprint",
        "copyright": "imprint",
        "dedication": "dedication",
        "epigraph": "epigraph",
        "contents": "contents",
        "toc": "contents",
        "table-of-contents": "contents",
        "figures": "figures",
        "list-of-figures": "figures",
        "foreword": "foreword",
        "preface": "preface",
        "introduction": "preface",
        "editorial": "editorial",
        "afterword": "afterword",
        "postface": "afterword",
        "epilogue": "afterword",
        "notes": "notes",
        "endnotes": "notes",
        "bibliography": "bibliography",
        "references": "bibliography",
        "index": "index",
        "contributors": "contributors",
        "about-the-authors": "contributors",
        "authors": "contributors",
        "colophon": "colophon",
        "advertisement": "advertisement",
        "advertisements": "advertisement",
        "advert": "advertisement",
        "ad": "advertisement",
        "back-cover": "back-cover",
    }
)
# Fields of an article of which a volume makes nothing, by their attributes.
ARTICLES_ONLY: frozenset[str] = frozenset(
    {"kicker", "section", "figures", "related", "bibliography", "csl", "abbreviations"}
)
# Somebody writes these; all others are made from the metadata and the articles.
WRITTEN: frozenset[Role] = frozenset({"dedication", "epigraph", "foreword", "preface", "editorial", "afterword"})
# Made, but with room for words of the editors'.
MADE_WITH_WORDS: frozenset[Role] = frozenset({"imprint", "colophon", "bibliography"})
# Made for readers of paper: an e-book has a cover of its own, and no half title.
ONLY_IN_PRINT: frozenset[Role] = frozenset({"cover", "half-title", "back-cover"})
# A volume may have several of these.
REPEATED: frozenset[Role] = frozenset({"advertisement", "foreword", "preface", "afterword"})

# The matter of a volume whose file names none: (front, back).
USUAL: Mapping[Kind, tuple[tuple[Role, ...], tuple[Role, ...]]] = MappingProxyType(
    {
        "issue": (("cover", "imprint", "contents"), ("contributors", "back-cover")),
        "book": (("half-title", "title", "imprint", "contents"), ()),
        "anthology": (("half-title", "title", "imprint", "contents"), ("contributors",)),
        "pamphlet": (("title",), ("imprint",)),
    }
)


def own_key(written: str) -> str | None:
    """The key of ours that a word means, or None: `Front_Matter` is `front`."""
    return _OWN.get(spelling(written))


def own_words() -> tuple[str, ...]:
    """Every word that `own_key` understands, for hints."""
    return tuple(_OWN)


def role_of(word: str) -> Role | None:
    """The role that a word means, or None: `Title page` is `title`."""
    return ROLES.get(spelling(word))
