"""Pamphlets as an editor makes them: pages on sheets, what is told of them, and what goes with them."""

from __future__ import annotations

import datetime as dt
import html
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest

from presswork.jobs import World, plan
from presswork.production import build

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.results import BuildResult

MM = 72 / 25.4
A4 = (841.9, 595.3)
SENTENCES = "The ferry leaves at six and is full by ten past. Nobody at the quay has seen it late since the spring. "


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A publication with one article of about four A5 pages."""
    article = tmp_path / "content" / "articles" / "ferry.md"
    article.parent.mkdir(parents=True)
    body = "\n\n".join(f"Part {number}. {SENTENCES * 4}" for number in range(1, 21))
    article.write_text(f"---\ntitle: The ferry\nauthor: Ana Ruiz\nsummary: It sails.\n---\n\n{body}\n", "utf-8")
    return tmp_path


def made(root: Path, *settings: str) -> BuildResult:
    (root / "content" / "publication.yaml").write_text("\n".join(["title: The Review", *settings, ""]), "utf-8")
    (job,) = plan([root], base=root)
    return build(job, World(dt.datetime(2026, 3, 1, tzinfo=dt.UTC)))


def left_and_right(page: pdfium.PdfPage) -> tuple[str, str]:
    """The words on the left and on the right half of a side."""
    text, (width, height) = page.get_textpage(), page.get_size()
    return text.get_text_bounded(0, 0, width / 2, height), text.get_text_bounded(width / 2, 0, width, height)


def test_a_pamphlet_is_sheets_that_fold_into_pages(house: Path) -> None:
    result = made(house, "build: [pamphlet]")

    (file,) = result.files
    assert file.extent == "4 pages, 1 sheet"
    pdf = pdfium.PdfDocument(file.path)
    assert [tuple(round(side, 1) for side in page.get_size()) for page in pdf] == [A4, A4]
    last, first = left_and_right(pdf[0])
    assert "The ferry" in first
    assert "Part 2." in first
    assert "Part 20." in last


def test_the_report_shows_how_the_pages_lie(house: Path) -> None:
    made(house, "build: [pamphlet]")

    report = (house / "out" / "report.html").read_text("utf-8")
    assert "How the pages of" in html.unescape(report)
    assert report.count("<svg") == 1


def test_without_a_machine_that_turns_the_paper_fronts_and_backs_are_two_files(house: Path) -> None:
    manual = "editions: {pamphlet: {duplex: manual}}"
    made(house, manual, "build: [pamphlet]")
    folder = house / "out" / "pamphlet"
    assert sorted(path.name for path in folder.iterdir()) == ["ferry.backs.pdf", "ferry.instructions.pdf", "ferry.pdf"]
    assert len(pdfium.PdfDocument(folder / "ferry.backs.pdf")) == 1
    assert "fold" in pdfium.PdfDocument(folder / "ferry.instructions.pdf")[0].get_textpage().get_text_range().lower()

    made(house, "build: [pamphlet]")

    assert [path.name for path in folder.iterdir()] == ["ferry.pdf"], "companions of another way to print remain"


def test_a_fold_that_is_none_is_told_and_stops_only_that_edition(house: Path) -> None:
    result = made(house, "editions: {pamphlet: {fold: sadle}}", "build: [pamphlet, web]")

    assert [file.edition for file in result.files] == ["web"]
    (found,) = (each for each in result.all_findings if each.code.startswith("I"))
    assert "sadle" in found.message
    assert any("saddle" in hint for hint in found.hints)


def test_a_printer_sets_paper_and_sheet(house: Path) -> None:
    result = made(house, "editions: {pamphlet: {printer: office-letter}}", "build: [pamphlet]")

    (file,) = result.files
    assert pdfium.PdfDocument(file.path)[0].get_size() == (792, 612)


def test_what_calibration_told_of_a_printer_is_written_into_its_file(house: Path) -> None:
    (house / "printers").mkdir()
    copier = house / "printers" / "copier.toml"
    copier.write_text('title = "Copier"\ndate = 2026-03-01\nextends = "office-a4"\n', "utf-8")
    plain = first_letters(made(house, "editions: {pamphlet: {printer: copier}}", "build: [pamphlet]"))

    with copier.open("a", encoding="utf-8") as file:
        file.write('[sheet]\nfront_offset = "-1mm,0"\nback_offset = "0.5mm,-2mm"\n')
    measured = first_letters(made(house, "editions: {pamphlet: {printer: copier}}", "build: [pamphlet]"))

    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(plain, measured, strict=True)]
    assert moves == [pytest.approx((-MM, 0), abs=0.01), pytest.approx((MM / 2, -2 * MM), abs=0.01)]

    settings = "editions: {pamphlet: {printer: copier, front-offset: [3mm, 0], back-offset: 0}}"
    said = first_letters(made(house, settings, "build: [pamphlet]"))
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(plain, said, strict=True)]
    assert moves == [pytest.approx((3 * MM, 0), abs=0.01), pytest.approx((0, 0), abs=0.01)]


def test_a_printer_that_takes_sheets_the_other_way_up_has_its_backs_turned(house: Path) -> None:
    backs = house / "out" / "pamphlet" / "ferry.backs.pdf"
    made(house, "editions: {pamphlet: {duplex: manual}}", "build: [pamphlet]")
    usual = pdfium.PdfDocument(backs)[0].get_rotation()

    made(house, "editions: {pamphlet: {duplex: manual, turn-backs: true}}", "build: [pamphlet]")

    assert (pdfium.PdfDocument(backs)[0].get_rotation() - usual) % 360 == 180


def test_an_offset_that_is_none_is_told_where_it_is_written(house: Path) -> None:
    from presswork.diagnostics import Rejected

    with pytest.raises(Rejected) as caught:
        made(house, "editions:", "  pamphlet: {front-offset: a bit}")
    assert "'a bit' is not a length" in str(caught.value)


def first_letters(result: BuildResult) -> list[tuple[float, float]]:
    """Where the first letter of each side stands."""
    (file,) = result.files
    return [page.get_textpage().get_charbox(0)[:2] for page in pdfium.PdfDocument(file.path)]


def test_an_unknown_printer_is_told_where_it_is_written(house: Path) -> None:
    from presswork.diagnostics import Rejected

    with pytest.raises(Rejected) as caught:
        made(house, "editions:", "  pamphlet: {printer: kpd-paperback}")
    (found,) = caught.value.findings
    assert str(found).startswith("content/publication.yaml:3:14: error M181 printer: there is no printer")
    assert "kdp-paperback" in found.hints[0]


def test_the_instruction_speaks_the_language_of_the_article(house: Path) -> None:
    article = next((house / "content").rglob("*.md"))
    article.write_text(article.read_text("utf-8").replace("title:", "lang: de\ntitle:", 1), "utf-8")
    made(house, "editions: {pamphlet: {instructions: true}}", "build: [pamphlet]")

    told = pdfium.PdfDocument(house / "out" / "pamphlet" / "ferry.instructions.pdf")[0].get_textpage().get_text_range()
    assert "Jeden Bogen einmal falzen." in told
    assert "Vorderseite" in (house / "out" / "report.html").read_text("utf-8")
