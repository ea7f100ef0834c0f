"""The measures of a wrap-around cover: where back, spine and front lie, and how far the picture goes beyond them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from presswork.paper import Length, Paper
from presswork.printers import find

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.edition import Edition
    from presswork.printers.printer import BarcodeBox, Printer

# What is reckoned with where no printer and no setting says otherwise.
USUAL_LEAF = Length.parse("0.1mm")
USUAL_BLEED = Length.parse("3mm")
_NO_SPINE = Length(0.0)
_PAGES_OF_A_LEAF = 2


@dataclass(frozen=True, slots=True)
class Binding:
    """What a cover is reckoned from: the leaves' size, their number of pages, the paper, and how they are bound.

    `pages` are all that are bound, blank ones too; `leaf` is the thickness of a leaf; `folded` says that the sheets are
    only folded and stapled, without a spine.
    """

    trim: Paper
    pages: int
    leaf: Length
    printer: Printer | None = None
    bleed: Length | None = None
    folded: bool = False


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """A cover laid flat, in millimetres, from the outer edge of the left panel.

    Both panels are `panel` wide, hinge included, and `height` high, `spine` lies between. `around` is how far the
    picture runs beyond: bleed that is cut off (then the page ends at the panels), or what is turned in around boards
    (then it belongs to the page). `barcode` is the printer's box for it, `text_from` the pages and `clear` the room
    beside the text that a spine with text needs.
    """

    panel: float
    height: float
    spine: float
    around: float
    turned_in: bool
    hinge: float = 0.0
    safety: float = 6.35
    barcode: BarcodeBox | None = None
    text_on_spine: bool = True
    clear: float = 1.6
    front: Literal["left", "right"] = "right"

    @property
    def offset(self) -> float:
        """How far the panels lie inside the page: what is turned in."""
        return self.around if self.turned_in else 0.0

    @property
    def bleed(self) -> float:
        """What is printed outside the page and cut off."""
        return 0.0 if self.turned_in else self.around

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the page: of the trimmed cover, or of the case's whole wrap."""
        return 2 * self.panel + self.spine + 2 * self.offset, self.height + 2 * self.offset

    @property
    def face(self) -> float:
        """The width of a panel without its hinge: what is seen as front or back."""
        return self.panel - self.hinge

    def left_of(self, part: Literal["front", "spine", "back"]) -> float:
        """Where the face of the front or back, or the spine, begins."""
        if part == "spine":
            return self.panel
        right = self.panel + self.spine + self.hinge
        return right if (part == "front") == (self.front == "right") else 0.0


def binding_of(edition: Edition, wrapped: Edition | None, pages: int, root: Path | None) -> Binding:
    """What the cover `edition` of an edition `wrapped`, made of so many pages, is reckoned from.

    Where the pages lie on no sheets of ours, the printer adds blank ones until they fill his, and these are counted.
    Leaves and paper are those of what is wrapped; what the cover's own settings say outright, beyond what its printer
    brings, comes first. `root` is the publication's folder, for printers of its own.
    """
    printers = [find(each.printer, root) for each in (edition, wrapped) if each and each.printer]
    own = next(iter(printers), None)
    brought = own.stock.leaf if own and own.stock and edition.printer else None
    outright = edition.caliper if edition.caliper != brought else None
    inner = wrapped or edition
    paper = inner.paper or edition.paper
    assert paper is not None, "an edition that is wrapped has a paper"
    stock = own.stock.leaf if own and own.stock else None
    return Binding(
        trim=paper,
        pages=pages if inner.fold else _filled_up(pages, own),
        leaf=outright or inner.caliper or edition.caliper or stock or USUAL_LEAF,
        printer=own,
        bleed=edition.bleed or (inner.bleed if own is None else None),
        folded=bool(inner.fold and not inner.signature),
    )


def _filled_up(pages: int, printer: Printer | None) -> int:
    """The pages of a book whose last sheet is full: whole leaves, or what the printer makes a book of."""
    multiple = max(printer.pages.multiple if printer else 0, _PAGES_OF_A_LEAF)
    return -(-pages // multiple) * multiple


def cover_sheet(binding: Binding, front: Literal["left", "right"] = "right") -> CoverSheet:
    """The measures of a cover. A folded pamphlet has no spine, and nor has what an office printer makes."""
    from presswork.printers.printer import CoverRules

    printer = binding.printer
    rules = printer.cover if printer else CoverRules(bleed=USUAL_BLEED)
    folded = binding.folded or rules.binding == "none"
    case = rules.binding == "case" and not folded
    spine = _NO_SPINE if folded else _spine(binding)
    around = rules.wrap if case else rules.bleed if rules.binding == "none" else binding.bleed or rules.bleed
    rule = printer.spine if printer else None
    return CoverSheet(
        panel=binding.trim.width.mm + (rules.beside.mm - rules.wrap.mm if case else 0),
        height=binding.trim.height.mm + (2 * (rules.above.mm - rules.wrap.mm) if case else 0),
        spine=spine.mm,
        around=around.mm,
        turned_in=case,
        hinge=rules.hinge.mm if case else 0,
        safety=rules.safety.mm,
        barcode=rules.barcode,
        text_on_spine=not folded and binding.pages >= (rule.text_from if rule else 0),
        clear=rule.clear.mm if rule else Length.parse("1.5mm").mm,
        front=front,
    )


def _spine(binding: Binding) -> Length:
    if binding.printer:
        return binding.printer.spine_width(binding.pages, binding.leaf)
    return Length((binding.pages + 1) // 2 * binding.leaf.pt)
