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


def certified(places: Mapping[Cell, FlatFold], slits: Collection[tuple[Cell, Cell]]) -> bool:
    """Whether a grid of panels (row, column) with slits between some of them lies flat as `places` says.

    Two panels that are joined must have their common edge in the same place, and of two joins at one edge either lies
    within the other or beside it (Justin's condition for folds that do not cross).
    """
    joins: dict[str, list[tuple[int, int]]] = {}
    for row, column in places:
        for other, mine, theirs in (((row, column + 1), "east", "west"), ((row + 1, column), "south", "north")):
            cell = (row, column)
            if other not in places or (cell, other) in slits:
                continue
            edge = _edge_in_packet(places[cell], mine)
            if edge != _edge_in_packet(places[other], theirs):
                return False
            low, high = sorted((places[cell].layer, places[other].layer))
            joins.setdefault(edge, []).append((low, high))
    return not any(
        a < c < b < d or c < a < d < b
        for at_edge in joins.values()
        for (a, b), (c, d) in itertools.combinations(at_edge, 2)
    )
