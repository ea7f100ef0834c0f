"""How long the parts of a volume are, and how long they would be in another setting; arithmetic only."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, exp, log
from typing import TYPE_CHECKING

from presswork.editions.binding.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presswork.pages.volumes import PartPage

# A part that has another page fills at least this much of it, however much room is left on the page before.
_BEGUN = 0.01
# What a page holds more than its lines: a part that is longer by no more than this has no further page.
_NEARLY = 0.002
# Parts with a text to cut or to add to; more pages than these are not shared out among them.
_SHARED_OUT = 12


@dataclass(frozen=True, slots=True)
class Trial:
    """A layout of the whole: its place on the ladder, its pages, and how long each part is in pages."""

    tau: float
    pages: int
    lengths: Mapping[str, float] = field(repr=False)


class _Counted(Ledger):
    """A ledger of parts of which only the number of pages is known, or foreseen."""

    def __init__(self, parts: Sequence[PartPage], counts: Mapping[str, int]) -> None:
        super().__init__(parts)
        self.counts = counts

    def pages_of(self, part: PartPage) -> int:
        return self.counts[part.key]


def pages_in_all(parts: Sequence[PartPage], counts: Mapping[str, int]) -> int:
    """The pages of a volume whose parts have so many each, with the blank ones before right-hand openings."""
    ledger = _Counted(parts, counts)
    ledger.settle()
    last = parts[-1]
    return ledger.first[last.key] + counts[last.key]


def trial_of(ledger: Ledger, tau: float) -> Trial:
    """What a ledger with all parts laid out says of their lengths."""
    counts = {part.key: ledger.pages_of(part) for part in ledger.parts}
    lengths = {}
    for key, pages in counts.items():
        last, before = ledger.laid[key].filled
        # Room on the last page but one counts as if the last one had it; but for a line or two.
        length = pages - 1 + last - max(1 - before - 0.06, 0.0)
        lengths[key] = max(length, pages - 1 + _BEGUN)
    return Trial(tau, pages_in_all(ledger.parts, counts), lengths)


@dataclass(frozen=True)
class Foresight:
    """What the trials made so far let expect of other places on the ladder.

    `fitted` are the keys of the parts that it moves, `reach` says how far it goes in either direction (-1, 1), as the
    logarithm of the change in pages.
    """

    parts: Sequence[PartPage]
    fitted: frozenset[str]
    reach: Mapping[int, float]
    trials: Sequence[Trial]

    def pages(self, tau: float) -> int:
        """The pages of the whole volume there, as far as can be told."""
        return pages_in_all(self.parts, {key: count_of(length) for key, length in self.lengths(tau).items()})

    def lengths(self, tau: float) -> dict[str, float]:
        """How long each part is there: between two trials by what lies between them, beyond by the slope of all."""
        known = sorted((trial for trial in self.trials if trial.tau * tau >= 0), key=lambda trial: trial.tau)
        below = next((trial for trial in reversed(known) if trial.tau <= tau), None)
        above = next((trial for trial in known if trial.tau >= tau), None)
        lengths = {}
        for part in self.parts:
            key = part.key
            if key not in self.fitted:
                lengths[key] = known[0].lengths[key]
            elif below and above:
                lengths[key] = _between(below, above, tau, key)
            else:
                near = below or above
                assert near is not None
                lengths[key] = near.lengths[key] * exp(self._slope(1 if tau > 0 else -1) * (tau - near.tau))
        return lengths

    def _slope(self, direction: int) -> float:
        """How fast lengths grow in a direction: as was measured over the way that was gone, else by arithmetic."""
        natural, *others = sorted((t for t in self.trials if t.tau * direction >= 0), key=lambda t: abs(t.tau))
        if not others:
            return self.reach[direction]
        far = others[-1]
        before, after = (sum(trial.lengths[key] for key in self.fitted) for trial in (natural, far))
        measured = log(after / before) / far.tau
        return max(measured, self.reach[direction] / 3)


def count_of(length: float) -> int:
    """The whole pages of a part that is so long."""
    return max(ceil(length - _NEARLY), 1)


def _between(below: Trial, above: Trial, tau: float, key: str) -> float:
    low, high = below.lengths[key], above.lengths[key]
    if above.tau == below.tau:
        return low
    return low * exp(log(high / low) * (tau - below.tau) / (above.tau - below.tau))


def changes(
    parts: Sequence[PartPage], lengths: Mapping[str, float], texts: Sequence[str], target: int
) -> list[tuple[str, float]]:
    """Where the fewest lines more or less bring the volume to its target: keys of texts, and parts of a page for each.

    Texts are cut, or added to, where a page is saved, or begun, most cheaply: a page that is saved before a right-hand
    opening saves a blank one too, or none. Empty where too many pages are amiss to be shared out.
    """
    counts = {key: count_of(length) for key, length in lengths.items()}
    pages, step = pages_in_all(parts, counts), 0
    if abs(pages - target) > _SHARED_OUT:
        return []
    sign = 1 if target > pages else -1
    done: dict[str, float] = {}
    while pages != target and (target - pages) * sign > 0 and step < _SHARED_OUT:
        offers = list(_offers(parts, lengths, texts, counts, (pages, target)))
        if not offers:
            return []
        _, key, counts, pages = min(offers, key=lambda offer: offer[0])
        done[key] = _cost(lengths[key], counts[key])
        step += 1
    return sorted(done.items(), key=lambda change: change[1])


def _offers(
    parts: Sequence[PartPage],
    lengths: Mapping[str, float],
    texts: Sequence[str],
    counts: dict[str, int],
    span: tuple[int, int],
) -> Iterator[tuple[float, str, dict[str, int], int]]:
    """Texts with a page or two more or fewer that bring the volume nearer to its target, and what each page costs."""
    pages, target = span
    sign = 1 if target > pages else -1
    for key in texts:
        for step in (1, 2):
            tried = counts | {key: counts[key] + sign * step}
            if tried[key] < 1:
                continue
            now = pages_in_all(parts, tried)
            gained = (now - pages) * sign
            if gained > 0 and (sign < 0 or now <= target):
                more = _cost(lengths[key], tried[key]) - _cost(lengths[key], counts[key])
                yield more / gained, key, tried, now


def _cost(length: float, count: int) -> float:
    """The part of a page by which a text must be shorter to have so many pages, or longer."""
    if count < count_of(length):
        return length - count
    return count - 1 - length + _BEGUN if count > count_of(length) else 0.0
