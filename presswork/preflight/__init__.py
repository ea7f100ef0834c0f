"""Checks on edited articles and finished files, each finding with a permanent code, a place and a hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.preflight.check import Check, Found, run

if TYPE_CHECKING:
    from presswork.article import Article
    from presswork.diagnostics import Diagnostic
    from presswork.edition import Edition, EditionFile
    from presswork.publication import Publication

__all__ = ["Check", "Found", "run_article", "run_file"]


def run_article(article: Article, publication: Publication) -> list[Diagnostic]:
    """What is to be said of an edited article before anything is made of it."""
    return []


def run_file(file: EditionFile, article: Article, edition: Edition) -> list[Diagnostic]:
    """What is to be said of a finished file."""
    return []
