"""One outline for the joined document (ISO 32000-1, 12.3.3): sections, their articles, the headings of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pikepdf import Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pikepdf import Pdf


class Item(NamedTuple):
    """An entry of an outline: its title, its destination, what is below it."""

    title: str
    dest: Any
    below: list[Item]


def items_of(parent: Any) -> Iterator[Item]:
    """The entries of a part's outline, or of one of its entries."""
    item = parent.get("/First") if parent is not None else None
    while item is not None:
        yield Item(str(item.Title), item.Dest, list(items_of(item)))
        item = item.get("/Next")


def write_outline(out: Pdf, items: Sequence[Item], parent: Any = None, depth: int = 0) -> Any:
    """The linked list of the entries; what is below an article is folded away."""
    parent = parent if parent is not None else out.make_indirect(Dictionary(Type=Name.Outlines))
    last = None
    shown = 0
    for each in items:
        item = out.make_indirect(Dictionary(Title=String(each.title), Dest=each.dest, Parent=parent))
        if last is None:
            parent.First = item
        else:
            last.Next, item.Prev = item, last
        if each.below:
            write_outline(out, each.below, item, depth + 1)
            if depth:
                item.Count = -int(item.Count)
            else:
                shown += int(item.Count)
        shown, last = shown + 1, item
    if last is not None:
        parent.Last, parent.Count = last, shown
    return parent
