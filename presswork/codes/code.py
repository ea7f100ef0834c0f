"""What a row of the table of findings says."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """What a finding code means (one sentence) and what the editor can do (one sentence)."""

    meaning: str
    remedy: str
