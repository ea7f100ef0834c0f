"""Ace by DAISY on every kind of e-book and on every sample: no violation (`make ace`; three seconds a book)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import ebook_samples as samples
import judges
import pytest
from test_ebooks_judged import BOOKS

if TYPE_CHECKING:
    from pathlib import Path

Judge = Callable[..., list[str]]
pytestmark = pytest.mark.judge
ARTICLES = sorted(path.stem for path in (judges.ROOT / "content" / "articles").iterdir())


@pytest.mark.parametrize("kind", [kind for kind in BOOKS if kind != "long"])
def test_nothing_to_say_against_our_books(ace: Judge, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(BOOKS[kind]().data)
    assert ace(path) == []


@pytest.mark.parametrize("slug", ARTICLES)
def test_nothing_to_say_against_the_samples(ace: Judge, sample_out: Path, slug: str) -> None:
    assert ace(sample_out / "ebook" / f"{slug}.epub") == []


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("article.xhtml", 'alt="A clock with one hand"', "", "image-alt"),
        ("base.css", "p { margin", "p { color: #ccc; background: #fff; margin", "color-contrast"),
        ("content.opf", "schema:accessibilityHazard", "schema:about", "metadata-accessibilityhazard"),
    ],
)
def test_a_bad_book_is_refused(ace: Judge, tmp_path: Path, name: str, old: str, new: str, rule: str) -> None:
    path = tmp_path / "bad.epub"
    path.write_bytes(samples.changed(samples.book(samples.rich_article()), name, old, new))
    assert rule in {line.split()[1] for line in ace(path)}
