"""What must be known of a manuscript before its body is converted: language, abbreviations, sources of citations."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from presswork.copydesk.frontmatter import raw_value
from presswork.diagnostics import Findings, close_matches
from presswork.languages import parse_language
from presswork.manuscript.witness import note_read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presswork.manuscript import Manuscript
    from presswork.publication import Publication
    from presswork.yamlsource import Path as Key


@dataclass(frozen=True, slots=True)
class Sources:
    """Language, abbreviations, and the files that citations are made from, all inside the publication's folder."""

    language: str
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    bibliography: tuple[Path, ...] = ()
    csl: Path | None = None


def sources_of(manuscript: Manuscript, publication: Publication, findings: Findings) -> Sources:
    """The sources that the front matter names, else the publication's. Adds T290, T291, T292 for bad files."""
    return Sources(
        _language(manuscript, publication),
        _abbreviations(manuscript),
        _bibliography(manuscript, publication, findings),
        _csl(manuscript, publication, findings),
    )


def _language(manuscript: Manuscript, publication: Publication) -> str:
    asked, _ = raw_value(manuscript.front, "language")
    try:
        return parse_language(asked) if isinstance(asked, str) else publication.language
    except ValueError:
        return publication.language  # a bad language is reported with the rest of the metadata


def _abbreviations(manuscript: Manuscript) -> dict[str, str]:
    value, _ = raw_value(manuscript.front, "abbreviations")
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}


def _bibliography(manuscript: Manuscript, publication: Publication, findings: Findings) -> tuple[Path, ...]:
    named, at = raw_value(manuscript.front, "bibliography")
    names = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    if not names:
        return tuple(path for path in publication.bibliography if _is_there(path, "T290", manuscript, (), findings))
    own = [_beside(str(name), at, manuscript, publication, findings) for name in names]
    return tuple(path for path in own if path and _is_there(path, "T290", manuscript, at, findings))


def _csl(manuscript: Manuscript, publication: Publication, findings: Findings) -> Path | None:
    named, at = raw_value(manuscript.front, "csl")
    own = isinstance(named, str)
    path = _beside(named, at, manuscript, publication, findings) if own else publication.csl
    return path if path and _is_there(path, "T291", manuscript, at, findings) else None


def _place(manuscript: Manuscript, at: Key) -> tuple[int | None, int | None]:
    return manuscript.front.place(at) if manuscript.front and at else (None, None)


def _is_there(path: Path, code: str, manuscript: Manuscript, at: Key, findings: Findings) -> bool:
    if path.is_file():
        note_read(path)
        return True
    what = "bibliography" if code == "T290" else "citation style"
    names = [p.name for p in path.parent.glob("*")] if path.parent.is_dir() else []
    hints = close_matches(path.name, names) or ("name a file that lies in the publication",)
    line, column = _place(manuscript, at)
    findings.error(code, f"the {what} '{path.name}' is not there", line, column, hints)
    return False


def _beside(name: str, at: Key, manuscript: Manuscript, publication: Publication, findings: Findings) -> Path | None:
    """A file named in the front matter: relative to the manuscript, inside the publication's folder."""
    folder = manuscript.path.parent
    root = (publication.root or folder).resolve()
    path = (folder / name).resolve()
    if not Path(name).is_absolute() and path.is_relative_to(root):
        return path
    line, column = _place(manuscript, at)
    hint = "copy the file into the publication and name it relative to the manuscript"
    findings.error("T292", f"'{name}' is outside the publication's folder", line, column, (hint,))
    return None
