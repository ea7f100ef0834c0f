"""Which typefaces a page needs, and the style sheet that names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Rejected
from presswork.edition import Asset, Page, StyleSheet
from presswork.typesetting.typefaces import Face, family_cuts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = [
    "Face",
    "faces",
    "font_assets",
    "font_face_css",
    "typeface_metrics",
    "with_fonts",
]


@dataclass(frozen=True, slots=True)
class Role:
    """What a typeface is for: its token, the house's family, the cuts that the sheets use, and when a page needs it.

    `needed` is searched in the page's HTML; cuts with a pattern of their own are left out where it does not match.
    """

    token: str
    family: str
    cuts: tuple[tuple[int, str], ...]
    needed: re.Pattern[str] | None = None


# Bold and italic cuts beyond these are found by the engine among the next best. Each @font-face costs every document
# some milliseconds, therefore the list is short and the rare cuts wait for a reason.
ROLES: tuple[Role, ...] = (
    Role("serif", "Source Serif Pro", ((300, "normal"), (400, "normal"), (400, "italic"), (600, "normal"))),
    Role("sans", "Source Sans Pro", ((400, "normal"), (400, "italic"), (600, "normal"))),
    Role("mono", "IBM Plex Mono", ((400, "normal"),), re.compile(r"<(?:code|pre|kbd|samp)\b")),
    Role(
        "arabic",
        "Amiri",
        ((400, "normal"), (700, "normal")),
        re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    ),
    Role("hebrew", "Cardo", ((400, "normal"), (700, "normal")), re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")),
)
_RARE: dict[tuple[str, int, str], re.Pattern[str]] = {
    ("serif", 300, "normal"): re.compile(r'class="(?:standfirst|subtitle)'),
    ("serif", 300, "italic"): re.compile(r'class="pullquote'),
    ("serif", 600, "italic"): re.compile(
        r"<(?:strong|b)\b[^>]*>[^<]*<(?:em|i)\b|<(?:em|i)\b[^>]*>[^<]*<(?:strong|b)\b"
    ),
}
_GENERIC = {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math"}


def family_of(token: str) -> str:
    """The first family of a `font-family` value: `Georgia` of `"Georgia", serif`."""
    return token.split(",")[0].strip().strip("\"'")


def faces(tokens: Mapping[str, str], html: str | None = None, folder: Path | None = None) -> tuple[Face, ...]:
    """The font files of a page whose house tokens are `tokens`, in a fixed order.

    `html` is the page (None: everything the sheets can ask for); `folder` is the publication's fonts/ folder.
    Raises `Rejected` (H101) when a typeface is not to be found.
    """
    found: dict[Path, Face] = {}
    findings: list[Diagnostic] = []
    for role in ROLES:
        if html is not None and role.needed and not role.needed.search(html):
            continue
        family = family_of(tokens.get(role.token, role.family))
        cuts = family_cuts(family, folder)
        if not cuts and family not in _GENERIC:
            findings.append(_not_found(role.token, family))
        wanted = [*role.cuts, *(key[1:] for key in _RARE if key[0] == role.token)]
        for weight, style in wanted:
            rare = _RARE.get((role.token, weight, style))
            if cuts and (html is None or rare is None or rare.search(html)):
                face = nearest(cuts, weight, style)
                found.setdefault(face.path, face)
    if findings:
        raise Rejected(findings)
    return tuple(found.values())


def nearest(cuts: Iterable[Face], weight: int, style: str) -> Face:
    """The cut that CSS would take for a weight and style (CSS Fonts 4, 5.2, simplified: style first, then weight)."""
    return min(cuts, key=lambda face: (face.style != style, abs(face.weight - weight), face.weight))


def _not_found(token: str, family: str) -> Diagnostic:
    package = "fontpkg-" + re.sub(r"[^a-z0-9]+", "-", family.casefold()).strip("-")
    hints = ("put its font files (.otf, .ttf) into the publication's fonts/ folder", f"or pip install {package}")
    return Diagnostic("H101", f"the typeface '{family}' (token '{token}') is not to be found", hints=hints)


def font_face_css(chosen: Iterable[Face]) -> str:
    """The @font-face rules of the faces; the addresses are their asset names, `fonts/<file>`."""
    return "\n".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
        f"src:url({face.name})}}"
        for face in chosen
    )


def font_assets(chosen: Iterable[Face]) -> dict[str, Path]:
    """Asset name -> font file."""
    return {face.name: face.path for face in chosen}


def with_fonts(page: Page, tokens: Mapping[str, str], folder: Path | None = None) -> Page:
    """The page with its typefaces: their rules and metrics as its first style sheet, their files among its assets.

    Raises `Rejected` (H101) when a typeface is not to be found.
    """
    chosen = faces(tokens, page.html, folder)
    sheet = StyleSheet("fonts.css", font_face_css(chosen))
    metrics = typeface_metrics(tokens, folder)
    before = page.html.find("<style")
    at = before if before >= 0 else page.html.find("</head>")
    html = page.html[:at] + f"<style>{sheet.text}</style>\n" + page.html[at:]
    if metrics:
        html = html.replace("</head>", f"<style>{metrics}</style>\n</head>", 1)
    assets = {face.name: Asset(face.name, face.media_type, face.path.read_bytes()) for face in chosen}
    return replace(page, html=html, styles=(sheet, *page.styles), assets=MappingProxyType({**page.assets, **assets}))


def typeface_metrics(tokens: Mapping[str, str], folder: Path | None = None) -> str:
    """The tokens that tell the sheets how the text face's letters measure, for drop caps and notes; "" for our own."""
    family = family_of(tokens.get("serif", ROLES[0].family))
    cuts = family_cuts(family, folder)
    if family == ROLES[0].family or not cuts:
        return ""
    rise, cap, superiors = _measure(nearest(cuts, 400, "normal").path)
    notes = "" if superiors else ";--superior-size:.66em;--superior-rise:.42em"
    return f":root{{--serif-rise:{rise:.3f};--serif-cap:{cap:.3f}{notes}}}"


@cache
def _measure(path: Path) -> tuple[float, float, bool]:
    """Ascent less descent, cap height (em; OpenType `hhea`, `OS/2`), and whether it has superior figures (`sups`)."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        em = font["head"].unitsPerEm
        cap = getattr(font["OS/2"], "sCapHeight", 0) or 0.67 * em
        features = font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in font else ()
        superiors = any(record.FeatureTag == "sups" for record in features)
        return (font["hhea"].ascent + font["hhea"].descent) / em, cap / em, superiors
