"""The page numbers of cross-references: a page is laid out until they are those of the pages that they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import cssselect2
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import create_layout, line_size

from presswork.editions.folios import folios, remembering_page_counters
from presswork.editions.speed import cheaper_layout
from presswork.typesetting.early_breaks import no_early_breaks
from presswork.typesetting.rhythm import on_the_grid
from presswork.typesetting.totalfit.composing import Left, total_fit
from presswork.typesetting.totalfit.making import layout_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAXIMUM_LAYOUTS = 3
# Digits of one width fit in each other's place to this part of a CSS pixel.
_SAME_WIDTH = 0.01
# A style that asks for a certain number may set the page otherwise when the number changes.
_ASKS_FOR_A_NUMBER = re.compile(r"\[\s*data-page\s*[~|^$*]?=")


class Settled(NamedTuple):
    """The engine's document, the folio of each page, whether all page numbers are right, whose lines are not ours."""

    document: Any
    folios: tuple[str, ...]
    settled: bool
    left: Left


def settled_layout(html: Any, options: dict[str, Any]) -> Settled:
    """Lay out until the printed page numbers are those of the pages that they name, at most `MAXIMUM_LAYOUTS` times.

    `target-counter()` would do the same, but remade pages repeat their footnotes. Where all that changes are digits of
    the same width, they are put in each other's place and nothing is laid out again.
    """
    root = html.etree_element
    _write_page_numbers(root, _first_guess(root))
    for _ in range(MAXIMUM_LAYOUTS):
        # The engine matches style rules on a wrapper that remembers attributes.
        html.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        # Savings come last: they remember what the others make.
        with (
            remembering_page_counters() as counters,
            no_early_breaks(),
            on_the_grid(),
            total_fit() as left,
            cheaper_layout(),
        ):
            document = html.render(**options)
        labels = folios(document.pages, counters)
        changes = _write_page_numbers(root, _pages_of_anchors(document, labels))
        if not changes or (not _numbers_matter(root) and _put_in_place(document, changes)):
            return Settled(document, labels, True, left)
    return Settled(document, labels, False, left)


def _first_guess(root: Any) -> dict[str, str]:
    """Id -> page before anything is laid out: 2, which is where most figures of short articles stand."""
    return {element.get("id"): "2" for element in root.iter() if element.get("id")}


def _pages_of_anchors(document: Any, labels: tuple[str, ...]) -> dict[str, str]:
    """Id -> folio of the page on which the element begins."""
    where: dict[str, str] = {}
    for page, label in zip(document.pages, labels, strict=True):
        for anchor in page.anchors:
            where.setdefault(anchor, label)
    return where


def _write_page_numbers(root: Any, where: Mapping[str, str]) -> dict[Any, tuple[str, str]]:
    """Set `data-page` on each `a.xref` from its target; the links that changed, with the old and the new number."""
    changes: dict[Any, tuple[str, str]] = {}
    for link in root.iter("a"):
        target = link.get("href", "")
        if "xref" in link.get("class", "").split() and target.startswith("#") and target[1:] in where:
            old, new = link.get("data-page", ""), where[target[1:]]
            if old != new:
                changes[link] = (old, new)
                link.set("data-page", new)
    return changes


def _numbers_matter(root: Any) -> bool:
    return any(_ASKS_FOR_A_NUMBER.search(style.text or "") for style in root.iter("style"))


def _put_in_place(document: Any, changes: Mapping[Any, tuple[str, str]]) -> bool:
    """Print the new numbers where the old ones stand, when every one is as wide as the other; whether it is done."""
    printed = {element: box for element, box in _generated_text(document) if element in changes}
    texts: dict[Any, str] = {}
    for link, (old, new) in changes.items():
        box = printed.get(link)
        if box is None or not box.text.endswith(old):
            return False
        texts[link] = box.text.removesuffix(old) + new
        if abs(_width(box, texts[link]) - _width(box, box.text)) > _SAME_WIDTH:
            return False
    for link, text in texts.items():
        box = printed[link]
        box.text = text
        box.pango_layout = layout_of(box)
    return True


def _generated_text(document: Any) -> Iterator[tuple[Any, Any]]:
    """The texts that styles put behind links, in the order of the pages, with the element of the link."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TextBox) and box.element_tag == "a::after":
                yield box.element, box


def _width(box: Any, text: str) -> float:
    layout = create_layout(text, box.style, None, None, 0)
    line, _ = layout.get_first_line()
    return float(line_size(line, box.style)[0])
