"""Links without words to other articles, in an article that is built alone: the headlines of those articles."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from presswork import manuscript
from presswork.copydesk.frontmatter import raw_value
from presswork.diagnostics import Findings, Rejected
from presswork.manuscript.formats import SUFFIXES
from presswork.markup.volume_marks import ELSEWHERE

if TYPE_CHECKING:
    from pathlib import Path

    from presswork.diagnostics import Diagnostic
    from presswork.manuscript import Manuscript

_WORDLESS = re.compile(rf'(<span class="{ELSEWHERE}" data-to="([^"]*)")(?:/>|>\s*</span>)')
_HEADLINE = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)
_MARKUP = re.compile(r"[*_`]+|\{[^}]*\}|\[|\](?:\([^)]*\))?")


def named(body: str, source: Manuscript, root: Path | None) -> tuple[str, tuple[Diagnostic, ...]]:
    """The body with every such link saying what it leads to, as it will in a volume; T265 where that is not known.

    Nothing outside `root` is read, or outside the manuscript's own folder where there is none.
    """
    findings = Findings(source.display)

    def with_words(span: re.Match[str]) -> str:
        target = html.unescape(span[2])
        words = _headline(target, source, root or source.path.parent)
        if not words:
            _tell(target, source, findings)
        return f"{span[1]}>{html.escape(words, quote=False)}</span>"

    return _WORDLESS.sub(with_words, body), tuple(findings.items)


def _headline(target: str, source: Manuscript, root: Path) -> str:
    """The headline of the article to which a link leads; empty when it cannot be read off."""
    path, _, name = target.partition("#")
    folder = source.path.parent
    files = [folder / path] if path else [folder / f"{name}{suffix}" for suffix in SUFFIXES]
    file = next((each for each in files if each.is_file()), None)
    if file is None:
        return ""
    try:
        other = manuscript.read(file, display=file.name, root=root)
    except Rejected:
        return ""
    said, _ = raw_value(other.front, "title")
    first = _HEADLINE.search(other.body)
    title = said if isinstance(said, str) else first[1] if first else ""
    return " ".join(_MARKUP.sub("", title).split())


def _tell(target: str, source: Manuscript, findings: Findings) -> None:
    hint = f"write its words: [as we told in spring]({target})"
    message = f"the link to '{target}' has no words, and so says nothing outside a volume"
    findings.warn("T265", message, source.line_of(f"]({target})"), hints=(hint,))
