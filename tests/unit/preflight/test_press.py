"""What preflight says of a file for the press, on good files and on files spoilt in one place."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from press_samples import hard_body, press_file

from presswork import preflight
from presswork.article import Article, Metadata, Text
from presswork.edition import Edition, EditionFile

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLE = Article.of(Metadata(title=Text.of("The tide"), slug="tide"), "<p>x</p>")
PLAIN = hard_body(half_transparent=False)


def findings(data: bytes, standard: str, **edition: Any) -> list[str]:
    made = Edition("press", "pdf", standard=standard, **edition)
    found = preflight.run_file(EditionFile("press", ".pdf", data), ARTICLE, made)
    return [str(each) for each in found if each.code.startswith("P2")]


@pytest.mark.parametrize("standard", ["pdf/x-4", "pdf/x-1a"])
def test_our_own_files_are_sound(standard: str) -> None:
    assert findings(press_file(standard).data, standard) == []


def test_other_editions_are_not_asked() -> None:
    assert findings(press_file("pdf/x-4").data, "pdf/ua-1") == []


def _paint(pdf: pikepdf.Pdf, operators: str) -> None:
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + operators.encode())


def _picture(pdf: pikepdf.Pdf, **entries: Any) -> Any:
    size = {"Width": 2, "Height": 2, "BitsPerComponent": 8}
    return pdf.make_stream(b"\x22" * 16, Type=Name.XObject, Subtype=Name.Image, **size, **entries)


def _rgb_operator(pdf: pikepdf.Pdf) -> None:
    _paint(pdf, "1 0 0 rg 0 0 9 9 re f")


def _rgb_in_a_pattern(pdf: pikepdf.Pdf) -> None:
    cell = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 9, "YStep": 9, "BBox": Array([0, 0, 9, 9])}
    pattern = pdf.make_stream(b"0 0 1 RG 0 0 m 9 9 l S", Resources=Dictionary(), **cell)
    pdf.pages[0].obj.Resources.Pattern["/Spoilt"] = pattern
    _paint(pdf, "/Pattern cs /Spoilt scn 0 0 9 9 re f")


def _rgb_image_never_painted(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.XObject["/Spoilt"] = _picture(pdf, ColorSpace=Name.DeviceRGB)


def _rgb_profile_in_an_image(pdf: pikepdf.Pdf) -> None:
    space = Array([Name.ICCBased, pdf.make_stream(b"", N=3)])
    pdf.pages[0].obj.Resources.XObject["/Spoilt"] = _picture(pdf, ColorSpace=space)
    _paint(pdf, "/Spoilt Do")


def _rgb_gradient(pdf: pikepdf.Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0]), C1=Array([1, 0, 0]), N=1)
    pdf.pages[0].obj.Resources.Shading["/Spoilt"] = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 9, 9]), Function=function
    )
    _paint(pdf, "/Spoilt sh")


def _palette_of_rgb(pdf: pikepdf.Pdf) -> None:
    space = Array([Name.Indexed, Name.DeviceRGB, 0, pikepdf.String(b"\0\0\0")])
    pdf.pages[0].obj.Resources.XObject["/Spoilt"] = _picture(pdf, ColorSpace=space)


def _opacity(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.ExtGState["/Spoilt"] = Dictionary(ca=0.5)
    _paint(pdf, "/Spoilt gs")


def _blend_mode(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.ExtGState["/Spoilt"] = Dictionary(BM=Name.Multiply)
    _paint(pdf, "/Spoilt gs")


def _soft_masked_image(pdf: pikepdf.Pdf) -> None:
    mask = _picture(pdf, ColorSpace=Name.DeviceGray)
    pdf.pages[0].obj.Resources.XObject["/Spoilt"] = _picture(pdf, ColorSpace=Name.DeviceCMYK, SMask=mask)
    _paint(pdf, "/Spoilt Do")


def _group(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)


def _no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _intent_of_a_screen(pdf: pikepdf.Pdf) -> None:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    data = profile.read_bytes()
    profile.write(data[:12] + b"mntrRGB " + data[20:])


def _nameless_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents[0]["/OutputConditionIdentifier"]


def _no_trim(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/TrimBox"]


def _trim_outside_the_bleed(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.TrimBox = Array([-40, 0, 300, 400])


def _link(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([20, 20, 60, 40]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def _font_in_a_form(pdf: pikepdf.Pdf) -> None:
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier))
    kind = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}
    pdf.pages[0].obj.Resources.XObject["/Spoilt"] = pdf.make_stream(
        b"0 0 m", Resources=Dictionary(Font=Dictionary(F1=font)), **kind
    )


def _not_trapped(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Trapped"]


def _no_claim(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/GTS_PDFXVersion"]


def _no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


def _registration_black(pdf: pikepdf.Pdf) -> None:
    _paint(pdf, "1 1 1 1 k 0 0 9 9 re f")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_rgb_operator, "page 1: error P202 a colour is in DeviceRGB, not in the inks of the press"),
        (_rgb_in_a_pattern, "error P202 a colour is in DeviceRGB"),
        (_rgb_image_never_painted, "error P202 a colour is in DeviceRGB"),
        (_rgb_profile_in_an_image, "error P202 a colour is in an ICC profile of three colours"),
        (_rgb_gradient, "error P202 a colour is in DeviceRGB"),
        (_palette_of_rgb, "error P202 a colour is in DeviceRGB"),
        (_opacity, "page 1: error P203 the page has an opacity of 0.5, which pdf/x-1a forbids"),
        (_blend_mode, "error P203 the page has a blend mode"),
        (_soft_masked_image, "error P203 the page has an image with a soft mask"),
        (_group, "error P203 the page has a transparency group"),
        (_no_intent, "error P201 the file has 0 output intents for PDF/X, not one"),
        (_intent_of_a_screen, "error P201 the output intent's profile is of class 'mntr' for RGB, not of a CMYK press"),
        (_nameless_intent, "error P201 the output intent does not name its printing condition"),
        (_no_trim, "page 1: error P204 the page cannot be cut: it has no trim box"),
        (_trim_outside_the_bleed, "error P204 the page cannot be cut: its trim, bleed and media boxes do not lie"),
        (_link, "page 1: error P205 the page has an annotation (Link)"),
        (_script, "error P205 the page has OpenAction in the catalog"),
        (_font_in_a_form, "error P206 the font 'Courier' is not embedded"),
        (_not_trapped, "error P207 the file does not say whether it is trapped"),
        (_no_claim, "error P207 the file does not say that it is PDF/X-1a"),
        (_no_title, "error P207 the file's information has no Title"),
        (_registration_black, "page 1: warning P208 a colour lays 400 % of ink, more than 300 %"),
    ],
)
def test_each_fault_is_found_and_nothing_else(spoil: Callable[[pikepdf.Pdf], None], said: str) -> None:
    with pikepdf.open(io.BytesIO(press_file("pdf/x-1a", body=PLAIN).data)) as pdf:
        spoil(pdf)
        target = io.BytesIO()
        pdf.save(target, force_version="1.4")
    [finding] = findings(target.getvalue(), "pdf/x-1a")
    assert finding.startswith("press/tide.pdf")
    assert said in finding


def test_a_newer_pdf_than_the_standard_is_refused() -> None:
    found = findings(press_file("pdf/x-4").data.replace(b"%PDF-1.6", b"%PDF-1.7", 1), "pdf/x-4")
    assert ["P207 the file is PDF 1.7, and PDF/X-4 is PDF 1.6" in each for each in found] == [True]


def test_the_printers_limit_of_ink_is_asked_when_it_is_less_than_the_profiles() -> None:
    file = press_file("pdf/x-4")
    assert findings(file.data, "pdf/x-4") == []
    dark = press_file("pdf/x-4", body='<p style="color:device-cmyk(.6 .6 .6 .8)">Four inks</p>')
    [finding] = findings(dark.data, "pdf/x-4", printer="ingramspark")
    assert "warning P208 a colour lays 260 % of ink, more than 240 %" in finding


def test_a_link_outside_the_bleed_is_allowed() -> None:
    with pikepdf.open(io.BytesIO(press_file("pdf/x-4").data)) as pdf:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([900, 20, 960, 40]))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        target = io.BytesIO()
        pdf.save(target)
    assert findings(target.getvalue(), "pdf/x-4") == []
