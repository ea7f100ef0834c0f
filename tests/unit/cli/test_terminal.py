"""Tests of what the terminal says of many files at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.cli.terminal import Terminal, summary
from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.results import ArticleResult

if TYPE_CHECKING:
    import pytest


def _said(code: str, path: str, severity: Severity = Severity.NOTE, line: int | None = None) -> Diagnostic:
    return Diagnostic(code, f"about {path}", severity, Location(path, line), ("do this",))


def test_a_note_that_many_files_share_is_told_once_then_counted(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal().findings([_said("E231", f"{name}.md") for name in "abcd"])
    assert capsys.readouterr().err.splitlines() == [
        "a.md: note E231 about a.md",
        "    hint: do this",
        "note E231 3 more like it about other files, all in the report",
    ]


def test_every_place_in_the_first_file_every_warning_and_what_few_files_share_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    places = [_said("T305", "a.md", line=line) for line in range(1, 6)]
    warnings = [_said("P101", f"{name}.md", Severity.WARNING) for name in "abcde"]
    few = [_said("P302", f"{name}.md") for name in "abc"]
    Terminal().findings([*places, *warnings, *few])
    told = [line for line in capsys.readouterr().err.splitlines() if "hint" not in line]
    assert told == [str(d).splitlines()[0] for d in (*places, *warnings, *few)]


def test_programs_are_told_everything(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(json=True).findings([_said("E231", f"{name}.md") for name in "abcdef"])
    assert len(capsys.readouterr().out.splitlines()) == 6


def test_the_last_line_tells_articles_and_volumes_apart() -> None:
    articles = [ArticleResult(f"content/articles/{name}.md") for name in "ab"]
    volume = ArticleResult("content/volumes/spring.yaml")
    assert summary([*articles, volume], [], 1.0) == "no files from 2 articles and 1 volume in 1.0 s"
    assert summary([volume], [], 1.0) == "no files from 1 volume in 1.0 s"
    assert summary([], [], 1.0) == "no files from no articles in 1.0 s"
