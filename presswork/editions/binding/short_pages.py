"""Spares a text a last page with only a few lines on it, where the style of the volume asks for that."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from presswork.pages.volumes.composing import with_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presswork.edition import Page
    from presswork.editions.engine import LaidOut

_ASKED = re.compile(r"--short-page\s*:\s*([\d.]+)%")
_OPENING = re.compile(r"--opening-lines\s*:\s*(\d+)")
# An opening picture is never lower than this many lines; how many tries there are, each this much lower.
LOWEST, TRIES, STEP = 8, 4, 2


def laid_out_whole(page: Page, lay_out: Callable[[Page], LaidOut]) -> LaidOut:
    """The page laid out; where its last one is shorter than `--short-page`, once more without that one, if it can be.

    An opening picture gives way first, by as many lines as are too many; without one the type does, as in copyfitting.
    What cannot be saved stays as it was.
    """
    from presswork.typesetting.page_fill import extent_of

    laid = lay_out(page)
    share = _last(_ASKED, page)
    if share is None or len(laid.document.pages) < 2:
        return laid
    extent = extent_of(laid.document)
    if 100 * extent.last > share:
        return laid
    lowest = page
    for lowest in _lower(page, extent.last):
        tried = lay_out(lowest)
        if len(tried.document.pages) < extent.pages:
            return tried
    return _tighter(lowest, extent.pages - 1, lay_out) or laid


def _last(token: re.Pattern[str], page: Page) -> float | None:
    """The number that the last sheet says for a token."""
    said = [float(number) for sheet in page.styles for number in token.findall(sheet.text)]
    return said[-1] if said else None


def _lower(page: Page, last: float) -> Iterator[Page]:
    """The page with an opening picture that is lower by what stands on the last page, and then a little more."""
    lines = _last(_OPENING, page)
    if lines is None or 'class="lead' not in page.html:
        return
    # The height of a page in lines: what is not known here better than this is met by trying again.
    spare = ceil(last * 54)
    for number in range(TRIES):
        lower = int(lines) - spare - STEP * number
        if lower < LOWEST:
            return
        yield with_sheet(page, "opening.css", f":root{{--opening-lines:{lower}}}")


def _tighter(page: Page, pages: int, lay_out: Callable[[Page], LaidOut]) -> LaidOut | None:
    from presswork.edition import Fit
    from presswork.typesetting.copyfitting import fit

    fitted = fit(page, Fit(pages=pages), lay_out)
    return fitted.laid if len(fitted.laid.document.pages) == pages else None
