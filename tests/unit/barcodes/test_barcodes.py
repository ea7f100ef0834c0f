"""Barcodes are read back: drawn by our PDF engine, rendered at 300 dpi, decoded by zxing-cpp."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from presswork.barcodes import draw, ean, isbn_symbol, issn_symbol, magnification_for, qr_code
from presswork.barcodes.qr import outlines
from presswork.identifiers import isbn, issn
from presswork.paper import Length
from presswork.text import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presswork.barcodes import Drawing

MM = 25.4 / 300


def printed(drawings: Iterable[Drawing]) -> list[Any]:
    """The drawings, one to a page, as pictures of 300 dpi, each with 10 mm of tint around it."""
    from weasyprint import HTML

    pages = "".join(f"<div>{drawing.svg}</div>" for drawing in drawings)
    style = "<style>@page{size:100mm 60mm;margin:10mm;background:#cde}body{margin:0}svg{display:block}"
    pages = f"{style}div{{break-after:page}}</style>{pages}"
    document = pypdfium2.PdfDocument(io.BytesIO(HTML(string=pages).write_pdf()))
    return [page.render(scale=300 / 72).to_pil() for page in document]


def read(picture: Any) -> list[str]:
    """The codes in a picture, the longest last, read at its full size only: a smaller one can be read as another."""
    found = zxingcpp.read_barcodes(picture, ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read, try_downscale=False)
    return sorted((each.text for each in found), key=len)


def read_all(*drawings: Drawing) -> list[str]:
    """What is read on each page; a symbol that is found with and without its add-on counts with it."""
    return [read(picture)[-1] for picture in printed(drawings)]


@pytest.mark.parametrize("magnification", [0.8, 1.0, 2.0])
def test_an_isbn_is_read_back_with_its_price(magnification: float) -> None:
    symbol = isbn_symbol(isbn("978-3-16-148410-0"), "51995")
    if magnification == 2:
        symbol = isbn_symbol(isbn("978-3-16-148410-0"))
    said = symbol.digits + symbol.addon
    assert read_all(draw(symbol, magnification=magnification)) == [said]


def test_an_issn_is_read_back_with_its_issue() -> None:
    assert read_all(draw(issn_symbol(issn("2049-3630"), "07"))) == ["977204936300207"]


def test_the_check_digit_of_an_issn_is_that_of_the_ean() -> None:
    # The example of the ISSN Manual's annex on bar codes: ISSN 0317-8471, variant 00.
    assert issn_symbol(issn("0317-8471")).digits == "9770317847001"


@settings(max_examples=4, deadline=None, phases=[Phase.generate])
@given(
    st.lists(
        st.tuples(st.from_regex(r"[0-9]{12}", fullmatch=True), st.from_regex(r"([0-9]{2}|[0-9]{5})?", fullmatch=True)),
        min_size=4,
        max_size=4,
        unique_by=lambda pair: pair[0],
    )
)
def test_whatever_digits_are_drawn_are_read(pairs: list[tuple[str, str]]) -> None:
    symbols = [ean(digits, addon) for digits, addon in pairs]
    assert read_all(*(draw(symbol) for symbol in symbols)) == [s.digits + s.addon for s in symbols]


def test_a_wrong_check_digit_is_refused() -> None:
    with pytest.raises(BadValue, match="wrong check digit"):
        ean("9783161484101")
    for digits in ("12345", "97831614841O0", "٩٧٨٣١٦١٤٨٤١٠٠"):
        with pytest.raises(BadValue, match="no EAN-13"):
            ean(digits)
    with pytest.raises(BadValue, match="two digits or five"):
        ean("978316148410", "123")
    with pytest.raises(BadValue, match="variant"):
        issn_symbol(issn("2049-3630"), variant="1")


@pytest.mark.parametrize("magnification", [0.79, 2.01])
def test_no_code_is_drawn_too_small_or_too_large(magnification: float) -> None:
    with pytest.raises(BadValue, match="80 % to 200 %"):
        draw(ean("978316148410"), magnification=magnification)


def test_its_size_is_that_of_the_standard() -> None:
    drawing = draw(ean("978316148410"))
    assert drawing.width.mm == pytest.approx(37.29, abs=0.01)
    assert drawing.height.mm == pytest.approx(26, abs=1)
    half = Length.parse("20mm")
    assert magnification_for(ean("978316148410"), half) == 0.8
    assert magnification_for(ean("978316148410"), Length.parse("35mm")) == pytest.approx(35 / 37.29, abs=0.001)


def test_it_is_drawn_in_one_ink_and_needs_no_typeface() -> None:
    svg = draw(isbn_symbol(isbn("978-3-16-148410-0"), "90000"), ink="device-cmyk(0 0 0 1)").svg
    assert "<text" not in svg
    assert "font" not in svg
    assert svg.count("device-cmyk(0 0 0 1)") == 2
    assert "#000" not in svg


def test_the_quiet_zones_are_white_on_any_ground() -> None:
    picture = printed([draw(ean("978316148410"))])[0].convert("L")
    middle = round(20 / MM)
    left, right = round(10 / MM) + 3, round((10 + 37.29) / MM) - 3
    dark = [x for x in range(left, right) if picture.getpixel((x, middle)) < 128]
    assert (min(dark) - left + 3) * MM == pytest.approx(11 * 0.33, abs=0.1)
    assert (right + 3 - max(dark)) * MM == pytest.approx(7 * 0.33, abs=0.15)
    assert all(picture.getpixel((x, middle)) > 250 for x in range(left, min(dark) - 1))


def test_an_address_is_read_back_from_its_qr_code() -> None:
    address = "https://harbour.example/articles/the-last-tide-table"
    assert read_all(qr_code(address, Length.parse("20mm"))) == [address]


@given(st.lists(st.lists(st.integers(0, 1), min_size=5, max_size=5), min_size=5, max_size=5))
def test_outlines_hold_what_is_dark_and_nothing_else(grid: list[list[int]]) -> None:
    loops = outlines([bytes(row) for row in grid])

    def inside(x: float, y: float) -> bool:
        crossings = 0
        for loop in loops:
            for (ax, ay), (bx, by) in zip(loop, [*loop[1:], loop[0]], strict=True):
                crossings += ax == bx and ax > x and min(ay, by) < y < max(ay, by)
        return crossings % 2 == 1

    assert [[int(inside(x + 0.5, y + 0.5)) for x in range(5)] for y in range(5)] == grid
