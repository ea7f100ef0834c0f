"""What a check is: a code, how much it matters, what it looks at, and a function that finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from presswork.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Stage = Literal["publication", "article", "pdf", "epub", "html"]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a check found: what is said of it, where, and what can be done.

    `page` is the 1-based page of a PDF; `inside` the file inside an e-book. `severity` differs from the check's only
    where one check has two degrees.
    """

    message: str
    page: int | None = None
    inside: str = ""
    hints: tuple[str, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One check of preflight. `look` is given the stage's subject and yields what it finds; it never changes it."""

    code: str
    severity: Severity
    stage: Stage
    help: str
    look: Callable[[Any], Iterable[Found]]


def run(checks: Iterable[Check], subject: Any, path: str) -> Iterator[Diagnostic]:
    """The findings of the checks on one subject; `path` is the file as the user knows it."""
    for check in checks:
        for found in check.look(subject):
            inside = f"{path}/{found.inside}" if found.inside else path
            place = Location(inside, page=found.page)
            yield Diagnostic(check.code, found.message, found.severity or check.severity, place, found.hints)
