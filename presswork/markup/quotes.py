"""Quotation elements as straight marks, which `typography` sets as the language around them wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.markup.tree import add_text, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


# Typst's own marks are straight ones that its reader has set in the English manner.
_STRAIGHT = str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''")


def straighten_quotes(root: Element) -> None:
    """Set back to straight marks what a reader has curled."""
    for element in root.iter():
        if element.tag not in {"code", "pre"}:
            element.text = element.text.translate(_STRAIGHT) if element.text else None
        element.tail = element.tail.translate(_STRAIGHT) if element.tail else None


def mark_quotes(root: Element) -> None:
    """Every `<q>` gives way to straight quotation marks, double and single in turn as they are nested."""
    for quotation in list(root.iterdescendants("q")):
        depth = sum(1 for around in quotation.iterancestors("q"))
        quotation.set("data-mark", "'" if depth % 2 else '"')
    for quotation in list(root.iterdescendants("q")):
        mark = quotation.get("data-mark", '"')
        add_text(quotation, len(quotation), mark)
        quotation.text = mark + (quotation.text or "")
        unwrap(quotation)
