"""The judges from outside, asked about finished files; what they say becomes findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.preflight.outside.java import AbsentJudgeError, installed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presswork.preflight.outside.epubcheck import Complaint

__all__ = ["AbsentJudgeError", "claims", "installed", "judged", "verdict"]

_AGAIN = "build without your own templates and styles; if it is found still, please report it"


def judged(file: Path) -> bool:
    """Whether there is a judge for a finished file: of e-books, and of PDFs that claim to keep a standard."""
    return file.suffix == ".epub" or (file.suffix == ".pdf" and bool(claims(file)))


def verdict(file: Path, display: str) -> list[Diagnostic]:
    """What the judges say of a finished file: EPUBCheck of an e-book (P180), veraPDF of a PDF (P181).

    A PDF is held to the standards that it claims to keep; one that claims none, and a web page, have no judge.
    `display` is the file as the user knows it. Raises `AbsentJudgeError`.
    """
    if file.suffix == ".epub":
        return list(_of_book(file, display))
    return list(_of_pdf(file, display)) if file.suffix == ".pdf" else []


def _of_book(file: Path, display: str) -> Iterator[Diagnostic]:
    from presswork.preflight.outside.epubcheck import complaints

    for said in complaints(file):
        severity = Severity.WARNING if said.severity == "WARNING" else Severity.ERROR
        message = f"EPUBCheck ({said.code}): {' '.join(said.message.split())}"
        yield Diagnostic("P180", message, severity, _place(said, display), (_AGAIN,))


def _place(said: Complaint, display: str) -> Location:
    if not said.places:
        return Location(display)
    path, line = said.places[0]
    return Location(f"{display}/{path}", line if line > 0 else None)


def _of_pdf(file: Path, display: str) -> Iterator[Diagnostic]:
    from presswork.preflight.outside.verapdf import PROFILES, broken_rules

    for flavour in claims(file):
        for rule, times, why in broken_rules(file, flavour):
            often = f" ({times} times)" if times > 1 else ""
            message = f"veraPDF ({PROFILES[flavour]}, {rule}): {' '.join(why.split())}{often}"
            yield Diagnostic("P181", message, Severity.ERROR, Location(display), (_AGAIN,))


def claims(file: Path) -> tuple[str, ...]:
    """The standards that a PDF says it keeps in its XMP, by the names of `verapdf.PROFILES`."""
    import pikepdf

    with pikepdf.open(file) as pdf, pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        archive = f"{xmp.get('pdfaid:part', '')}{xmp.get('pdfaid:conformance', '')}".lower()
        accessible = xmp.get("pdfuaid:part", "") == "1"
    from presswork.preflight.outside.verapdf import PROFILES

    return (*((archive,) if archive in PROFILES else ()), *(("ua1",) if accessible else ()))
