"""Editors and other builds that come in between: what is kept is never older than it says, and nothing is lost."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from presswork import keeping, output, production, store, walk
from presswork.jobs import plan, world_now
from presswork.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.results import BuildResult

ROOT = Path(__file__).parents[2]
SHEET = '@import "!house/screen/article.css"; p {{ color: {} }}'


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Two articles as web pages, not made yet."""
    write(tmp_path, "content/publication.yaml", "title: The Review\nbuild: [web]\n")
    write(tmp_path, "styles/screen/article.css", SHEET.format("#111"))
    for name in ("ferry", "walk"):
        article(tmp_path, name, "It began.")
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def article(root: Path, name: str, body: str) -> None:
    head = f"---\ntitle: The {name}\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: S.\n---\n\n"
    write(root, f"content/articles/{name}.md", f"{head}{body}\n")


def made(root: Path) -> BuildResult:
    (job,) = plan([root], base=root)
    result = production.build(job, world_now())
    assert not result.failed, result.all_findings
    return result


def anew(result: BuildResult) -> set[str]:
    return {each.path.stem for each in result.files if not each.reused}


def pages(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "out" / "web").iterdir())}


def fresh(root: Path) -> dict[str, bytes]:
    """The pages that are made when nothing is there."""
    for name in ("out", ".presswork"):
        shutil.rmtree(root / name)
    made(root)
    return pages(root)


def before_and_after(patched: pytest.MonkeyPatch, place: Any, name: str, then: Callable[[], object]) -> None:
    """Let something happen once, just after a function was called for the first time."""
    asked = getattr(place, name)
    calls: list[int] = []

    def called(*values: Any, **more: Any) -> Any:
        answer = asked(*values, **more)
        if not calls:
            calls.append(1)
            then()
        return answer

    patched.setattr(place, name, called)


def test_a_manuscript_edited_while_it_is_made_is_made_again(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before_and_after(monkeypatch, walk, "read_manuscript", lambda: article(house, "ferry", "It sank."))
    made(house)
    assert b"It sank." not in pages(house)["ferry.html"], "the edit came too late for this build"
    assert anew(made(house)) == {"ferry"}
    assert b"It sank." in pages(house)["ferry.html"]


def test_a_style_edited_while_articles_are_made_remakes_them(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change = lambda: write(house, "styles/screen/article.css", SHEET.format("#222222"))  # noqa: E731
    before_and_after(monkeypatch, production, "make", change)
    made(house)
    assert anew(made(house)) == {"ferry", "walk"}
    found = pages(house)
    assert found == fresh(house)


def test_a_file_that_another_build_wrote_over_ours_is_put_right(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = house / "out" / "web" / "ferry.html"
    before_and_after(monkeypatch, keeping, "write_whole", lambda: page.write_text("from an older manuscript", "utf-8"))
    made(house)
    assert page.read_text("utf-8") == "from an older manuscript"
    assert anew(made(house)) == set()
    found = pages(house)
    assert found == fresh(house)


def test_a_build_that_begins_may_sweep_away_what_another_writes(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before_and_after(monkeypatch, output.os, "fsync", lambda: output.sweep(house / "out"))
    made(house)
    assert sorted(pages(house)) == ["ferry.html", "walk.html"]


def test_what_is_taken_out_of_the_store_while_it_is_needed_is_made_and_kept_again(house: Path) -> None:
    article(house, "ferry", "It began at the quay. " * 3000)
    made(house)
    wanted = pages(house)
    (kept,) = (house / ".presswork").rglob("*.val")
    kept.unlink()
    for _ in range(2):
        (house / "out" / "web" / "ferry.html").unlink()
        made(house)
        assert pages(house) == wanted
    (house / "out" / "web" / "ferry.html").unlink()
    assert anew(made(house)) == set(), "it is in the store again"


def test_a_store_that_somebody_holds_is_waited_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.3)
    kept = Store(tmp_path / ".presswork")
    holder = sqlite3.connect(tmp_path / ".presswork" / "cache.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    for number in range(20):
        kept.note(str(number), number)
    assert not kept.usable
    assert time.monotonic() - began < 5
    holder.close()


@pytest.mark.parametrize("room", [0, 3000, 2**20])
def test_a_full_disk_is_one_finding_and_nothing_is_half_made(house: Path, room: int) -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

    command = [sys.executable, "-m", "presswork", "build", "-e", "web", "-e", "reader"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    full = subprocess.run(
        command, cwd=house, env=environment, preexec_fn=limited, capture_output=True, text=True, check=False
    )
    told = [line for line in full.stderr.splitlines() if not line.startswith("    hint")]
    if full.returncode:
        assert (full.returncode, len(told), told[0].split(" ")[1:3]) == (1, 1, ["error", "E010"]), full.stderr
    assert full.returncode == (0 if room == 2**20 else 1)
    left = {path.name: path.read_bytes() for path in (house / "out").rglob("*.*") if path.is_file()}
    assert not [name for name in left if name.startswith(".")]
    subprocess.run(command, cwd=house, env=environment, check=True, capture_output=True)
    whole = {path.name: path.read_bytes() for path in (house / "out").rglob("*.*") if path.is_file()}
    assert {name: data for name, data in left.items() if "report" not in name}.items() <= whole.items()
    assert {"ferry.html", "walk.html", "ferry.pdf", "walk.pdf"} <= set(whole)
