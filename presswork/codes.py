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
EDITIONS: dict[str, Code] = {
    # E1xx PDF
    "E101": Code(
        "A page asked for something that does not belong to the article.", "Put the file into the publication's folder."
    ),
    "E102": Code("The PDF engine is not the release we know.", "Install the version that `presswork doctor` names."),
    "E110": Code("No typeface has a character of the text.", "Choose a typeface that has it, or write it otherwise."),
    "E111": Code(
        "A typeface cannot be loaded.", "Check the file that the style names; OpenType and TrueType files work."
    ),
    "E112": Code(
        "The PDF engine does not understand a style declaration.", "Correct it, or ignore this for a screen-only style."
    ),
    "E113": Code("An image cannot be drawn in the PDF.", "Save it again as JPEG, PNG or plain SVG."),
    "E114": Code("A style sheet cannot be read.", "Check its name in the @import rule."),
    "E115": Code("Two places have the same id.", "Give one of them another id."),
    "E116": Code("A link goes to a place that is not in the page.", "Correct the link's target."),
    "E117": Code("The page does not say its language.", "Set `language` in the front matter or in publication.yaml."),
    "E118": Code("A table row has more cells than the table has columns.", "Move or join the surplus cells."),
    "E119": Code(
        "The PDF engine said something that we do not know.", "Look at the page; report it if it looks right."
    ),
    "E120": Code(
        "The page map lost step with the text.", "Report it; e-book page markers of this edition are left out."
    ),
    "E121": Code("Page numbers of cross-references did not settle.", "Name one of the references without its page."),
    "E122": Code("A picture has no alternative text.", "Write what it shows in `alt`, or mark it as decorative."),
    "E123": Code("The PDF engine failed.", "Report it with the manuscript; it is our fault or the engine's."),
}

# --- P1xx preflight of finished files ---------------------------------------------------------------
PREFLIGHT: dict[str, Code] = {}

CODES: dict[str, Code] = {**METADATA, **READING, **BODY, **RECEIVED, **HOUSE, **EDITIONS, **PREFLIGHT}
