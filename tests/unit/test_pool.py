"""The pool of processes: what dies, sleeps or grows costs its own article only, and nothing stays behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from presswork.pool import held, largest_first

ROOT = Path(__file__).parents[2]
SCRIPT = """
import json, sys
from pathlib import Path
from presswork import pool
from presswork.jobs import plan, world_now
pool.PRELOADED = [*pool.PRELOADED, "misbehaving"]
pool.TIME_LIMIT = 3.0

if __name__ == "__main__":
    (job,) = plan([Path.cwd()], base=Path.cwd())
    todo = {path: {} for path in job.manuscripts}
    made = {}
    for path, outcome in pool.pooled(job, world_now(), todo, workers=2, pictures=0):
        made[path.stem] = [finding.code for finding in outcome.about]
    print(json.dumps(made))
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked, and looked at in /proc")


def publication(folder: Path, *names: str) -> Path:
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    (articles.parent / "publication.yaml").write_text("title: Pool\nbuild: [reader, ebook]\n", "utf-8")
    for name in names:
        (articles / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n\n" + "It began at the quay. " * 60, "utf-8")
    return articles


def start(folder: Path, *command: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def pooled(folder: Path) -> dict[str, list[str]]:
    """What comes of each article, by the codes of what is said of it; no process is left."""
    (folder / "script.py").write_text(SCRIPT, "utf-8")
    process = start(folder, "script.py")
    said, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    assert_nobody_left(process.pid)
    made: dict[str, list[str]] = json.loads(said)
    return made


def assert_nobody_left(group: int) -> None:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process stayed behind")


def tries(articles: Path, name: str) -> list[str]:
    return (articles / f"{name}.tries").read_text().split()


def test_a_worker_that_dies_costs_a_second_try_and_then_one_finding(tmp_path: Path) -> None:
    articles = publication(tmp_path, "a", "b", "c", "dies", "dies_once", "sleeps")
    made = pooled(tmp_path)
    assert made == {"a": [], "b": [], "c": [], "dies": ["E011"], "dies_once": [], "sleeps": ["E011"]}
    counts = {name: len(tries(articles, name)) for name in made}
    assert counts == {"a": 1, "b": 1, "c": 1, "dies": 2, "dies_once": 2, "sleeps": 2}


def test_a_worker_that_has_grown_is_replaced_which_is_no_try(tmp_path: Path) -> None:
    names = [f"grows-{number:02}" for number in range(24)]
    articles = publication(tmp_path, *names)
    assert pooled(tmp_path) == {name: [] for name in names}
    by = [tries(articles, name) for name in names]
    assert [len(each) for each in by] == [1] * len(names)
    assert len({pid for each in by for pid in each}) > 2


def test_the_largest_are_begun_first(tmp_path: Path) -> None:
    articles = publication(tmp_path, "small", "large", "middle")
    for name, size in (("small", 10), ("middle", 1000), ("large", 5000)):
        (articles / f"{name}.md").write_text("x" * size, "utf-8")
    order = largest_first({path: {} for path in sorted(articles.glob("*.md"))})
    assert [path.stem for path in order] == ["large", "middle", "small"]


def test_memory_held_is_that_of_now() -> None:
    before = held()
    much = bytearray(os.urandom(16)) * (4 * 2**20)
    assert before + 60 * 2**20 < held()
    del much


def test_ctrl_c_leaves_nothing_half_made_and_nobody_behind(tmp_path: Path) -> None:
    publication(tmp_path, *(f"number-{number}" for number in range(12)))
    process = start(tmp_path, "-m", "presswork", "build", "-j", "2")
    out, started = tmp_path / "out", time.monotonic()
    while not list(out.glob("reader/*.pdf")) and time.monotonic() - started < 60:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to all
    _, complaint = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in complaint
    assert_nobody_left(process.pid)
    left = [path for path in out.rglob("*") if path.is_file()]
    assert left
    assert not [path for path in left if path.suffix not in (".pdf", ".epub")]
    with start(tmp_path, "-m", "presswork", "build", "-j", "2", "-q") as again:
        again.communicate(timeout=120)
    assert again.returncode == 0
    assert len(list(out.glob("reader/*.pdf"))) == len(list(out.glob("ebook/*.epub"))) == 12
