"""The operators that draw what lies around the pages of a side: lines, targets, patches and slug lines."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presswork.imposition.lettering import Lettering
    from presswork.imposition.plan import Line, Note, Patch, Side, Target

HAIRLINE = 0.25
# Folds are dashed, cuts through the sheet dash-dotted; crop marks are whole.
_DASHES = {"crop": "[] 0 d", "fold": "[3 2] 0 d", "cut": "[6 2 1 2] 0 d"}
# A circle of four Bézier curves: how far the handles stand, in radii.
_KAPPA = 0.5523
# The name under which a sheet's resources have the registration colour, and the font of slug lines.
REGISTRATION, SLUG = "/All", "/Slug"


def registration_colour(pdf: pikepdf.Pdf) -> Any:
    """The colour that prints in every ink (ISO 32000-1, 8.6.6.4), for what shows whether the inks lie true.

    What a screen shows instead is given in the colours of the document's output intent, as PDF/A demands.
    """
    inks = 1 if _is_rgb(pdf) else 4
    space = Name.DeviceCMYK if inks == 4 else Name.DeviceGray
    paper, full = ([0.0] * 4, [1.0] * 4) if inks == 4 else ([1.0], [0.0])
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(paper), C1=Array(full), N=1)
    return pdf.make_indirect(Array([Name.Separation, Name.All, space, pdf.make_indirect(tint)]))


def _is_rgb(pdf: pikepdf.Pdf) -> bool:
    intents = pdf.Root.get("/OutputIntents")
    for intent in intents if isinstance(intents, Array) else ():
        profile = intent.get("/DestOutputProfile") if isinstance(intent, Dictionary) else None
        if isinstance(profile, Stream):
            return bool(profile.get("/N") == 3)
    return False


def drawn(side: Side, lettering: Lettering | None) -> str:
    """The operators for all marks of a side, empty when it has none. They are an artifact for who reads the tags."""
    parts = [*_lines(side.lines), *_targets(side.targets), *map(_patch, side.patches), *_notes(side.notes, lettering)]
    return "\n".join(["/Artifact BMC q", *parts, "Q EMC"]) if parts else ""


def need_registration(sides: Iterable[Side]) -> bool:
    """Whether anything on the sides is drawn in the registration colour."""
    return any(side.targets or any(line.kind == "crop" for line in side.lines) for side in sides)


def slug_texts(sides: Iterable[Side]) -> list[str]:
    """The texts of all slug lines, in order."""
    return [note.text for side in sides for note in side.notes]


def _lines(lines: tuple[Line, ...]) -> Iterator[str]:
    if lines:
        yield f"{HAIRLINE} w 0 J"
    for kind, dashes in _DASHES.items():
        chosen = [line for line in lines if line.kind == kind]
        if chosen:
            yield f"{REGISTRATION} CS 1 SCN {dashes}" if kind == "crop" else f"0 G {dashes}"
            yield from (f"{number(l.x1)} {number(l.y1)} m {number(l.x2)} {number(l.y2)} l S" for l in chosen)  # noqa: E741


def _targets(targets: tuple[Target, ...]) -> Iterator[str]:
    if targets:
        yield f"{REGISTRATION} CS 1 SCN [] 0 d {HAIRLINE} w"
    for each in targets:
        x, y, arm = each.x, each.y, each.radius * 1.6
        yield f"{number(x - arm)} {number(y)} m {number(x + arm)} {number(y)} l S"
        yield f"{number(x)} {number(y - arm)} m {number(x)} {number(y + arm)} l S"
        yield circle(x, y, each.radius) + " S"


def circle(x: float, y: float, radius: float) -> str:
    """The path of a circle."""
    k = radius * _KAPPA
    steps = (
        (radius, k, k, radius, 0.0, radius),
        (-k, radius, -radius, k, -radius, 0.0),
        (-radius, -k, -k, -radius, 0.0, -radius),
        (k, -radius, radius, -k, radius, 0.0),
    )
    curves = [
        " ".join(number(value + (y if at % 2 else x)) for at, value in enumerate(curve)) + " c" for curve in steps
    ]
    return f"{number(x + radius)} {number(y)} m " + " ".join(curves)


def _patch(patch: Patch) -> str:
    c, m, y, k = patch.cmyk
    # Black alone is grey, which stands in a document of any colour model.
    colour = f"{number(1 - k)} g" if not (c or m or y) else f"{number(c)} {number(m)} {number(y)} {number(k)} k"
    return f"{colour} {number(patch.x)} {number(patch.y)} {number(patch.width)} {number(patch.height)} re f"


def _notes(notes: tuple[Note, ...], lettering: Lettering | None) -> Iterator[str]:
    if notes and lettering:
        yield "0 g"
        for note in notes:
            at = f"{number(note.x)} {number(note.y)} Td"
            yield f"BT {SLUG} {number(note.size)} Tf {at} {lettering.shown(note.text)} Tj ET"


def box(values: Sequence[float]) -> Any:
    """A rectangle as an object; parsed from its text, which takes a third of the time of making it from numbers."""
    return Object.parse(f"[{' '.join(map(number, values))}]".encode("ascii"))


# The same measures come back on every sheet.
@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """A number as it stands in a content stream: at most four decimals (a 3000th of a millimetre), none needless."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
