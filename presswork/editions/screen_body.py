"""The body made ready for a browser: notes lifted, images inside the page, wide tables able to scroll."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lxml import etree

from presswork.editions.notes import lift_notes
from presswork.editions.screen_images import for_screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.edition import Asset
    from presswork.labels import Labels

# https://html.spec.whatwg.org/multipage/syntax.html#void-elements: the only ones HTML lets stand without an end tag
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


@dataclass(frozen=True, slots=True)
class ScreenBody:
    """A body for the screen: its text, its notes one by one, and the rules that set each note beside its reference."""

    text: str
    notes: tuple[str, ...]
    note_rules: str


def data_uri(asset: Asset) -> str:
    """The asset as a `data:` address (RFC 2397), scaled for a screen. SVG stays text, smaller than its base64."""
    if asset.media_type == "image/svg+xml":
        text = re.sub(r"\s+", " ", asset.data.decode("utf-8"))
        return "data:image/svg+xml," + quote(text, safe=" ='/:;,()@!$*+.-_~?&|")
    encoded = base64.b64encode(for_screen(asset).data).decode("ascii")
    return f"data:{asset.media_type};base64,{encoded}"


def screen_body(body: str, assets: Mapping[str, Asset], labels: Labels) -> ScreenBody:
    """The body (vocabulary of `Article.body`) as HTML that is well formed as XML too."""
    root = etree.fromstring(f"<body>{body}</body>", etree.XMLParser(huge_tree=True, resolve_entities=False))
    notes = lift_notes(root, labels=labels)
    for part in (root, *notes):
        _inline_images(part, assets)
        _let_tables_scroll(part)
        _name_pull_quotes(part)
        _close_by_tag(part)
    identifiers = [note.get("id") for note in notes]
    return ScreenBody(_inner(root), tuple(_outer(note) for note in notes), margin_rules(identifiers))


def _inline_images(root: Any, assets: Mapping[str, Asset]) -> None:
    for image in root.iter("img"):
        asset = assets.get(image.get("src", ""))
        if asset is not None:
            image.set("src", data_uri(asset))
        image.set("decoding", "async")


def _let_tables_scroll(root: Any) -> None:
    """Wrap each table in a region that scrolls and that the keyboard can reach, named by its caption."""
    for number, table in enumerate(list(root.iter("table")), start=1):
        caption = table.find("caption")
        region = etree.Element("div", {"class": "scroll", "tabindex": "0"})
        if caption is not None:
            if not caption.get("id"):
                caption.set("id", f"{table.get('id') or f'table-{number}'}-caption")
            region.set("role", "region")
            region.set("aria-labelledby", caption.get("id"))
        parent = table.getparent()
        region.tail, table.tail = table.tail, None
        parent.replace(table, region)
        region.append(table)


def _name_pull_quotes(root: Any) -> None:
    """A pull quote is no landmark to jump to: its role says what it is (DPUB-ARIA 1.1, doc-pullquote)."""
    for aside in root.iter("aside"):
        if "pullquote" in (aside.get("class") or "").split():
            aside.set("role", "doc-pullquote")


def _close_by_tag(root: Any) -> None:
    """Give empty elements an end tag: a browser reads `<td/>` as an open cell."""
    for element in root.iter(etree.Element):
        if element.tag not in VOID and element.text is None and not len(element):
            element.text = ""


def _outer(element: Any) -> str:
    return str(etree.tostring(element, encoding="unicode", with_tail=False))


def _inner(root: Any) -> str:
    return re.sub(r"^<body>|</body>$", "", _outer(root))


def margin_rules(identifiers: list[str]) -> str:
    """CSS that sets each note level with its reference, and below the note before it (CSS Anchor Positioning 1).

    A browser that does not know anchors ignores them, and the notes stay below the text.
    """
    rules = []
    for number, identifier in enumerate(identifiers):
        level = f"anchor(--r{number} top)"
        below = f"max({level},calc(anchor(--n{number - 1} bottom) + .75rem))" if number else level
        name = re.sub(r"[^\w-]", lambda m: f"\\{ord(m[0]):x} ", identifier)
        rules.append(f"#{name}-ref{{anchor-name:--r{number}}}#{name}{{anchor-name:--n{number};top:{below}}}")
    return "@media screen and (min-width: 71rem){" + "".join(rules) + "}" if rules else ""
