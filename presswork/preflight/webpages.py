"""Checks on a finished web page: whole in itself, one headline, links that arrive, a weight that phones can carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Severity
from presswork.preflight.check import Check, Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.edition import Edition, EditionFile

HEAVY = 5 * 2**20
_FETCHING = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "link": "href",
}
# A link of these kinds tells an address and fetches nothing.
_TELLING = frozenset({"canonical", "license", "alternate", "author", "schema.dcterms", "me", "next", "prev", "search"})
_CSS_URL = re.compile(r"@import\s+[\"']([^\"']+)|url\(\s*[\"']?([^\"')]+)")


@dataclass(frozen=True)
class HtmlSubject:
    """A web page and its edition, parsed once."""

    file: EditionFile
    edition: Edition

    @cached_property
    def root(self) -> Any:
        """The page as an lxml tree, read as a browser reads HTML."""
        from lxml import html

        return html.document_fromstring(self.file.data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))

    def close(self) -> None:
        """Nothing is held open."""


def _addresses(page: HtmlSubject) -> Iterator[str]:
    for tag, attribute in _FETCHING.items():
        for element in page.root.iter(tag):
            if tag != "link" or not _TELLING.issuperset((element.get("rel") or "").lower().split()):
                yield element.get(attribute) or ""
    for sheet in page.root.iter("style"):
        yield from (match[1] or match[2] for match in _CSS_URL.finditer(sheet.text or ""))


def _self_contained(page: HtmlSubject) -> Iterator[Found]:
    for address in _addresses(page):
        if address and not address.startswith(("data:", "#")):
            hint = "a template or style sheet of the publication names it: put it inside the page"
            yield Found(f"the page would fetch '{address[:80]}'", hints=(hint,))


def _structure(page: HtmlSubject) -> Iterator[Found]:
    headlines = len(page.root.findall(".//h1"))
    if headlines != 1:
        yield Found(f"the page has {headlines or 'no'} headlines of the first level, not one")
    if not page.root.get("lang"):
        yield Found("the page does not say its language", hints=("its template must have <html lang=…>",))
    if page.root.find(".//main") is None:
        yield Found("the page has no <main>", hints=("screen readers jump to it",))


def _links(page: HtmlSubject) -> Iterator[Found]:
    names = {
        element.get("id") or element.get("name")
        for element in page.root.iter()
        if element.get("id") or element.tag == "a"
    }
    for link in page.root.iter("a"):
        href = link.get("href") or ""
        if len(href) > 1 and href.startswith("#") and href[1:] not in names:
            yield Found(f"the link to '{href}' leads nowhere")


def _weight(page: HtmlSubject) -> Iterator[Found]:
    size = len(page.file.data)
    if size > HEAVY:
        hint = "use fewer photographs, or publish it in parts"
        yield Found(f"the page weighs {size / 2**20:.1f} MB, which is slow on a phone", hints=(hint,))


CHECKS: tuple[Check, ...] = (
    Check("P160", Severity.WARNING, "html", "the page asks the network for nothing", _self_contained),
    Check("P161", Severity.WARNING, "html", "the page has one headline, a language and a main part", _structure),
    Check("P162", Severity.WARNING, "html", "links inside the page arrive", _links),
    Check("P163", Severity.NOTE, "html", "the page is light enough for a phone", _weight),
)
