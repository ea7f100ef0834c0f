"""How far punctuation hangs out of the measure, so that the edge of a text looks straight.

After Han The Thanh, "Micro-typographic extensions to the TeX typesetting system", TUGboat 21 (2000), 317-434.
"""

from __future__ import annotations

# Fractions of the character's own advance, at the end and at the beginning of a line.
RIGHT: dict[str, float] = {
    "-": 0.5, "\u2010": 0.5, ",": 0.5, ".": 0.6, ";": 0.3, ":": 0.4, "!": 0.1, "?": 0.1, "’": 0.5, "”": 0.4,
    "‘": 0.4, "“": 0.4, "'": 0.5, '"': 0.3, "»": 0.2, "«": 0.2, "›": 0.25, "‹": 0.25, "–": 0.25, "—": 0.17,
    ")": 0.05, "]": 0.05, "…": 0.1, "r": 0.03,
}  # fmt: skip
LEFT: dict[str, float] = {
    "‘": 0.5, "“": 0.4, "’": 0.5, "”": 0.4, "„": 0.2, "‚": 0.3, "'": 0.5, '"': 0.3, "«": 0.2, "‹": 0.25, "»": 0.2,
    "›": 0.25, "—": 0.15, "–": 0.2, "(": 0.05, "A": 0.03, "T": 0.03, "V": 0.03, "W": 0.03, "Y": 0.03,
}  # fmt: skip
# What stands in columns of its own does not hang.
UNHUNG = frozenset(["code", "kbd", "samp", "tt"])
