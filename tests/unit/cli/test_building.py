"""`presswork build` reads its words as the command line library would, without waiting for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presswork.cli import plain_words, workshop
from presswork.cli.build_options import BUILD

ROOT = Path(__file__).parents[3]


def asked_through_typer(words: list[str]) -> dict[str, Any] | None:
    """What the library makes of the words; None when it refuses them."""
    from presswork.cli.app import app

    got: list[dict[str, Any]] = []

    def build(asked: dict[str, Any], worker: object) -> int:
        assert worker == "beside"
        got.append(asked)
        return 0

    with mock.patch.object(workshop, "build", build), pytest.raises(SystemExit):
        app(args=["build", *words], obj="beside", standalone_mode=True)
    return got[0] if got else None


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["content"],
        ["a.md", "b.md", "--edition", "reader", "-e", "ebook", "--edition=web", "-o", "made", "--quiet"],
        ["--strict", "--json", "-j", "4", "content"],
        ["--jobs=1", "--cluster", "tcp://10.0.0.1:8786", "--explain", "--proof", "-q"],
    ],
)
def test_words_mean_the_same_to_both_readers(words: list[str]) -> None:
    read = plain_words.read(BUILD, words)
    assert read is not None
    assert read == asked_through_typer(words)


WORDS = [name for option in BUILD for name in option.names]
ODD = ["0", "3", "-1", "--jobs=0", "--quiet=yes", "--", "-x", ""]


@given(st.lists(st.sampled_from([*WORDS, *ODD, "a.md", "content"])))
def test_what_is_read_at_once_is_never_read_otherwise(words: list[str]) -> None:
    read = plain_words.read(BUILD, words)
    if read is not None:
        assert read == asked_through_typer(words)


@pytest.mark.parametrize("words", [["--help"], ["--jobs", "0"], ["-j", "two"], ["--no-such"], ["-qe", "web"]])
def test_words_that_leave_a_question_open_are_left_to_the_library(words: list[str]) -> None:
    assert plain_words.read(BUILD, words) is None


def test_a_reader_that_leaves_is_no_fault(tmp_path: Path) -> None:
    program = (
        "import os, sys, presswork.cli as cli, presswork.cli.workshop as workshop\n"
        "def build(asked, worker): print('said'); sys.stdout.flush()\n"
        "workshop.build = build\n"
        "cli.main(['build', 'a.md'])\n"
    )
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": {"PYTHONPATH": str(ROOT)}}
    with subprocess.Popen([sys.executable, "-c", program], cwd=tmp_path, **pipes) as made:  # type: ignore[call-overload]
        assert made.stdout is not None
        assert made.stderr is not None
        made.stdout.close()
        said = made.stderr.read()
    assert made.returncode == 1
    assert said == b""
