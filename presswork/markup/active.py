"""What acts instead of being read: scripts, event handlers, frames, links that run them, styles from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presswork.markup.prose import prose_of
from presswork.markup.tree import drop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

_FRAMES = frozenset({"iframe", "frame", "frameset", "object", "embed", "applet", "portal"})
# HTML Living Standard 4.12.1: a script of any other type is data.
_PROGRAMS = re.compile(r"(?:|module|(?:text|application)/(?:x-)?(?:java|ecma|live|j)script[\d.]*)\Z", re.IGNORECASE)
_RUNS = re.compile(r"(?:javascript|vbscript|livescript):|data:(?:text/html|application/xhtml)", re.IGNORECASE)
# URL Standard, 4.1: controls and spaces in an address are passed over.
PASSED_OVER = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]+")
# Elements that are refused whole.
REFUSED = _FRAMES | {"script"}
_ADDRESSES = ("href", "src", "action", "formaction", "data", "{http://www.w3.org/1999/xlink}href", "xlink:href")


class Kind(NamedTuple):
    """A kind of thing that acts: what one is called, what several are, how it is written, and what to do."""

    one: str
    several: str
    written: str
    hint: str


KINDS = {
    "script": Kind("a script", "scripts", r"<script\b", "delete it; a text has no scripts"),
    "handler": Kind("an event handler", "event handlers", "", "delete the attribute that begins 'on'"),
    "frame": Kind(
        "a frame",
        "frames",
        rf"<(?:{'|'.join(sorted(_FRAMES))})\b",
        "link to the page that it shows",
    ),
    "link": Kind(
        "a link that runs a script",
        "links that run scripts",
        r"(?:java|vb|live)script\s*:|data:\s*(?:text/html|application/xhtml)",
        "link to a web address (https://...), or to a heading or figure (#id)",
    ),
    "style": Kind(
        "a style sheet from elsewhere",
        "style sheets from elsewhere",
        r"<link\b",
        "delete it; styles are the publication's, in styles/",
    ),
}
_IMPORT = "or let `presswork import` make a clean manuscript of the page"


def runs_script(address: str) -> bool:
    """Whether a link or source of that address would run a script or bring a page of its own."""
    return bool(_RUNS.match(PASSED_OVER.sub("", address)))


def active_in(root: Element) -> dict[str, list[str]]:
    """By kind (a key of KINDS), the elements or attributes in the tree that act, in the order of the text."""
    found: dict[str, list[str]] = {}
    for element in root.iter():
        if isinstance(element.tag, str):
            for kind, what in _acts(element, element.tag.rpartition("}")[2].lower()):
                found.setdefault(kind, []).append(what)
    return found


def _acts(element: Element, tag: str) -> Iterator[tuple[str, str]]:
    if tag == "script" and _PROGRAMS.match(element.get("type", "").partition(";")[0].strip()):
        yield "script", f"<{tag}>"
    elif tag in _FRAMES:
        yield "frame", f"<{tag}>"
    elif tag == "link" and "stylesheet" in element.get("rel", "").lower().split():
        yield "style", f"'{_short(element.get('href', ''))}'"
    for name, value in element.attrib.items():
        name = str(name).lower()
        if name.startswith("on") and len(name) > 2:
            yield "handler", f"{name} of <{tag}>"
        elif name in _ADDRESSES and runs_script(str(value)):
            yield "link", f"'{_short(str(value))}'"


def drop_active(root: Element) -> None:
    """Take out of a page whatever acts; the words of links stay."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        for name, value in list(element.attrib.items()):
            if str(name).lower().startswith("on") or (name in _ADDRESSES and runs_script(str(value))):
                del element.attrib[name]
        if element.tag in REFUSED:
            drop(element)


def refuse_active(draft: Draft, found: dict[str, list[str]]) -> None:
    """One error (T206) for each kind of thing that acts, with the place of the first."""
    prose = prose_of(draft.manuscript)
    for kind, things in found.items():
        about = KINDS[kind]
        written = rf"\b{things[0].split()[0]}\s*=" if kind == "handler" else about.written
        match = re.search(written, prose, re.IGNORECASE)
        line = draft.manuscript.body_line + prose.count("\n", 0, match.start()) if match else None
        what = f"{about.one} ({things[0]})"
        if len(things) > 1:
            what = f"{len(things)} {about.several} (the first is {things[0]})"
        hints = [about.hint, _IMPORT] if draft.manuscript.format == "html" else [about.hint]
        draft.findings.error("T206", f"the text has {what}", line, hints=hints)


def described(found: dict[str, list[str]]) -> str:
    """What acts, in words: `2 scripts, a frame`."""
    counted = ((KINDS[kind], len(things)) for kind, things in found.items())
    return ", ".join(about.one if count == 1 else f"{count} {about.several}" for about, count in counted)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else f"{line[:47]}..."
