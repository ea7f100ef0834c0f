"""The table of finding codes: each is permanent, and each says what it means and what to do.

M metadata, T text, H house, E edition, I imposition, P preflight. `presswork list findings` and
docs/manual/findings.md are made from this table; a test proves that no code is used without a row here.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """What a finding code means (one sentence) and what the editor can do (one sentence)."""

    meaning: str
    remedy: str


# --- M1xx metadata: front matter and settings -------------------------------------------------------
METADATA: dict[str, Code] = {
    "M101": Code("The YAML cannot be read.", "Check indentation, and quote values that hold ': ', '#', '@' or '%'."),
    "M102": Code("The YAML is too large or nested too deeply.", "Write the values out instead of using aliases."),
    "M103": Code("A key is written twice.", "Remove one of the two."),
    "M104": Code("A field is unknown.", "Correct its spelling; `presswork list fields` shows all fields."),
    "M105": Code("A value is impossible, such as the 45th of a month.", "Correct it, or quote it if it is text."),
}

# --- T1xx reading a manuscript (files, encodings, pandoc) -------------------------------------------
READING: dict[str, Code] = {}

# --- T2xx editing the body (headings, notes, figures, references, raw HTML) -------------------------
BODY: dict[str, Code] = {}

# --- T3xx received text (what import inferred) ------------------------------------------------------
RECEIVED: dict[str, Code] = {}

# --- H1xx the house: templates, styles, fonts -------------------------------------------------------
HOUSE: dict[str, Code] = {}

# --- E1xx making editions: settings of editions, engines --------------------------------------------
EDITIONS: dict[str, Code] = {}

# --- P1xx preflight of finished files ---------------------------------------------------------------
PREFLIGHT: dict[str, Code] = {}

CODES: dict[str, Code] = {**METADATA, **READING, **BODY, **RECEIVED, **HOUSE, **EDITIONS, **PREFLIGHT}
