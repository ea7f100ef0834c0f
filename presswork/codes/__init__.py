"""The table of finding codes: each is permanent, and each says what it means and what to do.

M metadata, T text, H house, E edition, I imposition, P preflight, a module for each. `presswork list findings` and
docs/manual/findings.md are made from this table; a test proves that no code is used without a row here.
"""

from __future__ import annotations

from presswork.codes.code import Code
from presswork.codes.editions import EDITIONS
from presswork.codes.house import HOUSE
from presswork.codes.imposition import IMPOSITION
from presswork.codes.metadata import METADATA
from presswork.codes.preflight import PREFLIGHT
from presswork.codes.text import TEXT

__all__ = ["CODES", "Code", "as_markdown"]

_SECTIONS: dict[str, dict[str, Code]] = {
    "Metadata and settings": METADATA,
    "Text": TEXT,
    "House: templates, styles, typefaces": HOUSE,
    "Editions": EDITIONS,
    "Imposition": IMPOSITION,
    "Preflight": PREFLIGHT,
}
CODES: dict[str, Code] = {code: row for rows in _SECTIONS.values() for code, row in rows.items()}


def as_markdown() -> str:
    """The manual's page of findings, docs/manual/findings.md; a test holds the file to it."""
    lines = ["# Findings", "", "Every finding has a code that never changes its meaning. This page is made from"]
    lines += ["`presswork/codes/` by `python -m presswork.codes`; the same list: `presswork list findings`.", ""]
    for title, rows in _SECTIONS.items():
        lines += [f"## {title}", "", "| code | what it means | what to do |", "|---|---|---|"]
        lines += [
            f"| {code} | {row.meaning} | {row.remedy} |".replace("<", "&lt;") for code, row in sorted(rows.items())
        ] + [""]
    return "\n".join(lines)
