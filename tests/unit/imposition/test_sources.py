"""Reading PDFs of others: sizes, boxes, and what is said of files that cannot be imposed."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from sheet_samples import HEIGHT, WIDTH, document, numbered

from presswork.diagnostics import Rejected, Severity
from presswork.imposition.imposing import impose
from presswork.imposition.order import Order
from presswork.imposition.sources import document_of, read_pages


def refusal(data: bytes) -> str:
    with pytest.raises(Rejected) as rejected:
        read_pages(data, "crane.pdf")
    (finding,) = rejected.value.findings
    return str(finding)


def test_the_size_is_that_of_the_trim_and_the_rest_is_bleed() -> None:
    made = document()
    made.page(1, bleed=8.5)
    made.page(2, width=200, height=100)
    first, second = read_pages(made.bytes())
    assert (first.width, first.height, first.bleed) == (WIDTH, HEIGHT, (8.5,) * 4)
    assert (second.width, second.height, second.bleed) == (200, 100, (0,) * 4)


@pytest.mark.parametrize(
    ("boxes", "size"),
    [
        ({}, (300, 400)),
        ({"CropBox": [10, 20, 210, 320]}, (200, 300)),
        ({"CropBox": [10, 20, 210, 320], "TrimBox": [20, 30, 120, 230]}, (100, 200)),
        ({"TrimBox": [120, 230, 20, 30]}, (100, 200)),  # two other corners
        ({"TrimBox": [-50, -50, 900, 900]}, (300, 400)),  # beyond the page
        ({"TrimBox": [20, 30, 20, 230]}, (300, 400)),  # of no width
        ({"TrimBox": [1, 2, 3]}, (300, 400)),  # no box
        ({"CropBox": [900, 900, 950, 950]}, (300, 400)),  # off the page
    ],
)
def test_boxes_of_every_kind(boxes: dict[str, list[float]], size: tuple[float, float]) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 400))
    for name, values in boxes.items():
        pdf.pages[0].obj[f"/{name}"] = Array(values)
    out = io.BytesIO()
    pdf.save(out)
    (page,) = read_pages(out.getvalue())
    assert (page.width, page.height) == size


def test_a_bleed_of_one_side_turns_with_the_page() -> None:
    made = document()
    page = made.page(1, Rotate=90)
    page.MediaBox = Array([-12, 0, WIDTH, HEIGHT])  # 12 points at the left, which is at the top when turned clockwise
    (size,) = read_pages(made.bytes())
    assert size.bleed == (0, 0, 0, 12)


def test_a_locked_file_asks_for_one_without_a_password() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(numbered(2))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    told = refusal(out.getvalue())
    assert told.startswith("crane.pdf: error I101 is locked with a password")
    assert "hint" in told


def test_a_file_that_only_its_owner_may_change_is_read_and_written_plainly() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(numbered(4))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    imposed = impose(out.getvalue(), Order(fold="folio"))
    with pikepdf.open(io.BytesIO(imposed.data)) as pdf:
        assert not pdf.is_encrypted
        assert pdf.check_pdf_syntax() == []
        assert b"Top" in pdf.pages[0].obj.Resources.XObject["/P1"].read_bytes()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 a zip", b"%PDF-1.7\nnothing", numbered(2)[:200]])
def test_what_is_no_pdf_is_refused_in_one_sentence(data: bytes) -> None:
    told = refusal(data)
    assert told.startswith("crane.pdf: error I102 cannot be read as a PDF: ")
    assert "0x" not in told


def test_no_pages_and_pages_without_a_size() -> None:
    empty = io.BytesIO()
    pikepdf.new().save(empty)
    assert "I103 has no pages" in refusal(empty.getvalue())
    made = document()
    made.page(1)
    made.page(2, MediaBox=Array([0, 0, 0, 0]), TrimBox=None)
    assert "crane.pdf:page 2: error I103 page 2 has no size" in refusal(made.bytes())


def test_a_damaged_file_is_imposed_with_a_warning() -> None:
    data = numbered(4)
    broken = data.replace(b"startxref", b"startxerf")
    imposed = impose(broken, Order(fold="folio"), name="crane.pdf")
    found = [finding for finding in imposed.findings if finding.code == "I104"]
    assert [finding.severity for finding in found] == [Severity.WARNING]
    assert str(found[0]).startswith("crane.pdf: warning I104 was damaged and has been repaired: ")
    with pikepdf.open(io.BytesIO(imposed.data)) as pdf:
        assert len(pdf.pages) == 2


def test_a_form_is_noted() -> None:
    made = document()
    made.page(1)
    made.pdf.Root.AcroForm = Dictionary(Fields=Array([made.pdf.make_indirect(Dictionary(FT=Name.Tx))]))
    assert "I105" in {finding.code for finding in impose(made.bytes(), Order(fold="folio")).findings}


def test_what_a_document_says_of_itself() -> None:
    made = document()
    made.page(1)
    assert document_of(made.pdf).title == ""
    assert not document_of(made.pdf).rtl
    made.pdf.docinfo["/Title"] = "  The\ncrane "
    made.pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)
    said = document_of(made.pdf)
    assert (said.title, said.rtl) == ("The crane", True)
    with_its_own = impose(made.bytes(), lambda found: Order(fold="folio", title=found.title, marks=("slug",)))
    assert any("The crane" in note.text for note in with_its_own.plan.sheets[0].sides[0].notes)
