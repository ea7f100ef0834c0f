"""The format `pdf`: an article set on paper, as a tagged PDF with its metadata and its page map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.edition import EditionFile, PageStart
from presswork.editions.engine_import import bring_engine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.article import Article
    from presswork.edition import Edition, Page
    from presswork.editions.binding.settling import Shelf
    from presswork.editions.engine import LaidOut, Written
    from presswork.editions.laid_once import Shared
    from presswork.editions.standards import Standard
    from presswork.editions.xmp import Statement
    from presswork.house import House
    from presswork.pages.mathematics import Formulas
    from presswork.publication import Publication
    from presswork.volume import Bound

SUFFIX = ".pdf"
# The engine is not made for threads, and functions of it are replaced while it works: a page waits for the warm-up.
ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Pdf:
    """Makes PDF editions. The engine is imported when the first one is made."""

    name: str = "pdf"
    suffix: str = SUFFIX

    def produce(
        self,
        article: Article,
        edition: Edition,
        publication: Publication,
        *,
        house: House,
        needs: Mapping[str, EditionFile],  # noqa: ARG002  (a PDF needs no other edition)
    ) -> EditionFile:
        """Compose the article on paper and typeset it. Raises `Rejected` (H0xx, H1xx, E1xx) when that is impossible."""
        return self.task(article, edition, publication, house=house)()

    def task(
        self,
        article: Article,
        edition: Edition,
        publication: Publication,
        *,
        house: House,
        formulas: Formulas | None = None,
    ) -> Typesetting:
        """Compose the article on paper; what is left, the engine's work, can be done in another process.

        `formulas` are those that were drawn before.

        Raises `Rejected` (H0xx, H1xx) when template, style or typeface fails.
        """
        from presswork.editions.identity import edition_urn
        from presswork.editions.pdf_metadata import statements
        from presswork.pages import compose
        from presswork.typesetting.fonts import with_fonts

        page = compose(article, edition, publication, house, target="paper", formulas=formulas)
        if not any(name.startswith("fonts/") for name in page.assets):
            page = with_fonts(page, publication.tokens, publication.root / "fonts" if publication.root else None)
        stated = statements(article, edition, publication)
        urn = edition_urn(article, edition, publication)
        ink = ink_limit(edition, publication)
        return Typesetting(page, edition, stated, urn, article.source, article.body, ink)

    def sharing(self, tasks: Mapping[str, Typesetting]) -> dict[str, Typesetting]:
        """The tasks of one article, with those marked that are laid out once."""
        from presswork.editions.laid_once import sharing

        return sharing(tasks)

    def produce_volume(
        self,
        bound: Bound,
        edition: Edition,
        publication: Publication,
        *,
        house: House,
        needs: Mapping[str, EditionFile],  # noqa: ARG002  (a PDF needs no other edition)
        workers: int = 1,
        shelf: Shelf | None = None,
    ) -> EditionFile:
        """Lay a volume out part by part, in so many processes, and bind it; see `presswork.editions.volume_pdf`.

        `shelf` holds parts that were laid out before.
        """
        from presswork.editions.volume_pdf import produce_volume

        return produce_volume(bound, edition, publication, house=house, workers=workers, shelf=shelf)


FORMAT = Pdf()


def warm_up(language: str = "en") -> None:
    """Bring the engine in and let it make a few lines in a language, which saves later pages half a second.

    Meant for a process of its own, while pandoc reads the first manuscript. Raises `Rejected` (E102).
    """
    from presswork.edition import Edition, Page

    style = "<style>p{width:3em;hyphens:auto}</style>"
    body = f'<p id="p"><a href="#p">{"Warmingup " * 3}</a></p>'
    html = f'<html lang="{language}"><head><title>.</title>{style}</head><body>{body}</body></html>'
    typeset(Page("paper", ".", language, html), Edition("warm-up", "pdf"), (), "urn:presswork:warm-up")


@dataclass(frozen=True, slots=True)
class Typesetting:
    """One page to be made into a PDF: `stated` is what it says of itself, `urn` names it, `source` is for findings.

    With `body`, the page map is made only if the page has the very characters of that body. `ink` is the printer's
    limit in percent for PDF/X. `shared` says that others have the same page.
    """

    page: Page
    edition: Edition
    stated: tuple[Statement, ...]
    urn: str
    source: str = ""
    body: str | None = None
    ink: int | None = None
    shared: Shared | None = None

    def __call__(self) -> EditionFile:
        """The PDF. Raises `Rejected` as `typeset` does."""
        return self.lay_out().written()

    def lay_out(self) -> Galley:
        """The pages, of which other editions can be told before the file is written. Raises `Rejected` (E102, E123)."""
        bring_engine()
        from presswork.editions.standards import standard_named
        from presswork.typesetting.breaks import examine

        standard = standard_named(self.edition.standard)
        with ONE_AT_A_TIME:
            natural, whose = self._natural(standard)
            laid, fitting = self._fitted(natural, standard)
            starts, lost = page_map(laid, self.body)
            breaks = examine(laid.document.pages) if self.body is not None else None
        file = EditionFile(
            edition=self.edition.name,
            suffix=SUFFIX,
            data=b"",
            measure=len(laid.folios),
            identifier=self.urn,
            page_starts=starts,
            breaks=breaks,
            findings=(*laid.findings, *fitting, *lost),
            laid_out_for=whose if laid is natural else "",
        )
        return Galley(self, laid, standard, file)

    def _natural(self, standard: Standard) -> tuple[LaidOut, str]:
        """The page laid out as it is, now or before for the edition that is named, and kept for those still to come."""
        from presswork.editions import engine

        laid, whose = self.shared.taken() if self.shared else (None, "")
        laid = laid or engine.lay_out(self.page, standard)
        if self.shared:
            self.shared.leave(laid, whose or self.edition.name)
        return laid, whose

    def _fitted(self, natural: LaidOut, standard: Standard) -> tuple[LaidOut, tuple[Diagnostic, ...]]:
        """The page fitted to the pages that the edition wants; and what there is to say of the fitting."""
        if self.edition.fit is None:
            return natural, ()
        from presswork.editions import engine
        from presswork.typesetting.copyfitting import fit

        fitted = fit(
            self.page,
            self.edition.fit,
            lambda page: natural if page is self.page else engine.lay_out(page, standard),
        )
        return fitted.laid, fitted.findings


@dataclass(frozen=True, slots=True)
class Galley:
    """Pages that are laid out and not written yet; `file` says all of them but their bytes."""

    task: Typesetting
    laid: LaidOut
    standard: Standard
    file: EditionFile

    def written(self) -> EditionFile:
        """The PDF. Raises `Rejected` (E123, E23x) when the engine fails, or when no press could print the pages."""
        from presswork.editions import engine

        task, standard = self.task, self.standard
        stated = (*task.stated, *(_press_statements(task.urn) if standard.pdfx else ()))
        with ONE_AT_A_TIME:
            written = engine.write(self.laid, standard, stated, task.urn)
        if standard.pdfx:
            written = _for_press(written, task.edition, standard, task.ink)
        found = (*self.file.findings, *written.findings)
        placed = tuple(f if f.location or not task.source else f.at(Location(task.source)) for f in found)
        return replace(self.file, data=written.data, findings=placed)


def typeset(
    page: Page,
    edition: Edition,
    stated: tuple[Statement, ...],
    urn: str,
    *,
    source: str = "",
    body: str | None = None,
    ink: int | None = None,
) -> EditionFile:
    """The PDF of one page; the arguments are those of `Typesetting`.

    Raises `Rejected` (E102, E123, E23x) when the engine is missing or fails, or when no press could print the page.
    """
    return Typesetting(page, edition, stated, urn, source, body, ink)()


def ink_limit(edition: Edition, publication: Publication) -> int | None:
    """The limit of ink of the edition's printer; settings have refused a printer that does not exist."""
    from presswork.printers import find

    return find(edition.printer, publication.root).file.ink if edition.printer else None


def _press_statements(urn: str) -> tuple[Statement, ...]:
    from presswork.editions.press.claims import press_statements

    return press_statements(urn)


def _for_press(file: Written, edition: Edition, standard: Standard, ink: int | None) -> Written:
    """The file in the inks of a press, with what there is to say of that."""
    from presswork.editions.engine import Written
    from presswork.editions.press import press_ready

    pressed = press_ready(file.data, edition, standard, ink)
    return Written(pressed.data, (*file.findings, *pressed.findings))


def page_map(laid: LaidOut, body: str | None) -> tuple[tuple[PageStart, ...], tuple[Diagnostic, ...]]:
    """Where the pages begin in the body; nothing, and a finding, when that cannot be told for certain."""
    from presswork.editions.pagemap_pdf import LostStepError, body_of, page_starts

    element = body_of(laid.root)
    if element is None:
        return (), ()
    try:
        _compare(element, body)
        return page_starts(laid.document.pages, laid.folios, element), ()
    except LostStepError as lost:
        hint = "the e-book of this article will have no page markers; please report it with the manuscript"
        return (), (Diagnostic("E120", f"the page map is lost: {lost}", Severity.WARNING, None, (hint,)),)


def _compare(element: Any, body: str | None) -> None:
    """Raise `LostStepError` unless the page's body has as many characters as the article's."""
    if body is None:
        return
    from lxml import etree

    from presswork.editions.pagemap_pdf import LostStepError
    from presswork.pagemap import BodyText

    own = etree.fromstring(f"<body>{body}</body>", etree.XMLParser(resolve_entities=False, huge_tree=True))
    written, printed = str(BodyText(own)), str(BodyText(element))
    if len(written) != len(printed):
        at = next((i for i, (a, b) in enumerate(zip(written, printed, strict=False)) if a != b), 0)
        raise LostStepError(0, printed[at : at + 40])
