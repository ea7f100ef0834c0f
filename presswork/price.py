"""A price: an amount in a currency, as it is printed, and as barcodes of books say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from presswork.text import BadValue

_EXAMPLE = "write it with its currency, such as 12.50 EUR"
_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₺": "TRY",
    "zł": "PLN",
    "US$": "USD",
    "C$": "CAD",
    "A$": "AUD",
}
_WRITTEN = re.compile(r"(?P<before>[^\d\s.,]*)\s*(?P<amount>\d{1,6}(?:[.,]\d{2})?)\s*(?P<after>[^\d\s.,]*)")
# The first digit of an add-on of five (BISG, Bookland EAN). Pounds have two: 0 for what costs less than a hundred.
_DIGITS = {"GBP": "0", "AUD": "3", "NZD": "4", "USD": "5", "CAD": "6"}
_MOST = Decimal("99.98")


@dataclass(frozen=True, slots=True)
class Price:
    """An amount and its currency (ISO 4217)."""

    amount: Decimal
    currency: str

    @classmethod
    def of(cls, text: str) -> Price:
        """A price as people write it: `12.50 EUR`, `USD 12`, `€12,50`. Raises `BadValue` without a currency we know."""
        match = _WRITTEN.fullmatch(text.strip())
        if not match or bool(match["before"]) == bool(match["after"]):
            raise BadValue(f"'{text}' is no price", _EXAMPLE)
        word = match["before"] or match["after"]
        code = _SIGNS.get(word, word.upper())
        if not re.fullmatch("[A-Z]{3}", code):
            raise BadValue(f"'{text}' does not name its currency", _EXAMPLE)
        _refuse_unknown(code)
        return cls(Decimal(match["amount"].replace(",", ".")), code)

    def printed(self, language: str) -> str:
        """The price as the language writes it: `$12.50`, `12,50 €`."""
        from babel.numbers import format_currency

        return str(format_currency(self.amount, self.currency, locale=language.replace("-", "_")))

    @property
    def addon(self) -> str:
        """The five digits beside a book's barcode that say the price; "" for currencies that have none (as the euro).

        Amounts over 99.98 are said as 99.99.
        """
        digit = _DIGITS.get(self.currency)
        cents = round(min(self.amount, _MOST + Decimal("0.01")) * 100)
        return f"{digit}{cents:04d}" if digit else ""

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def _refuse_unknown(code: str) -> None:
    from babel import Locale

    if code not in Locale("en").currencies:
        raise BadValue(f"there is no currency '{code}'", _EXAMPLE)
