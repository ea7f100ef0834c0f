"""The words of a printed cover as large as their places allow: on the spine, and on the back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from presswork.editions.cover_text import greedy, joined, pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.article import Article
    from presswork.editions.cover_sheet import CoverSheet
    from presswork.editions.cover_text import Measure
    from presswork.publication import Publication

MM_PER_POINT = 25.4 / 72
# Visible letters are so much of an em high, from the top of `l` to the foot of `p`.
_LETTERS = 0.95
SMALLEST_SPINE, LARGEST_SPINE = 6.0, 15.0
_GAP = 1.6  # em between the parts of a spine
SMALLEST_BACK, LARGEST_BACK = 7.5, 15.0
# The back is set in so much of its width, in points to a millimetre.
_BACK_SIZE = 0.1
LEADING = 1.4
# Where spines are read from the foot up; elsewhere from the head down, upright when the book lies on its back
# (ISO 6357 recommends that, and English, Dutch and Nordic publishers do it).
_UPWARDS = frozenset(["ca", "cs", "de", "el", "es", "fr", "gl", "hr", "hu", "it", "oc", "pl", "pt", "ro", "sk", "sl"])


@dataclass(frozen=True, slots=True)
class SpineText:
    """What a spine says: its parts, the size in points, and how it is turned, in degrees clockwise."""

    title: str
    author: str
    publisher: str
    size: float
    turn: Literal[-90, 90]


@dataclass(frozen=True, slots=True)
class BackText:
    """What the back says: paragraphs on the work, then on its authors; `size` in points."""

    blurb: tuple[str, ...]
    authors: tuple[str, ...]
    size: float
    shortened: bool = False


def turn_for(language: str, direction: str) -> Literal[-90, 90]:
    """How a spine's text is turned. From right to left it begins at the head when it is turned to the left."""
    return -90 if direction == "rtl" or language.split("-")[0] in _UPWARDS else 90


def spine_text(
    article: Article, publication: Publication, sheet: CoverSheet, room: float, measure: Measure
) -> SpineText | None:
    """What stands on the spine, `room` millimetres long; None when it is too narrow for text.

    As long as it is too long, the publisher is left out, then the author; at last the title is cut off.
    """
    size = min(LARGEST_SPINE, (sheet.spine - 2 * sheet.clear) / MM_PER_POINT / _LETTERS)
    if not sheet.text_on_spine or size < SMALLEST_SPINE:
        return None
    meta = article.meta
    turn = turn_for(meta.language, meta.direction)
    author = _authors(article)
    publisher = publication.publisher or publication.title
    short = meta.short_title.plain if meta.short_title else meta.title.plain
    for title in dict.fromkeys((meta.title.plain, short)):
        for parts in ((title, author, publisher), (title, author, ""), (title, "", "")):
            fitting = min(size, room / MM_PER_POINT / _length(parts, measure))
            if fitting >= max(SMALLEST_SPINE, size * 0.6):
                return SpineText(*parts, size=round(fitting, 1), turn=turn)
    return SpineText(_cut(short, room / MM_PER_POINT / SMALLEST_SPINE, measure), "", "", SMALLEST_SPINE, turn)


def _authors(article: Article) -> str:
    """The authors as a spine names them: two by name, more by the first."""
    from presswork.labels import join_list

    names = [c.name for c in article.meta.authors]
    return join_list(names, article.meta.language) if len(names) < 3 else f"{names[0]} …"


def _length(parts: Sequence[str], measure: Measure) -> float:
    """The length of a spine's text in em."""
    cuts = ("title", "text", "label")
    used = [(part, cut) for part, cut in zip(parts, cuts, strict=True) if part]
    return sum(measure(part, cut) for part, cut in used) + _GAP * (len(used) - 1)


def _cut(title: str, room: float, measure: Measure) -> str:
    if measure(title, "title") <= room:
        return title
    words = list(pieces(title))
    while len(words) > 1 and measure(joined(words) + " …", "title") > room:
        words.pop()
    return joined(words) + " …"


def back_text(article: Article, width: float, height: float, measure: Measure) -> BackText:
    """Summary and authors in a column of `width` by `height` millimetres, as large as fits.

    At the smallest size sentences are left out from the end: first of the authors' lives, then of the summary.
    """
    blurb = [text for text in (_blurb(article),) if text]
    authors = [c.bio.plain for c in article.meta.authors if c.bio]
    if authors and not any(c.name in c.bio.plain for c in article.meta.authors if c.bio):
        authors = [f"{c.name}: {c.bio.plain}" for c in article.meta.authors if c.bio]

    def fits(size: float) -> bool:
        em = width / MM_PER_POINT / size
        lines = sum(len(greedy(text, lambda words: measure(words, "text"), em)) for text in blurb)
        small = em / 0.9
        lines_of_authors = sum(len(greedy(text, lambda words: measure(words, "text"), small)) for text in authors)
        between = (len(blurb) - 1) * 0.5 + (0.8 + (len(authors) - 1) * 0.5 if authors else 0)
        return (lines + lines_of_authors * 0.9 + between) * size * LEADING * MM_PER_POINT <= height

    size = min(LARGEST_BACK, max(SMALLEST_BACK, round(width * _BACK_SIZE, 2)))
    shortened = False
    while not fits(size):
        if size > SMALLEST_BACK:
            size = round(size - 0.25, 2)
            continue
        shortened = True
        column = authors or blurb
        if not column:
            break
        column[-1] = _without_last_sentence(column[-1])
        if not column[-1]:
            column.pop()
    return BackText(tuple(blurb), tuple(authors), size, shortened)


def _blurb(article: Article) -> str:
    said = article.meta.summary or article.meta.standfirst
    return said.plain if said else ""


def _without_last_sentence(text: str) -> str:
    """The text without its last sentence; nothing when it has only one."""
    body = text.rstrip()
    ends = [body.rfind(end, 0, len(body) - 1) for end in (". ", "! ", "? ", "؟ ", "。")]
    at = max(ends)
    return body[: at + 1] if at > 0 else ""
