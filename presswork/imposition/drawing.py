"""Draws a plan: a PDF's pages onto press sheets, in place, so that everything else of the document stays."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from presswork.imposition import inks, structure
from presswork.imposition.annotations import flatten, links_of, place_links
from presswork.imposition.destinations import Destinations, Placed
from presswork.imposition.forms import Forms
from presswork.imposition.lettering import Lettering
from presswork.imposition.matrices import box_under, placed_at, then, turned
from presswork.imposition.sources import opened, pages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.imposition.destinations import ObjectNumber
    from presswork.imposition.matrices import Box, Matrix
    from presswork.imposition.plan import Plan, Side, Slot, Turn
    from presswork.imposition.sources import SourcePage

# How a viewer presets the printer (ISO 32000-1, table 150).
_DUPLEX: dict[Turn, str] = {
    "long-edge": "/DuplexFlipLongEdge",
    "short-edge": "/DuplexFlipShortEdge",
    "none": "/Simplex",
}
# What means nothing on sheets: the numbers of pages, reading threads, signatures, how the document opens.
_NOT_FOR_SHEETS = ("/PageLabels", "/Threads", "/OpenAction", "/AA", "/PageLayout", "/SpiderInfo", "/Perms")
# Objects packed together came with this version; PDF/X-1a's is older.
_PACKS_OBJECTS = "1.5"


@dataclass(frozen=True, slots=True)
class Part:
    """The sides of one kind, as a printer that cannot turn the paper takes them.

    `reverse` is for one that takes the pile back with its last sheet on top, `half_turn` for one that takes it the
    other way round; the calibration sheets tell.
    """

    side: Literal["front", "back"]
    reverse: bool = False
    half_turn: bool = False


FRONTS, BACKS = Part("front"), Part("back")


def draw(data: bytes, plan: Plan, *, tags: bool = False, part: Part | None = None) -> bytes:
    """The document `data` with its pages on sheets as `plan` has them; the same bytes for the same input.

    Links, bookmarks, named destinations, layers, metadata, attachments and output intents stay; tags stay with `tags`,
    unless the plan places a page twice. `part` draws fronts or backs alone. Raises `Rejected` (I101 to I103) when the
    source cannot be read.
    """
    with opened(data) as pdf:
        return draw_open(pdf, pages_of(pdf), plan, tags=tags, part=part)


def draw_open(
    pdf: pikepdf.Pdf, pages: list[SourcePage], plan: Plan, *, tags: bool = False, part: Part | None = None
) -> bytes:
    """As `draw`, for a document that is open already, and that is spent by this."""
    sides = [side for sheet in plan.sheets for side in sheet.sides if part is None or side.name == part.side]
    if part and part.reverse:
        sides.reverse()
    flatten(pdf, pages)
    _Drawing(pdf, pages, sides, tags=tags, repeated=plan.repeated).draw()
    if part and part.half_turn:
        for sheet in pdf.Root.Pages.Kids:
            sheet.Rotate = 180
    _prepare_catalog(pdf.Root, "none" if part else plan.turn)
    out = io.BytesIO()
    modes = pikepdf.ObjectStreamMode
    packing = modes.generate if pdf.pdf_version >= _PACKS_OBJECTS else modes.disable
    pdf.save(out, deterministic_id=True, object_stream_mode=packing, fix_metadata_version=False)
    return out.getvalue()


def _prepare_catalog(root: Any, turn: Turn) -> None:
    for key in _NOT_FOR_SHEETS:
        if key in root:
            del root[key]
    preferences = root.get("/ViewerPreferences")
    if not isinstance(preferences, Dictionary):
        preferences = Dictionary()
    preferences.PrintScaling = Name("/None")
    preferences.Duplex = Name(_DUPLEX[turn])
    root.ViewerPreferences = preferences


def placement(page: SourcePage, slot: Slot) -> Matrix:
    """The way from a page's own coordinates to its slot: turned, scaled, centred in the slot, shifted by creep."""
    way = then(page.seen, turned(slot.rotation, slot.scale))
    left, bottom, right, top = box_under(way, page.trim)
    x = slot.x + (slot.width - (right - left)) / 2 + slot.shift[0]
    y = slot.y + (slot.height - (top - bottom)) / 2 + slot.shift[1]
    return placed_at(way, page.trim, x, y)


def window(slot: Slot) -> Box:
    """What is painted of a slot: its trim and the bleed around it, nothing beyond a spine."""
    left, bottom, right, top = slot.bleed
    return (slot.x - left, slot.y - bottom, slot.x + slot.width + right, slot.y + slot.height + top)


class _Drawing:
    """One document being drawn: the forms of its pages, and where each of them was put first."""

    def __init__(
        self, pdf: pikepdf.Pdf, pages: list[SourcePage], sides: Sequence[Side], *, tags: bool, repeated: bool
    ) -> None:
        self.pdf = pdf
        self.pages = pages
        self.sides = sides
        self.repeated = repeated
        # A form that is painted twice may hold no tags (ISO 32000-1, 14.7.4.2): nothing could tell the two apart.
        self.tags = tags and not repeated and "/StructTreeRoot" in pdf.Root
        self.forms = Forms(pdf, pages, tags=self.tags)
        self.placed: dict[ObjectNumber, Placed] = {}
        self.links: list[list[Any]] = []
        texts = inks.slug_texts(sides)
        self.lettering = Lettering(pdf, texts) if texts else None
        self.registration = inks.registration_colour(pdf) if inks.need_registration(sides) else None

    def draw(self) -> None:
        """Make the sheets, then send links and bookmarks there, then the tags."""
        sheets = [self._sheet(side) for side in self.sides]
        tree = self.pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(sheets), Count=len(sheets)))
        for sheet in sheets:
            sheet.Parent = tree
        self.pdf.Root.Pages = tree
        kept = self._send_links(sheets)
        if self.tags:
            structure.keep(self.pdf, self._homes(kept))
        else:
            structure.strip(self.pdf)

    def _homes(self, links: set[ObjectNumber]) -> structure.Homes:
        homes = structure.Homes(links)
        for number, page in enumerate(self.pages, 1):
            place = self.placed.get(page.object.objgen)
            if place is not None:
                homes.add(page.object.objgen, self.forms[number], place.sheet)
        return homes

    def _send_links(self, sheets: Sequence[Any]) -> set[ObjectNumber]:
        """Give each sheet its links, and everything that leads somewhere its new place; the links that were kept."""
        destinations = Destinations(self.pdf, self.placed)
        destinations.rewrite_document()
        kept: set[ObjectNumber] = set()
        for sheet, found in zip(sheets, self.links, strict=True):
            leading = [link for link in found if destinations.rewrite(link)]
            if leading:
                sheet.Annots = Array(leading)
                sheet.Tabs = Name.S
                kept |= {link.objgen for link in leading}
        return kept

    def _sheet(self, side: Side) -> Any:
        """One side of a sheet as a page."""
        sheet = self.pdf.make_indirect(_blank_sheet(side))
        names: dict[str, Any] = {}
        links: list[Any] = []
        content = [self._painted(slot, sheet, names, links) for slot in side.slots if slot.page is not None]
        content.append(inks.drawn(side, self.lettering))
        self.links.append(links)
        resources = Dictionary(XObject=Dictionary(names))
        if self.registration is not None:
            resources.ColorSpace = Dictionary({inks.REGISTRATION: self.registration})
        if self.lettering is not None:
            resources.Font = Dictionary({inks.SLUG: self.lettering.font})
        sheet.Resources = resources
        sheet.Contents = self.pdf.make_stream("\n".join(filter(None, content)).encode("ascii"))
        return sheet

    def _painted(self, slot: Slot, sheet: Any, names: dict[str, Any], links: list[Any]) -> str:
        """The operators that paint a page into its slot; its links are put down in `links`."""
        assert slot.page is not None
        page = self.pages[slot.page - 1]
        name = f"/P{slot.page}"
        names[name] = self.forms[slot.page]
        way, seen = placement(page, slot), window(slot)
        key = page.object.objgen
        place = Placed(sheet, way, box_under(way, page.trim), _is_upright(way))
        found = links_of(page)
        if found:
            links += place_links(self.pdf, found, place, seen, copies=self.repeated)
        self.placed.setdefault(key, place)
        left, bottom, right, top = seen
        clip = f"{_numbers((left, bottom, right - left, top - bottom))} re W n"
        return f"q {clip} {_numbers(way)} cm {name} Do Q"


def _blank_sheet(side: Side) -> Any:
    """The sheet with its boxes; parsed from its text, which is faster than made from its parts."""
    trims = [(slot.x, slot.y, slot.x + slot.width, slot.y + slot.height) for slot in side.slots]
    boxes = {
        "MediaBox": (0.0, 0.0, side.width, side.height),
        "TrimBox": _around(trims, side),
        "BleedBox": _around([window(slot) for slot in side.slots], side),
    }
    written = " ".join(f"/{name} [{_numbers(values)}]" for name, values in boxes.items())
    return Object.parse(f"<< /Type /Page {written} >>".encode("ascii"))


def _is_upright(way: Matrix) -> bool:
    return way[0] > 0 and way[3] > 0


def _around(boxes: Sequence[Box], side: Side) -> Box:
    """The box around boxes, within the sheet; the whole sheet when there are none."""
    if not boxes:
        return (0.0, 0.0, side.width, side.height)
    left, bottom = (max(0.0, min(box[at] for box in boxes)) for at in (0, 1))
    right, top = min(side.width, max(box[2] for box in boxes)), min(side.height, max(box[3] for box in boxes))
    return (left, bottom, right, top)


def _numbers(values: Sequence[float]) -> str:
    return " ".join(map(inks.number, values))
