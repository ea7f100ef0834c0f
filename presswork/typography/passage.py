"""A stretch of text whose pieces stay known while it is edited: where markup cuts it, and what may not change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# Stands for one character that no rule may touch (a letter of a URL, inline code, a foreign word).
MASK = "\ufffc"
# Between blocks: nothing crosses it, and quotation marks start afresh after it.
BLOCK = "\u2029"

# A string is put in as it is: no group references.
Replacement = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Passage:
    """Text being refined; `cuts` are the ascending offsets at which its pieces end."""

    text: str
    cuts: tuple[int, ...] = ()

    def sub(self, pattern: re.Pattern[str], replacement: Replacement) -> Passage:
        """The passage with every match replaced; cuts stay between the same characters."""
        if not self.cuts:
            changed = pattern.sub(replacement, self.text)
            return self if changed == self.text else Passage(changed)
        edits = [
            (match.start(), match.end(), replacement if isinstance(replacement, str) else replacement(match))
            for match in pattern.finditer(self.text)
        ]
        return self.edited(edits)

    def edited(self, edits: Sequence[tuple[int, int, str]]) -> Passage:
        """The passage with (start, end, new text) applied, which are ascending and do not overlap."""
        if not edits:
            return self
        out: list[str] = []
        at = 0
        for start, end, new in edits:
            out += (self.text[at:start], new)
            at = end
        out.append(self.text[at:])
        same_lengths = all(len(new) == end - start for start, end, new in edits)
        return Passage("".join(out), self.cuts if same_lengths else _moved(self.cuts, edits))

    def pieces(self) -> list[str]:
        """The texts between the cuts."""
        return [self.text[start:end] for start, end in zip((0, *self.cuts), self.cuts, strict=False)]


def _moved(cuts: Iterable[int], edits: Sequence[tuple[int, int, str]]) -> tuple[int, ...]:
    moved: list[int] = []
    index = shift = 0
    for cut in cuts:
        while index < len(edits) and edits[index][1] <= cut:
            start, end, new = edits[index]
            # An insertion exactly at a cut belongs to the piece after it, unless it replaces what stands before.
            if start == end == cut:
                break
            shift += len(new) - (end - start)
            index += 1
        inside = index < len(edits) and edits[index][0] < cut
        moved.append(
            edits[index][0] + shift + min(cut - edits[index][0], len(edits[index][2])) if inside else cut + shift
        )
    return tuple(moved)


def masked(passage: Passage, spans: Iterable[tuple[int, int]]) -> tuple[Passage, str]:
    """The passage with the characters of `spans` (ascending) under masks, and those characters for `unmasked`."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        if end <= at:
            continue
        start = max(start, at)
        out += (passage.text[at:start], MASK * (end - start))
        at = end
    out.append(passage.text[at:])
    text = "".join(out)
    hidden = "".join(old for old, new in zip(passage.text, text, strict=True) if new == MASK) if MASK in text else ""
    return Passage(text, passage.cuts), hidden


def unmasked(passage: Passage, hidden: str) -> Passage:
    """The passage with its masks lifted again, in order: no rule adds, drops or moves a mask."""
    if not hidden:
        return passage
    characters = iter(hidden)
    return Passage(re.sub(MASK, lambda _: next(characters), passage.text), passage.cuts)
