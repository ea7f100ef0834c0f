"""The contact block at the foot of a received text: where readers are asked to write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from presswork.copydesk.receiving.lines import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASKS = re.compile(
    r"^(?:to (?:contact|reach|write to|join|get in touch with|learn more about|find out more about)\b|"
    r"contact\b|for (?:more|further) information\b|get in touch\b|"
    r"write to (?:us|the)\b|kontakt\b|kontaktieren sie\b|(?:schreiben|wenden) sie\b|(?:weitere|"
    r"mehr) informationen\b|contacto\b|contacte\b|contáctenos\b|para (?:contactar|ponerse en contacto|"
    r"más información)\b|"
    r"escriba a\b|pour (?:contacter|nous contacter|plus d)|contactez\b|nous écrire\b|contatti\b|"
    r"per (?:contattare|contatti|maggiori)\b|contato\b|para (?:entrar em contato|contatar|mais informações)\b|"
    r"neem contact\b|voor meer informatie\b|kontakta\b|связаться\b|контакты?\b)",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\]]+)\]\(<?([^)\s>]+)>?\)|<?((?:https?://|www\.)[^\s<>*)\]]+)>?")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TARGET = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_ADDRESS_AT_END = re.compile(r"(?:,|(?<=:)) (?:\S+@\S+\.\w+|(?:https?://|www\.)\S+|[\w.-]+\.[a-z]{2,}(?:/\S*)?)$")
_BARE_HOST = re.compile(r"(?<![\w@/.])((?:[a-z0-9-]+\.)+[a-z]{2,12}(?:/[\w./#?=&%~-]*)?)(?![\w@])", re.IGNORECASE)
_NAME = re.compile(
    r"^(?:to|para|pour|per) (?:contact|reach|write to|join|get in touch with|contactar(?: con)?|contacter|"
    r"contattare|contatar)\s+(?P<name>.+?)"
    r"(?:,|\s+(?:please|visit|write|call|go|e-?mail|visite|visita|escriba|visitez|écrivez|scrivi|at|en)\b|:|$)",
    re.IGNORECASE,
)
_NEAR_END = 4
_MAX_BLOCK = 300


@dataclass(frozen=True, slots=True)
class FoundContact:
    """A contact's values for the front matter, and how many blocks from `start` it takes up in the text."""

    values: dict[str, str]
    start: int
    count: int


def contact_in(blocks: Sequence[Block]) -> FoundContact | None:
    """The contact block among the last blocks of a text: a sentence that asks, and an address in it or after it."""
    for index in range(len(blocks) - 1, max(len(blocks) - 1 - _NEAR_END, 0), -1):
        block = blocks[index]
        if block.kind not in (Kind.PARAGRAPH, Kind.VERSE, Kind.HEADING) or len(block.bare) > _MAX_BLOCK:
            continue
        if not _ASKS.match(block.bare.strip("*_# ")):
            continue
        following = [other.bare for other in blocks[index + 1 :]]
        if sum(map(len, following)) <= _MAX_BLOCK and (values := _values(block.bare, " ".join(following))):
            return FoundContact(values, index, len(blocks) - index)
    return None


def _values(sentence: str, following: str) -> dict[str, str]:
    plain = sentence.strip("*_# ")
    whole = f"{sentence} {following}"
    values: dict[str, str] = {}
    if url := _url(whole):
        values["url"] = url
    if email := _EMAIL.search(whole):
        values["email"] = email.group()
    if not values:
        return {}
    if name := _NAME.match(plain):
        values["name"] = name.group("name").strip()
    return {"text": _sentence(plain), **values}


def _url(text: str) -> str | None:
    if link := _LINK.search(text):
        address = link.group(2) or link.group(3)
        return _absolute(address.rstrip(".,;:"))
    if host := _BARE_HOST.search(_EMAIL.sub(" ", text)):
        return _absolute(host.group(1).rstrip(".,;:"))
    return None


def _absolute(address: str) -> str:
    return address if re.match(r"[a-z]+:", address) else f"https://{address}"


def _sentence(text: str) -> str:
    """The sentence without an address at its end, which has a field of its own, and with links as their texts."""
    plain = re.sub(r"\*\*|__", "", _TARGET.sub(r"\1", text))
    plain = re.sub(r"\s+", " ", plain).strip()
    without = _ADDRESS_AT_END.sub("", plain)
    return plain if _EMAIL.search(without) or "://" in without else without
