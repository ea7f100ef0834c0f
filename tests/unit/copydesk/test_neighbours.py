"""A link without words to another article says its headline when the article is built alone, too."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from ebook_samples import png

from presswork import manuscript
from presswork.copydesk import edit
from presswork.publication import Publication

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.diagnostics import Diagnostic

HEAD = "---\ntitle: One\nauthor: Ana Ruiz\ndate: 2026-01-02\n---\n\n"


def edited(folder: Path, text: str, root: Path | None = None) -> tuple[str, list[Diagnostic]]:
    """The words of an article, and what was found about its links."""
    (folder / "one.md").write_text(HEAD + text, "utf-8")
    source = manuscript.read(folder / "one.md", display="one.md", root=root)
    article, found = edit(source, Publication(root=root), epoch=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    words = " ".join(re.sub(r"<[^>]*>", "", article.body).replace("&amp;", "&").split())
    return words, [each for each in found if each.code == "T265"]


@pytest.mark.parametrize(
    ("written", "headline"),
    [
        ("---\ntitle: The *lock* & its keeper\n---\nText.\n", "The lock & its keeper"),
        ("---\nheadline: The lock\n---\nText.\n", "The lock"),
        ("# The lock {#top}\n\nText.\n", "The lock"),
    ],
)
def test_it_says_the_headline(tmp_path: Path, written: str, headline: str) -> None:
    (tmp_path / "lock.md").write_text(written, "utf-8")
    words, found = edited(tmp_path, "See [](lock.md), [](#lock) and [the other](lock.md).")
    assert words == f"See {headline}, {headline} and the other."
    assert found == []


def test_it_says_the_headline_beside_a_picture_too(tmp_path: Path) -> None:
    (tmp_path / "lock.md").write_text("# The lock\n", "utf-8")
    (tmp_path / "quay.png").write_bytes(png())
    words, _ = edited(tmp_path, "See [](lock.md).\n\n![The quay.](quay.png)\n")
    assert words.startswith("See The lock.")


def test_what_has_no_headline_to_read_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "lock.md").write_text("---\nauthor: Ana Ruiz\n---\nText.\n", "utf-8")
    _, (found,) = edited(tmp_path, "First.\n\nSee [](lock.md).")
    assert found.message == "the link to 'lock.md' has no words, and so says nothing outside a volume"
    assert found.location is not None
    assert found.location.line == 9


def test_nothing_outside_the_publication_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: The secret\n---\nText.\n", "utf-8")
    (tmp_path / "review").mkdir()
    words, found = edited(tmp_path / "review", "See [](../secret.md).", root=tmp_path / "review")
    assert "secret" not in words
    assert len(found) == 1
