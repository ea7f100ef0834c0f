"""Where formats put the metadata: one list of placements for each, made from the declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from presswork.article import Metadata


class Placement(NamedTuple):
    """One thing a format writes: the place, the value, and attributes that go with it."""

    place: str
    value: Any
    attributes: dict[str, str]


def place(meta: Metadata, target: str) -> list[Placement]:
    """In the making."""
    return []
