"""The margins that a printer asks for, as tokens of the page: thick books need wider ones at the spine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.edition import StyleSheet
from presswork.printers import margins_for

if TYPE_CHECKING:
    from presswork.article import Article
    from presswork.edition import Edition
    from presswork.printers import Printer

# Words to a square millimetre of the page, counted in our own templates; and what is allowed for pictures and tables.
_WORDS = 0.0105
_ALLOWANCE = 1.25


def likely_pages(article: Article, edition: Edition) -> int | None:
    """About how many pages an article will have, rather too many than too few; None when its paper is not known.

    The gutter must be known before the pages are laid out; preflight compares it with those that were made.
    """
    if edition.fit and edition.fit.pages:
        return edition.fit.pages
    if edition.paper is None:
        return None
    area = edition.paper.width.mm * edition.paper.height.mm
    return max(1, round(article.words / (area * _WORDS) * _ALLOWANCE))


def printer_sheet(article: Article, edition: Edition, printer: Printer) -> StyleSheet:
    """The least margins as the tokens `--least-inner` and `--least-outer`, above which the sheets keep theirs."""
    tokens = margins_for(printer, likely_pages(article, edition), edition.bleed)
    return StyleSheet("printer.css", f":root{{{';'.join(f'--{name}:{value}' for name, value in tokens.items())}}}")
