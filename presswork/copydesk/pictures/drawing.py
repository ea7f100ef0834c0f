"""SVG drawings: reduced to what draws, with a size; nothing that runs, loads, or multiplies without end."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from presswork.copydesk.pictures import BadPicture, Picture, check_size, fit
from presswork.copydesk.pictures.drawing_ids import repair_ids
from presswork.text import names

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
MAX_SVG = 8 * 2**20
MAX_ELEMENTS = 200_000
_DRAWS = names(
    "svg g defs symbol use switch title desc path rect circle ellipse line polyline polygon text tspan textPath image"
    " linearGradient radialGradient stop pattern clipPath mask marker style filter feBlend feColorMatrix"
    " feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow"
    " feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight"
    " feSpecularLighting feSpotLight feTile feTurbulence"
)
# What runs, loads or moves: its removal is reported. Other foreign elements (editors' own data) go in silence.
_ACTS = names(
    "script foreignObject iframe object embed audio video canvas handler listener animate animateMotion"
    " animateTransform animateColor set feImage font-face-uri"
)
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
_UNITS |= {"em": 16.0, "rem": 16.0, "ex": 8.0}
_LOADS = re.compile(
    r"url\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|javascript:|-moz-binding|behaviou?r\s*:|image-set", re.IGNORECASE
)

_REACHES = "references to files"


def clean_svg(data: bytes) -> Picture:
    """A drawing with only what draws, and with width, height and viewBox.

    Raises `BadPicture` when it is no SVG (T404), not well formed (T405), too large (T406), or declares entities or
    draws itself without end (T409).
    """
    root = _parse(data)
    removed: set[str] = set()
    _clean_element(root, removed)
    for element in list(root.iterdescendants()):
        _clean_child(element, removed)
    repair_ids(root)
    if _drawn(root) > MAX_ELEMENTS:
        raise BadPicture("T409", "draws more than can be shown", "simplify it, or save it as PNG")
    width, height = _size(root)
    check_size(width, height)
    return Picture(_serialised(root), "image/svg+xml", width, height, _remarks(removed))


def _remarks(removed: set[str]) -> tuple[tuple[str, str, str], ...]:
    if not removed:
        return ()
    if _REACHES in removed:
        # Without what it reaches for the drawing is not the one that its author drew.
        raise BadPicture("T408", "reaches for files outside itself", "save it as plain SVG, with its images inside")
    what = ", ".join(sorted(removed))
    return (("T408", f"was cleaned: {what} taken out", "save it as plain SVG, with its images inside"),)


def _parse(data: bytes) -> Element:
    from lxml import etree

    if len(data) > MAX_SVG:
        raise BadPicture("T406", f"is too large: {len(data) / 2**20:.0f} MB of SVG", "simplify it, or save it as PNG")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
        if root.tag == "svg":  # written by hand, without the namespace
            root = etree.fromstring(data.replace(b"<svg", f'<svg xmlns="{SVG}"'.encode(), 1), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _unreadable(str(error)) from None
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise _unreadable("entity")
    if root.tag != f"{{{SVG}}}svg":
        raise BadPicture("T404", "is no SVG drawing", "images are JPEG, PNG, SVG, GIF, WebP, AVIF, TIFF or BMP files")
    return root


def _unreadable(reason: str) -> BadPicture:
    """The finding for what the XML parser says."""
    if "entit" in reason.lower():
        return BadPicture("T409", "declares entities, which no e-book allows", "save it as plain SVG")
    if "depth" in reason:
        return BadPicture("T409", "is nested too deeply", "simplify it, or save it as PNG")
    said = reason.splitlines()[0].partition(" (<string>")[0] if reason else "it is not XML"
    return BadPicture("T405", f"is damaged: {said[:120]}", "save it again as plain SVG")


def _clean_child(element: Element, removed: set[str]) -> None:
    from lxml import etree

    parent = element.getparent()
    if parent is None:  # inside something already taken out
        return None
    if not isinstance(element.tag, str):
        return _take_out(element)
    name = etree.QName(element)
    if name.namespace == SVG and name.localname == "a":
        element.tag = f"{{{SVG}}}g"
    elif name.namespace != SVG or name.localname not in _DRAWS:
        if name.localname in _ACTS:
            removed.add(f"<{name.localname}>")
        return _take_out(element)
    elif name.localname == "style" and _acts(element.text or ""):
        removed.add("styles that load files")
        return _take_out(element)
    _clean_element(element, removed)
    if name.localname in ("image", "use") and not _href(element):
        return _take_out(element)
    return None


def _href(element: Element) -> str:
    return str(element.get("href") or element.get(f"{{{XLINK}}}href") or "")


def _take_out(element: Element) -> None:
    """Remove an element with what is in it, but not the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _acts(css: str) -> bool:
    """Whether CSS loads something or hides what it does behind escapes."""
    return bool(_LOADS.search(css)) or "\\" in css


def _clean_element(element: Element, removed: set[str]) -> None:
    for name, value in list(element.attrib.items()):
        key, text = str(name), str(value)
        plain = key.rpartition("}")[2]
        if plain == "href" and (key == plain or key.startswith(f"{{{XLINK}}}")):
            _clean_href(element, key, text, removed)
        elif plain.lower().startswith("on"):
            del element.attrib[key]
            removed.add("event handlers")
        elif key.startswith("{") and not (key.startswith(f"{{{XML}}}") and plain in ("lang", "space", "id")):
            del element.attrib[key]
        elif _acts(text) and plain not in ("d", "id"):
            del element.attrib[key]
            removed.add(_REACHES)


def _clean_href(element: Element, key: str, text: str, removed: set[str]) -> None:
    """Keep references inside the drawing and images it carries, those cleaned like any other."""
    from lxml import etree

    target = text.strip()
    if target.startswith("#") and etree.QName(element).localname != "image":
        return
    del element.attrib[key]
    if etree.QName(element).localname == "image" and (data := _carried(target)):
        element.set(f"{{{XLINK}}}href", data)
    elif etree.QName(element).localname not in ("g", "a"):
        removed.add(_REACHES)


def _carried(target: str) -> str | None:
    """An image written into the drawing as data, cleaned; None when it is anything else (SVG in SVG included)."""
    match = re.match(r"data:image/(?:jpe?g|png|gif|webp);base64,", target, re.IGNORECASE)
    if not match:
        return None
    try:
        data = base64.b64decode(re.sub(r"\s+", "", target[match.end() :]), validate=True)
        if data.lstrip()[:1] == b"<":
            return None
        picture = fit(data)
    except (binascii.Error, ValueError):
        return None
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}"


def _drawn(root: Element) -> float:
    """How many elements are drawn when every `use` is followed; infinite when one leads back to itself."""
    from lxml import etree

    by_id = {str(e.get("id")): e for e in root.iter() if e.get("id")}
    known: dict[Element, float] = {}
    open_: set[Element] = set()

    def count(element: Element) -> float:
        if element in open_:
            return float("inf")
        if element not in known:
            open_.add(element)
            total = 1 + sum(count(child) for child in element)
            if etree.QName(element).localname == "use":
                target = by_id.get(_href(element).removeprefix("#"))
                total += count(target) if target is not None else 0
            open_.discard(element)
            known[element] = total
        return known[element]

    try:
        return count(root)
    except RecursionError:
        return float("inf")


def _length(text: str | None) -> float | None:
    """An SVG length in CSS pixels; None for percentages and what is no length."""
    match = re.fullmatch(r"\s*\+?(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)\s*([a-z]*)\s*", (text or "").lower())
    return float(match[1]) * _UNITS[match[2]] if match and match[2] in _UNITS else None


def _view_box(root: Element) -> tuple[float, float] | None:
    numbers = re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", (root.get("viewBox") or "").lower())
    width, height = (float(n) for n in numbers[2:]) if len(numbers) == 4 else (0.0, 0.0)
    return (width, height) if width > 0 and height > 0 else None


def _size(root: Element) -> tuple[int, int]:
    """Width and height in pixels, written into the drawing too: its own, those of its view box, or 300 x 150.

    300 x 150 is what CSS gives an image without a size (CSS 2.2, 10.3.2).
    """
    box = _view_box(root)
    width, height = _length(root.get("width")), _length(root.get("height"))
    if box and not (width and height):
        ratio = box[1] / box[0]
        width, height = (width, width * ratio) if width else (height / ratio, height) if height else box
    width, height = width or 300.0, height or 150.0
    if box is None:
        root.attrib.pop("viewBox", None)
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    if max(width, height) > 10**9:
        raise BadPicture("T406", "is too large", "scale it down")
    return max(1, round(width)), max(1, round(height))


def _serialised(root: Element) -> bytes:
    from lxml import etree

    root.tail = None
    etree.cleanup_namespaces(root, top_nsmap={None: SVG, "xlink": XLINK})
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, with_tail=False))
