"""Sentinels: a judge that lets a known bad file pass checks nothing, and would be trusted for years."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import ebook_samples as samples
import pytest

if TYPE_CHECKING:
    from pathlib import Path

Judge = Callable[..., list[str]]
pytestmark = pytest.mark.judge

PAGE = '<html lang="en"><head><title>Salt</title></head><body><h1>Salt</h1><p>Salt is old.</p>{}</body></html>'


def pdf(body: str = "", **options: object) -> bytes:
    from weasyprint import HTML

    return bytes(HTML(string=PAGE.format(body)).write_pdf(**options))


@pytest.fixture(scope="module")
def bad_pdf() -> bytes:
    return pdf()


@pytest.mark.parametrize("flavour", ["ua1", "3a", "2a", "2u"])
def test_verapdf_refuses_an_untagged_file_that_claims_nothing(verapdf: Judge, bad_pdf: bytes, flavour: str) -> None:
    assert verapdf(bad_pdf, flavour)


# WeasyPrint leaves its colour profile's file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize(
    ("flavour", "variant"), [("ua1", "pdf/ua-1"), ("3a", "pdf/a-3a"), ("2a", "pdf/a-2a"), ("2u", "pdf/a-2u")]
)
def test_verapdf_accepts_a_good_file(verapdf: Judge, flavour: str, variant: str) -> None:
    assert verapdf(pdf(pdf_variant=variant), flavour) == []


def test_verapdf_reads_a_file_from_its_path(verapdf: Judge, bad_pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(bad_pdf)
    assert verapdf(path) == verapdf(bad_pdf)


def test_verapdf_names_the_rule(verapdf: Judge) -> None:
    drawn = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    found = verapdf(pdf(drawn, pdf_variant="pdf/ua-1"))
    assert [line.split()[0] for line in found] == ["7.3-1"]


def test_page_validation_refuses_an_untagged_file(page_validation: Judge, bad_pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(bad_pdf)
    assert page_validation(path)


def test_page_validation_accepts_a_good_file(page_validation: Judge, tmp_path: Path) -> None:
    path = tmp_path / "good.pdf"
    path.write_bytes(pdf(pdf_variant="pdf/ua-1"))
    assert page_validation(path) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("article.xhtml", 'href="#fn-1"', 'href="#fn-9"', "RSC-012"),
        ("article.xhtml", "<h1", "<h1 colour='red'", "RSC-005"),
        ("content.opf", "<dc:language>en-GB</dc:language>", "", "RSC-005"),
        ("content.opf", ' properties="mathml"', "", "OPF-014"),
        ("base.css", "body {", "body { direction: rtl;", "CSS-001"),
    ],
)
def test_epubcheck_refuses(epubcheck: Judge, tmp_path: Path, name: str, old: str, new: str, code: str) -> None:
    path = tmp_path / "bad.epub"
    path.write_bytes(samples.changed(samples.book(samples.rich_article()), name, old, new))
    found = epubcheck(path)
    assert found
    assert all(line.split()[:2] == ["ERROR", code] for line in found), found


def test_epubcheck_refuses_what_is_no_archive(epubcheck: Judge, tmp_path: Path) -> None:
    path = tmp_path / "bad.epub"
    path.write_bytes(b"no archive")
    assert any("FATAL" in line for line in epubcheck(path))
