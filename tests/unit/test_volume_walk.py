"""A volume named on the command line becomes one PDF and one e-book of its articles."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from presswork.jobs import World, plan, with_proofs
from presswork.production import build

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.results import BuildResult

HEAD = "---\ntitle: The {0}\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: S.\n---\n\nThe {0} is told of here.\n"


def bound(root: Path, contents: str) -> BuildResult:
    for name in ("ferry", "walk"):
        file = root / "content" / "articles" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(HEAD.format(name), "utf-8")
    (root / "content" / "publication.yaml").write_text("title: The Review\nbuild: [reader, ebook, web]\n", "utf-8")
    volume = root / "content" / "volumes" / "spring.yaml"
    volume.parent.mkdir(exist_ok=True)
    volume.write_text(f"kind: issue\ntitle: Spring\nnumber: 3\nfront: [contents]\ncontents:\n{contents}", "utf-8")
    (job,) = plan([volume], base=root)
    return build(job, World(dt.datetime(2026, 3, 1, tzinfo=dt.UTC)))


def test_a_volume_is_one_file_of_each_edition(tmp_path: Path) -> None:
    result = bound(tmp_path, "  - ../articles/ferry.md\n  - ../articles/walk.md\n")

    assert not result.failed, result.all_findings
    assert [made.path.relative_to(tmp_path / "out").as_posix() for made in result.files] == [
        "reader/spring.pdf",
        "ebook/spring.epub",
    ]
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(result.files[0].path)]
    assert "The ferry" in pages[0]
    assert "The walk" in pages[0]
    assert any("told of here" in page for page in pages[1:])
    with zipfile.ZipFile(result.files[1].path) as book:
        nav = next(book.read(name).decode() for name in book.namelist() if name.endswith("nav.xhtml"))
    assert nav.index("The ferry") < nav.index("The walk")
    assert [found.code for found in result.all_findings if found.code == "E012"] == ["E012"]


def test_an_article_that_is_not_there_is_told_at_its_line(tmp_path: Path) -> None:
    result = bound(tmp_path, "  - ../articles/fery.md\n")

    assert result.files == ()
    assert any(str(found).startswith("content/volumes/spring.yaml:6:") for found in result.all_findings)


@pytest.mark.parametrize(
    ("line", "told"),
    [("status: draft", "E004 is a draft and was not made"), ("embargo: 2026-04-01", "E005 is under embargo until")],
)
def test_a_volume_waits_until_it_may_be_made(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "content" / "volumes").mkdir(parents=True)
    (tmp_path / "content" / "publication.yaml").write_text("title: The Review\nbuild: [ebook]\n", "utf-8")
    (tmp_path / "ferry.md").write_text(HEAD.format("ferry"), "utf-8")
    volume = tmp_path / "content" / "volumes" / "spring.yaml"
    text = f"kind: issue\ntitle: Spring\ndate: 2026-03-01\n{line}\ncontents: [../../ferry.md]\n"
    volume.write_text(text, "utf-8")
    (job,) = plan([volume], base=tmp_path)
    world = World(dt.datetime(2026, 3, 1, tzinfo=dt.UTC))

    waits = build(replace(job, named=frozenset()), world)
    assert (waits.files, waits.failed) == ((), False)
    assert any(told in str(found) for found in waits.all_findings)
    assert [made.path.name for made in build(job, world).files] == ["spring.epub"]
    later = World(dt.datetime(2026, 4, 2, tzinfo=dt.UTC))
    if "embargo" in line:
        assert [made.path.name for made in build(replace(job, named=frozenset()), later).files] == ["spring.epub"]


LONG = "The keeper wrote the height of the water into the book, and the water did as it had been told. " * 4


def test_lines_of_a_volume_are_told_in_its_articles_and_marked_on_its_proof(tmp_path: Path) -> None:
    files = {name: tmp_path / "content" / "articles" / f"{name}.md" for name in ("ferry", "walk")}
    bound(tmp_path, "  - ../articles/ferry.md\n  - ../articles/walk.md\n")
    for name, file in files.items():
        file.write_text(HEAD.format(name) + f"\n{LONG}\n", "utf-8")
    # With such a limit every line is a loose one.
    settings = "title: The Review\nbuild: [reader]\ntokens: {loose-space: 0.05em}\n"
    (tmp_path / "content" / "publication.yaml").write_text(settings, "utf-8")
    (job,) = plan([tmp_path / "content" / "volumes" / "spring.yaml"], base=tmp_path)
    result = build(with_proofs(job), World(dt.datetime(2026, 3, 1, tzinfo=dt.UTC)), lines=True)

    pdf, proof = (pdfium.PdfDocument(made.path) for made in result.files)
    assert result.files[1].path.name == "spring.proof.pdf"
    loose = [found for found in result.all_findings if found.code == "P401"]
    for name, file in files.items():
        own = [found for found in loose if found.location.path == f"content/articles/{name}.md"]
        assert {found.location.line for found in own} == {file.read_text("utf-8").count("\n")}
        page = next(n for n, each in enumerate(pdf) if "told of here" in (t := text_of(each)) and f"The {name}" in t)
        assert own[0].message.startswith(f"reader, page {page + 1}, ")
        assert "1 loose line" not in text_of(proof[page])
        assert "loose lines" in text_of(proof[page])
    figures = [found.location.path for found in result.all_findings if found.code == "P414"]
    assert figures == [*(f"content/articles/{name}.md" for name in files), "content/volumes/spring.yaml"]


def text_of(page: pdfium.PdfPage) -> str:
    return page.get_textpage().get_text_range()
