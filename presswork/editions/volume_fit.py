"""Copyfitting of a whole volume: all its texts by one setting of type, until it has the pages that are asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from presswork.edition import StyleSheet
from presswork.editions.volume_fit_findings import Missed, filled_up, fitted, unusable
from presswork.editions.volume_lengths import Foresight, Trial, trial_of
from presswork.typesetting.fit_ladder import Ladder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from presswork.diagnostics import Diagnostic
    from presswork.edition import Fit, Page
    from presswork.editions.binding.ledger import Ledger
    from presswork.pages.volumes import PartPage
    from presswork.typesetting.fit_ladder import TypeSpec
    from presswork.typesetting.fit_tokens import Tokens

# How often a volume is laid out at most, the natural layout counted.
LAYOUTS = 7
# A wish (`near`) is worth no more than this part of the ladder: the type keeps its size.
NEARBY = 0.5
# Places of the ladder that are weighed by arithmetic, to either side; and how far into a stretch of places that
# promise the same pages one is taken, where the stretch is long.
PLACES, INNER = 50, 5
# What the end of the ladder is not expected to bring even if it went so much further is not tried.
HOPELESS = 1.3
# So many pages beyond the end of the ladder are told as they are measured there, more as they are foreseen.
LITTLE = 3
# Made parts that are read like texts, and set like them wherever they stand.
_READ = frozenset({"notes", "bibliography", "contributors", "index", "figures"})
_BODY = re.compile(r"<body\b[^>]*>")


class FittedVolume(NamedTuple):
    """The parts as they were set in the end, their ledger, the blank pages behind them, and what there is to say.

    `tau` is the place on the ladder, 0 for the natural setting; `layouts` how often the volume was laid out.
    """

    parts: tuple[PartPage, ...]
    ledger: Ledger
    blanks: int
    findings: tuple[Diagnostic, ...]
    tau: float = 0.0
    layouts: int = 1


class _Made(NamedTuple):
    parts: tuple[PartPage, ...]
    ledger: Ledger
    findings: tuple[Diagnostic, ...]
    trial: Trial


def fit_volume(
    parts: Sequence[PartPage],
    wanted: Fit | None,
    lay_out: Callable[[Sequence[PartPage]], tuple[Ledger, tuple[Diagnostic, ...]]],
    tokens_of: Callable[[Page], Tokens],
    source: str,
) -> FittedVolume:
    """The volume laid out to the pages that are wanted, with blank ones where the ladder has no place for so many.

    All texts, and what is read like them, stand at one place of the ladder; title, imprint, contents and openers keep
    the natural setting. What is tried depends on nothing but what was measured, and so neither on the number of
    processes nor on what is on the shelf. `tokens_of` reads the tokens off a page. Findings are E301, E304 and E305.
    """
    search = _Search(tuple(parts), lay_out, tokens_of, source)
    natural = search.made(0.0)
    if wanted is None or natural.trial.pages in _targets(wanted, natural.trial.pages):
        return search.result(natural, 0, ())
    return search.nearest(wanted)


def _targets(wanted: Fit, pages: int) -> list[int]:
    """The numbers of pages that would do: one, or the multiples below and above."""
    if wanted.pages:
        return [wanted.pages]
    multiple = wanted.multiple or 1
    return sorted({each for each in (pages // multiple * multiple, -(-pages // multiple) * multiple) if each})


@dataclass
class _Search:
    """The layouts made of one volume, and the search among the places of its ladder."""

    parts: tuple[PartPage, ...]
    lay_out: Callable[[Sequence[PartPage]], tuple[Ledger, tuple[Diagnostic, ...]]]
    tokens_of: Callable[[Page], Tokens]
    source: str
    layouts: int = 0
    trials: dict[TypeSpec | None, Trial] = field(default_factory=dict)
    natural: _Made | None = None
    best: _Made | None = None

    # --- the ladders

    @cached_property
    def fitted(self) -> tuple[PartPage, ...]:
        """The parts that the ladder moves."""
        return tuple(part for part in self.parts if part.body is not None or _is_read(part))

    @cached_property
    def ladders(self) -> Mapping[str, Ladder]:
        """The ladder of each part by its key; parts of the same sheets and language share one."""
        assert self.natural is not None
        known: dict[object, Ladder] = {}
        found = {}
        for part in self.fitted:
            page = part.make(self.natural.ledger) if part.make else part.page
            head, body = page.html.partition("<body")[0], _BODY.search(page.html)
            same = page.styles, head[: head.find(">")], re.sub(r'\sid="[^"]*"', "", body[0] if body else "")
            if same not in known:
                known[same] = Ladder(self.tokens_of(page))
            found[part.key] = known[same]
        return found

    @cached_property
    def main(self) -> Ladder | None:
        """The ladder of most words, by which the others go; None where there is nothing to be fitted."""
        words: dict[int, int] = {}
        for part in self.fitted:
            ladder = self.ladders[part.key]
            if ladder.tokens.usable:
                words[id(ladder)] = words.get(id(ladder), 0) + part.words
        most = max(words, key=lambda each: words[each], default=None)
        return next((ladder for ladder in self.ladders.values() if id(ladder) == most), None)

    @cached_property
    def places(self) -> Mapping[int, tuple[float, ...]]:
        """The places on the ladder in either direction, from the natural one outwards, each another setting."""
        assert self.main is not None
        found: dict[int, tuple[float, ...]] = {}
        for direction in (-1, 1):
            specs: dict[TypeSpec, float] = {}
            for step in range(1, PLACES + 1):
                tau = direction * step / PLACES
                if (spec := self.main.at(tau)) != self.main.natural:
                    specs.setdefault(spec, tau)
            found[direction] = tuple(specs.values())
        return found

    def foresight(self) -> Foresight:
        """What can be told of places where the volume was not laid out."""
        assert self.main is not None
        reach = {direction: self.main.reach(direction) for direction in (-1, 1)}
        keys = frozenset(part.key for part in self.fitted if self.ladders[part.key].tokens.usable)
        return Foresight(self.parts, keys, reach, tuple(self.trials.values()))

    # --- layouts

    def made(self, tau: float) -> _Made:
        """The volume laid out at a place of the ladder."""
        parts = tuple(self._set(part, tau) for part in self.parts) if tau else self.parts
        ledger, found = self.lay_out(parts)
        self.layouts += 1
        trial = trial_of(ledger, tau)
        made = _Made(parts, ledger, found, trial)
        self.trials[self.main.at(tau) if tau and self.main else None] = trial
        if not tau:
            self.natural = made
        return made

    def _set(self, part: PartPage, tau: float) -> PartPage:
        ladder = self.ladders.get(part.key)
        text = ladder.sheet(ladder.at(tau)) if ladder and ladder.tokens.usable else ""
        if not text:
            return part
        make = part.make
        if make is None:
            return replace(part, page=_with_sheet(part.page, text))
        return replace(part, make=lambda numbers: _with_sheet(make(numbers), text))

    # --- the search

    def nearest(self, wanted: Fit) -> FittedVolume:
        """The target that is reached with the smallest moves; else the natural setting with blank pages behind it."""
        assert self.natural is not None
        natural = self.natural
        if self.main is None:
            blanks, said = filled_up(wanted, natural.trial.pages, self.source)
            return self.result(natural, blanks, (*unusable(wanted, self.source), *said))
        furthest = NEARBY if wanted.near else 1.0
        targets = _targets(wanted, natural.trial.pages)
        for target in sorted(targets, key=lambda n: (abs(self._foreseen(n, furthest)), n)):
            made = self._seek(target, furthest)
            if made and self._worth(made, wanted, target):
                exact = replace(wanted, pages=target, multiple=None, near=False)
                blanks, said = filled_up(exact, made.trial.pages, self.source)
                how = fitted(self.main, self.main.at(made.trial.tau), target, self.source)
                return self.result(made, blanks, (*how, *said))
        return self._missed(wanted, targets, furthest)

    def _worth(self, made: _Made, wanted: Fit, target: int) -> bool:
        """Whether a setting is better than the natural one: it is not too long, and spares half of the blank pages."""
        assert self.natural is not None
        natural = self.natural.trial.pages
        if made.trial.pages > target:
            return False
        if wanted.pages and natural > target:
            return True
        upper = wanted.pages or -(-natural // (wanted.multiple or 1)) * (wanted.multiple or 1)
        return 2 * (target - made.trial.pages) <= upper - natural

    def _missed(self, wanted: Fit, targets: Sequence[int], furthest: float) -> FittedVolume:
        assert self.natural is not None
        assert self.main is not None
        if not wanted.near:
            self._lay_out_ends(targets)
        foresight = self.foresight()
        ends = {direction: foresight.lengths(direction * furthest) for direction in (-1, 1)}
        missed = Missed(self.parts, self.fitted, self.main, self.natural.trial.pages, ends, self.source)
        amiss = missed.findings(wanted, targets)
        hints = () if amiss else missed.to_fill(max(targets))
        blanks, said = filled_up(wanted, self.natural.trial.pages, self.source, hints)
        return self.result(self.natural, blanks, (*amiss, *said))

    def _lay_out_ends(self, targets: Sequence[int]) -> None:
        """Measure the ends of the ladder that a target lies little beyond, so that what is told of it is no guess."""
        for target in targets:
            direction = self._direction(target)
            places, foresight = self.places[direction], self.foresight()
            if not places or self.layouts >= LAYOUTS or any(trial.tau == places[-1] for trial in self.trials.values()):
                continue
            if abs(foresight.pages(places[-1]) - target) <= LITTLE:
                self.made(places[-1])

    def result(self, made: _Made, blanks: int, said: tuple[Diagnostic, ...]) -> FittedVolume:
        """What came of it, with what there is to say."""
        return FittedVolume(made.parts, made.ledger, blanks, (*made.findings, *said), made.trial.tau, self.layouts)

    def _direction(self, target: int) -> int:
        assert self.natural is not None
        return 1 if target > self.natural.trial.pages else -1

    def _foreseen(self, target: int, furthest: float) -> float:
        """The place where the target will be met, as far as can be told; beyond the ladder if nowhere."""
        direction, foresight = self._direction(target), self.foresight()
        places = [tau for tau in self.places[direction] if abs(tau) <= furthest]
        return next((tau for tau in places if foresight.pages(tau) == target), direction * 2.0)

    def _seek(self, target: int, furthest: float) -> _Made | None:
        """The layout with the fewest blank pages that does not exceed the target; None when none was found."""
        direction = self._direction(target)
        places = [tau for tau in self.places[direction] if abs(tau) <= furthest]
        best: _Made | None = None
        while self.layouts < LAYOUTS and (tau := self._next(target, direction, places)):
            made = self.made(tau)
            if made.trial.pages <= target and (best is None or made.trial.pages > best.trial.pages):
                best = made
            if made.trial.pages == target:
                break
        return best

    def _next(self, target: int, direction: int, places: Sequence[float]) -> float:
        """The place to try next, 0 for none: where the target is expected, else the last below it, else the end."""
        foresight = self.foresight()
        known = {trial.tau for trial in self.trials.values()}
        foreseen = [(tau, foresight.pages(tau)) for tau in places]
        met = [tau for tau, pages in foreseen if pages == target]
        if met:
            # The first stretch of them, and in it a place from which it may begin a little later than was foreseen.
            first = places.index(met[0])
            stretch = [tau for step, tau in enumerate(met) if places.index(tau) == first + step]
            tau = stretch[min(len(stretch) // 2, INNER)]
            if tau not in known:
                return tau
            return next((tau for tau in met if tau not in known), 0.0)
        below = [tau for tau, pages in foreseen if pages < target]
        if not below if direction < 0 else len(below) == len(places):
            beyond = foresight.pages(HOPELESS * places[-1]) if places else 0
            near_enough = beyond <= target if direction < 0 else beyond >= target
            return places[-1] if places and near_enough and places[-1] not in known else 0.0
        edge = below[0] if direction < 0 else below[-1] if below else 0.0
        return edge if edge not in known else 0.0


def _is_read(part: PartPage) -> bool:
    return not part.front and re.sub(r"-\d+$", "", part.key) in _READ


def _with_sheet(page: Page, text: str) -> Page:
    """The page with one more sheet that comes last."""
    html = page.html.replace("</head>", f"<style>{text}</style></head>", 1)
    return replace(page, html=html, styles=(*page.styles, StyleSheet("fit.css", text)))
