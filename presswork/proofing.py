"""The proof of a PDF: a copy of its pages with the faults of lines and columns marked in colour, and a legend."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from presswork.imposition.lettering import Lettering
from presswork.preflight.lines import WORDINGS, figures_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presswork.breaks import Area, Break, BreakReport, Kind

Colour = tuple[float, float, float]
# What is loose is warm, what is tight cool; what a reader would call a mistake is strong.
COLOURS: dict[Kind, Colour] = {
    "loose": (1.0, 0.62, 0.15),
    "river": (0.98, 0.84, 0.1),
    "tight": (0.2, 0.55, 0.95),
    "ladder": (0.85, 0.1, 0.3),
    "parted": (0.75, 0.5, 0.85),
    "short-last": (0.6, 0.75, 0.2),
    "widow": (0.9, 0.2, 0.75),
    "orphan": (0.55, 0.2, 0.9),
    "stranded": (0.75, 0.2, 0.1),
    "overfull": (1.0, 0.1, 0.1),
    "off-grid": (0.1, 0.65, 0.6),
    "not-level": (0.45, 0.55, 0.65),
    "bare-page": (0.4, 0.3, 0.2),
}
# The sheet grows by so much at its foot, so that the legend hides nothing.
STRIP = 30.0
_SIZE = 7.0
_SMALL = 5.0
_EDGE = 18.0
_SWATCH = 7.0
_GAP = 12.0
_AMOUNTS: dict[Kind, str] = {"loose": "{:.2f}", "tight": "{:.2f}", "overfull": "{:.1f} pt", "off-grid": "{:.1f} pt"}


_Entry = tuple["Kind | None", str]


class _Box(NamedTuple):
    """A page's box: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float


def proof(data: bytes, report: BreakReport) -> bytes:
    """A copy of the PDF `data` in which the faults of `report` are marked, the same bytes for the same input.

    It claims no standard: what is drawn over a page is seen through, and described to nobody.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = [[each for each in report.breaks if _is_on(each, n)] for n in range(1, len(pdf.pages) + 1)]
        figures = figures_text(report.figures)
        legends = [_legend(found) or [(None, "nothing to mark")] for found in pages]
        letters = Lettering(pdf, [figures, "0123456789.pt", *(text for legend in legends for _, text in legend)])
        for page, found, legend in zip(pdf.pages, pages, legends, strict=True):
            _mark(pdf, page, found, legend, figures, letters)
        for key in ("/Metadata", "/OutputIntents"):
            if key in pdf.Root:
                del pdf.Root[key]
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _is_on(found: Break, page: int) -> bool:
    return any(area.page == page for area in found.areas)


def _legend(found: Sequence[Break]) -> list[_Entry]:
    """What is on one page, in the order of the colours, in words."""
    numbers = Counter(each.kind for each in found)
    present = (kind for kind in COLOURS if numbers[kind])
    return [(kind, f"{numbers[kind]} {WORDINGS[kind][1 if numbers[kind] == 1 else 2]}") for kind in present]


def _mark(
    pdf: Any, page: Any, found: Sequence[Break], legend: Sequence[_Entry], figures: str, letters: Lettering
) -> None:
    trim, sheet = _box(page, "/TrimBox"), _box(page, "/MediaBox")
    number = page.index + 1
    parts = ["q /Artifact BMC", "/PwProof gs"]
    for each in found:
        parts += (_filled(area, COLOURS[each.kind], trim) for area in each.areas if area.page == number)
    parts += ["/PwPlain gs"]
    for each in found:
        parts += _amount(each, trim, letters)
    parts += _strip(sheet, legend, figures, letters)
    parts += ["EMC Q"]
    _add_resources(pdf, page, letters)
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    page.contents_add(pdf.make_stream(("\nQ\n" + "\n".join(parts) + "\n").encode("ascii")))
    grown = Array([sheet.left, sheet.bottom - STRIP, sheet.right, sheet.top])
    page.obj.MediaBox = grown
    if "/CropBox" in page.obj:
        page.obj.CropBox = grown


def _box(page: Any, name: str) -> _Box:
    given = page.obj.get(name) or page.mediabox
    return _Box(*(float(value) for value in given))


def _add_resources(pdf: Any, page: Any, letters: Lettering) -> None:
    through = Dictionary(Type=Name.ExtGState, ca=0.45, CA=0.45, BM=Name.Multiply)
    plain = Dictionary(Type=Name.ExtGState, ca=1, CA=1, BM=Name.Normal)
    page.add_resource(pdf.make_indirect(through), Name.ExtGState, Name.PwProof)
    page.add_resource(pdf.make_indirect(plain), Name.ExtGState, Name.PwPlain)
    page.add_resource(letters.font, Name.Font, Name.PwLetters)


def _filled(area: Area, colour: Colour, trim: _Box) -> str:
    x, y = trim.left + area.x, trim.top - area.y - area.height
    return f"{_rgb(colour)} {x:.2f} {y:.2f} {area.width:.2f} {area.height:.2f} re f"


def _rgb(colour: Iterable[float]) -> str:
    return " ".join(f"{value:.3g}" for value in colour) + " rg"


def _amount(found: Break, trim: _Box, letters: Lettering) -> Iterator[str]:
    """How loose or tight a line is, in small figures behind it."""
    form = _AMOUNTS.get(found.kind)
    if form is None or not found.areas:
        return
    area = found.areas[0]
    x, y = trim.left + area.x + area.width + 2, trim.top - area.y - area.height / 2 - _SMALL / 3
    dark = tuple(value * 0.6 for value in COLOURS[found.kind])
    yield _text(form.format(found.amount), x, y, _SMALL, dark, letters)


def _strip(sheet: _Box, legend: Sequence[_Entry], figures: str, letters: Lettering) -> Iterator[str]:
    """The legend on the strip below the page: what is on it, and the figures of the whole text."""
    foot = sheet.bottom - STRIP
    yield f"0.95 g {sheet.left:.2f} {foot:.2f} {sheet.right - sheet.left:.2f} {STRIP:.2f} re f"
    x, y = sheet.left + _EDGE, foot + STRIP - 12
    for kind, text in legend:
        colour = COLOURS[kind] if kind else (1.0, 1.0, 1.0)
        yield f"{_rgb(colour)} {x:.2f} {y - 1:.2f} {_SWATCH} {_SWATCH} re f"
        yield _text(text, x + _SWATCH + 3, y, _SIZE, (0.1, 0.1, 0.1), letters)
        x += _SWATCH + 3 + letters.width(text, _SIZE) + _GAP
    room = sheet.right - sheet.left - 2 * _EDGE
    size = min(_SIZE, _SIZE * room / max(letters.width(figures, _SIZE), 1.0))
    yield _text(figures, sheet.left + _EDGE, foot + 6, size, (0.35, 0.35, 0.35), letters)


def _text(text: str, x: float, y: float, size: float, colour: Iterable[float], letters: Lettering) -> str:
    return f"BT {_rgb(colour)} /PwLetters {size:.2f} Tf {x:.2f} {y:.2f} Td {letters.shown(text)} Tj ET"
