"""Which of pandoc's readers and extensions each format of manuscript is read with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from presswork.manuscript import ARCHIVES, Manuscript
from presswork.markup.pandoc import Reading

if TYPE_CHECKING:
    from pathlib import Path

# Quotes, dashes and ellipses are the work of `typography`, which knows the language: no reader is to be smart but
# those of TeX and Typst, where quotes are markup (they come as `<q>`: see `quotes`).
# TeX other than mathematics has no place in a book of ours; raw HTML is let in and cleaned.
READERS: dict[str, str] = {
    "markdown": "markdown-smart-raw_tex-latex_macros-yaml_metadata_block-pandoc_title_block"
    "+abbreviations+task_lists-raw_attribute",
    "docx": "docx+styles",
    "odt": "odt",
    "html": "html",
    "rtf": "rtf",
    "rst": "rst",
    "org": "org-special_strings",
    "latex": "latex",
    "asciidoc": "asciidoc",
    "docbook": "docbook",
    "jats": "jats",
    "epub": "epub-raw_html",
    "ipynb": "ipynb-autolink_bare_uris+footnotes+implicit_figures+fenced_divs+bracketed_spans+citations",
    "typst": "typst",
}
# Formats that may carry pictures inside themselves.
_CARRIERS = ARCHIVES | {"rtf", "ipynb"}
# Ours to decide, not the manuscript's: which files are read, and how pandoc behaves.
_WITHHELD = frozenset({"bibliography", "csl", "lang", "citation-abbreviations", "citation-style", "link-citations"})
_CODE = re.compile(r"^ {0,3}(?:>\s*)*(?:```|~~~)|`\{", re.MULTILINE)
# What would open a list, heading, quotation or table at the head of a one-line value is text there: `1. An island`.
_BLOCK_START = re.compile(r"^(\s*(?:\(?(?:\d+|[a-zA-Z]|[ivxlcIVXLC]+))?)([.)#>|*+:~-])(?=\s)")


def reading_of(
    manuscript: Manuscript, *, language: str, bibliography: tuple[Path, ...] = (), csl: Path | None = None
) -> Reading:
    """What pandoc is to be asked about this manuscript."""
    front = manuscript.front.value if manuscript.front else None
    metadata = _values(front) if isinstance(front, Mapping) else {}
    data = manuscript.data or manuscript.body.replace("\f", " ").encode("utf-8")
    if manuscript.format == "docbook":
        # Pandoc sets the parts of a name without a space when the file has none between them.
        data = re.sub(rb"(</(?:\w+:)?(?:firstname|givenname|othername|honorific)>)(?=<)", rb"\1 ", data)
    if manuscript.format == "rtf":
        # Pandoc passes over starred groups, notes written that way included (RTF 1.9.1, "Footnotes").
        data = data.replace(rb"{\*\footnote", rb"{\footnote")
    return Reading(
        reader=READERS[manuscript.format],
        data=data,
        language=language,
        metadata=metadata,
        bibliography=bibliography,
        csl=csl,
        citations=bool(bibliography) or "references" in metadata,
        media=manuscript.format in _CARRIERS,
        highlight=manuscript.format != "markdown" or bool(_CODE.search(manuscript.body)),
    )


def _values(front: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value(value) for key, value in front.items() if key not in _WITHHELD and value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _value(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and "\n" not in value.strip():
        return _BLOCK_START.sub(r"\1\\\2", value)
    return value
