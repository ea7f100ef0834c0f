"""Citations that pandoc's citeproc has set, and the bibliography as a section of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from presswork.diagnostics import close_matches
from presswork.markup.tree import HEADINGS, classes, drop, set_classes, text_of, unwrap, with_class

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

# Keys that are references to parts of the text, not to works: `@fig:crane`.
REFERENCE = re.compile(r"(fig|figure|tbl|tab|table|sec|section):(.+)\Z")
_NOT_READ = re.compile(r"Could not (?:load include file|find|fetch resource) '?([^\s':]+)")
_MISSING = re.compile(r"Citeproc: citation (\S+) not found")


def report_warnings(draft: Draft, warnings: Iterable[str]) -> None:
    """Say which files the text wanted to draw in, and that they were not read (T123)."""
    for warning in warnings:
        if match := _NOT_READ.search(warning):
            hint = "only the manuscript itself is read: put the text of the other file into it"
            draft.warn("T123", f"the file '{match[1]}' was not read", match[1], hint)


def rewrite_citations(draft: Draft, warnings: Iterable[str], *, cited: bool) -> None:
    """Citations as `<span class="citation">`; without a bibliography (`cited` false) they are the text they were.

    A work that the bibliography does not have is an error (T250), because the text would show a question mark.
    """
    known = [entry.get("id", "").removeprefix("ref-") for entry in with_class(draft.root, "csl-entry")]
    for warning in warnings:
        key = match[1] if (match := _MISSING.search(warning)) else ""
        if key and not REFERENCE.match(key):
            hint = "add the work to the bibliography, or write \\@ for a sign that is no citation"
            draft.error("T250", f"'{key}' is not in the bibliography", f"@{key}", *close_matches(key, known), hint)
            for link in [link for link in draft.root.iter("a") if link.get("href") == f"#ref-{key}"]:
                unwrap(link)
    for citation in with_class(draft.root, "citation", "span"):
        keys = citation.attrib.get("data-cites", "").split()
        if not cited and not any(REFERENCE.match(key) for key in keys):
            if keys and not text_of(citation):
                citation.text = f"[{', '.join(keys)}]"
                hint = "name one in the front matter: bibliography: works.bib"
                draft.warn("T251", f"'{', '.join(keys)}' is cited, but there is no bibliography", keys[0], hint)
            unwrap(citation)
    for references in with_class(draft.root, "references", "div"):
        _bibliography(references, draft)


def _bibliography(references: Element, draft: Draft) -> None:
    if references.find("div") is None:
        drop(references)
        return
    section = etree.Element("section", {"class": "bibliography", "id": "bibliography"})
    before = references.getprevious()
    if before is not None and before.tag in HEADINGS:
        before.addprevious(section)
        before.tail = None
        section.append(before)
    else:
        heading = etree.SubElement(section, "h2", {"id": "bibliography-heading"})
        heading.text = draft.labels.bibliography
        references.addprevious(section)
    for entry in list(references.iterchildren("div")):
        _entry(entry)
        entry.tail = None
        section.append(entry)
    drop(references)


def _entry(entry: Element) -> None:
    """One work: its parts (a number at the left, indents) as spans."""
    set_classes(entry, ["entry"])
    for part in list(entry.iterdescendants("div")):
        name = next((name for name in classes(part) if name.startswith("csl-")), "")
        part.tag = "span"
        set_classes(part, ["entry-number"] if name == "csl-left-margin" else [])
        part.tail = " " if part.getnext() is not None else None
        if name != "csl-left-margin":
            unwrap(part)
