"""What a compositor would mend is told at its page, column and line; a plain build says only what is serious."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from presswork.jobs import World, plan
from presswork.production import build

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.results import BuildResult

HEAD = "---\ntitle: A walk\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: S.\n---\n\n"
EVEN = "The ferry leaves at six and is full by ten past, and nobody at the quay has seen it late since the spring. " * 6


def looked_over(root: Path, body: str, *, lines: bool = True) -> BuildResult:
    file = root / "walk.md"
    file.write_text(HEAD + body, "utf-8")
    (job,) = plan([file], base=root, editions=["reader"])
    return build(job, World(dt.datetime(2026, 3, 1, tzinfo=dt.UTC)), keep=False, lines=lines)


def codes(result: BuildResult) -> set[str]:
    return {found.code for found in result.all_findings}


def test_an_even_text_has_figures_and_no_fault(tmp_path: Path) -> None:
    result = looked_over(tmp_path, EVEN)
    assert not codes(result) & {"P403", "P406", "P407", "P408", "P409", "P410", "P411"}
    (figures,) = (found for found in result.all_findings if found.code == "P414")
    assert "0 ladders" in figures.message


@pytest.mark.parametrize("lines", [True, False])
def test_a_loose_line_is_told_at_its_place(tmp_path: Path, lines: bool) -> None:
    result = looked_over(tmp_path, f"{EVEN}\n\nIt is `{'unbreakable' * 4}` {EVEN}", lines=lines)
    if lines:
        found = next(found for found in result.all_findings if found.code == "P401")
        assert "reader, page 1, column 2, line 1: a loose line" in found.message
    else:
        assert "P401" not in codes(result)


def test_a_plain_build_is_silent_of_figures(tmp_path: Path) -> None:
    assert "P414" not in codes(looked_over(tmp_path, EVEN, lines=False))
