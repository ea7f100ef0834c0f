"""Makes whole paragraphs of lines: unwraps them, rejoins words, and joins what a column or page end cut in two."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from presswork.copydesk.receiving.language import common_words
from presswork.copydesk.receiving.lines import Block, Kind, Line
from presswork.copydesk.receiving.words import Rejoiner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TERMINAL = re.compile(r"[.!?…:؟۔。！？][\"'”’»«“)\]*_]*(?:\[\^?[\w-]+\]|\^?\d{1,3}\^?|[*†‡]+)?$")
_ENDS_HYPHENATED = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u00ad\u2010¬]$")
_INNER_HYPHEN = re.compile(r"(?<![\w-])([^\W\d_]{2,})(?:- |\u00ad[ ]?|¬ ?)([^\W\d_]{2,})")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")
_TURN = re.compile(r"[–—]\s?\S")
_ACCIDENT = re.compile(r"^(\d*)([.)+#])(?=\s)")
_CITATION = re.compile(r"(?<![\w/.\\@])@(?=\w)")
_BOLD = re.compile(r"^(?:\*\*|__)|(?:\*\*|__)$")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OPENING_MARKS = "*_“\"'„‘‚«‹(["
# Words that begin small on purpose: eBay, iPhone; and list marks.
_SMALL_ON_PURPOSE = re.compile(r"[a-z][A-Z]|[a-z][.)]\s|(?:i{1,3}|iv|vi{0,3}|ix|x)[.)]\s")
_MIN_CUT = 40
_SEAM = 30
_WORD = 80
_FULL_LINE = 0.7
_FITTING = 0.97


@dataclass(frozen=True, slots=True)
class Inference:
    """Something that was repaired: its code, sentence and line."""

    code: str
    message: str
    line: int


class Paragraphs:
    """The paragraphs of one text, made with what is known of the whole: its language, measure and words."""

    def __init__(self, blocks: Sequence[Block], language: str) -> None:
        self.blocks = blocks
        self.language = language
        self.common = common_words(language)
        self.measure = measure_of(blocks)
        self.rejoiner = Rejoiner("\n".join(line.bare for block in blocks for line in block.lines), language)
        self.inferences: list[Inference] = []

    def made(self) -> list[Block]:
        """The blocks with their texts, whole again; what was inferred is in `inferences` afterwards."""
        parts = [self.block_made(part) for block in self.blocks for part in self.divided(block)]
        return self.joined(self.headed(parts))

    # --- within a block

    def divided(self, block: Block) -> list[Block]:
        """A block of several paragraphs that no blank line parts: by their indents, or by short last lines."""
        if block.kind is not Kind.PARAGRAPH or len(block.lines) < 3:
            return [block]
        indented = _indented(block)
        starts = [0, *(i for i in range(1, len(block.lines)) if self.begins(block, i, indented=i in indented))]
        if len(starts) == 1:
            return [block]
        parts = [replace(block, lines=block.lines[a:b]) for a, b in zip(starts, [*starts[1:], None], strict=True)]
        self.infer("T314", f"parted into {len(parts)} paragraphs by indents and short last lines", block.number)
        return parts

    def begins(self, block: Block, index: int, *, indented: bool) -> bool:
        """Whether a paragraph begins at a line of a block: by its indent, or because the line before ends short."""
        line, before = block.lines[index], block.lines[index - 1]
        if not _TERMINAL.search(before.bare[-_WORD:]):
            return False
        if _TURN.match(line.bare) and _TURN.match(block.lines[0].bare):
            return True
        # A line ends early when the next word would still have fitted on it; type is not monospaced, so with a margin.
        needed = len(before.bare) + 1 + len(line.bare.split()[0])
        short = needed < self.measure * _FITTING and len(block.lines) > 8
        return indented or (short and not _starts_small(line.bare))

    def block_made(self, block: Block) -> Block:
        """The block with its text, made after its kind."""
        if block.kind is Kind.PARAGRAPH and self.is_verse(block):
            self.infer("T316", f"{len(block.lines)} short lines are kept as verse", block.number)
            block = replace(block, kind=Kind.VERSE)
        if block.kind is Kind.VERSE:
            return block.saying("\n".join(f"| {_HARD_BREAK.sub('', line.text).strip()}" for line in block.lines))
        if block.kind is Kind.LIST:
            return block.saying(self.listed(block))
        if block.kind in (Kind.FIXED, Kind.QUOTE):
            return block.saying("\n".join(line.text.rstrip() for line in block.lines))
        if block.kind is Kind.RULE:
            return block.saying("* * *")
        if block.kind is Kind.HEADING and len(block.lines) == 2:
            return block.saying(f"{'#' if block.lines[1].bare[0] == '=' else '##'} {block.lines[0].bare}")
        if block.kind is Kind.HEADING and len(block.lines) > 1:
            return block.saying("\n".join(line.bare for line in block.lines))
        return block.saying(_escaped(self.unwrapped(block.lines)))

    def is_verse(self, block: Block) -> bool:
        """Whether a block is verse: its lines are all much shorter than the measure and begin with capitals."""
        lengths = [len(line.bare) for line in block.lines]
        ragged = all(not _starts_small(line.bare) for line in block.lines)
        return len(lengths) > 2 and self.measure >= 60 and max(lengths) < self.measure * 0.66 and ragged

    def listed(self, block: Block) -> str:
        """The items of a list, one on each line."""
        items: list[list[Line]] = []
        for line in block.lines:
            if re.match(r"(?:[-*+•▪‣·]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s+\S", line.bare) or not items:
                items.append([line])
            else:
                items[-1].append(line)
        texts = (self.unwrapped(item) for item in items)
        return "\n".join(re.sub(r"^[•▪‣·]\s+", "- ", text) for text in texts)

    def unwrapped(self, lines: Sequence[Line]) -> str:
        """The lines as one, words rejoined; a line that ends in a hard break keeps it."""
        pieces = [lines[0].bare]
        for before, line in itertools.pairwise(lines):
            if before.text.endswith(("  ", "\\")) and len(before.bare) < self.measure * _FULL_LINE:
                pieces[-1] = _HARD_BREAK.sub("", pieces[-1])
                pieces.append(f"\\\n{line.bare}")
            else:
                pieces[-1], following = self.seamed(pieces[-1], line.bare, before.number)
                pieces.append(following)
        return self.mended("".join(pieces), lines[0].number)

    def seamed(self, before: str, after: str, line: int) -> tuple[str, str]:
        """Two texts to be set one behind the other: with a space between, or with the word whole that was parted."""
        ends, begins = _ENDS_HYPHENATED.search(before, max(0, len(before) - _WORD)), _FIRST_WORD.match(after)
        word = self.rejoined(ends.group(1), begins.group(), line) if ends and begins else None
        if ends is None or begins is None or word is None:
            return before, f" {after}"
        return before[: ends.start()], word + after[begins.end() :]

    def rejoined(self, left: str, right: str, line: int) -> str | None:
        """The word that a line end parted, noted; None where the hyphen stands for something else."""
        found = self.rejoiner.rejoin(left, right)
        if found is None:
            return None
        word, certain = found
        doubt = "" if certain else "; no dictionary tells, please look"
        what = "kept the hyphen of" if "-" in word.removeprefix(left) else "rejoined"
        self.infer("T306", f"{what} '{word}', parted at a line end ('{left}-' '{right}'){doubt}", line)
        return word

    def mended(self, text: str, line: int) -> str:
        """Words parted at a line end that whoever sent the text unwrapped: `infor- mation`."""

        def mend(found: re.Match[str]) -> str:
            left, right = found.groups()
            if "- " in found.group() and not self.surely_one(left, right):
                return found.group()
            return self.rejoined(left, right, line) or f"{left}- {right}"

        return _INNER_HYPHEN.sub(mend, text)

    def surely_one(self, left: str, right: str) -> bool:
        """Whether `left- right` within a line is one word: there the hyphen and the space may both be meant."""
        found = self.rejoiner.rejoin(left, right) if right[0].islower() else None
        return found is not None and found[1] and "-" not in found[0]

    # --- across blocks

    def headed(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Blocks with the subheads of plain text made headings: one short line between paragraphs, with a capital."""
        if any(block.kind is Kind.HEADING for block in blocks):
            yield from blocks
            return
        for index, block in enumerate(blocks):
            if self.is_subhead(blocks, index):
                self.infer("T315", f"'{block.text}' is taken for a subhead", block.number)
                yield replace(block, kind=Kind.HEADING, text=f"## {_BOLD.sub('', block.text)}")
            else:
                yield block

    def is_subhead(self, blocks: Sequence[Block], index: int) -> bool:
        """Whether a block is one short line without a full stop between paragraphs."""
        block = blocks[index]
        if (
            block.kind is not Kind.PARAGRAPH
            or len(block.lines) > 1
            or not 3 <= len(block.text) <= 60
            or index + 1 >= len(blocks)
        ):
            return False
        before, after = (blocks[index - 1] if index else None), blocks[index + 1]
        starts = not _starts_small(block.text) and block.text[0] not in '“"„«(—–-'
        long_after = (
            after.kind is Kind.PARAGRAPH
            and len(after.text) > max(80, 2 * len(block.text))
            and not _starts_small(after.text)
        )
        parted = before is None or bool(_TERMINAL.search(before.text)) or before.kind is not Kind.PARAGRAPH
        ends = not re.search(r"[.,;:…\"”»)]$", block.text) and block.text.rpartition(" ")[2].lower() not in self.common
        return starts and long_after and parted and ends and any(map(str.isalpha, block.text))

    def joined(self, blocks: Iterable[Block]) -> list[Block]:
        """The blocks, with those joined that a page or column end cut."""
        groups: list[list[Block]] = []
        for block in blocks:
            if groups and self.cut(groups[-1][-1], block):
                last = groups[-1][-1]
                line = last.lines[-1].number
                seam = f'"{_tail(last.text)}" + "{_head(block.text)}"'
                self.infer("T305", f"joined with the paragraph on line {block.number}: {seam}", line)
                kept, following = self.seamed(last.text, block.text, line)
                groups[-1][-1] = last.saying(kept)
                groups[-1].append(block.saying(following))
            else:
                groups.append([block])
        return [_merged(group) for group in groups]

    def cut(self, before: Block, after: Block) -> bool:
        """Whether a column or page end cut one paragraph into these two."""
        if before.kind is not Kind.PARAGRAPH or after.kind is not Kind.PARAGRAPH or _TERMINAL.search(before.text[-80:]):
            return False
        start = after.text.lstrip(_OPENING_MARKS)
        last = re.split(r"[\s(]", before.text.rstrip("*_"))[-1].lower()
        hanging = last in self.common or before.text.endswith((",", "–", "—"))
        if not start or _SMALL_ON_PURPOSE.match(start):
            return False
        if before.text.endswith(";"):
            return after.after_page and start[0].islower()
        if start[0].islower():
            return len(before.text) >= _MIN_CUT or hanging or bool(_ENDS_HYPHENATED.search(before.text))
        if len(before.text) < _MIN_CUT:
            return False
        full = after.after_page and len(before.lines[-1].bare) >= self.measure * _FULL_LINE
        return last in self.common or (hanging and after.after_page) or (full and len(before.lines) > 1)

    def infer(self, code: str, message: str, line: int) -> None:
        """Note what was inferred."""
        self.inferences.append(Inference(code, message, line))


def _indented(block: Block) -> set[int]:
    """The lines that are indented where most are not, and the line before is not."""
    indents = [len(line.text) - len(line.text.lstrip()) for line in block.lines]
    least = min(indents)
    if indents.count(least) * 2 <= len(indents):
        return set()
    return {i for i in range(1, len(indents)) if indents[i] >= least + 2 and indents[i - 1] == least}


def _escaped(text: str) -> str:
    """Prose that Markdown would take for a list (`1986. It rained`), a heading, or a citation (`@harbour`)."""
    return _CITATION.sub(r"\\@", _ACCIDENT.sub(r"\1\\\2", text))


def _merged(group: Sequence[Block]) -> Block:
    if len(group) == 1:
        return group[0]
    lines = tuple(line for block in group for line in block.lines)
    return Block(lines, Kind.PARAGRAPH, "".join(block.text for block in group))


def _tail(text: str) -> str:
    return text if len(text) <= _SEAM else f"…{text[-_SEAM:].partition(' ')[2] or text[-_SEAM:]}"


def _head(text: str) -> str:
    return text if len(text) <= _SEAM else f"{text[:_SEAM].rpartition(' ')[0] or text[:_SEAM]}…"


def _starts_small(text: str) -> bool:
    start = text.lstrip(_OPENING_MARKS)
    return bool(start) and start[0].islower()


def measure_of(blocks: Iterable[Block]) -> float:
    """The usual length of a full line: the median of the lines that others follow in their paragraph; 0 if none."""
    lengths = [len(line.bare) for block in blocks if block.kind is Kind.PARAGRAPH for line in block.lines[:-1]]
    return median(lengths) if lengths else 0.0
