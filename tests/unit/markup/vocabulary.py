"""The body vocabulary as a check: which elements, attributes and nestings an article's body may have."""

from __future__ import annotations

import itertools
import re

from lxml import etree

BLOCK = frozenset(
    {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre", "hr", "div", "table", "figure", "aside"}
    | {"section"}
)
PARTS = {
    "li": {"ul", "ol"},
    "dt": {"dl"},
    "dd": {"dl"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "figcaption": {"figure"},
    "footer": {"aside", "blockquote"},
    "rt": {"ruby"},
    "rp": {"ruby"},
}
INLINE = frozenset(
    {
        "em",
        "strong",
        "i",
        "b",
        "cite",
        "sub",
        "sup",
        "small",
        "s",
        "abbr",
        "code",
        "kbd",
        "samp",
        "var",
        "span",
        "a",
        "br",
    }
    | {"img", "time", "mark", "bdi", "bdo", "dfn", "del", "ins", "ruby", "fn-note", "math"}
)
ATTRIBUTES = frozenset(
    {"id", "class", "lang", "dir", "title", "href", "src", "alt", "role", "cite", "start", "type", "reversed", "value"}
    | {"colspan", "rowspan", "scope", "datetime", "data-language", "data-kind", "tabindex", "aria-labelledby"}
)
# What holds text and inline elements only.
PHRASING = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "dt", "footer"})
MATHML = "{http://www.w3.org/1998/Math/MathML}"
SAFE = re.compile(r"(#|https?:|mailto:|tel:|doi:|urn:|ftp:)", re.IGNORECASE)


def faults(body: str) -> list[str]:
    """What is wrong with a body; nothing when it is in the vocabulary."""
    root = etree.fromstring(f"<body>{body}</body>")
    found = [f"text outside of blocks: {text!r}" for text in _naked(root)]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    found += [f"id twice: {name}" for name in set(ids) if ids.count(name) > 1]
    for element in root.iterdescendants():
        if str(element.tag).startswith(MATHML) and element.tag != f"{MATHML}math":
            continue
        found += _element(element, set(ids))
    return found


def _naked(root: etree._Element) -> list[str]:
    texts = [root.text, *(child.tail for child in root)]
    return [text for text in texts if text and text.strip()]


def _element(element: etree._Element, ids: set[str | None]) -> list[str]:
    tag = str(element.tag).removeprefix(MATHML)
    parent = element.getparent()
    around = str(parent.tag) if parent is not None else ""
    found = []
    if tag in PARTS:
        found += [f"<{tag}> in <{around}>"] if around not in PARTS[tag] else []
    elif tag in BLOCK:
        ancestors = {str(a.tag) for a in element.iterancestors()}
        bad = ancestors & (PHRASING | (INLINE - {"fn-note"}))
        found += [f"<{tag}> inside <{name}>" for name in bad]
    elif tag not in INLINE:
        found.append(f"<{tag}>")
    elif around in {"body", "ul", "ol", "dl", "table", "tr", "thead", "tbody", "section"}:
        found.append(f"<{tag}> in <{around}>")
    if tag == "a" and any(a.tag == "a" for a in element.iterancestors()):
        found.append("a link in a link")
    if tag == "img" and "alt" not in element.attrib:
        found.append("an image without alt")
    if tag in {"h2", "h3", "h4", "h5", "h6", "figure", "table"} and not element.get("id"):
        found.append(f"<{tag}> without id")
    if tag != "math":
        found += [f"{name}= on <{tag}>" for name in element.attrib if name not in ATTRIBUTES]
    href = element.get("href")
    if href is not None and not SAFE.match(href):
        found.append(f"href {href}")
    if href is not None and href.startswith("#") and href[1:] not in ids:
        found.append(f"dead link {href}")
    return found


def outline_faults(body: str) -> list[str]:
    """Levels of headings that are skipped."""
    levels = [1, *(int(level) for level in re.findall(r"<h([1-6])\b", body))]
    return [f"h{a} to h{b}" for a, b in itertools.pairwise(levels) if b - a > 1]
