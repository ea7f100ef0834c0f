"""How one finds one's way in an e-book: contents, landmarks, printed pages; and all of it again for old readers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presswork.editions.epub_body import Chapter, Heading
    from presswork.editions.pagebreaks import PageMark

# The contents show the text's two upper levels: a third makes a list that nobody reads to the end.
DEEPEST = 3
_NCX = "http://www.daisy.org/z3986/2005/ncx/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True)
class Entry:
    """An entry of the contents and what lies below it.

    `by` is the line that credits its authors. One without an address gathers what is below it; one that is `folded`
    shows in a reading system's menu what is below it, and not on the page of the contents. `language` and `direction`
    are set where they are not those of the book.
    """

    title: str
    href: str
    children: list[Entry] = field(default_factory=list)
    by: str = ""
    folded: bool = False
    language: str = ""
    direction: str = ""

    @property
    def leads_to(self) -> str:
        """Its address, or that of the first entry below it that has one."""
        return self.href or next((address for child in self.children if (address := child.leads_to)), "")

    @property
    def depth(self) -> int:
        """The levels from this entry down, itself included."""
        return 1 + max((child.depth for child in self.children), default=0)


class Landmark(NamedTuple):
    """A point that reading systems offer by its kind: an `epub:type`, a title, an address."""

    type: str
    title: str
    href: str


class PageLink(NamedTuple):
    """An entry of the page list: the folio and the address of its marker."""

    label: str
    href: str


def contents(title: str, href: str, headings: Iterable[Heading]) -> Entry:
    """The article's entry: its headline, and its headings down to level 3 nested below.

    A heading without a parent of the next higher level stands one level higher than it says.
    """
    top = Entry(title, href)
    open_entries = [(1, top)]
    for heading in headings:
        if heading.level <= DEEPEST:
            entry = Entry(heading.title, heading.href)
            while open_entries[-1][0] >= heading.level:
                open_entries.pop()
            open_entries[-1][1].children.append(entry)
            open_entries.append((heading.level, entry))
    return top


def page_list(marks: Iterable[PageMark], chapters: Sequence[Chapter], homes: Mapping[str, str]) -> tuple[PageLink, ...]:
    """The page list: every marker with the file in which it stands (the first page's is in the first file).

    `homes` names the files of markers that moved behind the text.
    """
    home = {mark_id: chapter.name for chapter in chapters for mark_id in chapter.ids} | dict(homes)
    return tuple(PageLink(m.label, f"{home.get(m.id, chapters[0].name)}#{m.id}") for m in marks)


def _points(parent: Any, entries: Iterable[Entry], order: Iterator[int]) -> None:
    for entry in entries:
        if not entry.href:  # it leads where the first one below it leads, and has the same place in the order
            point = etree.SubElement(parent, "navPoint")
            _labelled(point, entry.title, entry.leads_to)
            _points(point, entry.children, order)
            first = point.find("navPoint").get("playOrder")
            point.attrib.update({"id": f"group-{first}", "playOrder": first})
            continue
        number = str(next(order))
        point = etree.SubElement(parent, "navPoint", {"id": f"point-{number}", "playOrder": number})
        _labelled(point, entry.title, entry.leads_to)
        _points(point, entry.children, order)


def _labelled(parent: Any, title: str, href: str) -> None:
    etree.SubElement(etree.SubElement(parent, "navLabel"), "text").text = title
    etree.SubElement(parent, "content", {"src": href})


def _page_target(parent: Any, page: PageLink, number: int, order: int) -> None:
    kind = "normal" if page.label.isdecimal() else "front"
    attributes = {"id": f"target-{number}", "type": kind, "playOrder": str(order)}
    if page.label.isdecimal():
        attributes["value"] = str(int(page.label))  # NCX: digits of ASCII
    _labelled(etree.SubElement(parent, "pageTarget", attributes), page.label, page.href)


def ncx(
    urn: str, language: str, title: str, toc: Sequence[Entry], pages: Sequence[PageLink], pages_title: str
) -> bytes:
    """The same for reading systems of EPUB 2 (OPF 2.0.1, section 2.4.1): navMap and pageList, depth and page count."""
    root = etree.Element("ncx", {"version": "2005-1", _XML_LANG: language}, nsmap={None: _NCX})
    head = etree.SubElement(root, "head")
    numbers = [int(page.label) for page in pages if page.label.isdecimal()]
    for name, content in (
        ("dtb:uid", urn),
        ("dtb:depth", max((entry.depth for entry in toc), default=1)),
        ("dtb:totalPageCount", len(pages)),
        ("dtb:maxPageNumber", max(numbers, default=0)),
    ):
        etree.SubElement(head, "meta", {"name": name, "content": str(content)})
    etree.SubElement(etree.SubElement(root, "docTitle"), "text").text = title
    order = iter(range(1, 1_000_000))
    _points(etree.SubElement(root, "navMap"), toc, order)
    if pages:
        listing = etree.SubElement(root, "pageList")
        etree.SubElement(etree.SubElement(listing, "navLabel"), "text").text = pages_title
        for number, page in enumerate(pages, 1):
            _page_target(listing, page, number, next(order))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
