"""Articles of any number and length for the benchmarks: sentences built by rule from words of our own.

The same number gives the same text, on any machine. What a magazine has is in them: sub-heads, notes, emphasis, a
quotation, a list, in every third article a table.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WORDS = 1200
PEOPLE = ["Ana Ruiz", "Ida Lund", "Tomas Berg", "Mairi Kerr", "Jonas Falk", "Elke Voss", "Pia Holm", "Rhys Morgan"]
_PLACES = """the harbour, the lower quay, the customs house, the coaling pier, the breakwater, the salt market, the
tide gauge, the chandlery, the ferry landing, the old smokehouse, the pilot station, the ropewalk, the dry dock, the
signal tower, the outer mole, the boatyard, the fish auction, the lifeboat shed, the river mouth, the northern
approach"""
_NOUNS = """notebook, measurement, vessel, allowance, ordinance, harbourmaster, lantern, correspondence, foundation,
calculation, inspector, weather, cargo, insurance, catalogue, current, anchorage, carpenter, apprentice, instrument,
settlement, warehouse, timetable, regulation, photograph, conversation, estimate, committee, experiment, manuscript,
shoreline, engineer, inheritance, reservoir, navigation, observation, telegram, barometer, subscription,
disagreement"""
_ADJECTIVES = """unremarkable, careful, weathered, provisional, municipal, considerable, narrow, forgotten, elaborate,
practical, reluctant, seasonal, imperceptible, ordinary, disputed, generous, unfamiliar, patient, administrative,
brief, northerly, conscientious, independent, temporary, astonishing, handwritten, second-hand, long-standing, half-
finished"""
_DEEDS = """described, abandoned, measured, recommended, purchased, misunderstood, defended, inherited, catalogued,
repaired, postponed, remembered, replaced, photographed, corrected, contradicted, discovered, exaggerated, established,
neglected, copied, translated, surveyed, interrupted, reconsidered, registered, examined, protected, advertised"""
_LINKS = """because, although, until, whereas, so that, even though, long before, and in the end, while, since, as if,
wherever, unless, and for that reason"""
_OPENINGS = """In the following spring, For most of the century, According to the register, On the whole, By that time,
To everybody's surprise, After the second winter, In principle, Nobody now remembers why, In those years, More than
once, As far as can be established, Without any announcement, At the request of the council, Rather late, In the
meantime"""
_ADVERBS = """apparently, eventually, deliberately, almost immediately, reluctantly, publicly, occasionally, carefully,
with some hesitation, for the time being, in all probability, year after year, in the presence of witnesses"""
# Halves of names and of compounds: an article has some hundred different words, and each its own.
_TOWNS = """Skel, Arn, Brod, Fen, Hask, Ling, Mar, Nor, Oster, Pol, Quen, Rav, Sand, Thorn, Ulver, Wend, Yar, Crom,
Dun, Eller, Gar, Hol, Ister, Kirk, Lam, Mell, Nether, Orm, Pen, Ros, Sel, Trev, Wick, Black, Grim, Hel"""
_ENDINGS = """mouth, holm, wick, ness, haven, by, stead, ford, combe, bridge, ham, fleet, garth, thorpe, sund, vik,
minster, worth, quay, wade, beck, strand, ey, dale"""
_FIRSTS = """tide, harbour, salt, rope, sail, quay, water, storm, ferry, net, timber, coal, light, ship, stone, rain,
town, land, night, winter, river, mud, cliff, chart, bell, hand, corner, market, church, school"""
_SECONDS = """keeper, works, book, master, wall, table, yard, gate, line, maker, post, side, mark, house, fall, path,
wright, stock, field, loft, chest, room, board, shed, piece, worker, bearer, watch, song, trade"""


def _split(text: str) -> list[str]:
    return [" ".join(each.split()) for each in text.split(",")]


PLACES, NOUNS, ADJECTIVES, DEEDS = _split(_PLACES), _split(_NOUNS), _split(_ADJECTIVES), _split(_DEEDS)
LINKS, OPENINGS, ADVERBS = _split(_LINKS), _split(_OPENINGS), _split(_ADVERBS)
TOWNS, ENDINGS, FIRSTS, SECONDS = _split(_TOWNS), _split(_ENDINGS), _split(_FIRSTS), _split(_SECONDS)


class Writer:
    """Writes sentences, paragraphs and sections; one seed, one text."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def pick(self, words: list[str]) -> str:
        """One of some words."""
        return words[self.random.randrange(len(words))]

    def thing(self) -> str:
        """A noun with its article and perhaps an adjective."""
        noun = self.pick(NOUNS) if self.random.random() < 0.6 else self.pick(FIRSTS) + self.pick(SECONDS)
        if self.random.random() < 0.6:
            adjective = self.pick(ADJECTIVES)
            return f"{self.pick(['the', 'one', 'no', 'every'])} {adjective} {noun}"
        return f"{self.pick(['the', 'another', 'that', 'their'])} {noun}"

    def place(self) -> str:
        """A place in the harbour, or a town."""
        return self.pick(PLACES) if self.random.random() < 0.5 else self.pick(TOWNS) + self.pick(ENDINGS)

    def clause(self) -> str:
        """A statement of five to fifteen words."""
        parts = [self.thing(), self.pick(["had", "would have", "might have"]), self.pick(DEEDS), self.thing()]
        if self.random.random() < 0.5:
            parts.append(f"{self.pick(['near', 'behind', 'opposite', 'between the bridge and'])} {self.place()}")
        if self.random.random() < 0.3:
            parts.insert(2, self.pick(ADVERBS))
        return " ".join(parts)

    def sentence(self) -> str:
        """A sentence of six to thirty-five words."""
        text = self.clause()
        if self.random.random() < 0.4:
            text = f"{self.pick(OPENINGS)}, {text}"
        for _ in range(self.pick_count()):
            text += f", {self.pick(LINKS)} {self.clause()}"
        return text[0].upper() + text[1:] + "."

    def pick_count(self) -> int:
        """How many clauses follow the first."""
        return self.random.choices([0, 1, 2], [4, 4, 1])[0]

    def paragraph(self, words: int) -> str:
        """At least so many words in sentences, some of them emphasised, dated or quoted."""
        sentences: list[str] = []
        while sum(len(each.split()) for each in sentences) < words:
            sentence = self.sentence()
            fate = self.random.random()
            if fate < 0.06:
                sentence = f"*{sentence}*"
            elif fate < 0.12:
                sentence = f'"{sentence[:-1]}," wrote {self.pick(PEOPLE)} in {1850 + self.random.randrange(150)}.'
            sentences.append(sentence)
        return " ".join(sentences)

    def heading(self) -> str:
        """The words of a sub-head."""
        return f"The {self.pick(ADJECTIVES)} {self.pick(NOUNS)}"

    def table(self) -> str:
        """A small table of figures with a caption."""
        rows = [f"| {1900 + 10 * n} | {self.pick(NOUNS)} | {self.random.randrange(1000)} |" for n in range(5)]
        return "\n".join(["| Year | Entry | Number |", "|------|:------|-------:|", *rows, "", f": {self.heading()}"])

    def listing(self) -> str:
        """Four points."""
        return "\n".join(f"- {self.clause()};" for _ in range(4))


def body(number: int, words: int = WORDS) -> str:
    """The Markdown of an article without its front matter, about so many words."""
    writer = Writer(number)
    parts: list[str] = []
    notes: list[str] = []
    total = 0
    while total < words:
        paragraph = writer.paragraph(70)
        turn = len(parts)
        if turn % 5 == 4:
            parts.append(f"## {writer.heading()}")
        if turn % 7 == 3:
            notes.append(f"[^{len(notes) + 1}]: {writer.sentence()}")
            paragraph += f"[^{len(notes)}]"
        parts.append(paragraph)
        total = sum(len(each.split()) for each in [*parts, *notes])
        if turn == 6:
            parts.append("> " + writer.paragraph(30))
        if turn == 10:
            parts.append(writer.table() if number % 3 == 0 else writer.listing())
    return "\n\n".join([*parts, *notes]) + "\n"


def article(number: int, words: int = WORDS) -> str:
    """A manuscript in Markdown with its front matter."""
    writer = Writer(-1 - number)
    front = f"""---
title: "{writer.heading()} of {writer.pick(PLACES)}"
slug: article-{number:05}
author: {writer.pick(PEOPLE)}
date: 20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}
lang: en-GB
standfirst: {writer.sentence()}
subjects: [{writer.pick(NOUNS)}, {writer.pick(NOUNS)}]
---

"""
    return front + body(number, words)


PUBLICATION = """title: Tide Tables
publisher: Bollard Press
language: en-GB
rights: CC BY-SA 4.0
build: [reader, ebook]
"""


def write_publication(folder: Path, count: int, words: int = WORDS, settings: str = PUBLICATION) -> list[Path]:
    """A publication of so many articles in a folder; the paths of the manuscripts."""
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    (folder / "content" / "publication.yaml").write_text(settings, encoding="utf-8")
    paths = []
    for number in range(count):
        paths.append(articles / f"article-{number:05}.md")
        paths[-1].write_text(article(number, words), encoding="utf-8")
    return paths
