"""Reads what stands above a received text: kicker, headline, standfirst, byline, date, place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presswork.copydesk.receiving.bylines import Byline, byline_of
from presswork.copydesk.receiving.lines import Block, Kind
from presswork.copydesk.receiving.signature import Found, Signature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presswork.copydesk.receiving.dates import WrittenDate

_HEADLINE_MARK = re.compile(r"^(?:#{1,2}\s+|\*\*|__)|(?:\s+#+|\*\*|__)$")
_TEXTS = (Kind.PARAGRAPH, Kind.VERSE, Kind.HEADING)
_MAX_TITLE = 220
_MAX_DECK = 420


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
        kicker = Found(_quiet(_unmarked(blocks[0].bare).rstrip(":")), blocks[0].number)
        blocks = blocks[1:]
    split = _headline(blocks, language)
    if split is None:
        return None
    title, blocks = split
    deck, rest = _deck(blocks, language)
    signature = Signature()
    rest = _signed(rest, signature, language)
    bylines, dates = tuple(signature.bylines), tuple(signature.dates)
    return Opening(title, kicker, deck, bylines, dates, signature.place, tuple(rest)) if rest else None


def _unmarked(text: str) -> str:
    return _HEADLINE_MARK.sub("", text.strip()).strip()


def _quiet(text: str) -> str:
    """One word in capitals, and no abbreviation, as a word: how loud it is set is the template's affair."""
    return text.capitalize() if text.isupper() and text.isalpha() and len(text) > 4 else text


def _is_kicker(block: Block) -> bool:
    text = block.bare
    short = len(block.lines) == 1 and len(text) <= 40 and len(text.split()) <= 5
    marked = block.kind is Kind.HEADING or text.isupper() or text.endswith(":")
    return short and marked and not re.search(r"[.!?]$", text)


def _headline(blocks: Sequence[Block], language: str | None) -> tuple[Found, list[Block]] | None:
    """The headline, and the blocks after it: it may be wrapped, and the byline may follow without a blank line."""
    if not blocks or blocks[0].kind not in _TEXTS:
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
    signed = byline_of(title)
    if not title or len(title) > _MAX_TITLE or re.search(r"(?<!\.)[.,;:]$", title) or (signed and signed.signed):
        return None
    return Found(title, first.number), _after(first, count) + others


def _title_lines(block: Block, language: str | None) -> int:
    """How many lines of a first block are the headline: those above the first byline or date; 0 if too many."""
    for index, line in enumerate(block.lines[1:5], 1):
        if Signature().take(line, language):
            return index
    return len(block.lines) if len(block.lines) <= 3 else 0


def _after(block: Block, count: int) -> list[Block]:
    lines = block.lines[count:]
    return [replace(block, lines=lines, kind=Kind.PARAGRAPH)] if lines else []


def _deck(blocks: list[Block], language: str | None) -> tuple[Found | None, list[Block]]:
    """A paragraph between headline and byline: only one, not long, and only when a byline or date follows it."""
    if len(blocks) < 2 or _starts_signature(blocks[0], language):
        return None, blocks
    first = blocks[0]
    for index, line in enumerate(first.lines[1:5], 1):
        if first.kind in _TEXTS and Signature().take(line, language, names=False):
            return Found(_unmarked(" ".join(above.bare for above in first.lines[:index])), first.number), [
                *_after(first, index),
                *blocks[1:],
            ]
    fits = first.kind in _TEXTS and len(first.bare) <= _MAX_DECK
    if not fits or not _starts_signature(blocks[1], language):
        return None, blocks
    text = re.sub(r"^#+ |^[*_]+|[*_]+$", "", first.bare).strip()
    return Found(text, first.number), blocks[1:]


def _starts_signature(block: Block, language: str | None) -> bool:
    return Signature().take(block.lines[0], language, names=block.kind is not Kind.HEADING) and block.kind in _TEXTS


def _signed(blocks: list[Block], signature: Signature, language: str | None) -> list[Block]:
    """The blocks after the signature, whose lines are taken into it."""
    while blocks and (blocks[0].kind in _TEXTS or (blocks[0].kind is Kind.RULE and signature.found)):
        first, taken = blocks[0], 0
        ruled, names = first.kind is Kind.RULE, first.kind is not Kind.HEADING
        while taken < len(first.lines) and (ruled or signature.take(first.lines[taken], language, names=names)):
            taken += 1
        blocks = _after(first, taken) + blocks[1:] if taken else blocks
        if taken < len(first.lines):
            break
    return blocks
