"""The page numbers of cross-references: a page is laid out until they are those of the pages that they name."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import cssselect2
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import create_layout, line_size

from presswork.editions.folios import folios, remembering_page_counters
from presswork.editions.numerals import written
from presswork.editions.speed import cheaper_layout
from presswork.languages import counter_style
from presswork.typesetting.early_breaks import no_early_breaks
from presswork.typesetting.resetting import Resetting, UnfitError, resetting
from presswork.typesetting.rhythm import on_the_grid
from presswork.typesetting.totalfit.composing import total_fit
from presswork.typesetting.totalfit.making import layout_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

    from presswork.typesetting.totalfit.left import Left

MAXIMUM_LAYOUTS = 4
# Characters between a reference and what it names, when both probably stand on one page.
_CLOSE = 1200
# Digits of one width fit in each other's place to this part of a CSS pixel.
_SAME_WIDTH = 0.01
# A style that asks for a certain number may set the page otherwise when the number changes.
_ASKS_FOR_A_NUMBER = re.compile(r"\[\s*data-page\s*[~|^$*]?=")
# Whether there is a number may decide over more than the text behind a reference.
_ASKS = re.compile(r"\[\s*data-page\b(?!-)[^\]]*\](?:::?after\b)?")
_ONLY_BEHIND = re.compile(r"\[\s*data-page\s*\]::?after")
# Running heads and bookmarks take the words of these before pages are laid out.
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What a reference says that is to say nothing, while its box is made.
_ANY = "0"


class Settled(NamedTuple):
    """The engine's document, the folio of each page, whether all page numbers are right, whose lines are not ours."""

    document: Any
    folios: tuple[str, ...]
    settled: bool
    left: Left


def settled_layout(html: Any, options: dict[str, Any]) -> Settled:
    """Lay out until the printed page numbers are those of the pages that they name, at most `MAXIMUM_LAYOUTS` times.

    A reference on the very page of what it names says no page. `target-counter()` would do some of this, but remade
    pages repeat their footnotes. Where all that changes are digits of the same width, they are put in each other's
    place and nothing is laid out again.
    """
    root = html.etree_element
    style = counter_style(root.get("lang") or "")
    references = _first_guess(root, written(2, style))
    for number in range(MAXIMUM_LAYOUTS):
        document, labels, settled, left = _laid_out(html, options, references, style, first=number == 0)
        if settled:
            break
    return Settled(document, labels, settled, left)


def _laid_out(html: Any, options: dict[str, Any], references: Mapping[Any, str], style: str, *, first: bool) -> Settled:
    """One layout with the numbers that references have now; those that are wrong put right, in place where they can."""
    # Savings come first: they remember lines of the engine, not those that depend on the foot of a column.
    with (
        cheaper_layout(),
        remembering_page_counters() as counters,
        no_early_breaks(),
        on_the_grid(),
        total_fit() as left,
    ):
        document, lines = _rendered(html, options, references)
        labels, settled = _settle(document, counters, style, references, lines, first=first)
    return Settled(document, labels, settled, left)


def _rendered(html: Any, options: dict[str, Any], references: Mapping[Any, str]) -> tuple[Any, Resetting]:
    """The engine's document, and its lines that can be set anew: those with references, as far as styles allow."""
    root = html.etree_element
    # The engine matches style rules on a wrapper that remembers attributes.
    html.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
    if _number_only_behind(root):
        with suppress(UnfitError), _all_numbered(_in_text(root, references)) as ends, resetting(root, ends) as lines:
            return html.render(**options), lines
        html.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
    return html.render(**options), Resetting({})


def _number_only_behind(root: Any) -> bool:
    """Whether no style makes more of a page number than text behind its reference."""
    asked = (found[0] for sheet in root.iter("style") for found in _ASKS.finditer(sheet.text or ""))
    return all(_ONLY_BEHIND.fullmatch(each) for each in asked)


def _in_text(root: Any, references: Iterable[Any]) -> list[Any]:
    """The references that stand in no heading."""
    in_heads = {link for head in root.iter() if head.tag in _HEADS for link in head.iter("a")}
    return [link for link in references if link not in in_heads]


@contextmanager
def _all_numbered(references: Iterable[Any]) -> Iterator[dict[Any, tuple[str, bool]]]:
    """Inside the `with` block every reference says a page, so that the engine makes the box of it.

    Gives the number that each says, and whether that is meant.
    """
    ends = {link: (link.get("data-page", _ANY), "data-page" in link.attrib) for link in references}
    try:
        for link, (number, _) in ends.items():
            link.set("data-page", number)
        yield ends
    finally:
        for link, (_, meant) in ends.items():
            if not meant:
                del link.attrib["data-page"]


def _settle(
    document: Any, counters: list[int], style: str, references: Mapping[Any, str], lines: Resetting, *, first: bool
) -> tuple[tuple[str, ...], bool]:
    """Print the right numbers, on pages that stay as they are if that can be; the folios, and whether it was possible.

    Where it was not, pages have to be made from the beginning.
    """
    labels = folios(document.pages, counters, style)
    apart = not _numbers_matter(document._html.etree_element)
    for turn in range(MAXIMUM_LAYOUTS):
        # A needless number is no fault, and to take it out may make it needed: that is tried once, so that it settles.
        alone = {link for link in references if (first and not turn) or not link.get("data-page")}
        changes = _write_page_numbers(_numbers(document, labels, references, alone))
        if not changes or (apart and _put_in_place(document, changes)):
            return labels, True
        if not apart:
            break
        if lines.reset(document, changes):
            continue
        counters.clear()
        if not lines.lay_out_again(document, changes):
            break
        labels = folios(document.pages, counters, style)
    return labels, False


def _first_guess(root: Any, number: str) -> dict[Any, str]:
    """The references that name something in the page, with the id of it; each says a page unless both stand close.

    Page 2 is where most figures of short articles stand.
    """
    at, read = dict[str, int](), 0
    links: dict[Any, tuple[str, int]] = {}
    for element in root.iter():
        if name := element.get("id"):
            at[name] = read
        if element.tag == "a" and "xref" in element.get("class", "").split():
            links[element] = (element.get("href", ""), read)
        read += len(element.text or "") + len(element.tail or "")
    references = {link: href[1:] for link, (href, _) in links.items() if href.startswith("#") and href[1:] in at}
    for link, name in references.items():
        if abs(at[name] - links[link][1]) > _CLOSE:
            link.set("data-page", number)
    return references


def _numbers(document: Any, labels: tuple[str, ...], references: Mapping[Any, str], alone: Set[Any]) -> dict[Any, str]:
    """What each reference is to say: the folio of the page on which its target begins.

    Those of `alone` that stand on that page themselves say nothing; what is not laid out is left out.
    """
    where: dict[str, int] = {}
    for index, page in enumerate(document.pages):
        for anchor in page.anchors:
            where.setdefault(anchor, index)
    standing: dict[Any, set[int]] = {}
    if alone:
        for index, page in enumerate(document.pages):
            for box in page._page_box.descendants():
                if box.element_tag == "a" and box.element in alone:
                    standing.setdefault(box.element, set()).add(index)
    found = {link: where[name] for link, name in references.items() if name in where}
    return {link: "" if standing.get(link) == {index} else labels[index] for link, index in found.items()}


def _write_page_numbers(wanted: Mapping[Any, str]) -> dict[Any, tuple[str, str]]:
    """Set `data-page` on each reference; those that changed, with the old and the new number."""
    changes: dict[Any, tuple[str, str]] = {}
    for link, new in wanted.items():
        old = link.get("data-page", "")
        if old == new:
            continue
        changes[link] = (old, new)
        if new:
            link.set("data-page", new)
        else:
            del link.attrib["data-page"]
    return changes


def _numbers_matter(root: Any) -> bool:
    return any(_ASKS_FOR_A_NUMBER.search(style.text or "") for style in root.iter("style"))


def _put_in_place(document: Any, changes: Mapping[Any, tuple[str, str]]) -> bool:
    """Print the new numbers where the old ones stand, when every one is as wide as the other; whether it is done."""
    printed = {element: box for element, box in _generated_text(document) if element in changes}
    texts: dict[Any, str] = {}
    for link, (old, new) in changes.items():
        box = printed.get(link)
        if not (old and new) or box is None or not box.text.endswith(old):
            return False
        texts[link] = box.text.removesuffix(old) + new
        if abs(_width(box, texts[link]) - _width(box, box.text)) > _SAME_WIDTH:
            return False
    for link, text in texts.items():
        box = printed[link]
        box.text = text
        box.pango_layout = layout_of(box)
    return True


def _generated_text(document: Any) -> Iterator[tuple[Any, Any]]:
    """The texts that styles put behind links, in the order of the pages, with the element of the link."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TextBox) and box.element_tag == "a::after":
                yield box.element, box


def _width(box: Any, text: str) -> float:
    layout = create_layout(text, box.style, None, None, 0)
    line, _ = layout.get_first_line()
    return float(line_size(line, box.style)[0])
