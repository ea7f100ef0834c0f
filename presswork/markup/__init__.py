"""Bodies: what an author wrote, in whatever format, as clean HTML in the vocabulary of an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Findings, Rejected

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element as Element

    from presswork.manuscript import Manuscript
    from presswork.markup.draft import Draft
    from presswork.markup.pandoc import Reading, Rendering
    from presswork.text import Text

__all__ = ["Converted", "convert"]

# Metadata that only steers pandoc.
_SETTINGS = frozenset({"lang", "link-citations", "references", "nocite", "jupyter"})
_NOTE_CALL = re.compile(r'<a href="#fn[^"]*" class="footnote-ref".*?</a>', re.DOTALL)


@dataclass(frozen=True)
class Converted:
    """A body in the vocabulary of articles, not yet typographically refined, and what came with it.

    `metadata` is the front matter with its strings as HTML (not yet cleaned: `Text.from_html` does), or the
    properties of a document; `media` the pictures that came inside the file, by the src used in `body`;
    `title_from_h1` the headline, when the body began with one and no title is known otherwise.
    """

    body: str = field(repr=False)
    metadata: Mapping[str, Any]
    media: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    title_from_h1: Text | None = None
    findings: tuple[Diagnostic, ...] = ()


def convert(
    manuscript: Manuscript,
    *,
    language: str,
    bibliography: tuple[Path, ...] = (),
    csl: Path | None = None,
    abbreviations: Mapping[str, str] = MappingProxyType({}),
    others: frozenset[str] = frozenset(),
) -> Converted:
    """The manuscript's body in the vocabulary of articles.

    Only the files named here are read besides. `others` are the slugs of articles to which `#slug` may lead, because
    they stand in one volume with this one. Raises `Rejected` when pandoc cannot read it (T12x), it is nested
    too deeply (T205), or it has errors (T2xx); what was repaired is in `findings`.
    """
    from presswork.markup.pandoc import render
    from presswork.markup.readers import reading_of

    reading = reading_of(manuscript, language=language, bibliography=bibliography, csl=csl)
    if manuscript.format == "html":
        draft, metadata, rendering = _web_page(manuscript, reading, language)
    else:
        rendering = render(reading, display=manuscript.display)
        metadata = _metadata(manuscript, rendering)
        draft = _draft(manuscript, rendering, language)
    if manuscript.format == "odt":
        from presswork.markup.opendocument import apply_styles

        metadata |= apply_styles(draft)
    draft.others = others
    title = _rewrite(draft, rendering, metadata, abbreviations, cited=reading.citations)
    draft.findings.stop_on_error()
    from presswork.markup.tree import inner

    body = inner(draft.root).strip()
    if not body:
        draft.findings.error("T106", "the article has no text", hints=["write the text below the front matter"])
        draft.findings.stop_on_error()
    return Converted(body, metadata, MappingProxyType(draft.media), title, tuple(draft.findings.items))


def _draft(manuscript: Manuscript, rendering: Rendering, language: str) -> Draft:
    from presswork.markup.active import active_in, refuse_active
    from presswork.markup.clean import images_again, parsed

    draft = _opened(parsed(rendering.body), manuscript, rendering, language)
    images_again(draft)
    refuse_active(draft, active_in(draft.root))
    return draft


def _web_page(manuscript: Manuscript, reading: Reading, language: str) -> tuple[Draft, dict[str, Any], Rendering]:
    """A web page needs no pandoc, which would lose languages, directions and asides; only its front matter does."""
    from dataclasses import replace

    from presswork.markup.active import active_in, refuse_active
    from presswork.markup.pandoc import Rendering, render
    from presswork.markup.webpage import article_of, parsed_page

    page = parsed_page(manuscript.body)
    acting = active_in(page)
    body, properties = article_of(page)
    rendering = Rendering("", {})
    if reading.metadata:
        rendering = render(replace(reading, data=b""), display=manuscript.display)
    draft = _opened(body, manuscript, rendering, language)
    refuse_active(draft, acting)
    return draft, {**properties, **_metadata(manuscript, rendering)}, rendering


def _opened(root: Element, manuscript: Manuscript, rendering: Rendering, language: str) -> Draft:
    from presswork.markup.clean import MAX_DEPTH, depth
    from presswork.markup.draft import Draft

    findings = Findings(manuscript.display)
    if depth(root) > MAX_DEPTH:
        hint = "take away levels of lists, quotations or raw HTML"
        findings.error("T205", f"the text is nested more than {MAX_DEPTH} levels deep", hints=[hint])
        raise Rejected(findings.items)
    return Draft(root, manuscript, language, findings, dict(rendering.media))


def _rewrite(
    draft: Draft, rendering: Rendering, metadata: Mapping[str, Any], abbreviations: Mapping[str, str], *, cited: bool
) -> Text | None:
    """The steps from pandoc's HTML to the vocabulary, in their order; returns the headline found in the body."""
    from presswork.markup import abbreviations as abbreviating
    from presswork.markup.anchors import place_anchors
    from presswork.markup.citations import report_warnings, rewrite_citations
    from presswork.markup.clean import clean
    from presswork.markup.code import rewrite_code
    from presswork.markup.divisions import rewrite_divisions
    from presswork.markup.figures import rewrite_figures
    from presswork.markup.form import bring_into_form
    from presswork.markup.habits import report_habits
    from presswork.markup.headings import drop_repeated_title, rewrite_headings
    from presswork.markup.mathematics import rewrite_mathematics
    from presswork.markup.notes import place_notes
    from presswork.markup.quotes import mark_quotes, straighten_quotes
    from presswork.markup.references import rewrite_references
    from presswork.markup.tables import rewrite_tables
    from presswork.markup.template_code import refuse_template_code
    from presswork.markup.tidy import tidy
    from presswork.markup.volume_marks import rewrite_index_marks

    report_warnings(draft, rendering.warnings)
    clean(draft)
    refuse_template_code(draft, metadata)
    rewrite_code(draft)
    rewrite_mathematics(draft)
    mark_quotes(draft.root)
    if draft.manuscript.format == "typst":
        straighten_quotes(draft.root)
    place_notes(draft)
    rewrite_divisions(draft)
    rewrite_figures(draft)
    rewrite_tables(draft)
    if draft.manuscript.format == "markdown":
        report_habits(draft)
    bring_into_form(draft)
    rewrite_citations(draft, rendering.warnings, cited=cited)
    if written := metadata.get("title"):
        drop_repeated_title(draft, re.sub(r"<[^>]*>", "", str(written)))
    title = rewrite_headings(draft, titled=bool(written))
    place_anchors(draft)
    abbreviating.mark_abbreviations(draft, {**abbreviations, **abbreviating.written_definitions(draft.manuscript)})
    rewrite_references(draft)
    rewrite_index_marks(draft)
    tidy(draft)
    return title


def _metadata(manuscript: Manuscript, rendering: Rendering) -> dict[str, Any]:
    """Pandoc's metadata without our own settings and calls of notes; a document's properties where it has none."""
    metadata = {key: _without_notes(value) for key, value in rendering.metadata.items() if key not in _SETTINGS}
    if manuscript.format == "asciidoc" and isinstance(metadata.get("author"), list):
        metadata["author"] = [_with_address(author) for author in metadata["author"]]
    if manuscript.format not in {"docx", "odt", "epub", "rtf"}:
        return metadata
    from presswork.markup.properties import properties_of

    properties = properties_of(manuscript)
    if manuscript.format in {"epub", "rtf"}:
        # Pandoc gives an e-book's authors in reverse, and those of an RTF file as one.
        return {**metadata, **properties}
    return {**properties, **metadata}


def _with_address(author: Any) -> Any:
    """AsciiDoc's `Ann Roe <ann@example.org>`, which pandoc gives as a name with a link in parentheses."""
    match = re.fullmatch(r'(.*?) \(<a\s+href="mailto:([^"]*)".*</a>\)', str(author), re.DOTALL)
    return {"name": match[1], "email": match[2]} if match else author


def _without_notes(value: Any) -> Any:
    if isinstance(value, str):
        return _NOTE_CALL.sub("", value)
    if isinstance(value, list):
        return [_without_notes(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _without_notes(item) for key, item in value.items()}
    return value
