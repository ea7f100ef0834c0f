"""The number of pages that is asked of a volume: reached with blank pages at its end, or told when it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from presswork.edition import Fit


def filled_up(fit: Fit | None, pages: int, source: str) -> tuple[int, tuple[Diagnostic, ...]]:
    """How many blank pages come after `pages` of a volume, and what there is to say of them (E304, E305).

    The texts of a volume are set each by itself, and so none is made tighter for the sake of the whole: as in any
    printed book, leaves that are left over stay white.
    """
    # What is near a multiple is a wish of the sheets, which have their own blank pages.
    if fit is None or fit.near:
        return 0, ()
    wanted = fit.pages or -(-pages // (fit.multiple or 1)) * (fit.multiple or 1)
    if wanted < pages:
        message = f"the volume has {pages} pages instead of {wanted}"
        hints = ("take something out, or set it on a larger paper",)
        return 0, (Diagnostic("E305", message, Severity.WARNING, Location(source), hints),)
    if wanted == pages:
        return 0, ()
    count = wanted - pages
    message = f"{count} blank {'page' if count == 1 else 'pages'} at the end, for {wanted} in all"
    hints = ("an advertisement or a colophon under back: would use the room",)
    return count, (Diagnostic("E304", message, Severity.NOTE, Location(source), hints),)
