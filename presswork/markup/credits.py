"""Who made a picture: the credit, from its attribute or from the parenthesis that closes a caption."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from presswork.markup.tree import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# How a credit begins in its parentheses at the end of a caption: `(Photo: Ana Ruiz)`.
_CREDIT_WORDS = (
    "photo|photograph|photos|image|images|picture|illustration|drawing|map|graphic|chart|credit|source|courtesy of"
    "|foto|fotos|fotografie|bild|grafik|zeichnung|karte|quelle|illustration|fotograf\u00eda|imagen|ilustraci\u00f3n|dibujo"
    "|mapa|fuente|cr\u00e9dito|photographie|dessin|carte|cr\u00e9dit|fotografia|immagine|disegno|mappa|fonte|desenho"
    "|imagem|\u0444\u043e\u0442\u043e|\u062a\u0635\u0648\u064a\u0631|\u0635\u0648\u0631\u0629|\u05e6\u05d9\u05dc\u05d5\u05dd|foto\u011fraf"
)
_CREDIT = re.compile(rf"\((?=(?:{_CREDIT_WORDS})\b[^()]*)", re.IGNORECASE)
_WHOLE_CREDIT = re.compile(rf"\(?(?:{_CREDIT_WORDS})\b[^()]*\)?", re.IGNORECASE)


def credit_of(caption: Element, credit: str | None) -> Element | None:
    """The credit from the attribute, else from the caption's last parenthesis that begins like one."""
    span = etree.Element("span", {"class": "credit"})
    if credit:
        span.text = credit
        return span
    last = caption[-1] if len(caption) else None
    if last is not None and not (last.tail or "").strip(" .") and _WHOLE_CREDIT.fullmatch(text_of(last)):
        caption.remove(last)
        span.text = text_of(last).strip("()")
        return span
    ending = (caption[-1].tail if len(caption) else caption.text) or ""
    if not ending.rstrip().rstrip(".").endswith(")"):
        return None
    for index in range(len(caption), -1, -1):
        text = (caption[index - 1].tail if index else caption.text) or ""
        if opening := _last(_CREDIT, text):
            _cut(caption, index, opening.start(), span)
            return span
        if "(" in text:
            return None
    return None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None


def _cut(caption: Element, index: int, at: int, span: Element) -> None:
    """Move what follows the parenthesis at offset `at` of the text before child `index` into `span`."""
    text = (caption[index - 1].tail if index else caption.text) or ""
    kept, moved = text[:at].rstrip(), text[at + 1 :]
    if index:
        caption[index - 1].tail = kept
    else:
        caption.text = kept
    span.text = moved
    span.extend(list(caption)[index:])
    ending = (span[-1].tail if len(span) else span.text) or ""
    ending = ending.rstrip().rstrip(".").removesuffix(")")
    if len(span):
        span[-1].tail = ending
    else:
        span.text = ending


def strip_ends(caption: Element) -> None:
    """Take the white space off both ends of an element's content."""
    caption.text = (caption.text or "").lstrip() or None
    if len(caption):
        caption[-1].tail = (caption[-1].tail or "").rstrip() or None
    else:
        caption.text = (caption.text or "").rstrip() or None
