"""The house's typefaces inside a web page (`embed-fonts: true`): only the characters that the page shows, as WOFF2.

Cutting a typeface takes a tenth of a second or more, so that it is the publication's choice.
"""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.publication import Publication
    from presswork.typesetting.fonts import Face

# The screen's sheets set nothing lighter; what they set bolder is drawn from these.
_LIGHTEST = 400
# What the sheets ask of a font beyond what every browser applies by itself: figures and small capitals.
_FEATURES = ("onum", "lnum", "tnum", "pnum", "smcp")


def with_typefaces(html: str, publication: Publication) -> str:
    """The page with an @font-face rule for each typeface it uses, the font itself a `data:` address.

    Raises `Rejected` (H101) when a typeface that a token names is not to be found.
    """
    from presswork.typesetting.fonts import faces

    folder = publication.root / "fonts" if publication.root else None
    chosen = [face for face in faces(publication.tokens, html, folder) if face.weight >= _LIGHTEST]
    characters = frozenset(map(ord, html))
    rules = "\n".join(_rule(face, characters) for face in chosen)
    return html.replace("<style", f"<style>\n{rules}\n</style>\n<style", 1)


def _rule(face: Face, characters: frozenset[int]) -> str:
    address = base64.b64encode(subset(face.path, characters)).decode("ascii")
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
        f'font-display:swap;src:url(data:font/woff2;base64,{address}) format("woff2")}}'
    )


def subset(path: Path, characters: frozenset[int]) -> bytes:
    """The font with the glyphs of these characters alone, as WOFF2; the same bytes each time."""
    from fontTools import subset as subsetting
    from fontTools.ttLib import TTFont

    options = subsetting.Options(flavor="woff2", hinting=False, desubroutinize=True, notdef_outline=True)
    options.layout_features = [*options.layout_features, *_FEATURES]
    options.drop_tables = [*options.drop_tables, "meta"]  # the subsetter does not know it, and would say so
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        cutter = subsetting.Subsetter(options)
        cutter.populate(unicodes=characters)
        cutter.subset(font)
        font.flavor = "woff2"
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()
