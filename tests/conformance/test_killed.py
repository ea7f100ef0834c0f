"""A build that is killed leaves whole files only; the next one sweeps what was half written and makes the rest."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from sample_publication import ROOT, WORLD

from presswork.jobs import plan
from presswork.production import build

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = (
    "---\ntitle: Number {0}\nauthor: Ana Ruiz\ndate: 2026-01-0{0}\nsummary: A walk.\n---\n\n"
    + "It began at the quay. " * 80
)
ARTICLES = 2
MOMENTS = 6  # kills, spread evenly over the time that a whole build takes
# `presswork build` that is killed inside the n-th writing of a file: half of it written, or all of it but not renamed.
AT_A_WRITING = """
import os, signal, sys
from pathlib import Path
from presswork import output
from presswork.cli import main
count, where = int(sys.argv[1]), sys.argv[2]
real, calls = os.fsync, 0
def fsync(descriptor):
    global calls
    calls += 1
    if calls == count:
        if where == "half":
            os.ftruncate(descriptor, os.fstat(descriptor).st_size // 2)
        os.kill(os.getpid(), signal.SIGKILL)
    real(descriptor)
os.fsync = fsync
main(["build"])
"""


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """A publication of a few articles, each some pages long."""
    folder = tmp_path / "content" / "articles"
    folder.mkdir(parents=True)
    (folder.parent / "publication.yaml").write_text("title: Killed\nbuild: [reader, ebook, web]\n", "utf-8")
    for number in range(1, ARTICLES + 1):
        (folder / f"number-{number}.md").write_text(ARTICLE.format(number), "utf-8")
    return tmp_path


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, *(arguments or ("-m", "presswork", "build"))]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def opens(path: Path) -> bool:
    """Whether a file of the output is whole."""
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        pages = len(document)
        document.close()
        return pages > 0 and path.read_bytes().rstrip().endswith(b"%%EOF")
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None and "EPUB/content.opf" in archive.namelist()
    if path.suffix == ".json":
        return bool(json.loads(path.read_text("utf-8"))["articles"])
    return path.suffix == ".html" and path.read_text("utf-8").rstrip().endswith("</html>")


def left_in(out: Path) -> list[Path]:
    """The files that a user sees in the output folder."""
    return [path for path in out.rglob("*") if path.is_file() and not path.name.startswith(".")]


def built_again(folder: Path) -> list[Path]:
    """Everything in the output folder after the next build, which has no complaint."""
    (job,) = plan([folder], base=folder)
    result = build(job, WORLD)
    assert not result.failed
    assert len(result.files) == 3 * ARTICLES
    return [path for path in job.out.rglob("*") if path.is_file()]


def assert_whole(folder: Path, *, parts: int | None = None) -> None:
    """What is there is whole; the next build leaves every file, all whole, and nothing else."""
    out = folder / "out"
    assert [path.name for path in left_in(out) if not opens(path)] == []
    if parts is not None:
        assert len(list(out.rglob(".*.part"))) == parts
    after = built_again(folder)
    assert len(after) == 3 * ARTICLES + 2
    assert [path.name for path in after if path.suffix == ".part" or not opens(path)] == []


def test_killed_at_moments_spread_over_a_build(publication: Path) -> None:
    began = time.monotonic()
    assert start(publication).wait() == 0
    whole = time.monotonic() - began
    complete = len(left_in(publication / "out"))
    seen = []
    for moment in range(1, MOMENTS + 1):
        # What is remembered would be there before the first kill.
        for folder in ("out", ".presswork"):
            shutil.rmtree(publication / folder, ignore_errors=True)
        run = start(publication)
        time.sleep(whole * moment / (MOMENTS + 1))
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        files = left_in(publication / "out")
        assert [path.name for path in files if not opens(path)] == []
        seen.append(len(files))
    assert any(count < complete for count in seen)
    assert_whole(publication)


@pytest.mark.parametrize(
    ("count", "where"),
    [(1, "half"), (2, "not renamed"), (3, "half"), (3 * ARTICLES + 1, "half"), (3 * ARTICLES + 2, "not renamed")],
    ids=["first PDF", "first e-book", "first web page", "report.json", "report.html"],
)
def test_killed_while_a_file_is_written(publication: Path, count: int, where: str) -> None:
    run = start(publication, "-c", AT_A_WRITING, str(count), where)
    assert run.wait() == -signal.SIGKILL
    assert len(left_in(publication / "out")) == count - 1
    assert_whole(publication, parts=1)


def test_killed_over_the_files_of_an_earlier_build(publication: Path) -> None:
    """Yesterday's files stay whole, each until today's has taken its place."""
    built_again(publication)
    before = {path: path.read_bytes() for path in left_in(publication / "out")}
    for path in (publication / "content" / "articles").iterdir():
        path.write_text(path.read_text("utf-8") + "\n\nAnd it went on.\n", "utf-8")
    run = start(publication, "-c", AT_A_WRITING, "5", "half")
    assert run.wait() == -signal.SIGKILL
    changed = [path.name for path, data in before.items() if path.read_bytes() != data]
    assert sorted(changed) == ["number-1.epub", "number-1.html", "number-1.pdf", "number-2.pdf"]
    assert_whole(publication, parts=1)
