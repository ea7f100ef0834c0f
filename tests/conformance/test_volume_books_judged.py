"""E-books of volumes, with all that a volume can have, pass EPUBCheck without a word; so do the starters'."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import volume_samples

from presswork import starters
from presswork.edition import PageStart
from presswork.editions.epub import FORMAT
from presswork.house import House
from presswork.settings import read_publication
from presswork.volumes import Bindery, bind, editions_of, read_volume, volumes_in

if TYPE_CHECKING:
    from pathlib import Path

Judge = Callable[..., list[str]]
pytestmark = pytest.mark.judge
PAGES = (
    PageStart("i", 0, chapter="contents"),
    PageStart("2", 0, chapter="imprint"),
    PageStart("3", 0, chapter="one"),
    PageStart("4", 60, "", "one"),
    PageStart("5", 10, "", "two"),
    PageStart("6", 0, chapter="index"),
)


@pytest.mark.parametrize("pages", [(), PAGES], ids=["reflowed", "with pages"])
def test_an_issue(epubcheck: Judge, tmp_path: Path, pages: tuple[PageStart, ...]) -> None:
    book = tmp_path / "issue.epub"
    book.write_bytes(volume_samples.shelf(tmp_path).book(pages=pages).data)
    assert epubcheck(book) == []


@pytest.mark.parametrize("kind", ["magazine", "book"])
def test_a_starter(epubcheck: Judge, tmp_path: Path, kind: str) -> None:
    assert list(starters.start(tmp_path, kind))
    file = tmp_path / "content" / "publication.yaml"
    publication = read_publication(file, display="publication.yaml")
    (path,) = volumes_in(tmp_path)
    volume, about = read_volume(path, display=path.name, publication=publication)
    moment = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    bound, found = bind(volume, Bindery(publication, lambda each: each.name, moment, moment))
    assert (*about, *found) == ()
    edition = replace(editions_of(volume, publication)["ebook"], pages_of=None)
    made = FORMAT.produce_volume(bound, edition, publication, house=House(tmp_path), needs={})
    assert made.findings == ()
    book = tmp_path / "book.epub"
    book.write_bytes(made.data)
    assert epubcheck(book) == []
