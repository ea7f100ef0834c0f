"""An imposition as data: sheets, sides, slots and what is drawn around them; all lengths in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from presswork.diagnostics import Diagnostic
    from presswork.edition import Duplex

Turn = Literal["long-edge", "short-edge", "none"]
LineKind = Literal["crop", "fold", "cut"]
Kind = Literal["folded", "stack", "cards", "n-up", "repeat", "zine", "leaflet"]
Nesting = Literal["each", "together"]
FourSides = tuple[float, float, float, float]

NO_SIDES: FourSides = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page of the source as it is seen (its /Rotate and UserUnit done): its trim, in points.

    `bleed` is how much of the page lies beyond the trim: left, bottom, right, top.
    """

    width: float
    height: float
    bleed: FourSides = NO_SIDES


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the trim box of a page lands on a side of a sheet.

    `page` counts the source's pages from 1, None is a blank. (x, y) is the lower left corner of the trimmed page as it
    lies there, already turned by `rotation` degrees counter-clockwise; `width` and `height` its size as it lies.
    `bleed` is how much is painted beyond the trim: left, bottom, right, top of the sheet (0 at a spine). `shift`
    moves the content, not the window it is seen through: creep. `scale` enlarges the page; a page that is smaller or
    larger than its slot is centred in it, and cut off at the window.
    """

    page: int | None
    x: float
    y: float
    width: float
    height: float
    rotation: int = 0
    bleed: FourSides = NO_SIDES
    shift: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A hairline for the finisher: where to crop, to fold, or to cut (slit)."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: LineKind = "crop"


@dataclass(frozen=True, slots=True)
class Patch:
    """A filled rectangle: a field of the colour bar, a collating mark. `cmyk` from 0 to 1."""

    x: float
    y: float
    width: float
    height: float
    cmyk: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Target:
    """A registration mark: a circle with a cross, in all inks."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Note:
    """A line of small type in the sheet's margin: the slug line."""

    x: float
    y: float
    text: str
    size: float = 6.0


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a press sheet as its printer sees it, with the marks around the pages."""

    name: Literal["front", "back"]
    width: float
    height: float
    slots: tuple[Slot, ...]
    lines: tuple[Line, ...] = ()
    patches: tuple[Patch, ...] = ()
    targets: tuple[Target, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One press sheet: its number from 1, the signature it belongs to (from 1), and its one or two sides."""

    number: int
    signature: int
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class FoldStep:
    """One step of folding, for the sheet map and the instruction.

    `line` is the crease as it lies on the flat sheet's front: x1, y1, x2, y2; `letter` the fold's letter in the fold
    string (upper case: the part that moves comes to lie on top); `order` from 1. A cut or slit has the letter `x`.
    The crease is drawn where it lies on the part of the sheet that stays.
    """

    order: int
    letter: str
    line: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done with printed sheets: the key of its words (`words/sheets/`), and the values in these."""

    what: str
    values: tuple[tuple[str, str], ...] = ()


def deed(what: str, **values: object) -> Deed:
    """A deed with its values as text."""
    return Deed(what, tuple((name, str(value)) for name, value in values.items()))


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole imposition.

    `scheme` is the scheme's name or fold string; `trim` the size of the finished page; `turn` how the paper is turned
    between front and back; `finishing` what is done with the sheets, in order (fold, nest, staple, cut, pile);
    `repeated` is true when a page is placed more than once. `kind` is how the sheets become a thing to read;
    `nesting` whether the sheets of a signature are folded one by one and put into each other, or in one pile; `paper`
    names the press sheet; `duplex` says how the backs are printed (`manual`: two files); `findings` are the warnings
    and notes of planning.
    """

    scheme: str
    pages: int
    trim: tuple[float, float]
    sheets: tuple[Sheet, ...]
    turn: Turn
    binding: Literal["left", "right"] = "left"
    folds: tuple[FoldStep, ...] = ()
    finishing: tuple[Deed, ...] = ()
    repeated: bool = False
    kind: Kind = "folded"
    nesting: Nesting = "each"
    paper: str = ""
    duplex: Duplex = "long-edge"
    findings: tuple[Diagnostic, ...] = ()

    @property
    def blanks(self) -> int:
        """How many pages are left empty."""
        return sum(slot.page is None for sheet in self.sheets for side in sheet.sides for slot in side.slots)
