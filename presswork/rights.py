"""Rights and licences: an SPDX id, a Creative Commons address or what people write, made certain."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from presswork.text import BadValue, Text


class Licence(NamedTuple):
    """A licence: its SPDX expression, the name people know it by, and the address of its text."""

    spdx: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Rights:
    """Who holds the rights, since when, and what others may do.

    `licence` is an SPDX expression (`CC-BY-SA-4.0`), `url` the address of its text, `statement` a sentence of the
    holder's own, `year` the year of the copyright.
    """

    licence: str | None = None
    url: str | None = None
    statement: Text | None = None
    holder: str | None = None
    year: int | None = None

    @classmethod
    def of(cls, text: str) -> Rights:
        """The rights that a sentence, an SPDX id or a licence's address states (see `rights`). Raises `BadValue`."""
        return rights(text)

    @property
    def name(self) -> str:
        """The licence's name as people know it, `CC BY-SA 4.0`; empty without a licence."""
        return name_of(self.licence) if self.licence else ""

    @property
    def spdx(self) -> str | None:
        """The licence as an SPDX expression."""
        return self.licence

    @property
    def notice(self) -> str:
        """The copyright line, `© 2026 Jane Roe`; empty when neither holder nor year is known."""
        parts = [str(self.year) if self.year else "", self.holder or ""]
        return "© " + " ".join(filter(None, parts)) if any(parts) else ""

    @property
    def plain(self) -> str:
        """All of it as one line of plain text, for formats that have a single place for rights."""
        parts = [self.notice, str(self.statement or "").rstrip("."), self.name]
        return ". ".join(part for part in parts if part)

    def __bool__(self) -> bool:
        return bool(self.licence or self.url or self.statement or self.holder)


# Creative Commons marks that are no licences, and what people call "no rights" and "all rights".
_PUBLIC = {
    "cc0": Licence("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "mark": Licence("CC-PDM-1.0", "Public Domain Mark 1.0", "https://creativecommons.org/publicdomain/mark/1.0/"),
}
_CC_WORDS = (
    (r"creative\s+commons", "cc"),
    (r"attribution", "by"),
    (r"share\s*-?\s*alike", "sa"),
    (r"non\s*-?\s*commercial", "nc"),
    (r"no\s*-?\s*deriv(?:ative)?s?(?:\s+works)?", "nd"),
    (r"\b(?:international|unported|generic|licen[cs]e|deed|public|the|version)\b", " "),
    (r"^\s*by\b", "cc by"),
    (r"\bcc\W+cc\b", "cc"),
)
_CC_KINDS = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
_CC_VERSIONS = ("1.0", "2.0", "2.1", "2.5", "3.0", "4.0")
_CC_URL = re.compile(
    r"(?:https?://)?(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/([a-z]{2,4}))?"
    r"(?:/(?:deed|legalcode)[^/]*)?/?",
    re.IGNORECASE,
)


def name_of(spdx: str) -> str:
    """The name people know an SPDX expression by: `CC-BY-SA-3.0-DE` is `CC BY-SA 3.0 DE`; others are their own."""
    for mark in _PUBLIC.values():
        if spdx == mark.spdx:
            return mark.name
    if match := re.fullmatch(r"CC-(BY[A-Z-]*?)-(\d\.\d)(?:-([A-Z]+))?", spdx):
        return " ".join(filter(None, ("CC", *match.groups())))
    return spdx


def _cc(kind: str, version: str, country: str | None = None) -> Licence:
    """The Creative Commons licence of a kind (`by-sa`), version and ported jurisdiction."""
    parts = kind.lower().split("-")
    kind = "-".join(p for p in ("by", "nc", "nd", "sa") if p in parts)
    if kind not in _CC_KINDS or set(parts) - {"by", "nc", "nd", "sa"} or version not in _CC_VERSIONS:
        raise BadValue(f"there is no Creative Commons licence '{'-'.join(parts)} {version}'", "check its parts")
    tail = f"-{country.upper()}" if country else ""
    spdx = f"CC-{kind.upper()}-{version}{tail}"
    address = f"https://creativecommons.org/licenses/{kind}/{version}/{country.lower() + '/' if country else ''}"
    return Licence(spdx, name_of(spdx), address)


def _creative_commons(text: str) -> Licence | None:
    """The licence if the text speaks of Creative Commons. Raises `BadValue` if it does so incompletely."""
    if match := _CC_URL.fullmatch(text.strip()):
        kind, version, country = match.group(1).lower(), match.group(2), match.group(3)
        marks = {"zero": _PUBLIC["cc0"], "mark": _PUBLIC["mark"]}
        return marks[kind] if kind in marks else _cc(kind, version, country)
    words = text.lower()
    for pattern, short in _CC_WORDS:
        words = re.sub(pattern, short, words)
    words = re.sub(r"[\s_,/()+-]+", "-", words).strip("-.")
    if re.fullmatch(r"(cc-?0|cc-zero)(-1\.0)?(-universal)?(-cc-?0(-1\.0)?)?", words):
        return _PUBLIC["cc0"]
    if re.fullmatch(r"(cc-)?pdm(-1\.0)?|domain-mark(-1\.0)?", words):
        return _PUBLIC["mark"]
    match = re.fullmatch(r"cc-?((?:by|sa|nc|nd)(?:-(?:by|sa|nc|nd))*)(?:-?v?(\d(?:\.\d)?))?(?:-([a-z]{2,3}))?", words)
    if not match:
        return None
    kind, version, country = match.groups()
    if not version:
        hint = f"write for example 'CC {kind.upper()} 4.0'; the versions grant different things"
        raise BadValue(f"the licence '{text}' lacks its version", hint)
    return _cc(kind, version if "." in version else f"{version}.0", country)


@cache
def _licensing() -> Any:
    """The SPDX list of licences, which takes a while to read."""
    from license_expression import get_spdx_licensing

    return get_spdx_licensing()


def _spdx(text: str) -> Licence | None:
    """The licence if the text is an SPDX expression, in any case of letters."""
    from license_expression import ExpressionError, ExpressionParseError

    if len(text) > 200:  # no licence has such a name, and the parser takes its time
        return None
    try:
        expression = str(_licensing().parse(text, validate=True, strict=True))
    except (ExpressionError, ExpressionParseError):
        return None
    if (cc := _creative_commons(expression)) is not None:
        return cc
    single = re.fullmatch(r"[A-Za-z0-9.+-]+", expression)
    return Licence(expression, name_of(expression), f"https://spdx.org/licenses/{expression}.html" if single else "")


def licence(text: str) -> Licence:
    """The licence that `text` names: SPDX id or expression, Creative Commons address or people's writing of it.

    Raises `BadValue` when it is unknown or its version is missing (nothing is guessed about what a holder grants).
    """
    found = _creative_commons(text) or _spdx(text.strip())
    if found is None:
        hint = "give an SPDX id such as CC-BY-SA-4.0, or put your own sentence under 'rights:'"
        raise BadValue(f"the licence '{text}' is unknown", hint)
    return found


_MARK = re.compile(r"^\s*(?:copyright\b|\(c\)|©|&copy;)[\s:]*(?:\(c\)|©)?\s*(?:by\s+)?", re.IGNORECASE)
_YEARS = r"(\d{4})(?:\s*[-–,]\s*\d{4})*"
# Where the holder ends: at a full stop that closes no initial, or before what speaks of licences or of all rights.
_END = re.compile(
    r"(?<=\w\w\w)[.;]\s+"
    r"|[.,;:]?\s+(?=(?:cc[ -]?(?:by|0)|creative commons|https?:|(?:all|some|no) rights|licen[cs]ed)\b)",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?:https?://)?creativecommons\.org/[\w/.-]*\w/?"
    r"|\bCC[ -]?(?:0(?: 1\.0)?|BY(?:[ -](?:SA|NC|ND))*[ -]\d\.\d)(?![\w.]\d)"
)


def with_licence(rights: Rights, found: Licence) -> Rights:
    """The rights with this licence and its address."""
    return replace(rights, licence=found.spdx, url=found.url or rights.url)


def rights(text: str, statement: Text | None = None) -> Rights:
    """The rights that a sentence states; what is not understood stays as the statement, word for word.

    `© 2026 Jane Roe. CC BY-SA 4.0` gives year, holder and licence; `All rights reserved` a statement. `statement` is
    the same sentence with its markup. Raises `BadValue` only for a Creative Commons licence that cannot be.
    """
    if (found := _creative_commons(text) or _short_spdx(text)) is not None:
        return with_licence(Rights(), found)
    if not (mark := _MARK.match(text)):
        return _stated(text, statement)
    who, *rest = _END.split(text[mark.end() :].strip(), maxsplit=1)
    year, holder = _year_and_holder(who)
    if not (year or holder):
        return Rights(statement=statement or Text.of(text))
    stated = _stated(rest[0].strip()) if rest and rest[0].strip(" .") else Rights()
    return replace(stated, holder=holder, year=year)


def _year_and_holder(who: str) -> tuple[int | None, str | None]:
    """The first year and the name of `2026 Jane Roe`, `Jane Roe, 2019-2026` or either alone."""
    found = re.match(_YEARS + r",?\s*", who) or re.search(r",?\s*" + _YEARS + r"\.?$", who)
    name = (who[: found.start()] + who[found.end() :] if found else who).removeprefix("by ").strip(" ,;")
    name = name if re.search(r"\b(?:\w|\w\w|Inc|Ltd|Co|Corp|Bros)\.$", name) else name.rstrip(".")
    return (int(found[1]) if found else None), name or None


def _stated(text: str, statement: Text | None = None) -> Rights:
    """A sentence kept word for word, with the licence that stands in it."""
    if found := _creative_commons(text.strip(" .")) or _short_spdx(text.strip(" .")):
        return with_licence(Rights(), found)
    known = Rights(statement=statement or Text.of(text))
    inside = _INSIDE.search(text)
    found = _creative_commons(inside[0].rstrip(".")) if inside else None
    return with_licence(known, found) if found else known


def _short_spdx(text: str) -> Licence | None:
    """An SPDX id that stands alone; sentences are not tried, for words such as 'and' are operators of SPDX."""
    return _spdx(text.strip()) if re.fullmatch(r"[A-Za-z0-9.+-]+", text.strip()) else None
