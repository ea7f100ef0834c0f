"""A page that shows a publication's typefaces at work, with the features that their files have."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from presswork.edition import Asset, Edition, Page, StyleSheet
from presswork.paper import PAPERS

if TYPE_CHECKING:
    from presswork.edition import EditionFile
    from presswork.publication import Publication
    from presswork.typesetting.typefaces import Face

# What OpenType calls the features that a page of ours can use (OpenType 1.9, registered features).
FEATURES = {
    "smcp": "small capitals",
    "onum": "old-style figures",
    "lnum": "lining figures",
    "tnum": "figures of one width",
    "sups": "superior figures",
    "liga": "ligatures",
    "kern": "kerning",
}
_LATIN = "Quay, jib, waxing moon, 0123456789 & £ € —"
_SAMPLES = {"arabic": ("ar", "rtl", "صفحة من كتاب عن الموانئ ٠١٢٣٤٥٦٧٨٩"), "hebrew": ("he", "rtl", "דף מספר על נמלים")}


@dataclass(frozen=True, slots=True)
class Shown:
    """One typeface of the specimen: its token, family, cuts and features, and a line in its language."""

    role: str
    family: str
    cuts: tuple[Face, ...]
    features: str
    language: str
    direction: str
    line: str


def specimen(publication: Publication) -> EditionFile:
    """The specimen as a PDF. Raises `Rejected` (H101) when a typeface is not to be found."""
    from presswork.editions.pdf import typeset
    from presswork.house import House
    from presswork.typesetting.fonts import font_face_css

    house = House(publication.root)
    found = typefaces(publication)
    cuts = [cut for shown in found for cut in shown.cuts]
    fonts = StyleSheet("fonts.css", font_face_css(cuts))
    sheets = (fonts, *house.sheets("paper", "specimen", publication.tokens))
    html = house.render("paper", "specimen", {"publication": publication, "typefaces": found, "styles": sheets})
    assets = {cut.name: Asset(cut.name, cut.media_type, cut.path.read_bytes()) for cut in cuts}
    page = Page("paper", "Specimen", "en", html, sheets, MappingProxyType(assets))
    return typeset(page, Edition("specimen", "pdf", paper=PAPERS["a4"]), (), "urn:presswork:specimen")


def typefaces(publication: Publication) -> tuple[Shown, ...]:
    """The typefaces of a publication, one for each of the house's typeface tokens."""
    from presswork.typesetting.fonts import ROLES, family_of
    from presswork.typesetting.typefaces import family_cuts

    folder = publication.root / "fonts" if publication.root else None
    shown = []
    for role in ROLES:
        family = family_of(publication.tokens.get(role.token, role.family))
        cuts = tuple(sorted(family_cuts(family, folder), key=lambda face: (face.weight, face.style != "normal")))
        language, direction, line = _SAMPLES.get(role.token, ("en", "ltr", _LATIN))
        if cuts:
            shown.append(Shown(role.token, family, cuts, features_of(cuts[0]), language, direction, line))
    return tuple(shown)


def features_of(face: Face) -> str:
    """The features of a font file that a page can use, in words: `small capitals, old-style figures`."""
    from fontTools.ttLib import TTFont

    with TTFont(face.path, lazy=True) as font:
        tables = [font[name].table for name in ("GSUB", "GPOS") if name in font]
        lists = [table.FeatureList for table in tables if table.FeatureList]
        tags = {record.FeatureTag for found in lists for record in found.FeatureRecord}
    return ", ".join(words for tag, words in FEATURES.items() if tag in tags)
