"""Builds the press profiles of presswork/profiles/ from measurements in the public domain (see BUILD.md there).

    python tools/build_profiles.py SOURCE SRGB [NAME...]

SOURCE is the folder data/profiles/ of the colord sources, SRGB the ICC profile sRGB.icm of ArgyllCMS, whose `colprof`
does the work; NAMEs choose some of the profiles. The result is the same byte for byte with the same colprof.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

TARGET = Path(__file__).parents[1] / "presswork" / "profiles"
COPYRIGHT = "No copyright, CC0 1.0, use freely"
# The creation date in a profile's header (ICC.1:2001-04, 6.1.7): a constant, so that each build gives the same bytes.
DATE = b"".join(n.to_bytes(2, "big") for n in (2026, 11, 24, 0, 0, 0))


class Recipe(NamedTuple):
    """A profile: the name of its file, of its measurements, of the printing condition in the ICC's registry."""

    name: str
    measured: str
    condition: str
    description: str
    ink: int
    black: int


RECIPES = (
    Recipe("fogra39", "FOGRA39L_coated", "FOGRA39", "coated paper, sheet-fed offset (ISO 12647-2)", 300, 100),
    Recipe("fogra47", "FOGRA47L_uncoated", "FOGRA47", "uncoated paper, sheet-fed offset (ISO 12647-2)", 280, 100),
    Recipe(
        "gracol", "GRACoL_TR006_coated", "CGATS TR 006", "coated paper, GRACoL, data of CGATS TR 006-2007", 300, 100
    ),
    Recipe("ifra26", "IFRA26S_2004_newsprint", "IFRA26", "newsprint, coldset offset (ISO 12647-3)", 240, 100),
)


def built(recipe: Recipe, source: Path, srgb: Path) -> bytes:
    """The profile of a recipe."""
    measured = ElementTree.parse(source / f"{recipe.measured}.iccprofile.xml").findtext("data_ti3")  # noqa: S314
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / f"{recipe.name}.ti3"
        data.write_text((measured or "").strip() + "\n")
        # black begins at three tenths of the way to the shadow and ends at 94 %: less colour to balance, stable greys
        black = ["-kp", "0", ".3", ".94", ".94", ".48", "-l", str(recipe.ink), "-L", str(recipe.black)]
        texts = ["-A", "Presswork", "-M", recipe.condition, "-D", f"Presswork {recipe.name}: {recipe.description}"]
        # no measurements inside (-nc), and B2A tables for pictures in sRGB (-S)
        tables = ["-v", "-qm", "-bm", "-nc", "-S", str(srgb), "-cmt", "-dpp"]
        command = ["colprof", *tables, *black, *texts, "-C", COPYRIGHT, str(data.with_suffix(""))]
        subprocess.run(command, check=True)  # noqa: S603
        made = next(file for file in Path(folder).iterdir() if file.suffix in (".icc", ".icm"))
        profile = made.read_bytes()
    return profile[:24] + DATE + profile[36:]


if __name__ == "__main__":
    wanted = sys.argv[3:] or [each.name for each in RECIPES]
    for each in (each for each in RECIPES if each.name in wanted):
        (TARGET / f"{each.name}.icc").write_bytes(built(each, Path(sys.argv[1]), Path(sys.argv[2])))
