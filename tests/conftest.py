"""Options of the suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--ace` asks Ace by DAISY too: a browser, three seconds a book."""
    parser.addoption("--ace", action="store_true", help="ask Ace by DAISY about e-books (make ace)")
