"""Barcodes for covers: EAN-13 with add-ons for ISBN and ISSN, and QR codes, as SVG in one ink."""

from __future__ import annotations

from presswork.barcodes.drawing import Drawing, draw, magnification_for
from presswork.barcodes.ean import Ean, ean, isbn_symbol, issn_symbol
from presswork.barcodes.qr import qr_code

__all__ = ["Drawing", "Ean", "draw", "ean", "isbn_symbol", "issn_symbol", "magnification_for", "qr_code"]
