"""An edition's finished pages on press sheets, as its settings and its printer ask."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from presswork import printers
from presswork.imposition.drawing import Part
from presswork.imposition.imposing import impose
from presswork.imposition.order import Order
from presswork.imposition.plan import NO_SIDES

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.article import Article
    from presswork.edition import Edition, EditionFile
    from presswork.house import House
    from presswork.imposition.plan import FourSides


def order_of(article: Article, edition: Edition, root: Path | None = None) -> Order:
    """What an article's edition orders; `root` is the publication's folder, which may hold printers of its own."""
    published = article.meta.published
    order = Order.of(
        edition,
        title=article.meta.title.plain,
        date=published.isoformat()[:10] if published else "",
        rtl=article.meta.direction == "rtl",
    )
    return replace(order, margins=unprintable(edition, root), language=article.meta.language)


def unprintable(edition: Edition, root: Path | None) -> FourSides:
    """The edge that the printer leaves white, which matters only where something is to bleed into it."""
    if not edition.printer or not edition.bleed or not edition.bleed.pt:
        return NO_SIDES
    edges = printers.find(edition.printer, root).machine.unprintable
    most = max(edge.pt for edge in (edges.left, edges.bottom, edges.right, edges.top))
    return (most, most, most, most)


def on_sheets(file: EditionFile, article: Article, edition: Edition, house: House, root: Path | None) -> EditionFile:
    """The edition's file with its pages on press sheets; as it is when the edition has no fold.

    `measure` still counts the pages that were set, without blanks. Who feeds the backs by hand gets the instruction
    unasked. Raises `Rejected` (I0xx) when the sheets cannot be made.
    """
    if not edition.fold:
        return file
    name = f"{file.edition}/{article.meta.slug}{file.suffix}"
    imposed = impose(
        file.data,
        order_of(article, edition, root),
        name=name,
        backs=Part("back", reverse=edition.reverse_backs, half_turn=edition.turn_backs),
        instructions=house if edition.instructions or edition.duplex == "manual" else None,
    )
    return replace(
        file,
        data=imposed.data,
        sheets=len(imposed.plan.sheets),
        blanks=imposed.plan.blanks,
        sheet_map=imposed.sheet_map,
        companions=(*file.companions, *imposed.companions),
        findings=(*file.findings, *imposed.findings),
    )
