"""PDFs with wrong objects in every place: they are imposed, or refused in a sentence, and never a fault of ours."""

from __future__ import annotations

import io
import random
import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from sheet_samples import document

from presswork.diagnostics import Rejected
from presswork.imposition.imposing import impose
from presswork.imposition.order import Order

WRONG = (b"null", b"(x)", b"/N", b"[ ]", b"<< >>", b"-1", b"3 0 R", b"1 0 R", b"99 0 R", b"true", b"1e9")
VALUE = re.compile(rb"(?<=[ \[])(\d+ 0 R|/[A-Za-z]+|-?\d+(?:\.\d+)?|\([^)]*\))(?=[ \]\n])")


def everything() -> bytes:
    """Eight tagged and linked pages with bookmarks, named places, a layer and a form, as plain as a PDF can be."""
    made = document()
    root = made.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    body = made.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array([])))
    pages = [made.page(number, StructParents=number - 1, tinted=number % 2 == 0) for number in range(1, 9)]
    for at, page in enumerate(pages):
        link = made.link(page, (40, 370, 80, 382), Dest=Array([pages[(at + 3) % 8], Name.XYZ, 40, 370, 0]))
        kids = Array([0, Dictionary(Type=Name.MCR, Pg=page, MCID=1), Dictionary(Type=Name.OBJR, Obj=link)])
        body.K.append(made.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=body, Pg=page, K=kids)))
    root.K, root.ParentTree = Array([body]), Dictionary(Nums=Array([0, Array([body])]))
    layer = made.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Proof")))
    field = made.pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), Rect=Array([100, 200, 180, 220]))
    )
    pages[0].Annots.append(field)
    catalog = made.pdf.Root
    catalog.StructTreeRoot = root
    catalog.AcroForm = Dictionary(Fields=Array([field]))
    catalog.ViewerPreferences = Dictionary(Direction=Name.L2R)
    profile = made.pdf.make_stream(b"profile", N=3)
    catalog.OutputIntents = Array([Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=profile)])
    catalog.Metadata = made.pdf.make_stream(b"<x xmlns:pdfuaid='a'/>", Type=Name.Metadata)
    catalog.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    catalog.Names = Dictionary(Dests=Dictionary(Names=Array([String("a"), Array([pages[2], Name.Fit])])))
    with made.pdf.open_outline() as outline:
        outline.root.append(OutlineItem("Part", Array([pages[2], Name.XYZ, 1, 2, None])))
    return made.bytes(
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.all,
        compress_streams=False,
    )


@pytest.mark.parametrize("seed", range(8))
def test_wrong_objects_are_imposed_or_refused(seed: int) -> None:
    source = everything()
    dice = random.Random(seed)
    outcomes = []
    for turn in range(60):
        data = bytearray(source)
        for _ in range(dice.randint(1, 3)):
            found = dice.choice(list(VALUE.finditer(bytes(data))))
            data[found.start() : found.end()] = dice.choice(WRONG)
        try:
            imposed = impose(bytes(data), Order(fold="folio", marks=("crop",)), tags=turn % 3 > 0)
        except Rejected as rejected:
            outcomes.append(rejected.findings[0].code)
        else:
            with pikepdf.open(io.BytesIO(imposed.data)) as pdf:
                outcomes.append(str(len(pdf.pages) > 0))
    assert outcomes.count("True") > 40
    assert set(outcomes) <= {"True", "I008", "I009", "I010", "I011", "I012", "I101", "I102", "I103"}
