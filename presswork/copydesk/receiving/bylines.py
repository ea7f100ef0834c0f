"""Reads bylines: who wrote, translated, photographed, for which house, from where."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROLES: tuple[tuple[str, str], ...] = (
    (r"(?:translated|translation) by|übersetzt von|übersetzung(?::| von)|aus dem \w+ von|traducido por|traducción(?::| de)|"
     r"traduit (?:par|de .{2,20} par)|traduction(?::| de)|traduzione di|tradotto da|tradução(?::| de)|vertaald door|"
     r"vertaling:?|перевод:?|översättning:?", "trl"),
    (r"(?:photographs?|photos?|pictures?) by|photos?:|photographs?:|fotos?(?::| von| de| di)|fotografías?(?::| de)|photographies?(?::| de)|foto's:|фото:?",
     "pht"),
    (r"(?:illustrations?|illustrated|drawings?) by|illustrations?(?::| de)|illustration(?:en)?(?::| von)|ilustraciones?(?::| de)|zeichnungen(?::| von)", "ill"),
    (r"edited by|herausgegeben von|editado por|édité par|a cura di", "edt"),
    (r"(?:written |story |text |words |report )?by|words:|text:|author:|authors:|von|text von|autor(?:in|en|es|a)?:|por|texto(?::| de)|par|texte(?::| de)|auteurs?:|"
     r"testo(?::| di)|autor[ei]:|di|door|tekst:|av|af|автор:|текст:|מאת:?|بقلم:?", "aut"),
)
_ROLE = re.compile("|".join(f"(?P<{role}>(?:{words}))" for words, role in _ROLES), re.IGNORECASE)
_PARTICLES = (
    r"de|del|de la|de las|de los|della|dello|degli|dei|di|da|do|dos|das|du|des|van|van der|van den|van de|ter|ten|von|von der|vom|zu|"
    r"zur|und zu|af|av|y|bin|ibn|bint|al|el|la|le|abu|ben|e|i"
)
_INITIAL = r"[^\W\d_a-zß-öø-ÿ]\.(?:[- ]?[^\W\d_a-zß-öø-ÿ]\.)*"
_PART = r"(?:(?:[dDlL]|O|al)['’-])?[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*\.?"
_NAME = re.compile(rf"(?:{_INITIAL}|{_PART})(?:[ ](?:(?:{_PARTICLES})[ ])*(?:{_INITIAL}|{_PART})){{1,4}}(?:,? (?:Jr|Sr|II|III)\.?)?")
_HEBREW_ARABIC = re.compile(r"[א-ת\"'-]+(?: [א-ת\"'-]+){1,3}|[ء-يًٌٍَُِّْ]+(?: [ء-يًٌٍَُِّْ]+){1,4}")
_AND = re.compile(r"\s*(?:,\s*(?:and|und|y|e|et|en|og|och)?\s+|;\s*|\s/\s|\s(?:and|und|y|et|e|en|og|och|i|и|та|ve|&|with|mit|con|avec)\s)\s*")
_PLACE = re.compile(r"(?:,| in| aus| en| à| a| –| —| -) (?P<place>[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_a-z][^\W\d_]+){0,3})$")
_SPECIAL = re.compile(r"(?:special|exclusive) (?:to|for|correspondent for) .{3,60}|especial para .{3,60}|spécial pour .{3,60}|(?:exklusiv )?für (?:die|den|das) .{3,40}", re.IGNORECASE)
# Words with capitals that are in headlines and house names, not in the names of people.
_NO_NAMES = frozenset(
    "the a an of for our staff press agency news review today monday tuesday wednesday thursday friday saturday sunday january "
    "february march april may june july august september october november december part chapter introduction der die das ein "
    "eine el los las une un une il gli lo correspondent reporter editor editors desk team redaktion redacción rédaction redazione "
    "why how what where when who new is are was on to at with from in not no and or but this that these those its".split()
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
    text = re.sub(r"^[*_]+|[*_]+$", "", line.strip()).strip().rstrip(".,;")
    if not text or len(text) > 140 or re.search(r"\d|[?!]", text):
        return None
    if _SPECIAL.fullmatch(text):
        return Byline((), signed=True, affiliation=text)
    found = _ROLE.match(text)
    # "Di" and "Von" begin names and words too: what follows has to stand apart from them.
    if found and (rest := text[found.end() :]) and (rest[0].isspace() or found.group().endswith(":")):
        role = next(name for name, value in found.groupdict().items() if value)
        return _named(rest.strip(" :"), role, signed=True)
    return _named(text, "aut", signed=False)


def _named(text: str, role: str, *, signed: bool) -> Byline | None:
    if names := _names(text):
        return Byline(names, role, signed)
    for pattern in (_PLACE,):
        if (found := pattern.search(text)) and (names := _names(text[: found.start()])):
            return Byline(names, role, signed, place=found.group("place"))
    head, _, tail = text.partition(", ")
    if signed and tail and len(tail) < 60 and (names := _names(head)):
        return Byline(names, role, signed, affiliation=tail)
    return None


def _names(text: str) -> tuple[str, ...]:
    if text.isupper():
        text = _lowered(text)
    parts = [part for part in _AND.split(text) if part]
    return tuple(parts) if parts and all(map(_is_name, parts)) else ()


def _lowered(text: str) -> str:
    """`JANE VAN DER ROE` as people write it."""
    particles = {word for particle in _PARTICLES.split("|") for word in particle.split()}
    joining = {"and", "und", "et", "with"}
    small = particles | joining
    words = [word.lower() if word.lower() in small else re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), word)
             for word in text.split(" ")]
    return " ".join(words)


def _is_name(text: str) -> bool:
    if _HEBREW_ARABIC.fullmatch(text):
        return True
    return bool(_NAME.fullmatch(text)) and not any(word.lower() in _NO_NAMES for word in text.split())
