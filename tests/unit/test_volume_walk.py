"""A volume named on the command line becomes one PDF and one e-book of its articles."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from presswork.jobs import World, plan, with_proofs
from presswork.production import build

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.results import ArticleResult, BuildResult

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
        "web/spring.html",
    ]
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(result.files[0].path)]
    assert "The ferry" in pages[0]
    assert "The walk" in pages[0]
    assert any("told of here" in page for page in pages[1:])
    with zipfile.ZipFile(result.files[1].path) as book:
        nav = next(book.read(name).decode() for name in book.namelist() if name.endswith("nav.xhtml"))
    assert nav.index("The ferry") < nav.index("The walk")
    web = result.files[2].path.read_text("utf-8")
    assert 'href="#ferry">The ferry</a> – Ana Ruiz' in web
    assert '<h2 id="walk">The walk</h2>' in web


def test_a_volume_says_which_editions_are_made_of_it(tmp_path: Path) -> None:
    file = shelf(tmp_path, "build: [ebook, web]\n", count=2)
    said = file.read_text("utf-8")
    file.write_text(f"{said}build: [reader, ebook]\n", "utf-8")

    assert [made.path.name for made in volume_of(whole(tmp_path)).files] == ["all.pdf", "all.epub"]
    again = volume_of(whole(tmp_path))
    assert [(made.path.name, made.reused) for made in again.files] == [("all.pdf", True), ("all.epub", True)]

    def made(named: Path, editions: list[str]) -> list[str]:
        (job,) = plan([named], base=tmp_path, editions=editions)
        result = build(job, World(dt.datetime(2026, 3, 1, tzinfo=dt.UTC)))
        return [made.path.name for made in volume_of(result).files]

    assert made(tmp_path, ["web", "ebook"]) == ["all.epub"]
    assert made(file, ["web"]) == ["all.html"]
    file.write_text(f"{said}build: [reader, e-bok]\n", "utf-8")
    (found,) = (each for each in volume_of(whole(tmp_path)).findings if each.code == "M185")
    line = len(said.splitlines()) + 1
    assert str(found).startswith(f"content/volumes/all.yaml:{line}:17: error M185 there is no edition 'e-bok'")
    assert "did you mean 'ebook'?" in str(found)


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


def shelf(root: Path, settings: str, volume: str = "", count: int = 3) -> Path:
    """A publication with a volume of all its articles."""
    articles = root / "content" / "articles"
    articles.mkdir(parents=True)
    names = [f"piece-{number}" for number in range(count)]
    for name in names:
        (articles / f"{name}.md").write_text(HEAD.format(name) + "\nAnd there is more.\n" * 8, "utf-8")
    (root / "content" / "publication.yaml").write_text(f"title: The Review\n{settings}", "utf-8")
    file = root / "content" / "volumes" / "all.yaml"
    file.parent.mkdir()
    contents = "".join(f"  - ../articles/{name}.md\n" for name in names)
    file.write_text(f"kind: issue\ntitle: All\ndate: 2026-03-01\n{volume}front: [contents]\ncontents:\n{contents}")
    return file


def whole(root: Path, *, keep: bool = True) -> BuildResult:
    (job,) = plan([root], base=root)
    return build(job, World(dt.datetime(2026, 3, 1, tzinfo=dt.UTC)), keep=keep)


def volume_of(result: BuildResult) -> ArticleResult:
    (found,) = (each for each in result.articles if each.source.endswith("all.yaml"))
    return found


def test_a_publications_volumes_are_built_and_checked_with_it(tmp_path: Path) -> None:
    shelf(tmp_path, "build: [ebook]\n")

    result = whole(tmp_path)
    assert [made.path.name for made in volume_of(result).files] == ["all.epub"]
    told = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert "content/volumes/all.yaml" in [each["source"] for each in told["articles"]]
    (tmp_path / "content" / "volumes" / "all.yaml").write_text("kind: isue\ntitle: All\n", "utf-8")
    assert "M2" in " ".join(found.code for found in volume_of(whole(tmp_path, keep=False)).findings)


def test_an_unchanged_volume_stays_and_a_changed_article_makes_it_again(tmp_path: Path) -> None:
    shelf(tmp_path, "build: [ebook, web]\n")
    made = {each.path: each.path.read_bytes() for each in volume_of(whole(tmp_path)).files}

    again = whole(tmp_path)
    assert [each.reused for each in again.files] == [True] * 8
    assert {each.path: each.path.read_bytes() for each in volume_of(again).files} == made
    article = tmp_path / "content" / "articles" / "piece-1.md"
    article.write_text(article.read_text("utf-8") + "\nThe end was new.\n", "utf-8")
    changed = whole(tmp_path)
    assert volume_of(changed).reasons == dict.fromkeys(["ebook", "web"], "content/articles/piece-1.md changed")
    assert [each.reused for each in changed.files] == [True, True, False, False, True, True, False, False]
    assert "The end was new." in volume_of(changed).files[1].path.read_text("utf-8")


def test_a_template_that_one_chapter_is_set_in_counts(tmp_path: Path) -> None:
    file = shelf(tmp_path, "build: [reader]\n", count=2)
    listed = "- {article: ../articles/piece-1.md, template: own}"
    file.write_text(file.read_text("utf-8").replace("- ../articles/piece-1.md", listed), "utf-8")
    own = tmp_path / "templates" / "paper" / "own.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text('{% extends "!house/paper/magazine.html.j2" %}', "utf-8")
    (job,) = plan([file], base=tmp_path)
    world = World(dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    assert not build(job, world).failed

    assert [made.reused for made in build(job, world).files] == [True]
    own.write_text('{% extends "!house/paper/magazine.html.j2" %} ', "utf-8")
    (again,) = build(job, world).articles
    assert again.reasons == {"reader": "templates/paper/own.html.j2 changed"}


def test_what_is_said_of_a_draft_in_a_named_volume_is_not_remembered(tmp_path: Path) -> None:
    file = shelf(tmp_path, "build: [ebook]\n")
    draft = tmp_path / "content" / "articles" / "piece-0.md"
    draft.write_text(draft.read_text("utf-8").replace("summary:", "status: draft\nsummary:"), "utf-8")
    (job,) = plan([file], base=tmp_path)
    assert [made.path.name for made in build(job, World(dt.datetime(2026, 3, 1, tzinfo=dt.UTC))).files] == ["all.epub"]

    assert volume_of(whole(tmp_path)).failed


def test_a_volume_is_folded_wrapped_and_filled_up(tmp_path: Path) -> None:
    editions = """editions:
  reader: {paper: a5, columns: 1, fit: {multiple: 4}}
  pamphlet: {paper: a5, fold: saddle, sheet: a4}
  cover: {format: cover, pages-of: reader}
build: [reader, pamphlet, cover]
"""
    file = shelf(tmp_path, editions, "isbn: {reader: 978-3-16-148410-0}\n", count=4)
    (job,) = plan([file], base=tmp_path)
    result = build(job, World(dt.datetime(2026, 3, 1, tzinfo=dt.UTC)))

    assert not result.failed, result.all_findings
    reader, pamphlet, cover = (pdfium.PdfDocument(made.path) for made in result.files)
    assert len(reader) == 8
    told = re.search(r"E304 (\d) blank pages? at the end, for 8 in all", " ".join(map(str, result.all_findings)))
    assert told
    said = [text_of(page) for page in reader]
    assert [not words for words in said] == [False] * (8 - int(told[1])) + [True] * int(told[1])
    assert len(pamphlet) == result.files[1].sheets * 2
    assert pamphlet[0].get_size()[0] == pytest.approx(841.9, abs=1)
    assert cover[0].get_size()[0] > 2 * reader[0].get_size()[0]
    assert "E242" not in {found.code for found in result.all_findings}, "it has the barcode of what it wraps"
