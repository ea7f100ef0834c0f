"""Which format a manuscript is in, and how a manuscript is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Location, Rejected, close_matches

if TYPE_CHECKING:
    from pathlib import Path

# Suffix -> pandoc reader; `xml` is decided by the root element.
SUFFIXES: dict[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
    ".docx": "docx",
    ".odt": "odt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rtf": "rtf",
    ".rst": "rst",
    ".org": "org",
    ".tex": "latex",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".xml": "xml",
    ".dbk": "docbook",
    ".epub": "epub",
    ".ipynb": "ipynb",
    ".typ": "typst",
}
FORMATS: frozenset[str] = frozenset(SUFFIXES.values()) - {"xml"} | {"jats"}
ARCHIVES: frozenset[str] = frozenset({"docx", "odt", "epub"})

_OTHER_ADVICE = {
    ".doc": "save it as .docx in Word or LibreOffice",
    ".pdf": "take the text out of the PDF (copy it into a .txt file) and run `presswork import` on that",
    ".pages": "export it as Word (.docx) from Pages",
    ".wpd": "save it as .docx in LibreOffice",
}

# The first element that is no declaration, comment or instruction.
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)")
_DOCBOOK_ROOTS = frozenset({"article", "book", "chapter", "section", "sect1", "part", "preface", "appendix"})
# JATS has a <front> in its <article> (or attributes and a DTD of its own), DocBook never.
_JATS = re.compile(r"<front[\s>]|<article-meta|JATS|//NLM//|\bdtd-version=|\barticle-type=")


def refused(code: str, message: str, display: str, *hints: str, line: int | None = None) -> Rejected:
    """The exception for one finding that makes a manuscript unreadable."""
    return Rejected([Diagnostic(code, message, location=Location(display, line), hints=hints)])


def format_of(path: Path, display: str) -> str:
    """The format of a file by its suffix. Raises `Rejected` (T104) for a suffix that is none of SUFFIXES."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    advice = _OTHER_ADVICE.get(suffix, f"manuscripts end in {', '.join(SUFFIXES)}")
    what = f"'{suffix}' is no format that can be read" if suffix else "the file's name has no suffix to tell its format"
    raise refused("T104", what, display, *close_matches(suffix, SUFFIXES), advice)


def xml_format(text: str, display: str) -> str:
    """Whether an XML document is DocBook or JATS, by its root element. Raises `Rejected` (T104) when it is neither."""
    root = _ROOT.search(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL))
    name = root[1].rpartition(":")[2] if root else ""
    if name in _DOCBOOK_ROOTS and not (name == "article" and _JATS.search(text[:20_000])):
        return "docbook"
    if name == "article":
        return "jats"
    what = f"the root element <{name}> is neither DocBook's nor JATS's" if name else "this is no XML document"
    raise refused("T104", what, display, "an .xml manuscript is a DocBook or JATS article")
