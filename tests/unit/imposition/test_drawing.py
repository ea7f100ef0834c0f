"""Sheets read back: which page lies where and which way up, bleed, creep, boxes, and what else the file says."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops, ImageStat
from sheet_samples import (
    FOOT,
    HEAD,
    HEIGHT,
    WIDTH,
    colour_at,
    document,
    find,
    foot,
    head,
    is_colour_of,
    is_white,
    numbered,
    on_slot,
    pixels,
    sides,
    words_of,
)

from presswork.imposition.drawing import BACKS, FRONTS, Part, draw
from presswork.imposition.order import Order
from presswork.imposition.plan import Line, Note, Patch, Plan, Sheet, Side, Slot, Target
from presswork.imposition.planning import plan_for
from presswork.imposition.sources import read_pages
from presswork.paper import Length, parse_paper


def planned(data: bytes, **order: object) -> Plan:
    return plan_for(read_pages(data), Order(**order))  # type: ignore[arg-type]


def one_side(*slots: Slot, width: float = 700, height: float = 500, **marks: object) -> Plan:
    side = Side("front", width, height, slots, **marks)  # type: ignore[arg-type]
    return Plan("test", len(slots), (WIDTH, HEIGHT), (Sheet(1, 1, (side,)),), "none")


def assert_lies_as_planned(data: bytes, plan: Plan) -> None:
    """Every page's head and foot stand where its slot has them, and nothing else is on the sheet."""
    document = pypdfium2.PdfDocument(data)
    assert len(document) == len(sides(plan))
    for page, side in zip(document, sides(plan), strict=True):
        assert page.get_size() == pytest.approx((side.width, side.height), abs=0.01)
        for slot in side.slots:
            if slot.page is None:
                continue
            for word, (x, y) in ((head(slot.page), HEAD), (foot(slot.page), FOOT)):
                box = find(page, word)
                assert box is not None, f"page {slot.page} is not on its side"
                wanted = on_slot(slot, x + 3.5, y + 4)  # the middle of the first letter
                assert ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) == pytest.approx(wanted, abs=1.5)
        assert words_of(page).count("Top") == sum(slot.page is not None for slot in side.slots)
    document.close()


@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("fold", ["folio", "quarto", "octavo", "duodecimo", "oblong-octavo", "tl t", "cut-stack:2x2"])
def test_pages_lie_where_the_plan_has_them(fold: str, binding: str) -> None:
    data = numbered(21)
    plan = planned(data, fold=fold, binding=binding)
    assert_lies_as_planned(draw(data, plan), plan)


@settings(max_examples=25, deadline=None)
@given(
    places=st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0, 90, 180, 270])), min_size=1, max_size=4),
    shift=st.tuples(st.floats(-9, 9), st.floats(-9, 9)),
)
def test_any_slot_is_drawn_as_it_says(places: list[tuple[int, int]], shift: tuple[float, float]) -> None:
    slots = tuple(
        Slot(at + 1, 10 + 450 * at, 20 + 30 * row, *((WIDTH, HEIGHT) if turn % 180 == 0 else (HEIGHT, WIDTH)), turn,
             (9.0,) * 4, shift)
        for at, (row, turn) in enumerate(places)
    )  # fmt: skip
    plan = one_side(*slots, width=1900, height=600)
    assert_lies_as_planned(draw(numbered(len(slots)), plan), plan)


def test_creep_moves_a_page_by_exactly_its_shift() -> None:
    data = numbered(32)
    flat = planned(data, fold="folio", creep="none")
    crept = planned(data, fold="folio", creep="round", caliper=Length.parse("0.2mm"))
    shifts = {s.page: s.shift for side in sides(crept) for s in side.slots}
    assert max(abs(x) for x, _ in shifts.values()) > 5
    places = []
    for plan in (flat, crept):
        drawn = pypdfium2.PdfDocument(draw(data, plan))
        found = {}
        for page, side in zip(drawn, sides(plan), strict=True):
            found |= {slot.page: find(page, head(slot.page or 0)) for slot in side.slots}
        places.append(found)
    for page, (x, y) in shifts.items():
        before, after = places[0][page], places[1][page]
        assert before
        assert after
        assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((x, y), abs=0.01)


def test_bleed_is_painted_to_its_edge_and_never_over_the_spine() -> None:
    data = numbered(8, bleed=20, tinted=True)
    plan = planned(data, fold="folio", bleed=Length(14), sheet=parse_paper("300x240mm"))
    image = pixels(draw(data, plan))
    for slot in sides(plan)[0].slots:
        assert slot.page
        assert 0.0 in slot.bleed  # at the spine
        left, bottom, right, top = slot.bleed
        middle = (slot.x + slot.width / 2, slot.y + slot.height / 2)
        inside = [
            (slot.x - left + 2, middle[1]), (slot.x + slot.width + right - 2, middle[1]),
            (middle[0], slot.y - bottom + 2), (middle[0], slot.y + slot.height + top - 2),
        ]  # fmt: skip
        assert all(is_colour_of(slot.page, colour_at(image, *point)) for point in inside)
        beyond = [(middle[0], slot.y - bottom - 3), (middle[0], slot.y + slot.height + top + 3)]
        beyond += [(slot.x - left - 3, middle[1])] if left else [(slot.x + slot.width + right + 3, middle[1])]
        assert all(is_white(colour_at(image, *point)) for point in beyond)


@pytest.mark.parametrize("unit", [1, 2])
@pytest.mark.parametrize("origin", [(0.0, 0.0), (-70.0, 130.0)])
@pytest.mark.parametrize("turned", [0, 90, 180, 270, -90, 450])
def test_a_turned_or_shifted_source_looks_as_it_did(turned: int, origin: tuple[float, float], unit: int) -> None:
    made = document()
    made.page(1, bleed=9, origin=origin, Rotate=turned, UserUnit=unit if unit > 1 else None)
    data = made.bytes()
    (size,) = read_pages(data)
    wanted = (WIDTH * unit, HEIGHT * unit)
    assert (size.width, size.height) == pytest.approx(wanted if turned % 180 == 0 else wanted[::-1])
    assert size.bleed == pytest.approx((9 * unit,) * 4)
    slot = Slot(1, 60, 50, size.width, size.height)
    sheet = pixels(draw(data, one_side(slot, width=1100, height=1000)))
    seen = pixels(trimmed(data), scale=unit)
    if seen.width > 2 * size.width - 2:  # a viewer that knows UserUnit has enlarged it already
        seen = pixels(trimmed(data))
    cut = sheet.crop((60, 1000 - 50 - round(size.height), 60 + round(size.width), 1000 - 50))
    assert cut.size == seen.size
    differing = ImageChops.difference(cut, seen).convert("L").point(lambda value: 255 * (value > 80))
    assert ImageStat.Stat(differing).mean[0] < 255 / 5000


def trimmed(data: bytes) -> bytes:
    """The document with its pages cut to their trim, as a viewer shows them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.obj.CropBox = page.obj.TrimBox
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def test_a_page_of_another_size_is_centred_and_not_scaled() -> None:
    made = document()
    made.page(1, width=200, height=HEIGHT)
    slot = Slot(1, 100, 20, WIDTH, HEIGHT)
    page = pypdfium2.PdfDocument(draw(made.bytes(), one_side(slot)))[0]
    box = find(page, head(1))
    assert box
    assert box[0] == pytest.approx(100 + 50 + HEAD[0], abs=1)


def test_a_slot_can_scale_its_page() -> None:
    slot = Slot(1, 100, 20, WIDTH / 2, HEIGHT / 2, scale=0.5)
    page = pypdfium2.PdfDocument(draw(numbered(1), one_side(slot)))[0]
    box = find(page, foot(1))
    assert box
    assert box[:2] == pytest.approx((100 + FOOT[0] / 2, 20 + FOOT[1] / 2), abs=0.6)


def test_what_pages_inherit_and_share_is_kept() -> None:
    made = document()
    first, second = made.page(1), made.page(2)
    third = made.page(3)
    tree = made.pdf.Root.Pages
    tree.Resources, tree.MediaBox, tree.Rotate = first.Resources, first.MediaBox, 0
    for page in (first, second):
        del page["/Resources"]
        del page["/MediaBox"]
    third.Contents = Array([made.pdf.make_stream(b"q 0 0 m"), made.pdf.make_stream(b"5 5 l S Q "), second.Contents])
    plan = one_side(*(Slot(n, 10 + 320 * (n - 1), 20, WIDTH, HEIGHT) for n in (1, 2, 3)), width=1000)
    page = pypdfium2.PdfDocument(draw(made.bytes(), plan))[0]
    assert words_of(page).split() == [head(1), foot(1), head(2), foot(2), head(2), foot(2)]


def test_boxes_of_sheets_are_nested() -> None:
    data = numbered(8, bleed=20)
    for fold in ("folio", "octavo"):
        with pikepdf.open(io.BytesIO(draw(data, planned(data, fold=fold, marks=("crop",))))) as pdf:
            for page in pdf.pages:
                media, bleed, trim = ([float(v) for v in page.obj[k]] for k in ("/MediaBox", "/BleedBox", "/TrimBox"))
                for outer, inner in ((media, bleed), (bleed, trim)):
                    assert outer[0] <= inner[0] < inner[2] <= outer[2]
                    assert outer[1] <= inner[1] < inner[3] <= outer[3]
                assert trim != bleed


def test_the_file_is_sound_the_same_twice_and_tells_the_printer() -> None:
    made = document()
    for number in range(1, 9):
        made.page(number)
    made.pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
    made.pdf.Root.PageLayout = Name.TwoColumnRight
    made.pdf.Root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX)])
    data = made.bytes()
    plan = planned(data, fold="folio")
    drawn = draw(data, plan)
    assert drawn == draw(data, plan)
    with pikepdf.open(io.BytesIO(drawn)) as pdf, pikepdf.open(io.BytesIO(data)) as source:
        assert pdf.check_pdf_syntax() == []
        assert "/PageLabels" not in pdf.Root
        assert "/PageLayout" not in pdf.Root
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFX"
        assert pdf.trailer.ID[0] == source.trailer.ID[0]


def test_no_page_of_the_source_is_left_in_the_file() -> None:
    data = numbered(8)
    with pikepdf.open(io.BytesIO(draw(data, planned(data, fold="folio"), part=FRONTS))) as pdf:
        pages = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/Page"]
        assert len(pages) == len(pdf.pages) == 2


def test_an_old_file_stays_of_its_version() -> None:
    made = document()
    made.page(1)
    data = made.bytes(force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    drawn = draw(data, one_side(Slot(1, 10, 10, WIDTH, HEIGHT)))
    assert drawn.startswith(b"%PDF-1.4")
    assert b"/ObjStm" not in drawn


def test_fronts_and_backs_as_a_printer_takes_them() -> None:
    data = numbered(8)
    plan = planned(data, fold="folio")
    every = sides(plan)
    assert_lies_as_planned(draw(data, plan, part=FRONTS), replace(plan, sheets=only(plan, "front")))
    assert_lies_as_planned(draw(data, plan, part=BACKS), replace(plan, sheets=only(plan, "back")))
    fed = pypdfium2.PdfDocument(draw(data, plan, part=Part("back", reverse=True, half_turn=True)))
    assert fed[0].get_rotation() == 180
    assert {f"Top{slot.page:03d}" for slot in every[-1].slots} == {
        w for w in words_of(fed[0]).split() if w < "Top~" and w > "Top"
    }


def only(plan: Plan, name: str) -> tuple[Sheet, ...]:
    return tuple(replace(s, sides=tuple(side for side in s.sides if side.name == name)) for s in plan.sheets)


def test_marks_are_drawn_in_their_inks_and_type_is_embedded() -> None:
    slot = Slot(1, 100, 30, WIDTH, HEIGHT)
    plan = one_side(
        slot,
        lines=(Line(100, 5, 100, 25), Line(250, 5, 250, 25, "fold"), Line(20, 200, 80, 200, "cut")),
        patches=(Patch(500, 100, 40, 40, (1, 0, 0, 0)), Patch(560, 100, 40, 40, (0, 0, 0, 1))),
        targets=(Target(600, 300, 8),),
        notes=(Note(420, 10, "Die Brücke · sheet 1 front"),),
    )
    drawn = draw(numbered(1), plan)
    image = pixels(drawn, scale=4)
    assert colour_at(image, 520, 120, 4)[0] < 60 < colour_at(image, 520, 120, 4)[2]
    assert sum(colour_at(image, 580, 120, 4)) < 200
    for point in ((100, 15), (50, 200), (600, 305), (608, 300)):
        x, y = round(point[0] * 4), round(image.height - point[1] * 4)
        assert any(sum(image.getpixel((x + i, y + j))) < 600 for i in (-2, -1, 0, 1) for j in (-2, -1, 0, 1)), point
    page = pypdfium2.PdfDocument(drawn)[0]
    assert "Die Brücke · sheet 1 front" in words_of(page)
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        assert pdf.check_pdf_syntax() == []
        resources = pdf.pages[0].obj.Resources
        font = resources.Font["/Slug"].DescendantFonts[0]
        assert len(font.FontDescriptor.FontFile3.read_bytes()) > 500
        assert resources.ColorSpace["/All"][:2] == [Name.Separation, Name.All]


def test_one_form_serves_a_page_that_is_repeated() -> None:
    data = numbered(2)
    plan = planned(data, fold="repeat:2x2")
    assert plan.repeated
    drawn = draw(data, plan, tags=True)
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Form"]
        assert len(forms) == 2
        assert words_of(pypdfium2.PdfDocument(drawn)[0]).count(head(1)) == 4
