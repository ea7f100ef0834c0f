"""What is asked for and what is made: assets, pages, editions, edition files, and the protocol of a format."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presswork.article import Article
    from presswork.breaks import BreakReport
    from presswork.diagnostics import Diagnostic
    from presswork.paper import Length, Paper
    from presswork.publication import Publication

Target = Literal["paper", "screen", "epub"]

# The names a `standard:` may have; editions/standards.py says what each demands of the engine.
PDF_STANDARDS = frozenset({"pdf/ua-1", "pdf/a-2u", "pdf/a-2a", "pdf/a-3a", "pdf/x-4", "pdf/x-1a", "none"})

Duplex = Literal["long-edge", "short-edge", "manual", "single"]
Creep = Literal["none", "pressed", "round", "square"]
Blanks = Literal["before-back-cover", "before-inside-back-cover", "at-end", "after-front"]
Mark = Literal["crop", "fold", "collating", "registration", "colour-bar", "slug"]


@dataclass(frozen=True, slots=True)
class Fit:
    """How many pages an edition is to have: exactly `pages`, or a multiple of `multiple`; one of them is set.

    `near` says that it is a wish: nothing large is done for it where the count is right already, and where no multiple
    is within reach, that is a note and no warning.
    """

    pages: int | None = None
    multiple: int | None = None
    near: bool = False


@dataclass(frozen=True, slots=True)
class Asset:
    """An image or font that travels with an article, already checked and cleaned.

    `name` is its path inside every edition (`images/crane-1f2e3d4c.jpg`), made from the content, so that the
    same bytes have the same name everywhere; width and height are pixels (or CSS px for SVG), 0 for fonts.
    """

    name: str
    media_type: str
    data: bytes = field(repr=False)
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """One CSS style sheet as it goes into a page: its name in styles/ and its text."""

    name: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML document ready for an engine.

    `html` is a complete, XML-well-formed HTML document; for `paper` and `screen` its style sheets are inside, for
    `epub` it links them. References to assets are asset names. `styles` repeats the sheets in cascade order.
    """

    target: Target
    title: str
    language: str
    html: str = field(repr=False)
    styles: tuple[StyleSheet, ...] = ()
    assets: Mapping[str, Asset] = field(default_factory=lambda: MappingProxyType({}), repr=False)


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a printed page begins in an article's body.

    The page begins before the `offset`-th non-space character (soft hyphens not counted) of the body's text with
    the notes left out; `label` is the folio as it is printed; `first_words` is for messages and tests. In a volume
    `chapter` is the slug of the chapter in whose body it begins, or the role of a part without a manuscript.
    """

    label: str
    offset: int
    first_words: str = ""
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A named edition with every setting resolved: what a format needs to know besides the page.

    `standard` is a PDF standard such as `pdf/ua-1`; `pages_of` names the edition whose page breaks an e-book
    repeats, or which a cover wraps; `embed_fonts` puts the house's fonts into an e-book or web page; `fit` the number
    of pages wanted; `proof` asks for a copy of a PDF with the faults of its lines marked; `options` are what a later
    format may read.

    Printing: `bleed` is how far pictures run over the trim; `printer` names a printer's profile; `profile` the ICC
    file of the press. Imposition: `fold` is a scheme's name or fold string, `sheet` the press sheet, `duplex` how its
    back is printed, `binding` the edge of the spine (the direction of reading decides when None), `signature` the
    sheets of a gathering (None: all in one), `creep` and `caliper` how much inner leaves stick out, `blanks` where
    empty pages go, `marks` what is drawn around the pages, `instructions` whether a page goes with the sheets that says
    how to print and fold them. `front_offset` and `back_offset` move what a printer puts beside its place, in points to
    the right and up; `reverse_backs` and `turn_backs` say how it takes the sheets back in with manual duplex.
    """

    name: str
    format: str
    template: str = "article"
    paper: Paper | None = None
    columns: int = 1
    standard: str | None = None
    pages_of: str | None = None
    embed_fonts: bool = False
    fit: Fit | None = None
    proof: bool = False
    bleed: Length | None = None
    printer: str | None = None
    profile: Path | None = None
    fold: str | None = None
    sheet: Paper | None = None
    duplex: Duplex | None = None
    binding: Literal["left", "right"] | None = None
    signature: int | None = None
    creep: Creep | None = None
    caliper: Length | None = None
    blanks: Blanks | None = None
    marks: tuple[Mark, ...] = ()
    instructions: bool = False
    front_offset: tuple[float, float] = (0.0, 0.0)
    back_offset: tuple[float, float] = (0.0, 0.0)
    reverse_backs: bool = False
    turn_backs: bool = False
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that goes with an edition file: the backs of a manual duplex, an instruction, a proof.

    `name` comes between slug and suffix (`backs` in `crane.backs.pdf`); `suffix` has its dot.
    """

    name: str
    suffix: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A finished edition: its bytes, what the terminal says of it, and what other editions may need from it.

    `measure` counts pages (PDF) or chapters (EPUB); `unit` names what is counted; `sheets` the press sheets on which
    the pages lie, 0 when on none, `blanks` the empty pages that fill these; `page_starts` is the page map of a PDF;
    `identifier` the URN that names the file (`urn:uuid:...` or `urn:isbn:...`); `companions` what is written beside it;
    `sheet_map` the SVG that shows how its pages lie on sheets, empty when they lie on none; `breaks` what there is to
    say of a PDF's lines, columns and pages; `laid_out_for` names the edition whose pages these are, too, where they
    were laid out once for both; `small_cover` is a small JPEG of an e-book's cover, where we drew it.
    """

    edition: str
    suffix: str
    data: bytes = field(repr=False)
    measure: int = 0
    unit: str = "page"
    identifier: str = ""
    page_starts: tuple[PageStart, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    companions: tuple[Companion, ...] = ()
    sheets: int = 0
    blanks: int = 0
    sheet_map: str = field(default="", repr=False)
    breaks: BreakReport | None = field(default=None, repr=False)
    laid_out_for: str = ""
    small_cover: bytes = field(default=b"", repr=False)


class Format(Protocol):
    """The maker of an edition file. A format is one module with one such object, and one line in FORMATS."""

    name: str
    suffix: str

    def produce(
        self,
        article: Article,
        edition: Edition,
        publication: Publication,
        *,
        house: Any,
        needs: Mapping[str, EditionFile],
    ) -> EditionFile:
        """Compose the article for this edition and return the finished file.

        `house` is the `presswork.house.House` in which templates and styles are found (untyped here: the model knows
        nothing above itself). `needs` holds the files of the editions that `edition` depends on (`pages_of`), by
        name. Raises `Rejected` when the user's input makes the edition impossible.
        """
        ...
