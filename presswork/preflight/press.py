"""Checks on a PDF for the press: that it keeps PDF/X-1a or PDF/X-4, as far as its structure shows (no RIP is asked)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.diagnostics import Severity
from presswork.preflight.check import Check, Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from presswork.preflight.pdfreading import PdfSubject
    from presswork.preflight.pressreading import Survey

_OURS = "this is our fault, or that of a file put into the page: please report it"
# A JPEG's own losses may lay a little more ink on a spot than was reckoned.
_TOLERANCE = 5.0


def _for_pdfx(look: Callable[[PdfSubject, Survey], Iterator[Found]]) -> Callable[[PdfSubject], Iterable[Found]]:
    """The check for editions that keep a PDF/X standard; nothing for others."""

    def looked(pdf: PdfSubject) -> Iterable[Found]:
        return look(pdf, pdf.survey) if (pdf.edition.standard or "").startswith("pdf/x") else ()

    return looked


def _intent(_: PdfSubject, seen: Survey) -> Iterator[Found]:
    if len(seen.intents) != 1:
        yield Found(f"the file has {len(seen.intents)} output intents for PDF/X, not one", hints=(_OURS,))
    for intent in seen.intents:
        if intent.profile and (intent.device, intent.space) != ("prtr", "CMYK"):
            what = f"of class '{intent.device}' for {intent.space}"
            yield Found(f"the output intent's profile is {what}, not of a CMYK press")
        if not intent.identifier:
            yield Found("the output intent does not name its printing condition")
        if not intent.profile:
            yield Found("the output intent has no profile")


def _colours(_: PdfSubject, seen: Survey) -> Iterator[Found]:
    for space, page in seen.foreign.items():
        yield Found(f"a colour is in {space}, not in the inks of the press", page=page, hints=(_OURS,))


def _transparency(pdf: PdfSubject, seen: Survey) -> Iterator[Found]:
    if pdf.edition.standard != "pdf/x-1a":
        return
    for what, page in seen.transparent.items():
        yield Found(f"the page has {what}, which {pdf.edition.standard} forbids", page=page, hints=(_OURS,))


def _boxes(_: PdfSubject, seen: Survey) -> Iterator[Found]:
    for what, page in seen.boxes.items():
        yield Found(f"the page cannot be cut: {what}", page=page, hints=(_OURS,))


def _active(_: PdfSubject, seen: Survey) -> Iterator[Found]:
    for what, page in seen.active.items():
        yield Found(f"the page has {what}, which means nothing on paper", page=page, hints=(_OURS,))


def _fonts(pdf: PdfSubject, seen: Survey) -> Iterator[Found]:
    """Fonts that no text object names, in patterns and forms; those of the text are told by P121."""
    for name, page in seen.unembedded.items():
        if name not in pdf.fonts:
            yield Found(f"the font '{name}' is not embedded", page=page)


def _claims(pdf: PdfSubject, seen: Survey) -> Iterator[Found]:
    old = pdf.edition.standard == "pdf/x-1a"
    version, name = ("1.4", "PDF/X-1a") if old else ("1.6", "PDF/X-4")
    stated = seen.claims.get("GTS_PDFXVersion", "") if old else seen.claims.get("XMP", "")
    if name not in stated:
        yield Found(f"the file does not say that it is {name}", hints=(_OURS,))
    if seen.version > version:
        yield Found(f"the file is PDF {seen.version}, and {name} is PDF {version}", hints=(_OURS,))
    if seen.claims.get("Trapped") not in ("/True", "/False"):
        yield Found("the file does not say whether it is trapped", hints=(_OURS,))
    if not seen.identified:
        yield Found("the file has no identifier (/ID)", hints=(_OURS,))
    for key in ("Title", "CreationDate", "ModDate"):
        if not seen.claims.get(key):
            yield Found(f"the file's information has no {key}", hints=(_OURS,))


def _ink(pdf: PdfSubject, seen: Survey) -> Iterator[Found]:
    densest, page, what = seen.densest
    limit = ink_limit(pdf, seen)
    if limit and densest > limit + _TOLERANCE:
        hint = "give the colour less ink, or separate the picture anew: too much does not dry"
        yield Found(f"{what} lays {densest:.0f} % of ink, more than {limit} %", page=page, hints=(hint,))


def ink_limit(pdf: PdfSubject, seen: Survey) -> int | None:
    """The most ink in percent that the edition's press takes: the lesser of the printer's limit and the profile's."""
    from presswork.editions.press.profile import OutputProfile
    from presswork.editions.press.separation import Separation
    from presswork.printers import PRINTERS

    printer = PRINTERS.get(pdf.edition.printer or "")
    intent = next((each for each in seen.intents if each.profile), None)
    if intent is None or (intent.device, intent.space) != ("prtr", "CMYK"):
        return printer.file.ink if printer else None
    profile = OutputProfile("", "", intent.identifier, intent.profile[8], intent.profile)
    return Separation(profile, printer.file.ink if printer else None).limit


CHECKS: tuple[Check, ...] = (
    Check("P201", Severity.ERROR, "pdf", "the file says for which press it is", _for_pdfx(_intent)),
    Check("P202", Severity.ERROR, "pdf", "all colours are in the inks of the press", _for_pdfx(_colours)),
    Check("P203", Severity.ERROR, "pdf", "nothing is transparent in PDF/X-1a", _for_pdfx(_transparency)),
    Check("P204", Severity.ERROR, "pdf", "trim, bleed and media boxes lie in each other", _for_pdfx(_boxes)),
    Check("P205", Severity.ERROR, "pdf", "no links, forms or actions lie on what is printed", _for_pdfx(_active)),
    Check("P206", Severity.ERROR, "pdf", "fonts of patterns and forms are embedded", _for_pdfx(_fonts)),
    Check("P207", Severity.ERROR, "pdf", "the file claims its standard as the standard asks", _for_pdfx(_claims)),
    Check("P208", Severity.WARNING, "pdf", "no spot has more ink than the press takes", _for_pdfx(_ink)),
)
