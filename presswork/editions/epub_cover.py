"""The cover of an article's e-book: the editor's own, or one drawn from its words and its photograph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.edition import Asset
from presswork.editions.cover import HEIGHT, WIDTH, CoverText, design
from presswork.editions.epub_styles import house_tokens
from presswork.labels import labels_for
from presswork.typesetting.coverage import missing_characters
from presswork.typesetting.fonts import family_of, nearest
from presswork.typesetting.typefaces import family_cuts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from presswork.article import Article
    from presswork.house import House
    from presswork.publication import Publication
    from presswork.typesetting.typefaces import Face, Style

NAME = "images/cover.jpg"
# A photograph smaller than this would be enlarged so much that one sees it.
_SMALLEST_WIDTH, _SMALLEST_HEIGHT = 1000, 640
_PHOTOGRAPHS = frozenset({"image/jpeg", "image/png", "image/webp"})
_DRAWING = "image/svg+xml"
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
# Latin letters and common punctuation, which every typeface for text has, need not be looked up.
_COVERED = re.compile("[\u0000-\u017f\u2010-\u2026\u20ac]*")
_CUTS: dict[str, tuple[str, int, Style]] = {
    "title": ("serif", 600, "normal"),
    "text": ("serif", 400, "normal"),
    "italic": ("serif", 400, "italic"),
    "label": ("sans", 600, "normal"),
}


def cover_text(article: Article, publication: Publication, accent: str) -> CoverText:
    """What a cover says of an article: its title, subtitle, kicker, authors, and where it appeared."""
    from presswork.labels import join_list

    meta = article.meta
    kicker = meta.kicker or meta.section
    return CoverText(
        title=meta.title.plain,
        subtitle=meta.subtitle.plain if meta.subtitle else "",
        kicker=kicker.plain if kicker else "",
        author=join_list([c.name for c in meta.authors or meta.contributors[:1]], meta.language),
        publication=publication.title,
        language=meta.language,
        direction=meta.direction,
        accent=accent,
    )


def cover_faces(tokens: Mapping[str, str], folder: Path | None) -> Callable[[str, str], Face]:
    """The face for words in a cut of the cover, by the house's tokens and the script of the words."""

    @cache
    def face(words: str, cut: str) -> Face:
        token, weight, style = _CUTS[cut]
        if _ARABIC.search(words):
            token = "arabic"  # noqa: S105  (a house token)
        elif _HEBREW.search(words):
            token = "hebrew"  # noqa: S105
        cuts = family_cuts(family_of(tokens[token]), folder) or family_cuts("Source Serif Pro")
        return nearest(cuts, weight, style)

    return face


def photograph_of(article: Article) -> Asset | None:
    """The article's lead image, when it is a photograph large enough for a cover."""
    lead = article.meta.lead_image
    asset = article.asset(lead.source) if lead else None
    if asset is None or asset.media_type not in _PHOTOGRAPHS:
        return None
    return asset if asset.width >= _SMALLEST_WIDTH and asset.height >= _SMALLEST_HEIGHT else None


@dataclass(frozen=True, slots=True)
class Cover:
    """A book's cover: the picture for shops and shelves, what its page shows, and what was found on the way.

    `page` is an `svg` element; where it is empty the page shows the picture. `small` is a small JPEG of one that was
    drawn.
    """

    asset: Asset
    alternative: str
    page: str = field(default="", repr=False)
    findings: tuple[Diagnostic, ...] = ()
    small: bytes = field(default=b"", repr=False)


def cover_of(article: Article, publication: Publication, house: House) -> Cover:
    """The editor's own cover, where the metadata names one, else one drawn from the metadata."""
    own = article.meta.cover
    asset = article.asset(own.source) if own else None
    if own is None or asset is None:
        return draw_cover(article, publication, house)
    alternative = own.alt or (own.caption.plain if own.caption else "") or _titled(article)
    if asset.media_type != _DRAWING:
        return Cover(asset, alternative)
    message = "the cover is a drawing, which some shops and older readers do not show"
    hint = "give a JPEG of 1600 by 2560 pixels"
    return Cover(
        asset, alternative, "", (Diagnostic("E222", message, Severity.NOTE, Location(article.source), (hint,)),)
    )


def _titled(article: Article) -> str:
    return f"{labels_for(article.meta.language).cover}: {article.meta.title.plain}"


def draw_cover(article: Article, publication: Publication, house: House) -> Cover:
    """The cover drawn from the metadata, with warnings: characters that no typeface has (E220), no shaping (E221)."""
    from presswork.editions import cover_paint
    from presswork.editions.cover_svg import as_svg

    tokens = house_tokens(house, publication.tokens)
    face = cover_faces(tokens, publication.root / "fonts" if publication.root else None)
    text = cover_text(article, publication, tokens.get("accent", ""))
    picture = photograph_of(article)

    def path(words: str, cut: str) -> Path:
        return face(words, cut).path

    drawn = design(text, cover_paint.measure_with(path), picture=picture is not None)
    data, small = cover_paint.as_jpegs(drawn, path, picture.data if picture else None)
    asset = Asset(NAME, "image/jpeg", data, WIDTH, HEIGHT)
    findings = tuple(_findings(text, face, article.source, shapes=cover_paint.shapes_text()))
    alternative = _titled(article)
    page = as_svg(drawn, path, alternative, picture.name if picture else "")
    return Cover(asset, alternative, page, findings, small)


def _findings(text: CoverText, face: Callable[[str, str], Face], source: str, *, shapes: bool) -> list[Diagnostic]:
    found = []
    words = " ".join((text.title, text.subtitle, text.kicker, text.author, text.publication))
    if not _COVERED.fullmatch(words):
        missing = missing_characters(words, {face(words, cut) for cut in _CUTS})
        if missing:
            message = f"the cover's typefaces lack {' '.join(missing)}"
            hint = "set the token 'serif' to a typeface that has them"
            found.append(Diagnostic("E220", message, Severity.WARNING, Location(source), (hint,)))
    if not shapes and (_ARABIC.search(words) or _HEBREW.search(words)):
        message = "the cover's letters may stand unjoined and in the wrong order: Pillow lacks libraqm"
        hint = "install a Pillow wheel from PyPI, which brings it"
        found.append(Diagnostic("E221", message, Severity.WARNING, Location(source), (hint,)))
    return found
