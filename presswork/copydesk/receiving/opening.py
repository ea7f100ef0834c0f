"""Reads what stands above a received text: kicker, headline, standfirst, byline, date, place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from presswork.copydesk.receiving.bylines import Byline, byline_of
from presswork.copydesk.receiving.dates import WrittenDate, date_of
from presswork.copydesk.receiving.lines import Block, Kind, Line

_HEADLINE_MARK = re.compile(r"^(?:#{1,2}\s+|\*\*|__)|(?:\s+#+|\*\*|__)$")
_JOINTS = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|,\s+|\s+/\s+|\s{3,}")
_PLACE = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:[ -](?:[^\W\d_a-zß-öø-ÿ][^\W\d_]+|de|am|an|der)){0,3}")
# A place in two words above a date could be a name: these are asked first.
_CITIES = frozenset(
    "new york|los angeles|san francisco|mexico city|ciudad de méxico|buenos aires|são paulo|rio de janeiro|hong kong|tel aviv|"
    "cape town|new delhi|kuala lumpur|san josé|san salvador|santo domingo|addis ababa|the hague|den haag|la paz|san juan|"
    "saint petersburg|st petersburg|st. petersburg|new orleans|las vegas|san diego|san antonio|washington dc|ho chi minh".split("|")
)
_MAX_TITLE = 220
_MAX_DECK = 420


@dataclass(frozen=True, slots=True)
class Found:
    """A value of the opening and the line on which it stands."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above the text; `rest` is the text. Bylines and dates come with their lines."""

    title: Found
    kicker: Found | None = None
    deck: Found | None = None
    bylines: tuple[tuple[Byline, int], ...] = ()
    dates: tuple[tuple[WrittenDate, int], ...] = ()
    place: Found | None = None
    rest: tuple[Block, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether byline and date make it clear that this is an opening: a bare name alone does not."""
        return bool(self.dates) or any(byline.signed for byline, _ in self.bylines)


@dataclass(slots=True)
class _Signature:
    bylines: list[tuple[Byline, int]] = field(default_factory=list)
    dates: list[tuple[WrittenDate, int]] = field(default_factory=list)
    place: Found | None = None

    def take(self, line: Line, language: str | None) -> bool:
        """Whether the line is a byline, a date, or both; if so it is kept."""
        text = line.bare.strip("*_ ")
        if date := date_of(text, language):
            self.dates.append((date, line.number))
            return True
        if text.lower() in _CITIES:
            self.place = self.place or Found(text, line.number)
            return bool(self.dates or self.bylines)
        if byline := byline_of(text):
            self.bylines.append((byline, line.number))
            if byline.place:
                self.place = self.place or Found(byline.place, line.number)
            return True
        return self.take_both(text, line.number, language)

    def take_both(self, text: str, number: int, language: str | None) -> bool:
        """`Jane Roe | 16 March 2021`, `Berlin, 16. März 2021`."""
        for joint in _JOINTS.finditer(text):
            left, right = text[: joint.start()], text[joint.end() :]
            for who, when in ((left, right), (right, left)):
                date = date_of(when, language)
                if not date or not who:
                    continue
                if who.lower() in _CITIES or (_PLACE.fullmatch(who) and " " not in who):
                    self.place = self.place or Found(who, number)
                elif byline := byline_of(who):
                    self.bylines.append((byline, number))
                else:
                    continue
                self.dates.append((date, number))
                return True
        return False


def opening_of(blocks: Sequence[Block], language: str | None) -> Opening | None:
    """The opening of a text, or None when its first block cannot be a headline or no byline or date follows it."""
    blocks = [*blocks]
    while blocks and blocks[0].kind is Kind.RULE:
        del blocks[0]
    for with_kicker in (False, True):
        found = _opening(blocks, language, with_kicker=with_kicker)
        if found and found.signed:
            return found
    return None


def _opening(blocks: list[Block], language: str | None, *, with_kicker: bool) -> Opening | None:
    kicker = None
    if with_kicker:
        if len(blocks) < 2 or not _is_kicker(blocks[0]):
            return None
        kicker = Found(_unmarked(blocks[0].bare).rstrip(":"), blocks[0].number)
        blocks = blocks[1:]
    split = _headline(blocks, language)
    if split is None:
        return None
    title, blocks = split
    signature, (deck, rest) = _Signature(), _deck(blocks, language)
    rest = _signed(rest, signature, language)
    if not rest or (_only_names(signature) and not signature.dates):
        return None
    return Opening(title, kicker, deck, tuple(signature.bylines), tuple(signature.dates), signature.place, tuple(rest))


def _only_names(signature: _Signature) -> bool:
    return not any(byline.signed for byline, _ in signature.bylines)


def _unmarked(text: str) -> str:
    return _HEADLINE_MARK.sub("", text.strip()).strip()


def _is_kicker(block: Block) -> bool:
    text = block.bare
    short = len(block.lines) == 1 and len(text) <= 40 and len(text.split()) <= 5
    marked = block.kind is Kind.HEADING or text.isupper() or text.endswith(":")
    return short and marked and not re.search(r"[.!?]$", text)


def _headline(blocks: Sequence[Block], language: str | None) -> tuple[Found, list[Block]] | None:
    """The headline, and the blocks after it: it may be wrapped, and the byline may follow without a blank line."""
    if not blocks or blocks[0].kind not in (Kind.PARAGRAPH, Kind.HEADING, Kind.VERSE):
        return None
    first, others = blocks[0], [*blocks[1:]]
    if first.kind is Kind.HEADING:
        if not re.match(r"#{1,2} ", first.bare) and len(first.lines) != 2:
            return None
        count = 2 if len(first.lines) == 2 and re.fullmatch(r"[=-]+", first.lines[1].bare) else 1
        title = _unmarked(first.lines[0].bare)
    else:
        count = _title_lines(first, language)
        title = _unmarked(" ".join(line.bare for line in first.lines[:count]))
    if not count or not title or len(title) > _MAX_TITLE or re.search(r"(?<!\.)[.,;:]$", title) or byline_of(title) and count > 1:
        return None
    return Found(title, first.number), _after(first, count) + others


def _title_lines(block: Block, language: str | None) -> int:
    """How many lines of a first block are the headline: all, or those above the first byline or date; 0 if too many."""
    for index, line in enumerate(block.lines[1:5], 1):
        if _Signature().take(line, language) and not (index == 1 and len(block.lines) == 2 and byline_of(block.lines[0].bare)):
            return index
    return len(block.lines) if len(block.lines) <= 3 else 0


def _after(block: Block, count: int) -> list[Block]:
    lines = block.lines[count:]
    return [replace(block, lines=lines, kind=Kind.PARAGRAPH)] if lines else []


def _deck(blocks: list[Block], language: str | None) -> tuple[Found | None, list[Block]]:
    """A paragraph between headline and byline: only one, not long, and only when a byline or date follows it."""
    if len(blocks) < 3 or _starts_signature(blocks[0], language):
        return None, blocks
    first = blocks[0]
    fits = first.kind in (Kind.PARAGRAPH, Kind.HEADING) and len(first.bare) <= _MAX_DECK
    if not fits or not _starts_signature(blocks[1], language):
        return None, blocks
    text = re.sub(r"^#+ |^[*_]+|[*_]+$", "", first.bare).strip()
    return Found(text, first.number), blocks[1:]


def _starts_signature(block: Block, language: str | None) -> bool:
    return block.kind in (Kind.PARAGRAPH, Kind.VERSE, Kind.HEADING) and _Signature().take(_plain(block.lines[0]), language)


def _plain(line: Line) -> Line:
    return replace(line, text=re.sub(r"^#+\s+", "", line.bare))


def _signed(blocks: list[Block], signature: _Signature, language: str | None) -> list[Block]:
    """The blocks after the signature, whose lines are taken into it."""
    while blocks and blocks[0].kind in (Kind.PARAGRAPH, Kind.VERSE, Kind.HEADING, Kind.RULE):
        first = blocks[0]
        if first.kind is Kind.RULE:
            if not (signature.dates or signature.bylines):
                break
            blocks = blocks[1:]
            continue
        taken = 0
        while taken < len(first.lines) and signature.take(_plain(first.lines[taken]), language):
            taken += 1
        blocks = _after(first, taken) + blocks[1:] if taken else blocks
        if taken < len(first.lines):
            break
    return blocks
