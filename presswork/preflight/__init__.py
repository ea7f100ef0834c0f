"""Checks on settings, edited articles and finished files: each finding has a permanent code, a place and a hint."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Location
from presswork.preflight import articles, epubs, lines, pdfs, press, printers, publications, webpages
from presswork.preflight.check import Check, Found, Stage, run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presswork.article import Article
    from presswork.edition import Edition, EditionFile
    from presswork.preflight.pdfreading import Shown
    from presswork.publication import Publication

__all__ = ["CHECKS", "Check", "Found", "Stage", "run_article", "run_file", "run_publication"]

# A new check is one object in the list of its stage's module.
CHECKS: tuple[Check, ...] = (
    *publications.CHECKS,
    *articles.CHECKS,
    *pdfs.CHECKS,
    *lines.CHECKS,
    *press.CHECKS,
    *printers.CHECKS,
    *epubs.CHECKS,
    *webpages.CHECKS,
)
UNREADABLE = "P199"


def _of(stage: Stage) -> list[Check]:
    return [check for check in CHECKS if check.stage == stage]


def run_publication(publication: Publication, path: str = "publication.yaml") -> list[Diagnostic]:
    """What is to be said of a publication's settings; `path` is its file as the user knows it."""
    return list(run(_of("publication"), publication, path))


def run_article(article: Article, publication: Publication) -> list[Diagnostic]:
    """What is to be said of an edited article before anything is made of it, with its manuscript as the place."""
    return list(run(_of("article"), articles.ArticleSubject(article, publication), article.source))


def run_file(
    file: EditionFile,
    article: Article,
    edition: Edition,
    *,
    needs: Mapping[str, EditionFile] | None = None,
    root: Path | None = None,
    shown: Shown | None = None,
) -> list[Diagnostic]:
    """What is to be said of a finished file, placed at `<edition>/<slug><suffix>` as it lies in out/.

    `needs` are the files of other editions by name: an e-book's page list is compared with the pages of the PDF.
    `root` is the publication's folder, whose own printers may be named. `shown` is called with each page of a PDF, open
    in PDFium, and its number.
    The engines that read PDF are imported only for a PDF. A file that cannot be read at all is one finding (P199).
    """
    place = f"{file.edition}/{article.meta.slug}{file.suffix}"
    stage = _STAGES.get(file.suffix)
    if stage is None:
        return []
    try:
        subject = _subject(stage, file, edition, (needs or {}).get(edition.pages_of or ""), root, shown)
    except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
        return [Diagnostic(UNREADABLE, f"the finished file cannot be read: {error}", location=Location(place))]
    try:
        return list(run(_of(stage), subject, place))
    finally:
        subject.close()


_STAGES: dict[str, Stage] = {".pdf": "pdf", ".epub": "epub", ".html": "html"}


def _subject(
    stage: Stage,
    file: EditionFile,
    edition: Edition,
    printed: EditionFile | None,
    root: Path | None,
    shown: Shown | None,
) -> Any:
    """The opened file. PDFium's own error is a RuntimeError."""
    if stage == "pdf":
        from presswork.preflight.pdfreading import PdfSubject
        from presswork.printers import find

        return PdfSubject(file, edition, find(edition.printer, root) if edition.printer else None, shown)
    if stage == "epub":
        from presswork.preflight.epubreading import EpubSubject

        return EpubSubject(file, edition, printed)
    return webpages.HtmlSubject(file, edition)
