"""A page with all that is hard for a press, and the files for the press that are made of it."""

from __future__ import annotations

import base64
import io
from functools import cache
from typing import Any

import pypdfium2
from pdf_samples import STATED, URN, page
from PIL import Image, ImageDraw

from presswork.edition import Edition, EditionFile
from presswork.editions.pdf import typeset


def address(image: Image.Image, kind: str) -> str:
    """The image as a `data:` address."""
    target = io.BytesIO()
    image.save(target, kind, **({"quality": 92} if kind == "JPEG" else {}))
    return f"data:image/{kind.lower()};base64,{base64.b64encode(target.getvalue()).decode()}"


@cache
def photograph() -> Image.Image:
    """Every hue, and the darkest corner that sRGB has."""
    ramp = Image.linear_gradient("L").resize((128, 128))
    return Image.merge("RGB", (ramp, ramp.rotate(90), ramp.rotate(180)))


@cache
def disc() -> Image.Image:
    """The photograph as a disc; around it there is nothing."""
    shape = Image.new("L", (128, 128), 0)
    ImageDraw.Draw(shape).ellipse((10, 10, 118, 118), fill=255)
    image = photograph().copy()
    image.putalpha(shape)
    return image


def figure(image: Image.Image, kind: str, style: str = "") -> str:
    return f'<img src="{address(image, kind)}" alt="a sample" style="width:30mm;{style}"/>'


@cache
def hard_body(*, half_transparent: bool = True) -> str:
    """Text on a tint, gradients, a drawing, photographs, a link; half transparent things as well, on white."""
    plain = (
        '<h2>Inks</h2><p style="background:#8c1d18">Black letters on a tint, and <a href="https://quay.example/">a'
        ' link</a>.</p><p style="color:#777">Grey letters, <span style="color:oklch(60% .2 30)">red ones</span>.</p>'
        '<div style="height:6mm;background:linear-gradient(to right,#c00,#06c)"></div>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" role="img"><title>A drawing</title>'
        '<rect width="40" height="30" fill="#0b5563"/><circle cx="70" cy="15" r="12" stroke="#222" fill="none"/></svg>'
        f"{figure(photograph(), 'JPEG')}{figure(photograph(), 'PNG')}{figure(disc(), 'PNG')}"
    )
    clear = (
        '<div style="opacity:.5;background:#06c;color:#fff">Half of it</div>'
        '<p style="color:rgba(200,0,0,.4)">Faint letters</p>'
        '<div style="height:6mm;background:linear-gradient(to right,#c00,transparent)"></div>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" role="img"><title>Faint</title>'
        '<circle cx="30" cy="15" r="12" opacity=".3" fill="#0a0"/></svg>'
        f"{figure(photograph(), 'JPEG', 'opacity:.4')}"
    )
    return plain + (clear if half_transparent else "")


@cache
def press_file(
    standard: str = "pdf/x-4", *, body: str | None = None, ink: int | None = None, **kind: Any
) -> EditionFile:
    """The file for the press of a body, the hard one if none is given."""
    sheet = kind.pop("css", "") + "@page{bleed:5mm}"
    made = page(hard_body() if body is None else body, css=sheet)
    return typeset(made, Edition("press", "pdf", standard=standard, **kind), STATED, URN, ink=ink)


def rendered(data: bytes, number: int = 0) -> Image.Image:
    """A page as PDFium paints it, at 72 pixels per inch, to the edge of its bleed."""
    document = pypdfium2.PdfDocument(data)
    try:
        return document[number].render(scale=1).to_pil().convert("RGB")
    finally:
        document.close()
