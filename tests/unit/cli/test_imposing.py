"""`presswork impose` reads its words as the command line library would, without waiting for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from presswork.cli import impose_options, pressroom

ROOT = Path(__file__).parents[3]


def asked_through_typer(words: list[str]) -> dict[str, Any] | None:
    """What the library makes of the words; None when it refuses them."""
    from presswork.cli.app import app

    got: list[dict[str, Any]] = []

    def run(asked: dict[str, Any]) -> int:
        got.append(asked)
        return 0

    with mock.patch.object(pressroom, "run", run), pytest.raises(SystemExit):
        app(args=["impose", *words], standalone_mode=True)
    return got[0] if got else None


@pytest.mark.parametrize(
    "words",
    [
        ["crane.pdf"],
        ["crane.pdf", "--fold", "octavo", "-s", "sra3", "-o", "out/sheets.pdf", "--quiet"],
        ["--set", "gutter=6mm", "--set=uneven=even", "crane.pdf", "--signature=4", "--tags", "-n"],
        ["--calibrate", "--sheet", "a3"],
        ["crane.pdf", "--marks", "crop,fold", "--back-offset=-1mm,0.5mm", "--title", "A crane, again"],
    ],
)
def test_words_mean_the_same_to_both_readers(words: list[str]) -> None:
    assert impose_options.read(words) == asked_through_typer(words)


WORDS = [name for option in impose_options.OPTIONS for name in option.names]


@given(st.lists(st.sampled_from([*WORDS, "crane.pdf", "4", "ltl", "-1mm,0", "--fold=", "--quiet=yes", "--", "-x", ""])))
def test_what_is_read_at_once_is_never_read_otherwise(words: list[str]) -> None:
    asked = impose_options.read(words)
    if asked is not None:
        assert asked == asked_through_typer(words)


@pytest.mark.parametrize("words", [["--fodl", "x"], ["a.pdf", "b.pdf"], ["a.pdf", "--signature", "four"], ["-h"]])
def test_what_is_unusual_is_left_to_the_library(words: list[str]) -> None:
    assert impose_options.read(words) is None


def program(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "importtime", "-m", "presswork", "impose", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_sheets_are_made_without_what_takes_longer_than_they_do(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(4):
            pdf.add_blank_page(page_size=(420, 595))
        pdf.save(tmp_path / "crane.pdf")

    done = program("crane.pdf", "--fold", "saddle", "--sheet", "a4", folder=tmp_path)

    assert done.returncode == 0
    assert "4 pages on 1 sheet of a4" in done.stdout
    brought_in = {
        line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time")
    }
    assert "pikepdf" in brought_in
    assert not brought_in & {"typer", "pydantic", "yaml", "rich", "weasyprint", "lxml", "PIL", "importlib.metadata"}


def test_a_misspelt_option_is_told_as_ever(tmp_path: Path) -> None:
    done = program("crane.pdf", "--fodl", "saddle", folder=tmp_path)

    assert done.returncode == 2
    assert "--fold" in done.stderr
