"""The codes on a cover's back: the barcode of its ISBN or ISSN, and a QR code that leads to the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from presswork.barcodes import Drawing, Ean, draw, isbn_symbol, issn_symbol, magnification_for, qr_code
from presswork.edition import Asset
from presswork.identifiers import identifier
from presswork.paper import Length

if TYPE_CHECKING:
    from presswork.article import Article
    from presswork.edition import Edition
    from presswork.editions.cover_sheet import CoverSheet
    from presswork.identifiers import Identifier
    from presswork.publication import Publication

BARCODE, QR = "images/cover-barcode.svg", "images/cover-qr.svg"
QR_SIZE = Length.parse("24mm")
# Where the barcode's box lies when no printer says so.
_FROM_EDGES = 8.0
# A white rim around the symbol when no printer says how large its box is.
_RIM = 1.5


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes as drawings, and what they say; none where there is nothing to encode."""

    barcode: Drawing | None = None
    number: str = ""
    qr: Drawing | None = None
    address: str = ""

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The drawings as assets of the page."""
        drawn = ((BARCODE, self.barcode), (QR, self.qr))
        return tuple(Asset(name, "image/svg+xml", each.svg.encode()) for name, each in drawn if each)


def codes(article: Article, publication: Publication, sheet: CoverSheet, wrapped: Edition | None) -> Codes:
    """The codes for a cover: the barcode as large as the printer's box allows, at most 100 %."""
    symbol = symbol_of(article, publication, wrapped)
    barcode = None
    if symbol:
        box = sheet.barcode
        size = magnification_for(symbol, box.width, box.height) if box else 1.0
        barcode = draw(symbol, magnification=size)
    address = article.meta.canonical_url or ""
    code = qr_code(address, QR_SIZE) if address else None
    return Codes(barcode, symbol.title if symbol else "", code, address)


def symbol_of(article: Article, publication: Publication, wrapped: Edition | None) -> Ean | None:
    """The barcode's symbol: of the edition's own ISBN, or the work's, with its price; or the ISSN with its issue."""
    own = wrapped.options.get("isbn") if wrapped else None
    isbn = identifier(own, "isbn") if own else _named(article, publication, "isbn")
    if isbn:
        return isbn_symbol(isbn, article.meta.price.addon if article.meta.price else "")
    issn = _named(article, publication, "issn")
    return issn_symbol(issn, issue_addon(article)) if issn else None


def _named(article: Article, publication: Publication, scheme: str) -> Identifier | None:
    others = (each for each in publication.identifiers if each.scheme == scheme)
    return article.meta.identifier(scheme) or next(others, None)


def issue_addon(article: Article) -> str:
    """The add-on to an ISSN: the number of the issue in two digits or five, else the month, else none."""
    series = article.meta.series
    number = series.number if series and series.number else ""
    if number.isascii() and number.isdecimal() and len(number) <= 5:
        return number.zfill(2 if len(number) <= 2 else 5)
    return f"{article.meta.published.month:02d}" if article.meta.published else ""


def places(codes: Codes, sheet: CoverSheet, margin: float) -> dict[str, float]:
    """Where the boxes lie on the sheet, in millimetres: the barcode beside the spine, the QR code at the outer edge."""
    box = sheet.barcode
    drawn = codes.barcode
    width = box.width.mm if box else drawn.width.mm + 2 * _RIM if drawn else 0.0
    height = box.height.mm if box else drawn.height.mm + 2 * _RIM if drawn else 0.0
    from_spine = (box.from_spine.mm if box else _FROM_EDGES) if sheet.hinge == 0 or box else _FROM_EDGES
    from_foot = box.from_foot.mm if box else _FROM_EDGES
    left = sheet.left_of("back")
    spine_at_right = sheet.front == "right"
    right_edge = left + sheet.face
    bottom = sheet.height - from_foot
    size = QR_SIZE.mm
    return {
        "barcode-left": right_edge - from_spine - width if spine_at_right else left + from_spine,
        "barcode-top": bottom - height,
        "barcode-width": width,
        "barcode-height": height,
        "barcode-x": (width - drawn.width.mm) / 2 if drawn else 0.0,
        "barcode-y": (height - drawn.height.mm) / 2 if drawn else 0.0,
        "qr-left": left + margin if spine_at_right else right_edge - margin - size,
        "qr-top": bottom - size,
        "qr-size": size,
    }


def top_of(codes: Codes, sheet: CoverSheet, margin: float) -> float:
    """Where the highest of the boxes begins, in millimetres from the head; the foot when there is none."""
    laid = places(codes, sheet, margin)
    tops = [laid["barcode-top"]] if codes.barcode or sheet.barcode else []
    return min([*tops, *([laid["qr-top"]] if codes.qr else []), sheet.height - margin])
