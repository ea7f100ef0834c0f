"""The same input gives the same bytes: in another folder, on another day, in another time zone and hash order."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sample_publication import CONTENT, ROOT, Samples

# One with mathematics and code, one with a photograph, one in Arabic; the received text brings dates of its own.
COMPARED = ("adding-up-the-sea", "oldest-watch", "alexandria", "the-mark-on-the-side")
EDITIONS = {"reader": ".pdf", "ebook": ".epub", "web": ".html"}
UNDATED = "---\ntitle: Undated\nauthor: Ana Ruiz\nsummary: It bears no date.\n---\n\nNobody knows when.\n"
# `presswork build` on a day that is given: every clock that Python has stands there.
ELSEWHEN = """
import sys, time_machine
from presswork.cli import main
with time_machine.travel(sys.argv[1], tick=True):
    main(sys.argv[2:])
"""


def built_elsewhere(folder: Path, *arguments: str, day: str = "2031-07-04T23:59:57+00:00", **variables: str) -> None:
    """Run the command line in a process of its own, in `folder`, on another day and on the other side of the earth."""
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    command = [sys.executable, "-c", ELSEWHEN, day, "build", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment | variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a copy of the publication in another folder, with a longer path and only the compared samples."""
    folder = tmp_path_factory.mktemp("another") / "place with a longer name"
    shutil.copytree(CONTENT, folder / "content")
    # Sample volumes, which want all articles, are compared in a test of their own.
    shutil.rmtree(folder / "content" / "volumes")
    for path in (folder / "content" / "articles").iterdir():
        if path.stem not in COMPARED:
            path.unlink()
    built_elsewhere(folder)
    return folder / "out"


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("slug", COMPARED)
def test_two_builds_give_the_same_bytes(samples: Samples, elsewhere: Path, slug: str, edition: str) -> None:
    name = f"{edition}/{slug}{EDITIONS[edition]}"
    assert samples.result.out is not None
    here, there = (samples.result.out / name).read_bytes(), (elsewhere / name).read_bytes()
    assert difference(here, there) == ""


def difference(one: bytes, other: bytes) -> str:
    """Where two files part, for the reader of a failed test: the first byte, with what stands around it."""
    if one == other:
        return ""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    around = slice(max(0, at - 40), at + 40)
    return f"{len(one)} and {len(other)} bytes, from byte {at}: {one[around]!r} and {other[around]!r}"


def everything_in(path: Path) -> bytes:
    """All that a file says, unpacked: the members of an e-book, the streams of a PDF."""
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as archive:
            return b"\n".join(name.encode() + b"\n" + archive.read(name) for name in archive.namelist())
    if path.suffix == ".pdf":
        import pikepdf

        with pikepdf.open(path) as pdf:
            streams = [
                o.read_bytes()
                for o in pdf.objects
                if isinstance(o, pikepdf.Stream) and o.get("/Filter") != "/DCTDecode"
            ]
            return b"\n".join([path.read_bytes(), *streams])
    return path.read_bytes()


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_output_names_a_folder_of_the_machine(samples: Samples, edition: str) -> None:
    assert samples.result.out is not None
    folders = [f"{folder}/" for folder in (ROOT, samples.result.out, Path.home(), sys.prefix)] + ["file:///"]
    for path in samples.files(edition):
        said = everything_in(path)
        assert [folder for folder in folders if folder.encode() in said] == [], path.name


def test_the_report_names_no_folder_of_the_machine(samples: Samples) -> None:
    assert samples.result.out is not None
    for name in ("report.html", "report.json"):
        assert str(ROOT) not in (samples.result.out / name).read_text("utf-8")


def test_undated_articles_bear_the_time_of_source_date_epoch(tmp_path: Path) -> None:
    """https://reproducible-builds.org/specs/source-date-epoch/: and without it a fixed day, never the clock."""
    made: dict[str, dict[str, bytes]] = {}
    for name, variables in {"fixed": {}, "again": {}, "epoch": {"SOURCE_DATE_EPOCH": "1700000000"}}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "undated.md").write_text(UNDATED, "utf-8")
        built_elsewhere(tmp_path / name, "undated.md", day=f"20{len(name) + 25}-01-02T03:04:05+00:00", **variables)
        out = tmp_path / name / "out"
        made[name] = {edition: (out / edition / f"undated{end}").read_bytes() for edition, end in EDITIONS.items()}
    assert made["fixed"] == made["again"]
    assert made["fixed"] != made["epoch"]
    out = tmp_path / "epoch" / "out"
    assert b'"dcterms:modified">2023-11-14T22:13:20Z' in everything_in(out / "ebook" / "undated.epub")
    assert b"2023-11-14T22:13:20" in everything_in(out / "reader" / "undated.pdf")
