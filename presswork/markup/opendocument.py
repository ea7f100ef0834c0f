"""What pandoc leaves behind in an ODT file: paragraph styles, captions in frames, descriptions of images."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from presswork.markup.tree import drop, text_of, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

# OpenDocument 1.3, part 3: the namespaces of content.xml.
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = f"{{{_OASIS}:text:1.0}}"
_STYLE = f"{{{_OASIS}:style:1.0}}"
_DRAW = f"{{{_OASIS}:drawing:1.0}}"
_SVG = f"{{{_OASIS}:svg-compatible:1.0}}"
_HREF = "{http://www.w3.org/1999/xlink}href"
# Styles of the opening paragraphs that are metadata, not text.
_METADATA = {"title": "title", "subtitle": "subtitle", "author": "author", "date": "date"}
_MAX_CONTENT = 60 * 2**20


def apply_styles(draft: Draft) -> dict[str, str | list[str]]:
    """Mark paragraphs with the styles they have in the ODT file, and give images their captions and descriptions.

    Returns what paragraphs in the styles Title, Subtitle, Author and Date say, as HTML; they leave the text.
    """
    content = _content(draft.manuscript.data)
    if content is None:
        return {}
    metadata: dict[str, str | list[str]] = {}
    waiting = [paragraph for paragraph in draft.root.iter("p") if paragraph.getparent() is draft.root]
    for style, text in _styled(content):
        match = next((paragraph for paragraph in waiting if _folded(text_of(paragraph)) == text), None)
        if match is None:
            continue
        del waiting[: waiting.index(match) + 1]
        if key := _METADATA.get(style.lower()):
            _take(metadata, key, escape(text_of(match), quote=False))
            drop(match)
        else:
            wrap(match, "div", **{"data-custom-style": style})
    _describe(draft.root, content)
    return metadata


def _take(metadata: dict[str, str | list[str]], key: str, text: str) -> None:
    if key == "author":
        authors = metadata.setdefault("author", [])
        if isinstance(authors, list):
            authors.append(text)
    else:
        metadata.setdefault(key, text)


def _content(data: bytes) -> Element | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as stream:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            return etree.fromstring(stream.read(_MAX_CONTENT), parser)
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, OSError):
        return None


def _styled(content: Element) -> Iterator[tuple[str, str]]:
    """Style and folded text of the paragraphs of the text itself whose style is not a plain one."""
    parents = {
        style.get(f"{_STYLE}name", ""): style.get(f"{_STYLE}parent-style-name", "")
        for style in content.iter(f"{_STYLE}style")
    }
    for paragraph in content.iter(f"{_TEXT}p"):
        name = paragraph.get(f"{_TEXT}style-name", "")
        style = re.sub("_([0-9a-f]{2})_", lambda code: chr(int(code[1], 16)), parents.get(name) or name)
        text = _folded("".join(_own_text(paragraph)))
        if text and style not in {"", "Standard", "Text body", "First paragraph"}:
            yield style, text


def _own_text(paragraph: Element) -> Iterator[str]:
    """The paragraph's text without what its footnotes and frames say."""
    if paragraph.text:
        yield paragraph.text
    for child in paragraph:
        if child.tag not in {f"{_TEXT}note", f"{_DRAW}frame"}:
            yield from _own_text(child)
        if child.tail:
            yield child.tail


def _folded(text: str) -> str:
    return "".join(text.split())


def _describe(root: Element, content: Element) -> None:
    descriptions: dict[str, list[str]] = {}
    for frame in content.iter(f"{_DRAW}frame"):
        image = frame.find(f"{_DRAW}image")
        if image is not None:
            said = frame.findtext(f"{_SVG}desc") or frame.findtext(f"{_SVG}title") or ""
            descriptions.setdefault(image.get(_HREF, ""), []).append(" ".join(said.split()))
    for image in list(root.iter("img")):
        known = descriptions.get(image.get("src", "").removeprefix("media/"))
        described = known.pop(0) if known else ""
        if image.get("title", "").startswith("fig:"):
            _frame(image, described)
        elif described:
            image.set("alt", described)


def _frame(image: Element, described: str) -> None:
    """An image in a frame with its caption, which pandoc sets into the line, as a figure after the paragraph."""
    figure = etree.Element("figure")
    caption = etree.SubElement(figure, "figcaption")
    caption.text = image.get("alt", "")
    block = next((around for around in image.iterancestors("p", "div")), None)
    if block is None:
        return
    drop(image)
    image.attrib.pop("title", None)
    image.set("alt", described)
    figure.insert(0, image)
    block.addnext(figure)
    figure.tail, block.tail = block.tail, None
