"""publication.yaml: what is left out the house sets, what is wrong is said with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presswork import settings
from presswork.diagnostics import Rejected

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.publication import Publication


def read(folder: Path, text: str) -> Publication:
    file = folder / "content" / "publication.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return settings.read_publication(file, display="content/publication.yaml")


def rejected(folder: Path, text: str) -> list[str]:
    with pytest.raises(Rejected) as caught:
        read(folder, text)
    return [str(finding) for finding in caught.value.findings]


def test_an_empty_file_means_the_house(tmp_path: Path) -> None:
    publication = read(tmp_path, "")
    assert publication.build == ("reader", "pamphlet", "ebook", "web")
    assert publication.editions["reader"].standard == "pdf/ua-1"
    assert publication.root == tmp_path


def test_a_publication_lists_only_what_it_changes(tmp_path: Path) -> None:
    publication = read(
        tmp_path, "editions:\n  reader: {paper: letter}\n  booklet: {format: pdf, paper: a5, columns: 1}\n"
    )
    assert publication.editions["reader"].columns == 2
    reader = publication.editions["reader"].paper
    assert reader is not None
    assert reader.name == "letter"
    assert publication.editions["booklet"].columns == 1


def test_several_errors_at_once_each_with_place_and_hint(tmp_path: Path) -> None:
    text = "titel: X\neditions:\n  reader:\n    paper: a44\n    colums: 2\nbuild: [reader, ebok]\n"
    found = rejected(tmp_path, text)
    assert [f.split(": ", 1)[0] for f in found] == [
        "content/publication.yaml:1:1",
        "content/publication.yaml:4:5",
        "content/publication.yaml:5:5",
        "content/publication.yaml:6:17",
    ]
    assert "did you mean 'title'" in found[0]
    assert "did you mean 'a4'" in found[1]
    assert "did you mean 'columns'" in found[2]
    assert "did you mean 'ebook'" in found[3]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("editions: {extra: {paper: a4}}", "has no format"),
        ("editions: {ebook: {pages-of: raeder}}", "did you mean 'reader'"),
        ("editions: {ebook: {pages-of: web}}", "name an edition of format pdf"),
        ("editions: {reader: {columns: 7}}", "must be 1, 2 or 3"),
        ("editions: {reader: {standard: pdf/ua1}}", "did you mean 'pdf/ua-1'"),
        ("editions: [reader]", "must name editions"),
        ("build: {reader: 1}", "must be a list of editions"),
        ("issn: 2049-3631", "issn"),
        ("- a list", "must hold settings"),
        ("tokens: red", "must be name: value pairs"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    found = rejected(tmp_path, text)
    assert len(found) == 1
    assert said in found[0]


def test_the_publication_of_a_manuscript_is_found_upwards(tmp_path: Path) -> None:
    read(tmp_path, "title: X")
    manuscript = tmp_path / "content" / "articles" / "deep" / "a.md"
    manuscript.parent.mkdir(parents=True)
    manuscript.write_text("x", "utf-8")
    assert settings.find_publication(manuscript) == tmp_path / "content" / "publication.yaml"
    assert settings.find_publication(tmp_path) == tmp_path / "content" / "publication.yaml"
