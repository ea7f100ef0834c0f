"""What a command says: lines for people, JSON lines for programs, a progress bar when it takes longer."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Severity
from presswork.results import count_text, size_text

if TYPE_CHECKING:
    from presswork.production import Progress
    from presswork.results import ArticleResult, Made

_STYLE = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.NOTE: "\x1b[36m"}
_RESET = "\x1b[0m"
BAR_AFTER_SECONDS = 1.0
SAME_IN_FILES = 3  # a note of one code about more files than this is told about the first, and counted for the others


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command speaks: quiet drops everything but errors, json makes every line a JSON object on stdout."""

    quiet: bool = False
    json: bool = False

    @property
    def colour(self) -> bool:
        """Whether to colour: on a terminal, unless NO_COLOR is set (no-color.org)."""
        return sys.stderr.isatty() and not os.environ.get("NO_COLOR")

    def say(self, text: str) -> None:
        """A line for people on stdout."""
        if not self.quiet and not self.json:
            print(text)

    def record(self, kind: str, **values: Any) -> None:
        """One JSON line."""
        if self.json:
            print(json.dumps({"type": kind, **values}, ensure_ascii=False), flush=True)

    def finding(self, finding: Diagnostic) -> None:
        """One finding: to stderr for people, to stdout as JSON."""
        if self.json:
            self.record("finding", **finding.as_dict())
        elif not self.quiet or finding.severity is Severity.ERROR:
            text = str(finding)
            if self.colour:
                word = str(finding.severity)
                text = text.replace(word, f"{_STYLE[finding.severity]}{word}{_RESET}", 1)
            print(text, file=sys.stderr)

    def findings(self, findings: Iterable[Diagnostic]) -> None:
        """Several findings, in order; for people, a note that many files share is told once, then how often."""
        findings = list(findings)
        if self.json:
            told, others = findings, Counter[str]()
        else:
            told, others = shared_once(findings)
        for finding in told:
            self.finding(finding)
        for code, count in others.items():
            self.finding(Diagnostic(code, f"{count} more like it about other files, all in the report", Severity.NOTE))

    def made(self, made: Made, shown: str) -> None:
        """One file that was made: path, pages or chapters, size, time."""
        values = [made.extent, size_text(made.size), "unchanged" if made.reused else f"{made.seconds:.2f} s"]
        self.say(f"{shown}  " + ", ".join(value for value in values if value))
        self.record(
            "file",
            path=shown,
            edition=made.edition,
            measure=made.measure,
            unit=made.unit,
            sheets=made.sheets,
            size=made.size,
            seconds=round(made.seconds, 3),
            reused=made.reused,
        )

    @contextmanager
    def progress(self) -> Iterator[Progress | None]:
        """A progress bar on a terminal, shown once the work has taken a second; nothing elsewhere."""
        if self.quiet or self.json or not sys.stderr.isatty():
            yield None
            return
        bar = _Bar(time.monotonic())
        try:
            yield bar.update
        finally:
            bar.close()


def shared_once(findings: Sequence[Diagnostic]) -> tuple[list[Diagnostic], Counter[str]]:
    """The findings without the notes that say of one more file what the first said, and how many those are by code.

    Errors and warnings all stay, and so do all notes about the first file, each a place to look at.
    """
    files: dict[str, dict[str, None]] = {}
    for each in findings:
        if each.severity is Severity.NOTE and each.location:
            files.setdefault(each.code, {})[each.location.path] = None
    first = {code: next(iter(paths)) for code, paths in files.items() if len(paths) > SAME_IN_FILES}
    told: list[Diagnostic] = []
    others: Counter[str] = Counter()
    for each in findings:
        if (
            each.severity is Severity.NOTE
            and each.location
            and each.location.path != first.get(each.code, each.location.path)
        ):
            others[each.code] += 1
        else:
            told.append(each)
    return told, others


class _Bar:
    """Rich's progress bar, imported and shown only when the work is long enough to need one."""

    def __init__(self, started: float) -> None:
        self.started = started
        self.bar: Any = None
        self.task: Any = None

    def update(self, what: str, done: int, total: int) -> None:
        if self.bar is None and time.monotonic() - self.started < BAR_AFTER_SECONDS:
            return
        if self.bar is None:
            from rich.console import Console
            from rich.progress import Progress as RichProgress

            self.bar = RichProgress(console=Console(stderr=True), transient=True)
            self.bar.start()
            self.task = self.bar.add_task("", total=total)
        self.bar.update(self.task, completed=done, total=total, description=what)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.stop()


def summary(articles: Iterable[ArticleResult], findings: Iterable[Diagnostic], seconds: float) -> str:
    """The last line: how many files of how many articles and volumes, what went wrong, and how long it took."""
    articles, findings = list(articles), list(findings)
    files = sum(len(article.files) for article in articles)
    failed = sum(article.failed for article in articles)
    by_severity = {s: sum(f.severity is s for f in findings) for s in Severity}
    volumes = sum(article.source.lower().endswith((".yaml", ".yml")) for article in articles)
    made_of = [count_text(len(articles) - volumes, "article"), count_text(volumes, "volume")]
    parts = [f"{count_text(files, 'file') or 'no files'} from {' and '.join(filter(None, made_of)) or 'no articles'}"]
    unchanged = sum(made.reused for article in articles for made in article.files)
    parts += [f"{unchanged} unchanged"] if unchanged else []
    parts += [f"{failed} failed"] if failed else []
    parts += [count_text(n, str(s)) for s, n in by_severity.items() if n]
    return ", ".join(parts) + f" in {seconds:.1f} s"
