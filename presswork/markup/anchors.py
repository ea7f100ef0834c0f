"""Anchors: stable ids, each once, on what may be linked to and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from presswork.markup.tree import HEADINGS, classes, text_of, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

_ANCHORED = HEADINGS | {"figure", "table"}
_PREFIX = {"figure": "fig", "table": "tab"}


def place_anchors(draft: Draft) -> None:
    """Give headings, figures and tables ids, make ids unique (T260), and take them off what nothing links to."""
    _unwrap_sections(draft)
    linked = {link.get("href", "")[1:] for link in draft.root.iter("a") if link.get("href", "").startswith("#")}
    _make_unique(draft)
    taken = {element.get("id", "") for element in draft.root.iter() if "id" in element.attrib}
    counts = {"figure": 0, "table": 0}
    for element in draft.root.iter(*_ANCHORED):
        counts[str(element.tag)] = counts.get(str(element.tag), 0) + 1
        if "id" not in element.attrib:
            prefix = _PREFIX.get(str(element.tag))
            wanted = f"{prefix}-{counts[str(element.tag)]}" if prefix else _slug(text_of(element))
            element.set("id", _free(wanted, taken))
    _drop_unused(draft, linked)
    _label_asides(draft)


def _unwrap_sections(draft: Draft) -> None:
    """Sections and divisions that say nothing go; what they were called goes to what they begin with."""
    for block in list(draft.root.iterdescendants("section", "div")):
        meaningful = {name for name in classes(block) if not re.fullmatch(r"level\d|cell|code|markdown|sect\d", name)}
        if block.tag == "section" and "bibliography" in meaningful:
            continue
        if block.tag == "div" and (meaningful or "lang" in block.attrib or "dir" in block.attrib):
            continue
        name = block.get("id")
        first = next(iter(block), None)
        if name and first is not None:
            _hand_over(name, first, draft)
        if block.tag == "section" and (meaningful or "lang" in block.attrib or "dir" in block.attrib):
            block.tag = "div"
            block.attrib.pop("id", None)
        else:
            unwrap(block)


def _hand_over(name: str, element: Element, draft: Draft) -> None:
    if element.tag in _ANCHORED and "id" in element.attrib and element.tag not in HEADINGS:
        draft.aliases[name] = element.get("id", "")
    elif element.tag in _ANCHORED | {"p", "blockquote", "ul", "ol", "pre", "aside", "div", "section"}:
        if "id" in element.attrib:
            draft.aliases[element.get("id", "")] = name
        element.set("id", name)


def _make_unique(draft: Draft) -> None:
    seen: set[str] = set()
    for element in draft.root.iter():
        name = element.get("id")
        if name is None:
            continue
        if name in seen:
            if element.tag in _ANCHORED:
                draft.warn("T260", f"two parts of the text are called '{name}'", element, "call one of them otherwise")
            element.set("id", _free(name, seen))
        seen.add(element.get("id", ""))


def _free(name: str, taken: set[str]) -> str:
    """The name, or with the first number that makes it a new one; noted as taken."""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken.add(candidate)
    return candidate


def _slug(text: str) -> str:
    """Pandoc's rule for a heading's id: lower case, hyphens for blanks, from the first letter on."""
    name = re.sub(r"\s+", "-", re.sub(r"[^\w\s.-]", "", text.lower())).strip("-.")
    return re.sub(r"^[\W\d_]+", "", name) or "section"


def _drop_unused(draft: Draft, linked: set[str]) -> None:
    """Ids of paragraphs and empty anchors stay only where a link leads to them; a paragraph's goes into a span."""
    wanted = linked | {draft.aliases[name] for name in linked if name in draft.aliases}
    for element in list(draft.root.iterdescendants("p", "span", "li", "div", "a", "td", "th")):
        name = element.get("id")
        if name is None or element.tag in _ANCHORED:
            continue
        if name not in wanted:
            del element.attrib["id"]
        elif element.tag == "p":
            del element.attrib["id"]
            anchor = etree.Element("span", {"id": name})
            anchor.tail, element.text = element.text, None
            element.insert(0, anchor)


def _label_asides(draft: Draft) -> None:
    for aside in draft.root.iter("aside"):
        if "aria-labelledby" in aside.attrib:
            heading = next(aside.iterchildren(*HEADINGS), None)
            if heading is None:
                del aside.attrib["aria-labelledby"]
            else:
                aside.set("aria-labelledby", heading.get("id", ""))
