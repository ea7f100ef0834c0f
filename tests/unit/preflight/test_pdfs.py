"""What preflight says of a finished PDF, on small PDFs written for each fault."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from font_source_sans_pro import font_files_ttf
from pikepdf import Array, Dictionary, Name

from presswork import preflight
from presswork.article import Article, Metadata, Text
from presswork.edition import Edition, EditionFile
from presswork.paper import PAPERS, Length

A5 = PAPERS["a5"]
ARTICLE = Article.of(Metadata(title=Text.of("The tide"), slug="tide"), "<p>x</p>")
FULL_PAGE = tuple(f"Line {n} of a full page" for n in range(30))


def _text(lines: tuple[str, ...]) -> str:
    shown = "".join(f"BT /F1 10 Tf 60 {500 - 13 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
    return f"{shown}BT /F1 8 Tf 200 20 Td (7) Tj ET\n" if lines else ""


def _pdf(*pages: tuple[str, ...], **facts: Any) -> bytes:
    """A PDF of A5 pages with these lines; its one font is embedded in name only when `embedded`."""
    pdf = pikepdf.new()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/Tide"),
        Flags=4,
        ItalicAngle=0,
        StemV=80,
        FontBBox=Array([0, 0, 1000, 1000]),
        Ascent=800,
        Descent=-200,
        CapHeight=700,
    )
    if facts.get("embedded", True):
        descriptor.FontFile2 = pdf.make_stream(Path(font_files_ttf["SourceSansPro"]).read_bytes())
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/Tide"),
            FirstChar=0,
            LastChar=255,
            Widths=Array([500] * 256),
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=descriptor,
        )
    )
    for lines in pages:
        page = pdf.add_blank_page(page_size=(A5.width.pt, A5.height.pt))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        content = _text(lines)
        if pixels := facts.get("image"):
            raw = zlib.compress(b"\x80" * pixels * pixels)
            image = pdf.make_stream(
                raw,
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=pixels,
                Height=pixels,
                ColorSpace=Name.DeviceGray,
                BitsPerComponent=8,
                Filter=Name.FlateDecode,
            )
            page.obj.Resources.XObject = Dictionary(I1=image)
            content += "q 144 0 0 144 60 200 cm /I1 Do Q\n"
        page.obj.Contents = pdf.make_stream(content.encode())
        if bleed := facts.get("bleed"):
            page.obj.TrimBox = Array([bleed, bleed, A5.width.pt - bleed, A5.height.pt - bleed])
            page.obj.BleedBox = page.obj.MediaBox
    if facts.get("title", True):
        pdf.docinfo["/Title"] = "The tide"
    if facts.get("language", True):
        pdf.Root.Lang = "en"
    if facts.get("tagged", True):
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _findings(data: bytes, **edition: Any) -> list[str]:
    made = Edition("reader", "pdf", **{"standard": "pdf/ua-1", "paper": A5, **edition})
    return [str(d) for d in preflight.run_file(EditionFile("reader", ".pdf", data), ARTICLE, made)]


def test_a_sound_file_has_no_findings() -> None:
    assert _findings(_pdf(FULL_PAGE, FULL_PAGE, image=600)) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"title": False}, "warning P120 the file has no title"),
        ({"language": False}, "warning P120 the file does not say its language"),
        ({"tagged": False}, "warning P120 the file is not tagged, as pdf/ua-1 demands"),
        ({"embedded": False}, "error P121 the font 'Tide' is not embedded"),
        ({"image": 100}, "page 1: warning P122 an image of 100 × 100 pixels is printed at 50 pixels per inch"),
        ({"image": 250}, "page 1: note P122 an image of 250 × 250 pixels is printed at 125 pixels per inch"),
    ],
)
def test_each_fault_of_a_file(facts: dict[str, Any], said: str) -> None:
    [finding] = _findings(_pdf(FULL_PAGE, **facts))
    assert finding.startswith("reader/tide.pdf:")
    assert said in finding


def test_an_image_that_is_too_small_says_how_large_it_should_be() -> None:
    [finding] = _findings(_pdf(FULL_PAGE, image=100))
    assert "at least 300 pixels across" in finding


def test_the_press_wants_more_pixels_than_a_reader() -> None:
    [finding] = _findings(_pdf(FULL_PAGE, image=450, bleed=9), bleed=Length(9), paper=None)
    assert "note P122 an image of 450 × 450 pixels is printed at 225 pixels per inch" in finding


def test_a_blank_page() -> None:
    [finding] = _findings(_pdf(FULL_PAGE, (), FULL_PAGE))
    assert "reader/tide.pdf:page 2: warning P123 the page is blank" in finding


def test_a_line_alone_on_the_last_page_is_a_warning() -> None:
    [finding] = _findings(_pdf(FULL_PAGE, ("Write to us at slack.example",)))
    assert "page 2: warning P124 the last page holds only a single line: 'Write to us at slack.example'" in finding


def test_a_last_page_that_is_nearly_empty_is_a_note() -> None:
    [finding] = _findings(_pdf(FULL_PAGE, FULL_PAGE[:4]))
    assert "page 2: note P124 the last page is nearly empty" in finding


def test_a_one_page_article_may_be_short() -> None:
    assert _findings(_pdf(("One line",))) == []


def test_a_page_of_another_size() -> None:
    [finding] = _findings(_pdf(FULL_PAGE), paper=PAPERS["a4"])
    assert "warning P125 the page is 148.0 × 210.0 mm, not a4" in finding


def test_bleed_that_is_not_there() -> None:
    findings = _findings(_pdf(FULL_PAGE), bleed=Length.parse("3mm"))
    assert "page 1: warning P126 the page bleeds 0.0 mm, not 3.0 mm" in findings[0]


def test_what_is_no_pdf_is_one_finding() -> None:
    [finding] = _findings(b"%PDF-1.7 nothing")
    assert "error P199 the finished file cannot be read" in finding


def test_only_a_pdf_costs_the_import_of_pdfium() -> None:
    code = "import sys; import presswork.preflight; print({'pypdfium2', 'pikepdf', 'lxml'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
