"""One subset and one dictionary for each typeface of a joined volume (ISO 32000-1, 9.7 and 9.9).

The engine's subsets keep glyph ids, so the codes of every page mean the same glyph, and the union of the subsets
serves all pages. A face whose subsets disagree is left as it is.
"""

from __future__ import annotations

import re
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream

from presswork.editions.binding.images import resources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Pdf

_BLOCK = 100  # 9.10.3: at most so many characters in a block of a CMap


def share_fonts(out: Pdf) -> None:
    """Give all parts one font where theirs are subsets of one CFF face; TrueType faces stay one for each part."""
    holders = [found.Font for found in resources(out) if "/Font" in found]
    faces: dict[tuple[Any, ...], dict[tuple[int, int], Face]] = {}
    for holder in holders:
        for font in holder.as_dict().values():
            if font.get("/Encoding") == "/Identity-H" and "/FontFile3" in font.DescendantFonts[0].FontDescriptor:
                known = next((group for group in faces.values() if font.objgen in group), None)
                if known is None:
                    face = Face(font)
                    faces.setdefault(face.identity, {})[font.objgen] = face
    shared: dict[tuple[int, int], Any] = {}
    for group in faces.values():
        alike = [face for face in group.values() if face.is_plain]
        if len(alike) > 1 and _agree(alike):
            merged = _merge(out, alike)
            shared |= {face.font.objgen: merged for face in alike}
    for holder in holders:
        for name in list(holder.keys()):
            holder[name] = shared.get(holder[name].objgen, holder[name])


class Face:
    """A Type 0 font of one part, and its program: a CFF subset that keeps the face's glyph ids."""

    def __init__(self, font: Any) -> None:
        self.font = font
        self.descendant = font.DescendantFonts[0]
        self.descriptor = self.descendant.FontDescriptor
        data = BytesIO(self.descriptor.FontFile3.read_bytes())
        # How far outlines reach stays what the typeface says, as in a file of one run: none is drawn to measure it.
        self.program = TTFont(data, recalcTimestamp=False, recalcBBoxes=False)
        head = self.program["head"]
        self.identity = (str(font.BaseFont), self.program["name"].getDebugName(6), head.unitsPerEm, head.fontRevision)
        pairs = list(self.descendant.W)
        self.widths = {
            int(first) + i: float(width)
            for first, run in zip(pairs[::2], pairs[1::2], strict=True)
            for i, width in enumerate(run)
        }
        self.glyphs = {0, *self.widths}
        self.head, codes = font.ToUnicode.read_bytes().split(b"endcodespacerange")
        self.codes: dict[bytes, bytes] = dict(re.findall(rb"<(\w+)> <(\w*)>", codes))

    @cached_property
    def top(self) -> Any:
        """The CFF font itself."""
        return self.program["CFF "].cff.topDictIndex[0]

    @property
    def private(self) -> Any:
        """What its outlines are read with: of a font keyed by number, that of its one dictionary."""
        return self.top.FDArray[0].Private if hasattr(self.top, "ROS") else self.top.Private

    @property
    def is_plain(self) -> bool:
        """Whether each outline stands on its own: no subroutines, which are the part's own, and one way to read it."""
        several = hasattr(self.top, "ROS") and len(self.top.FDArray) > 1
        return not (several or hasattr(self.private, "Subrs") or len(self.program["CFF "].cff.GlobalSubrs))

    @cached_property
    def outlines(self) -> dict[int, bytes]:
        """The charstring of each glyph as it stands in the file."""
        index = self.top.CharStrings.charStringsIndex
        return {glyph: bytes(index[glyph].bytecode) for glyph in self.glyphs}


def _agree(faces: Sequence[Face]) -> bool:
    """Whether a glyph has one outline and one width, and a code one text, in all of them."""
    outlines: dict[int, bytes] = {}
    widths: dict[int, float] = {}
    codes: dict[bytes, bytes] = {}
    nominal = {face.private.nominalWidthX for face in faces}
    return len(nominal) == 1 and all(
        all(outlines.setdefault(glyph, outline) == outline for glyph, outline in face.outlines.items())
        and all(widths.setdefault(glyph, width) == width for glyph, width in face.widths.items())
        and all(codes.setdefault(code, text) == text for code, text in face.codes.items())
        for face in faces
    )


def _merge(out: Pdf, faces: Sequence[Face]) -> Any:
    """The font of the face with the highest glyph, with the glyphs, widths and texts of all."""
    base = max(faces, key=lambda face: max(face.glyphs))
    index = base.top.CharStrings.charStringsIndex
    for face in faces:
        for glyph in sorted(face.glyphs - base.glyphs):
            name, other = base.program.getGlyphName(glyph), face.program.getGlyphName(glyph)
            base.program["hmtx"][name] = face.program["hmtx"][other]
            index[glyph] = face.top.CharStrings.charStringsIndex[glyph]
        base.glyphs |= face.glyphs
    widths = {glyph: width for face in faces for glyph, width in face.widths.items()}
    codes = {code: text for face in faces for code, text in face.codes.items()}
    _state_extent(base, faces)
    target = BytesIO()
    base.program.save(target)
    base.descriptor.FontFile3 = Stream(out, target.getvalue(), Dictionary(Subtype=Name.OpenType))
    if "/CIDSet" in base.descriptor:
        del base.descriptor["/CIDSet"]
    base.descendant.W = _width_array(widths)
    boxes = [face.descriptor.FontBBox for face in faces]
    corners = [min(float(box[i]) for box in boxes) for i in (0, 1)] + [
        max(float(box[i]) for box in boxes) for i in (2, 3)
    ]
    base.descriptor.FontBBox = Array(corners)
    fixed = len(widths) > 1 and len(set(widths.values())) == 1
    base.descriptor.Flags = int(base.descriptor.Flags) & ~1 | int(fixed)
    base.font.ToUnicode = Stream(out, _cmap(base.head, codes))
    return base.font


def _state_extent(base: Face, faces: Sequence[Face]) -> None:
    """Let the program say how far the outlines of all faces reach, and how wide the widest is."""
    head, tops = base.program["head"], [face.top.FontBBox for face in faces]
    heads = [face.program["head"] for face in faces]
    base.top.FontBBox = [edge(box[side] for box in tops) for side, edge in enumerate((min, min, max, max))]
    head.xMin, head.yMin = min(each.xMin for each in heads), min(each.yMin for each in heads)
    head.xMax, head.yMax = max(each.xMax for each in heads), max(each.yMax for each in heads)
    base.program["hhea"].advanceWidthMax = max(face.program["hhea"].advanceWidthMax for face in faces)


def _width_array(widths: dict[int, float]) -> Any:
    """Widths as runs of neighbouring glyphs (9.7.4.3)."""
    array: Any = Array()
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            array.extend([glyph, Array()])
        width = widths[glyph]
        array[-1].append(int(width) if width == int(width) else width)
    return array


def _cmap(head: bytes, codes: dict[bytes, bytes]) -> bytes:
    lines, items = [head + b"endcodespacerange"], sorted(codes.items())
    for start in range(0, len(items), _BLOCK):
        some = items[start : start + _BLOCK]
        lines += [b"%d beginbfchar" % len(some), *(b"<%s> <%s>" % item for item in some), b"endbfchar"]
    lines.append(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return b"\n".join(lines)
