"""Volumes: articles gathered into an issue, a book, an anthology or a pamphlet; read, bound, and made as one."""

from __future__ import annotations

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
