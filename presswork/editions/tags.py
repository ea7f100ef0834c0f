"""The structure tree of a PDF, written from the page's HTML elements instead of the engine's boxes.

The engine's own tree has a new element for each box and page, tags running heads as text, does not know notes, and
loses the languages of parts.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import pydyf
import weasyprint.pdf
from weasyprint.pdf.stream import Stream

from presswork.editions import roles
from presswork.editions.structure import Annotation, Artifacts, Content, Node, StructureBuilder, artifacts

if TYPE_CHECKING:
    from collections.abc import Iterator

POINTS_PER_PIXEL = 0.75


@contextmanager
def own_tags(document: Any) -> Iterator[list[str]]:
    """Inside the `with` block the engine writes our structure tree and marks what is no content as artifacts.

    Gives the list of pictures that have no alternative text, complete when the document is written.
    """
    nameless: list[str] = []
    not_content = artifacts(document.pages)
    engines_marked, engines_tags = Stream.marked, weasyprint.pdf.add_tags

    def marked(stream: Any, box: Any, tag: str) -> Any:
        tags = stream._tags
        if tags is None:
            return nullcontext()
        if box in not_content:
            stream.begin_marked_content("Artifact", pydyf.Dictionary(not_content[box]))
        else:
            number = len(tags)
            tags[box] = {"tag": tag, "mcid": number}
            stream.stream.append(f"/{tag}\n<</MCID {number}>>\nBDC".encode())
        return _Marked(stream)

    def add_tags(pdf: Any, tagged: Any, _version: Any, streams: list[Any]) -> None:
        nameless.extend(write_structure(pdf, tagged, streams, not_content))

    Stream.marked, weasyprint.pdf.add_tags = marked, add_tags
    try:
        yield nameless
    finally:
        Stream.marked, weasyprint.pdf.add_tags = engines_marked, engines_tags


class _Marked:
    """Marked content that has begun, and ends with the `with` block; there is one for each line of each page."""

    __slots__ = ("_stream",)

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._stream.end_marked_content()


def write_structure(pdf: Any, document: Any, streams: list[Any], not_content: Artifacts) -> list[str]:
    """Write the structure tree of a document whose pages are painted in `streams`, and what goes with it.

    Returns the sources of pictures without alternative text.
    """
    builder = StructureBuilder(not_content)
    for index, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        builder.add_page(index, page._page_box, stream._tags)
        stray = Node("P", page=index, kids=[Content(index, kid["mcid"]) for kid in stream._tags.values()])
        builder.document.kids.append(stray)
    writer = TreeWriter(pdf, document)
    writer.write(builder.document)
    wished = {"DisplayDocTitle": "true"}
    if document.pages[0]._page_box.children[0].style["direction"] == "rtl":
        # Viewers show spreads, and printers bind, from right to left (ISO 32000-1, table 150).
        wished["Direction"] = "/R2L"
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary(wished)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    return writer.nameless


class TreeWriter:
    """Writes nodes as structure elements, with the tables by which a viewer finds them (ISO 32000-1, 14.7)."""

    def __init__(self, pdf: Any, document: Any) -> None:
        self._pdf = pdf
        self._pages = document.pages
        self._owners: list[dict[int, bytes]] = [{} for _ in document.pages]
        self._annotations: list[bytes] = []
        self._ids: dict[str, bytes] = {}
        self.nameless: list[str] = []

    def write(self, document: Node) -> None:
        """Write the tree under the catalog's StructTreeRoot."""
        root = self._object({"Type": "/StructTreeRoot"})
        root["K"] = pydyf.Array([self._element(document, root).reference])
        nums = pydyf.Array()
        for index, owners in enumerate(self._owners):
            nums.extend((index, pydyf.Array(owners[mcid] for mcid in sorted(owners))))
        for index, reference in enumerate(self._annotations, len(self._owners)):
            nums.extend((index, reference))
        root["ParentTree"] = self._object({"Nums": nums}).reference
        root["ParentTreeNextKey"] = len(self._owners) + len(self._annotations)
        root["RoleMap"] = pydyf.Dictionary({name: f"/{standard}" for name, standard in roles.ROLE_MAP.items()})
        if self._ids:
            names = pydyf.Array()
            for name in sorted(self._ids):
                names.extend((pydyf.String(name), self._ids[name]))
            limits = pydyf.Array([names[0], names[-2]])
            leaf = self._object({"Names": names, "Limits": limits})
            root["IDTree"] = self._object({"Kids": pydyf.Array([leaf.reference])}).reference
        self._pdf.catalog["StructTreeRoot"] = root.reference

    def _object(self, entries: dict[str, Any]) -> Any:
        made = pydyf.Dictionary(entries)
        self._pdf.add_object(made)
        return made

    def _element(self, node: Node, parent: Any) -> Any:
        """A structure element for a node, written with everything below it."""
        page = self._pdf.page_references[node.page]
        element = self._object({"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference, "Pg": page})
        if node.element is not None:
            self._describe(node, element)
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                if not kid.is_empty:
                    kids.append(self._element(kid, element).reference)
            elif isinstance(kid, Content):
                kids.append(self._content(kid, node, element))
            else:
                kids.append(self._link_area(kid, node, element))
        element["K"] = kids
        return element

    def _content(self, content: Content, node: Node, element: Any) -> Any:
        self._owners[content.page][content.mcid] = element.reference
        if content.page == node.page:
            return content.mcid
        page = self._pdf.page_references[content.page]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": content.mcid})

    def _link_area(self, area: Annotation, node: Node, element: Any) -> Any:
        annotation = area.dictionary
        annotation["StructParent"] = len(self._owners) + len(self._annotations)
        self._annotations.append(element.reference)
        if node.element is not None:
            # The engine writes the address, which is no description (ISO 14289-1, 7.18.5).
            link = node.element
            words = link.get("aria-label") or link.get("title") or roles.visible_text(link)
            annotation["Contents"] = pydyf.String(words or str(annotation["Contents"]))
        page = self._pdf.page_references[area.page]
        return self._object({"Type": "/OBJR", "Obj": annotation.reference, "Pg": page}).reference

    def _describe(self, node: Node, element: Any) -> None:
        """What the element says of itself: language, alternative text, expansion, scope, numbering, place."""
        source, role = node.element, node.role
        if language := source.get("lang"):
            element["Lang"] = pydyf.String(language)
        if role in ("Figure", "Formula"):
            words = roles.alternative(source)
            element["Alt"] = pydyf.String(words)
            if not words:
                self.nameless.append(source.get("src", "a drawing"))
            if isinstance(getattr(node.box, "width", None), int | float):
                element["A"] = self._layout_attributes(node)
        elif roles.name_of(source) == "abbr" and source.get("title"):
            element["E"] = pydyf.String(source.get("title"))
        elif role == "L" and roles.name_of(source) != "dl":
            style = node.box.style["list_style_type"]
            numbering = roles.LIST_NUMBERING.get(style if isinstance(style, str) else "", "None")
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"})
        elif role in ("TH", "TD"):
            element["A"] = _cell_attributes(node)
        elif role == "Note":
            name = f"note-{source.get('id') or element.number}"
            element["ID"] = pydyf.String(name)
            self._ids[name] = element.reference

    def _layout_attributes(self, node: Node) -> Any:
        """Where the picture stands on its page, in points from the lower left corner (14.8.5.4.3)."""
        box, height = node.box, self._pages[node.page].height
        left, top = box.content_box_x(), box.content_box_y()
        corners = (left, height - top - box.height, left + box.width, height - top)
        bounds = pydyf.Array(round(corner * POINTS_PER_PIXEL, 3) for corner in corners)
        return pydyf.Dictionary({"O": "/Layout", "BBox": bounds})


def _cell_attributes(node: Node) -> Any:
    attributes = pydyf.Dictionary({"O": "/Table"})
    if node.role == "TH":
        attributes["Scope"] = "/" + roles.SCOPES.get(node.element.get("scope", ""), "Column")
    for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        if (span := getattr(node.box, name, 1)) != 1:
            attributes[key] = span
    return attributes
