"""Footnotes for editions without page feet: each in-place note becomes a reference and an aside.

Print floats a note to the foot of its page; a screen or an e-book shows the number in the text and the note itself
elsewhere: `<a role="doc-noteref">` here, `<aside role="doc-footnote">` where the edition puts it (DPUB-ARIA 1.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from presswork.languages import digits

if TYPE_CHECKING:
    from presswork.labels import Labels

NOTE = "fn-note"
REFERENCE_SUFFIX = "-ref"


def _name(like: Any, tag: str) -> str:
    """The tag in the namespace of another element: the tree may be plain or already XHTML's."""
    namespace = etree.QName(like).namespace
    return f"{{{namespace}}}{tag}" if namespace else tag


def _inherited(note: Any, attribute: str) -> str | None:
    """A language or direction that the note had from the part of the text in which it stood."""
    for element in (note, *note.iterancestors()):
        if element.getparent() is None:  # the root speaks for the whole article: the aside inherits it anyway
            return None
        if value := element.get(attribute):
            return str(value)
    return None


def _paragraphs(note: Any) -> list[Any]:
    """The note's content as p elements, one for each `span.note-p`, or one for all when there are none."""
    p = _name(note, "p")
    if not any(child.get("class") == "note-p" for child in note):
        whole = etree.Element(p)
        whole.text = note.text
        whole.extend(list(note))
        return [whole]
    paragraphs = []
    for child in list(note):
        child.tag = p
        child.attrib.pop("class", None)
        child.tail = None
        paragraphs.append(child)
    return paragraphs


def _aside(note: Any, number: str, labels: Labels) -> Any:
    identifier = note.get("id")
    aside = etree.Element(_name(note, "aside"), {"id": identifier, "class": "note", "role": "doc-footnote"})
    for attribute in ("lang", "dir"):
        if value := _inherited(note, attribute):
            aside.set(attribute, value)
    aside.extend(_paragraphs(note))
    back = etree.Element(
        _name(note, "a"),
        {
            "class": "note-number",
            "role": "doc-backlink",
            "href": f"#{identifier}{REFERENCE_SUFFIX}",
            # the visible number is part of the accessible name (WCAG 2.2, 2.5.3)
            "aria-label": f"{number}. {labels.back_to_text}",
        },
    )
    back.text = number
    first = aside[0]
    back.tail = "\u00a0" + (first.text or "").lstrip()
    first.text = None
    first.insert(0, back)
    return aside


def lift_notes(root: Any, *, labels: Labels) -> list[Any]:
    """Replace each `fn-note` under `root` (an lxml element, changed in place) by its numbered reference.

    The references are `<a class="noteref" role="doc-noteref" id="fn-1-ref" href="#fn-1">1</a>`, numbered from 1 in
    document order. Returns the notes in that order, each
    `<aside id="fn-1" class="note" role="doc-footnote"><p><a role="doc-backlink" ...>1</a> ...</p>...</aside>`,
    for the edition to place, with the language and direction of the text where it stood.
    """
    asides = []
    for number, note in enumerate(list(root.iter(_name(root, NOTE), NOTE)), start=1):
        identifier = note.get("id") or f"fn-{number}"
        note.set("id", identifier)
        asides.append(_aside(note, digits(number, labels.language), labels))
        tail = note.tail
        note.clear()
        note.tail, note.text = tail, digits(number, labels.language)
        note.tag = _name(root, "a")
        note.set("class", "noteref")
        note.set("role", "doc-noteref")
        note.set("id", f"{identifier}{REFERENCE_SUFFIX}")
        note.set("href", f"#{identifier}")
    return asides
