"""Where typefaces are found: the publication's own fonts/, the house's font packages, packages that a user adds."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

Style = Literal["normal", "italic"]
SUFFIXES = (".otf", ".ttf", ".woff", ".woff2")


@dataclass(frozen=True, slots=True, order=True)
class Face:
    """One cut of a typeface: a static font file and how CSS names it (weight 100 to 900)."""

    family: str
    weight: int
    style: Style
    path: Path

    @property
    def name(self) -> str:
        """The face's asset name, `fonts/<file>`."""
        return f"fonts/{self.path.name}"

    @property
    def media_type(self) -> str:
        """The file's media type (RFC 8081)."""
        return f"font/{self.path.suffix.lower().lstrip('.')}"


# The cuts of the house's typefaces: weight and style of each file, told by the end of its name. Static cuts, because a
# variable font costs the PDF engine up to 0.6 s a document; OTF, because these are the designers' own outlines.
_CUTS: dict[str, tuple[int, Style]] = {
    "Light": (300, "normal"),
    "LightIt": (300, "italic"),
    "LightItalic": (300, "italic"),
    "Regular": (400, "normal"),
    "It": (400, "italic"),
    "Italic": (400, "italic"),
    "Semibold": (600, "normal"),
    "SemiBold": (600, "normal"),
    "SemiboldIt": (600, "italic"),
    "SemiBoldItalic": (600, "italic"),
    "Bold": (700, "normal"),
    "BoldIt": (700, "italic"),
    "BoldItalic": (700, "italic"),
}
# family: (package, suffix of its files)
_HOUSE: dict[str, tuple[str, str]] = {
    "Source Serif Pro": ("font_source_serif_pro", ".otf"),
    "Source Sans Pro": ("font_source_sans_pro", ".otf"),
    "IBM Plex Mono": ("fontpkg_ibm_plex_mono", ".ttf"),
    "Amiri": ("fontpkg_amiri", ".ttf"),
    "Cardo": ("fontpkg_cardo", ".ttf"),
}


@cache
def package_folder(package: str) -> Path | None:
    """The folder of an installed package, without importing it; None when it is not installed."""
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


@cache
def family_cuts(family: str, folder: Path | None = None) -> tuple[Face, ...]:
    """All static cuts of a family, from the publication's font folder, else from packages; () when there are none.

    A variable font in that folder is cut; what is cut lies in the publication's `.presswork/cuts/`.
    """
    own = tuple(face for face in _own_faces(folder) if face.family.casefold() == family.casefold()) if folder else ()
    own = own or (_cut_faces(family, folder) if folder else ())
    return own or _house_cuts(family) or _package_cuts(family)


def _house_cuts(family: str) -> tuple[Face, ...]:
    if family not in _HOUSE:
        return ()
    package, suffix = _HOUSE[family]
    folder = package_folder(package)
    if folder is None:
        return ()
    stem = family.replace(" ", "")
    files = ((folder / "files" / f"{stem}-{cut}{suffix}", *named) for cut, named in _CUTS.items())
    return tuple(Face(family, weight, style, path) for path, weight, style in files if path.is_file())


def _package_cuts(family: str) -> tuple[Face, ...]:
    """The cuts of a `fontpkg-*` package, which lists its files, or of a `font-*` package, whose files we read."""
    slug = re.sub(r"[^a-z0-9]+", "_", family.casefold()).strip("_")
    listed = package_folder(f"fontpkg_{slug}")
    if listed and (listed / "metadata.json").is_file():
        found = json.loads((listed / "metadata.json").read_text("utf-8"))["files"]
        return tuple(
            Face(family, int(entry["weight"]), "italic" if entry["style"] == "italic" else "normal", path)
            for entry in found
            if not entry.get("variable") and entry.get("weight") and (path := listed / entry["path"]).is_file()
        )
    plain = package_folder(f"font_{slug}")
    faces = _own_faces(plain / "files") if plain else ()
    return tuple(face for face in faces if face.family.casefold() == family.casefold())


@cache
def _own_faces(folder: Path) -> tuple[Face, ...]:
    """Every static font file in a folder, as it names itself; files that are no fonts are passed over."""
    if not folder.is_dir():
        return ()
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    best: dict[tuple[str, int, Style], Face] = {}
    for face in filter(None, map(read_face, files)):
        best.setdefault((face.family, face.weight, face.style), face)
    return tuple(best.values())


def _cut_faces(family: str, folder: Path) -> tuple[Face, ...]:
    """The faces of a family cut from variable fonts in a folder; those that cannot be cut are passed over."""
    from fontTools.ttLib import TTFont, TTLibError

    from presswork.typesetting.cutting import cuts_of

    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    found: list[Face] = []
    faults = (TTLibError, OSError, KeyError, ValueError, NotImplementedError)
    for file in files:
        # Our own file object: the library leaves a file open that it cannot read.
        with suppress(*faults), file.open("rb") as opened, TTFont(opened, lazy=True) as font:
            named = _family_in(font)
            if "fvar" in font and named.casefold() == family.casefold():
                cuts = cuts_of(font, file, folder.parent / ".presswork" / "cuts")
                found += [Face(named, cut.weight, "italic" if cut.italic else "normal", cut.path) for cut in cuts]
    return tuple(found)


def _family_in(font: Any) -> str:
    return str(font["name"].getDebugName(16) or font["name"].getDebugName(1))


def read_face(path: Path) -> Face | None:
    """What a font file says of itself (OpenType `name`, ids 16, 1; `OS/2`); None for variable and unreadable files."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        # Our own file object: the library leaves a file open that it cannot read.
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            if "fvar" in font:
                return None
            italic = bool(font["OS/2"].fsSelection & 1)
            return Face(_family_in(font), int(font["OS/2"].usWeightClass), "italic" if italic else "normal", path)
    except (TTLibError, OSError, KeyError, ValueError):
        return None
