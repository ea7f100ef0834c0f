"""What is known of a printer: the settings it brings, what it refuses, how its covers are cut, and who says so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from presswork.paper import Length, Paper

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from presswork.edition import Duplex

Standing = Literal["established", "reported", "remembered"]
Binding = Literal["paperback", "case", "none"]
Colour = Literal["any", "cmyk", "grey", "srgb"]
NOTHING = Length(0.0)
_CLEAR = Length(4.5)
_SAFETY = Length(18.0)
# Book trims are named in hundredths of an inch: 5.83 in is A5 to everybody.
_SAME = 0.75


@dataclass(frozen=True, slots=True)
class Source:
    """Where a printer's rules come from.

    They are `established` by the printer's or a standard's own words, `reported` by others, or `remembered` as general
    knowledge.
    """

    standing: Standing
    text: str


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages a printer binds (`most` None: no limit known), in which multiple, and the sizes that it trims to.

    No `trims`: any size.
    """

    least: int = 1
    most: int | None = None
    multiple: int = 1
    trims: tuple[Paper, ...] = ()

    def offers(self, paper: Paper) -> bool:
        """Whether leaves are trimmed to this size."""
        return not self.trims or any(
            abs(trim.width.pt - paper.width.pt) <= _SAME and abs(trim.height.pt - paper.height.pt) <= _SAME
            for trim in self.trims
        )


@dataclass(frozen=True, slots=True)
class Margins:
    """The least margins: `inner` as pairs of a number of pages and the margin up to it; `outer` for the other three.

    `bleed_sides` says whether the spine's side bleeds as well.
    """

    inner: tuple[tuple[int, Length], ...] = ()
    outer: Length = NOTHING
    outer_with_bleed: Length | None = None
    bleed_sides: Literal["outside", "all"] = "outside"

    def inner_for(self, pages: int | None) -> Length:
        """The least inner margin of a book of so many pages; that of a thin one when their number is not known yet."""
        fitting = (width for up_to, width in self.inner if (pages or 1) <= up_to)
        return next(fitting, self.inner[-1][1] if self.inner else NOTHING)

    def outer_for(self, *, bleed: bool) -> Length:
        """The least margin of the outer side, head and foot."""
        return self.outer_with_bleed or self.outer if bleed else self.outer


@dataclass(frozen=True, slots=True)
class FileRules:
    """What a printer takes in a file: at most so many bytes, a colour space, a total of ink in percent, and so on."""

    bytes: int | None = None
    marks: bool = True
    annotations: bool = True
    bookmarks: bool = True
    transparency: bool = True
    colour: Colour = "any"
    ink: int | None = None
    black_text: bool = False


@dataclass(frozen=True, slots=True)
class Stock:
    """A paper that a printer offers; `leaf` is the thickness of one leaf, two pages.

    `least` and `most` are the pages that are bound of it, where that differs from the printer's others.
    """

    name: str
    leaf: Length
    help: str = ""
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Spine:
    """How the spine is reckoned: leaves and a `constant` (cover, glue); text from so many pages, `clear` beside it."""

    constant: Length = NOTHING
    text_from: int = 80
    clear: Length = _CLEAR


@dataclass(frozen=True, slots=True)
class BarcodeBox:
    """The white box for the barcode, at the foot of the back cover beside the spine."""

    width: Length
    height: Length
    from_spine: Length
    from_foot: Length


@dataclass(frozen=True, slots=True)
class CoverRules:
    """How a cover is cut.

    A paperback's cover bleeds by `bleed` around leaves and spine. A case is larger than the leaves by `beside` at left
    and right and `above` at head and foot; its outermost `wrap` is turned in, and `hinge` bends beside the spine.
    """

    binding: Binding = "paperback"
    bleed: Length = NOTHING
    wrap: Length = NOTHING
    beside: Length = NOTHING
    above: Length = NOTHING
    hinge: Length = NOTHING
    safety: Length = _SAFETY
    barcode: BarcodeBox | None = None


@dataclass(frozen=True, slots=True)
class Edges:
    """What a machine cannot print on at each edge of the sheet as it goes in, portrait."""

    top: Length = NOTHING
    right: Length = NOTHING
    bottom: Length = NOTHING
    left: Length = NOTHING


@dataclass(frozen=True, slots=True)
class Machine:
    """The sheets that a machine takes, where it cannot print, and how it can print backs.

    The rest is what a calibration sheet tells: how far fronts and backs are to be moved, in points to the right and up,
    and for manual duplex whether the last back comes first, and the other way up.
    """

    sizes: tuple[Paper, ...] = ()
    unprintable: Edges = Edges()
    duplex: tuple[Duplex, ...] = ()
    front_offset: tuple[float, float] = (0.0, 0.0)
    back_offset: tuple[float, float] = (0.0, 0.0)
    reverse_backs: bool = False
    turn_backs: bool = False


@dataclass(frozen=True, slots=True)
class Printer:
    """A named printer; `edition` are the attributes of `Edition` that it sets, `date` when its rules were looked up.

    `stock` is the paper chosen, the first of `stocks` unless the name says another (`kdp-paperback/cream`).
    """

    name: str
    title: str
    help: str
    date: dt.date
    sources: tuple[Source, ...]
    edition: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    pages: Pages = Pages()
    margins: Margins = Margins()
    file: FileRules = FileRules()
    stocks: tuple[Stock, ...] = ()
    stock: Stock | None = None
    spine: Spine = Spine()
    cover: CoverRules = CoverRules()
    machine: Machine = Machine()

    def on(self, stock: Stock) -> Printer:
        """The printer with one of its papers, and as many pages as are bound of that."""
        pages = replace(self.pages, least=stock.least or self.pages.least, most=stock.most or self.pages.most)
        return replace(self, stock=stock, pages=pages)

    def spine_width(self, pages: int, leaf: Length | None = None) -> Length:
        """The spine of a book of so many pages; `leaf` is the thickness of a leaf where it is not the stock's."""
        paper = leaf or (self.stock.leaf if self.stock else NOTHING)
        return Length((pages + 1) // 2 * paper.pt + self.spine.constant.pt)
