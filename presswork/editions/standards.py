"""The PDF standards we make: what each claims, what it demands of the file, and what the engine is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standard:
    """One PDF standard.

    `variant` is the engine's name for it; `pdfa` the part and conformance level of ISO 19005 that the file claims
    (`("3", "A")`), `pdfua` whether it also claims ISO 14289-1; `pdfx` the version of ISO 15930 that it claims, for
    which editions/press makes it ready; `tagged` whether it has a structure tree; `smooth` whether its images may be
    smoothed (/Interpolate true), which ISO 19005-2, 6.2.8 forbids; `pdf_version` the version of PDF that it is written
    in; `transparency` whether it may have any. None of it moves anything on a page.
    """

    name: str
    help: str
    variant: str | None
    tagged: bool = True
    pdfa: tuple[str, str] | None = None
    pdfua: bool = False
    pdfx: str | None = None
    smooth: bool = True
    pdf_version: str = "1.7"
    transparency: bool = True


def _archive(name: str, part: str, level: str, text: str) -> Standard:
    accessible = level == "A"
    return Standard(name, text, name, tagged=accessible, pdfa=(part, level), pdfua=accessible, smooth=False)


STANDARDS: dict[str, Standard] = {
    standard.name: standard
    for standard in (
        Standard("pdf/ua-1", "accessible (ISO 14289-1): for reading and the web", "pdf/ua-1", pdfua=True),
        Standard("none", "no claim; tagged like the others", None),
        _archive("pdf/a-2a", "2", "A", "archive (ISO 19005-2, level A) and PDF/UA-1 in one file"),
        _archive("pdf/a-3a", "3", "A", "archive with attachments (ISO 19005-3, level A) and PDF/UA-1 in one file"),
        _archive("pdf/a-2u", "2", "U", "archive without tags; text can be searched (ISO 19005-2, level U)"),
        # The engine's own variants take the clock's time and leave its colours as they are: it writes a plain file.
        Standard(
            "pdf/x-4",
            "for the press: four inks, transparency kept (ISO 15930-7)",
            None,
            tagged=False,
            pdfx="PDF/X-4",
            pdf_version="1.6",
        ),
        Standard(
            "pdf/x-1a",
            "for the press: four inks, all transparency flattened (ISO 15930-4)",
            None,
            tagged=False,
            pdfx="PDF/X-1a:2003",
            pdf_version="1.4",
            transparency=False,
        ),
    )
}
DEFAULT = "pdf/ua-1"


def standard_named(name: str | None) -> Standard:
    """The standard of that name, PDF/UA-1 when none is named. KeyError for a name that settings should have refused."""
    return STANDARDS[(name or DEFAULT).lower()]
