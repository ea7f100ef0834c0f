"""Licences are certain; what people write about rights is understood or kept word for word."""

from __future__ import annotations

import pytest

from presswork.rights import Rights, licence, name_of
from presswork.text import BadValue


@pytest.mark.parametrize(
    ("text", "spdx"),
    [
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("cc-by-sa-4.0", "CC-BY-SA-4.0"),
        ("CC BY SA 4.0 International", "CC-BY-SA-4.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("Attribution-NonCommercial-NoDerivatives 4.0", "CC-BY-NC-ND-4.0"),
        ("https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-SA-4.0"),
        ("http://creativecommons.org/licenses/by/3.0/de/deed.de", "CC-BY-3.0-DE"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("CC0", "CC0-1.0"),
        ("Public Domain Mark 1.0", "CC-PDM-1.0"),
        ("mit", "MIT"),
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        ("gpl-3.0-or-later", "GPL-3.0-or-later"),
    ],
)
def test_a_licence_is_known_however_it_is_written(text: str, spdx: str) -> None:
    assert licence(text).spdx == spdx


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CC BY", "lacks its version"),
        ("CC BY-SA-ND 4.0", "there is no Creative Commons licence"),
        ("CC BY 9.0", "there is no Creative Commons licence"),
        ("my own licence", "is unknown"),
        ("AND", "is unknown"),
        ("MIT AND ((((", "is unknown"),
    ],
)
def test_nothing_is_guessed_about_a_licence(text: str, said: str) -> None:
    with pytest.raises(BadValue, match=said) as refused:
        licence(text)
    assert refused.value.hint


def test_a_licence_has_a_name_and_an_address() -> None:
    found = licence("cc-by-3.0-de")
    assert (found.name, found.url) == ("CC BY 3.0 DE", "https://creativecommons.org/licenses/by/3.0/de/")
    assert licence("MIT").url == "https://spdx.org/licenses/MIT.html"
    assert name_of("CC0-1.0") == "CC0 1.0"


@pytest.mark.parametrize(
    ("text", "holder", "year", "spdx", "statement"),
    [
        ("© 2026 Jane Roe. CC BY-SA 4.0", "Jane Roe", 2026, "CC-BY-SA-4.0", None),
        ("© 2026 Jane Roe. All rights reserved.", "Jane Roe", 2026, None, "All rights reserved."),
        ("(c) 2024 Harbour Press, Inc.", "Harbour Press, Inc.", 2024, None, None),
        ("Copyright Jane Roe 2026", "Jane Roe", 2026, None, None),
        ("Copyright 2019-2024 J. Roe", "J. Roe", 2019, None, None),
        ("© J. R. Roe", "J. R. Roe", None, None, None),
        ("Copyright © 2007 John Smith, CC BY-NC 4.0", "John Smith", 2007, "CC-BY-NC-4.0", None),
        ("CC BY 4.0", None, None, "CC-BY-4.0", None),
        ("Free to copy.", None, None, None, "Free to copy."),
        ("Licensed under CC BY 4.0 by us.", None, None, "CC-BY-4.0", "Licensed under CC BY 4.0 by us."),
    ],
)
def test_a_sentence_about_rights_is_understood(
    text: str, holder: str | None, year: int | None, spdx: str | None, statement: str | None
) -> None:
    found = Rights.of(text)
    said = found.statement.plain if found.statement else None
    assert (found.holder, found.year, found.licence, said) == (holder, year, spdx, statement)


def test_rights_say_themselves_in_one_line() -> None:
    assert Rights.of("© 2026 Jane Roe. CC BY-SA 4.0").plain == "© 2026 Jane Roe. CC BY-SA 4.0"
    assert Rights.of("© 2026 Jane Roe").notice == "© 2026 Jane Roe"
    assert not Rights()
