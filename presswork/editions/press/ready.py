"""Makes a finished PDF press-ready: inks, boxes, output intent, and nothing that a press cannot print."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Rejected, Severity
from presswork.editions.press import claims
from presswork.editions.press.comparing import changed_pages
from presswork.editions.press.painting import Painting
from presswork.editions.press.profile import profile_of, refused
from presswork.editions.press.separation import Separation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.edition import Edition
    from presswork.editions.press.profile import OutputProfile
    from presswork.editions.standards import Standard


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press-ready file: its bytes, and what is to be said of it."""

    data: bytes = field(repr=False)
    findings: tuple[Diagnostic, ...] = ()


def press_ready(data: bytes, edition: Edition, standard: Standard, ink: int | None = None) -> Pressed:
    """The PDF for the press. Raises `Rejected`: E230 for an impossible profile, E232 for what cannot be flattened.

    `standard` is one whose `pdfx` names a version of PDF/X; `ink` the printer's limit in percent, where it is lower
    than the profile's own.
    """
    profile = profile_of(edition)
    made, painting = _made(data, profile, standard, ink, opaque=not standard.transparency)
    found = list(_said(edition, profile, standard, painting.separation))
    if painting.flattened:
        clear, _ = _made(data, profile, standard, ink, opaque=False)
        found += map(_changed, changed_pages(clear, made))
    return Pressed(made, tuple(found))


def _made(
    data: bytes, profile: OutputProfile, standard: Standard, ink: int | None, *, opaque: bool
) -> tuple[bytes, Painting]:
    """The file in inks, and how it was painted; with `opaque`, all transparency is flattened."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        painting = Painting(pdf, _separation(profile, ink), opaque=opaque)
        painting.separate()
        _stop_at_what_cannot_be_flattened(painting, standard)
        claims.leave_only_pages(pdf)
        claims.state_intent(pdf, profile)
        claims.state_conformance(pdf, standard)
        if standard.pdf_version < "1.6":
            claims.bare_fonts(pdf)
        target = BytesIO()
        pdf.save(
            target,
            force_version=standard.pdf_version,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            fix_metadata_version=False,
            deterministic_id=True,
        )
    return target.getvalue(), painting


def _separation(profile: OutputProfile, ink: int | None) -> Separation:
    from PIL import ImageCms

    try:
        return Separation(profile, ink)
    except (ImageCms.PyCMSError, OSError) as error:
        raise refused(profile.name, f"is damaged: {error}") from error


def _stop_at_what_cannot_be_flattened(painting: Painting, standard: Standard) -> None:
    found = []
    hint = "use `standard: pdf/x-4`, which keeps transparency, or take it out of style sheet or drawing"
    for count, what in ((painting.blended, "a blend mode"), (painting.masked, "a mask")):
        if count:
            found.append(Diagnostic("E232", f"{what} cannot be flattened for {standard.name}", hints=(hint,)))
    if found:
        raise Rejected(found)


def _said(edition: Edition, profile: OutputProfile, standard: Standard, separation: Separation) -> Iterator[Diagnostic]:
    """What the editor or the printer should know of how the file was made."""
    ink = f"the densest spot has {separation.densest:.0f} % of ink, {separation.limit} % are allowed"
    named = profile.condition or profile.description
    if edition.profile is None:
        hint = "ask your printer for his profile and name it in `profile:`"
        yield Diagnostic("E231", f"no profile is named: separated for {named}; {ink}", Severity.NOTE, None, (hint,))
    else:
        yield Diagnostic("E235", f"separated for {named}; {ink}", Severity.NOTE)
    if standard.pdf_version < "1.6" and profile.version > 2:
        hint = "ask for it as ICC version 2, or use `standard: pdf/x-4`"
        message = f"the profile '{profile.name}' is ICC version {profile.version}, later than {standard.name} knows"
        yield Diagnostic("E234", message, Severity.WARNING, None, (hint,))


def _changed(page: int) -> Diagnostic:
    hint = "look at it; `standard: pdf/x-4` keeps transparency, or give the colour without it"
    message = f"on page {page} something half transparent lies on a colour; it was mixed with the white of the paper"
    return Diagnostic("E233", message, Severity.WARNING, None, (hint,))
