"""The output profile of an edition: which ICC file, for which printing condition, and how much ink it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Rejected

if TYPE_CHECKING:
    from presswork.edition import Edition

FOLDER = Path(__file__).parents[2] / "profiles"
# Coated paper in sheet-fed offset: what a European printer assumes when he is told nothing.
FALLBACK = "fogra39"
_TAGS = 128
_REGISTERED = re.compile(
    r"FOGRA\s?\d{2}(?!\d)|IFRA\s?\d{2}(?!\d)|CGATS[ ]?TR[ ]?\d{3}|CGATS21-2-CRPC\d|JC200103|JCW2003"
)
# Well-known profiles that do not name their condition in themselves, by a part of their description.
_KNOWN = {
    "PSO Coated v3": "FOGRA51",
    "PSO Uncoated v3": "FOGRA52",
    "ISO Coated v2": "FOGRA39",
    "PSO Uncoated ISO12647": "FOGRA47",
    "Coated GRACoL 2006": "CGATS TR 006",
    "GRACoL2013": "CGATS21-2-CRPC6",
    "Web Coated (SWOP)": "CGATS TR 001",
    "Japan Color 2001 Coated": "JC200103",
}


@dataclass(frozen=True, slots=True)
class OutputProfile:
    """An ICC profile of a press.

    `condition` is the name of its printing condition in the ICC's registry, empty for one of the printer's own;
    `version` the major version of its format; `name` is for messages.
    """

    name: str
    description: str
    condition: str
    version: int
    data: bytes = field(repr=False)

    @property
    def identifier(self) -> str:
        """What the output intent calls the printing condition (ISO 15930-7, 6.2)."""
        return self.condition or "Custom"


def profile_of(edition: Edition) -> OutputProfile:
    """The profile that the edition names, or the house's. Raises `Rejected` (E230) when it is none of a CMYK press."""
    path = edition.profile or FOLDER / f"{FALLBACK}.icc"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refused(path.name, f"cannot be read: {error.strerror}") from error
    return _read(path, data)


@lru_cache(maxsize=4)
def _read(path: Path, data: bytes) -> OutputProfile:
    from io import BytesIO

    from PIL import ImageCms

    if data[36:40] != b"acsp":
        raise refused(path.name, "is no ICC profile")
    if data[16:20] != b"CMYK":
        raise refused(path.name, f"is for {_words(data[16:20])} colours, not for the four inks of a press")
    if data[12:16] != b"prtr":
        raise refused(path.name, f"is of class '{_words(data[12:16])}', not the profile of an output device")
    if not {b"A2B0", b"B2A0"} <= _tags(data):
        raise refused(path.name, "lacks the tables by which colours are converted")
    if int.from_bytes(data[:4], "big") > len(data):
        raise refused(path.name, "is damaged: its end is missing")
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        description = ImageCms.getProfileDescription(profile).strip()
        model = ImageCms.getProfileModel(profile).strip()
    except (OSError, ImageCms.PyCMSError) as error:
        raise refused(path.name, f"is damaged: {error}") from error
    return OutputProfile(path.name, description or path.stem, _condition(description, model), data[8], data)


def _words(signature: bytes) -> str:
    return signature.decode("latin-1").strip()


def _tags(data: bytes) -> set[bytes]:
    """The signatures in a profile's table of tags (ICC.1:2001-04, 6.2)."""
    count = min(int.from_bytes(data[_TAGS : _TAGS + 4], "big"), 100)
    return {data[_TAGS + 4 + 12 * n :][:4] for n in range(count)}


def _condition(description: str, model: str) -> str:
    """The registered printing condition that a profile is for, empty when it names none."""
    for text in (model, description):
        if match := _REGISTERED.search(text):
            return re.sub(r"^(FOGRA|IFRA)\s", r"\1", match[0])
    return next((condition for part, condition in _KNOWN.items() if part.casefold() in description.casefold()), "")


def refused(name: str, reason: str) -> Rejected:
    """What is raised for a file that is no profile of a press (E230)."""
    hints = (
        "ask your printer which profile he prints to (an .icc file of class 'prtr' in CMYK)",
        f"or name one of ours: {', '.join(sorted(file.stem for file in FOLDER.glob('*.icc')))}",
    )
    return Rejected([Diagnostic("E230", f"the profile '{name}' {reason}", hints=hints)])
