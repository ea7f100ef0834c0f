"""The content model (HTML Living Standard 3.2.5): what may stand in what, so that the body is valid wherever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from presswork.markup.tree import (
    BLOCKS,
    HEADINGS,
    VOID,
    classes,
    drop,
    is_empty,
    unwrap,
    wrap,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

_STRICT = {
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"dt", "dd"}),
    "table": frozenset({"caption", "thead", "tbody", "tfoot", "tr"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"td", "th"}),
}
_PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "caption": {"table"},
    "figcaption": {"figure"},
    "rt": {"ruby"},
    "rp": {"ruby"},
    "footer": {"aside", "blockquote"},
}
_PHRASING = HEADINGS | {"p", "dt", "footer", "pre"}
_CONTAINERS = ("blockquote", "aside", "section")


def bring_into_form(draft: Draft) -> None:
    """Repair what raw HTML broke: blocks in inline elements, lists without items, stray cells, naked text."""
    root = draft.root
    # A repair may bring to light what was hidden inside; each takes a level away, so that this ends.
    while sum(_repair_place(element) for element in list(root.iterdescendants())):
        pass
    for element in list(root.iterdescendants()):
        if element.tag in _STRICT:
            _repair_children(element)
    for container in [root, *root.iter(*_CONTAINERS), *_mixed_divisions(root)]:
        _enclose_naked(container)
    for link in [inner for outer in root.iter("a") for inner in outer.iterdescendants("a")]:
        unwrap(link)
    _tighten(root)


def _repair_place(element: Element) -> bool:
    """Unwrap inline elements around blocks, and parts of lists, tables and figures outside of them: whether it did."""
    parent = element.getparent()
    if parent is None:
        return False
    holds_blocks = any(True for _ in element.iterdescendants(*BLOCKS))
    if element.tag not in BLOCKS and element.tag not in VOID and holds_blocks:
        unwrap(element)
    elif element.tag in _PARENTS and parent.tag not in _PARENTS[str(element.tag)]:
        _put_elsewhere(element, parent, "div" if holds_blocks else "p")
    elif element.tag in BLOCKS and parent.tag in _PHRASING:
        _split_out(element, parent)
    else:
        return False
    return True


def _put_elsewhere(element: Element, parent: Element, tag: str) -> None:
    """A stray item or cell is a paragraph or division; other stray parts leave their content."""
    if element.tag in {"li", "td", "th", "dd", "dt", "footer"} and parent.tag not in _STRICT:
        element.tag = tag
        element.attrib.clear()
    else:
        unwrap(element)


def _split_out(block: Element, paragraph: Element) -> None:
    """A block inside a paragraph ends it; what follows is a paragraph of its own."""
    if paragraph.tag != "p":
        unwrap(block)
        return
    rest = etree.Element("p")
    rest.text, block.tail = block.tail, None
    for follower in list(block.itersiblings()):
        rest.append(follower)
    paragraph.addnext(block)
    block.tail, paragraph.tail = paragraph.tail, None
    if (rest.text or "").strip() or len(rest):
        rest.tail, block.tail = block.tail, None
        block.addnext(rest)


def _repair_children(parent: Element) -> None:
    allowed = _STRICT[str(parent.tag)]
    parent.text = None if (parent.text or "").strip() == "" else parent.text
    stray = parent.text
    parent.text = None
    for child in list(parent):
        if child.tag not in allowed:
            child = _admit(child, parent)
        if child is not None and (child.tail or "").strip():
            stray = (stray or "") + (child.tail or "")
        if child is not None:
            child.tail = None
    if stray and stray.strip() and parent.tag in {"ul", "ol"}:
        item = etree.Element("li")
        item.text = stray.strip()
        parent.insert(0, item)
    elif stray and stray.strip() and parent.getparent() is not None:
        loose = etree.Element("p")
        loose.text = stray.strip()
        parent.addprevious(loose)
    if len(parent) == 0:
        drop(parent)


def _admit(child: Element, parent: Element) -> Element | None:
    """A child that may not stand here, in something that may; None when it went."""
    match parent.tag:
        case "ul" | "ol":
            before = child.getprevious()
            if child.tag in {"ul", "ol"} and before is not None and before.tag == "li":
                child.tail = None
                before.append(child)
                return None
            return wrap(child, "li")
        case "dl":
            return wrap(child, "dd")
        case "tr":
            return wrap(child, "td")
        case _:
            _put_before_table(child)
            return None


def _put_before_table(child: Element) -> None:
    """What stands between the rows of a table goes before the table."""
    table = next(child.iterancestors("table"), None)
    if table is None:
        unwrap(child)
        return
    child.tail = None
    table.addprevious(child)
    if child.tag not in BLOCKS:
        wrap(child, "p")


def _mixed_divisions(root: Element) -> list[Element]:
    holders = list(root.iter("div", "li", "dd", "td", "th", "figcaption"))
    return [holder for holder in holders if holder.tag == "div" or any(child.tag in BLOCKS for child in holder)]


def _enclose_naked(container: Element) -> None:
    """Text and inline elements that stand between blocks become paragraphs."""
    if container.tag in {"li", "dd", "td", "th", "figcaption"} and container.find("p") is None:
        return
    if {"math-block", "csl-entry", "references"}.intersection(classes(container)):
        return
    run = etree.Element("p")
    run.text, container.text = container.text, None
    for child in list(container):
        if child.tag in BLOCKS:
            _put_before(run, child)
            run = etree.Element("p")
            run.text, child.tail = child.tail, None
        else:
            run.append(child)
    if not is_empty(run):
        container.append(run)
    container.text = None


def _put_before(run: Element, block: Element) -> None:
    if not is_empty(run):
        run.text = (run.text or "").lstrip()
        block.addprevious(run)


def _tighten(root: Element) -> None:
    """A list whose items are one paragraph each (and lists below them) is set tight."""
    for items in root.iter("ul", "ol"):
        entries = list(items.iterchildren("li"))
        if all(_is_single(entry) for entry in entries):
            for entry in entries:
                for paragraph in list(entry.iterchildren("p")):
                    unwrap(paragraph)


def _is_single(entry: Element) -> bool:
    paragraphs = [child for child in entry if child.tag == "p"]
    others = [child for child in entry if child.tag in BLOCKS and child.tag not in {"p", "ul", "ol"}]
    return len(paragraphs) <= 1 and not others and (not paragraphs or entry[0] is paragraphs[0])
