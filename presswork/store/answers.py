"""What pandoc answered about the texts of volumes, kept for the next build: of thirty, one or two have changed then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presswork.store.ingredients import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.store import Store


class Kept:
    """Answers in a store; `made_with` tells which pandoc gave them, and asked by whom."""

    def __init__(self, store: Store, made_with: Sequence[str]) -> None:
        self.store, self.made_with = store, tuple(made_with)

    def find(self, name: str) -> str | None:
        """The answer of this name; None when there is none, or something else in its place."""
        found = self.store.noted(self._name(name))
        return found if isinstance(found, str) else None

    def keep(self, name: str, answer: str) -> None:
        """Keep an answer."""
        self.store.note(self._name(name), answer)

    def _name(self, name: str) -> str:
        return f"pandoc:{digest(self.made_with, name)}"
