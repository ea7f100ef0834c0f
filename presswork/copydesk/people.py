"""How contributors and rights are read, with their many shorthands: role keys, `A and B`, `license:`, `copyright:`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from presswork.article import Contributor, Rights
from presswork.contributors import contributors_from, display_name, is_body, role_code, role_words, sort_name
from presswork.copydesk.desk import Desk, Explained, Need, Part, item_path, listed, parts
from presswork.copydesk.readers import flag, line, scalar, text, url
from presswork.diagnostics import close_matches
from presswork.identifiers import orcid
from presswork.rights import licence, with_licence
from presswork.text import BadValue, Text, parse_email

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presswork.yamlsource import Path


def _email(_desk: Desk, value: Any, _at: Path) -> str | None:
    return parse_email(scalar(value)) if value else None


def _orcid(desk: Desk, value: Any, at: Path) -> str | None:
    number = line(desk, value, at)
    return orcid(number) if number else None


def _roles(desk: Desk, value: Any, at: Path) -> tuple[str, ...]:
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


def _affiliation(_desk: Desk, value: Any, _at: Path) -> str | None:
    """One body, or several joined; pandoc's and Quarto's `{name: ...}` is understood."""
    names = [item.get("name") if isinstance(item, dict) else item for item in listed(value)]
    return ", ".join(scalar(name) for name in names if name) or None


CONTRIBUTOR: dict[str, Part] = {
    "name": Part(line, ("literal", "full-name")),
    "given": Part(line, ("first", "first-name", "given-name")),
    "family": Part(line, ("last", "last-name", "family-name", "surname")),
    "sort_name": Part(line, ("sort-name", "sort", "file-as", "sortname")),
    "role": Part(_roles, ("roles",)),
    "affiliation": Part(_affiliation, ("affiliations", "institute", "institution", "employer")),
    "bio": Part(text, ("biography", "about", "note", "description")),
    "email": Part(_email, ("e-mail", "mail")),
    "url": Part(url, ("website", "web", "link", "homepage")),
    "orcid": Part(_orcid),
    "organization": Part(flag, ("organisation", "body", "collective", "group")),
}


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
        desk, value, at, CONTRIBUTOR, Need(("name", "given", "family"), "has no name", "add 'name: Jane Roe'")
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


PERSON_PARTS = {name: CONTRIBUTOR[name].read for name in ("affiliation", "bio", "email", "orcid", "url")}


def _year(desk: Desk, value: Any, at: Path) -> int | None:
    if isinstance(value, dt.date):
        return value.year
    year = line(desk, value, at) or ""
    if not re.fullmatch(r"[12]\d{3}", year):
        raise BadValue(f"'{year}' is no year", "write it as 2026")
    return int(year)


def _licence(desk: Desk, value: Any, at: Path) -> str | None:
    """The SPDX id of a licence, checked."""
    if isinstance(value, dict):  # the shape of pandoc's and Quarto's `license: {text:, url:, type:}`
        value = next((value[key] for key in ("type", "id", "name", "url", "link", "text") if value.get(key)), None)
    named = line(desk, value, at)
    return licence(named).spdx if named else None


RIGHTS: dict[str, Part] = {
    "licence": Part(_licence, ("license", "spdx")),
    "url": Part(url, ("link",)),
    "statement": Part(text, ("text", "note", "sentence")),
    "holder": Part(line, ("owner", "by", "copyright-holder")),
    "year": Part(_year, ("copyright-year", "years")),
}


def rights(desk: Desk, value: Any, at: Path) -> Rights | None:
    """Rights as a sentence, a licence, or a mapping of licence, holder, year, statement, url."""
    if isinstance(value, dict):
        found = parts(desk, value, at, RIGHTS)
        known = Rights(**{name: got for name, got in found.items() if name != "licence"})
        return with_licence(known, licence(found["licence"])) if "licence" in found else known
    said = text(desk, value, at)
    if said is None:
        return None
    read = Rights.of(said.plain)
    return replace(read, statement=said) if read.statement and read.statement.plain == said.plain else read


def with_right(known: Rights | None, part: str, desk: Desk, value: Any, at: Path) -> Rights | None:
    """The rights with one part that stood alone: `license:`, `copyright:`, `copyright-year:`."""
    known = known or Rights()
    if part == "copyright":
        return _copyright(known, desk, value, at)
    if part == "licence":
        try:
            named = _licence(desk, value, at)
        except BadValue as error:
            desk.bad("M115", error, at)
            return known
        return with_licence(known, licence(named)) if named else known
    got = RIGHTS[part].read(desk, value, at)
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
