"""Typographic marks and spaces by language: pure, idempotent, for plain text and for HTML fragments."""

from presswork.typography.fragment import refine_html
from presswork.typography.refine import refine_text

__all__ = ["refine_html", "refine_text"]
