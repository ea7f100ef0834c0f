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
METADATA: dict[str, Code] = {}

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
