"""Quotation elements as straight marks, which `typography` sets as the language around them wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.markup.tree import add_text, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


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
