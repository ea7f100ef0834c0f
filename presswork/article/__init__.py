"""The article: its editorial metadata, and its edited body with what travels along."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presswork.article.headmatter import Date
from presswork.article.metadata import Metadata
from presswork.article.particulars import Contact, Correction, Figure, Related, Series
from presswork.contributors import Contributor
from presswork.identifiers import Identifier
from presswork.languages import parse_language
from presswork.rights import Rights
from presswork.text import Text

if TYPE_CHECKING:
    from presswork.edition import Asset

__all__ = [
    "Article",
    "Contact",
    "Contributor",
    "Correction",
    "Date",
    "Figure",
    "Identifier",
    "Metadata",
    "Related",
    "Rights",
    "Series",
    "Text",
    "features_of",
    "parse_language",
    "words_in",
]

EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)

# What an article has in its body, and the mark in the body vocabulary by which it is known.
_FEATURES: tuple[tuple[str, str], ...] = (
    ("notes", r"<fn-note\b"),
    ("math", r"<math\b"),
    ("tables", r"<table\b"),
    ("code", r"<pre\b"),
    ("images", r"<(?:img|svg)\b"),
    ("citations", r'class="(?:citation|bibliography)\b'),
    ("pullquotes", r'class="pullquote\b'),
    ("xrefs", r'class="xref\b'),
    ("verse", r'class="verse\b'),
    ("languages", r"<[^>]*\slang="),
)


def features_of(body: str) -> frozenset[str]:
    """What a body holds: notes, math, tables, code, images, citations, pullquotes, xrefs, verse, languages."""
    return frozenset(name for name, mark in _FEATURES if re.search(mark, body))


def words_in(body: str) -> int:
    """The number of words of a body, marks and markup not counted; signs of scripts without spaces count as half."""
    text = re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<(annotation|svg)\b.*?</\1>", " ", body))
    signs = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff]", text))
    words = re.findall(r"[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:[’'.\-\u2011\u00ad][^\W_\u3040-\u9fff]+)*", text)
    return len(words) + (signs + 1) // 2


@dataclass(frozen=True, slots=True)
class Article:
    """An article made certain: metadata, body in the body vocabulary, and the images it shows.

    `source` is the manuscript's path as the user knows it; `features` and `words` are computed from the body; `epoch`
    is the time stamped on files when the metadata has no date.
    """

    meta: Metadata
    body: str = field(repr=False)
    assets: tuple[Asset, ...] = ()
    source: str = ""
    features: frozenset[str] = frozenset()
    words: int = 0
    epoch: dt.datetime = EPOCH

    @classmethod
    def of(
        cls,
        meta: Metadata,
        body: str,
        assets: tuple[Asset, ...] = (),
        source: str = "",
        *,
        epoch: dt.datetime = EPOCH,
    ) -> Article:
        """The article with its features and words counted."""
        return cls(meta, body, assets, source, features_of(body), words_in(body), epoch)

    def asset(self, name: str) -> Asset | None:
        """The asset of a name, such as `images/crane-1f2e3d4c.jpg`."""
        return next((a for a in self.assets if a.name == name), None)
