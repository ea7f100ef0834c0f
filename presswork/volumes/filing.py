"""The order of an index: words as they are filed in a language, and the letter under which each stands."""

from __future__ import annotations

import unicodedata
from functools import cache

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_NORDIC = f"{_LATIN}æøå"
# Letters that these alphabets have beyond the Latin ones, or in another order (CLDR collations); elsewhere a letter
# with an accent is filed as the letter.
_ALPHABETS = {
    "sv": f"{_LATIN}åäö",
    "fi": f"{_LATIN}åäö",
    "da": _NORDIC,
    "nb": _NORDIC,
    "nn": _NORDIC,
    "no": _NORDIC,
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "cs": "abcčdefghijklmnopqrřsštuvwxyzž",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
}
_SPELT_OUT = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "ð": "d", "ı": "i"}


@cache
def _order(language: str) -> dict[str, float]:
    return {letter: number for number, letter in enumerate(_ALPHABETS.get(language.split("-")[0].lower(), ""))}


def _letters(term: str, language: str) -> list[str]:
    """The letters and digits of a term as they are filed: small, without accents that the language does not file."""
    known = _order(language)
    lower = term.replace("İ", "i").replace("I", "ı").lower() if language.startswith("tr") else term.casefold()
    found: list[str] = []
    for char in unicodedata.normalize("NFC", lower):
        if char in known:
            found.append(char)
            continue
        plain = _SPELT_OUT.get(char) or unicodedata.normalize("NFD", char)
        found += [each for each in plain if each.isalnum() or each == " "]
    return found


def filing_key(term: str, language: str) -> tuple[list[tuple[int, float]], str]:
    """What terms are sorted by: word by word, signs passed over, figures before letters."""
    known = _order(language)
    places = []
    for char in _letters(term, language):
        rank = 0 if char == " " else 1 if char.isdigit() else 2
        # A letter that the alphabet lacks is filed by its code point, behind those it has.
        places.append((rank, known.get(char, float(ord(char)) - (97 if known and char < "{" else 0))))
    return places, term


def letter_of(term: str, language: str) -> str:
    """The letter under which a term stands in capitals; empty for figures and signs."""
    first = next((char for char in _letters(term, language) if char != " "), "")
    if not first.isalpha():
        return ""
    return "İ" if first == "i" and language.startswith("tr") else first.upper()
