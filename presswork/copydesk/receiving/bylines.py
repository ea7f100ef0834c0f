"""Reads bylines: who wrote, translated, photographed, for which house, from where."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from presswork.text import names

# What stands before the names, by MARC relator code; the first that fits counts.
_ROLES: dict[str, str] = {
    "trl": r"(?:translated|translation) by|übersetzt von|übersetzung(?::| von)|aus dem \w+ von|traducido por|"
    r"traducción(?::| de)|traduit (?:par|de .{2,20} par)|traduction(?::| de)|traduzione di|tradotto da|"
    r"tradução(?::| de)|vertaald door|vertaling:?|перевод:?|översättning:?",
    "pht": r"(?:photographs?|photos?|pictures?) by|photos?:|photographs?:|fotos?(?::| von| de| di)|"
    r"fotografías?(?::| de)|photographies?(?::| de)|foto's:|фото:?",
    "ill": r"(?:illustrations?|illustrated|drawings?) by|illustrations?(?::| de)|illustration(?:en)?(?::| von)|"
    r"ilustraciones?(?::| de)|zeichnungen(?::| von)",
    "edt": r"edited by|herausgegeben von|editado por|édité par|a cura di",
    "aut": r"(?:written |story |text |words |report )?by|words:|text:|authors?:|von|text von|autor(?:in|en|es|a|i|e)?:|"
    r"por|texto(?::| de)|par|texte(?::| de)|auteurs?:|testo(?::| di)|di|door|tekst:|av|af|автор:|текст:|מאת:?|بقلم:?",
}
_ROLE = re.compile("|".join(f"(?P<{role}>(?:{words}))" for role, words in _ROLES.items()), re.IGNORECASE)
_PARTICLES = names(
    "de del la las los della dello degli dei di da do dos das du des van der den het ter ten von vom zu zur und af av y"
    " bin ibn bint al el le abu ben e i"
)
_WORD = re.compile(r"(?:(?:[dDlL]|O|al)['’-])?[^\W\d_]+(?:['’-][^\W\d_]+)*\.?|(?:[^\W\d_]\.-?)+")
_TITLE = re.compile(r",? (?:Jr|Sr|II|III|PhD|MD)\.?$")
_UNCASED = re.compile(r"[א-ת\"'-]+(?: [א-ת\"'-]+){1,3}|[ء-يًٌٍَُِّْ]+(?: [ء-يًٌٍَُِّْ]+){1,4}")
_AND = re.compile(
    r"\s*(?:,\s*(?:(?:and|und|y|e|et|en|og|och)\s)?\s*|;\s*|\s/\s|"
    r"\s(?:and|und|y|et|e|en|og|och|i|и|та|ve|&|with|mit|con|avec)\s)\s*"
)
_PLACE = re.compile(r"(?: in| aus| en| à| –| —| -) (?P<place>[^\W\d_]+(?:[ -][^\W\d_]+){0,3})$")
_SPECIAL = re.compile(
    r"(?:special|exclusive) (?:to|for|correspondent for) .{3,60}|especial para .{3,60}|spécial pour .{3,60}|"
    r"(?:exklusiv )?für (?:die|den|das) .{3,40}",
    re.IGNORECASE,
)
# Words with capitals that are in headlines and house names, not in the names of people.
_NO_NAMES = names(
    "the a an of for our staff press agency news review today monday tuesday wednesday thursday friday saturday sunday"
    " january february march april may june july august september october november december part chapter introduction"
    " der die das ein eine los un une il gli lo correspondent reporter editor editors desk team redaktion redacción"
    " rédaction redazione why how what where when who new is are was on to at with from in not no and or but this that"
    " these those its"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """The people of one line with their MARC role; `signed` when a word such as "By" says that it is a byline."""

    names: tuple[str, ...]
    role: str = "aut"
    signed: bool = False
    place: str | None = None
    affiliation: str | None = None


def byline_of(line: str) -> Byline | None:
    """The byline that a whole line is, or None. Names need two parts, with capitals where the script has them."""
    text = line.strip(" *_").rstrip(".,;")
    if not text or len(text) > 140 or re.search(r"\d|[?!]", text):
        return None
    if _SPECIAL.fullmatch(text):
        return Byline((), signed=True, affiliation=text)
    found = _ROLE.match(text)
    # "Di" and "Von" begin names and words too: what follows has to stand apart from them.
    if found and (rest := text[found.end() :]) and (rest[0].isspace() or found.group().endswith(":")):
        role = next(role for role, value in found.groupdict().items() if value)
        byline = _read(rest.strip(" :"))
        return replace(byline, role=role, signed=True) if byline else None
    byline = _read(text)
    return None if byline is None or byline.affiliation else byline


def _read(text: str) -> Byline | None:
    if people := _people(text):
        return Byline(people)
    found = _PLACE.search(text)
    if found and found.group("place")[0].isupper() and (people := _people(text[: found.start()])):
        return Byline(people, place=found.group("place"))
    head, _, tail = text.partition(", ")
    if 0 < len(tail) < 60 and (people := _people(head)):
        return Byline(people, affiliation=tail)
    return None


def _people(text: str) -> tuple[str, ...]:
    """The names that a text is made of, one or several; empty when it is anything else."""
    parts = tuple(_lowered(part) if part.isupper() else part for part in _AND.split(text) if part)
    if parts and all(map(_is_name, parts)):
        return parts
    # "José Ortega y Gasset": the word between is a part of the name.
    return (text,) if "," not in text and _is_name(text) else ()


def _lowered(text: str) -> str:
    """`JANE VAN DER ROE` as people write it."""
    words = (word.lower() if word.lower() in _PARTICLES else _capitalised(word) for word in text.split(" "))
    return " ".join(words)


def _capitalised(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


def _is_name(text: str) -> bool:
    if _UNCASED.fullmatch(text):
        return True
    words = _TITLE.sub("", text).split(" ")
    main = [word for word in words if word not in _PARTICLES]
    return (
        2 <= len(main) <= 5
        and main[-1] == words[-1]
        and all(map(_WORD.fullmatch, words))
        and all(_has_capital(word) and word.lower() not in _NO_NAMES for word in main)
    )


def _has_capital(word: str) -> bool:
    return word[0].isupper() or (bool(re.match(r"(?:[dl]|al)['’-]", word)) and word[2:3].isupper())
