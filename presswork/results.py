"""What became of a build: files made and findings, article by article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presswork.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presswork.breaks import BreakReport
    from presswork.report.thumbnails import Thumbnail


@dataclass(frozen=True, slots=True)
class Made:
    """One file that was made: its edition, where it lies, what it holds, and how long it took.

    `sheets` is the number of press sheets, and `sheet_map` the SVG that shows the pages on them; 0 and empty for other
    files. `pictures` are the report's, `breaks` what there is to say of a PDF's lines; a file that is `reused` was
    there already, made of the very same things.
    """

    edition: str
    path: Path
    measure: int
    unit: str
    size: int
    seconds: float
    sheets: int = 0
    sheet_map: str = field(default="", repr=False)
    pictures: tuple[Thumbnail, ...] = field(default=(), repr=False)
    reused: bool = False
    breaks: BreakReport | None = field(default=None, repr=False)

    @property
    def extent(self) -> str:
        """What the file holds, in words: `4 pages, 1 sheet`."""
        return ", ".join(filter(None, (count_text(self.measure, self.unit), count_text(self.sheets, "sheet"))))


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """What became of one manuscript: the files made and all findings.

    `skipped` says that it was not to be made now (a draft, an embargo); `fault` is the traceback when we failed on it;
    `reasons` says of every edition that was made anew what had changed.
    """

    source: str
    title: str = ""
    files: tuple[Made, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    skipped: bool = False
    fault: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether an error stopped any of its editions."""
        return any(d.severity is Severity.ERROR for d in self.findings)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made, article by article, and the findings that belong to no article.

    `standing` are the files, by source and relative to `out`, that earlier builds made of articles not built now.
    """

    articles: tuple[ArticleResult, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    out: Path | None = None
    seconds: float = 0.0
    standing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def files(self) -> tuple[Made, ...]:
        """All files made."""
        return tuple(made for article in self.articles for made in article.files)

    @property
    def all_findings(self) -> tuple[Diagnostic, ...]:
        """Every finding, those of the publication first."""
        return (*self.findings, *(d for article in self.articles for d in article.findings))

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(d.severity is Severity.ERROR for d in self.all_findings)


def size_text(size: int) -> str:
    """A file size as people read it: `812 B`, `48 kB`, `1.2 MB` (SI units)."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def count_text(number: int, unit: str) -> str:
    """`1 page`, `2 pages`; nothing for things that are not counted."""
    return "" if not unit or not number else f"{number} {unit}" + ("" if number == 1 else "s")
