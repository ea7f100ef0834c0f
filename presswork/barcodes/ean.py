"""EAN-13 and its add-ons of two and five digits as rows of modules (GS1 General Specifications, 5.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from presswork.text import BadValue

if TYPE_CHECKING:
    from presswork.identifiers import Identifier

# Number sets A, B and C: a digit is seven modules, dark ones written 1. C is A with dark and light exchanged, B is C
# read backwards.
_A = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_C = tuple(digit.translate(str.maketrans("01", "10")) for digit in _A)
_B = tuple(digit[::-1] for digit in _C)
_SETS = {"A": _A, "B": _B, "C": _C}
# The leading digit is not drawn: it is said by the sets that the next six are drawn in.
_LEADING = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")
_TWO = ("AA", "AB", "BA", "BB")
_FIVE = ("BBAAA", "BABAA", "BAABA", "BAAAB", "ABBAA", "AABBA", "AAABB", "ABABA", "ABAAB", "AABAB")
SIDE, MIDDLE = "101", "01010"


@dataclass(frozen=True, slots=True)
class Ean:
    """An EAN-13 symbol: its thirteen digits, an add-on of two or five digits or none, and what is printed above it.

    Make it with `ean`, `isbn_symbol` or `issn_symbol`, which verify the digits.
    """

    digits: str
    addon: str = ""
    title: str = ""

    @property
    def modules(self) -> str:
        """The 95 modules of the symbol, dark ones written 1."""
        left, right = self.digits[1:7], self.digits[7:]
        sets = _LEADING[int(self.digits[0])]
        return SIDE + _drawn(left, sets) + MIDDLE + _drawn(right, "CCCCCC") + SIDE

    @property
    def addon_modules(self) -> str:
        """The modules of the add-on (20 or 47), or none."""
        if not self.addon:
            return ""
        digits = self.addon
        sets = _TWO[int(digits) % 4] if len(digits) == 2 else _FIVE[five_check(digits)]
        return "1011" + "01".join(_SETS[name][int(digit)] for digit, name in zip(digits, sets, strict=True))


def _drawn(digits: str, sets: str) -> str:
    return "".join(_SETS[name][int(digit)] for digit, name in zip(digits, sets, strict=True))


def check_digit(twelve: str) -> str:
    """The thirteenth digit of an EAN (GS1 General Specifications, 7.9.1)."""
    return str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve)) % 10)


def five_check(digits: str) -> int:
    """The check value of an add-on of five digits, which chooses the sets (GS1 General Specifications, 5.2.2.5)."""
    return (3 * sum(map(int, digits[0::2])) + 9 * sum(map(int, digits[1::2]))) % 10


def ean(digits: str, addon: str = "", title: str = "") -> Ean:
    """The symbol of thirteen digits (or of twelve, the check digit added), with an add-on. Raises `BadValue`."""
    if not (digits.isascii() and digits.isdecimal() and len(digits) in (12, 13)):
        raise BadValue(f"'{digits}' is no EAN-13", "it has thirteen digits")
    whole = digits if len(digits) == 13 else digits + check_digit(digits)
    if check_digit(whole[:12]) != whole[12]:
        raise BadValue(f"EAN '{digits}' has a wrong check digit", "compare it with the printed number, digit by digit")
    if addon and not (addon.isascii() and addon.isdecimal() and len(addon) in (2, 5)):
        raise BadValue(f"'{addon}' is no add-on to an EAN", "it has two digits or five")
    return Ean(whole, addon, title)


def isbn_symbol(isbn: Identifier, addon: str = "") -> Ean:
    """The symbol of an ISBN, its hyphenated number above; the add-on may tell the price (`price_addon`)."""
    return ean(isbn.value.replace("-", ""), addon, f"ISBN {isbn.value}")


def issn_symbol(issn: Identifier, addon: str = "", variant: str = "00") -> Ean:
    """The symbol of an ISSN (ISSN Manual, annex on bar codes): 977, seven digits, a variant such as a double issue.

    The add-on is the number of the issue, two digits or five.
    """
    if not (variant.isdecimal() and len(variant) == 2):
        raise BadValue(f"'{variant}' is no variant of an ISSN", "it has two digits, normally 00")
    return ean(f"977{issn.value.replace('-', '')[:7]}{variant}", addon, f"ISSN {issn.value}")
