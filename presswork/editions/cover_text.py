"""Lines of display text: as large as fits, and all of about the same length."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Protocol

Width = Callable[[str], float]
# A no-break space holds words together; a soft hyphen and other invisible signs are of no use on a cover.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_WIDE = re.compile("([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef])")


# A size of so much of the largest one is taken where it saves a line.
_WORTH_A_LINE = 0.84


class Measure(Protocol):
    """The width of words in em, set in one of a cover's cuts."""

    def __call__(self, words: str, cut: str) -> float:
        """The width of `words` set in `cut`, in em."""
        ...


def pieces(text: str) -> tuple[str, ...]:
    """What lines may be broken between: words; single signs in scripts that write no spaces."""
    words = _INVISIBLE.sub("", text).split(" ")
    return tuple(
        part for word in words for part in (_WIDE.sub(r"\1 ", word).split() if _WIDE.search(word) else [word]) if part
    )


def joined(words: Sequence[str]) -> str:
    """The words as one line, without spaces between signs of scripts that write none."""
    return re.sub(f"(?<={_WIDE.pattern}) (?={_WIDE.pattern})", "", " ".join(words))


def divided(text: str, measure: Width, width: float, language: str) -> str:
    """The text with every word that is wider than `width` (in em) cut at syllables into parts that are not."""
    return " ".join(part for word in text.split(" ") for part in _parts(word, measure, width, language))


def _parts(word: str, measure: Width, width: float, language: str) -> list[str]:
    if measure(word) <= width or _WIDE.search(word):
        return [word]
    import pyphen

    known = pyphen.language_fallback(language.replace("-", "_"))
    syllables = pyphen.Pyphen(lang=known).inserted(word, "\n").split("\n") if known else list(word)
    parts = [""]
    for syllable in syllables:
        if parts[-1] and measure(f"{parts[-1]}{syllable}-") > width:
            parts.append("")
        parts[-1] += syllable
    return [*(f"{part}-" for part in parts[:-1]), parts[-1]]


def _widths(words: Sequence[str], measure: Width) -> Callable[[int, int], float]:
    """The width in em of the line from one word up to another: words and spaces summed, each measured once."""
    ends, space = [0.0], measure(" ")
    for word in words:
        ends.append(ends[-1] + measure(word) + (0 if _WIDE.fullmatch(word) else space))
    return lambda start, end: ends[end] - ends[start] - (0 if _WIDE.fullmatch(words[end - 1]) else space)


def greedy(text: str, measure: Width, width: float) -> list[str]:
    """The text in lines of at most `width` (in em) where its words allow it."""
    words = pieces(text)
    span = _widths(words, measure)
    lines, start = [], 0
    for end in range(1, len(words) + 1):
        if end == len(words) or span(start, end + 1) > width:
            lines.append(joined(words[start:end]))
            start = end
    return lines


def balanced(text: str, measure: Width, width: float) -> list[str]:
    """The text in as few lines as `greedy` makes, the longest of them as short as it can be, the others alike.

    The sum of the squares of what the lines lack is the least possible (Knuth and Plass, on a handful of words).
    """
    words = pieces(text)
    span = _widths(words, measure)

    @cache
    def best(start: int, lines: int) -> tuple[float, tuple[str, ...]]:
        if lines == 1:
            return _lack(span(start, len(words)), width), (joined(words[start:]),)
        found: tuple[float, tuple[str, ...]] = (float("inf"), (joined(words[start:]),))
        for end in range(start + 1, len(words) - lines + 2):
            cost, rest = best(end, lines - 1)
            cost += _lack(span(start, end), width)
            found = min(found, (cost, (joined(words[start:end]), *rest)), key=lambda f: f[0])
        return found

    return list(best(0, len(greedy(text, measure, width)))[1]) if words else []


def _lack(length: float, width: float) -> float:
    return float("inf") if length > width else (width - length) ** 2


def fitted(
    text: str,
    measure: Width,
    width: int,
    height: int,
    *,
    sizes: tuple[int, int],
    lines: int,
    leading: float = 1.2,
) -> tuple[int, list[str]]:
    """The largest size (of `sizes`, from the first down to the second) at which the text fits, and its lines there.

    It fits when no line is wider than `width`, there are at most `lines`, and they are no higher than `height`, all
    in pixels. A size a little smaller is taken where it saves a line. A text that does not fit at the smallest size
    is cut off with an ellipsis.
    """
    size, smallest = sizes
    while size > smallest and not _fits(greedy(text, measure, width / size), measure, width, size):
        size = max(smallest, round(size * 0.95))
    while size > smallest and not _is_low(greedy(text, measure, width / size), size, height, lines, leading):
        size = max(smallest, round(size * 0.95))
    found = greedy(text, measure, width / size)
    for less in range(size, max(smallest, round(size * _WORTH_A_LINE)) - 1, -1):
        fewer = greedy(text, measure, width / less)
        if len(fewer) < len(found):
            return less, fewer
    room = max(1, min(lines, height // round(size * leading)))
    return size, [*found[: room - 1], found[room - 1] + " …"] if len(found) > room else found


def _fits(found: Sequence[str], measure: Width, width: int, size: int) -> bool:
    return max(map(measure, found), default=0.0) * size <= width


def _is_low(found: Sequence[str], size: int, height: int, lines: int, leading: float) -> bool:
    return len(found) <= lines and len(found) * round(size * leading) <= height
