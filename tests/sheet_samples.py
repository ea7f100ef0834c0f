"""Small PDFs whose pages tell which they are and which way up they lie, and what is read back from their sheets."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presswork.imposition.plan import Plan, Side, Slot

WIDTH, HEIGHT = 300.0, 420.0
# Where the two words of a page begin, from the lower left corner of its trim; and their size.
HEAD, FOOT = (40.0, 370.0), (40.0, 40.0)
SIZE = 12
# Colours that no two neighbours share.
COLOURS = ((1, 0, 0), (0, 0.6, 0), (0, 0, 1), (0.8, 0.6, 0), (0.6, 0, 0.6), (0, 0.6, 0.6))

Box = tuple[float, float, float, float]


def head(number: int) -> str:
    return f"Top{number:03d}"


def foot(number: int) -> str:
    return f"End{number:03d}"


@dataclass
class Made:
    """A document in the making: open, with its pages."""

    pdf: pikepdf.Pdf
    font: Any

    def page(
        self,
        number: int,
        *,
        width: float = WIDTH,
        height: float = HEIGHT,
        origin: tuple[float, float] = (0.0, 0.0),
        bleed: float = 0.0,
        tinted: bool = False,
        extra: str = "",
        **entries: Any,
    ) -> Any:
        """Add a page whose trim begins at `origin`, with its number at head and foot; `tinted` fills all of it."""
        x, y = origin
        media = [x - bleed, y - bleed, x + width + bleed, y + height + bleed]
        content = ""
        if tinted:
            red, green, blue = COLOURS[(number - 1) % len(COLOURS)]
            content += (
                f"q {red} {green} {blue} rg {media[0]} {media[1]} {width + 2 * bleed} {height + 2 * bleed} re f Q\n"
            )
        top = HEAD[1] + height - HEIGHT
        content += f"BT /F {SIZE} Tf {x + HEAD[0]} {y + top} Td ({head(number)}) Tj ET\n"
        content += f"BT /F {SIZE} Tf {x + FOOT[0]} {y + FOOT[1]} Td ({foot(number)}) Tj ET\n{extra}"
        values = {
            "Type": Name.Page,
            "MediaBox": Array(media),
            "TrimBox": Array([x, y, x + width, y + height]),
            "Resources": Dictionary(Font=Dictionary(F=self.font)),
            "Contents": self.pdf.make_stream(content.encode()),
            **entries,
        }
        page = Dictionary({f"/{key}": value for key, value in values.items() if value is not None})
        self.pdf.pages.append(pikepdf.Page(page))
        return self.pdf.pages[-1].obj

    def link(self, page: Any, area: Box, **entries: Any) -> Any:
        link = self.pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(area), Border=Array([0, 0, 0]), **entries)
        )
        if "/Annots" not in page:
            page.Annots = Array([])
        page.Annots.append(link)
        return link

    def bytes(self, **how: Any) -> bytes:
        out = io.BytesIO()
        self.pdf.save(out, static_id=True, **how)
        return out.getvalue()


def document() -> Made:
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    return Made(pdf, font)


def numbered(count: int, **how: Any) -> bytes:
    """A document of `count` pages."""
    made = document()
    for number in range(1, count + 1):
        made.page(number, **how)
    return made.bytes()


def on_slot(slot: Slot, x: float, y: float) -> tuple[float, float]:
    """Where a point of a page (from the lower left corner of its trim) lies on the sheet, by plain geometry."""
    across, up = {
        0: (x, y),
        90: (slot.width - y, x),
        180: (slot.width - x, slot.height - y),
        270: (y, slot.height - x),
    }[slot.rotation]
    return (slot.x + across + slot.shift[0], slot.y + up + slot.shift[1])


def sides(plan: Plan) -> list[Side]:
    return [side for sheet in plan.sheets for side in sheet.sides]


def find(page: Any, text: str) -> Box | None:
    """The box of a word's first letter on a page of pypdfium2; None when the word is not there."""
    words = page.get_textpage()
    found = words.search(text, match_case=True).get_next()
    return None if found is None else words.get_charbox(found[0])


def words_of(page: Any) -> str:
    return str(page.get_textpage().get_text_range())


def pixels(data: bytes, number: int = 0, scale: float = 1.0) -> Any:
    """A page as an image; a pixel is a point where scale is 1."""
    document = pypdfium2.PdfDocument(data)
    try:
        return document[number].render(scale=scale, draw_annots=False).to_pil().convert("RGB")
    finally:
        document.close()


def colour_at(image: Any, x: float, y: float, scale: float = 1.0) -> tuple[int, int, int]:
    """The colour at a point of the sheet, counted from its lower left corner."""
    return image.getpixel((round(x * scale), round(image.height - 1 - y * scale)))


def is_white(colour: Iterable[int]) -> bool:
    return all(part > 245 for part in colour)


def is_colour_of(number: int, colour: Sequence[int]) -> bool:
    wanted = COLOURS[(number - 1) % len(COLOURS)]
    return all(abs(part - 255 * share) < 40 for part, share in zip(colour, wanted, strict=True))
