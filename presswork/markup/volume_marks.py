"""What a text says for the volumes that it may stand in: index marks, and links to other articles.

An article that is built alone keeps them as spans that nobody sees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from presswork.diagnostics import close_matches
from presswork.manuscript.formats import SUFFIXES
from presswork.markup.tree import classes, set_classes, text_of, unwrap, with_class

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

INDEX = "index"
ELSEWHERE = "elsewhere"
_DATA = ("data-entry", "data-see", "data-see-also", "data-range")
_RANGES = frozenset({"start", "end"})
# `other.md`, `../reports/other.md#fig-crane`: a relative path, and what it names there.
_PATH = re.compile(r"(?![a-z][a-z0-9+.-]*:|/)([^#?\\]+)(?:#([^#\s]*))?\Z", re.IGNORECASE)


def is_elsewhere(href: str) -> bool:
    """Whether a link leads to another manuscript: `other.md`, `../other.md#fig-crane`."""
    match = _PATH.match(unquote(href.strip()))
    return bool(match) and any(match[1].lower().endswith(suffix) for suffix in SUFFIXES if match)


def mark_elsewhere(link: Element, draft: Draft) -> None:
    """Make a span of a link to another manuscript, which a volume makes a link again.

    T263 where there is no such manuscript. One without words gets them from whoever knows the other article.
    """
    target = unquote(link.get("href", "").strip())
    path = target.partition("#")[0]
    file = draft.manuscript.path.parent / path
    if not file.is_file():
        names = [each.name for each in draft.manuscript.path.parent.glob("*")]
        hints = close_matches(file.name, names) or ("paths count from this manuscript",)
        draft.warn("T263", f"the link to '{path}' was taken off: there is no such article", path, *hints)
    link.attrib.clear()
    link.tag = "span"
    if file.is_file():
        link.set("class", ELSEWHERE)
        link.set("data-to", target)


def leave_to_volume(link: Element, draft: Draft) -> bool:
    """Make a span of a link `#slug` to an article that stands beside this one; whether it was one."""
    name = link.get("href", "#")[1:]
    beside = (path for path in draft.manuscript.path.parent.glob(f"{_literal(name)}.*") if path.suffix in SUFFIXES)
    if not name or (name not in draft.others and next(beside, None) is None):
        return False
    link.attrib.clear()
    link.tag = "span"
    link.set("class", ELSEWHERE)
    link.set("data-to", f"#{name}")
    return True


def _literal(name: str) -> str:
    """A name as a glob pattern that matches nothing else."""
    return re.sub(r"([*?\[])", r"[\1]", name)


def rewrite_index_marks(draft: Draft) -> None:
    """Give every index mark an entry and an id: `[word]{.index}` is `<span class="index" id="idx-1" data-entry=…>`.

    T264 for a mark that names no entry, or a range that neither starts nor ends.
    """
    taken = {element.get("id") for element in draft.root.iter() if "id" in element.attrib}
    number = 0
    for mark in with_class(draft.root, INDEX, "span"):
        entry = " ".join((mark.get("data-entry") or text_of(mark)).split())
        if not entry.strip("! "):
            hint = 'write []{.index entry="Harbour!cranes"}'
            draft.warn("T264", "an index mark names no entry", mark, hint)
            unwrap(mark)
            continue
        if (end := mark.get("data-range")) is not None and end not in _RANGES:
            draft.warn("T264", f"the index mark '{entry}' has range={end}", mark, "write range=start or range=end")
            del mark.attrib["data-range"]
        while f"idx-{(number := number + 1)}" in taken:
            pass
        if "id" not in mark.attrib:
            mark.set("id", f"idx-{number}")
        mark.set("data-entry", entry)
        set_classes(mark, [name for name in classes(mark) if name == INDEX])
    for span in draft.root.iter("span"):
        if INDEX not in classes(span):
            for name in _DATA:
                span.attrib.pop(name, None)
