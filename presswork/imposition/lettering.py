"""Sets the small type of slug lines in the house's typeface, embedded, as press standards demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterable

FAMILY = "Source Sans Pro"
_UNITS = 1000
# What a font without a bold stem or italic angle of its own is said to have; renderers use it for nothing of ours.
_STEM = 80
_NONSYMBOLIC = 32


@dataclass(frozen=True, slots=True)
class Cut:
    """A typeface cut down to some characters.

    `program` is its bare CFF table; `glyphs` the glyph of each character, `widths` those of all glyphs, in thousandths
    of the size like `box`, `ascent`, `descent` and `cap_height`, which a PDF font descriptor wants.
    """

    program: bytes = field(repr=False)
    glyphs: dict[str, int] = field(repr=False)
    widths: tuple[int, ...] = field(repr=False)
    box: tuple[int, ...]
    ascent: int
    descent: int
    cap_height: int


@lru_cache(maxsize=8)
def cut_for(characters: str) -> Cut:
    """The house's sans serif with these characters alone (sorted, none twice); those that it lacks are left out."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    from presswork.typesetting.typefaces import family_cuts

    path = next(face.path for face in family_cuts(FAMILY) if (face.weight, face.style) == (400, "normal"))
    options = Options(layout_features=[], notdef_outline=True)
    with TTFont(path, lazy=True) as font:
        for table in ("GDEF", "GPOS", "GSUB", "BASE", "DSIG"):
            if table in font:
                del font[table]
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        return _cut(font)


def _cut(font: Any) -> Cut:
    program = font.getTableData("CFF ")
    names = font.getGlyphOrder()
    scale = _UNITS / font["head"].unitsPerEm
    metrics = font["hmtx"]
    head, table = font["head"], font["OS/2"]
    return Cut(
        program=program,
        glyphs={chr(code): names.index(name) for code, name in font.getBestCmap().items()},
        widths=tuple(round(metrics[name][0] * scale) for name in names),
        box=tuple(round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ascent=round(table.sTypoAscender * scale),
        descent=round(table.sTypoDescender * scale),
        cap_height=round(table.sCapHeight * scale),
    )


class Lettering:
    """The type of one document's slug lines: one embedded font, and strings written in its glyphs."""

    def __init__(self, pdf: pikepdf.Pdf, texts: Iterable[str]) -> None:
        self._cut = cut_for("".join(sorted(set("".join(texts)) | {" "})))
        self.font = _embedded(pdf, self._cut)

    def shown(self, text: str) -> str:
        """The text as a PDF string of the font's glyphs; characters that the typeface lacks are left out."""
        glyphs = self._cut.glyphs
        return "<" + "".join(f"{glyphs[char]:04X}" for char in text if char in glyphs) + ">"

    def width(self, text: str, size: float) -> float:
        """How long the text is, in points."""
        cut = self._cut
        return sum(cut.widths[cut.glyphs[char]] for char in text if char in cut.glyphs) * size / _UNITS


def _embedded(pdf: pikepdf.Pdf, cut: Cut) -> Any:
    """A composite font whose codes are glyph numbers (ISO 32000-1, 9.7.4.2: a CFF without CIDs)."""
    name = Name("/" + _tag(cut) + "+SourceSansPro-Regular")
    program = pdf.make_stream(cut.program, Subtype=Name.CIDFontType0C)
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=_NONSYMBOLIC, FontBBox=Array(cut.box), ItalicAngle=0,
        Ascent=cut.ascent, Descent=cut.descent, CapHeight=cut.cap_height, StemV=_STEM, FontFile3=program,
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=name, DW=_UNITS, W=Array([0, Array(cut.widths)]),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]), ToUnicode=pdf.make_stream(_to_unicode(cut)),
        )
    )  # fmt: skip


def _tag(cut: Cut) -> str:
    """Six letters that name the subset (ISO 32000-1, 9.6.4), the same for the same characters."""
    import hashlib

    digest = hashlib.sha256(cut.program).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(cut: Cut) -> bytes:
    """The CMap by which readers copy the text (ISO 32000-1, 9.10.3)."""
    pairs = sorted((glyph, char) for char, glyph in cut.glyphs.items())
    blocks = []
    for start in range(0, len(pairs), 100):
        rows = [
            f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>" for glyph, char in pairs[start : start + 100]
        ]
        blocks.append(f"{len(rows)} beginbfchar\n" + "\n".join(rows) + "\nendbfchar\n")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Slug def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" + "".join(blocks) + "endcmap\nend\nend\n"
    ).encode("ascii")
