"""Tables: caption first, a head whose cells say what they head, alignment as classes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from presswork.markup.tree import classes, drop, set_classes, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

_ALIGNMENT = re.compile(r"text-align:\s*(left|center|right)")


def rewrite_tables(draft: Draft) -> None:
    """Bring every table into the form of the vocabulary; a table without a head is reported (T230)."""
    for table in list(draft.root.iter("table")):
        _rewrite(table)
        if table.find(".//th") is None:
            hint = "name the columns in the first row, so that the table can be read aloud"
            draft.note("T230", "a table has no head", table, hint)


def _rewrite(table: Element) -> None:
    for cell in table.iter("td", "th"):
        style = cell.attrib.pop("style", "")
        if match := _ALIGNMENT.search(style):
            set_classes(cell, [*classes(cell), match[1]])
        for paragraph in list(cell.iterchildren("p")):
            if len(cell) == 1 and not (cell.text or "").strip():
                unwrap(paragraph)
    for row in table.iter("tr"):
        set_classes(row, [name for name in classes(row) if name not in {"odd", "even", "header"}])
    _caption(table)
    _foot(table)
    _scopes(table)
    _body(table)


def _body(table: Element) -> None:
    """Rows that stand in the table itself go into a body."""
    loose = list(table.iterchildren("tr"))
    if loose:
        body = etree.SubElement(table, "tbody")
        body.extend(loose)


def _caption(table: Element) -> None:
    caption = table.find("caption")
    if caption is None:
        return
    for paragraph in list(caption.iterchildren("p", "div")):
        unwrap(paragraph)
    caption.tail = None
    table.remove(caption)
    if (caption.text or "").strip() or len(caption):
        table.insert(0, caption)


def _foot(table: Element) -> None:
    """A foot in a table with no body is its body (pandoc's AsciiDoc reader takes a last row for a foot)."""
    foot = table.find("tfoot")
    if foot is None:
        return
    for body in list(table.iterchildren("tbody")):
        if body.find("tr") is None:
            table.remove(body)
    if table.find("tbody") is None:
        foot.tag = "tbody"


def _scopes(table: Element) -> None:
    for head in list(table.iter("thead")):
        for cell in head.iter("th", "td"):
            cell.tag = "th"
            if "scope" not in cell.attrib:
                cell.set("scope", "colgroup" if cell.get("colspan", "1") != "1" else "col")
        # Header cells with nothing in them would be read aloud as nothing.
        empty = [cell for cell in head.iter("th") if not ((cell.text or "").strip() or len(cell))]
        if len(empty) == len(list(head.iter("th"))):
            drop(head)
        for cell in empty:
            cell.tag = "td"
            del cell.attrib["scope"]
    for body in table.iter("tbody", "tfoot"):
        for cell in body.iter("th"):
            cell.set("scope", cell.get("scope", "row"))


def caption_of(table: Element) -> Element:
    """The table's caption, made when it has none."""
    caption = table.find("caption")
    if caption is None:
        caption = etree.Element("caption")
        table.insert(0, caption)
    return caption
