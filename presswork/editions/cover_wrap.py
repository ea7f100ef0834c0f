"""The format `cover`: a wrap-around cover for the press, its spine as wide as the pages that were made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.edition import Asset, EditionFile, Page, StyleSheet
from presswork.editions import cover_codes
from presswork.editions.cover import design
from presswork.editions.cover_art import Art, art, height_of, unit
from presswork.editions.cover_sheet import CoverSheet, binding_of, cover_sheet
from presswork.editions.cover_words import BackText, SpineText, back_text, spine_text
from presswork.editions.epub_cover import cover_faces, cover_text, photograph_of
from presswork.editions.epub_styles import house_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presswork.article import Article
    from presswork.edition import Edition
    from presswork.editions.cover import Design
    from presswork.editions.cover_codes import Codes
    from presswork.editions.cover_sheet import Binding
    from presswork.house import House
    from presswork.publication import Publication
    from presswork.volume import Bound

GROUND, LETTERS = "images/cover-ground.svg", "images/cover-letters.svg"
TEMPLATE = "cover"
# The back's text begins where the front's does, in pixels of the design.
BACK_TOP = 150
# Millimetres that the imprint takes at the foot of the back, and between it and the codes where nothing parts them.
_IMPRINT, _ABOVE_CODES = 14.0, 2.0


@dataclass(frozen=True, slots=True)
class Wrap:
    """A cover before it is typeset: its measures, what is painted, what is said, and its codes.

    `foot` is where the back's words end, in millimetres from its head; `own` says that the editor's picture is the
    front.
    """

    sheet: CoverSheet
    design: Design
    art: Art
    foot: float
    spine: SpineText | None
    back: BackText
    codes: Codes
    picture: Asset | None
    picture_alt: str
    own: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """Makes wrap-around covers as PDF."""

    name: str = "cover"
    suffix: str = ".pdf"

    def produce(
        self,
        article: Article,
        edition: Edition,
        publication: Publication,
        *,
        house: House,
        needs: Mapping[str, EditionFile],
    ) -> EditionFile:
        """The cover of the edition that `pages_of` names. Raises `Rejected` (H0xx, H1xx, E1xx, E23x)."""
        from presswork.editions.identity import edition_urn

        urn = edition_urn(article, edition, publication)
        return self._produce(article, edition, publication, urn, house=house, needs=needs)

    def produce_volume(
        self,
        bound: Bound,
        edition: Edition,
        publication: Publication,
        *,
        house: House,
        needs: Mapping[str, EditionFile],
    ) -> EditionFile:
        """The cover of a volume, whose editions are those of `publication`. Raises `Rejected` as `produce`."""
        from presswork.editions.epub_volume_cover import cover_article
        from presswork.editions.identity import volume_urn
        from presswork.labels import labels_for
        from presswork.volumes.standing import as_article

        urn = volume_urn(bound.meta, edition, publication)
        labels = labels_for(bound.meta.language)
        whole, named = cover_article(bound, as_article(bound), publication, labels)
        return self._produce(whole, edition, named, urn, house=house, needs=needs)

    def _produce(
        self,
        article: Article,
        edition: Edition,
        publication: Publication,
        urn: str,
        *,
        house: House,
        needs: Mapping[str, EditionFile],
    ) -> EditionFile:
        from presswork.editions.pdf import ink_limit, typeset
        from presswork.editions.pdf_metadata import statements

        wrapped = publication.editions.get(edition.pages_of or "")
        made = needs.get(edition.pages_of or "")
        pages = made.measure + made.blanks if made else 0
        binding = binding_of(edition, wrapped, pages, publication.root)
        right_to_left = (edition.binding or (wrapped.binding if wrapped else None)) == "right" or (
            article.meta.direction == "rtl"
        )
        sheet = cover_sheet(binding, "left" if right_to_left else "right")
        wrap = wrap_of(article, publication, house, sheet, wrapped)
        asked = for_press(edition, wrapped, sheet)
        page = page_of(wrap, article, asked, publication, house)
        file = typeset(
            page,
            asked,
            statements(article, asked, publication),
            urn,
            source=article.source,
            ink=ink_limit(asked, publication),
        )
        said = findings(wrap, binding, article.source)
        return replace(file, findings=(*said, *file.findings))


FORMAT = Cover()


def for_press(edition: Edition, wrapped: Edition | None, sheet: CoverSheet) -> Edition:
    """The edition as it is typeset: the sheet as its paper, and what it does not say itself from what it wraps."""
    from presswork.paper import Length, Paper

    width, height = sheet.page
    paper = Paper("cover", Length.parse(f"{width:.4f}mm"), Length.parse(f"{height:.4f}mm"))
    return replace(
        edition,
        paper=paper,
        bleed=Length.parse(f"{sheet.bleed:.4f}mm") if sheet.bleed else None,
        standard=edition.standard or (wrapped.standard if wrapped else None),
        profile=edition.profile or (wrapped.profile if wrapped else None),
        printer=edition.printer or (wrapped.printer if wrapped else None),
        fit=None,
        fold=None,
    )


def wrap_of(
    article: Article, publication: Publication, house: House, sheet: CoverSheet, wrapped: Edition | None
) -> Wrap:
    """Everything that stands on a cover of these measures."""
    from presswork.editions import cover_paint

    tokens = house_tokens(house, publication.tokens)
    face = cover_faces(tokens, publication.root / "fonts" if publication.root else None)
    own = article.meta.cover
    picture = article.asset(own.source) if own else None
    covered = picture is not None
    picture = picture or photograph_of(article)

    def path(words: str, cut: str) -> Path:
        return face(words, cut).path

    measure = cover_paint.measure_with(path)
    text = cover_text(article, publication, tokens.get("accent", ""))
    drawn = design(text, measure, picture=picture is not None, height=height_of(sheet))
    painted = art(drawn, sheet, path, covered=covered)
    codes = cover_codes.codes(article, publication, sheet, wrapped)
    margin = back_margin(sheet)
    foot = cover_codes.top_of(codes, sheet, margin) - _ABOVE_CODES if covered else painted.band
    alternative = own.alt if own and covered else ""
    return Wrap(
        sheet=sheet,
        design=drawn,
        art=painted,
        foot=foot,
        spine=spine_text(article, publication, sheet, spine_length(sheet, painted, covered=covered), measure),
        back=back_text(article, sheet.face - 2 * margin, foot - BACK_TOP * unit(sheet) - _IMPRINT, measure),
        codes=codes,
        picture=picture,
        picture_alt=alternative,
        own=covered,
    )


def spine_length(sheet: CoverSheet, painted: Art, *, covered: bool) -> float:
    """The room for the spine's text in millimetres: down to the pattern, or to the foot where there is none."""
    return (sheet.height if covered else painted.band) - 2 * sheet.safety


def back_margin(sheet: CoverSheet) -> float:
    """The back's margins: those of the front, but no less than the printer asks for."""
    from presswork.editions.cover import MARGIN

    return max(MARGIN * unit(sheet), sheet.safety)


def page_of(wrap: Wrap, article: Article, edition: Edition, publication: Publication, house: House) -> Page:
    """The cover as a page for the engine, with its typefaces and drawings. Raises `Rejected` (H0xx, H1xx)."""
    from presswork.labels import labels_for
    from presswork.pages import context
    from presswork.typesetting.fonts import with_fonts

    name = edition.template if edition.template not in ("article", "report") else TEMPLATE
    sheets = (*house.sheets("paper", name, publication.tokens), StyleSheet("cover-sheet.css", style_of(wrap)))
    drawings = [_drawing(GROUND, wrap.art.ground), *wrap.codes.assets]
    drawings += [] if wrap.own else [_drawing(LETTERS, wrap.art.front)]
    drawings += [wrap.picture] if wrap.picture else []
    meta = article.meta
    cover = {
        "ground": GROUND,
        "letters": "" if wrap.own else LETTERS,
        "front_alt": f"{labels_for(meta.language).cover}: {meta.title.plain}",
        "picture": wrap.picture.name if wrap.picture else "",
        "picture_alt": wrap.picture_alt,
        "spine": wrap.spine,
        "back": wrap.back,
        "imprint": imprint(article, publication),
        "barcode": cover_codes.BARCODE if wrap.codes.barcode else "",
        "number": wrap.codes.number,
        "qr": cover_codes.QR if wrap.codes.qr else "",
        "address": wrap.codes.address,
    }
    values = context(article, edition, publication) | {"styles": sheets, "cover": cover}
    html = house.render("paper", name, values)
    page = Page("paper", meta.title.plain, meta.language, html, sheets, {a.name: a for a in drawings})
    return with_fonts(page, publication.tokens, publication.root / "fonts" if publication.root else None)


def _drawing(name: str, svg: str) -> Asset:
    return Asset(name, "image/svg+xml", svg.encode())


def imprint(article: Article, publication: Publication) -> tuple[str, ...]:
    """The line at the foot of the back: publisher, address, price."""
    home = publication.url.removeprefix("https://").removeprefix("http://").rstrip("/")
    cost = article.meta.price.printed(article.meta.language) if article.meta.price else ""
    return tuple(filter(None, (publication.publisher or publication.title, home, cost)))


def style_of(wrap: Wrap) -> str:
    """The sheet's measures as custom properties, and its page."""
    sheet = wrap.sheet
    width, height = sheet.page
    scale = unit(sheet)
    measures = {
        "page-width": width,
        "page-height": height,
        "panel": sheet.panel,
        "face": sheet.face,
        "sheet-height": sheet.height,
        "spine": sheet.spine,
        "around": sheet.around,
        "offset": sheet.offset,
        "back-height": wrap.foot,
        "front-left": sheet.left_of("front"),
        "back-left": sheet.left_of("back"),
        "back-margin": back_margin(sheet),
        "back-top": BACK_TOP * scale,
        "spine-top": sheet.safety,
        "spine-length": spine_length(sheet, wrap.art, covered=wrap.own),
        **_picture_box(wrap),
        **cover_codes.places(wrap.codes, sheet, back_margin(sheet)),
    }
    lengths = "".join(f"--{name}:{value:.3f}mm;" for name, value in measures.items())
    spine = f"--spine-size:{wrap.spine.size}pt;--spine-turn:{wrap.spine.turn}deg;" if wrap.spine else ""
    page = f"@page{{size:{width:.4f}mm {height:.4f}mm;margin:0;bleed:{sheet.bleed:.4f}mm}}"
    return f":root{{{lengths}{spine}--back-size:{wrap.back.size}pt}}{page}"


def _picture_box(wrap: Wrap) -> dict[str, float]:
    """Where the picture lies on the front: it runs over the outer edge, and never over the spine."""
    sheet = wrap.sheet
    top = -sheet.around if wrap.own else wrap.art.band
    return {
        "picture-left": 0.0 if sheet.front == "right" else -sheet.around,
        "picture-top": top,
        "picture-width": sheet.face + sheet.around,
        "picture-height": sheet.height + sheet.around - top,
    }


def findings(wrap: Wrap, binding: Binding, source: str) -> list[Diagnostic]:
    """What is to be said of a cover: a spine without text, a back that was shortened, a code that is missing."""
    found: list[tuple[str, str, Severity, str]] = []
    if wrap.spine is None and wrap.sheet.spine:
        message = f"the spine of {binding.pages} pages is {wrap.sheet.spine:.1f} mm wide and stays without text"
        found.append(("E240", message, Severity.NOTE, "thicker paper makes it wider: caliper: 0.14mm"))
    if wrap.back.shortened:
        found.append(("E241", "the text on the back was shortened", Severity.WARNING, "write a shorter summary or bio"))
    if not wrap.codes.barcode and wrap.sheet.spine:
        hint = "write isbn: or issn: into the front matter, or leave it to a printer who adds one"
        found.append(("E242", "the cover has no barcode: there is no ISBN or ISSN", Severity.NOTE, hint))
    return [Diagnostic(code, message, degree, Location(source), (hint,)) for code, message, degree, hint in found]
