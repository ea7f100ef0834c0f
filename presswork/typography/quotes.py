"""Straight quotation marks, apostrophes and primes to typographic ones; marks that already are, stay as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presswork.typography.passage import BLOCK, MASK, Passage

if TYPE_CHECKING:
    from presswork.typography.conventions import Convention

APOSTROPHE, FEET, INCHES = "’", "′", "″"
_MARK = re.compile(rf"[\"'“”„«»‚‘’‹›{BLOCK}]|\n[ \t]*\n")
_BLOCK_END = re.compile(rf"{BLOCK}|\n[ \t]*\n")
_OPENERS = set("([{¿¡—–-/\u2212")
_CLOSERS = set(".,;:!?…)]}—–-/")
_GENERIC_OPEN, _GENERIC_CLOSE = set("“„«"), set("”»")
_INCHES = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d+)?[½¼¾]?$|[½¼¾]$|\d{1,2}/\d{1,2}$")
_FEET_BEFORE = re.compile(r"\d{1,3}['′][ \u00a0]?\d{1,2}(?:[.,]\d+)?[½¼¾]?$")
_LATER_CLOSE = re.compile(rf"(?<=[\w.,!?…;:)\]%{MASK}\"”])'(?!\w)")
_NEXT_OPENING = re.compile(rf"[\s(]'\w|{BLOCK}|\n[ \t]*\n")
# No quotation in single marks is longer, and no text can make us search it from every mark to its end.
_QUOTATION = 1500
_YEARS = re.compile(r"'\d\ds?(?!\w)")


@dataclass(slots=True)
class _Scan:
    """One walk over a text's marks, left to right, knowing which quotations are open."""

    text: str
    convention: Convention
    elision: re.Pattern[str] | None
    double_open: bool = False
    single_open: bool = False
    last: tuple[int, str] = (-2, "")
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def walk(self) -> list[tuple[int, int, str]]:
        for match in _MARK.finditer(self.text):
            at, mark = match.start(), match.group()
            if mark == '"':
                self.write(at, self.double(at))
            elif mark == "'":
                self.write(at, self.single(at))
            elif mark == BLOCK or "\n" in mark:
                self.double_open = self.single_open = False
            else:
                self.meet(at, mark)
        return self.edits

    def write(self, at: int, decision: str) -> None:
        self.last = (at, decision)
        marks = {
            "open2": self.convention.double[0],
            "close2": self.convention.double[1],
            "open1": self.convention.single[0],
            "close1": self.convention.single[1],
            "keep": self.text[at],
        }
        new = marks.get(decision, decision)
        if decision[-1] == "2":
            self.double_open = decision == "open2"
        elif decision[-1] == "1":
            self.single_open = decision == "open1"
        if new != self.text[at]:
            self.edits.append((at, at + 1, new))

    def meet(self, at: int, mark: str) -> None:
        """Take note of a mark that the author set."""
        double, single = self.convention.double, self.convention.single
        decision = ""
        if mark in double and double[0] != double[1]:
            decision = "open2" if mark == double[0] else "close2"
        elif mark in single and single[0] != single[1] and mark != APOSTROPHE:
            decision = "open1" if mark == single[0] else "close1"
        elif mark in _GENERIC_OPEN or mark in _GENERIC_CLOSE:
            decision = "open2" if mark in _GENERIC_OPEN and not self.double_open else "close2"
        elif mark == "‘":
            decision = "open1"
        elif mark == APOSTROPHE and self.single_open and not self.letter(at + 1):
            decision = "close1"
        if decision:
            self.last = (at, decision)
            if decision[-1] == "2":
                self.double_open = decision == "open2"
            else:
                self.single_open = decision == "open1"

    def letter(self, at: int) -> bool:
        return 0 <= at < len(self.text) and (self.text[at].isalnum() or self.text[at] == MASK)

    def context(self, at: int) -> tuple[bool, bool]:
        """Whether a mark at `at` could open, and whether it could close, by what stands next to it."""
        before = self.text[at - 1] if at else " "
        after_at = at + 1
        while after_at < len(self.text) and self.text[after_at] in "\"'”’“‘»«":
            after_at += 1
        after = self.text[after_at] if after_at < len(self.text) else " "
        if self.last[0] == at - 1 and self.last[1]:
            opens = self.last[1].startswith("open")
        else:
            opens = (
                before.isspace()
                or before in _OPENERS
                or before in self.convention.double[0] + self.convention.single[0]
            )
        return opens, after.isspace() or after in _CLOSERS

    def double(self, at: int) -> str:
        opens, closes = self.context(at)
        if not opens and self.text[at - 1].isdigit() | (self.text[at - 1] in "½¼¾") and self.is_inches(at):
            return INCHES
        if opens and not closes:
            return "open2"
        if closes and not opens:
            return "close2"
        return "close2" if self.double_open else "open2"

    def is_inches(self, at: int) -> bool:
        before = self.text[max(0, at - 12) : at]
        if _FEET_BEFORE.search(before):
            return True
        return not self.double_open and not self.letter(at + 1) and bool(_INCHES.search(before))

    def single(self, at: int) -> str:
        before_letter, after_letter = self.letter(at - 1), self.letter(at + 1)
        if before_letter and self.text[at - 1].isdigit() and self.is_feet(at):
            return FEET
        if before_letter and after_letter:
            return APOSTROPHE
        opens, closes = self.context(at)
        if opens and not closes:
            return self.opening_single(at)
        if self.single_open and not self.possessive(at):
            return "close1"
        return APOSTROPHE

    def is_feet(self, at: int) -> bool:
        before = self.text[max(0, at - 6) : at]
        if not _INCHES.search(before):
            return False
        after = self.text[at + 1 : at + 7]
        if re.match(r"[ \u00a0]?\d{1,2}(?:[.,]\d+)?[½¼¾]?[\"″]", after):
            return True
        return not self.single_open and not self.letter(at + 1) and not after.startswith(("'", '"'))

    def opening_single(self, at: int) -> str:
        if _YEARS.match(self.text, at):
            return APOSTROPHE
        if self.text.startswith("'n'", at):
            return APOSTROPHE
        if (
            self.elision
            and (found := self.elision.match(self.text, at))
            and self.text[found.end() : found.end() + 1] != "'"
        ):
            return APOSTROPHE
        return "open1" if self.closes_later(at + 1) else APOSTROPHE

    def closes_later(self, at: int) -> bool:
        limit = min(at + _QUOTATION, len(self.text))
        end = _BLOCK_END.search(self.text, at, limit)
        return bool(_LATER_CLOSE.search(self.text, at, end.start() if end else limit))

    def possessive(self, at: int) -> bool:
        """Whether `dogs' house` inside an open quotation: lower case goes on, and the quotation closes later."""
        if self.text[at - 1] != "s" or not re.match(r"[ \u00a0][a-z]", self.text[at + 1 : at + 3]):
            return False
        limit = min(at + _QUOTATION, len(self.text))
        opening = _NEXT_OPENING.search(self.text, at + 1, limit)
        return bool(_LATER_CLOSE.search(self.text, at + 1, opening.start() if opening else limit))


def set_quotes(passage: Passage, convention: Convention, elision: re.Pattern[str] | None) -> Passage:
    """The passage with its straight marks set as the convention has them."""
    if not convention.quotes or ('"' not in passage.text and "'" not in passage.text):
        return passage
    return passage.edited(_Scan(passage.text, convention, elision).walk())
