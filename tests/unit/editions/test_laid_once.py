"""Editions whose pages are the same: laid out once, written as if each were the only one, and said so on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from presswork import workers
from presswork.editions import engine
from presswork.jobs import plan, world_now
from presswork.production import build

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.results import BuildResult

SETTINGS = """
title: The Harbour Review
editions:
  reader: {paper: a5, columns: 1}
  archive: {format: pdf, paper: a5, columns: 1, standard: pdf/a-2u}
  wide: {format: pdf, paper: a4, columns: 2}
  wide-archive: {format: pdf, paper: a4, columns: 2, standard: pdf/a-2a}
  booklet: {format: pdf, paper: a5, columns: 1, fold: saddle, sheet: a4}
  fitted: {format: pdf, paper: a5, columns: 1, fit: {pages: 2}}
  inks: {format: pdf, paper: a5, columns: 1, standard: pdf/x-4}
build: [reader, wide, archive, ebook, booklet, fitted, inks, wide-archive]
"""
TEXT = """---
title: The last tide table
author: Jane Roe
date: 2026-03-01
summary: How a harbour forgot the moon.
---

The almanac[^1] is kept in the pilots' house; see [the pilots](#the-pilots).

[^1]: Until the fire.

## The pilots

$$a^2 + b^2$$
"""
PARAGRAPH = "The pilots kept their own books again, and nobody in the old town looked at the sea before noon. " * 5
SAME = {"archive": "reader", "booklet": "reader", "inks": "reader", "wide-archive": "wide"}


def publication(folder: Path, articles: int = 1) -> Path:
    (folder / "content" / "articles").mkdir(parents=True)
    (folder / "content" / "publication.yaml").write_text(SETTINGS, "utf-8")
    for number in range(articles):
        text = TEXT.replace("last", ("last", "first", "second")[number]) + f"\n{PARAGRAPH}\n" * (8 + number)
        (folder / "content" / "articles" / f"tide-{number}.md").write_text(text, "utf-8")
    return folder


def built(folder: Path, out: str, editions: tuple[str, ...] = (), **options: Any) -> BuildResult:
    (job,) = plan([folder], base=folder, out=folder / out, editions=editions)
    result = build(job, world_now(), **options)
    assert not result.failed, result.all_findings
    return result


def files(result: BuildResult) -> dict[str, bytes]:
    assert result.out
    return {each.path.relative_to(result.out).as_posix(): each.path.read_bytes() for each in result.files}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publication(tmp_path_factory.mktemp("review"))


@pytest.fixture(scope="module")
def alone(folder: Path) -> dict[str, bytes]:
    """The files of every edition, each built without the others."""
    names = ["reader", "wide", "archive", "booklet", "fitted", "inks", "wide-archive"]
    made = [files(built(folder, f"alone-{name}", (name,), remember=False)) for name in names]
    return {name: data for each in made for name, data in each.items()}


def test_the_bytes_are_those_of_separate_builds(folder: Path, alone: dict[str, bytes]) -> None:
    together = files(built(folder, "together", remember=False))
    assert {name: data for name, data in together.items() if not name.startswith("ebook/")} == alone


@pytest.mark.skipif(workers.cores() < 2, reason="there is no process beside on one core")
def test_they_are_in_the_process_beside(folder: Path, alone: dict[str, bytes]) -> None:
    with workers.beside() as executor:
        result = built(folder, "beside", beside=executor)
    assert {name: data for name, data in files(result).items() if not name.startswith("ebook/")} == alone
    (article,) = result.articles
    told = {name: why.partition("; its pages were laid out for ")[2] for name, why in article.reasons.items()}
    assert {name: of.strip("'") for name, of in told.items() if of} == SAME


def test_pages_are_laid_out_once_for_all_editions_that_have_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []
    engines = engine.lay_out

    def counting(page: Any, *arguments: Any) -> Any:
        pages.append(page.html)
        return engines(page, *arguments)

    monkeypatch.setattr(engine, "lay_out", counting)
    folder = publication(tmp_path, articles=2)
    built(folder, "out", ("reader", "wide", "archive", "booklet", "inks", "wide-archive"))
    assert len(pages) == len(set(pages)) == 4


def test_one_that_is_made_again_alone_is_laid_out_for_itself(tmp_path: Path) -> None:
    folder = publication(tmp_path)
    built(folder, "out", ("reader", "archive"))
    settings = folder / "content" / "publication.yaml"
    settings.write_text(SETTINGS.replace("columns: 1, standard: pdf/a-2u", "columns: 1, standard: pdf/a-2a"), "utf-8")
    result = built(folder, "out", ("reader", "archive"))
    assert files(result) == files(built(folder, "anew", ("reader", "archive"), remember=False))
    (article,) = result.articles
    assert article.reasons == {"archive": "its settings changed"}
