"""Web pages: the article in a page, without the site around it, and what the page's head says of it."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from lxml import etree

from presswork.markup.tree import HEADINGS, classes, drop, drop_controls, replace, set_classes, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# A page's own elements around an article (HTML Living Standard 4.3), and what readers' sites put between.
_AROUND = ("nav", "script", "style", "noscript", "template", "form")
_SITE = ("header", "footer", "aside")
# Meta names and properties of a page, in order of trust, to fields of the front matter.
_META = {
    "author": ("author", "dc.creator", "dcterms.creator", "article:author"),
    "date": ("article:published_time", "dcterms.date", "date", "dc.date", "dcterms.created"),
    "summary": ("description", "og:description"),
    "keywords": ("keywords",),
    "title": ("og:title", "dc.title"),
}
_BYLINE = frozenset({"byline", "author", "by-author", "article-author", "post-author", "dateline-author"})
_BY = re.compile(r"(?:written |text )?(?:by|von|par|por|di|da|door|av|af)\b:?\s+", re.IGNORECASE)
# Classes that mean something to us; a site's own mean nothing in a book.
_MEANINGFUL = frozenset(
    {"pullquote", "pull-quote", "aside", "sidebar", "verse", "poem", "epigraph", "line-block", "footnotes"}
    | {"footnote-ref", "footnote-back", "caption", "credit", "wide", "half", "decorative", "small-caps", "smallcaps"}
    | {"references", "csl-entry", "citation", "box", "note", "tip", "warning", "math", "sourceCode"}
)


def parsed_page(text: str) -> Element:
    """The page as a tree, without the style sheets that its head names: every page has them, and none is asked for."""
    parser = etree.HTMLParser(recover=True, huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    # A declared encoding would contradict the text, which is decoded already.
    page = etree.fromstring(re.sub(r"<\?xml[^>]*\?>", "", text, count=1) or "<html/>", parser)
    if page is None:
        return etree.Element("html")
    for link in page.findall("head/link"):
        drop(link)
    return page


def article_of(page: Element) -> tuple[Element, dict[str, Any]]:
    """The article's element as a `body`, and metadata by front-matter names, strings as HTML.

    The article is the page's only `<article>`, else its `<main>`, else its whole body.
    """
    drop_controls(page)
    metadata = _metadata(page)
    body = _article(page)
    _take_byline(body, metadata)
    for tag in _AROUND:
        for element in list(body.iter(tag)):
            drop(element)
    first = next(body.iter("h1"), None)
    if first is not None:
        _lead(first, body, metadata)
    _read_notes(body)
    body.tag = "body"
    body.attrib.clear()
    return body, metadata


def _article(page: Element) -> Element:
    for tag in ("article", "main"):
        found = list(page.iter(tag))
        if len(found) == 1:
            return found[0]
    body = page.find("body")
    if body is None:
        return page
    for tag in _SITE:
        for element in list(body.iterchildren(tag)):
            if tag != "header" or element.find(".//h1") is None:
                drop(element)
    return body


def _metadata(page: Element) -> dict[str, Any]:
    said: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name and (content := " ".join(meta.get("content", "").split())):
            said.setdefault(name, []).append(content)
    metadata: dict[str, Any] = {}
    for field, names in _META.items():
        if values := next((said[name] for name in names if name in said), None):
            metadata[field] = _value(field, values)
    title = page.findtext(".//title")
    if "title" not in metadata and title and title.strip():
        metadata["title"] = escape(" ".join(title.split()), quote=False)
    if language := page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang"):
        metadata["language"] = language
    return metadata


def _value(field: str, values: list[str]) -> Any:
    escaped = [escape(value, quote=False) for value in values]
    if field == "author":
        return escaped
    if field == "keywords":
        return [part.strip() for value in escaped for part in value.split(",") if part.strip()]
    return escaped[0][:10] if field == "date" else escaped[0]


def _take_byline(body: Element, metadata: dict[str, Any]) -> None:
    """A byline in the article says the author, and the date, when the head does not; it leaves the text."""
    for line in list(body.iter("p", "div", "span", "address")):
        if not _BYLINE.intersection(name.lower() for name in classes(line)) or len(text_of(line)) > 200:
            continue
        moment = line.find(".//time")
        if moment is not None and moment.get("datetime"):
            metadata.setdefault("date", moment.get("datetime", "")[:10])
            drop(moment)
        if name := _BY.sub("", text_of(line)).strip(" ,|\u00b7"):
            metadata.setdefault("author", [escape(name, quote=False)])
        drop(line)
    for field in ("subtitle", "date"):
        # Pandoc's own pages.
        for line in [line for line in body.iter("p") if classes(line) == [field]]:
            metadata.setdefault(field, escape(text_of(line), quote=False))
            drop(line)


def _lead(heading: Element, body: Element, metadata: dict[str, Any]) -> None:
    """The headline in the article is the title; `<title>` names the site besides. What stands before it goes."""
    written = text_of(heading)
    if not written:
        return
    metadata.pop("title", None)
    if heading.getparent() is not body:
        body.insert(0, _taken(heading))
    body.text = None


def _taken(element: Element) -> Element:
    """The element out of its place; the text after it stays."""
    copy = etree.Element(str(element.tag), dict(element.attrib))
    copy.text = element.text
    copy.extend(list(element))
    drop(element)
    return copy


def _read_notes(body: Element) -> None:
    """Notes as web pages write them, a superscript link to an item with an id, in pandoc's form."""
    for element in body.iter():
        if isinstance(element.tag, str):
            set_classes(element, [name for name in classes(element) if name in _MEANINGFUL])
    targets = {element.get("id"): element for element in body.iter("li", "p", "div", "aside") if element.get("id")}
    items: list[Element] = []
    for link in list(body.iter("a")):
        target = targets.get(link.get("href", "")[1:]) if link.get("href", "").startswith("#") else None
        around = link.getparent()
        raised = around is not None and around.tag == "sup" and not (around.text or "").strip()
        called = raised or link.find("sup") is not None or link.get("role") == "doc-noteref"
        if target is None or not called or not re.fullmatch(r"\W*(\d+|[a-z*†‡]+)\W*", text_of(link)):
            continue
        link.set("class", "footnote-ref")
        if raised and around is not None and len(around) == 1:
            replace(around, link)
        if target not in items:
            items.append(target)
    if items:
        _gather(items, body)


def _gather(items: list[Element], body: Element) -> None:
    section = etree.SubElement(body, "section", {"class": "footnotes"})
    for item in items:
        name = item.get("id", "")
        for link in list(item.iter("a")):
            if link.get("href", "").startswith("#") and len(text_of(link)) <= 3:
                drop(link)
        holder = item.getparent()
        copy = etree.SubElement(section, "li", {"id": name})
        copy.text = item.text
        copy.extend(list(item))
        drop(item)
        if holder is not None and holder.tag in {"ol", "ul", "section"} and len(holder) == 0:
            _drop_with_heading(holder)


def _drop_with_heading(holder: Element) -> None:
    """An emptied list of notes goes, and the heading over it."""
    before = holder.getprevious()
    if before is not None and before.tag in HEADINGS | {"hr"}:
        drop(before)
    drop(holder)
