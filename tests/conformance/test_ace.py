"""Ace by DAISY, which looks at every page of an e-book in a browser, has nothing to say of any (`make ace`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ebook_samples
import pytest
from sample_publication import SOURCES, Samples
from sample_volumes import VOLUMES
from test_ebooks_judged import BOOKS
from test_volume_books_judged import VOLUME_BOOKS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Verdicts = dict[str, list[str]]
# Sentinels by the rule that they break: a file of the book, and what in it is replaced.
BAD = {
    "image-alt": ("article.xhtml", 'alt="A clock with one hand"', ""),
    "color-contrast": ("base.css", "p { margin", "p { color: #ccc; background: #fff; margin"),
    "metadata-accessibilityhazard": ("content.opf", "schema:accessibilityHazard", "schema:about"),
}
pytestmark = pytest.mark.judge


@pytest.fixture(scope="module")
def verdicts(
    ace: Callable[[Sequence[Path]], dict[Path, list[str]]],
    samples: Samples,
    volumes: Samples,
    tmp_path_factory: pytest.TempPathFactory,
) -> Verdicts:
    """What Ace says of the samples, of the e-books of the other tests and of the sentinels, in one run."""
    folder = tmp_path_factory.mktemp("books")
    books = {source: samples.file(source, "ebook") for source in SOURCES}
    books |= {name: volumes.file(name, "ebook") for name in VOLUMES}
    for name, make in BOOKS.items():
        books[name] = folder / f"{name.replace(' ', '-')}.epub"
        books[name].write_bytes(make().data)
    for name, of_volume in VOLUME_BOOKS.items():
        books[name] = folder / f"{name.replace(' ', '-')}.epub"
        books[name].write_bytes(of_volume(tmp_path_factory.mktemp("shelf")).data)
    good = ebook_samples.book(ebook_samples.rich_article())
    for rule, change in BAD.items():
        books[rule] = folder / f"{rule}.epub"
        books[rule].write_bytes(ebook_samples.changed(good, *change))
    found = ace(list(books.values()))
    return {name: found[path] for name, path in books.items()}


@pytest.mark.parametrize("name", [*SOURCES, *VOLUMES, *BOOKS, *VOLUME_BOOKS])
def test_ace_has_nothing_to_say(verdicts: Verdicts, name: str) -> None:
    assert verdicts[name] == []


@pytest.mark.parametrize("rule", BAD)
def test_ace_refuses_what_is_bad(verdicts: Verdicts, rule: str) -> None:
    assert rule in {line.split()[1] for line in verdicts[rule]}
