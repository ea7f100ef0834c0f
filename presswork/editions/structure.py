"""The logical structure of a laid-out page: one node for each HTML element, however many boxes and pages it spans."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from presswork.editions.roles import GROUPING, INLINE, KEPT_EMPTY, is_decorative, name_of, role_of


class Content(NamedTuple):
    """Marked content: the page's index and the content's number on that page (MCID)."""

    page: int
    mcid: int


class Annotation(NamedTuple):
    """A link's active area: the page's index and the engine's annotation dictionary."""

    page: int
    dictionary: Any


@dataclass(eq=False)
class Node:
    """A structure element.

    `element` is the HTML element it stands for (None for one that PDF wants in between), `box` the box in which that
    was first seen, on the page of index `page`; `kids` are in reading order.
    """

    role: str
    element: Any = None
    box: Any = None
    page: int = 0
    kids: list[Node | Content | Annotation] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it to read or to follow."""
        return self.role not in KEPT_EMPTY and all(isinstance(kid, Node) and kid.is_empty for kid in self.kids)

    def last(self, role: str) -> Node | None:
        """The last kid if it is a node of that type."""
        kid = self.kids[-1] if self.kids else None
        return kid if isinstance(kid, Node) and kid.role == role else None


Artifacts = dict[Any, dict[str, str]]


def artifacts(pages: list[Any]) -> Artifacts:
    """The boxes that are no content, with what PDF calls them (ISO 32000-1, table 330).

    Running heads and folios, table heads repeated on further pages, decorative images, ornaments made by the style, the
    dots that lead to a page number.
    """
    found: Artifacts = {}
    seen: set[int] = set()
    for page in pages:
        for box in page._page_box.descendants(placeholders=True):
            if (kind := _artifact_kind(box, seen)) is not None:
                found.update(dict.fromkeys(_all_in(box), kind))
    return found


def _all_in(box: Any) -> list[Any]:
    box = box._box if isinstance(box, AbsolutePlaceholder) else box
    return [box, *(inner for child in box.children for inner in _all_in(child))]


def _artifact_kind(box: Any, seen: set[int]) -> dict[str, str] | None:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.MarginBox):
        head = box.at_keyword.startswith("@top")
        return {"Type": "/Pagination", "Subtype": "/Header" if head else "/Footer"}
    if box.element is None:
        return None
    if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
        repeated = id(box.element) in seen
        seen.add(id(box.element))
        return {"Type": "/Pagination"} if repeated else None
    if box.is_leader or is_decorative(box.element) or _is_ornament(box):
        return {"Type": "/Layout"}
    return None


def _is_ornament(box: Any) -> bool:
    """Whether a box holds generated text that only adorns: of symbols alone, such as an end mark, or a rule's."""
    if not (isinstance(box, boxes.TextBox) and box.element_tag.endswith(("::before", "::after"))):
        return False
    return name_of(box.element) == "hr" or (
        bool(box.text.strip()) and all(char.isspace() or _is_symbol(char) for char in box.text)
    )


def _is_symbol(char: str) -> bool:
    return "\u2190" <= char <= "\u2bff"  # arrows, geometric shapes, dingbats


class StructureBuilder:
    """Walks the boxes of one page after another and adds what it finds to `document`."""

    def __init__(self, not_content: Artifacts) -> None:
        self.document = Node("Document")
        self._not_content = not_content
        self._nodes: dict[int, Node] = {}
        self._page = 0
        self._marked: dict[Any, dict[str, Any]] = {}

    def add_page(self, page: int, page_box: Any, marked: dict[Any, dict[str, Any]]) -> None:
        """Add a page's boxes. `marked` says which boxes were painted as marked content (box -> {'mcid': ...})."""
        self._page, self._marked = page, marked
        self._walk(page_box, self.document)

    def _walk(self, box: Any, parent: Node, link: Node | None = None) -> None:
        """Add a box and what is inside it; `link` is the link that it stands in."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if box in self._not_content:
            return
        node = parent if isinstance(box, boxes.TextBox | boxes.LineBox) else self._node(box, parent)
        link = node if node.role == "Link" else link
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox) and box in self._marked:
            self._home(node).kids.append(Content(self._page, self._marked.pop(box)["mcid"]))
        if box.link_annotation is not None:
            # A picture or block in a link has an area of its own; only links may hold it (ISO 14289-1, 7.18.5).
            holder = link or self._between(self._home(node), "Link")
            holder.kids.append(Annotation(self._page, box.link_annotation))
        for child in box.children:
            self._walk(child, node, link)

    def _node(self, box: Any, parent: Node) -> Node:
        """The node that a box's content belongs to: its element's, or the one around it."""
        element = box.element
        if (
            element is None
            or isinstance(box, boxes.PageBox | boxes.FootnoteAreaBox)
            or name_of(element) in ("html", "body")
        ):
            return parent
        _, _, pseudo = box.element_tag.partition("::")
        if pseudo:
            return self._pseudo_node(box, pseudo, parent)
        if id(element) in self._nodes:
            return self._nodes[id(element)]
        role = role_of(element)
        if role is None and parent.role in GROUPING and isinstance(box, boxes.BlockLevelBox):
            role = "Div"
        if role is None or (parent.role == "L" and role == "Div"):
            return parent
        return self._add(Node(role, element, box, self._page), parent)

    def _pseudo_node(self, box: Any, pseudo: str, parent: Node) -> Node:
        element = box.element
        if pseudo in ("marker", "footnote-marker"):
            owner = self._nodes.get(id(element), parent)
            label = owner.last("Lbl") if len(owner.kids) == 1 else None
            if label is None:
                label = Node("Lbl", None, box, self._page)
                owner.kids.insert(0, label)
            return label
        if pseudo == "footnote-call":
            call = self._add(Node("Reference", None, box, self._page), parent)
            if id(element) not in self._nodes:
                # A note is read where it is called, whatever page its text is printed on.
                self._add(Node("Note", element, box, self._page), parent)
            return call
        return parent

    def _add(self, node: Node, parent: Node) -> Node:
        self._place(node, parent).kids.append(node)
        if node.element is not None:
            self._nodes[id(node.element)] = node
        return node

    def _place(self, node: Node, parent: Node) -> Node:
        """Where in (or below) `parent` a node goes: lists and groups want a level in between."""
        if parent.role == "L" and node.role in ("Lbl", "LBody"):
            item = parent.last("LI")
            if item is None or (node.role == "Lbl" and item.last("LBody")):
                return self._between(parent, "LI")
            return item
        if parent.role == "LI" and node.role not in ("Lbl", "LBody"):
            return parent.last("LBody") or self._between(parent, "LBody")
        if parent.role in GROUPING and node.role in INLINE:
            return self._home(parent)
        return parent

    def _home(self, node: Node) -> Node:
        """The node that may hold text: a group's own paragraph, a list item's body, or the node itself."""
        if node.role == "L":
            node = self._between(node, "LI")
        if node.role == "LI":
            return node.last("LBody") or self._between(node, "LBody")
        if node.role in GROUPING:
            last = node.last("P")
            return last if last is not None and last.element is None else self._between(node, "P")
        return node

    def _between(self, parent: Node, role: str) -> Node:
        node = Node(role, page=self._page)
        parent.kids.append(node)
        return node
