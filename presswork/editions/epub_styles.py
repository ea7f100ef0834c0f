"""The style sheets of an e-book, the house's tokens written out for old readers; typefaces where asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from presswork.edition import Asset, StyleSheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.article import Article
    from presswork.edition import Edition
    from presswork.house import House
    from presswork.publication import Publication

_TOKEN = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;}]+)")
_ROOT = re.compile(r"(?:^|[}\s]):root\s*\{([^}]*)\}")
_USE = re.compile(r"var\(\s*--([a-z][a-z0-9-]*)\s*(?:,\s*([^()]*(?:\([^()]*\)[^()]*)*))?\)")
# The sheets that only set tokens: their values are written into the others.
_TOKEN_SHEETS = frozenset({"house.css", "tokens.css"})


@dataclass(frozen=True, slots=True)
class Fonts:
    """The typefaces that a book embeds: the sheet that names them, and their files."""

    sheets: tuple[StyleSheet, ...] = ()
    assets: tuple[Asset, ...] = ()


def house_tokens(house: House, tokens: Mapping[str, str]) -> dict[str, str]:
    """Every house token with its value: those that house.css sets on `:root`, and over them the publication's."""
    sheet = house.style("house.css")
    text = re.sub(r"/\*.*?\*/", "", sheet.text, flags=re.DOTALL) if sheet else ""
    declared = ";".join(_ROOT.findall(text))
    return {name: value.strip() for name, value in _TOKEN.findall(declared)} | dict(tokens)


def written_out(css: str, tokens: Mapping[str, str]) -> str:
    """The sheet with every `var(--token)` replaced by its value, or its fallback; unknown ones stay."""
    for _ in range(4):  # a token's value may use other tokens
        css, count = _USE.subn(lambda m: tokens.get(m[1], m[2] if m[2] is not None else m[0]).strip(), css)
        if not count:
            break
    return css


def book_sheets(house: House, edition: Edition, publication: Publication) -> tuple[StyleSheet, ...]:
    """The book's sheets in cascade order, named as they are called in the container.

    Custom properties are unknown to many reading systems that are still in use: they are written out.
    """
    found = house.sheets("epub", edition.template, publication.tokens)
    return _as_called(found, house, publication)


def own_sheets(house: House, publication: Publication, *names: str) -> tuple[StyleSheet, ...]:
    """More sheets of the house, by their names under styles/: those that there are, as `book_sheets` gives them."""
    return _as_called(tuple(sheet for name in names if (sheet := house.style(name))), house, publication)


def _as_called(found: tuple[StyleSheet, ...], house: House, publication: Publication) -> tuple[StyleSheet, ...]:
    tokens = house_tokens(house, publication.tokens)
    return tuple(
        StyleSheet(sheet.name.rpartition("/")[2], written_out(sheet.text, tokens))
        for sheet in found
        if sheet.name not in _TOKEN_SHEETS
    )


def book_fonts(article: Article, edition: Edition, publication: Publication) -> Fonts:
    """The house's typefaces for a book that embeds them (`embed-fonts: true`); none for any other."""
    if not edition.embed_fonts:
        return Fonts()
    from presswork.typesetting.fonts import faces, family_of, font_face_css

    folder = publication.root / "fonts" if publication.root else None
    chosen = faces(publication.tokens, article.body + article.meta.title.html, folder)
    script = {"ar": "arabic", "fa": "arabic", "ur": "arabic", "he": "hebrew", "yi": "hebrew"}
    role = script.get(article.meta.language.split("-")[0], "serif")
    default = {"arabic": "Amiri", "hebrew": "Cardo", "serif": "Source Serif Pro"}[role]
    family = family_of(publication.tokens.get(role, default))
    css = f'{font_face_css(chosen)}\nbody{{font-family:"{family}",serif}}\n'
    assets = tuple(Asset(face.name, face.media_type, face.path.read_bytes()) for face in chosen)
    return Fonts((StyleSheet("fonts.css", css),), assets)
