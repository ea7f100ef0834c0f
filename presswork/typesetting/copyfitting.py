"""Copyfitting: an article is set a little tighter or looser until it fills the pages that its editor asked for.

However lines and pages are made: this module lays a page out by the function that it is given, and measures.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import ceil, floor, log
from typing import TYPE_CHECKING, Generic, TypeVar

from presswork.edition import StyleSheet
from presswork.typesetting.fit_findings import fitted, out_of_reach
from presswork.typesetting.fit_ladder import Ladder, TypeSpec
from presswork.typesetting.fit_tokens import LaidOutPage, tokens_of
from presswork.typesetting.page_fill import Extent, extent_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.diagnostics import Diagnostic
    from presswork.edition import Fit, Page

L = TypeVar("L", bound=LaidOutPage)

# A last page that is filled but for this part of it is full.
SLACK = 0.06
# Where no setting makes it full, a last page that is filled to this part is better than the natural one.
ALMOST = 0.8
# A wish for a number of pages that is met already is worth no more than this part of the ladder to fill the last one.
NEARBY = 0.5
# How often a page is laid out for one target, the natural layout counted.
LAYOUTS = 7
# A target that the rule of three puts further beyond the ladder than this is not tried.
HOPELESS = 1.6
# A new place on the ladder keeps this part of the bracket away from both ends.
INNER = 0.1
# No two places of the ladder nearer than this are told apart.
NARROW = 0.004
SHEET = "fit.css"


@dataclass(frozen=True, slots=True)
class Fitted(Generic[L]):
    """A page laid out to fit: what the function made of it, how far up or down the ladder, how many layouts it took.

    `tau` is 0 when the natural setting was kept. `findings` say what was done, or by how much the target was missed.
    """

    laid: L
    spec: TypeSpec | None
    tau: float
    layouts: int
    extent: Extent
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """One layout: its place on the ladder and what it measured."""

    tau: float
    extent: Extent

    def length(self, target: int) -> float:
        """Pages as a fraction, for a search of `target` pages."""
        return self.extent.beyond(target)


def fit(page: Page, wanted: Fit, lay_out: Callable[[Page], L]) -> Fitted[L]:
    """The page laid out to the pages that are wanted, or naturally with a finding (E302, E303) that says what is amiss.

    Nothing is laid out a second time when the natural setting fits.
    """
    laid = lay_out(page)
    extent = extent_of(laid.document)
    if any(_full(extent, target) for target in _targets(wanted, extent.length)):
        return Fitted(laid, None, 0.0, 1, extent)
    search = _Search(page, Ladder(tokens_of(page, lay_out)), lay_out, Trial(0.0, extent), laid)
    if not search.ladder.tokens.usable:
        return Fitted(laid, None, 0.0, 1, extent, out_of_reach(search.ladder, page, wanted, extent, {}))
    return search.nearest(wanted)


def _targets(wanted: Fit, length: float) -> list[int]:
    """The numbers of pages that would do, at most two."""
    if wanted.pages:
        return [wanted.pages]
    multiple = wanted.multiple or 1
    return sorted({max(floor(length / multiple), 1) * multiple, max(ceil(length / multiple), 1) * multiple})


def _full(extent: Extent, target: int) -> bool:
    return extent.pages == target and target - SLACK <= extent.length


@dataclass
class _Search(Generic[L]):
    """The layouts made for one page, and the search among the settings of its ladder."""

    page: Page
    ladder: Ladder
    lay_out: Callable[[Page], L]
    natural: Trial
    laid: L
    layouts: int = 1
    known: dict[TypeSpec, Extent] = field(default_factory=dict)
    best: tuple[Trial, L] | None = None
    ends: dict[int, Trial] = field(default_factory=dict)

    def nearest(self, wanted: Fit) -> Fitted[L]:
        """The first target within reach, the one that costs least tried first; else the natural setting."""
        self.known[self.ladder.natural] = self.natural.extent
        targets = sorted(
            _targets(wanted, self.natural.extent.length), key=lambda n: abs(self._estimate(self.natural, n))
        )
        for target in targets:
            if wanted.near and self._already(target):
                continue
            found = self._seek(target, exact=wanted.pages is not None)
            if found is not None:
                trial, laid = found
                spec = self.ladder.at(trial.tau)
                said = fitted(self.ladder, spec, trial.extent.pages)
                return Fitted(laid, spec, trial.tau, self.layouts, trial.extent, said)
        extremes = {direction: trial.extent for direction, trial in self.ends.items()}
        said = out_of_reach(self.ladder, self.page, wanted, self.natural.extent, extremes)
        return Fitted(self.laid, None, 0.0, self.layouts, self.natural.extent, said)

    def _already(self, target: int) -> bool:
        """Whether the text has so many pages, and only large moves would fill the last."""
        return self.natural.extent.pages == target and abs(self._estimate(self.natural, target)) > NEARBY

    def _estimate(self, trial: Trial, target: int) -> float:
        """Where the target should lie, judged by one trial and the rule of three."""
        return trial.tau + self.ladder.tau_for((target - SLACK / 2) / trial.length(target))

    def _try(self, tau: float, target: int) -> Trial:
        """Lay out at a place of the ladder, unless its setting is known; the best result for the target is kept."""
        spec = self.ladder.at(tau)
        if spec not in self.known:
            sheet = StyleSheet(SHEET, self.ladder.sheet(spec))
            laid = self.lay_out(with_sheet(self.page, sheet))
            self.layouts += 1
            self.known[spec] = extent_of(laid.document)
            trial = Trial(tau, self.known[spec])
            if trial.extent.pages == target and (self.best is None or trial.extent.length > self.best[0].extent.length):
                self.best = (trial, laid)
        return Trial(tau, self.known[spec])

    def _seek(self, target: int, *, exact: bool) -> tuple[Trial, L] | None:
        """The layout that fills the target best without exceeding it; None when none does."""
        self.best = None
        direction = 1 if self.natural.extent.pages <= target else -1
        bracket = self._bracket(target, direction)
        if bracket is None:
            # A page less full than wished is still the number of pages that was asked for.
            counts = exact and self.natural.extent.pages < target
            found = self._found()
            return found if found and (counts or found[0].extent.length >= target - 1 + ALMOST) else None
        near, far = bracket
        missed = 0
        while not self._done(target) and self.layouts < LAYOUTS and abs(far.tau - near.tau) > NARROW:
            trial = self._try(_between(near, far, target, halve=abs(missed) > 1), target)
            if _crossed(trial, target, direction):
                far, missed = trial, max(missed, 0) + 1
            else:
                near, missed = trial, min(missed, 0) - 1
        return self.best

    def _found(self) -> tuple[Trial, L] | None:
        return self.best

    def _done(self, target: int) -> bool:
        return self.best is not None and _full(self.best[0].extent, target)

    def _bracket(self, target: int, direction: int) -> tuple[Trial, Trial] | None:
        """Two trials on either side of the target, or a trial that fills it; None when it is out of reach."""
        near, place = self.natural, abs(self._estimate(self.natural, target))
        if place > HOPELESS:
            return None
        while True:
            trial = self._try(direction * min(place, 1.0), target)
            if self._done(target) or _crossed(trial, target, direction):
                return near, trial
            if place >= 1:
                self.ends[direction] = trial
                return None
            near, place = trial, abs(self._further(trial, target, direction))

    def _further(self, trial: Trial, target: int, direction: int) -> float:
        """The next place to try when the target was not reached: by the slope so far, a little beyond."""
        gone = log(trial.length(target) / self.natural.length(target))
        slope = max(gone / trial.tau, self.ladder.reach(direction) / 3)
        step = log((target - SLACK / 2) / trial.length(target)) / slope
        return trial.tau + step + direction * INNER * abs(step)


def _crossed(trial: Trial, target: int, direction: int) -> bool:
    """Whether a trial is on the other side of the target than the natural setting."""
    return (trial.extent.pages > target) == (direction > 0)


def _between(near: Trial, far: Trial, target: int, *, halve: bool) -> float:
    """Where a straight line between two trials meets the goal, kept away from both (regula falsi); or half-way."""
    rise = far.length(target) - near.length(target)
    part = (target - SLACK / 2 - near.length(target)) / rise if rise and not halve else 0.5
    part = min(max(part, INNER), 1 - INNER)
    return near.tau + part * (far.tau - near.tau)


def with_sheet(page: Page, sheet: StyleSheet) -> Page:
    """The page with one more style sheet, the last of its cascade."""
    html = page.html.replace("</head>", f"<style>{sheet.text}</style></head>", 1)
    return replace(page, html=html, styles=(*page.styles, sheet))
