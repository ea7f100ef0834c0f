"""Surgery on element trees that keeps the text around an element where it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from presswork.text import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element


# Elements that stand as blocks of their own; everything else is inline.
BLOCKS = names(
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr div table caption thead tbody tfoot tr th td colgroup col"
    " figure figcaption aside section header footer article main nav address details summary"
)
VOID = frozenset({"br", "hr", "img", "mspace", "mprescripts"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


# XML 1.0, 2.2 (Characters), and the controls of C1.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def drop_controls(root: Element) -> None:
    """Take out characters that XML forbids, which a web page can spell as references."""
    for element in root.iter():
        if element.text and _FORBIDDEN.search(element.text):
            element.text = _FORBIDDEN.sub("", element.text)
        if element.tail and _FORBIDDEN.search(element.tail):
            element.tail = _FORBIDDEN.sub("", element.tail)
        for name, value in element.attrib.items():
            if _FORBIDDEN.search(value):
                element.set(name, _FORBIDDEN.sub("", value))


def add_text(parent: Element, index: int, text: str | None) -> None:
    """Put text into `parent` just before its child number `index` (after the last child when there is none such)."""
    if not text:
        return
    if index == 0:
        parent.text = (parent.text or "") + text if len(parent) == 0 or index == 0 else text
    else:
        before = parent[index - 1]
        before.tail = (before.tail or "") + text


def drop(element: Element) -> None:
    """Take the element out with all that is in it; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    add_text(parent, parent.index(element), element.tail)
    element.tail = None
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Take the element away and leave what is in it in its place."""
    parent = element.getparent()
    if parent is None:
        return
    index = parent.index(element)
    tail, element.tail = element.tail, None
    children = list(element)
    add_text(parent, index, element.text)
    parent.remove(element)
    for child in children:
        parent.insert(index, child)
        index += 1
    add_text(parent, index, tail)


def replace(element: Element, *others: Element) -> None:
    """Put other elements where this one is; the text after it comes after the last of them."""
    parent = element.getparent()
    if parent is None:
        return
    tail, element.tail = element.tail, None
    index = parent.index(element)
    parent[index : index + 1] = list(others)
    add_text(parent, index + len(others), tail)


def wrap(element: Element, tag: str, **attributes: str) -> Element:
    """Put the element into a new one in its place, and return that."""
    outer = etree.Element(tag, attributes)
    tail, element.tail = element.tail, None
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, outer)
    outer.append(element)
    outer.tail = tail
    return outer


def move_content(source: Element, target: Element) -> None:
    """Append everything inside `source` to what is inside `target`."""
    add_text(target, len(target), source.text)
    source.text = None
    target.extend(list(source))


def set_text(element: Element, text: str) -> None:
    """Make `text` the element's only content."""
    tail = element.tail
    attributes = dict(element.attrib)
    element.clear()
    element.attrib.update(attributes)
    element.text, element.tail = text, tail


def text_of(element: Element, *, without: Iterable[str] = ("fn-note", "annotation")) -> str:
    """The element's text on one line, without what stands in notes; an image counts as nothing."""
    skipped = frozenset(without)
    parts: list[str] = []
    inside = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            inside += node.tag in skipped
            if not inside and node.text and isinstance(node.tag, str):
                parts.append(node.text)
        else:
            inside -= node.tag in skipped
            if not inside and node.tail and node is not element:
                parts.append(node.tail)
    return re.sub(r"[ \t\r\n]+", " ", "".join(parts)).strip(" ")


def is_empty(element: Element) -> bool:
    """Whether there is nothing in the element that a reader would see or hear."""
    if element.text and element.text.strip():
        return False
    return all(child.tag == "br" and not (child.tail or "").strip() for child in element)


def classes(element: Element) -> list[str]:
    """The element's classes in the order they are written."""
    return str(element.get("class", "")).split()


def set_classes(element: Element, words: Iterable[str]) -> None:
    """Make these the element's classes, each once; no class attribute when there is none."""
    if value := " ".join(dict.fromkeys(words)):
        element.set("class", value)
    else:
        element.attrib.pop("class", None)


def with_class(root: Element, name: str, tag: str = "*") -> list[Element]:
    """All elements below `root` that have the class, in document order."""
    return [element for element in root.iter(tag) if name in element.get("class", "").split()]


def inner(element: Element) -> str:
    """What is inside the element, as XML text."""
    whole = etree.tostring(element, encoding="unicode", with_tail=False)
    if len(element) == 0 and not element.text:
        return ""
    return str(whole[whole.index(">") + 1 : whole.rindex("</")])
