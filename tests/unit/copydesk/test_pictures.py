"""Hostile and broken image files give one clear finding; drawings keep only what draws."""

from __future__ import annotations

import base64
import io
import struct
import time
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from presswork.copydesk.pictures import BadPicture, asset_of, fit

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'

ENTITY = "&a{0};" * 10
USE = "<use href='#a{0}'/>" * 10


def picture(kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((300, 200)).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes whose header promises far more."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def code(data: bytes) -> str:
    with pytest.raises(BadPicture) as refused:
        fit(data)
    assert refused.value.hint
    return refused.value.code


def drawing(attributes: str = 'width="10" height="10"', content: str = '<rect width="1" height="1"/>') -> bytes:
    return SVG.format(attributes, content).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<html><body/></html>",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"\0\0\0\x18ftypheic",
        b"8BPS",
        b"<?xml version='1.0'?><svg xmlns='urn:other'/>",
    ],
)
def test_what_is_no_image_is_named(data: bytes) -> None:
    assert code(data) == "T404"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
def test_a_file_cut_short_is_damaged(kind: str) -> None:
    data = picture(kind)
    assert code(data[: len(data) // 2]) == "T405"


@pytest.mark.parametrize("size", [(30_001, 10), (10, 30_001), (20_000, 20_000), (200_000, 200_000)])
def test_too_many_pixels_are_refused_before_they_are_read(size: tuple[int, int]) -> None:
    begun = time.monotonic()
    assert code(png_that_claims(*size)) == "T406"
    assert time.monotonic() - begun < 2


def test_a_file_that_is_too_large_is_refused() -> None:
    assert code(picture("PNG") + bytes(64 * 2**20)) == "T406"
    assert code(b"<svg xmlns='http://www.w3.org/2000/svg'>" + b" " * (9 * 2**20) + b"</svg>") == "T406"


@given(st.binary(max_size=400), st.integers(0, 5), st.integers(1, 600))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_an_image_or_a_finding(noise: bytes, kind: int, at: int) -> None:
    whole = picture(("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP")[kind])
    for data in (noise, whole[:at] + noise + whole[at + len(noise) :]):
        try:
            fitted = fit(data)
        except BadPicture:
            continue
        assert fit(fitted.data).data == fitted.data


def test_names_are_plain_whatever_the_file_is_called() -> None:
    fitted = fit(picture("PNG"))
    for name in ("../../Ünïcode  name!.PNG", "a/b/Unicode-Name.png", "C:\\unicode_name.png"):
        assert asset_of(name, fitted).name.startswith("images/unicode")
    assert asset_of("帆船.png", fitted).name.startswith("images/image-")
    assert len(asset_of("x" * 400, fitted).name) < 90


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="10cm" viewBox="0 0 100 50"', (378, 189)),
        ('viewBox="0 0 100 50"', (100, 50)),
        ('width="100%" height="100%" viewBox="0,0 10 20"', (10, 20)),
        ('width="20" height="30pt"', (20, 40)),
        ("", (300, 150)),
        ('width="-5" height="0" viewBox="0 0 -1 1"', (300, 150)),
    ],
)
def test_a_drawing_has_a_size(attributes: str, size: tuple[int, int]) -> None:
    fitted = fit(drawing(attributes))
    assert (fitted.width, fitted.height) == size
    assert b"viewBox=" in fitted.data
    assert fit(fitted.data).data == fitted.data


@pytest.mark.parametrize(
    "content",
    [
        '<image href="http://a.example/x.png"/>',
        '<image xlink:href="file:///etc/passwd"/>',
        '<use href="other.svg#a"/>',
        '<rect fill="url(http://a.example/x.svg#a)"/>',
        "<rect style=\"fill: url( 'file:///etc/passwd' )\"/>",
        '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
        '<image href="data:image/png;base64,AAAA"/>',
    ],
)
def test_a_drawing_that_reaches_for_files_is_refused(content: str) -> None:
    with pytest.raises(BadPicture) as caught:
        fit(drawing(content=content + "<circle r='1'/>"))
    assert caught.value.code == "T408"
    assert "outside itself" in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        '<style>@import "http://a.example/x.css";</style>',
        "<style>a{background:\\75rl(http://a.example)}</style>",
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        '<filter><feImage href="http://a.example/x.png"/></filter>',
    ],
)
def test_what_runs_or_loads_is_taken_out_and_said(content: str) -> None:
    fitted = fit(drawing(content=content + "<circle r='1'/>"))
    text = fitted.data.decode()
    for trace in (
        "script",
        "onclick",
        "alert",
        "a.example",
        "passwd",
        "foreignObject",
        "import",
        "other.svg",
        "feImage",
    ):
        assert trace not in text
    assert "<circle" in text
    assert [remark[0] for remark in fitted.remarks] == ["T408"]


def test_links_go_and_what_they_hold_stays_and_text_stays() -> None:
    fitted = fit(drawing(content='<a href="https://a.example"><text>a &lt; b</text></a><script/>after'))
    assert b"<g><text>a &lt; b</text></g>after" in fitted.data


def test_editors_own_data_goes_in_silence() -> None:
    content = '<metadata>x</metadata><i:view xmlns:i="http://www.inkscape.org/namespaces/inkscape"/><g i:label="L" '
    fitted = fit(drawing(content=content + 'xmlns:i="http://www.inkscape.org/namespaces/inkscape"/>'))
    assert fitted.remarks == ()
    assert b"inkscape" not in fitted.data


def test_an_image_inside_a_drawing_is_cleaned_too() -> None:
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_text("Author", "someone")
    inside = base64.b64encode(picture("PNG", pnginfo=said)).decode()
    fitted = fit(drawing(content=f'<image href="data:image/png;base64,{inside}"/>'))
    assert base64.b64encode(picture("PNG")) in fitted.data


@pytest.mark.parametrize(
    "doctype",
    [
        '[<!ENTITY a "b">]',
        '[<!ENTITY a SYSTEM "file:///etc/passwd">]',
        '[<!ENTITY % a SYSTEM "http://a.example/x"> %a;]',
        "[" + '<!ENTITY a0 "x">' + "".join(f'<!ENTITY a{i} "{ENTITY.format(i - 1)}">' for i in range(1, 12)) + "]",
    ],
)
def test_entities_are_refused(doctype: str) -> None:
    name = "a11" if "a11" in doctype else "a"
    assert code(f"<!DOCTYPE svg {doctype}>".encode() + drawing(content=f"<text>&{name};</text>")) == "T409"


@pytest.mark.parametrize(
    "content",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a0"><rect/></g>' + "".join(f'<g id="a{i}">{USE.format(i - 1)}</g>' for i in range(1, 12)),
        "<g>" * 3000 + "</g>" * 3000,
    ],
)
def test_drawings_without_end_are_refused(content: str) -> None:
    assert code(drawing(content=content)) == "T409"


def test_a_drawing_that_is_not_well_formed_is_damaged() -> None:
    assert code(b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>") == "T405"


def test_a_drawing_without_namespace_or_in_another_encoding_is_read() -> None:
    assert b'<svg xmlns="http://www.w3.org/2000/svg"' in fit(b'<svg width="1" height="1"><g/></svg>').data
    assert fit(drawing().decode().encode("utf-16")).width == 10
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert b"DOCTYPE" not in fit(doctype + drawing()).data


def test_ids_become_xml_names_and_references_follow() -> None:
    content = (
        '<style>#1a{fill:url(#a b)}</style><linearGradient id="a b"/><g id="1a"/><g id="dup"/><g id="dup"/>'
        '<rect fill="url(#a b)"/><use href="#1a"/><use xlink:href="#dup"/><g id="_1a"/>'
    )
    text = fit(drawing(content=content)).data.decode()
    assert 'id="a-b"' in text
    assert text.count("url(#a-b)") == 2
    assert '<use href="#_1a-2"/>' in text
    assert "#_1a-2{fill" in text
    assert text.count('id="_1a"') == 1
    assert 'id="_1a-2"' in text
    assert text.count('id="dup"') == 1
    assert fit(text.encode()).data.decode() == text


def test_many_bad_ids_take_no_long_time() -> None:
    begun = time.monotonic()
    fit(drawing(content="".join(f'<g id="{n} x"/>' for n in range(3000))))
    assert time.monotonic() - begun < 3
