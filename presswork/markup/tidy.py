"""The last look over a body: nothing empty, no white space that says nothing, a line for each block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presswork.markup.tree import BLOCKS, VOID, classes, drop, is_empty, set_classes, unwrap
from presswork.text import names

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

_MAY_NOT_BE_EMPTY = (
    "em", "strong", "i", "b", "sub", "sup", "small", "s", "q", "cite", "del", "ins", "mark", "a",
    "p", "li", "dt", "ul", "ol", "dl", "figcaption", "footer", "caption", "blockquote", "aside", "div", "figure",
)  # fmt: skip
# Attributes by which one step speaks to the next; where none listened, they go.
_WORKING = frozenset(
    {"data-title", "data-by", "data-credit", "data-caption", "data-custom-style", "data-cites", "data-alt"}
    | {"data-decorative", "data-mark", "original-image-src", "style"}
)
# Blocks in which white space between elements means nothing.
_STRUCTURE = names("ul ol dl table thead tbody tfoot tr figure aside section blockquote body")
_BLANKS = re.compile(r"[ \t\n]+")
_WIDE = "[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]"
_IDEOGRAPHIC_LINE_END = re.compile(f"(?<={_WIDE})[ \t]*\n[ \t]*(?={_WIDE})")
_TRIMMED = frozenset(
    {"p", "li", "dt", "dd", "td", "th", "caption", "figcaption", "footer", "h2", "h3", "h4", "h5", "h6"}
)


def tidy(draft: Draft) -> None:
    """Remove what is empty, trim blocks, and make sure that HTML and XML read the result alike."""
    _collapse(draft.root)
    _spans(draft.root)
    for link in list(draft.root.iterdescendants("a")):
        if "href" not in link.attrib and "id" not in link.attrib:
            unwrap(link)
    for tag in _MAY_NOT_BE_EMPTY:
        for element in list(draft.root.iterdescendants(tag)):
            if is_empty(element) and "id" not in element.attrib and not _holds_break(element):
                drop(element)
    for element in draft.root.iter():
        for name in _WORKING.intersection(element.attrib):
            del element.attrib[name]
        if element.tag in _STRUCTURE:
            _drop_blanks(element)
        if element.tag in _TRIMMED or element.get("class") in {"note-p", "entry"}:
            _trim(element)
        # An empty element must not be written as `<td/>`, which HTML reads as an open tag.
        if len(element) == 0 and not element.text and element.tag not in VOID:
            element.text = ""
    for block in draft.root:
        block.tail = f"{(block.tail or '').strip()}\n"


def _collapse(root: Element) -> None:
    """White space in running text is one space; a line end between ideographs is none (CSS Text 4, 4.1.1)."""
    for element in root.iter():
        if element.tag == "pre" or (element.tag in {"code", "span"} and _in_code(element)):
            continue
        if element.text:
            element.text = _BLANKS.sub(" ", _IDEOGRAPHIC_LINE_END.sub("", element.text))
    for element in root.iterdescendants():
        if element.tail and not _in_code(element):
            element.tail = _BLANKS.sub(" ", _IDEOGRAPHIC_LINE_END.sub("", element.tail))


def _in_code(element: Element) -> bool:
    return any(around.tag == "pre" for around in element.iterancestors())


def _spans(root: Element) -> None:
    for span in list(root.iterdescendants("span")):
        if "small" in classes(span):
            # Pandoc has no element for small print.
            span.tag = "small"
            set_classes(span, [name for name in classes(span) if name != "small"])
            continue
        if "smallcaps" in classes(span):
            set_classes(span, ["small-caps" if name == "smallcaps" else name for name in classes(span)])
        if not span.attrib:
            unwrap(span)


def _holds_break(element: Element) -> bool:
    """Whether an inline element holds a line break, which must not be lost with it."""
    return element.tag not in BLOCKS and len(element) > 0


def _drop_blanks(element: Element) -> None:
    if not (element.text or "").strip():
        element.text = None
    for child in element:
        if not (child.tail or "").strip():
            child.tail = None


def _trim(element: Element) -> None:
    element.text = (element.text or "").lstrip(" \n\t") or None
    while len(element) and element[-1].tag == "br" and not (element[-1].tail or "").strip():
        element.remove(element[-1])
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip(" \n\t") or None
    else:
        element.text = (element.text or "").rstrip(" \n\t") or None
