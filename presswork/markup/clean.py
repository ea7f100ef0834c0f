"""Pandoc's HTML, raw HTML of the author's included, reduced to what a book needs: a tree with nothing harmful in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from lxml import etree

from presswork.markup.active import PASSED_OVER, REFUSED, runs_script
from presswork.markup.prose import prose_of
from presswork.markup.tree import drop, unwrap
from presswork.markup.volume_marks import is_elsewhere, mark_elsewhere
from presswork.text import names

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element as Element

    from presswork.markup.draft import Draft

MAX_DEPTH = 200
_MATHML = "http://www.w3.org/1998/Math/MathML"

# HTML Living Standard 4.3 to 4.9, what may stand in a book's text.
_BLOCK = (
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr div table caption thead tbody tfoot tr th td"
    " figure figcaption aside section footer"
)
_INLINE = (
    "em strong i b cite q sub sup small s abbr code kbd samp var span a br img time mark bdi bdo dfn del ins ruby rt rp"
)
# MathML Core 2.1 and what pandoc writes beside it.
MATH = names(
    "math semantics annotation mrow mi mn mo ms mtext mspace msup msub msubsup mmultiscripts mprescripts mfrac msqrt"
    " mroot mover munder munderover mstyle mpadded mphantom menclose merror mtable mtr mtd"
)
KEPT = frozenset(_BLOCK.split()) | frozenset(_INLINE.split()) | MATH
# Replaced by what says the same.
_RENAMED = {
    "strike": "s", "tt": "code", "acronym": "abbr", "big": "span", "u": "em", "center": "div", "article": "section",
    "main": "div", "header": "div", "address": "p", "font": "span", "nobr": "span", "listing": "pre", "xmp": "pre",
    "menu": "ul", "dir": "ul", "hgroup": "div", "details": "div", "summary": "p",
}  # fmt: skip
# Gone with everything inside; the others that are not kept leave their content.
_GONE = names(
    "script style iframe frame frameset noframes object embed applet param link meta base template noscript head title"
    " select option optgroup textarea datalist canvas audio video source track svg map area dialog portal slot nav"
    " marquee bgsound keygen progress meter annotation-xml maction button"
)
# What leaves without a word, because no reader would miss it.
_UNREPORTED = frozenset(
    {
        "head",
        "meta",
        "title",
        "link",
        "nav",
        "style",
        "param",
        "track",
        "source",
        "area",
        "button",
        "annotation-xml",
        "noscript",
    }
)
_ADVICE = {
    "svg": "name the drawing as an image file: ![what it shows](drawing.svg)",
    "canvas": "name the drawing as an image file",
    "video": "link to the film",
    "audio": "link to the recording",
}

_GLOBAL = frozenset({"id", "class", "lang", "dir", "title"})
_OWN = {
    "a": {"href"},
    "img": {"src", "alt", "data-credit", "data-alt", "data-decorative", "role", "style"},
    "figure": {"data-credit"},
    "blockquote": {"cite"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "style", "scope"},
    "time": {"datetime"},
    "del": {"datetime"},
    "ins": {"datetime"},
    "div": {"data-custom-style", "data-credit", "data-by", "data-title", "data-caption"},
    "p": {"data-custom-style"},
    "span": {"data-cites", "data-custom-style", "original-image-src"}
    | {"data-entry", "data-see", "data-see-also", "data-range"},
    "aside": {"data-title"},
    "pre": {"data-language"},
    "abbr": {"title"},
}
_MATH_ATTRIBUTES = names(
    "display xmlns encoding mathvariant stretchy form fence separator accent accentunder linethickness displaystyle"
    " scriptlevel columnalign rowspacing columnspacing columnlines rowlines width height depth lspace rspace minsize"
    " maxsize movablelimits symmetric largeop notation columnspan rowspan dir alttext lquote rquote"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
_CLASS = re.compile(r"-?[A-Za-z_][\w-]*\Z")
_ID = re.compile(r"[^\W\d][\w.:-]*\Z")
# A backslash can spell either word.
_REACHES = re.compile(r"url\s*\(|@import|\\", re.IGNORECASE)
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "doi", "urn", "ftp"})


def parsed(html: str) -> Element:
    """The fragment as a tree below one `body` element, however the author's raw HTML is written."""
    parser = etree.HTMLParser(recover=True, huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    document = etree.fromstring(f"<html><body>{html}</body></html>", parser)
    body = document.find("body") if document is not None else None
    return body if body is not None else etree.Element("body")


def depth(root: Element) -> int:
    """How many elements stand inside one another at most."""
    deepest = level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def images_again(draft: Draft) -> None:
    """Make images of what pandoc embeds because of its suffix, `![x](chart.pdf)`: that it is none is said of it later.

    An `<embed>` that the author wrote stays one.
    """
    written = "<embed" in prose_of(draft.manuscript).lower()
    for element in [] if written else draft.root.iter("embed"):
        element.tag = "img"


def clean(draft: Draft) -> None:
    """Reduce the tree to the elements and attributes of a book; what goes is reported (T201, T203, T204).

    What acts (scripts, handlers, frames) goes without a word: `active` has refused it.
    """
    for element in list(draft.root.iterdescendants()):
        _refuse_files(element, draft)
    for element in list(draft.root.iterdescendants(*_GONE)):
        if element.tag not in _UNREPORTED and element.tag not in REFUSED:
            hint = _ADVICE.get(str(element.tag), "a book has no place for it")
            draft.warn("T201", f"<{element.tag}> was taken out of the text", f"<{element.tag}", hint)
        drop(element)
    for element in list(draft.root.iterdescendants()):
        _clean_element(element, draft)


def _refuse_files(element: Element, draft: Draft) -> None:
    """What asks an engine for files that are no images is an error: somebody means it (T204)."""
    if "attachment" in element.get("rel", "").lower().split():
        what = f'<{element.tag} rel="attachment"> asks for a file to be attached, which a text may not'
        draft.error("T204", what, element.get("rel", ""), "link to the file on the web")
        element.attrib.pop("href", None)
    elif element.tag == "style" and _REACHES.search(element.text or ""):
        draft.error("T204", "a <style> in the text asks for other files", "<style", "put styles into styles/")


def _clean_element(element: Element, draft: Draft) -> None:
    tag = str(element.tag).lower()
    if tag == "input":
        _checkbox(element)
        return
    tag = _RENAMED.get(tag, tag)
    in_formula = any(around.tag == "math" for around in element.iterancestors())
    # Formulas hold nothing but formulas, and their parts stand nowhere else.
    if tag not in KEPT or in_formula != (tag in MATH and tag != "math"):
        unwrap(element)
        return
    element.tag = tag
    if tag in MATH:
        _clean_math(element)
    else:
        _clean_attributes(element, tag, draft)


def _checkbox(element: Element) -> None:
    """A task list's box as a character, other form controls not at all."""
    mark = "" if element.get("type") != "checkbox" else "\u2611 " if "checked" in element.attrib else "\u2610 "
    element.tail = mark + (element.tail or "").lstrip() if mark else element.tail
    drop(element)


def _clean_math(element: Element) -> None:
    for name in list(element.attrib):
        if name not in _MATH_ATTRIBUTES:
            del element.attrib[name]
    if element.tag == "math":
        element.set("xmlns", _MATHML)


def _clean_attributes(element: Element, tag: str, draft: Draft) -> None:
    if tag == "a" and is_elsewhere(element.get("href", "")):
        mark_elsewhere(element, draft)
        return
    own: Collection[str] = _OWN.get(tag, frozenset())
    for name, value in list(element.attrib.items()):
        kept = _kept(name, value, draft) if name in _GLOBAL or name in own else None
        if kept is None:
            del element.attrib[name]
        elif kept != value:
            element.set(name, kept)
    if tag == "a" and "href" not in element.attrib and "id" not in element.attrib:
        element.tag = "span"


def _kept(name: str, value: str, draft: Draft) -> str | None:
    """The value an attribute may keep, or None when it goes."""
    match name:
        case "id":
            return clean_id(value)
        case "class":
            return " ".join(word for word in value.split() if _CLASS.match(word)) or None
        case "lang":
            return value if _LANGUAGE.match(value) else None
        case "dir":
            return value.lower() if value.lower() in {"ltr", "rtl", "auto"} else None
        case "href" | "cite":
            return _link(value, draft)
        case "src":
            # Whether the file may be read is decided later.
            return None if runs_script(value) else value.strip()
        case "role":
            return value if value == "presentation" else None
        case "start" | "value" | "colspan" | "rowspan":
            return value if re.fullmatch(r"-?\d{1,4}", value) and value != "0" else None
        case "type":
            return value if value in {"a", "A", "i", "I"} else None
        case "scope":
            return value if value in {"row", "col", "rowgroup", "colgroup"} else None
        case _:
            return value


def clean_id(value: str) -> str | None:
    """The id if it is an XML name (XML 1.0, 2.3) or can be made one: white space and signs become hyphens."""
    if _ID.match(value):
        return value.replace(":", "-") if ":" in value else value
    name = re.sub(r"[^\w.-]+", "-", value).strip("-")
    return (name if name[0].isalpha() or name[0] == "_" else f"x-{name}") if name else None


def _link(href: str, draft: Draft) -> str | None:
    """A link that may stay: to a place in the text, or to the world by a harmless scheme."""
    if href.startswith("#"):
        return f"#{clean_id(_unquoted(href[1:])) or ''}"
    bare = PASSED_OVER.sub("", href)
    try:
        scheme = urlsplit(bare).scheme.lower()
    except ValueError:
        draft.warn("T203", f"the link '{_short(href)}' is no address and was taken off", href)
        return None
    if runs_script(bare):
        return None
    if scheme not in _SAFE_SCHEMES:
        what = f"'{scheme}:' is not allowed" if scheme else "a path leads nowhere in a book"
        hint = "link to a web address (https://...), or to a heading or figure (#id)"
        draft.warn("T203", f"the link '{_short(href)}' was taken off: {what}", href, hint)
        return None
    return _encoded(bare)


def _unquoted(fragment: str) -> str:
    from urllib.parse import unquote

    return unquote(fragment)


def _encoded(url: str) -> str:
    """The URL with what RFC 3986 does not admit percent-encoded; letters beyond ASCII too, as EPUBCheck asks."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
