"""out/report.html and out/report.json: what a build made, with page thumbnails, and what was found."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Severity
from presswork.output import write_whole
from presswork.preflight.lines import WORDINGS, counted, fault_findings, figure_findings, figures_text
from presswork.results import count_text, size_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from presswork.breaks import BreakReport
    from presswork.house import House
    from presswork.publication import Publication
    from presswork.report.thumbnails import Thumbnail
    from presswork.results import ArticleResult, BuildResult, Made

JSON_NAME = "report.json"
HTML_NAME = "report.html"
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
# A build of a whole magazine shows the first page of each file: pictures of all pages would take as long as a page.
_PICTURED_IN_FULL = 12
_PAGES = 4


def pages_pictured(articles: int) -> int:
    """How many pages of each file the report of so many articles shows."""
    return _PAGES if articles <= _PICTURED_IN_FULL else 1


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One line of the report's list of files: what the template shows of a file."""

    edition: str
    address: str
    count: str
    size: str
    seconds: str
    sheet_map: str = ""
    thumbnails: tuple[Thumbnail, ...] = ()
    lines: LineEntry | None = None


@dataclass(frozen=True, slots=True)
class LineEntry:
    """What the report says of a file's lines: the faults counted, each of them as a finding, and the figures."""

    counted: str
    figures: str
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """One article of the report: what the template shows of it."""

    source: str
    title: str
    state: str
    files: tuple[FileEntry, ...]
    findings: tuple[Diagnostic, ...]


def write_report(result: BuildResult, *, house: House, publication: Publication, thumbnails: bool = True) -> None:
    """Write the report of a build into its output folder; nothing is written when the build kept nothing.

    The page's pictures of PDF pages and covers are made from the finished files, unless `thumbnails` is false. Raises
    `Rejected` when the publication's own template for the report fails.
    """
    if result.out is None:
        return
    write_whole(result.out / JSON_NAME, as_json(result).encode("utf-8"))
    page = as_html(result, house=house, publication=publication, thumbnails=thumbnails)
    write_whole(result.out / HTML_NAME, page.encode("utf-8"))


def as_json(result: BuildResult) -> str:
    """The report for programs. `path` of a file is relative to the output folder, `seconds` is wall-clock time.

    `standing` lists the files of articles that this build did not touch, by source.
    """
    data = {
        "seconds": round(result.seconds, 3),
        "failed": result.failed,
        "findings": [finding.as_dict() for finding in result.findings],
        "articles": [_article_values(article, result.out) for article in result.articles],
        "standing": {source: list(files) for source, files in sorted(result.standing.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _article_values(article: ArticleResult, out: Path | None) -> dict[str, Any]:
    return {
        "source": article.source,
        "title": article.title,
        "failed": article.failed,
        "skipped": article.skipped,
        "files": [_file_values(made, out) for made in article.files],
        "findings": [finding.as_dict() for finding in article.findings],
    }


def _file_values(made: Made, out: Path | None) -> dict[str, Any]:
    return {
        "edition": made.edition,
        "path": _address(made, out),
        "measure": made.measure,
        "unit": made.unit,
        "sheets": made.sheets,
        "bytes": made.size,
        "seconds": round(made.seconds, 3),
        **({"lines": _line_values(made.breaks)} if made.breaks else {}),
    }


def _line_values(report: BreakReport) -> dict[str, Any]:
    """The figures of a file's lines, and its faults: page, column and line on the page, and the manuscript's line."""
    breaks = [
        {
            "code": WORDINGS[each.kind].code,
            "kind": each.kind,
            "serious": each.serious,
            "page": each.page,
            "column": each.column,
            "line": each.line,
            "amount": each.amount,
            "text": each.text,
            "source_line": each.source_line,
            **({"source": each.source} if each.source else {}),
        }
        for each in report.breaks
    ]
    texts = {source: asdict(figures) for source, figures in report.texts}
    return {"figures": asdict(report.figures), "breaks": breaks, **({"texts": texts} if texts else {})}


def _address(made: Made, out: Path | None) -> str:
    """The file's path relative to the output folder, where the report lies."""
    if out is not None and made.path.is_relative_to(out):
        return made.path.relative_to(out).as_posix()
    return made.path.as_posix()


def by_severity(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings with errors first, otherwise in their order."""
    return tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity]))


def _state(article: ArticleResult) -> str:
    if article.failed:
        return "failed"
    return "skipped" if article.skipped else "made"


def _entries(articles: Sequence[ArticleResult], out: Path | None, pages: int) -> tuple[ArticleEntry, ...]:
    return tuple(
        ArticleEntry(
            article.source,
            article.title or article.source,
            _state(article),
            tuple(_file_entry(made, out, pages, article.source) for made in article.files),
            by_severity(article.findings),
        )
        for article in articles
    )


def _file_entry(made: Made, out: Path | None, pages: int, source: str) -> FileEntry:
    pictures = made.pictures[:pages]
    size, seconds = size_text(made.size), f"{made.seconds:.1f} s"
    lines = _line_entry(made, source) if made.breaks else None
    return FileEntry(made.edition, _address(made, out), made.extent, size, seconds, made.sheet_map, pictures, lines)


def _line_entry(made: Made, source: str) -> LineEntry | None:
    if made.breaks is None or not made.breaks.figures.lines:
        return None
    # Its own figures stand above what was found; those of a volume's texts stand with it.
    figures = figure_findings(made.breaks, made.edition, source)[:-1]
    found = (*fault_findings(made.breaks, made.edition, source), *figures)
    return LineEntry(counted(made.breaks.breaks) or "no fault", figures_text(made.breaks.figures), by_severity(found))


def summary(result: BuildResult) -> str:
    """The build in one line: `3 articles, 9 files, 1 warning, 2 notes in 4.1 s`."""
    counted = Counter(finding.severity for finding in result.all_findings)
    parts = [count_text(len(result.articles), "article"), count_text(len(result.files), "file")]
    parts += [count_text(counted[severity], str(severity)) for severity in _ORDER]
    return f"{', '.join(filter(None, parts)) or 'nothing made'} in {result.seconds:.1f} s"


def as_html(result: BuildResult, *, house: House, publication: Publication, thumbnails: bool = True) -> str:
    """The report for people, one self-contained page (template `build-report` of the target screen)."""
    pages = pages_pictured(len(result.articles))
    values = {
        "publication": publication,
        "summary": summary(result),
        "articles": _entries(result.articles, result.out, pages if thumbnails else 0),
        "findings": by_severity(result.findings),
        "styles": house.sheets("screen", "build-report", publication.tokens),
    }
    return house.render("screen", "build-report", values)
