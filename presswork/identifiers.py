"""Identifiers of publications and people, their checksums verified: ISBN, ISSN, DOI, URN, UUID; ORCID apart."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from presswork.text import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMES = ("isbn", "issn", "doi", "urn", "uuid")
_ONIX = {"isbn": "15", "doi": "06", "urn": "22"}  # ONIX code list 5, product identifier type


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier in its display form: `Identifier("isbn", "978-3-16-148410-0")`. Make it with `identifier()`."""

    scheme: str
    value: str

    @property
    def urn(self) -> str:
        """The URI that names the thing: `urn:isbn:9783161484100`, `urn:issn:2049-3630`, `urn:uuid:...`.

        A DOI has no URN namespace; its URI is `doi:10.5555/12345678` as the DOI Handbook (2.6.2) presents it.
        """
        if self.scheme == "urn":
            return self.value
        if self.scheme == "doi":
            return f"doi:{self.value}"
        value = self.value.replace("-", "") if self.scheme == "isbn" else self.value
        return f"urn:{self.scheme}:{value}"

    @property
    def url(self) -> str | None:
        """Where the identifier resolves on the web, for those that do (DOI, ISSN)."""
        if self.scheme == "doi":
            return f"https://doi.org/{self.value}"
        return f"https://portal.issn.org/resource/ISSN/{self.value}" if self.scheme == "issn" else None

    @property
    def onix(self) -> str | None:
        """The code of the scheme in ONIX code list 5, as EPUB's `identifier-type` wants it."""
        return _ONIX.get(self.scheme)

    @classmethod
    def of(cls, scheme: str | None, text: str) -> Identifier:
        """The identifier of a scheme, or of the scheme it looks like if `scheme` is None. Raises `BadValue`."""
        return identifier(text, scheme)

    def __str__(self) -> str:
        name = self.scheme.upper() if self.scheme in ("isbn", "issn", "doi") else ""
        return f"{name} {self.value}".lstrip()


def _checked(module: Any, name: str, text: str) -> str:
    """What a python-stdnum module makes of the text, with its refusals in our words."""
    from stdnum import exceptions

    try:
        return str(module.validate(text))
    except exceptions.InvalidChecksum:
        raise BadValue(
            f"{name} '{text}' has a wrong check digit", "compare it with the printed number, digit by digit"
        ) from None
    except exceptions.ValidationError:
        raise BadValue(f"'{text}' is no {name}", f"an {name} looks like {_EXAMPLES[name]}") from None


_EXAMPLES = {"ISBN": "978-3-16-148410-0", "ISSN": "2049-3630"}


def _bare(text: str, *prefixes: str) -> str:
    """The text without a prefix such as `urn:isbn:` or `ISBN`, and without typographic hyphens."""
    text = re.sub("[\u2010-\u2015\u2212]", "-", text.strip())
    for prefix in prefixes:
        if text.lower().startswith(prefix):
            return text[len(prefix) :].strip(" :")
    return text


def isbn(text: str) -> Identifier:
    """An ISBN-10 or ISBN-13, verified, as a hyphenated ISBN-13. Raises `BadValue`."""
    from stdnum import isbn as standard

    number = _checked(standard, "ISBN", _bare(text, "urn:isbn:", "isbn-13", "isbn-10", "isbn"))
    return Identifier("isbn", standard.format(standard.to_isbn13(number)))


def issn(text: str) -> Identifier:
    """An ISSN, verified, written `2049-3630`. Raises `BadValue`."""
    from stdnum import issn as standard

    number = _checked(standard, "ISSN", _bare(text, "urn:issn:", "e-issn", "eissn", "p-issn", "issn-l", "issn"))
    return Identifier("issn", standard.format(number))


def doi(text: str) -> Identifier:
    """A DOI, bare or as an address, kept bare: `10.5555/12345678`. Raises `BadValue`."""
    prefixes = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "info:doi/", "doi")
    value = _bare(text, *prefixes)
    if not re.fullmatch(r"10\.\d{4,9}(?:\.\d+)*/[^\s\x00-\x1f]+", value):
        raise BadValue(f"'{text}' is no DOI", "a DOI looks like 10.5555/12345678")
    return Identifier("doi", value)


def urn(text: str) -> Identifier:
    """A URN (RFC 8141); one of a known namespace becomes an identifier of that scheme. Raises `BadValue`."""
    value = text.strip()
    for known in (isbn, issn, uuid_of):
        if value.lower().startswith(f"urn:{known.__name__.removesuffix('_of')}:"):
            return known(value)
    if not re.fullmatch(r"urn:[a-z0-9][a-z0-9-]{1,30}:[A-Za-z0-9()+,\-.:=@;$_!*'%/?#&~]+", value, re.IGNORECASE):
        raise BadValue(f"'{text}' is no URN", "a URN looks like urn:nbn:de:101:1-201102033592")
    namespace, rest = value[4:].split(":", 1)
    return Identifier("urn", f"urn:{namespace.lower()}:{rest}")


def uuid_of(text: str) -> Identifier:
    """A UUID in its canonical form. Raises `BadValue`."""
    try:
        return Identifier("uuid", str(uuid.UUID(_bare(text, "urn:uuid:", "uuid"))))
    except ValueError:
        raise BadValue(f"'{text}' is no UUID", "a UUID looks like f81d4fae-7dec-11d0-a765-00a0c91e6bf6") from None


def orcid(text: str) -> str:
    """A person's ORCID iD, bare or as an address, verified, written `0000-0002-1825-0097`. Raises `BadValue`."""
    from stdnum.iso7064 import mod_11_2

    digits = _bare(text, "https://orcid.org/", "http://orcid.org/", "orcid.org/", "orcid").replace("-", "").upper()
    if not re.fullmatch(r"\d{15}[\dX]", digits):
        raise BadValue(f"'{text}' is no ORCID iD", "an ORCID iD looks like 0000-0002-1825-0097")
    written = "-".join(digits[i : i + 4] for i in range(0, 16, 4))
    if not mod_11_2.is_valid(digits):
        raise BadValue(f"ORCID iD '{written}' has a wrong check digit", "compare it with the one at orcid.org")
    return written


READERS: dict[str, Callable[[str], Identifier]] = {
    "isbn": isbn,
    "issn": issn,
    "doi": doi,
    "urn": urn,
    "uuid": uuid_of,
}


def identifier(text: str, scheme: str | None = None) -> Identifier:
    """The identifier that `text` is: of the scheme if one is given, else of the scheme it looks like.

    Raises `BadValue` when it is of no known scheme, malformed, or its check digit is wrong.
    """
    if scheme is not None:
        if scheme.lower() not in READERS:
            raise BadValue(f"the identifier scheme '{scheme}' is unknown", f"known are {', '.join(SCHEMES)}")
        return READERS[scheme.lower()](text)
    for pattern, reader in _LOOKS:
        if re.match(pattern, text.strip(), re.IGNORECASE):
            return reader(text)
    raise BadValue(f"'{text}' is no identifier that is known here", "write its scheme, such as 'isbn: 978-...'")


_LOOKS: tuple[tuple[str, Callable[[str], Identifier]], ...] = (
    (r"urn:", urn),
    (r"(https?://(dx\.)?doi\.org/|doi\b|info:doi/|10\.\d{4,9})", doi),
    (r"isbn|97[89][\s\d-]{10,}", isbn),
    (r"[ep]?-?issn|\d{4}-\d{3}[\dX]$", issn),
    (r"uuid|[0-9a-f]{8}-[0-9a-f]{4}-", uuid_of),
)
