"""How many pages a laid-out text takes, the last one counted by how far it is filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from presswork.typesetting.filling import PIXEL
from presswork.typesetting.rhythm import FOOT

# What ends at the foot of a line of text; boxes around them may be as high as the page.
_ENDS = (boxes.LineBox, boxes.BlockReplacedBox, boxes.TableBox)
# What a text that exceeds its pages is longer than they are, at least.
_A_LITTLE = 0.005
# The part of a page that may stay empty at its foot and the page still be full.
_USUALLY_LEFT = 0.06


@dataclass(frozen=True, slots=True)
class Extent:
    """The number of pages, how much of the last one is filled and how much of the one before: parts of 1."""

    pages: int
    last: float
    before: float = 1.0

    @property
    def length(self) -> float:
        """The pages as a fraction: 3.25 when a quarter of the fourth is filled.

        Room left on the last but one counts as if the last one had it, as where end matter took lines with it; but for
        the line or two that widows and headings leave.
        """
        return self.pages - 1 + self.last - max(1 - self.before - _USUALLY_LEFT, 0.0)

    def beyond(self, pages: int) -> float:
        """The length for a search of so many pages: where they are exceeded, all room on the last but one counts.

        End matter that does not fit takes lines to the next page with it, so that the length as it is read jumps from
        4.0 to 4.15; this one does not.
        """
        if self.pages <= pages:
            return self.length
        return max(self.pages - 2 + self.last + self.before, pages + _A_LITTLE)


def extent_of(document: Any) -> Extent:
    """The extent of the engine's document.

    What goes to the foot of the page (`--at-foot`) counts as if it stood under the text, notes as they stand. Columns
    count as high as the highest, which is what decides whether they fit.
    """
    pages = document.pages
    return Extent(len(pages), _filled(pages[-1]), _filled(pages[-2]) if len(pages) > 1 else 1.0)


def _filled(laid_page: Any) -> float:
    page = laid_page._page_box
    text, foot = _text_and_foot(page.children[0])
    notes = [child for child in page.children[1:] if isinstance(child, boxes.FootnoteAreaBox) and child.children]
    used = max(text - page.content_box_y(), 0.0) + foot + sum(area.margin_height() for area in notes)
    return float(min(max(used / page.height, PIXEL), 1.0))


def _text_and_foot(box: Any) -> tuple[float, float]:
    """How low the text reaches inside a box, and how high all is that goes to the foot of the page; in pixels."""
    bottom, foot = 0.0, 0.0
    for child in getattr(box, "children", ()):
        if not child.is_in_normal_flow():
            continue
        if FOOT in getattr(child.style, "cascaded", ()):
            foot += child.margin_height()
        elif isinstance(child, _ENDS):
            bottom = max(bottom, child.position_y + child.margin_height())
        else:
            inner, sunk = _text_and_foot(child)
            bottom, foot = max(bottom, inner), foot + sunk
    return bottom, foot
