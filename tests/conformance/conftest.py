"""The outside judges and the sample publication as fixtures.

A judge that cannot start fails its tests and says what brings it: a check that was not made is no check passed. Ace
alone is left to `make ace`, for its browser; without `--ace` its tests are deselected, and the summary says so.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import judges
import pytest
from sample_publication import Samples, build_samples
from sample_volumes import build_volumes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_left_to_ace = pytest.StashKey[int]()


def _or_fail(judge: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(judge)
    def asked(*arguments: Any, **options: Any) -> Any:
        try:
            return judge(*arguments, **options)
        except judges.Absent as absent:
            pytest.fail(str(absent), pytrace=False)

    return asked


@pytest.hookimpl
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what asks Ace, unless `--ace` is given."""
    if config.getoption("--ace"):
        return
    for_ace = [item for item in items if "ace" in getattr(item, "fixturenames", ())]
    config.stash[_left_to_ace] = len(for_ace)
    config.hook.pytest_deselected(items=for_ace)
    items[:] = [item for item in items if item not in for_ace]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many tests were left to Ace's own run."""
    if left := config.stash.get(_left_to_ace, 0):
        terminalreporter.write_line(f"{left} tests ask Ace by DAISY: `make ace` runs them")


@pytest.fixture(scope="session")
def verapdf() -> Callable[..., list[str]]:
    """`verapdf(path_or_bytes, 'ua1'|'3a'|'2a'|'2u')`: the rules that a PDF breaks."""
    return _or_fail(judges.verapdf)


@pytest.fixture(scope="session")
def epubcheck() -> Callable[..., list[str]]:
    """`epubcheck(path)`: fatal errors, errors and warnings."""
    return _or_fail(judges.epubcheck)


@pytest.fixture(scope="session")
def page_validation() -> Callable[..., list[str]]:
    """`page_validation(path)`: the rules of PDF/UA-1 that a PDF breaks, in milliseconds."""
    return _or_fail(judges.page_validation)


@pytest.fixture(scope="session")
def ace() -> Callable[[Sequence[Path]], dict[Path, list[str]]]:
    """`ace(paths)`: by book, its accessibility violations; one browser for them all, only with `--ace`."""
    return _or_fail(judges.ace)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """The sample publication, built once."""
    return build_samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="session")
def volumes(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """The volumes of the sample publication in print and as e-books, built once."""
    return build_volumes(tmp_path_factory.mktemp("volumes"))
