"""Lengths, sizes and the table of papers."""

from __future__ import annotations

import re
from dataclasses import dataclass

POINTS_PER_UNIT = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "px": 0.75, "q": 18 / 25.4, "pc": 12.0}
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*([a-zA-Z]+)\s*")
_SIZE = re.compile(r"\s*([0-9.]+)\s*(?:[a-z]+)?\s*[x×]\s*([0-9.]+)\s*([a-z]+)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A length in PostScript points (1/72 inch), the unit of PDF (ISO 32000-1, 8.3.2.3)."""

    pt: float

    @classmethod
    def parse(cls, text: str) -> Length:
        """A length as people write it, `3mm` or `0.125 in`; ValueError when it is none."""
        match = _LENGTH.fullmatch(text)
        if not match or match[2].lower() not in POINTS_PER_UNIT:
            raise ValueError(f"'{text}' is not a length such as 3mm, 0.125in or 9pt")
        return cls(float(match[1]) * POINTS_PER_UNIT[match[2].lower()])

    @property
    def mm(self) -> float:
        """The length in millimetres."""
        return self.pt / POINTS_PER_UNIT["mm"]

    @property
    def css(self) -> str:
        """The length as CSS text in millimetres, without needless zeros."""
        return f"{self.mm:.4f}".rstrip("0").rstrip(".") + "mm"


def parse_offset(text: str) -> tuple[float, float]:
    """Two lengths as people write them, `0.5mm,-1mm`: right and up, in points; the second is 0 when there is but one.

    ValueError when it is something else.
    """
    values = [_signed(part.strip()) for part in text.split(",")]
    if len(values) > 2:
        raise ValueError(f"'{text}' is more than two lengths; write 0.5mm,-1mm")
    return values[0], values[1] if len(values) == 2 else 0.0


def _signed(written: str) -> float:
    """A length that may be less than nothing, in points; nothing needs no unit."""
    bare = written.removeprefix("-")
    if bare in ("0", "0.0"):
        return 0.0
    return Length.parse(bare).pt * (-1 if bare != written else 1)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet or page size in portrait: name, width and height."""

    name: str
    width: Length
    height: Length
    help: str = ""

    @property
    def css(self) -> str:
        """The value of the CSS `size` property (CSS Paged Media 3, section 7.1)."""
        return f"{self.width.css} {self.height.css}"


def _mm(name: str, width: float, height: float, text: str) -> Paper:
    return Paper(name, Length.parse(f"{width}mm"), Length.parse(f"{height}mm"), text)


def _inch(name: str, width: float, height: float, text: str) -> Paper:
    return Paper(name, Length.parse(f"{width}in"), Length.parse(f"{height}in"), text)


PAPERS: dict[str, Paper] = {
    paper.name: paper
    for paper in (
        _mm("a3", 297, 420, "ISO 216; two A4 pages side by side"),
        _mm("a4", 210, 297, "ISO 216; office paper outside North America"),
        _mm("a5", 148, 210, "ISO 216; reports, pamphlets, small books"),
        _mm("a6", 105, 148, "ISO 216; leaflets and postcards"),
        _mm("b4", 250, 353, "ISO 216"),
        _mm("b5", 176, 250, "ISO 216; journals and textbooks"),
        _mm("b6", 125, 176, "ISO 216; paperbacks"),
        _mm("c5", 162, 229, "ISO 269; the envelope that holds A5"),
        _mm("a2", 420, 594, "ISO 216; press sheets of eight A5 pages a side"),
        _mm("a1", 594, 841, "ISO 216; press sheets of sixteen A5 pages a side"),
        _mm("sra3", 320, 450, "ISO 217; A3 with room for bleed"),
        _mm("sra4", 225, 320, "ISO 217; A4 with room for bleed"),
        _mm("sra2", 450, 640, "ISO 217; A2 with room for bleed"),
        _mm("sra1", 640, 900, "ISO 217; A1 with room for bleed"),
        _inch("letter", 8.5, 11, "ANSI A; office paper in North America"),
        _inch("half-letter", 5.5, 8.5, "half of US Letter; digest size"),
        _inch("legal", 8.5, 14, "US Legal"),
        _inch("tabloid", 11, 17, "ANSI B; two Letter pages side by side"),
        _inch("12x18", 12, 18, "US digital presses; tabloid with room for bleed"),
        _inch("13x19", 13, 19, "US digital presses; the largest sheet of most"),
        _inch("6x9", 6, 9, "US trade paperback"),
        _inch("5x8", 5, 8, "US small paperback"),
        _inch("5.5x8.5", 5.5, 8.5, "US digest paperback"),
    )
}


def parse_paper(text: str) -> Paper:
    """A paper by its name in the table, or a size such as `130x200mm`; ValueError when it is neither."""
    name = text.strip().lower()
    if name in PAPERS:
        return PAPERS[name]
    match = _SIZE.fullmatch(name)
    if not match or match[3] not in POINTS_PER_UNIT:
        raise ValueError(f"'{text}' is neither a known paper nor a size such as 130x200mm")
    width, height = (Length.parse(f"{match[i]}{match[3]}") for i in (1, 2))
    return Paper(name, width, height, "custom size")
