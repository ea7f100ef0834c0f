"""Identifiers are verified, written in one way, and refused with a sentence that helps."""

from __future__ import annotations

import pytest

from presswork.identifiers import Identifier, identifier, orcid
from presswork.text import BadValue


@pytest.mark.parametrize(
    ("text", "scheme", "value", "urn"),
    [
        ("978-3-16-148410-0", "isbn", "978-3-16-148410-0", "urn:isbn:9783161484100"),
        ("9783161484100", "isbn", "978-3-16-148410-0", "urn:isbn:9783161484100"),
        ("ISBN 978 3 16 148410 0", "isbn", "978-3-16-148410-0", "urn:isbn:9783161484100"),
        ("ISBN-13: 978\u20113\u201116\u2011148410\u20110", "isbn", "978-3-16-148410-0", "urn:isbn:9783161484100"),
        ("2049-3630", "issn", "2049-3630", "urn:issn:2049-3630"),
        ("eISSN 20493630", "issn", "2049-3630", "urn:issn:2049-3630"),
        ("10.5555/12345678", "doi", "10.5555/12345678", "doi:10.5555/12345678"),
        ("https://doi.org/10.5555/12345678", "doi", "10.5555/12345678", "doi:10.5555/12345678"),
        ("urn:isbn:9783161484100", "isbn", "978-3-16-148410-0", "urn:isbn:9783161484100"),
        ("URN:NBN:de:101:1-2011", "urn", "urn:nbn:de:101:1-2011", "urn:nbn:de:101:1-2011"),
        (
            "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
            "uuid",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        ),
    ],
)
def test_an_identifier_is_known_by_its_looks(text: str, scheme: str, value: str, urn: str) -> None:
    found = identifier(text)
    assert (found.scheme, found.value, found.urn) == (scheme, value, urn)


def test_an_isbn_of_ten_digits_becomes_one_of_thirteen() -> None:
    assert Identifier.of("isbn", "3-16-148410-X") == Identifier("isbn", "978-3-16-148410-0")


@pytest.mark.parametrize(
    ("scheme", "text", "said"),
    [
        ("isbn", "978-3-16-148410-1", "wrong check digit"),
        ("issn", "2049-3631", "wrong check digit"),
        ("isbn", "978", "is no ISBN"),
        ("doi", "11.5555/x", "is no DOI"),
        ("urn", "urn:x", "is no URN"),
        ("uuid", "f81d4fae", "is no UUID"),
        ("asin", "B000", "scheme 'asin' is unknown"),
        (None, "hello", "no identifier that is known"),
        (None, "", "no identifier that is known"),
    ],
)
def test_a_wrong_identifier_is_refused_with_a_hint(scheme: str | None, text: str, said: str) -> None:
    with pytest.raises(BadValue, match=said) as refused:
        Identifier.of(scheme, text)
    assert refused.value.hint


def test_an_orcid_is_verified_and_written_with_hyphens() -> None:
    assert orcid("https://orcid.org/0000-0002-1825-0097") == "0000-0002-1825-0097"
    assert orcid("0000000218250097") == "0000-0002-1825-0097"
    with pytest.raises(BadValue, match="wrong check digit"):
        orcid("0000-0002-1825-0098")
    with pytest.raises(BadValue, match="is no ORCID"):
        orcid("Jane Roe")


def test_what_resolves_has_an_address() -> None:
    assert identifier("10.5555/12345678").url == "https://doi.org/10.5555/12345678"
    assert identifier("2049-3630").url == "https://portal.issn.org/resource/ISSN/2049-3630"
    assert identifier("978-3-16-148410-0").url is None


def test_display_names_the_scheme() -> None:
    assert str(identifier("2049-3630")) == "ISSN 2049-3630"
    assert identifier("978-3-16-148410-0").onix == "15"
