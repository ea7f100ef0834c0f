"""The structure tree of a PDF, built from the page's HTML elements instead of the engine's boxes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def own_tags(document: Any) -> Iterator[None]:
    """Inside the `with` block the engine writes our structure tree and marks what is no content as artifacts."""
    yield
