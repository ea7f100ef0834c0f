"""Links, bookmarks, layers, tags and forms: where they are on the sheets, and what is left out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from sheet_samples import (
    HEAD,
    Made,
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

from presswork.imposition.drawing import FRONTS, draw
from presswork.imposition.order import Order
from presswork.imposition.planning import plan_for
from presswork.imposition.sources import read_pages

if TYPE_CHECKING:
    from presswork.imposition.plan import Plan, Slot

HEAD_AREA = (HEAD[0], HEAD[1], HEAD[0] + 40, HEAD[1] + 12)


def planned(data: bytes, fold: str = "octavo") -> Plan:
    return plan_for(read_pages(data), Order(fold=fold))


def slots(plan: Plan) -> dict[int, tuple[int, Slot]]:
    """The sheet side (from 0) and the slot of each page."""
    return {slot.page: (at, slot) for at, side in enumerate(sides(plan)) for slot in side.slots if slot.page}


def linked(count: int = 16) -> Made:
    """Every page's head is a link to the next page's head; the last one's leads to the web."""
    made = document()
    pages = [made.page(number) for number in range(1, count + 1)]
    for at, page in enumerate(pages[:-1]):
        target = Array([pages[at + 1], Name.XYZ, HEAD[0], HEAD[1], 0])
        if at % 2:
            made.link(page, HEAD_AREA, A=Dictionary(S=Name.GoTo, D=target))
        else:
            made.link(page, HEAD_AREA, Dest=target)
    made.link(pages[-1], HEAD_AREA, A=Dictionary(S=Name.URI, URI=String("https://harbour.example/")))
    return made


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def leads_to(pdf: pikepdf.Pdf, destination: Any) -> tuple[int, list[Any]]:
    """The sheet (from 0) a destination is on, and the rest of it."""
    numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
    return numbers[destination[0].objgen], list(destination)[1:]


def assert_shows_head(pdf: pikepdf.Pdf, destination: Any, plan: Plan, number: int) -> None:
    """The destination is on the sheet of that page: its head when the page is upright, else the page as it lies."""
    sheet, (kind, *values) = leads_to(pdf, destination)
    side, slot = slots(plan)[number]
    assert sheet == side
    if slot.rotation == 0:
        assert kind == "/XYZ"
        assert [float(v) for v in values[:2]] == pytest.approx(on_slot(slot, *HEAD), abs=0.02)
    else:
        assert kind == "/FitR"
        corners = (slot.x, slot.y, slot.x + slot.width, slot.y + slot.height)
        assert [float(v) for v in values] == pytest.approx(corners, abs=0.02)


@pytest.mark.parametrize("fold", ["folio", "octavo"])
def test_links_lie_on_their_words_and_lead_to_their_pages(fold: str) -> None:
    data = linked().bytes()
    plan = planned(data, fold)
    drawn = draw(data, plan)
    seen = pypdfium2.PdfDocument(drawn)
    with opened(drawn) as pdf:
        found = {}
        for at, page in enumerate(pdf.pages):
            for link in page.obj.get("/Annots", ()):
                area = [float(v) for v in link.Rect]
                assert link.P.objgen == page.obj.objgen
                over = [
                    n for n, (side, _) in slots(plan).items() if side == at and _inside(find(seen[at], head(n)), area)
                ]
                assert len(over) == 1
                found[over[0]] = link
        assert sorted(found) == list(range(1, 17))
        assert found[16].A.URI == "https://harbour.example/"
        for number in range(1, 16):
            link = found[number]
            assert_shows_head(pdf, link.Dest if "/Dest" in link else link.A.D, plan, number + 1)


def _inside(letter: Any, area: list[float]) -> bool:
    x, y = (letter[0] + letter[2]) / 2, (letter[1] + letter[3]) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def test_bookmarks_and_named_destinations_lead_to_the_sheets() -> None:
    made = linked()
    pages = [page.obj for page in made.pdf.pages]
    shared = made.pdf.make_indirect(Array([pages[4], Name.XYZ, HEAD[0], HEAD[1], 0]))
    made.pdf.Root.Names = Dictionary(
        Dests=Dictionary(
            Kids=Array([Dictionary(Names=Array([String("five"), Dictionary(D=shared), String("six"), shared]))])
        )
    )
    made.pdf.Root.Dests = Dictionary(nine=Array([pages[8], Name.Fit]))
    with made.pdf.open_outline() as outline:
        part = OutlineItem("Part", Array([pages[2], Name.XYZ, HEAD[0], HEAD[1], None]))
        part.children.append(OutlineItem("Chapter", Array([pages[9], Name.FitH, 300])))
        outline.root.append(part)
    data = made.bytes()
    plan = planned(data)
    with opened(draw(data, plan)) as pdf:
        first = pdf.Root.Outlines.First
        assert first.Title == "Part"
        assert_shows_head(pdf, first.get("/Dest", None) or first.A.D, plan, 3)
        chapter = first.First
        assert leads_to(pdf, chapter.get("/Dest", None) or chapter.A.D)[0] == slots(plan)[10][0]
        leaves = pdf.Root.Names.Dests.Kids[0].Names
        assert_shows_head(pdf, leaves[1].D, plan, 5)
        assert_shows_head(pdf, leaves[3], plan, 5)
        assert leads_to(pdf, pdf.Root.Dests.nine)[0] == slots(plan)[9][0]


def test_links_to_pages_that_lie_on_no_sheet_go_and_take_the_pages_along() -> None:
    data = linked(8).bytes()
    plan = planned(data, "folio")
    with opened(draw(data, plan, part=FRONTS)) as pdf:
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", ())]
        assert [str(link.A.URI) for link in links if "/URI" in link.get("/A", {})] == ["https://harbour.example/"]
        here = {slot.page for side in sides(plan) if side.name == "front" for slot in side.slots if slot.page}
        assert len(links) == sum(n + 1 in here or n == 8 for n in here)


def test_repeated_links_lie_on_every_copy() -> None:
    made = document()
    page = made.page(1)
    made.link(page, HEAD_AREA, A=Dictionary(S=Name.URI, URI=String("https://harbour.example/")))
    data = made.bytes()
    plan = planned(data, "repeat:2x2")
    with opened(draw(data, plan)) as pdf:
        areas = {tuple(round(float(v)) for v in link.Rect) for link in pdf.pages[0].obj.Annots}
        wanted = {tuple(round(v) for v in on_slot(slot, *HEAD_AREA[:2])) for slot in sides(plan)[0].slots}
        assert {area[:2] for area in areas} == wanted
        assert len(wanted) == 4


def test_a_hidden_layer_stays_hidden() -> None:
    made = document()
    hidden = made.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Proof")))
    resources = Dictionary(Font=Dictionary(F=made.font), Properties=Dictionary(L=hidden))
    ink = "/OC /L BDC q 1 0 0 rg 100 150 100 100 re f Q EMC\n"
    made.page(1, extra=ink, Resources=resources)
    off = Dictionary(OCGs=Array([hidden]), D=Dictionary(OFF=Array([hidden]), Order=Array([hidden])))
    made.pdf.Root.OCProperties = off
    plan = planned(made.bytes(), "repeat:1x1")
    slot = sides(plan)[0].slots[0]
    x, y = on_slot(slot, 150, 200)
    assert is_white(colour_at(pixels(draw(made.bytes(), plan)), x, y))
    off.D.OFF = Array([])
    assert is_colour_of(1, colour_at(pixels(draw(made.bytes(), plan)), x, y))


def tagged(count: int = 16) -> Made:
    """Each page has two paragraphs in the structure tree; the first page's is a link too."""
    made = document()
    root = made.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    body = made.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array([])))
    nums = Array([])
    for number in range(1, count + 1):
        content = f"/P <</MCID 0>> BDC BT /F 12 Tf 40 370 Td ({head(number)}) Tj ET EMC\n"
        content += f"/P <</MCID 1>> BDC BT /F 12 Tf 40 40 Td ({foot(number)}) Tj ET EMC\n"
        page = made.page(number, StructParents=number - 1, Contents=made.pdf.make_stream(content.encode()))
        single = made.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=body, Pg=page, K=0))
        second = made.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.P, P=body, K=Array([Dictionary(Type=Name.MCR, Pg=page, MCID=1)]))
        )
        body.K.extend(Array([single, second]))
        nums.extend(Array([number - 1, Array([single, second])]))
    link = made.link(
        made.pdf.pages[0].obj, HEAD_AREA, StructParent=count, A=Dictionary(S=Name.URI, URI=String("https://a.example/"))
    )
    holder = made.pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Link,
            P=body,
            Pg=made.pdf.pages[0].obj,
            K=Array([Dictionary(Type=Name.OBJR, Obj=link)]),
        )
    )
    body.K.append(holder)
    nums.extend(Array([count, holder]))
    root.K, root.ParentTree = Array([body]), Dictionary(Nums=nums)
    made.pdf.Root.StructTreeRoot, made.pdf.Root.MarkInfo = root, Dictionary(Marked=True)
    return made


def read_by_tags(pdf: pikepdf.Pdf) -> list[str]:
    """The words in the order of the structure tree, each found in the stream that its reference names."""
    words = []
    for element in pdf.Root.StructTreeRoot.K[0].K:
        for kid in element.K if isinstance(element.K, Array) else [element.K]:
            if kid.Type == "/OBJR":
                words.append("link on " + str(kid.Obj.P.objgen == kid.Pg.objgen))
                continue
            # A reference that names no sheet is to that of its element (ISO 32000-1, table 324).
            forms = kid.get("/Pg", element.get("/Pg")).Resources.XObject
            assert any(form.objgen == kid.Stm.objgen for _, form in forms.items()), "the sheet paints no such form"
            text = kid.Stm.read_bytes().decode()
            words.append(text.split(f"/MCID {int(kid.MCID)}>>")[1].split("(")[1].split(")")[0])
    return words


def test_tags_read_a_folded_sheet_in_order() -> None:
    data = tagged().bytes()
    with opened(draw(data, planned(data), tags=True)) as pdf:
        wanted = [word for number in range(1, 17) for word in (head(number), foot(number))]
        assert read_by_tags(pdf) == [*wanted, "link on True"]
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
        for page in pdf.pages:
            assert "/StructParents" not in page.obj
            for name, form in page.obj.Resources.XObject.items():
                assert int(form.StructParents) == int(name[2:]) - 1
                assert parents[int(form.StructParents)][0].K.Stm.objgen == form.objgen
            assert page.obj.get("/Tabs", "/S") == "/S"
        assert pdf.check_pdf_syntax() == []


def test_tags_of_pages_on_no_sheet_are_gone() -> None:
    data = tagged(4).bytes()
    with opened(draw(data, planned(data, "folio"), tags=True, part=FRONTS)) as pdf:
        empty = [kid for kid in pdf.Root.StructTreeRoot.K[0].K if "/K" not in kid or not len(kid.K)]
        assert len(empty) == 4
        objects = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/Page"]
        assert len(objects) == 1


@pytest.mark.parametrize("fold", ["octavo", "repeat:2x2"])
def test_without_tags_the_file_claims_none(fold: str) -> None:
    made = tagged()
    with made.pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["pdfuaid:part"] = "1"
        xmp["pdfaid:part"], xmp["pdfaid:conformance"] = "2", "A"
        xmp["dc:title"] = "The crane"
    data = made.bytes()
    with opened(draw(data, planned(data, fold), tags=fold != "octavo")) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert "/MarkInfo" not in pdf.Root
        xmp = pdf.open_metadata()
        assert "pdfuaid:part" not in xmp
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "U")
        assert xmp["dc:title"] == "The crane"


def test_our_own_tagged_pages_read_in_order_on_sheets() -> None:
    from pdf_samples import made, paragraphs, sentence, tags

    file = made(paragraphs(14), standard="pdf/ua-1")
    before = tags(file)
    assert len(before.all("P")) > 10
    plan = planned(file.data, "folio")
    with opened(draw(file.data, plan, tags=True)) as pdf:
        assert pdf.check_pdf_syntax() == []
        kinds, waiting = [], list(reversed(pdf.Root.StructTreeRoot.K))
        while waiting:
            element = waiting.pop()
            if isinstance(element, Dictionary) and element.get("/Type") == "/StructElem":
                kinds.append(str(element.S)[1:])
                kids = element.get("/K", [])
                waiting += reversed(list(kids) if isinstance(kids, Array) else [kids])
        assert kinds == ["Document", *(tag.role for tag in before.below())]
        title = pdf.open_metadata().get("dc:title")
        assert title == "The crane & the quay"
    assert sentence(0)[:20] in words_of(pypdfium2.PdfDocument(draw(file.data, plan))[0])


def test_what_is_filled_in_is_printed_and_the_form_is_gone() -> None:
    made = document()
    page = made.page(1)
    look = made.pdf.make_stream(
        b"q 0 0 1 rg 0 0 80 20 re f Q BT /F 12 Tf 2 5 Td (Filled) Tj ET",
        Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 80, 20]), Resources=page.Resources,
    )  # fmt: skip
    field = made.pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Filled"), F=4,
            Rect=Array([100, 200, 180, 220]), AP=Dictionary(N=look), P=page,
        )
    )  # fmt: skip
    popup = Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=Array([0, 0, 50, 50]))
    page.Annots = Array([field, popup])
    made.link(page, HEAD_AREA, A=Dictionary(S=Name.URI, URI=String("https://harbour.example/")))
    made.pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    data = made.bytes()
    plan = planned(data, "repeat:1x1")
    slot = sides(plan)[0].slots[0]
    drawn = draw(data, plan)
    assert is_colour_of(3, colour_at(pixels(drawn), *on_slot(slot, 175, 203)))
    assert "Filled" in words_of(pypdfium2.PdfDocument(drawn)[0])
    with opened(drawn) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert [link.Subtype for link in pdf.pages[0].obj.Annots] == ["/Link"]


def test_a_link_outside_the_trim_is_left_out() -> None:
    made = document()
    made.link(made.page(1, bleed=30), (-25, 100, -15, 120), A=Dictionary(S=Name.URI, URI=String("https://a.example/")))
    data = made.bytes()
    with opened(draw(data, planned(data, "repeat:1x1"))) as pdf:
        assert "/Annots" not in pdf.pages[0].obj


def test_attachments_and_info_stay() -> None:
    data = numbered(4)
    with opened(data) as pdf:
        pdf.attachments["notes.txt"] = b"the tide tables"
        pdf.docinfo["/Title"] = "The crane"
        out = io.BytesIO()
        pdf.save(out)
    with opened(draw(out.getvalue(), planned(data, "folio"))) as pdf:
        assert pdf.attachments["notes.txt"].get_file().read_bytes() == b"the tide tables"
        assert pdf.docinfo["/Title"] == "The crane"
