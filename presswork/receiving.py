"""`presswork import`: a received text, in whatever format, as a clean manuscript that the editor keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Location, Severity
from presswork.output import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.copydesk.received import Received
    from presswork.manuscript import Manuscript
    from presswork.markup.pandoc import Reading

# Markdown as people write it: no raw HTML, no attributes on headings, tables with pipes.
WRITER = (
    "markdown-smart-raw_html-raw_attribute-raw_tex-header_attributes-native_divs-native_spans"
    "-simple_tables-multiline_tables-grid_tables-yaml_metadata_block"
)
_FIELDS = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "author",
    "date": "date",
    "keywords": "subjects",
    "abstract": "summary",
    "language": "language",
}
_PICTURES = re.compile(r"\]\((media/[^)\s]+)")


@dataclass(frozen=True, slots=True)
class Imported:
    """A received text made into a manuscript: its text, its pictures by relative path, and what was inferred."""

    slug: str
    text: str = field(repr=False)
    pictures: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    findings: tuple[Diagnostic, ...] = ()
    words: int = 0


def import_file(path: Path, *, display: str) -> Imported:
    """The manuscript that a received file stands for. Raises `Rejected` when it cannot be read."""
    from presswork import manuscript as manuscripts

    manuscript = manuscripts.read(path, display=display, root=None)
    if manuscript.format == "markdown":
        return _from_text(manuscript)
    return _from_document(manuscript)


def _from_text(manuscript: Manuscript) -> Imported:
    from presswork.copydesk.received import recognise, to_manuscript_text

    if manuscript.front is not None:
        hint = "build it as it is, or take the front matter out to have it inferred"
        message = "has front matter already: it was copied as it is"
        place = Location(manuscript.display)
        note = Diagnostic("T191", message, Severity.NOTE, place, (hint,))
        return _imported(manuscript.path.stem, manuscript.text, {}, (*manuscript.findings, note))
    received = recognise(manuscript.text, path=manuscript.display)
    if received is None:
        hint = "write title, author and date as the first lines, or as front matter"
        message = "no title, byline or date was recognised: only the text was taken"
        note = Diagnostic("T192", message, Severity.WARNING, Location(manuscript.display), (hint,))
        return _imported(manuscript.path.stem, manuscript.text, {}, (*manuscript.findings, note))
    title = str(received.front.get("title", ""))
    findings = (*manuscript.findings, *received.findings)
    return _imported(title or manuscript.path.stem, to_manuscript_text(received), {}, findings)


def _from_document(manuscript: Manuscript) -> Imported:
    """A Word file, web page or other document, turned into Markdown by pandoc, then looked over as received text."""
    from presswork.copydesk.received import recognise, to_manuscript_text
    from presswork.markup.pandoc import render
    from presswork.markup.properties import properties_of
    from presswork.markup.readers import reading_of

    reading = reading_of(manuscript, language="en")
    # Word's own style names would come out as divisions around every paragraph.
    reading = replace(reading, reader=reading.reader.replace("+styles", ""), writer=WRITER)
    reading, left_out = _without_active(manuscript, reading)
    rendering = render(reading, display=manuscript.display)
    known = _front({**properties_of(manuscript), **rendering.metadata})
    text, pictures = _with_pictures(rendering.body, rendering.media, manuscript.path.stem)
    received = None if known.get("title") else recognise(text, path=manuscript.display)
    findings = (*manuscript.findings, *left_out)
    if received is not None:
        findings += received.findings
        merged: Received = replace(received, front={**received.front, **known})
        return _imported(str(merged.front["title"]), to_manuscript_text(merged), pictures, findings)
    title = str(known.get("title", manuscript.path.stem))
    return _imported(title, _front_matter(known) + text, pictures, findings)


def _without_active(manuscript: Manuscript, reading: Reading) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """A web page without its scripts, handlers and frames, and a note of them (T193)."""
    if manuscript.format != "html":
        return reading, ()
    from lxml import etree

    from presswork.markup.active import active_in, described, drop_active
    from presswork.markup.webpage import parsed_page

    page = parsed_page(manuscript.body)
    acting = active_in(page)
    if not acting:
        return reading, ()
    drop_active(page)
    data = etree.tostring(page, method="html", encoding="utf-8")
    message = f"left out of the page: {described(acting)}"
    hint = "nothing is to be done, unless a frame showed what the text speaks of"
    note = Diagnostic("T193", message, Severity.NOTE, Location(manuscript.display), (hint,))
    return replace(reading, data=data), (note,)


def _front(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a document as front matter: only those that people fill in, as plain text."""
    return {ours: plain for name, ours in _FIELDS.items() if (plain := _plain(metadata.get(name)))}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [plain for item in value if (plain := _plain(item))]
    return re.sub(r"<[^>]*>|\\", "", str(value)).strip() if value else ""


def _front_matter(values: Mapping[str, Any]) -> str:
    import yaml

    if not values:
        return ""
    text = yaml.safe_dump(dict(values), sort_keys=False, allow_unicode=True, width=1000, default_flow_style=False)
    return f"---\n{text}---\n\n"


def _with_pictures(text: str, media: Mapping[str, bytes], stem: str) -> tuple[str, dict[str, bytes]]:
    """The text with its pictures in a folder named after the manuscript, and the pictures by their new path."""
    folder = f"{slug_of(stem)}-figures"
    names = {name: f"{folder}/{Path(name).name}" for name in media}
    renamed = _PICTURES.sub(lambda match: f"]({names.get(match[1], match[1])}", text)
    return renamed, {names[name]: data for name, data in media.items()}


def _imported(title: str, text: str, pictures: Mapping[str, bytes], findings: tuple[Diagnostic, ...]) -> Imported:
    words = len(re.findall(r"\w+", text.split("\n---\n", 1)[-1]))
    return Imported(slug_of(title), text, MappingProxyType(dict(pictures)), findings, words)


def slug_of(title: str) -> str:
    """The file name of a manuscript from its title, as the copydesk makes slugs."""
    from presswork.copydesk.readers import slugify

    return slugify(title) or "article"


def keep(imported: Imported, target: Path) -> None:
    """Write the manuscript and its pictures beside it."""
    for name, data in imported.pictures.items():
        write_whole(target.parent / name, data)
    write_whole(target, imported.text.encode("utf-8"))
