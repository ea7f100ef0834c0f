"""One structure tree for the joined document (ISO 32000-1, 14.7), from those of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, String

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Pdf


class Tree:
    """Takes the structure trees of parts, copied already, under one Document element."""

    def __init__(self, out: Pdf) -> None:
        self._out = out
        self._document = out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
        self._root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([self._document])))
        self._document.P = self._root
        self._parents = NumberTree.new(out)
        self._next = 0
        self._ids: dict[str, Any] = {}
        self._roles = Dictionary()

    def add(self, key: str, tree: Any, pages: Sequence[Any], language: str | None) -> None:
        """Hang a part's tree under the document: its keys in the parent tree move up, its ids begin with `key`."""
        for name, value in tree.get("/RoleMap", Dictionary()).items():
            self._roles[name] = value
        offset = self._next
        for page in pages:
            if "/StructParents" in page:
                page.StructParents = int(page.StructParents) + offset
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + offset
        tops = list(tree.K[0].K)
        for top in tops:
            top.P = self._document
            if language:
                top.Lang = String(language)
        self._document.K.extend(tops)
        self._name(key, tops)
        for number, entry in NumberTree(tree.ParentTree).items():
            self._parents[offset + number] = entry
            self._next = max(self._next, offset + number + 1)

    def _name(self, key: str, tops: list[Any]) -> None:
        stack = list(tops)
        while stack:
            element = stack.pop()
            if not isinstance(element, Dictionary) or "/S" not in element:
                continue
            if "/ID" in element:
                name = f"{key}-{element.ID}"
                element.ID = String(name)
                self._ids[name] = element
            kids = element.get("/K", ())
            stack.extend(kids if isinstance(kids, Array) else [kids])

    def finish(self) -> None:
        """Write the tree into the catalog."""
        self._root.ParentTree = self._parents.obj
        self._root.ParentTreeNextKey = self._next
        if self._ids:
            names = NameTree.new(self._out)
            for name in sorted(self._ids):
                names[name] = self._ids[name]
            self._root.IDTree = names.obj
        if len(self._roles.keys()):
            self._root.RoleMap = self._roles
        self._out.Root.StructTreeRoot = self._root
