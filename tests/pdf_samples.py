"""Paper pages of our own for the tests of PDFs, and what is read back from the files."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

import pikepdf
import pypdfium2

from presswork.edition import Asset, Edition, EditionFile, Page
from presswork.editions.pdf import typeset
from presswork.editions.xmp import Statement
from presswork.typesetting.fonts import with_fonts

URN = "urn:uuid:7d0c7a0e-4a55-5a0e-9e5f-3f1f0b9c2d11"
STATED = (
    Statement("dc:title", "The crane & the quay"),
    Statement("dc:creator", "Jane Roe"),
    Statement("dc:creator", "Ana Ruiz"),
    Statement("dc:description", "A crane without a purpose."),
    Statement("pdf:Keywords", "cranes, quays"),
    Statement("xmp:CreatorTool", "Presswork"),
    Statement("xmp:CreateDate", "2026-03-01"),
    Statement("xmp:ModifyDate", "2026-03-04T06:00:00+01:00"),
)
CSS = """
@page { size: 148mm 210mm; margin: 18mm 16mm;
  @top-center { content: string(head, first-except); font: 8pt "Source Sans Pro" }
  @bottom-center { content: counter(page); font: 8pt "Source Sans Pro" }
  @footnote { border-top: .5pt solid; padding-top: 2pt } }
html { font: 10pt/13pt "Source Serif Pro" }
h1 { string-set: head content(); font-size: 18pt }
.text { columns: var(--columns); column-gap: 6mm; text-align: justify; hyphens: auto }
.text p { margin: 0 }
fn-note { float: footnote; font-size: 8pt; line-height: 10pt }
.note-p { display: block } .note-p:first-child { display: inline }
a.xref[data-page]::after { content: ", page " attr(data-page) }
.end::after { content: " \\25A0" }
"""
# Not one sentence like another, so that a place in the text can only be one place.
PLACES = ("basin", "customs house", "fish market", "lighthouse", "north mole", "ropewalk", "slipway", "weighbridge")


def sentence(number: int) -> str:
    place = PLACES[number % len(PLACES)]
    return (
        f"In the {1800 + number}th ledger the harbourmaster’s well-known handwriting describes the {place}, "
        f"its {number} unremarkable bollards, and the extraordinarily inconvenient difficulties of mooring there. "
    )


def paragraphs(count: int, *, length: int = 5, notes: bool = False) -> str:
    blocks = []
    for i in range(count):
        note = f'<fn-note id="fn-{i}"><span class="note-p">See <em>ledger</em> {i}.</span></fn-note>' if notes else ""
        first, *others = [sentence(i * length + k) for k in range(length)]
        blocks.append(f"<p>{first}{note}{''.join(others)}</p>")
    return "".join(blocks)


@cache
def jpeg() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").resize((80, 60)).convert("RGB").save(out, "JPEG", quality=83)
    return out.getvalue()


def page(
    body: str, *, columns: int = 1, css: str = "", language: str = "en", head: str = "", assets: tuple[Asset, ...] = ()
) -> Page:
    """A paper page around a body, with the house's typefaces."""
    html = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"/><title>The crane</title>{head}'
        f"<style>:root{{--columns:{columns}}}{CSS}{css}</style></head><body><article>"
        f'<header><h1>The crane</h1><p>By Jane Roe</p></header><div class="text">{body}</div>'
        f"<footer><p>Write to letters@harbour.example</p></footer></article></body></html>"
    )
    picture = Asset("images/crane.jpg", "image/jpeg", jpeg(), 80, 60)
    own = {asset.name: asset for asset in (picture, *assets)}
    return with_fonts(Page("paper", "The crane", language, html, (), MappingProxyType(own)), {})


@cache
def made(body: str, *, standard: str | None = None, stated: tuple[Statement, ...] = STATED, **kind: Any) -> EditionFile:
    """The PDF of a page around a body; made once for the same page, as layout takes its time."""
    return typeset(page(body, **kind), Edition("reader", "pdf", standard=standard), stated, URN)


def opened(file: EditionFile) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(file.data))


def page_texts(file: EditionFile) -> list[str]:
    """The text of each page as a viewer copies it, on one line, words that a line's end divides rejoined."""
    document = pypdfium2.PdfDocument(file.data)
    try:
        texts = [p.get_textpage().get_text_range() for p in document]
        return [" ".join(text.replace("\ufffe\r\n", "").replace("\ufffe", "").split()) for text in texts]
    finally:
        document.close()


@dataclass
class Tag:
    """A structure element read back: its type, its entries, and its kids (tags, or ints for marked content)."""

    role: str
    entries: dict[str, Any]
    kids: list[Tag | int] = field(default_factory=list)

    def all(self, role: str) -> list[Tag]:
        """Every tag of a type below this one, in reading order."""
        return [tag for tag in self.below() if tag.role == role]

    def below(self) -> list[Tag]:
        tags = [kid for kid in self.kids if isinstance(kid, Tag)]
        return [found for tag in tags for found in (tag, *tag.below())]

    def outline(self) -> Any:
        """The types alone, nested: `("L", ("LI", "Lbl", "LBody"))`; marked content is left out."""
        inner = tuple(kid.outline() for kid in self.kids if isinstance(kid, Tag))
        return (self.role, *inner) if inner else self.role


def tags(file: EditionFile) -> Tag:
    """The structure tree of a file, from its Document element."""
    with opened(file) as pdf:
        return _tag(pdf.Root.StructTreeRoot.K[0])


def _tag(element: Any) -> Tag:
    entries = {key: _value(value) for key, value in element.items() if key not in ("/K", "/P", "/Pg", "/S", "/Type")}
    tag = Tag(str(element.S)[1:], entries)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if kid.get("/Type") == "/StructElem":
                tag.kids.append(_tag(kid))
            elif kid.get("/Type") == "/MCR":
                tag.kids.append(int(kid.MCID))
        else:
            tag.kids.append(int(kid))
    return tag


def _value(value: Any) -> Any:
    if isinstance(value, pikepdf.Dictionary):
        return {key: _value(entry) for key, entry in value.items()}
    return [float(number) for number in value] if isinstance(value, pikepdf.Array) else str(value)
