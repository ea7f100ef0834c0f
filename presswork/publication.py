"""The house for which articles are made: its name, language, contact, editions and tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from presswork.article import Contact
    from presswork.edition import Edition
    from presswork.identifiers import Identifier
    from presswork.rights import Rights


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication with every setting resolved.

    `root` is the folder that holds content/, templates/ and styles/, or None for a lone manuscript;
    `tokens` are the house tokens (CSS custom properties without the dashes, e.g. `accent: #8c1d18`).
    """

    root: Path | None = None
    title: str = ""
    subtitle: str = ""
    publisher: str = ""
    url: str = ""
    language: str = "en"
    contact: Contact | None = None
    rights: Rights | None = None
    identifiers: tuple[Identifier, ...] = ()
    editions: Mapping[str, Edition] = field(default_factory=lambda: MappingProxyType({}))
    build: tuple[str, ...] = ()
    tokens: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    bibliography: tuple[Path, ...] = ()
    csl: Path | None = None
