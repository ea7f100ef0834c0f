"""Bound volume + template -> pages: one for each part, front matter, sections, chapters and back matter in order."""

from __future__ import annotations

from presswork.pages.volumes.composing import compose_volume
from presswork.pages.volumes.parts import Numbers, Opening, PartPage

__all__ = ["Numbers", "Opening", "PartPage", "compose_volume"]
