"""The page numbers of cross-references: a page is laid out until they are those of the pages that they name."""

from __future__ import annotations

from typing import Any

import cssselect2

from presswork.editions.folios import folios, remembering_page_counters
from presswork.typesetting.rhythm import on_the_grid

MAXIMUM_LAYOUTS = 3


def settled_layout(html: Any, options: dict[str, Any]) -> tuple[Any, tuple[str, ...], bool]:
    """Lay out until the printed page numbers are those of the pages that they name, at most `MAXIMUM_LAYOUTS` times.

    `target-counter()` would do the same, but remade pages repeat their footnotes.
    """
    _write_page_numbers(html.etree_element, _first_guess(html.etree_element))
    for _ in range(MAXIMUM_LAYOUTS):
        # The engine matches style rules on a wrapper that remembers attributes.
        html.wrapper_element = cssselect2.ElementWrapper.from_html_root(html.etree_element, content_language=None)
        with remembering_page_counters() as counters, on_the_grid():
            document = html.render(**options)
        labels = folios(document.pages, counters)
        if not _write_page_numbers(html.etree_element, _pages_of_anchors(document, labels)):
            return document, labels, True
    return document, labels, False


def _first_guess(root: Any) -> dict[str, str]:
    """Id -> page before anything is laid out: 2, which is where most figures of short articles stand.

    When it is right for all references of an article, they cost no second layout.
    """
    return {element.get("id"): "2" for element in root.iter() if element.get("id")}


def _pages_of_anchors(document: Any, labels: tuple[str, ...]) -> dict[str, str]:
    """Id -> folio of the page on which the element begins."""
    where: dict[str, str] = {}
    for page, label in zip(document.pages, labels, strict=True):
        for anchor in page.anchors:
            where.setdefault(anchor, label)
    return where


def _write_page_numbers(root: Any, where: dict[str, str]) -> bool:
    """Set `data-page` on each `a.xref` from its target; whether any number changed."""
    changed = False
    for link in root.iter("a"):
        target = link.get("href", "")
        if "xref" in link.get("class", "").split() and target.startswith("#") and target[1:] in where:
            changed |= link.get("data-page") != where[target[1:]]
            link.set("data-page", where[target[1:]])
    return changed
