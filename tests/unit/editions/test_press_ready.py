"""Files for the press: what they look like, what they say of themselves, and what is no longer in them."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import pikepdf
import pytest
from font_source_serif_pro import font_files_ttf
from pdf_samples import STATED, URN, made, opened, page, page_texts, paragraphs
from PIL import Image, ImageChops, ImageStat
from press_samples import disc, figure, hard_body, photograph, press_file, rendered

from presswork.diagnostics import Rejected
from presswork.edition import Asset, Edition, Page
from presswork.editions.pdf import typeset
from presswork.editions.press.profile import FOLDER
from presswork.preflight.pressreading import survey

BOTH = pytest.mark.parametrize("standard", ["pdf/x-4", "pdf/x-1a"])


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures' pixels, 0 to 255."""
    assert one.size == other.size
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


@BOTH
def test_all_colours_are_inks_and_the_text_is_the_same(standard: str) -> None:
    file = press_file(standard)
    assert survey(file.data).foreign == {}
    assert page_texts(file) == page_texts(made(hard_body()))


@BOTH
def test_it_looks_like_the_screen_as_far_as_inks_can(standard: str) -> None:
    """sRGB's brightest colours are out of a press's reach, the rest is near."""
    screen = typeset(page(hard_body(), css="@page{bleed:5mm}"), Edition("reader", "pdf"), STATED, URN)
    assert 0 < difference(rendered(screen.data), rendered(press_file(standard).data)) < 14


def test_flattened_on_white_it_looks_as_with_its_transparency() -> None:
    clear, opaque = (rendered(press_file(standard).data) for standard in ("pdf/x-4", "pdf/x-1a"))
    assert difference(clear, opaque) < 0.7


def test_only_the_newer_standard_has_transparency() -> None:
    clear, opaque = (survey(press_file(standard).data) for standard in ("pdf/x-4", "pdf/x-1a"))
    assert {"a soft mask", "an opacity of 0.5", "an image with a soft mask"} <= set(clear.transparent)
    assert opaque.transparent == {}


def test_flattening_is_told_where_the_page_looks_different_and_only_there() -> None:
    veil = '<div style="height:12mm;background:rgba(0,102,204,.4)"></div>'
    tinted = f'<div style="background:#fd6;padding:4mm">{veil}</div>'
    body = f'{veil}<div style="break-before:page">{tinted}</div>'
    assert [f.code for f in press_file("pdf/x-1a").findings] == ["E231"], "all of it lies on white"
    assert [f.code for f in press_file("pdf/x-4", body=body).findings] == ["E231"]
    _, changed = press_file("pdf/x-1a", body=body).findings
    assert changed.code == "E233"
    assert changed.message.startswith("on page 2 something half transparent lies on a colour")


def test_where_a_picture_is_wholly_transparent_its_ground_is_seen() -> None:
    body = f'<div style="background:#0b5563;width:30mm;height:30mm">{figure(disc(), "PNG")}</div>'
    clear, opaque = (rendered(press_file(standard, body=body).data) for standard in ("pdf/x-4", "pdf/x-1a"))
    assert difference(clear, opaque) < 1.5
    with opened(press_file("pdf/x-1a", body=body)) as pdf:
        [picture] = [each for each in pdf.pages[0].obj.Resources.XObject.values() if "/Mask" in each]
        assert picture.Mask.ImageMask


@pytest.mark.parametrize(
    ("definition", "use", "what"),
    [
        ('<filter id="f"><feBlend mode="multiply"/></filter>', 'filter="url(#f)"', "a blend mode"),
        ('<mask id="m"><circle cx="9" cy="9" r="8" fill="#fff"/></mask>', 'mask="url(#m)"', "a mask"),
    ],
)
def test_what_cannot_be_flattened_is_refused_for_the_older_standard(definition: str, use: str, what: str) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" role="img"><title>Inks</title>'
        f'<defs>{definition}</defs><rect width="40" height="40" fill="#fd0" {use}/></svg>'
    )
    with pytest.raises(Rejected) as caught:
        press_file("pdf/x-1a", body=drawing)
    assert [f.code for f in caught.value.findings] == ["E232"]
    assert f"{what} cannot be flattened for pdf/x-1a" in caught.value.findings[0].message
    found = survey(press_file("pdf/x-4", body=drawing).data)
    assert {"a blend mode": "a blend mode", "a mask": "a soft mask"}[what] in found.transparent
    assert found.foreign == {}


@BOTH
def test_black_text_is_black_alone(standard: str) -> None:
    with opened(press_file(standard, body=paragraphs(2), css="html{color:#161616}")) as pdf:
        [content] = [page.obj.Contents.read_bytes().decode() for page in pdf.pages]
    assert set(re.findall(r"^.* k$", content, re.MULTILINE)) == {"0 0 0 1 k"}
    assert content.count("/PressText gs") == content.count("/PressKnock gs") == content.count("BT") > 0


def test_grey_pictures_stay_grey_and_photographs_become_inks() -> None:
    grey = photograph().convert("L")
    body = figure(grey, "JPEG") + figure(grey.convert("RGB"), "PNG") + figure(photograph(), "JPEG")
    with opened(press_file(body=body)) as pdf:
        spaces = sorted(str(each.ColorSpace) for each in pdf.pages[0].obj.Resources.XObject.values())
    assert spaces == ["/DeviceCMYK", "/DeviceGray", "/DeviceGray"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_printers_limit_of_ink_is_kept_in_pictures_of_all_kinds(kind: str) -> None:
    dark = Image.merge("RGB", [photograph().convert("L").point(lambda level: level // 6)] * 3)
    dark.paste(photograph().point(lambda level: level // 3), (0, 0))
    body = figure(dark, kind)
    free, limited = (survey(press_file(body=body, ink=ink).data).densest for ink in (None, 240))
    assert free[0] > 250
    assert free[2] == limited[2] == "an image"
    assert limited[0] <= 241


def test_a_picture_in_inks_stays_as_its_maker_separated_it_unless_it_has_too_much() -> None:
    ramp = photograph().convert("L")
    inks = Image.merge("CMYK", (ramp, ramp.rotate(90), ramp.rotate(180), ramp.point(lambda level: level // 3)))
    [stays] = _jpegs(press_file(body=figure(inks, "JPEG")).data)
    assert base64.b64encode(stays).decode() in figure(inks, "JPEG")
    limited = press_file(body=figure(inks, "JPEG"), ink=180)
    [made] = _jpegs(limited.data)
    assert made != stays
    assert 170 < survey(limited.data).densest[0] <= 181


def _jpegs(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [e.read_raw_bytes() for e in pdf.objects if isinstance(e, pikepdf.Stream) and "/ColorSpace" in e]


def test_the_ink_is_reported() -> None:
    [finding] = press_file(ink=240).findings
    assert re.fullmatch(
        r"no profile is named: separated for FOGRA39; the densest spot has 2[0-4]\d % of ink, 240 % are allowed",
        finding.message,
    )
    [named] = press_file(profile=FOLDER / "fogra47.icc").findings
    assert named.code == "E235"
    assert named.message.startswith("separated for FOGRA47; the densest spot has ")


@BOTH
def test_the_boxes_are_the_trim_and_the_whole_bleed(standard: str) -> None:
    with opened(press_file(standard)) as pdf:
        for each in pdf.pages:
            trim, bleed, media = (
                [float(edge) for edge in each.obj[key]] for key in ("/TrimBox", "/BleedBox", "/MediaBox")
            )
            assert bleed == media
            assert trim == pytest.approx([0, 0, 148 / 25.4 * 72, 210 / 25.4 * 72], abs=0.01)
            assert bleed == pytest.approx([-5 / 25.4 * 72] * 2 + [153 / 25.4 * 72, 215 / 25.4 * 72], abs=0.01)


@BOTH
def test_nothing_for_screens_is_left(standard: str) -> None:
    with opened(press_file(standard)) as pdf:
        assert not [page for page in pdf.pages if "/Annots" in page.obj]
        assert not {"/Outlines", "/Names", "/StructTreeRoot", "/MarkInfo", "/AcroForm", "/OpenAction"} & set(
            pdf.Root.keys()
        )


def test_the_intent_names_the_condition_and_holds_the_profile() -> None:
    profile = FOLDER / "gracol.icc"
    with opened(press_file(profile=profile)) as pdf:
        [intent] = pdf.Root.OutputIntents
        assert intent.S == pikepdf.Name.GTS_PDFX
        assert intent.OutputConditionIdentifier == "CGATS TR 006"
        assert intent.RegistryName == "http://www.color.org"
        assert intent.DestOutputProfile.read_bytes() == profile.read_bytes()
        assert intent.DestOutputProfile.N == 4


def test_each_standard_is_claimed_as_it_asks() -> None:
    old, new = press_file("pdf/x-1a").data, press_file("pdf/x-4").data
    assert old.startswith(b"%PDF-1.4")
    assert new.startswith(b"%PDF-1.6")
    with pikepdf.open(io.BytesIO(old)) as pdf:
        assert pdf.docinfo.GTS_PDFXVersion == "PDF/X-1a:2003"
        assert pdf.docinfo.Trapped == pikepdf.Name("/False")
    with pikepdf.open(io.BytesIO(new)) as pdf:
        assert "/GTS_PDFXVersion" not in pdf.docinfo
        assert pdf.docinfo.Title == "The crane & the quay"
        assert "/Filter" not in pdf.Root.Metadata
        packet = pdf.Root.Metadata.read_bytes().decode()
    assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in packet
    assert "<pdf:Trapped>False</pdf:Trapped>" in packet
    assert re.search(r"<xmpMM:DocumentID>uuid:[0-9a-f-]{36}<", packet)


@BOTH
def test_the_same_page_gives_the_same_bytes(standard: str) -> None:
    again = typeset(page(hard_body(), css="@page{bleed:5mm}"), Edition("press", "pdf", standard=standard), STATED, URN)
    assert again.data == press_file(standard).data


def test_old_pdf_has_bare_outlines_instead_of_opentype_files() -> None:
    html = (
        '<html lang="en"><head><title>T</title><style>@font-face{font-family:Own;src:url(fonts/own.otf)}'
        "p{font-family:Own}</style></head><body><p>Bollards and hawsers</p></body></html>"
    )
    opentype = Path(font_files_ttf["SourceSerifPro"]).with_suffix(".otf")
    own = Asset("fonts/own.otf", "font/otf", opentype.read_bytes())
    text = Page("paper", "T", "en", html, (), {own.name: own})
    files = {std: typeset(text, Edition("press", "pdf", standard=std), STATED, URN) for std in ("pdf/x-4", "pdf/x-1a")}
    kinds = {}
    for standard, file in files.items():
        with opened(file) as pdf:
            kinds[standard] = [str(e.Subtype) for e in pdf.objects if isinstance(e, pikepdf.Stream) and "/Subtype" in e]
        assert page_texts(file) == ["Bollards and hawsers"]
    assert "/OpenType" in kinds["pdf/x-4"]
    assert "/OpenType" not in kinds["pdf/x-1a"]
    assert "/CIDFontType0C" in kinds["pdf/x-1a"]
    assert difference(*(rendered(file.data) for file in files.values())) < 0.05


def test_a_profile_whose_tables_are_spoilt_is_refused(tmp_path: Path) -> None:
    press = (FOLDER / "fogra39.icc").read_bytes()
    spoilt = tmp_path / "spoilt.icc"
    spoilt.write_bytes(press[:900] + b"\xff" * (len(press) - 900))
    with pytest.raises(Rejected) as caught:
        press_file(body="<p>x</p>", profile=spoilt)
    assert [f.code for f in caught.value.findings] == ["E230"]
