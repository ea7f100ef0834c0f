"""Manuscript -> article: what was written, made certain."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presswork import markup, typography
from presswork.article import Article, Metadata, Text
from presswork.copydesk import images
from presswork.copydesk.frontmatter import metadata_from
from presswork.diagnostics import Diagnostic, Findings, close_matches
from presswork.languages import parse_language
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
    style = _csl(front, manuscript, publication, findings)
    findings.stop_on_error()
    converted = markup.convert(
        manuscript, language=language, bibliography=sources, csl=style, abbreviations=_abbreviations(front)
    )
    meta, about_metadata = metadata_from(
        manuscript.front,
        converted.metadata,
        path=manuscript.display,
        publication=publication,
        fallback_title=converted.title_from_h1,
        slug=manuscript.path.stem,
    )
    body, meta, assets, about_images = images.take_in_all(
        converted.body,
        meta,
        converted.media,
        folder=manuscript.path.parent,
        root=publication.root,
        path=manuscript.display,
        line_of=manuscript.line_of,
    )
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
    """The language in which pandoc and the house's words are asked for; a bad one is reported with the metadata."""
    asked = front.get("language", front.get("lang", publication.language))
    try:
        return parse_language(asked) if isinstance(asked, str) else publication.language
    except ValueError:
        return publication.language


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
    for path in given:
        if not path.is_file():
            findings.error("T290", f"the bibliography '{path.name}' is not there", hints=_near(path))
    return tuple(given)


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
        line, column = manuscript.front.place((key,)) if manuscript.front else (None, None)
        hint = "copy the file into the publication and name it relative to the manuscript"
        findings.error("T292", f"'{name}' is outside the publication's folder", line, column, (hint,))
        return None
    return path


def refine_metadata(meta: Metadata) -> Metadata:
    """The same metadata with all its texts, however deep, set typographically in the article's language."""
    changes = {
        name: refined
        for name in type(meta).model_fields
        if (refined := _refined(value := getattr(meta, name), meta.language)) is not value
    }
    return meta.model_copy(update=changes)


def _refined(value: Any, language: str) -> Any:
    """A text, or what holds texts, typeset; the very same object where there is nothing to typeset."""
    if isinstance(value, Text):
        return typeset(value, language)
    if isinstance(value, tuple):
        items = tuple(_refined(item, language) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            each.name: new
            for each in fields(value)
            if each.init and (new := _refined(old := getattr(value, each.name), language)) is not old
        }
        return replace(value, **changes) if changes else value
    return value


def typeset(text: Text, language: str) -> Text:
    """One text with the typographic marks of its language; the very same text where it has them already."""
    html = typography.refine_html(text.html, language)
    return text if html == text.html else Text.from_html(html)
