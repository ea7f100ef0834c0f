"""Takes out what pages carry besides the text: folios, and running heads and feet that come back page after page."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from presswork.copydesk.receiving.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOLIO = re.compile(
    r"(?:[-–—|\[( ]*)(?:(?:page|seite|página|pagina|pág\.?|pag\.?|side|sida|strona|стр\.?|s\.|p\.)\s*)?(\d{1,4})"
    r"(?:\s*(?:/|of|von|de|di|van|av|z|из)\s*\d{1,4})?[-–—|\]) ]*",
    re.IGNORECASE,
)
_MAX_HEAD = 140
# A full line that ends in the middle of a sentence.
_UNFINISHED = re.compile(r".{40}[\w,-]$")
# How far from a page end or folio a running head may stand, in lines that are not blank.
_REACH = 2
# No page of an article ends before so many characters.
_SHORT_PAGE = 600


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the text, those after a page end marked as such, and the furniture that was taken out."""
    solid = [index for index, line in enumerate(lines) if line.bare]
    folios = _folios(lines, solid)
    edges = [at for at, index in enumerate(solid) if index in folios or lines[index].after_page]
    edges += _intruders(lines, solid)
    heads = _running_heads(lines, solid, edges, folios) if edges else set()
    out = folios | heads
    kept: list[Line] = []
    ended = False
    for index, line in enumerate(lines):
        if index in out:
            ended = True
            kept.append(Line(line.number, ""))
        elif line.bare:
            kept.append(replace(line, after_page=line.after_page or (ended and bool(kept))))
            ended = False
        else:
            kept.append(line)
    return kept, [lines[index] for index in sorted(out)]


def _folios(lines: Sequence[Line], solid: Sequence[int]) -> set[int]:
    """Lines that are nothing but a page number, two of them at least and rising by one, or next to a page end."""
    found: list[tuple[int, int]] = []
    certain: set[int] = set()
    for at, index in enumerate(solid):
        match = _FOLIO.fullmatch(lines[index].bare) if at else None
        if match and (at_end := _at_page_end(lines, solid, at)) | _alone(lines, index):
            found.append((index, int(match.group(1))))
            certain |= {index} if at_end else set()
    if found and found[0][1] == 1 and sum(len(line.bare) for line in lines[: found[0][0]]) < _SHORT_PAGE:
        # Numbered sections: the first number stands above the text that it numbers.
        return certain
    for first, second in itertools.pairwise(found):
        if second[1] == first[1] + 1:
            certain |= {first[0], second[0]}
    return certain


def _alone(lines: Sequence[Line], index: int) -> bool:
    before = index == 0 or not lines[index - 1].bare
    after = index + 1 >= len(lines) or not lines[index + 1].bare
    return before or after


def _at_page_end(lines: Sequence[Line], solid: Sequence[int], at: int) -> bool:
    nexts = at + 1 < len(solid) and lines[solid[at + 1]].after_page
    return nexts or lines[solid[at]].after_page


def _signature(line: Line) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\d+", "#", line.bare)).lower()


def _intruders(lines: Sequence[Line], solid: Sequence[int]) -> list[int]:
    """Where a line that comes back, alone between blank lines, breaks into a sentence: page ends that nothing marks."""
    alone = [at for at in range(1, len(solid)) if _apart(lines, solid[at]) and len(lines[solid[at]].bare) <= _MAX_HEAD]
    first = _signature(lines[solid[0]]) if solid else ""
    times = Counter([first, *(_signature(lines[solid[at]]) for at in alone)])
    again = [at for at in alone if times[_signature(lines[solid[at]])] > 1]
    broken = {_signature(lines[solid[at]]) for at in again if _UNFINISHED.search(lines[solid[at - 1]].bare)}
    return [at for at in again if _signature(lines[solid[at]]) in broken]


def _apart(lines: Sequence[Line], index: int) -> bool:
    after = index + 1 >= len(lines) or not lines[index + 1].bare
    return not lines[index - 1].bare and after


def _running_heads(lines: Sequence[Line], solid: Sequence[int], edges: Sequence[int], folios: set[int]) -> set[int]:
    """Short lines near page ends that come back, the same but for their numbers."""
    near = {at for edge in edges for at in range(edge - _REACH, edge + _REACH + 1) if 0 <= at < len(solid)}
    near |= set(range(min(_REACH, len(solid)))) | {len(solid) - 1}
    candidates = [
        index
        for index in (solid[at] for at in sorted(near))
        if index not in folios and len(lines[index].bare) <= _MAX_HEAD and re.search(r"[^\W\d_]", lines[index].bare)
    ]
    times = Counter(_signature(lines[index]) for index in candidates)
    heads = {index for index in candidates if times[_signature(lines[index])] > 1}
    titles = {_signature(Line(0, " ".join(lines[index].bare for index in solid[:count]))) for count in (1, 2, 3, 4)}
    headline = {
        index for index in candidates if index not in solid[:4] and _signature(lines[index]).strip(" #|·–-") in titles
    }
    return (heads - _headline(lines, solid, heads)) | headline


def _headline(lines: Sequence[Line], solid: Sequence[int], heads: set[int]) -> set[int]:
    """The first line of the text, when what comes back on every page is its headline and not the house's name."""
    first = solid[0]
    if first not in heads or re.search(r"\d", lines[first].bare):
        return set()
    following = lines[solid[1]].bare if len(solid) > 1 else ""
    from presswork.copydesk.receiving.bylines import byline_of
    from presswork.copydesk.receiving.dates import could_be_date

    signed = byline_of(following) is not None or could_be_date(following)
    return {first} if signed else set()
