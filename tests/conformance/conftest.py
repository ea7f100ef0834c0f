"""The outside judges as fixtures; a judge that is not installed skips its tests, and says what brings it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import judges
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


def _or_skip(judge: Callable[..., list[str]]) -> Callable[..., list[str]]:
    @wraps(judge)
    def asked(*arguments: Any, **options: Any) -> list[str]:
        try:
            return judge(*arguments, **options)
        except judges.Absent as absent:
            pytest.skip(str(absent))

    return asked


@pytest.fixture(scope="session")
def verapdf() -> Callable[..., list[str]]:
    """`verapdf(path_or_bytes, 'ua1'|'3a'|'2a'|'2u')`: the rules that a PDF breaks."""
    return _or_skip(judges.verapdf)


@pytest.fixture(scope="session")
def epubcheck() -> Callable[..., list[str]]:
    """`epubcheck(path)`: fatal errors, errors and warnings."""
    return _or_skip(judges.epubcheck)


@pytest.fixture(scope="session")
def page_validation() -> Callable[..., list[str]]:
    """`page_validation(path)`: the rules of PDF/UA-1 that a PDF breaks, in milliseconds."""
    return _or_skip(judges.page_validation)


@pytest.fixture(scope="session")
def ace(request: pytest.FixtureRequest) -> Callable[..., list[str]]:
    """`ace(path)`: accessibility violations of an e-book; three seconds each, so only with --ace."""
    if not request.config.getoption("--ace"):
        pytest.skip("Ace is asked with --ace (make ace)")
    return _or_skip(judges.ace)
