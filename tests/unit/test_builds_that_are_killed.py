"""A build that is killed, stopped or met by another one: the next makes everything right, and no process stays."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[2]
ARTICLES = 8  # enough for several workers
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def killing() -> Iterator[ModuleType]:
    """The benchmark that kills builds fifty times."""
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(ROOT / "benchmarks"))
        import killing

        yield killing


@pytest.fixture(scope="module")
def wanted(killing: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build makes that nobody disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    killing.write_publication(folder, ARTICLES, killing.SHORT)
    killing.build(folder)
    return dict(killing.contents(folder))


@pytest.fixture
def house(killing: ModuleType, tmp_path: Path) -> Path:
    killing.write_publication(tmp_path, ARTICLES, killing.SHORT)
    return tmp_path


def until(true: Callable[[], object], seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_build_killed_at_any_moment_loses_nothing(killing: ModuleType, tmp_path: Path) -> None:
    assert killing.killed_and_built(tmp_path, 8) == []


def test_a_build_killed_while_it_writes_loses_nothing(
    killing: ModuleType, house: Path, wanted: dict[str, bytes]
) -> None:
    process, mark = killing.start(house)
    until(lambda: list((house / "out").glob("*/*.pdf")))
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert killing.still_running(mark) == []
    assert len(killing.contents(house)) < len(wanted)
    killing.build(house)
    assert killing.contents(house) == wanted


def test_two_builds_at_once_make_what_one_makes(killing: ModuleType, house: Path, wanted: dict[str, bytes]) -> None:
    both = [killing.start(house)[0] for _ in range(2)]
    assert [(*each.communicate(), each.returncode) for each in both] == [("", "", 0)] * 2
    assert killing.contents(house) == wanted
    killing.build(house)
    assert killing.contents(house) == wanted


def test_a_store_deleted_while_it_is_used_changes_no_byte(
    killing: ModuleType, house: Path, wanted: dict[str, bytes]
) -> None:
    process, _ = killing.start(house)
    until(lambda: list((house / "out").glob("*/*.pdf")))
    for store in killing.STORE:
        shutil.rmtree(house / store, ignore_errors=True)
    assert (*process.communicate(), process.returncode) == ("", "", 0)
    assert killing.contents(house) == wanted
    killing.build(house)
    assert killing.contents(house) == wanted


@pytest.mark.parametrize("moment", ["begun", "writing"])
def test_control_c_leaves_nothing_half_made_and_no_process(
    killing: ModuleType, house: Path, wanted: dict[str, bytes], moment: str
) -> None:
    process, mark = killing.start(house)
    until(lambda: len(killing._marked(mark)) > 1 if moment == "begun" else list((house / "out").glob("*/*.pdf")))
    os.killpg(process.pid, signal.SIGINT)
    said, told = process.communicate(timeout=30)
    assert (said, told, process.returncode) == ("", "stopped\n", 130)
    assert killing.still_running(mark) == []
    found = killing.contents(house)
    assert found == {name: data for name, data in wanted.items() if name in found}
    killing.build(house)
    assert killing.contents(house) == wanted
