"""The index of a volume from the marks in its articles: the same for print, which adds pages, and for e-books."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presswork.copydesk import typeset
from presswork.diagnostics import Diagnostic, Location, Severity, close_matches
from presswork.text import Text
from presswork.volumes.filing import filing_key, letter_of
from presswork.volumes.rewriting import index_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presswork.volume import Bound, Chapter, Written

# `Harbour!cranes!electric`: deeper than this no reader follows.
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Locator:
    """A place to which an entry leads: the chapter's slug, the id of the mark, and of the mark that ends its range."""

    chapter: str
    id: str
    end: str | None = None


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A term with its places, what it sends readers to (`see`, `see also`), and the terms below it."""

    term: Text
    locators: tuple[Locator, ...] = ()
    see: tuple[Text, ...] = ()
    see_also: tuple[Text, ...] = ()
    children: tuple[IndexEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """The entries under one letter; `letter` is empty for those that begin with a figure or a sign."""

    letter: str
    entries: tuple[IndexEntry, ...]


@dataclass(slots=True)
class _Node:
    term: str = ""
    locators: list[Locator] = field(default_factory=list)
    see: dict[str, None] = field(default_factory=dict)
    see_also: dict[str, None] = field(default_factory=dict)
    below: dict[str, _Node] = field(default_factory=dict)

    def at(self, terms: list[str]) -> _Node:
        """The node of a term below this one; of two spellings the one with a small initial is kept."""
        node = self
        for term in terms:
            node = node.below.setdefault(term.casefold(), _Node(term))
            if term[:1].islower() and not node.term[:1].islower():
                node.term = term
        return node


def texts_of(bound: Bound) -> Iterator[Chapter | Written]:
    """Every part of a volume that has a text, in reading order: written front matter, chapters, written back matter."""
    from presswork.volume import Written

    yield from (part for part in bound.front if isinstance(part, Written))
    yield from bound.chapters
    yield from (part for part in bound.back if isinstance(part, Written))


def has_marks(bound: Bound) -> bool:
    """Whether any text of the volume has an index mark."""
    return any('class="index"' in part.article.body for part in texts_of(bound))


def index_of(bound: Bound) -> tuple[IndexGroup, ...]:
    """The index, in the order of the volume's language."""
    top, _ = _gathered(bound)
    language = bound.meta.language
    groups: dict[str, list[IndexEntry]] = {}
    for entry in _entries(top, language):
        groups.setdefault(letter_of(entry.term.plain, language), []).append(entry)
    return tuple(IndexGroup(letter, tuple(entries)) for letter, entries in groups.items())


def check_index(bound: Bound) -> list[Diagnostic]:
    """What is wrong with the marks (M218): a range without an end, a `see` to an entry that the index does not have."""
    top, findings = _gathered(bound)
    known = dict(_paths(top))
    for path, node in known.items():
        for target in (*node.see, *node.see_also):
            if _folded(target) not in known:
                names = [each.replace("!", ": ") for each in known]
                message = f"the index sends readers from '{node.term}' to '{target}', which it does not have"
                place = Location(bound.volume.source)
                findings.append(Diagnostic("M218", message, Severity.WARNING, place, close_matches(target, names)))
        if node.see and (node.locators or node.below) and path:
            message = f"'{node.term}' has places of its own and says only where to see"
            hint = "write see-also= instead of see="
            findings.append(Diagnostic("M218", message, Severity.WARNING, Location(bound.volume.source), (hint,)))
    return findings


def _folded(target: str) -> str:
    return "!".join(term.strip().casefold() for term in target.replace(": ", "!").split("!"))


def _paths(node: _Node, above: str = "") -> Iterator[tuple[str, _Node]]:
    for key, child in node.below.items():
        path = f"{above}!{key}" if above else key
        yield path, child
        yield from _paths(child, path)


def _gathered(bound: Bound) -> tuple[_Node, list[Diagnostic]]:
    top = _Node()
    findings: list[Diagnostic] = []
    for part in texts_of(bound):
        _gather(top, part, findings)
    return top, findings


def _gather(top: _Node, part: Chapter | Written, findings: list[Diagnostic]) -> None:
    """Put the marks of one text into the tree. A range ends in the text in which it starts."""
    open_: dict[str, tuple[_Node, int]] = {}
    for mark in index_marks(part.article.body):
        terms = [term.strip() for term in mark["data-entry"].split("!") if term.strip()][:DEEPEST]
        node, key = top.at(terms), "!".join(terms).casefold()
        for name, said in (("data-see", node.see), ("data-see-also", node.see_also)):
            said.update(dict.fromkeys(each.strip() for each in mark.get(name, "").split(";") if each.strip()))
        if "data-see" in mark:
            continue
        if mark.get("data-range") == "end" and key in open_:
            begun, number = open_.pop(key)
            begun.locators[number] = Locator(part.slug, begun.locators[number].id, mark["id"])
            continue
        node.locators.append(Locator(part.slug, mark["id"]))
        if mark.get("data-range") == "start":
            open_[key] = (node, len(node.locators) - 1)
        elif mark.get("data-range") == "end":
            findings.append(_unpaired(part, mark["data-entry"], "ends and does not start"))
    findings += [_unpaired(part, key, "starts and does not end") for key in open_]


def _unpaired(part: Chapter | Written, entry: str, what: str) -> Diagnostic:
    hint = "write the same entry with range=start and range=end in one article"
    message = f"the range of the index entry '{entry}' {what}"
    return Diagnostic("M218", message, Severity.WARNING, Location(part.article.source), (hint,))


def _entries(node: _Node, language: str) -> list[IndexEntry]:
    ordered = sorted(node.below.values(), key=lambda child: filing_key(child.term, language))
    return [
        IndexEntry(
            _text(child.term, language),
            tuple(child.locators),
            tuple(_text(each.replace("!", ": "), language) for each in child.see),
            tuple(_text(each.replace("!", ": "), language) for each in child.see_also),
            tuple(_entries(child, language)),
        )
        for child in ordered
    ]


def _text(words: str, language: str) -> Text:
    return typeset(Text.of(words), language)
