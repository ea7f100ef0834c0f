"""Where a publication's volumes are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = frozenset({".yaml", ".yml"})
_FOLDERS = ("content/volumes", "volumes")


def is_volume(path: Path) -> bool:
    """Whether a file that somebody names is a volume's, and no manuscript: it is YAML, and not publication.yaml."""
    return path.suffix.lower() in SUFFIXES and path.stem.lower() != "publication"


def volumes_in(root: Path) -> Iterator[Path]:
    """The volumes of a publication in order of name: the YAML files in content/volumes/ (or volumes/)."""
    folder = next((root / name for name in _FOLDERS if (root / name).is_dir()), None)
    if folder is not None:
        yield from (path for path in sorted(folder.iterdir()) if is_volume(path) and path.is_file())
