"""The front and back matter of a volume: its parts by their roles, made or written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presswork.copydesk.desk import Explained
from presswork.copydesk.particulars import figure
from presswork.diagnostics import close_matches
from presswork.fields import spelling
from presswork.manuscript.formats import SUFFIXES
from presswork.text import BadValue, shown
from presswork.volume import Matter
from presswork.volumes.keys import MADE_WITH_WORDS, REPEATED, ROLES, WRITTEN, role_of

if TYPE_CHECKING:
    from presswork.article import Figure
    from presswork.volume import Role
    from presswork.volumes.spread import Spread
    from presswork.yamlsource import Path as YamlPath

_PARTS = ("file", "path", "article", "text", "title", "source", "image", "picture", "role", "part")
_FILE = ("file", "path", "article")
_PICTURE = ("image", "picture")


def matter(spread: Spread, value: Any, at: YamlPath, seen: set[Role]) -> tuple[Matter, ...]:
    """The parts in a list of roles and mappings; what cannot be used is a finding (M208 to M210).

    `seen` are the roles that the volume has already; those read here are added.
    """
    entries = [value] if isinstance(value, str | dict) else value
    if entries is None:
        return ()
    if not isinstance(entries, list):
        spread.error("M208", "a list of parts is wanted here", at, "write [title, imprint, contents]")
        return ()
    found = [
        _part(spread, entry, (*at, index) if isinstance(value, list) else at) for index, entry in enumerate(entries)
    ]
    parts = [part for part in found if part is not None]
    for part in parts:
        if part.role in seen and part.role not in REPEATED:
            line, column = part.place
            message = f"the part '{part.role}' is there twice"
            spread.desk.findings.error("M209", message, line, column, ("take one of the two out",))
        seen.add(part.role)
    return tuple(parts)


def _part(spread: Spread, entry: Any, at: YamlPath) -> Matter | None:
    """One part: a role, `role: file or text`, or a mapping with more."""
    if isinstance(entry, str):
        role = _role(spread, entry, at)
        return _checked(spread, Matter(role, place=spread.place(at)), at) if role else None
    if not isinstance(entry, dict) or not entry:
        spread.error("M208", "this is no part of a volume", at, "write its role, or {foreword: foreword.md}")
        return None
    named = next((key for key in entry if spelling(str(key)) in ("role", "part")), None)
    if named is not None:
        role = _role(spread, str(entry[named]), (*at, named))
        said = {key: value for key, value in entry.items() if key != named}
        return _with(spread, role, said, at) if role else None
    key, value = next(iter(entry.items()))
    role = _role(spread, str(key), (*at, key))
    if role is None:
        return None
    for other in list(entry)[1:]:
        spread.unknown(str(other), (), at, f"'{role}' (put it below '{key}:')")
    return _with(spread, role, value, (*at, key))


def _role(spread: Spread, word: str, at: YamlPath) -> Role | None:
    role = role_of(word)
    if role is None:
        hints = close_matches(spelling(word), ROLES) or (f"there are: {', '.join(dict.fromkeys(ROLES.values()))}",)
        spread.error("M208", f"'{shown(word, 60)}' is no part of a volume", at, *hints)
    return role


def _with(spread: Spread, role: Role, value: Any, at: YamlPath) -> Matter | None:
    """A part with what is said of it: a file, a text, or a mapping."""
    place = spread.place(at)
    if value is None or value == {}:
        return _checked(spread, Matter(role, place=place), at)
    if not isinstance(value, dict):
        if isinstance(value, str) and _is_path(value):
            path = spread.manuscript(value, at)
            return _checked(spread, Matter(role, path=path, place=place), at) if path else None
        return _checked(spread, Matter(role, text=spread.text(value, at), place=place), at)
    said: dict[str, Any] = {}
    for key, each in value.items():
        name = spelling(str(key))
        if name in _FILE:
            said["path"] = spread.manuscript(each, (*at, key))
            if said["path"] is None:
                return None
        elif name in ("text", "title", "source"):
            said[name] = spread.text(each, (*at, key))
        elif name in _PICTURE:
            said["picture"] = _figure(spread, value, (*at,))
        elif name not in ("alt", "caption", "credit") or not any(spelling(str(k)) in _PICTURE for k in value):
            spread.unknown(str(key), (*_PARTS[:1], "text", "title", "source", "image"), at, f"'{role}'")
    return _checked(spread, Matter(role, **said, place=place), at)


def _figure(spread: Spread, value: dict[str, Any], at: YamlPath) -> Figure | None:
    said = {key: each for key, each in value.items() if spelling(str(key)) in (*_PICTURE, "alt", "caption", "credit")}
    said = {"image" if spelling(str(key)) in _PICTURE else key: each for key, each in said.items()}
    try:
        return figure(spread.desk, said, at)
    except BadValue as error:
        spread.desk.bad("M106", error, at)
    except Explained:
        pass
    return None


def _is_path(value: str) -> bool:
    """Whether a text is the path of a manuscript: one line that ends in a suffix of theirs."""
    text = value.strip()
    return "\n" not in text and any(text.lower().endswith(suffix) for suffix in SUFFIXES)


def _checked(spread: Spread, part: Matter, at: YamlPath) -> Matter | None:
    """The part if it has what its role needs and nothing that it may not have."""
    words = bool(part.path or part.text)
    if part.role in WRITTEN and not words:
        hint = f"write {{{part.role}: {part.role}.md}}, or {{{part.role}: the words themselves}}"
        spread.error("M210", f"somebody has to write the part '{part.role}', and it has no words", at, hint)
    elif part.role == "advertisement" and not (words or part.picture):
        hint = "write {advertisement: {image: ad.jpg, alt: what it shows}}"
        spread.error("M210", "the advertisement shows nothing", at, hint)
    elif words and part.role not in WRITTEN | MADE_WITH_WORDS | {"advertisement"}:
        spread.error("M209", f"the part '{part.role}' is made by Presswork and takes no words", at, "take them out")
    elif part.picture and part.role != "advertisement":
        spread.error("M209", f"the part '{part.role}' takes no picture", at, "take it out")
    else:
        return part
    return None
