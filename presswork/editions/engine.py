"""Drives the PDF engine: a page is laid out, its cross-references get their page numbers, and it is written."""

from __future__ import annotations

import hashlib
import os
import re
import warnings
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pydyf
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import VARIANTS
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration

from presswork.diagnostics import Diagnostic, Rejected, Severity
from presswork.editions.deflating import lightly_deflated
from presswork.editions.engine_log import in_its_sheet, listening
from presswork.editions.fetching import BASE_URL, OwnFetcher
from presswork.editions.glyph_names import nameless_glyphs
from presswork.editions.glyph_text import letters_and_marks
from presswork.editions.page_numbers import settled_layout
from presswork.editions.pdf_metadata import information
from presswork.editions.speed import cheaper_drawing
from presswork.editions.speed import findings as slow_findings
from presswork.editions.stand_ins import stand_in_findings
from presswork.editions.tags import own_tags
from presswork.editions.xmp import packet
from presswork.typesetting.coverage import uncovered
from presswork.typesetting.totalfit.drawing import tracked_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.edition import Page
    from presswork.editions.standards import Standard
    from presswork.editions.xmp import Statement

KEPT_FONT_SETS = 4

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_FAMILY = re.compile(r"""font-family\s*:\s*["']?([^"';}]+)""")
# An empty element is written `<a/>` in XML; the HTML parser would take that for a start tag.
_SELF_CLOSED = re.compile(r"""<([A-Za-z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*/>""")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# A typeface draws U+2010 and the hyphen of the keyboard with one glyph, which can be copied as one of them only.
_USER_SHEET = 'html{hyphenate-character:"-"}'
_font_sets: OrderedDict[str, FontConfiguration] = OrderedDict()
# A font set takes its folder with it when it goes. A forked process lets those of its parent be.
_inherited: list[FontConfiguration] = []
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=lambda: _inherited.extend(_font_sets.values()))


@dataclass(frozen=True, slots=True)
class Written:
    """A written PDF: its bytes, and what the engine said while it painted."""

    data: bytes
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A page laid out by the engine.

    `page` is what was laid out; `document` the engine's `Document`; `root` the HTML element tree that it laid out
    (ElementTree elements without a namespace for HTML); `folios` the number of each page as printed, or as it would be;
    `uncovered` the characters that its typefaces lack.
    """

    page: Page
    document: Any
    root: Any
    folios: tuple[str, ...]
    fetcher: OwnFetcher
    findings: tuple[Diagnostic, ...] = ()
    uncovered: tuple[str, ...] = ()


def font_set(page: Page) -> FontConfiguration:
    """The font configuration for the page's @font-face rules: made once for a set of faces, kept for the next pages.

    Two sets are never mixed, as a family of the same name could then come from the wrong files.
    """
    rules = sorted(_font_faces(page))
    fonts = sorted((a.name, a.data) for a in page.assets.values() if a.media_type.startswith("font/"))
    digest = hashlib.sha256("\n".join(rules).encode())
    for name, data in fonts:
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    key = digest.hexdigest()
    if key not in _font_sets:
        _font_sets[key] = FontConfiguration()
        while len(_font_sets) > KEPT_FONT_SETS:
            _font_sets.popitem(last=False)
    _font_sets.move_to_end(key)
    return _font_sets[key]


def _font_faces(page: Page) -> set[str]:
    return set(_FONT_FACE.findall("\n".join([page.html, *(sheet.text for sheet in page.styles)])))


def lay_out(page: Page, standard: Standard) -> LaidOut:
    """The page laid out for a standard, references to pages filled in. Findings have E1xx codes."""
    fetcher, lacking = OwnFetcher(page), uncovered(page)
    with listening() as log, _failures():
        html = weasyprint.HTML(string=as_html(page.html), base_url=BASE_URL, url_fetcher=fetcher)
        stripped = _without_attachments(html.etree_element)
        document, labels, settled, left = settled_layout(html, _options(page, standard))
    for laid_page in document.pages:
        laid_page.links = [link for link in laid_page.links if not _is_repeated(link[3])]
    found = [
        *slow_findings(),
        *map(_refused, stripped),
        *map(_refused, fetcher.take_refused()),
        *(in_its_sheet(each, page.styles) for each in log.diagnostics),
        *left.findings(),
    ]
    if not settled:
        found.append(_unsettled())
    return LaidOut(page, document, html.etree_element, labels, fetcher, tuple(found), lacking)


def _is_repeated(box: Any) -> bool:
    """Whether a link's area is that of an inline element inside the link, which lies over the link's own area."""
    return isinstance(box, boxes.InlineBox) and box.link is None


def as_html(xhtml: str) -> str:
    """A well-formed XHTML document as an HTML parser understands it: empty elements get their end tags."""

    def opened(match: re.Match[str]) -> str:
        return match[0] if match[1] in _VOID else f"<{match[1]}{match[2]}></{match[1]}>"

    return _SELF_CLOSED.sub(opened, xhtml)


def _options(page: Page, standard: Standard) -> dict[str, Any]:
    fonts = font_set(page)
    sheet = _own_sheet()
    return {"font_config": fonts, "pdf_variant": standard.variant, "stylesheets": [sheet], "cache": {}}


@cache
def _own_sheet() -> Any:
    """Our own rules for every page, parsed once; they bring no fonts."""
    return weasyprint.CSS(string=_USER_SHEET)


def _without_attachments(root: Any) -> list[str]:
    """Take `rel=attachment` off links, which would put a file into the PDF; their addresses."""
    found = []
    for element in root.iter():
        words = element.get("rel", "").lower().split() if isinstance(element.tag, str) else []
        if "attachment" in words:
            element.set("rel", " ".join(word for word in words if word != "attachment"))
            found.append(element.get("href", ""))
    return found


def _refused(url: str) -> Diagnostic:
    shown = url if len(url) <= 80 else url[:77] + "..."
    message = f"'{shown}' was not loaded: a page may use only what belongs to the article"
    hint = "put the file into the publication's folder and name it relative to the manuscript"
    return Diagnostic("E101", message, Severity.ERROR, None, (hint,))


def _unsettled() -> Diagnostic:
    message = "page numbers of cross-references did not settle; one may be off by a page"
    return Diagnostic("E121", message, Severity.WARNING, None, ("write one of the references without its page",))


def write(laid: LaidOut, standard: Standard, stated: tuple[Statement, ...], urn: str) -> Written:
    """The PDF's bytes, with `stated` as XMP and information dictionary, and `urn` as its permanent /ID.

    A page that is laid out may be written for one standard after the other.
    """
    document = _unwritten(laid.document, standard)
    rdf = packet(stated, standard, laid.page.language)
    # The engine's hook for metadata; what it would write itself knows too little.
    document.metadata.generate_rdf_metadata = lambda *_: rdf

    def finish(_: Any, pdf: Any) -> None:
        pdf.info.update({key: pydyf.String(value) for key, value in information(stated).items()})
        pdf.catalog["PageLabels"] = _page_labels(laid.folios)
        _bleed_boxes(pdf)
        if standard.variant is None:
            document.metadata.include_in_pdf(pdf, "a", None, None, compress=True)

    with (
        listening() as log,
        own_tags(document) as nameless,
        cheaper_drawing(),
        lightly_deflated(),
        nameless_glyphs(),
        tracked_text(),
        letters_and_marks(),
        _smoothed_if(standard.smooth),
        _failures(),
        _no_leak_warnings(),
    ):
        data = document.write_pdf(
            pdf_variant=standard.variant,
            pdf_tags=standard.tagged,
            pdf_identifier=hashlib.sha256(urn.encode()).digest()[:16],
            finisher=finish,
        )
    refused = map(_refused, laid.fetcher.take_refused())
    said = stand_in_findings(laid.uncovered, log.diagnostics, document.fonts.values(), _own_families(laid.page))
    return Written(data, (*refused, *map(_nameless, nameless), *said))


def _unwritten(document: Any, standard: Standard) -> Any:
    """The document as if nothing had been written of it: a file's faces and colour profiles stay with that file."""
    _, properties = VARIANTS.get(standard.variant, (None, {}))
    fresh = document.copy()
    fresh.color_profiles = dict(document.color_profiles)
    fresh.output_intent = properties.get("output_intent")
    return fresh


@contextmanager
def _smoothed_if(allowed: bool) -> Iterator[None]:
    """Inside the `with` block images are smoothed where styles say so, or not at all."""
    engines = Stream.add_image
    if not allowed:
        Stream.add_image = lambda stream, image, _, ratio: engines(stream, image, False, ratio)
    try:
        yield
    finally:
        Stream.add_image = engines


@contextmanager
def _no_leak_warnings() -> Iterator[None]:
    """Silence about the file of its colour profile, which the engine leaves to the garbage collector."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield


@contextmanager
def _failures() -> Iterator[None]:
    """The engine's own failures inside the `with` block as a rejected article (E123), so that others are made."""
    try:
        yield
    except Exception as error:
        hint = "please report it with the manuscript; until then, try without the newest table, figure or style"
        raise Rejected([Diagnostic("E123", f"the PDF engine failed: {error!r}", hints=(hint,))]) from error


def _nameless(source: str) -> Diagnostic:
    name = source.rpartition("/")[2]
    hint = "write what it shows in its alt text, or mark it as decorative"
    return Diagnostic("E122", f"the picture '{name}' has no alternative text", Severity.ERROR, None, (hint,))


def _own_families(page: Page) -> set[str]:
    """The typefaces that the page brings, case folded."""
    return {m[1].strip().casefold() for rule in _font_faces(page) if (m := _FAMILY.search(rule))}


def _bleed_boxes(pdf: Any) -> None:
    """Let the bleed box be all of the bleed: the engine ends it after ten points. We draw no marks outside it."""
    for each in pdf.objects:
        if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/Page":
            each["BleedBox"] = each["MediaBox"]


def _page_labels(folios: tuple[str, ...]) -> Any:
    """The page labels by which a viewer names pages (ISO 32000-1, 12.4.2): runs of decimal numbers, else prefixes."""
    nums = pydyf.Array()
    run = None
    for index, folio in enumerate(folios):
        number = int(folio) if folio.isascii() and folio.isdecimal() else None
        if number is None:
            nums.extend((index, pydyf.Dictionary({"P": pydyf.String(folio)})))
        elif run != number:
            nums.extend((index, pydyf.Dictionary({"S": "/D", "St": number})))
        run = number + 1 if number is not None else None
    return pydyf.Dictionary({"Nums": nums})
