"""Volumes: articles gathered into an issue, a book, an anthology or a pamphlet; read, bound, and made as one."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presswork.volumes.binding import Bindery, bind, manuscripts_of
    from presswork.volumes.layout import editions_of
    from presswork.volumes.places import is_volume, volumes_in
    from presswork.volumes.reading import read_volume
    from presswork.volumes.standing import as_article

__all__ = [
    "Bindery",
    "as_article",
    "bind",
    "editions_of",
    "is_volume",
    "manuscripts_of",
    "read_volume",
    "volumes_in",
]
# Where they are: a build in which nothing changed asks only where volumes lie, and brings in nothing that reads them.
_HOMES = {
    "Bindery": "binding",
    "as_article": "standing",
    "bind": "binding",
    "editions_of": "layout",
    "is_volume": "places",
    "manuscripts_of": "binding",
    "read_volume": "reading",
    "volumes_in": "places",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
