"""Parts of a volume: numbered anew without another layout, taken from the shelf, laid out again only when changed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from presswork.edition import Page
from presswork.editions.binding import settling
from presswork.editions.binding.crew import Here
from presswork.editions.binding.part_layout import PartTask, lay_out_part, let_go, write_part
from presswork.pages.volumes import PartPage
from presswork.store import Store
from presswork.store.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STYLE = (
    "@page{size:8cm 8cm;margin:1cm;@bottom-center{content:counter(page)}@top-left{content:string(head)}}"
    "h1{string-set:head content();break-after:page}a[data-page]::after{content:', page ' attr(data-page)}"
)


def page(body: str, more: str = "") -> Page:
    html = f'<html lang="en"><head><title>.</title><style>{STYLE}{more}</style></head><body>{body}</body></html>'
    return Page("paper", ".", "en", html)


def made(number: int, shift: int, body: str = "<h1>Tides</h1><p>One.</p><h1>Ebb</h1><p>Two.</p>") -> bytes:
    first = f"@page :first{{counter-reset:page {number}}}"
    laid = lay_out_part(PartTask("part", page(body, first), number, "pdf/ua-1", (), "urn:x"))
    assert not laid.bound
    assert laid.shifted(shift).folios == tuple(str(number + shift + i) for i in range(3))
    return write_part("part", shift).data


@pytest.mark.parametrize(("number", "shift"), [(3, 4), (3, 40), (12, -9)])
def test_a_part_that_is_numbered_anew_is_the_one_laid_out_with_those_numbers(number: int, shift: int) -> None:
    assert made(number, shift) == made(number + shift, 0)


def test_a_part_that_says_its_own_page_numbers_has_to_be_laid_out_again() -> None:
    far = "<p>Word.</p>" * 200
    body = f'<p><a class="xref" href="#end">the end</a></p>{far}<p id="end">End.</p>'
    laid = lay_out_part(PartTask("part", page(body), 1, None, (), "urn:x"))
    let_go()
    assert laid.bound


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The keys of the parts that are laid out, in that order."""
    keys: list[str] = []

    def laying(task: PartTask) -> object:
        keys.append(task.key)
        return lay_out_part(task)

    monkeypatch.setattr(settling, "lay_out_part", laying)
    yield keys
    let_go()


def settle(texts: list[str], shelf: Parts | None = None) -> list[str]:
    """What the pages of all parts say, and their numbers as the ledger has them."""
    parts = [PartPage(f"part-{n}", f"part-{n}", ".", page(text), words=1) for n, text in enumerate(texts)]

    def task(part: PartPage, page: Page, number: int) -> PartTask:
        return PartTask(part.key, page, number, None, (), "urn:x")

    ledger, found = settling.settled(parts, lambda page: page, task, [Here()], shelf)
    assert found == ()
    said = []
    for part in parts:
        laid = ledger.laid[part.key]
        with pypdfium2.PdfDocument(io.BytesIO(laid.data)) as pdf:
            pages = [each.get_textpage().get_text_bounded().split() for each in pdf]
        assert [words[-1] if words[-1].isdigit() else words[0] for words in pages]
        assert all(folio in words for folio, words in zip(laid.folios, pages, strict=True))
        said.append(" ".join(word for words in pages for word in words))
    return said


LONG = "<h1>Tides</h1><h1>Ebb</h1><p>Two.</p>"
SHORT = "<p>Short.</p>"


def test_each_text_is_laid_out_once_however_wrong_the_guess(laid_out: list[str]) -> None:
    settle([LONG, LONG, SHORT])
    assert laid_out == ["part-0", "part-1", "part-2"]


def test_a_reference_forward_is_laid_out_again_with_its_page(laid_out: list[str]) -> None:
    said = settle([f'<p id="a"><a class="xref" href="#b">see</a></p>{LONG}', f'<p id="b">{SHORT}</p>'])
    assert "see, page 4" in said[0]
    assert laid_out == ["part-0", "part-1", "part-0"]


def test_only_a_changed_part_and_what_it_displaces_is_laid_out_again(tmp_path: Path, laid_out: list[str]) -> None:
    shelf = Parts(Store(tmp_path / "store"), "the same")
    first = settle([SHORT, LONG, SHORT], shelf)
    laid_out.clear()

    assert settle([SHORT, LONG, SHORT], shelf) == first
    assert laid_out == []
    settle([SHORT, LONG.replace("Two", "Six"), SHORT], shelf)
    assert laid_out == ["part-1"]
    laid_out.clear()
    settle([SHORT, f"<h1>Flood</h1>{LONG}", SHORT], shelf)
    assert laid_out == ["part-1", "part-2"]
    laid_out.clear()
    settle([SHORT, LONG, SHORT], Parts(Store(tmp_path / "store"), "another engine"))
    assert laid_out == ["part-0", "part-1", "part-2"]
