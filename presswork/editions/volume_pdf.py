"""A volume as a PDF: its parts composed, laid out, numbered and bound into one file."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from presswork import breaks
from presswork.edition import EditionFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.diagnostics import Diagnostic
    from presswork.edition import Edition, Page, PageStart
    from presswork.editions.binding.ledger import Ledger
    from presswork.editions.binding.settling import Shelf
    from presswork.editions.standards import Standard
    from presswork.editions.xmp import Statement
    from presswork.house import House
    from presswork.pages.volumes import PartPage
    from presswork.publication import Publication
    from presswork.typesetting.fit_tokens import Tokens
    from presswork.volume import Bound

# How PDF names the counter styles of CSS in page labels (ISO 32000-1, table 159).
_STYLES = {"lower-roman": "r", "upper-roman": "R", "lower-alpha": "a", "upper-alpha": "A"}


def produce_volume(
    bound: Bound,
    edition: Edition,
    publication: Publication,
    *,
    house: House,
    workers: int = 1,
    shelf: Shelf | None = None,
) -> EditionFile:
    """The volume as one PDF; byte for byte the same however many processes lay it out, and what is on the shelf.

    Its page map says of each page in which part it begins: the slug of a text, or the role of a made part. Raises
    `Rejected` (H0xx, H1xx, E102, E123, E23x).
    """
    from presswork.editions.binding.crew import crew
    from presswork.editions.binding.dead_links import dead_links
    from presswork.editions.binding.part_layout import PartTask
    from presswork.editions.binding.settling import settled
    from presswork.editions.identity import volume_urn
    from presswork.editions.pdf import SUFFIX
    from presswork.editions.standards import standard_named
    from presswork.editions.volume_fit import fit_volume
    from presswork.pages.volumes import compose_volume

    composed = compose_volume(bound, edition, publication, house)
    urn = volume_urn(bound.meta, edition, publication)
    standard = standard_named(edition.standard)
    stated = _stated(bound, edition, publication, urn)

    def task(part: PartPage, page: Page, number: int) -> PartTask:
        # What the volume says of itself is taken from its first part.
        says = stated if part.key == composed[0].key else ()
        others = tuple(slug for slug, _ in part.run_on)
        return PartTask(part.key, page, number, edition.standard, says, urn, part.body, part.source, others)

    def lay_out(parts: Sequence[PartPage]) -> tuple[Ledger, tuple[Diagnostic, ...]]:
        return settled(parts, partial(_with_faces, publication), task, hands, shelf)

    with crew(workers) as hands:
        fitted = fit_volume(composed, edition.fit, lay_out, partial(_tokens, standard), bound.volume.source)
    parts, ledger, added = fitted.parts, fitted.ledger, fitted.blanks
    starts = _starts(parts, ledger)
    data = _joined(parts, ledger, hashlib.sha256(urn.encode()).digest()[:16], added)
    found = tuple(finding for part in parts for finding in ledger.laid[part.key].findings)
    found = (*found, *dead_links(parts, ledger))
    if standard.pdfx:
        data, pressed = _pressed(data, edition, standard, publication)
        found = (*found, *pressed)
    return EditionFile(
        edition.name,
        SUFFIX,
        data,
        measure=len(starts) + added,
        identifier=urn,
        page_starts=starts,
        breaks=_breaks(parts, ledger),
        findings=(*dict.fromkeys(found), *fitted.findings),
    )


def _with_faces(publication: Publication, page: Page) -> Page:
    from presswork.typesetting.fonts import with_fonts

    return with_fonts(page, publication.tokens, publication.root / "fonts" if publication.root else None)


def _pressed(
    data: bytes, edition: Edition, standard: Standard, publication: Publication
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    from presswork.editions import pdf
    from presswork.editions.press import press_ready

    pressed = press_ready(data, edition, standard, pdf.ink_limit(edition, publication))
    return pressed.data, pressed.findings


def _tokens(standard: Standard, page: Page) -> Tokens:
    """The tokens of a part's style sheets, read off a page that this process lays out."""
    from presswork.editions import pdf
    from presswork.editions.engine_import import bring_engine
    from presswork.typesetting.fit_tokens import tokens_of

    bring_engine()
    from presswork.editions import engine

    with pdf.ONE_AT_A_TIME:
        return tokens_of(page, partial(engine.lay_out, standard=standard))


def _stated(bound: Bound, edition: Edition, publication: Publication, urn: str) -> tuple[Statement, ...]:
    """What the PDF says of itself."""
    from presswork.editions.pdf_metadata import statements
    from presswork.editions.standards import standard_named
    from presswork.volumes.standing import as_article

    stated = tuple(
        each._replace(value=urn) if each.property == "xmp:Identifier" else each
        for each in statements(as_article(bound), edition, publication)
    )
    if not standard_named(edition.standard).pdfx:
        return stated
    from presswork.editions.press.claims import press_statements

    return (*stated, *press_statements(urn))


def _breaks(parts: tuple[PartPage, ...], ledger: Ledger) -> breaks.BreakReport:
    """What there is to say of the lines of all texts, on the pages of the volume."""
    laid = ((part, ledger.laid[part.key].breaks) for part in parts)
    return breaks.gathered(
        breaks.TextReport(part.source, ledger.first[part.key], found) for part, found in laid if found is not None
    )


def _joined(parts: tuple[PartPage, ...], ledger: Ledger, identifier: bytes, added: int) -> bytes:
    from presswork.editions.binding.joining import Leaf, join

    leaves = [
        Leaf(
            part.key,
            ledger.laid[part.key].data,
            ledger.blanks[part.key],
            _STYLES.get(part.front_folio, "D"),
            ledger.number[part.key],
            part.section,
            part.section_key,
        )
        for part in parts
    ]
    return join(leaves, identifier, added)


def _starts(parts: tuple[PartPage, ...], ledger: Ledger) -> tuple[PageStart, ...]:
    """One start for each page of the volume, with its folio; a blank page has none and begins with the next part."""
    from presswork.edition import PageStart
    from presswork.editions.numerals import written

    found: list[PageStart] = []
    for part in parts:
        laid = ledger.laid[part.key]
        own = laid.starts or tuple(PageStart(folio, 0) for folio in laid.folios)
        blanks = [PageStart("", 0)] * ledger.blanks[part.key]
        number = ledger.number[part.key]
        if part.front_folio:
            own = tuple(replace(start, label=written(number + i, part.front_folio)) for i, start in enumerate(own))
        found += [replace(start, chapter=start.chapter or part.key) for start in (*blanks, *own)]
    return tuple(found)
