"""The PDF standards we make: what each claims, what it demands of the file, and what the engine is asked for."""

from __future__ import annotations

from dataclasses import dataclass

# Raster images are smoothed by default (/Interpolate true), which ISO 19005-2, 6.2.8 forbids.
_NO_INTERPOLATION = "*{image-rendering:crisp-edges !important}"


@dataclass(frozen=True, slots=True)
class Standard:
    """One PDF standard.

    `variant` is the engine's name for it; `pdfa` the part and conformance level of ISO 19005 that the file claims
    (`("3", "A")`), `pdfua` whether it also claims ISO 14289-1; `tagged` whether it has a structure tree; `css` what
    the standard adds to the page's style.
    """

    name: str
    help: str
    variant: str | None
    tagged: bool = True
    pdfa: tuple[str, str] | None = None
    pdfua: bool = False
    css: str = ""


def _archive(name: str, part: str, level: str, text: str) -> Standard:
    accessible = level == "A"
    return Standard(name, text, name, tagged=accessible, pdfa=(part, level), pdfua=accessible, css=_NO_INTERPOLATION)


STANDARDS: dict[str, Standard] = {
    standard.name: standard
    for standard in (
        Standard("pdf/ua-1", "accessible (ISO 14289-1): for reading and the web", "pdf/ua-1", pdfua=True),
        Standard("none", "no claim; tagged like the others", None),
        _archive("pdf/a-2a", "2", "A", "archive (ISO 19005-2, level A) and PDF/UA-1 in one file"),
        _archive("pdf/a-3a", "3", "A", "archive with attachments (ISO 19005-3, level A) and PDF/UA-1 in one file"),
        _archive("pdf/a-2u", "2", "U", "archive without tags; text can be searched (ISO 19005-2, level U)"),
    )
}
DEFAULT = "pdf/ua-1"


def standard_named(name: str | None) -> Standard:
    """The standard of that name, PDF/UA-1 when none is named. KeyError for a name that settings should have refused."""
    return STANDARDS[(name or DEFAULT).lower()]
