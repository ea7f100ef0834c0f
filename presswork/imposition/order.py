"""What is asked of an imposition: the fold, the press sheet and everything that makes a pamphlet right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from presswork.imposition.plan import NO_SIDES
from presswork.paper import Length

if TYPE_CHECKING:
    from presswork.edition import Blanks, Creep, Duplex, Edition, Mark
    from presswork.imposition.plan import FourSides, Nesting
    from presswork.paper import Paper

Anchor = Literal["outer", "middle", "inner"]
Uneven = Literal["last", "even"]

NOTHING = Length(0.0)
TUCK = Length.parse("2mm")


@dataclass(frozen=True, slots=True)
class Order:
    """An imposition as it is ordered. Lengths are `Length`s; offsets and margins are points of the sheet as it lies.

    `fold` is the name of a scheme (`presswork list folds`) or a fold string; `sheet` the press sheet, None for the
    smallest that holds the pages; `duplex` how backs are printed, None for the turn that needs no half turn.
    `signature` is the number of sheets of a gathering (None: all in one), `uneven` whether the last one is short or
    all are evened out, `nesting` whether its sheets are folded one by one and put into each other, or in one pile.
    `creep` is the shape of the fold, `caliper` the paper's thickness, `anchor` the leaf that keeps its place.
    `blanks` is where empty pages go; None goes by role: before the back cover when the last page is one (`back_cover`),
    else at the end. `front` is how many pages stand before blanks that go `after-front`.
    `bleed` is None for what the pages have; `gutter` the room between pages that are cut apart, None for twice the
    bleed; `mill` what is milled off each page's spine before it is glued; `tuck` how much shorter an inner panel is.
    `margins` is what the printer cannot print along the sheet's left, bottom, right and top; `shrink` lets the pages
    be made smaller where they do not fit otherwise. `front_offset` and `back_offset` correct the printer. `language` is
    that of sheet map and instruction.
    """

    fold: str = "saddle"
    sheet: Paper | None = None
    duplex: Duplex | None = None
    binding: Literal["left", "right"] = "left"
    signature: int | None = None
    uneven: Uneven = "last"
    nesting: Nesting = "each"
    creep: Creep | None = None
    caliper: Length | None = None
    anchor: Anchor = "outer"
    blanks: Blanks | None = None
    back_cover: bool = True
    front: int = 2
    marks: tuple[Mark, ...] = ()
    bleed: Length | None = None
    gutter: Length | None = None
    mill: Length = NOTHING
    tuck: Length = TUCK
    margins: FourSides = NO_SIDES
    shrink: bool = False
    front_offset: tuple[float, float] = (0.0, 0.0)
    back_offset: tuple[float, float] = (0.0, 0.0)
    title: str = ""
    date: str = ""
    language: str = "en"

    @classmethod
    def of(
        cls, edition: Edition, *, title: str = "", date: str = "", rtl: bool = False, back_cover: bool = False
    ) -> Order:
        """The order that an edition with a `fold` makes; `rtl` is the article's direction of reading.

        `back_cover` says whether the last page is one: an article that merely ends has none.
        """
        return cls(
            fold=edition.fold or "saddle",
            sheet=edition.sheet,
            duplex=edition.duplex,
            binding=edition.binding or ("right" if rtl else "left"),
            signature=edition.signature,
            creep=edition.creep,
            caliper=edition.caliper,
            blanks=edition.blanks,
            back_cover=back_cover,
            marks=edition.marks,
            bleed=edition.bleed,
            front_offset=edition.front_offset,
            back_offset=edition.back_offset,
            title=title,
            date=date,
        )

    @property
    def blank_places(self) -> Blanks:
        """Where blanks go, decided by role when nothing is said."""
        return self.blanks or ("before-back-cover" if self.back_cover else "at-end")
