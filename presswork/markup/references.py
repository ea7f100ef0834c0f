"""Cross-references: links to figures, tables and sections, numbered and named in the language of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from presswork.diagnostics import close_matches
from presswork.languages import digits
from presswork.markup.citations import REFERENCE
from presswork.markup.clean import clean_id
from presswork.markup.tables import caption_of
from presswork.markup.tree import HEADINGS, move_content, replace, set_text, text_of, unwrap, with_class
from presswork.markup.volume_marks import leave_to_volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

_WORDS = {
    "figure": frozenset({"figure", "fig", "fig."}),
    "table": frozenset({"table", "tab", "tab."}),
    "section": frozenset({"section", "sec", "sec.", "\u00a7"}),
}
_KIND = {"fig": "figure", "figure": "figure", "tbl": "table", "tab": "table", "table": "table"}
_NUMBERED = re.compile(r"(.*?)[\s\u00a0]*\d*\Z", re.DOTALL)


def rewrite_references(draft: Draft) -> None:
    """Make cross-references of the links into the text, number what they name, and report dead ones (T261, T262)."""
    targets = {element.get("id", ""): element for element in draft.root.iter() if "id" in element.attrib}
    for citation in with_class(draft.root, "citation", "span"):
        _from_citation(citation, targets)
    links = [link for link in draft.root.iter("a") if link.get("href", "").startswith("#")]
    for link in links:
        _resolve(link, targets, draft)
    _number(draft)
    for link in draft.root.iter("a"):
        _name(link, targets, draft)


def kind_of(element: Element) -> str | None:
    """What a target is called: figure, table or section; None for a place that has no name."""
    if element.tag in HEADINGS:
        return "section"
    return str(element.tag) if element.tag in {"figure", "table"} else None


def _from_citation(citation: Element, targets: dict[str, Element]) -> None:
    """`@fig:crane` or `[see @fig:crane, left]`, which pandoc took for a citation, as links."""
    keys = citation.attrib.pop("data-cites", "").split()
    if not any(REFERENCE.match(key) for key in keys):
        return
    text = text_of(citation)
    if not all(f"@{key}" in text for key in keys):
        # Citeproc has set it as an unknown work: what stood around the keys is gone.
        text = ", ".join(f"@{key}" for key in dict.fromkeys(keys))
    elif text.startswith("[") and text.endswith("]"):
        text = text[1:-1].replace("; ", ", ")
    holder = etree.Element("span")
    set_text(holder, "")
    for part in re.split(
        "(" + "|".join(f"@{re.escape(key)}" for key in sorted(keys, key=len, reverse=True)) + ")", text
    ):
        if part.startswith("@") and REFERENCE.match(part[1:]):
            holder.append(etree.Element("a", {"href": f"#{_target(part[1:], targets)}"}))
        elif len(holder):
            holder[-1].tail = (holder[-1].tail or "") + part
        else:
            holder.text = (holder.text or "") + part
    replace(citation, holder)
    unwrap(holder)


def _target(key: str, targets: dict[str, Element]) -> str:
    """The id that `fig:crane` means: with the prefix, another spelling of it, or without."""
    match = REFERENCE.match(key)
    prefix, name = (match[1], clean_id(match[2]) or "") if match else ("", key)
    kind = _KIND.get(prefix, "section")
    spellings = [prefix, *(word for word, meaning in _KIND.items() if meaning == kind)]
    candidates = [*(f"{spelling}-{name}" for spelling in spellings), name]
    return next((candidate for candidate in candidates if candidate in targets), f"{prefix}-{name}")


def _resolve(link: Element, targets: dict[str, Element], draft: Draft) -> None:
    """Mark a link as a cross-reference, or take a dead one off."""
    name = link.get("href", "#")[1:]
    if name not in targets and draft.aliases.get(name) in targets:
        name = draft.aliases[name]
        link.set("href", f"#{name}")
    if name in targets:
        if kind := kind_of(targets[name]):
            link.set("class", "xref")
            link.set("data-kind", kind)
        return
    if draft.aliases.get(name) == "":
        # The headline itself: it is no part of the body.
        unwrap(link)
        return
    if leave_to_volume(link, draft):
        return
    hints = [hint.replace("'", "'#", 1) for hint in close_matches(name, targets)]
    if text_of(link) or len(link):
        draft.warn("T261", f"the link '#{name}' leads nowhere and was taken off", link, *hints)
    else:
        draft.error("T262", f"the cross-reference '{name}' names nothing in the text", name, *hints)
    unwrap(link)


def _references(draft: Draft) -> Iterator[Element]:
    return (link for link in with_class(draft.root, "xref", "a") if "data-kind" in link.attrib)


def _number(draft: Draft) -> None:
    """Number all figures (or tables) that have a caption or are named, once one of them is referred to."""
    named: dict[str, set[str]] = {}
    for link in _references(draft):
        named.setdefault(link.get("data-kind", ""), set()).add(link.get("href", "#")[1:])
    for tag in ("figure", "table"):
        number = 0
        for element in draft.root.iter(tag) if named.get(tag) else ():
            captioned = element.find("figcaption" if tag == "figure" else "caption") is not None
            if captioned or element.get("id") in named[tag]:
                number += 1
                _label(element, f"{getattr(draft.labels, tag)}\u00a0{digits(number, draft.language)}")


def _label(element: Element, text: str) -> None:
    if element.tag == "table":
        caption = caption_of(element)
    else:
        found = element.find("figcaption")
        caption = etree.SubElement(element, "figcaption") if found is None else found
    _drop_written_label(caption, str(element.tag))
    label = etree.Element("span", {"class": "label"})
    label.text = text
    label.tail = f" {(caption.text or '').lstrip()}" if len(caption) or caption.text else None
    caption.text = None
    caption.insert(0, label)


def _drop_written_label(caption: Element, kind: str) -> None:
    """A word processor's own `Figure 3: ` at the head of a caption gives way to our label."""
    holder = next(iter(with_class(caption, "caption", "span")), caption)
    words = "|".join(map(re.escape, sorted(_WORDS[kind], key=len, reverse=True)))
    pattern = rf"\s*(?:{words})[\s\u00a0]*\d+\s*[.:\u2013\u2014-]?\s*(?=\S)"
    if match := re.match(pattern, holder.text or "", re.IGNORECASE):
        holder.text = (holder.text or "")[match.end() :]


def _name(link: Element, targets: dict[str, Element], draft: Draft) -> None:
    """Write the name of what a cross-reference leads to, where the author left that to us."""
    kind = link.get("data-kind")
    if kind is None or "xref" not in link.get("class", ""):
        return
    written = text_of(link)
    word = (match[1] if (match := _NUMBERED.match(written)) else written).strip().casefold()
    words = _WORDS[kind] | {str(getattr(draft.labels, kind)).casefold()}
    bare = written.isdigit()
    if written and not bare and word not in words and written != f"[{link.get('href', '#')[1:]}]":
        return
    target = targets[link.get("href", "#")[1:]]
    if kind == "section":
        if not written or bare:
            set_text(link, text_of(target))
        return
    label = next(iter(with_class(target, "label", "span")), None)
    if label is not None:
        for child in list(link):
            move_content(child, link)
            link.remove(child)
        # LaTeX writes the word itself: Figure~\\ref{fig:crane}.
        set_text(link, (label.text or "").rpartition("\u00a0")[2] if bare else label.text or "")
