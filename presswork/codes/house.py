"""Findings about templates, styles and typefaces."""

from __future__ import annotations

from presswork.codes.code import Code

HOUSE: dict[str, Code] = {
    "H001": Code("There is no such template or style.", "Correct its name; `presswork list templates` shows all."),
    "H002": Code("A template fails.", "Look at its line; docs/manual/templates.md lists what it is given."),
    "H003": Code("A style imports a sheet that the house does not have.", "Correct the name after `!house/`."),
    "H004": Code("A house token cannot stand in CSS.", "Use a lower-case name and a plain value."),
    "H005": Code("A file to be ejected is there already.", "Remove or rename it first."),
    "H101": Code(
        "A typeface is not to be found.",
        "Put its font files into the publication's fonts/ folder, or install the package named in the hint.",
    ),
    "H102": Code(
        "No typeface of the page has a character, so that whichever typeface the computer has would stand in.",
        "Write it otherwise, or name a typeface that has it in `tokens:`.",
    ),
}
