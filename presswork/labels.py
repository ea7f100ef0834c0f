"""The words the house itself prints, dates and lists of names, in the language of the article."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from presswork.languages import digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FALLBACK = "en"
FOLDER = Path(__file__).parent / "words"
# Spanish writes "e" for "y" before the vowel i ("Ana e Ignacio", but "Ana y Hielo"): CLDR's patterns cannot say so.
_SPANISH_E = re.compile(r"(?:i|í|hi(?![ae])|hí|y[^aeiouáéíóú])", re.IGNORECASE)


# MARC codes whose credit reads like another's.
_SAME_CREDIT = MappingProxyType(
    {"cre": "aut", "edc": "edt", "red": "edt", "win": "aui", "wfw": "wpr", "dsr": "bkd", "tyg": "bkd", "crr": "pfr"}
    | {"rtm": "res", "gis": "ctg", "ilu": "ill"}
)


class Credited(Protocol):
    """Somebody with a name and a MARC role: what the credits need of a contributor."""

    @property
    def name(self) -> str:
        """The name as it is printed."""
        ...

    @property
    def role(self) -> str:
        """The MARC relator code."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """How dates and lists are put together (CLDR 'long' date and 'standard' list); an `on_page`-like pattern each."""

    long: str
    months: tuple[str, ...]
    two: str
    comma: str
    last: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The localised words of one language. Templates read the attributes; see presswork/words/*.toml for the texts.

    `language` is the tag of the article, `words_language` the one in which the words are (they differ when the house
    has no words for it). Words that hold `{page}`, `{date}`, `{name}` or `{names}` are patterns for `str.format`.
    """

    language: str
    words_language: str
    contents: str
    table_of_contents: str
    page: str
    pages: str
    on_page: str
    by: str
    and_: str
    figure: str
    table: str
    section: str
    chapter: str
    part: str
    equation: str
    note: str
    notes: str
    footnote: str
    back_to_text: str
    skip_to_text: str
    about_author: str
    about_authors: str
    contributors: str
    correction: str
    corrections: str
    rights: str
    all_rights_reserved: str
    licence: str
    contact: str
    published: str
    updated: str
    cover: str
    title_page: str
    colophon: str
    imprint: str
    made_with: str
    index: str
    page_list: str
    landmarks: str
    start_of_text: str
    bibliography: str
    related: str
    summary: str
    subjects: str
    series: str
    number: str
    issue: str
    publisher: str
    continued: str
    continued_on: str
    translation_of: str
    translations: str
    editors_note: str
    identifier: str
    language_word: str
    draft: str
    embargoed: str
    light: str
    dark: str
    foreword: str
    preface: str
    editorial: str
    afterword: str
    dedication: str
    epigraph: str
    list_of_figures: str
    advertisement: str
    see: str
    see_also: str
    price: str
    masthead: str
    roles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def credit(self, role: str, names: str) -> str:
        """The credit line of a role: `credit("trl", "Ana Ruiz")` is "Translated by Ana Ruiz".

        `role` is a MARC relator code; a code without a phrase of its own is credited as a contribution.
        """
        return self.roles.get(_SAME_CREDIT.get(role, role), self.roles["ctb"]).format(names=names)

    def credits(self, contributors: Iterable[Credited]) -> tuple[str, ...]:
        """One credit line for each role, in the order in which the roles first occur, authors first.

        `("By Jane Roe and Ana Ruiz", "Photographs by Li Wei")`.
        """
        by_role: dict[str, dict[str, None]] = {"aut": {}}  # an ordered set of names: nobody is named twice in a line
        for person in contributors:
            by_role.setdefault(_SAME_CREDIT.get(person.role, person.role), {})[person.name] = None
        return tuple(self.credit(role, self.join(tuple(names))) for role, names in by_role.items() if names)

    def join(self, names: Sequence[str]) -> str:
        """The names as a list in the language: `a`, `a and b`, `a, b, and c`."""
        return join_list(names, self.language)

    def date(self, value: date) -> str:
        """The day written out in the language."""
        return format_date(value, self.language)


_RENAMED = {"and": "and_", "language": "language_word"}


@cache
def _table(language: str) -> dict[str, Any] | None:
    source = FOLDER / f"{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else None


def languages() -> tuple[str, ...]:
    """The languages for which the house has words, in alphabetical order of their codes."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


def primary_subtag(language: str) -> str:
    """`en` of `en-GB` (BCP 47, section 2.2.1); `en` when the tag is empty or malformed."""
    subtag = re.split(r"[-_]", language, maxsplit=1)[0].lower()
    return subtag if re.fullmatch(r"[a-z]{2,8}", subtag) else FALLBACK


@cache
def labels_for(language: str) -> Labels:
    """The words of a language by its BCP 47 tag; of its primary subtag, then English, when there are no others."""
    words_language = primary_subtag(language)
    table = _table(words_language)
    if table is None:
        words_language, table = FALLBACK, _table(FALLBACK)
    assert table is not None
    known = {f.name for f in fields(Labels)}
    texts = {_RENAMED.get(key, key): value for key, value in table.items()}
    texts = {key: value for key, value in texts.items() if key in known}
    texts["roles"] = MappingProxyType(table["roles"])
    return Labels(**{**texts, "language": language, "words_language": words_language})


@cache
def _words(language: str) -> Words | None:
    """Patterns that equal babel's for this very tag, or None when babel has to be asked.

    Importing babel and its locale data costs 60 ms, which is a tenth of a short build; a test holds these equal.
    """
    subtags = language.replace("_", "-").split("-")
    table = _table(subtags[0].lower())
    if table is None or len(subtags) > 2:
        return None
    region: Mapping[str, str] = {}
    if len(subtags) == 2:
        if subtags[1].upper() not in table.get("regions", {}):
            return None
        region = table["regions"][subtags[1].upper()]
    parts: dict[str, Any] = {**table["dates"], **table["lists"], **region}
    return Words(**{**parts, "months": tuple(parts["months"])})


def _babel_locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    for tag in (language.replace("_", "-"), primary_subtag(language), FALLBACK):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError("babel knows English")


def format_date(value: date, language: str) -> str:
    """The day of a date (or moment, in its own time zone) written out as CLDR's long date of the language.

    Babel knows the words and their order, but writes European digits for all.
    """
    day = value.date() if isinstance(value, datetime) else value
    if words := _words(language):
        return digits(words.long.format(day=day.day, month=words.months[day.month - 1], year=day.year), language)
    from babel.dates import format_date as babel_format_date

    return digits(babel_format_date(day, "long", locale=_babel_locale(language)), language)


def join_list(items: Sequence[str], language: str) -> str:
    """The items as a list in running text (CLDR's standard list): `a, b, and c`."""
    if len(items) < 2:
        return "".join(items)
    if primary_subtag(language) == "es" and _SPANISH_E.match(items[-1]):
        return f"{', '.join(items[:-1])} e {items[-1]}"
    if words := _words(language):
        if len(items) == 2:
            return words.two.format(*items)
        return words.comma.join(items[:-1]) + words.last + items[-1]
    from babel.lists import format_list

    return str(format_list(items, locale=_babel_locale(language)))
