"""Findings as data: what is wrong or was repaired, where, and what to do about it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a finding matters: an error stops its article, a warning does not, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: a path as the user knows it, and 1-based line and column, or page of an edition."""

    path: str
    line: int | None = None
    column: int | None = None
    page: int | None = None

    def __str__(self) -> str:
        parts = [self.path]
        if self.page is not None:
            parts.append(f"page {self.page}")
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `code` is permanent (see `presswork.codes`); hints say what to do, most likely first."""

    code: str
    message: str
    severity: Severity = Severity.ERROR
    location: Location | None = None
    hints: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{self.location}: " if self.location else ""
        head = f"{place}{self.severity} {self.code} {self.message}"
        return "\n".join([head, *(f"    hint: {hint}" for hint in self.hints)])

    def at(self, location: Location) -> Diagnostic:
        """The same finding at another place."""
        return replace(self, location=location)

    def as_dict(self) -> dict[str, object]:
        """The finding as plain values for JSON: absent parts of the place are left out."""
        place: dict[str, object] = {}
        if self.location:
            place = {k: v for k in Location.__slots__ if (v := getattr(self.location, k)) is not None}
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            **place,
            "hints": list(self.hints),
        }


class Rejected(Exception):
    """A stage stopped: the user's input has errors. Carries all findings of the stage, warnings included."""

    def __init__(self, findings: Iterable[Diagnostic]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))

    def __reduce__(self) -> tuple[type[Rejected], tuple[tuple[Diagnostic, ...]]]:
        """How it travels between processes: with its findings, not with its text."""
        return type(self), (self.findings,)


@dataclass(slots=True)
class Findings:
    """The findings of one stage, collected in the order they were met, then closed by `stop_on_error`."""

    path: str = ""
    items: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        code: str,
        message: str,
        *,
        severity: Severity = Severity.ERROR,
        line: int | None = None,
        column: int | None = None,
        hints: Iterable[str] = (),
    ) -> None:
        """Record one finding in the stage's file."""
        place = Location(self.path, line, column) if self.path else None
        self.items.append(Diagnostic(code, message, severity, place, tuple(hints)))

    def error(
        self, code: str, message: str, line: int | None = None, column: int | None = None, hints: Iterable[str] = ()
    ) -> None:
        """Record an error."""
        self.add(code, message, severity=Severity.ERROR, line=line, column=column, hints=hints)

    def warn(
        self, code: str, message: str, line: int | None = None, column: int | None = None, hints: Iterable[str] = ()
    ) -> None:
        """Record a warning."""
        self.add(code, message, severity=Severity.WARNING, line=line, column=column, hints=hints)

    def note(
        self, code: str, message: str, line: int | None = None, column: int | None = None, hints: Iterable[str] = ()
    ) -> None:
        """Record a note: something inferred or repaired that the editor may want to check."""
        self.add(code, message, severity=Severity.NOTE, line=line, column=column, hints=hints)

    @property
    def has_errors(self) -> bool:
        """Whether any finding so far is an error."""
        return any(d.severity is Severity.ERROR for d in self.items)

    def stop_on_error(self) -> None:
        """Raise `Rejected` with everything collected if any finding is an error."""
        if self.has_errors:
            raise Rejected(self.items)


def close_matches(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Hints for a misspelt name: `did you mean 'role'?`, or nothing when no known name is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return tuple(f"did you mean '{name}'?" for name in near)
