"""The articles that a volume's file lists, in their sections, with what it says otherwise than they do."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from presswork.fields import spelling
from presswork.volume import Listed, Section
from presswork.volumes.keys import WRITTEN, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.article import Text
    from presswork.volumes.spread import Spread
    from presswork.yamlsource import Path as YamlPath

_FILE = ("article", "chapter", "file", "path")
_SECTION = ("section", "part")
_ARTICLES = ("articles", "chapters", "contents")
_CHANGES = ("title", "headline", "section", "template", "run-on")
_EXAMPLE = "write a path, or {article: ../articles/one.md, title: A shorter headline}"


class _Item(NamedTuple):
    """An article and the section in which it stands; each section in the file is an object of its own."""

    section: _Headed | None
    listed: Listed


class _Headed:
    """A section of the file: two of the same title are two."""

    def __init__(self, title: Text | None) -> None:
        self.title = title


def sections(spread: Spread, value: Any, at: YamlPath) -> tuple[Section, ...]:
    """The sections of a volume from its `contents:`; articles outside of one stand in sections without a title.

    What cannot be used is a finding: M203 when there is nothing, M214 for an entry that is not understood, those of
    `Spread.manuscript` for each path.
    """
    if not isinstance(value, list) or not value:
        spread.error("M203", "the volume lists no articles", at, "write contents: and below it - ../articles/one.md")
        return ()
    items = [item for index, entry in enumerate(value) for item in _entry(spread, entry, (*at, index))]
    grouped = groupby(items, key=lambda item: item.section)
    return tuple(Section(head.title if head else None, tuple(item.listed for item in group)) for head, group in grouped)


def _entry(spread: Spread, entry: Any, at: YamlPath) -> Iterator[_Item]:
    """One entry of the contents: an article, or a section with its articles."""
    if isinstance(entry, dict):
        keys = {spelling(str(key)): str(key) for key in entry}
        articles = next((keys[name] for name in _ARTICLES if name in keys), None)
        if articles is not None:
            yield from _section(spread, entry, articles, at)
            return
        if set(keys) <= {*_SECTION, "title"}:
            spread.error("M203", "the section has no articles", at, "list them below it: articles: [one.md]")
            return
    if (listed := _article(spread, entry, at)) is not None:
        yield _Item(None, listed)


def _section(spread: Spread, entry: dict[str, Any], articles: str, at: YamlPath) -> Iterator[_Item]:
    head, template, run_on = _Headed(None), None, False
    for key, value in entry.items():
        if spelling(key) in (*_SECTION, "title"):
            head.title = spread.text(value, (*at, key))
        elif spelling(key) == "template":
            template = spread.word(value, (*at, key))
        elif spelling(key) == "run-on":
            run_on = spread.yes(value, (*at, key))
        elif key != articles:
            spread.unknown(key, (*_SECTION, *_ARTICLES, "template", "run-on"), at, "a section")
    inside = entry[articles]
    if not isinstance(inside, list) or not inside:
        spread.error("M203", "the section lists no articles", (*at, articles), "write a list of paths")
        return
    for index, each in enumerate(inside):
        listed = _article(spread, each, (*at, articles, index), template)
        if listed is not None:
            yield _Item(head, replace(listed, run_on=listed.run_on or run_on))


def _article(spread: Spread, entry: Any, at: YamlPath, template: str | None = None) -> Listed | None:
    """An article: its path, or a mapping of its path and changes, or of a role and either of them."""
    if isinstance(entry, str):
        path = spread.manuscript(entry, at)
        return Listed(path, template=template, place=spread.place(at)) if path else None
    if not isinstance(entry, dict):
        spread.error("M214", "this is no article", at, _EXAMPLE)
        return None
    keys = {spelling(str(key)): str(key) for key in entry}
    named = next((keys[name] for name in _FILE if name in keys), None)
    if named is None:
        return _with_role(spread, entry, at, template)
    changes: dict[str, Any] = {"template": template}
    for key, value in entry.items():
        name = spelling(key)
        if key == named:
            continue
        if name in ("title", "headline"):
            changes["title"] = spread.text(value, (*at, key))
        elif name == "section":
            changes["section"] = spread.text(value, (*at, key))
        elif name == "template":
            changes["template"] = spread.word(value, (*at, key))
        elif name == "run-on":
            changes["run_on"] = spread.yes(value, (*at, key))
        else:
            spread.unknown(key, (*_FILE[:1], *_CHANGES), at, "an article's entry")
    path = spread.manuscript(entry[named], (*at, named))
    return Listed(path, **changes, place=spread.place((*at, named))) if path else None


def _with_role(spread: Spread, entry: dict[str, Any], at: YamlPath, template: str | None) -> Listed | None:
    """`editorial: ../articles/editorial.md`, or the same with a mapping of changes."""
    (key, value), *more = entry.items() or [("", None)]
    role = role_of(str(key))
    if role not in WRITTEN or more:
        names = (*_FILE[:1], *_CHANGES, *_SECTION[:1], *_ARTICLES[:1], "editorial")
        wrong = next((k for k in entry if spelling(str(k)) not in names and role_of(str(k)) not in WRITTEN), None)
        if wrong is None:
            spread.error("M214", "the entry names no article", at, _EXAMPLE)
        else:
            spread.unknown(str(wrong), names, at, "the contents")
        return None
    listed = _article(spread, value, (*at, key), template)
    return replace(listed, role=role) if listed else None
