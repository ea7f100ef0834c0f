"""Manuscript -> article: what was written, made certain."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from presswork import markup, typography
from presswork.article import Article, Metadata, Text
from presswork.copydesk import images
from presswork.copydesk.frontmatter import metadata_from
from presswork.copydesk.neighbours import named
from presswork.copydesk.sources import sources_of
from presswork.diagnostics import Diagnostic, Findings
from presswork.yamlsource import YamlSource

if TYPE_CHECKING:
    import datetime as dt

    from presswork.manuscript import Manuscript
    from presswork.publication import Publication

# A lone Markdown or text file without front matter may be a text out of a PDF or a mail.
_RECEIVABLE = "markdown"


def edit(
    manuscript: Manuscript,
    publication: Publication,
    *,
    epoch: dt.datetime,
    others: frozenset[str] = frozenset(),
) -> tuple[Article, tuple[Diagnostic, ...]]:
    """The article that the manuscript says, and what was inferred or repaired on the way.

    `epoch` dates an article that has no date of its own; `others` are the slugs of the articles with which it stands in
    a volume, to which its text may link. Raises `Rejected` with all errors of the stage that found
    them.
    """
    manuscript, received = as_received(manuscript, publication.language)
    findings = Findings(manuscript.display)
    sources = sources_of(manuscript, publication, findings)
    findings.stop_on_error()
    converted = markup.convert(
        manuscript,
        language=sources.language,
        bibliography=sources.bibliography,
        csl=sources.csl,
        abbreviations=sources.abbreviations,
        others=others,
    )
    meta, about_metadata = metadata_from(
        manuscript.front,
        converted.metadata,
        path=manuscript.display,
        publication=publication,
        fallback_title=converted.title_from_h1,
        slug=manuscript.path.stem,
    )
    about_text = images.still_true(converted.findings, meta.figures)
    body, meta, assets, about_images = images.take_in(
        converted.body,
        meta,
        converted.media,
        folder=manuscript.path.parent,
        root=publication.root,
        path=manuscript.display,
        line_of=manuscript.line_of,
    )
    about_links: tuple[Diagnostic, ...] = ()
    if not others:  # a volume gives links their words itself
        body, about_links = named(body, manuscript, publication.root)
    article = Article.of(
        refine_metadata(meta), typography.refine_html(body, meta.language), assets, manuscript.display, epoch=epoch
    )
    everything = (
        *manuscript.findings,
        *received,
        *about_text,
        *about_metadata,
        *about_images,
        *about_links,
    )
    return article, everything


def as_received(manuscript: Manuscript, language: str) -> tuple[Manuscript, tuple[Diagnostic, ...]]:
    """A received text as the manuscript it stands for; any other manuscript as it is."""
    if manuscript.format != _RECEIVABLE or manuscript.front is not None:
        return manuscript, ()
    from presswork.copydesk.received import recognise

    received = recognise(manuscript.text, path=manuscript.display, language=language)
    if received is None:
        return manuscript, ()
    front = YamlSource(received.front, received.places)
    return replace(manuscript, front=front, body=received.aligned, body_line=1), received.findings


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
