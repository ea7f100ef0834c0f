"""What a body needs before it is printed: a drop cap, formulas drawn, image sizes, the words of cross-references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from presswork.labels import labels_for

if TYPE_CHECKING:
    from presswork.article import Article
    from presswork.edition import Asset, Edition
    from presswork.pages.mathematics import Formulas

# The shortest paragraph that a three-line initial may open, in characters: below it the letter would stand in air.
DROP_CAP_FROM = 180
_INITIAL = re.compile(r"[^\W\d_]")
_SCRIPTS_WITHOUT_INITIALS = ("ar", "fa", "ur", "he", "yi", "zh", "ja", "ko", "hi", "bn", "ta", "th")


def set_for_paper(
    article: Article, edition: Edition, formulas: Formulas | None = None
) -> tuple[str, tuple[Asset, ...]]:
    """The article's body as the paper templates want it, and the formulas drawn for it, or before."""
    root = etree.fromstring(f"<div>{article.body}</div>")
    drawn: tuple[Asset, ...] = ()
    if "math" in article.features:
        from presswork.pages.mathematics import as_images

        drawn = as_images(root, formulas)
    _image_sizes(root)
    cross_references(root, article.meta.language)
    _mark_ends(root)
    if edition.options.get("drop-cap", "true") != "false" and not article.meta.language.startswith(
        _SCRIPTS_WITHOUT_INITIALS
    ):
        _drop_cap(root)
    text = etree.tostring(root, encoding="unicode")
    return text.removeprefix("<div>").removesuffix("</div>"), drawn


def _image_sizes(root: Any) -> None:
    """Give the sheets an image's width and its ratio of height to width, from which they reckon whole lines."""
    for image in root.iter("img"):
        width, height = image.get("width", ""), image.get("height", "")
        if width.isdigit() and height.isdigit() and int(width):
            ratio = int(height) / int(width)
            image.set("style", f"--image-width:{width}px;--image-ratio:{ratio:.4f}")


def cross_references(root: Any, language: str) -> None:
    """Give references the word before their page; one to another text of a volume says it in brackets. Changes `root`.

    Brackets can stand in the middle of a sentence. Inside of others there is a comma, as before the page of a figure.
    """
    word = labels_for(language).page
    own = {element.get("id") for element in root.iter() if element.get("id")}
    for link in root.iter("a"):
        if "xref" not in link.get("class", "").split():
            continue
        link.set("data-page-word", word)
        target = link.get("href", "")
        if target.startswith("#") and target[1:] not in own and not _in_brackets(link):
            _add_class(link, "elsewhere")


def _in_brackets(element: Any) -> bool:
    """Whether a bracket is open in the text before an element, in its own parent."""
    parent = element.getparent()
    if parent is None:
        return False
    before = [parent.text or ""]
    for child in parent:
        if child is element:
            break
        before += ["".join(child.itertext()), child.tail or ""]
    text = "".join(before)
    return text.count("(") > text.count(")")


def _paragraphs(root: Any) -> list[Any]:
    return [child for child in root if child.tag == "p"]


def _mark_ends(root: Any) -> None:
    """Mark the first paragraph, which is not indented, and the last, which carries the end mark."""
    paragraphs = _paragraphs(root)
    if not paragraphs:
        return
    _add_class(paragraphs[0], "flush")
    text = [c for c in root if not (c.tag == "section" and c.get("class") in ("bibliography", "notes"))]
    if text[-1].tag == "p":
        _add_class(text[-1], "last")


def _add_class(element: Any, name: str) -> None:
    element.set("class", " ".join(dict.fromkeys([*element.get("class", "").split(), name])))


def _drop_cap(root: Any) -> None:
    """Put the article's first letter, with the quotation mark before it, into a span of its own.

    A real element: a floated `::first-letter` fails in columns in WeasyPrint 70.
    """
    first = next(iter(root), None)
    if first is None or first.tag != "p" or len("".join(first.itertext())) < DROP_CAP_FROM:
        return
    marks = _marks_before(first)
    text = (marks[-1].tail if marks else first.text) or ""
    match = re.match(r"[“„«‘‚]?\s?", text)
    end = match.end() if match else 0
    if end < len(text) and _INITIAL.match(text[end]):
        cap = etree.Element("span", {"class": "dropcap"})
        cap.text, cap.tail = text[end], text[end + 1 :]
        if quote := text[:end].strip():
            mark = etree.SubElement(cap, "span", {"class": "quote"})
            mark.text, mark.tail, cap.text = quote, text[end], None
        if marks:
            marks[-1].tail = None
        else:
            first.text = None
        first.insert(len(marks), cap)


def _marks_before(paragraph: Any) -> list[Any]:
    """The empty elements, such as marks of an index, with which a paragraph begins."""
    marks: list[Any] = []
    if paragraph.text:
        return marks
    for child in paragraph:
        if child.tag != "span" or "".join(child.itertext()):
            break
        marks.append(child)
        if child.tail:
            break
    return marks if marks and marks[-1].tail else []
