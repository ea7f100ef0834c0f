"""E-books of volumes, with all that a volume can have, pass EPUBCheck without a word; so do the starters'."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import volume_samples

from presswork import starters
from presswork.edition import EditionFile, PageStart
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


# A book with every part that an e-book may have.
EVERYTHING = """kind: book
title: Tides
subtitle: And what they leave
author: Jane Roe
translator: Li Wei
date: 2026-03-01
updated: 2026-04-01
statement: Second edition
place: Port Alma
series: {title: Working water, number: 3}
notes: First printed on the back of a chart.
corrections: [{date: 2026-03-04, text: The crane was built in 1911.}]
translation-of: {title: Mareas, language: es, url: "https://puerto.example/mareas"}
front: [half-title, title, {imprint: With thanks to the pilots.}, {dedication: For the sea}, {epigraph: "*Ebb.*"},
  {contents: {title: What is inside}}, figures, {preface: {title: Why, text: Because.}}]
contents:
  - part: Ebb
    chapters: [articles/one.md]
  - part: Flow
    chapters: [articles/two.md]
back: [{afterword: articles/three.md}, notes, {bibliography: None but the almanac.}, contributors, index,
  {advertisement: {image: articles/quay.png, alt: A quay, caption: Moor here., credit: Li Wei}}, colophon]
"""
VOLUME_BOOKS: dict[str, Callable[[Path], EditionFile]] = {
    "an issue": lambda folder: volume_samples.shelf(folder).book(),
    "an issue with the pages of its print": lambda folder: volume_samples.shelf(folder).book(pages=PAGES),
    "a book with every part": lambda folder: volume_samples.shelf(folder).book(EVERYTHING),
}


@pytest.mark.parametrize("name", VOLUME_BOOKS)
def test_a_volume(epubcheck: Judge, tmp_path: Path, name: str) -> None:
    book = tmp_path / "volume.epub"
    book.write_bytes(VOLUME_BOOKS[name](tmp_path).data)
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
