"""IngramSpark's rules as ingram-checker knows them: a book and its cover, made with `printer: ingramspark`, pass."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

import presswork

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """
title: The Harbour Review
publisher: Harbour Press
editions:
  press: {format: pdf, template: report, printer: ingramspark, fit: {multiple: 2}}
  cover: {format: cover, pages-of: press, printer: ingramspark}
build: [press, cover]
"""
FRONT = """---
title: The last tide table
author: {name: Jane Roe, bio: Jane Roe writes about water.}
date: 2026-03-01
summary: How a harbour forgot the moon.
isbn: 978-3-16-148410-0
canonical-url: https://harbour.example/tide
---
"""
PARAGRAPH = "The pilots kept their own books again, and nobody in the old town looked at the sea before noon. " * 4


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("ingram_checker") is None:
        pytest.fail("the package 'ingram-checker' is not installed: make test installs it", pytrace=False)
    folder = tmp_path_factory.mktemp("book")
    (folder / "content" / "articles").mkdir(parents=True)
    (folder / "content" / "publication.yaml").write_text(SETTINGS, "utf-8")
    (folder / "content" / "articles" / "tide.md").write_text(f"{FRONT}\n{f'{PARAGRAPH}{chr(10) * 2}' * 110}", "utf-8")
    presswork.open(folder).build()
    return folder / "out"


def judged(kind: str, file: Path, *more: str) -> dict[str, Any]:
    """What ingram-checker says: each check's status by its name, and `compliant`."""
    command = [sys.executable, "-W", "ignore", "-m", "ingram_checker", kind, str(file), "-t", "6x9", "--format", "json"]
    done = subprocess.run([*command, *more], capture_output=True, text=True, check=False, timeout=120)
    said = json.loads(done.stdout)
    statuses: dict[str, Any] = {check["check_name"]: check["status"] for check in said["checks"]}
    return statuses | {"compliant": said["summary"]["compliant"], "errors": said["summary"]["errors"]}


def test_the_book_passes_every_check(made: Path) -> None:
    said = judged("interior", made / "press" / "tide.pdf", "--bleed")
    assert said.pop("compliant") is True
    assert said.pop("errors") == 0
    assert set(said.values()) == {"pass"}, said


def test_the_cover_passes_every_check_that_is_made(made: Path) -> None:
    said = judged("cover", made / "cover" / "tide.pdf")
    assert said["compliant"] is True
    assert said.pop("barcode") == "warn"  # it says that people must look: we do, below
    assert said.pop("cover_size") == "skip"  # it measures the template's marks, and we draw none
    assert {status for status in said.values() if isinstance(status, str)} == {"pass"}, said


def test_the_barcode_is_printed_in_black_alone(made: Path) -> None:
    with pikepdf.open(made / "cover" / "tide.pdf") as pdf:
        streams = [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    painted = (ink for data in streams for ink in re.findall(rb"((?:[\d.]+ ){3}[\d.]+) k\b", data))
    inks = {tuple(map(float, ink.split())) for ink in painted}
    assert (0, 0, 0, 1) in inks
    assert all(ink[3] < 1 or ink[:3] == (0, 0, 0) for ink in inks)
