"""Manuscript -> article: what was written, made certain."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presswork import markup, typography
from presswork.article import Article, Metadata, Text
from presswork.copydesk import images
from presswork.copydesk.frontmatter import metadata_from
from presswork.diagnostics import Diagnostic, Findings, close_matches
from presswork.yamlsource import YamlSource

if TYPE_CHECKING:
    from presswork.manuscript import Manuscript
    from presswork.publication import Publication

# A lone Markdown or text file without front matter may be a text out of a PDF or a mail.
_RECEIVABLE = "markdown"


def edit(
    manuscript: Manuscript, publication: Publication, *, epoch: dt.datetime
) -> tuple[Article, tuple[Diagnostic, ...]]:
    """The article that the manuscript says, and what was inferred or repaired on the way.

    `epoch` dates an article that has no date of its own. Raises `Rejected` with all errors of the stage that found
    them.
    """
    manuscript, received = as_received(manuscript)
    front = _front_values(manuscript)
    language = _language_asked(front, publication)
    findings = Findings(manuscript.display)
    sources = _bibliography(front, manuscript, publication, findings)
    converted = markup.convert(
        manuscript,
        language=language,
        bibliography=sources,
        csl=_csl(front, manuscript, publication, findings),
        abbreviations=_abbreviations(front),
    )
    findings.stop_on_error()
    meta, about_metadata = metadata_from(
        manuscript.front,
        converted.metadata,
        path=manuscript.display,
        publication=publication,
        fallback_title=converted.title_from_h1,
        slug=manuscript.path.stem,
    )
    body, meta, assets, about_images = _take_in_images(manuscript, publication, converted, meta)
    article = Article.of(
        refine_metadata(meta), typography.refine_html(body, meta.language), assets, manuscript.display, epoch=epoch
    )
    everything = (
        *manuscript.findings,
        *received,
        *findings.items,
        *converted.findings,
        *about_metadata,
        *about_images,
    )
    return article, everything


def as_received(manuscript: Manuscript) -> tuple[Manuscript, tuple[Diagnostic, ...]]:
    """A received text as the manuscript it stands for; any other manuscript as it is."""
    if manuscript.format != _RECEIVABLE or manuscript.front is not None:
        return manuscript, ()
    from presswork.copydesk.received import recognise

    received = recognise(manuscript.text, path=manuscript.display)
    if received is None:
        return manuscript, ()
    front = YamlSource(received.front, received.places)
    return replace(manuscript, front=front, body=received.aligned, body_line=1), received.findings


def _front_values(manuscript: Manuscript) -> dict[str, Any]:
    value = manuscript.front.value if manuscript.front else None
    return value if isinstance(value, dict) else {}


def _language_asked(front: dict[str, Any], publication: Publication) -> str:
    asked = front.get("language", front.get("lang", publication.language))
    return asked if isinstance(asked, str) and asked else publication.language


def _abbreviations(front: dict[str, Any]) -> dict[str, str]:
    value = front.get("abbreviations", {})
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}


def _bibliography(
    front: dict[str, Any], manuscript: Manuscript, publication: Publication, findings: Findings
) -> tuple[Path, ...]:
    named = front.get("bibliography")
    names = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    own = [_beside(str(name), "bibliography", manuscript, publication, findings) for name in names]
    given = [path for path in own if path] or list(publication.bibliography)
    return tuple(_existing(path, findings) for path in given if path.is_file() or _missing(path, findings))


def _existing(path: Path, findings: Findings) -> Path:
    return path


def _missing(path: Path, findings: Findings) -> bool:
    findings.error("T290", f"the bibliography '{path.name}' is not there", hints=_near(path))
    return False


def _near(path: Path) -> tuple[str, ...]:
    names = [p.name for p in path.parent.glob("*")] if path.parent.is_dir() else []
    return close_matches(path.name, names) or ("name a .bib, .json or .yaml file beside the manuscript",)


def _csl(
    front: dict[str, Any], manuscript: Manuscript, publication: Publication, findings: Findings
) -> Path | None:
    named = front.get("csl", front.get("citation-style"))
    path = _beside(named, "csl", manuscript, publication, findings) if isinstance(named, str) else publication.csl
    if path is not None and not path.is_file():
        findings.error("T291", f"the citation style '{path.name}' is not there", hints=_near(path))
        return None
    return path


def _beside(
    name: str, key: str, manuscript: Manuscript, publication: Publication, findings: Findings
) -> Path | None:
    """A file named in the front matter: relative to the manuscript, inside the publication's folder."""
    folder = manuscript.path.parent
    root = (publication.root or folder).resolve()
    path = (folder / name).resolve()
    if Path(name).is_absolute() or not path.is_relative_to(root):
        place = manuscript.front.place((key,)) if manuscript.front else (None, None)
        hint = "copy the file into the publication and name it relative to the manuscript"
        findings.error("T292", f"'{name}' is outside the publication's folder", *place, hints=(hint,))
        return None
    return path


def _take_in_images(
    manuscript: Manuscript, publication: Publication, converted: markup.Converted, meta: Metadata
) -> tuple[str, Metadata, tuple[Any, ...], tuple[Diagnostic, ...]]:
    body, assets, findings = images.take_in(
        converted.body,
        meta.figures,
        converted.media,
        folder=manuscript.path.parent,
        root=publication.root,
        path=manuscript.display,
        line_of=manuscript.line_of,
    )
    return body, meta, assets, findings


def refine_metadata(meta: Metadata) -> Metadata:
    """The same metadata with its texts set typographically, each in the article's language."""
    changes = {
        name: typeset(value, meta.language)
        for name in type(meta).model_fields
        if isinstance(value := getattr(meta, name), Text)
    }
    return meta.model_copy(update=changes)


def typeset(text: Text, language: str) -> Text:
    """One text with the typographic marks of its language."""
    return Text.from_html(typography.refine_html(text.html, language))
