"""How contributors and rights are read, with their many shorthands: role keys, `A and B`, `license:`, `copyright:`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from presswork import identifiers
from presswork.article import Contributor, Rights
from presswork.contributors import contributors_from, display_name, is_body, role_code, role_words, sort_name
from presswork.copydesk.desk import Desk, Explained, Need, item_path, listed, parts
from presswork.copydesk.readers import line, scalar, text
from presswork.diagnostics import close_matches
from presswork.fields.parts import PARTS
from presswork.rights import licence as known_licence
from presswork.rights import with_licence
from presswork.text import BadValue, Text, parse_email

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presswork.yamlsource import Path


def email(_desk: Desk, value: Any, _at: Path) -> str | None:
    """An e-mail address."""
    return parse_email(scalar(value)) if value else None


def orcid(desk: Desk, value: Any, at: Path) -> str | None:
    """An ORCID iD, its check digit verified."""
    number = line(desk, value, at)
    return identifiers.orcid(number) if number else None


def roles(desk: Desk, value: Any, at: Path) -> tuple[str, ...]:
    """MARC codes of one role or several; an unknown one is recorded (M112) and left out."""
    found = []
    items = value.split(",") if isinstance(value, str) else listed(value)
    for index, item in enumerate(items):
        word = scalar(item)
        if (code := role_code(word)) is not None:
            found.append(code)
            continue
        hints = close_matches(word.lower(), role_words()) or ("a role is a word such as translator, or a MARC code",)
        desk.bad("M112", BadValue(f"the role '{word}' is unknown", hints[0]), item_path(value, at, index))
    return tuple(dict.fromkeys(found))


def affiliation(_desk: Desk, value: Any, _at: Path) -> str | None:
    """One body, or several joined; pandoc's and Quarto's `{name: ...}` is understood."""
    names = [item.get("name") if isinstance(item, dict) else item for item in listed(value)]
    return ", ".join(scalar(name) for name in names if name) or None


def people(desk: Desk, value: Any, at: Path, role: str = "aut") -> Iterator[Contributor]:
    """The contributors of one key: names in a line, or a list of names and mappings, each with the key's role."""
    for index, item in enumerate(listed(value)):
        place = item_path(value, at, index)
        try:
            if isinstance(item, dict):
                yield from _person(desk, item, place, role)
            elif named := line(desk, item, place):
                yield from contributors_from(named, role)
        except BadValue as error:
            desk.bad("M106", error, place)
        except Explained:
            continue


def _person(desk: Desk, value: Mapping[str, Any], at: Path, role: str) -> Iterator[Contributor]:
    """One mapping as contributors: one for each of its roles."""
    found = parts(
        desk, value, at, "contributor", Need(("name", "given", "family"), "has no name", "add 'name: Jane Roe'")
    )
    given, family = found.pop("given", None), found.pop("family", None)
    name = found.pop("name", None) or " ".join(filter(None, (given, family)))
    roles = found.pop("role", ()) or (role,)
    body = found.pop("organization", is_body(name) and not family)
    turned = f"{family}, {given}" if family and given else sort_name(name)
    filed = found.pop("sort_name", name if body else turned)
    for code in roles:
        yield Contributor(name if body else display_name(name), filed, code, organization=body, **found)


def with_part(contributors: tuple[Contributor, ...], part: str, value: Any) -> tuple[Contributor, ...]:
    """The contributors with a value that stood alone (`affiliation:`, `bio:`) given to the first one."""
    if not contributors:
        raise BadValue("belongs to nobody: the article names no author", "add 'author: Jane Roe'")
    first, *others = contributors
    return (first if getattr(first, part) else replace(first, **{part: value}), *others)


PERSON_PARTS = frozenset({"affiliation", "bio", "email", "orcid", "url"})


def year(desk: Desk, value: Any, at: Path) -> int | None:
    """A year; of a date, its year."""
    if isinstance(value, dt.date):
        return value.year
    year = line(desk, value, at) or ""
    if not re.fullmatch(r"[12]\d{3}", year):
        raise BadValue(f"'{year}' is no year", "write it as 2026")
    return int(year)


def licence(desk: Desk, value: Any, at: Path) -> str | None:
    """The SPDX id of a licence, checked; of JATS' and Quarto's `{type:, url:, text:}` the first part that names one."""
    if not isinstance(value, dict):
        named = line(desk, value, at)
        return known_licence(named).spdx if named else None
    refused: BadValue | None = None
    for key in ("id", "url", "link", "type", "name", "text"):
        try:
            if value.get(key) and (spdx := licence(desk, value[key], (*at, key))):
                return spdx
        except BadValue as error:
            refused = error
    raise refused or BadValue("names no licence", "give an SPDX id such as CC-BY-SA-4.0")


def rights(desk: Desk, value: Any, at: Path) -> Rights | None:
    """Rights as a sentence, a licence, or a mapping of licence, holder, year, statement, url."""
    if isinstance(value, dict):
        found = parts(desk, value, at, "rights")
        known = _without_notice(Rights(**{name: got for name, got in found.items() if name != "licence"}))
        return with_licence(known, known_licence(found["licence"])) if "licence" in found else known
    said = text(desk, value, at)
    if said is None:
        return None
    read = Rights.of(said.plain)
    return replace(read, statement=said) if read.statement and read.statement.plain == said.plain else read


def _without_notice(known: Rights) -> Rights:
    """The rights without a statement that only repeats the copyright line: holder and year say it."""
    said = Rights.of(known.statement.plain) if known.statement else known
    if said.statement or not (said.holder or said.year):
        return known
    return replace(known, statement=None, holder=known.holder or said.holder, year=known.year or said.year)


def with_right(known: Rights | None, part: str, desk: Desk, value: Any, at: Path) -> Rights | None:
    """The rights with one part that stood alone: `license:`, `copyright:`, `copyright-year:`."""
    known = known or Rights()
    if part == "copyright":
        return _copyright(known, desk, value, at)
    if part == "licence":
        try:
            named = licence(desk, value, at)
        except BadValue as error:
            desk.bad("M115", error, at)
            return known
        return with_licence(known, known_licence(named)) if named else known
    got = desk.readers[PARTS["rights"][part].kind](desk, value, at)
    return replace(known, **{part: got}) if got else known


def _copyright(known: Rights, desk: Desk, value: Any, at: Path) -> Rights:
    """`copyright:` is a year, a holder, or a whole notice with or without its sign."""
    if isinstance(value, dict):
        given = rights(desk, value, at) or known
    else:
        said = str(line(desk, value, at) or "")
        given = Rights.of(said if re.match(r"(?i)\s*(copyright\b|\(c\)|©)", said) else f"© {said}") if said else known
    statement: Text | None = known.statement or given.statement
    return Rights(
        known.licence or given.licence,
        known.url or given.url,
        statement,
        known.holder or given.holder,
        known.year or given.year,
    )
