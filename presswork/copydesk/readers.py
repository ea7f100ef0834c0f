"""How the simple kinds of fields are read from what people write: text, words, dates, languages, names, paths."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from presswork.copydesk.desk import Desk, each, item_path, listed, written
from presswork.dates import moment, parse_date
from presswork.diagnostics import close_matches
from presswork.languages import parse_language
from presswork.price import Price
from presswork.text import BadValue, Text, parse_url, tidy

if TYPE_CHECKING:
    from presswork.yamlsource import Path

MOST = 20_000  # characters of one value; what is longer belongs into the body


def text(desk: Desk, value: Any, at: Path) -> Text | None:
    """Inline text with the markup that pandoc saw in it."""
    if value is None or value == "":
        return None
    plain = scalar(value)
    rich = desk.markup(at)
    read = Text.from_html(rich) if rich is not None else Text.of(plain)
    return read or Text.of(plain) or None


def scalar(value: Any) -> str:
    """A value as text; YAML's numbers and dates are text again. Raises `BadValue` for lists, mappings and yes/no."""
    if isinstance(value, bool):
        raise BadValue(f"YAML reads this word as {'true' if value else 'false'}", "put it in quotes")
    if isinstance(value, dict | list):
        raise BadValue("one line of text is wanted here, not a list", "write it as one line")
    if isinstance(value, str) and len(value) > MOST:
        raise BadValue(f"is longer than {MOST:,} characters", "move it into the text of the article")
    return tidy(value.isoformat() if isinstance(value, dt.date) else str(value))


def line(desk: Desk, value: Any, at: Path) -> str | None:
    """One line of plain text; a number as it was written (`1.10`), for YAML would make 1.1 of it."""
    if value is None or value == "":
        return None
    plain = scalar(value)
    if not isinstance(value, str) and (rich := desk.markup(at)):
        return Text.from_html(rich).plain
    return plain or None


def words(desk: Desk, value: Any, at: Path) -> tuple[str, ...]:
    """Keywords: a list, or one line with commas or semicolons; repeated ones once."""
    if isinstance(value, str):
        found = [tidy(word) for word in re.split(r"[,;،؛、]", value)]
    else:
        found = [line(desk, item, item_path(value, at, i)) or "" for i, item in enumerate(listed(value))]
    return tuple(dict.fromkeys(filter(None, found)))


def flag(_desk: Desk, value: Any, _at: Path) -> bool:
    """True or false."""
    if isinstance(value, str) and value.lower() in ("true", "yes", "on", "false", "no", "off"):
        return value.lower() in ("true", "yes", "on")
    if not isinstance(value, bool):
        raise BadValue(f"'{value}' is neither true nor false", "write true or false")
    return value


def alt(desk: Desk, value: Any, at: Path) -> str | None:
    """An alternative text; an empty one is one that says nothing, not a missing one."""
    return "" if value == "" else line(desk, value, at)


def url(_desk: Desk, value: Any, _at: Path) -> str | None:
    """A web address in full."""
    return parse_url(scalar(value)) if value else None


def date(desk: Desk, value: Any, at: Path) -> dt.date | dt.datetime | None:
    """A day or a moment; what had to be supplied is a note (M110)."""
    if value is None or value == "":
        return None
    understood = parse_date(value, desk.language)
    if understood.remark:
        desk.note("M110", f"{written(at)}: {understood.remark}", at, "write it as 2026-03-01")
    return understood.date


def embargo(desk: Desk, value: Any, at: Path) -> dt.datetime | None:
    """A moment; a day means its midnight in UTC."""
    read = date(desk, value, at)
    return moment(read) if read else None


def language(_desk: Desk, value: Any, _at: Path) -> str | None:
    """A language tag. YAML reads Norwegian's `no` as false."""
    if value is False:
        return "no"
    return parse_language(scalar(value)) if value else None


def direction(_desk: Desk, value: Any, _at: Path) -> str | None:
    """`ltr` or `rtl`."""
    return choice(value, ("ltr", "rtl"))


def choice(value: Any, allowed: tuple[str, ...]) -> str | None:
    """One of a few words."""
    if value is None or value == "":
        return None
    word = scalar(value).lower()
    if word not in allowed:
        hints = close_matches(word, allowed) or (f"it is one of {', '.join(allowed)}",)
        raise BadValue(f"'{word}' is not known here", hints[0])
    return word


def status(_desk: Desk, value: Any, at: Path) -> str | None:
    """`draft`, `ready` or `published`; also as `draft: true`."""
    if at[0] == "draft":
        return "draft" if flag(_desk, value, at) else None
    return choice(value, ("draft", "ready", "published"))


def slug(_desk: Desk, value: Any, _at: Path) -> str | None:
    """A name for files: letters of any script, digits and hyphens."""
    if value is None or value == "":
        return None
    if slugify(word := scalar(value)) != word:
        raise BadValue(f"'{word}' cannot name files", f"write '{slugify(word) or 'tide-table'}'")
    return word


def slugify(words_: str) -> str:
    """Words as a file name: `The last tide!` is `the-last-tide`; letters of all scripts stay, at most 80 signs."""
    slug = re.sub(r"[\W_]+", "-", tidy(words_).lower()).strip("-")
    return slug if len(slug) <= 80 else slug[:81].rpartition("-")[0] or slug[:80]


def word(_desk: Desk, value: Any, _at: Path) -> str | None:
    """A name of one word, such as a template's."""
    if value is None or value == "":
        return None
    name = scalar(value)
    if not re.fullmatch(r"[\w.-]{1,80}", name) or name.startswith("."):
        raise BadValue(f"'{name}' is no name", "write a name of letters, digits and hyphens")
    return name


def price(_desk: Desk, value: Any, _at: Path) -> Price | None:
    """An amount with its currency."""
    return Price.of(scalar(value)) if value not in (None, "") else None


def mapping(_desk: Desk, value: Any, _at: Path) -> dict[str, Any] | None:
    """A mapping, left as it is written."""
    if value is not None and not isinstance(value, dict):
        raise BadValue("names with values are wanted here", "write {name: value}")
    return value


def pairs(desk: Desk, value: Any, at: Path) -> dict[str, str] | None:
    """A mapping from text to text."""
    found = mapping(desk, value, at)
    return {str(k): scalar(v) for k, v in found.items()} if found is not None else None


def path(desk: Desk, value: Any, at: Path) -> str | None:
    """The path of a file, relative to the manuscript."""
    named = line(desk, value, at)
    if named and (re.match(r"[A-Za-z]+:|[/\\]", named) or "\\" in named):
        raise BadValue(f"'{named}' is no path in the publication", "name the file relative to the manuscript, with /")
    return named


def paths(desk: Desk, value: Any, at: Path) -> tuple[str, ...]:
    """Paths of files."""
    return each(desk, value, at, path)
