"""The report of a build: complete for programs, whole in itself for people."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import ebook_samples as samples
import pikepdf
import pytest
from lxml import html
from PIL import Image, ImageChops, ImageStat

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.edition import Edition, EditionFile
from presswork.editions import FORMATS
from presswork.house import House
from presswork.preflight import run_file
from presswork.publication import Publication
from presswork.report import as_json, count_text, size_text, summary, write_report
from presswork.report.thumbnails import PagesShown, cover_thumbnail, thumbnails_of
from presswork.results import ArticleResult, BuildResult, Made

if TYPE_CHECKING:
    from pathlib import Path

WARNING = Diagnostic(
    "P104", "the link text 'here' says nothing", Severity.WARNING, Location("a.md", 3, 5), ("link words",)
)
NOTE = Diagnostic("P101", "no <date>", Severity.NOTE, Location("a.md"))
ERROR = Diagnostic("M104", "unknown field 'rol'", Severity.ERROR, Location("b.md", 4), ("did you mean 'role'?",))


@pytest.fixture
def result(tmp_path: Path) -> BuildResult:
    reader, book = tmp_path / "reader" / "a.pdf", tmp_path / "ebook" / "a.epub"
    reader.parent.mkdir()
    book.parent.mkdir()
    pdf = pikepdf.new()
    for _ in range(6):
        pdf.add_blank_page(page_size=(420, 595))
    pdf.save(reader)
    cover = io.BytesIO()
    Image.new("RGB", (1600, 2560), "navy").save(cover, "JPEG")
    with zipfile.ZipFile(book, "w") as epub:
        epub.writestr("EPUB/images/cover.jpg", cover.getvalue())
    files = tuple(
        Made(*values, pictures=thumbnails_of(values[1].read_bytes(), values[1].suffix, pages=4))
        for values in (("reader", reader, 6, "page", 48_200, 0.84), ("ebook", book, 1, "chapter", 812, 0.1))
    )
    articles = (
        ArticleResult("a.md", "Tides & <b>sums</b>", files, (NOTE, WARNING)),
        ArticleResult("b.md", "", (), (ERROR,)),
        ArticleResult("c.md", "Later", skipped=True),
    )
    return BuildResult(articles, (), tmp_path, 1.24)


def _page(result: BuildResult, **options: Any) -> Any:
    write_report(result, house=House(None), publication=Publication(title="Slack Water"), **options)
    assert result.out is not None
    return html.fromstring((result.out / "report.html").read_bytes())


def test_json_has_everything_with_paths_relative_to_the_output_folder(result: BuildResult) -> None:
    data = json.loads(as_json(result))
    assert data["failed"] is True
    first = data["articles"][0]
    assert first["files"][0] == {
        "edition": "reader", "path": "reader/a.pdf", "measure": 6, "unit": "page", "sheets": 0,
        "bytes": 48200, "seconds": 0.84,
    }  # fmt: skip
    assert first["findings"][1] == {
        "code": "P104", "severity": "warning", "message": "the link text 'here' says nothing", "path": "a.md",
        "line": 3, "column": 5, "hints": ["link words"],
    }  # fmt: skip
    assert [a["failed"] for a in data["articles"]] == [False, True, False]
    assert [a["skipped"] for a in data["articles"]] == [False, False, True]


def test_the_page_tells_people_what_was_made_and_found(result: BuildResult) -> None:
    page = _page(result)
    text = " ".join(page.text_content().split())
    assert "3 articles, 2 files, 1 error, 1 warning, 1 note in 1.2 s" in text
    for words in (
        "Tides & <b>sums</b>",
        "6 pages",
        "48 kB",
        "0.8 s",
        "did you mean 'role'?",
        "a.md:3:5",
        "failed",
        "skipped",
    ):
        assert words in text, words
    assert [a.get("href") for a in page.findall(".//td/a")] == ["reader/a.pdf", "ebook/a.epub"]


def test_errors_come_before_warnings_and_notes(result: BuildResult) -> None:
    severities = [e.text for e in _page(result).iter("span") if e.get("class") == "severity"]
    assert severities == ["warning", "note", "error"]


def test_pictures_of_the_first_pages_and_of_the_cover(result: BuildResult) -> None:
    images = _page(result).findall(".//img")
    assert [i.get("alt") for i in images] == [
        *(f"Page {n} of reader/a.pdf" for n in range(1, 5)),
        "Cover of ebook/a.epub",
    ]
    assert all(i.get("src").startswith("data:image/jpeg;base64,") for i in images)


def test_pages_drawn_while_they_are_checked_are_those_drawn_alone(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    for width in (300, 420, 500):
        pdf.add_blank_page(page_size=(width, 595))
    pdf.save(tmp_path / "a.pdf")
    data = (tmp_path / "a.pdf").read_bytes()
    shown = PagesShown(2)
    run_file(EditionFile("reader", ".pdf", data), samples.plain_article(), Edition("reader", "pdf"), shown=shown)
    assert tuple(shown.drawn) == thumbnails_of(data, ".pdf", pages=2)
    assert [each.page for each in shown.drawn] == [1, 2]


def _picture(source: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(source.partition(",")[2]))).convert("RGB")


def test_the_small_cover_is_the_cover_made_small() -> None:
    book = FORMATS["epub"].produce(
        samples.plain_article(), Edition("ebook", "epub"), samples.PUBLICATION, house=House(None), needs={}
    )
    small, decoded = cover_thumbnail(book.small_cover), thumbnails_of(book.data, ".epub", pages=1)[0]
    assert (small.width, small.height, small.page) == (decoded.width, decoded.height, decoded.page)
    difference = ImageChops.difference(_picture(small.source), _picture(decoded.source)).convert("L")
    assert ImageStat.Stat(difference).mean[0] < 1


def test_a_report_without_pictures(result: BuildResult) -> None:
    assert _page(result, thumbnails=False).findall(".//img") == []


def test_nothing_is_written_when_nothing_was_kept(tmp_path: Path) -> None:
    write_report(BuildResult((ArticleResult("a.md"),)), house=House(None), publication=Publication())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_has_no_pictures() -> None:
    for suffix in (".pdf", ".epub", ".html"):
        assert thumbnails_of(b"nothing", suffix, pages=4) == ()


def test_numbers_as_people_read_them() -> None:
    assert [size_text(n) for n in (0, 999, 48_200, 1_250_000)] == ["0 B", "999 B", "48 kB", "1.2 MB"]
    assert [count_text(1, "page"), count_text(2, "page"), count_text(0, "page"), count_text(3, "")] == [
        "1 page",
        "2 pages",
        "",
        "",
    ]
    assert summary(BuildResult(seconds=0.04)) == "nothing made in 0.0 s"
