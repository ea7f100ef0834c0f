"""Editions made with a process beside: what needs only the pages of a PDF does not wait until that is written."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

import pytest

from presswork import workers
from presswork.editions.epub import Epub
from presswork.jobs import plan, world_now
from presswork.production import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARTICLE = (
    "---\ntitle: A short walk\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: A walk.\n---\n\nIt began at the quay.\n"
)


class Later(Future[Any]):
    """Work that is done when somebody asks for it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self.work = work

    def result(self, timeout: float | None = None) -> Any:
        if not self.done():
            self.set_result(self.work())
        return super().result(timeout)


class Beside:
    """Stands in for the process beside, and notes what it does when; `dies_at` is what kills it."""

    def __init__(self, dies_at: str = "") -> None:
        self.did: list[str] = []
        self.dies_at = dies_at

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        name = getattr(work, "__name__", "pictures")

        def do() -> Any:
            if name == self.dies_at:
                raise BrokenProcessPool
            self.did.append(name)
            return work(*arguments)

        return Later(do)


def made(folder: Path, beside: Any, more: str = "") -> dict[str, bytes]:
    """The files of one article's three editions."""
    (folder / "walk.md").write_text(ARTICLE + more, "utf-8")
    (job,) = plan([folder / "walk.md"], base=folder, out=folder / "out")
    result = build(job, world_now(), beside=beside)
    assert not result.failed, result.all_findings
    return {each.edition: each.path.read_bytes() for each in result.files}


def test_the_e_book_is_made_before_the_pdf_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = Beside()
    produce = Epub.produce

    def noting(*arguments: Any, **options: Any) -> Any:
        beside.did.append("e-book")
        return produce(*arguments, **options)

    monkeypatch.setattr(Epub, "produce", noting)
    files = made(tmp_path, beside)
    assert set(files) == {"reader", "ebook", "web"}
    assert beside.did == ["begin", "e-book", "finish", "pictures"]


@pytest.mark.parametrize("dies_at", ["begin", "finish", "pictures"])
def test_a_process_that_dies_half_way_costs_no_edition(tmp_path: Path, dies_at: str) -> None:
    for name in ("here", "beside"):
        (tmp_path / name).mkdir()
    assert made(tmp_path / "beside", Beside(dies_at)) == made(tmp_path / "here", None)


@pytest.mark.parametrize("dies_at", ["", "bring_in", "drawn"])
def test_formulas_are_drawn_beside_and_are_the_same(tmp_path: Path, dies_at: str) -> None:
    for name in ("here", "beside"):
        (tmp_path / name).mkdir()
    formulas = "\nIt is $a^2 + b^2$ long, and $a^2 + b^2$ high: $$\\sum_{i=1}^n i.$$\n"
    beside = Beside(dies_at)
    assert made(tmp_path / "beside", beside, formulas) == made(tmp_path / "here", None, formulas)
    assert ("drawn" in beside.did) == (dies_at != "drawn")


def test_what_was_not_begun_is_not_finished() -> None:
    assert workers.finish("nothing") is None
