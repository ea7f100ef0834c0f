"""Takes the destinations of links and bookmarks from the source's pages to where these lie on sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from presswork.imposition.matrices import point

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presswork.imposition.matrices import Box, Matrix

ObjectNumber = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a page of the source lies: the sheet's page dictionary, the way there, the trimmed page on the sheet."""

    sheet: Any
    matrix: Matrix
    trim: Box
    upright: bool


class Destinations:
    """Rewrites destinations; `placed` has the first place of each source page by the page's object number."""

    def __init__(self, pdf: pikepdf.Pdf, placed: Mapping[ObjectNumber, Placed]) -> None:
        self.pdf = pdf
        self.placed = placed
        self._sheets = {place.sheet.objgen for place in placed.values()}

    def rewrite_document(self) -> None:
        """Rewrite bookmarks and named destinations."""
        root: Any = self.pdf.Root
        for item in _outline_items(root.get("/Outlines")):
            self.rewrite(item)
        for value in _values(root.get("/Dests")):
            self._moved(value)
        names = root.get("/Names")
        for value in _leaves(names.get("/Dests") if _is_dictionary(names) else None):
            self._moved(value)

    def rewrite(self, holder: Any) -> bool:
        """Rewrite where a link or a bookmark leads; False when it led to a page that lies nowhere: it is unlinked."""
        if "/Dest" in holder and not self._moved(holder.Dest):
            del holder["/Dest"]
            return False
        action = holder.get("/A")
        if not _is_dictionary(action) or action.get("/S") != "/GoTo":
            return True
        if "/SD" in action:
            # A structure destination takes precedence over /D and would lead past the place in the page.
            del action["/SD"]
        if not self._moved(action.get("/D")):
            del holder["/A"]
            return False
        return True

    def _moved(self, destination: Any) -> bool:
        """Rewrite one destination in place: an array, a dictionary with one, or a name (rewritten elsewhere)."""
        if _is_dictionary(destination):
            return self._moved(destination.get("/D"))
        if not isinstance(destination, Array):
            return destination is not None
        if not len(destination) or not _is_dictionary(destination[0]):
            return False
        target = destination[0].objgen
        if target in self.placed:
            self._move(destination, self.placed[target])
            return True
        if target in self._sheets:
            # Arrays may be shared: this one has been rewritten before.
            return True
        # Or the page, with all that it holds, would stay in the file.
        destination[0] = None
        return False

    def _move(self, destination: Any, place: Placed) -> None:
        """Keep the very point where the page lies upright, else show the whole page as it lies on the sheet."""
        destination[0] = place.sheet
        if place.upright and (at := _point_of(destination)):
            x, y = point(place.matrix, *at)
            destination[2], destination[3] = round(x, 2), round(y, 2)
            return
        while len(destination) > 1:
            del destination[1]
        destination.extend(Array([Name.FitR, *(round(value, 2) for value in place.trim)]))


def _is_dictionary(value: Any) -> bool:
    return isinstance(value, Dictionary)


def _point_of(destination: Any) -> tuple[float, float] | None:
    """The point that a destination of the kind XYZ names; None when it is of another kind or leaves it open."""
    if len(destination) < 4 or destination[1] != "/XYZ":
        return None
    try:
        return (float(destination[2]), float(destination[3]))
    except (TypeError, ValueError):
        return None


def _values(dictionary: Any) -> Iterator[Any]:
    if _is_dictionary(dictionary):
        yield from dictionary.as_dict().values()


def _outline_items(outlines: Any) -> Iterator[Any]:
    """All bookmarks, at any depth; each once, whatever loops a broken file has."""
    seen: set[ObjectNumber] = set()
    waiting = [outlines] if _is_dictionary(outlines) else []
    while waiting:
        item = waiting.pop()
        key = item.objgen
        if key in seen:
            continue
        if key[0]:
            seen.add(key)
        yield item
        near = (item.get("/Next"), item.get("/First"))
        waiting += [each for each in near if _is_dictionary(each) and each.is_indirect]


def _leaves(tree: Any) -> Iterator[Any]:
    """The values of a name tree (ISO 32000-1, 7.9.6)."""
    seen: set[ObjectNumber] = set()
    waiting = [tree] if _is_dictionary(tree) else []
    while waiting:
        node = waiting.pop()
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        yield from list(node.get("/Names", ()))[1::2]
        waiting += [kid for kid in node.get("/Kids", ()) if _is_dictionary(kid)]
