"""The certificate of a flat fold: joined edges lie on each other, and no join cuts through another."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Cell = tuple[int, int]


class FlatFold(NamedTuple):
    """A panel in the closed packet: whether it was turned by half, whether its print faces up, and its layer."""

    turned: bool
    facing: bool
    layer: int


_OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east"}


def _edge_in_packet(place: FlatFold, edge: str) -> str:
    if place.turned:
        edge = _OPPOSITE[edge]
    return _OPPOSITE[edge] if not place.facing and edge in ("east", "west") else edge


Joins = dict[str, list[tuple[int, int]]]


def joins(places: Mapping[Cell, FlatFold], slits: Collection[tuple[Cell, Cell]]) -> Joins | None:
    """At which edge of the packet panels hang together: pairs of layers by edge (north, east, south, west).

    `places` are the panels of a grid (row, column). None when joined panels do not have their common edge in one place.
    """
    found: Joins = {}
    for row, column in places:
        for other, mine, theirs in (((row, column + 1), "east", "west"), ((row + 1, column), "south", "north")):
            cell = (row, column)
            if other not in places or (cell, other) in slits:
                continue
            edge = _edge_in_packet(places[cell], mine)
            if edge != _edge_in_packet(places[other], theirs):
                return None
            low, high = sorted((places[cell].layer, places[other].layer))
            found.setdefault(edge, []).append((low, high))
    return found


def certified(found: Joins | None) -> bool:
    """Whether the packet lies flat: of two joins at one edge, either lies within the other or beside it.

    (Justin's condition for folds that do not cross.)
    """
    return found is not None and not any(
        a < c < b < d or c < a < d < b
        for at_edge in found.values()
        for (a, b), (c, d) in itertools.combinations(at_edge, 2)
    )


def opens(found: Joins, spine: str) -> bool:
    """Whether the packet can be leafed through: away from the spine only the two panels of one leaf hang together."""
    return all((low - 1) // 2 == (high - 1) // 2 for edge, at in found.items() if edge != spine for low, high in at)
