"""Footnotes, which pandoc gathers at the end, put back in the place where they are called."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from presswork.markup.tree import BLOCKS, add_text, drop, move_content, replace, text_of, unwrap, with_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft


def place_notes(draft: Draft) -> None:
    """Make every call of a footnote the note itself, `<fn-note id="fn-1">`, with inline content only."""
    sections = with_class(draft.root, "footnotes", "section")
    texts = {item.get("id", ""): item for section in sections for item in section.iter("li") if item.get("id")}
    for section in sections:
        drop(section)
    number = 0
    for call in with_class(draft.root, "footnote-ref", "a"):
        item = texts.get(call.get("href", "")[1:])
        if item is None:
            unwrap(call)
            continue
        number += 1
        replace(call, _note(deepcopy(item), number, draft))


def _note(item: Element, number: int, draft: Draft) -> Element:
    for back in with_class(item, "footnote-back", "a") + with_class(item, "footnote-ref", "a"):
        drop(back)
    note = etree.Element("fn-note", {"id": f"fn-{number}"})
    for paragraph in _paragraphs(item, draft):
        for block in list(paragraph.iterdescendants(*BLOCKS)):
            unwrap(block)
        if text_of(paragraph) or len(paragraph):
            note.append(paragraph)
    return note


def _paragraph(content: Element, mark: str = "") -> Element:
    paragraph = etree.Element("span", {"class": "note-p"})
    add_text(paragraph, 0, mark)
    move_content(content, paragraph)
    return paragraph


def _paragraphs(block: Element, draft: Draft) -> Iterator[Element]:
    """The block's content as paragraphs of inline text; what is no running text is laid flat."""
    if not any(child.tag in BLOCKS for child in block):
        yield _paragraph(block)
        return
    loose = etree.Element("p")
    loose.text = block.text
    for child in list(block):
        if child.tag in BLOCKS:
            yield _paragraph(loose)
            loose = etree.Element("p")
            loose.text, child.tail = child.tail, None
            yield from _flat(child, draft)
        else:
            loose.append(child)
    yield _paragraph(loose)


def _flat(block: Element, draft: Draft) -> Iterator[Element]:
    match block.tag:
        case "ul" | "ol":
            for number, item in enumerate(block.iterchildren("li"), int(block.get("start", "1"))):
                mark = "\u2022 " if block.tag == "ul" else f"{number}. "
                yield from (_paragraph(part, mark if index == 0 else "")
                            for index, part in enumerate(_filled(_paragraphs(item, draft))))  # fmt: skip
        case "pre":
            code = etree.Element("code")
            code.text = "".join(str(part) for part in block.itertext()).strip("\n")
            holder = etree.Element("p")
            holder.append(code)
            yield _paragraph(holder)
        case "table":
            draft.note("T213", "a table in a footnote is set as lines of text", block, "move the table into the text")
            for row in block.iter("tr"):
                line = etree.Element("p")
                line.text = " | ".join(text_of(cell) for cell in row)
                yield _paragraph(line)
        case _:
            yield from _paragraphs(block, draft)


def _filled(paragraphs: Iterator[Element]) -> Iterator[Element]:
    return (paragraph for paragraph in paragraphs if text_of(paragraph) or len(paragraph))
