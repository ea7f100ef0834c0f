"""Tells which paragraphs keep the engine's own lines, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from presswork.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_WORDS = 6


@dataclass
class Left:
    """Paragraphs whose lines the engine chose: the reason, and the first of their elements with each reason."""

    reasons: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, reason: str, element: Any) -> None:
        """Remember a paragraph; those without a reason are none worth telling."""
        known = self.reasons.setdefault(reason, [])
        if reason and not any(element is each for each in known):
            known.append(element)

    def findings(self) -> tuple[Diagnostic, ...]:
        """A note (E126) for each reason."""
        return tuple(_note(reason, elements) for reason, elements in sorted(self.reasons.items()) if reason)


def _note(reason: str, elements: Sequence[Any]) -> Diagnostic:
    words = " ".join("".join(elements[0].itertext()).split()[:FIRST_WORDS]) if elements[0] is not None else ""
    paragraphs = "a paragraph keeps" if len(elements) == 1 else f"{len(elements)} paragraphs keep"
    message = f"{paragraphs} the PDF engine's own lines: {reason} (“{words}”)"
    return Diagnostic("E126", message, Severity.NOTE, None, ("nothing need be done; its lines are less even",))
