"""The particulars of an article's metadata that have parts of their own: figures, series, contact, corrections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from presswork.diagnostics import close_matches
from presswork.text import BadValue, Text, parse_email, parse_url

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Figure:
    """An image with what is said of it.

    `source` is a path relative to the manuscript until the copydesk has taken the image in, then an asset name.
    `decorative` images have no alternative text on purpose; `position` is a wish such as `wide` or `half`.
    """

    source: str
    alt: str = ""
    caption: Text | None = None
    credit: Text | None = None
    decorative: bool = False
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The series an article belongs to, and its number in it (text, for `12a` and `IV` are numbers too)."""

    title: Text
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Where readers write to: a sentence of its own, or address and e-mail, or both."""

    text: Text | None = None
    url: str | None = None
    email: str | None = None
    name: str | None = None

    @classmethod
    def of(cls, value: str | Mapping[str, str]) -> Contact:
        """A contact from an address, an e-mail, a sentence, or a mapping of name, url, email, text.

        Raises `BadValue` when a part is unknown, or an address or e-mail cannot be one.
        """
        if not isinstance(value, str):
            return cls._parts(value)
        if email := re.fullmatch(r"(?:mailto:)?(\S+@\S+)", value.strip()):
            return cls(email=parse_email(email[1]))
        return cls(url=parse_url(value)) if re.fullmatch(r"https?://\S+", value.strip()) else cls(text=Text.of(value))

    @classmethod
    def _parts(cls, parts: Mapping[str, str]) -> Contact:
        if not isinstance(parts, Mapping) or not parts:
            raise BadValue("a contact is an address, an e-mail or a sentence", "for example letters@harbour.example")
        for key in parts:
            if key not in ("text", "url", "email", "name"):
                hints = close_matches(key, ("text", "url", "email", "name"))
                raise BadValue(f"a contact has no '{key}'", hints[0] if hints else "it has text, url, email, name")
        text, url, email, name = (str(parts[k]) if parts.get(k) else None for k in ("text", "url", "email", "name"))
        return cls(
            Text.of(text) if text else None,
            parse_url(url) if url else None,
            parse_email(email) if email else None,
            name,
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong and has been corrected, and when."""

    text: Text
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another article: its title, and its address or its slug in this publication; `language` where it differs."""

    title: Text
    url: str | None = None
    slug: str | None = None
    language: str | None = None
