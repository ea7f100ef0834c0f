"""The specimen page: every typeface of a publication is on it, drawn with its own files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2 as pdfium
import pytest

from presswork import settings
from presswork.cli import main
from presswork.specimen import specimen, typefaces

if TYPE_CHECKING:
    from pathlib import Path


def test_the_house_shows_its_own_typefaces_in_all_their_cuts() -> None:
    made = specimen(settings.HOUSE)

    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(made.data))
    for shown in typefaces(settings.HOUSE):
        assert shown.family in text
    assert made.findings == ()
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        names = {
            str(font.BaseFont)[8:]
            for page in pdf.pages
            for font in page.Resources.Font.values()  # type: ignore[union-attr,operator]
        }
    assert len(names) == sum(len(shown.cuts) for shown in typefaces(settings.HOUSE))


def test_features_are_read_from_the_files() -> None:
    by_role = {shown.role: shown.features for shown in typefaces(settings.HOUSE)}
    assert "small capitals" in by_role["serif"]
    assert "small capitals" not in by_role["mono"]


def test_doctor_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "faces.pdf"
    with pytest.raises(SystemExit, match="0"):
        main(["doctor", "--specimen", str(file), "--json"])
    assert file.read_bytes().startswith(b"%PDF")
    assert str(file) in capsys.readouterr().out
