"""A store that came from elsewhere: what it says is never trusted, and nothing outside its folder is touched."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from presswork.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGE = b"x" * 100_000  # kept in a file of its own, not in the database


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".presswork"


@contextlib.contextmanager
def opened(folder: Path, *, limit: int = 2**30) -> Iterator[Store]:
    store = Store(folder, limit=limit)
    try:
        yield store
    finally:
        store.close()


def forge(folder: Path, statement: str, *values: object) -> None:
    with contextlib.closing(sqlite3.connect(folder / "cache.db")) as database, database:
        database.execute(statement, values)


def test_what_is_kept_is_found_by_its_content_in_a_later_build(folder: Path) -> None:
    with opened(folder) as store:
        name = store.keep(LARGE)
        store.note("a", {"b": [1, "ü"]})
    with opened(folder) as store:
        assert (store.content(name), store.noted("a")) == (LARGE, {"b": [1, "ü"]})
        assert (store.content("0" * 64), store.noted("b")) == (None, None)


def test_a_content_that_was_changed_is_as_good_as_not_there(folder: Path) -> None:
    with opened(folder) as store:
        name = store.keep(LARGE)
    (file,) = folder.rglob("*.val")
    file.write_bytes(LARGE[:-1] + b"y")
    with opened(folder) as store:
        assert store.content(name) is None


@pytest.mark.parametrize("outside", ["../letter.txt", "absolute"])
def test_a_forged_name_neither_reads_nor_removes_a_file_outside(folder: Path, outside: str) -> None:
    letter = folder.parent / "letter.txt"
    letter.write_text('{"mine": true}', "utf-8")
    with opened(folder) as store:
        store.note("a", "x" * 100_000)
    forge(folder, "UPDATE Cache SET filename = ?", str(letter) if outside == "absolute" else outside)
    with opened(folder, limit=1000) as store:
        assert store.noted("a") is None
        for number in range(20):  # the store is over its limit: the forged entry is the first to go
            store.keep(LARGE + bytes([number]))
        store.note("a", 1)
    assert letter.read_text("utf-8") == '{"mine": true}'


def test_a_pickled_value_is_not_unpickled(folder: Path) -> None:
    bomb = b"cos\nmkdir\n(S'" + str(folder.parent / "unpickled").encode() + b"'\ntR."
    with opened(folder) as store:
        store.note("a", 1)
    forge(folder, "UPDATE Cache SET mode = 4, value = ?", bomb)
    with opened(folder) as store:
        assert store.noted("a") is None
    assert not (folder.parent / "unpickled").exists()


def test_a_store_that_is_no_database_is_begun_again(folder: Path) -> None:
    folder.mkdir()
    (folder / "cache.db").write_bytes(b"no database at all" * 1000)
    with opened(folder) as store:
        assert store.content(store.keep(LARGE)) == LARGE


def test_it_stays_within_its_limit(folder: Path) -> None:
    with opened(folder, limit=1_000_000) as store:
        for number in range(60):
            store.keep(LARGE + bytes([number]))
    assert sum(file.stat().st_size for file in folder.rglob("*.val")) < 1_500_000


KILLED = """
import os, sys
from pathlib import Path
from presswork.store import Store
store = Store(Path(sys.argv[1]))
store.keep(b"y" * 100_000)
os._exit(9)
"""


def orphan(folder: Path) -> Path:
    """A content that was written and not noted, as by a build that was killed between."""
    path = folder / "ab" / "cd" / "0123456789abcdef01234567890.val"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(LARGE)
    return path


def killed(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    ended = subprocess.run([sys.executable, "-c", KILLED, str(folder)], env=environment, check=False)
    assert ended.returncode == 9


@pytest.mark.skipif(sys.platform == "win32", reason="there are no locks that end with their process")
def test_what_a_killed_build_left_without_a_record_is_removed_by_the_next(folder: Path) -> None:
    with opened(folder) as store:
        name = store.keep(LARGE)
    left = orphan(folder)
    killed(folder)
    with opened(folder) as store:
        assert not left.exists()
        assert store.content(name) == LARGE
        assert store.content(Store.digest(b"y" * 100_000)) == b"y" * 100_000
    assert len(list(folder.rglob("*.val"))) == 2
    assert not list(folder.glob("build-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no locks that end with their process")
def test_nothing_is_removed_while_another_build_is_at_work(folder: Path) -> None:
    with opened(folder):
        left = orphan(folder)
        killed(folder)
        with opened(folder):
            assert left.exists()
    with opened(folder):
        assert not left.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no locks that end with their process")
def test_kill_after_kill_leaves_a_store_no_larger(folder: Path) -> None:
    for _ in range(3):
        killed(folder)
        orphan(folder)
    with opened(folder):
        assert sum(file.stat().st_size for file in folder.rglob("*.val")) == 100_000
