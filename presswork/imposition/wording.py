"""Says in words of any of the house's languages what is done with a plan's sheets: printed, folded and finished."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from presswork import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presswork.imposition.plan import FoldStep, Plan

_PARTS = {"l": "left", "r": "right", "t": "top", "b": "bottom"}
CUT = "x"


@cache
def words_for(language: str) -> Mapping[str, str]:
    """The words about sheets in a language by its BCP 47 tag, of its primary subtag; English when there are none."""
    folder = labels.FOLDER / "sheets"
    file = folder / f"{labels.primary_subtag(language)}.toml"
    read = file if file.is_file() else folder / f"{labels.FALLBACK}.toml"
    return tomllib.loads(read.read_text(encoding="utf-8"))


def language_of(language: str) -> str:
    """The language in which there are words for a language: its own tag, or English; never what is no tag at all."""
    if not (labels.FOLDER / "sheets" / f"{labels.primary_subtag(language)}.toml").is_file():
        return labels.FALLBACK
    return language if language.replace("-", "").isalnum() else labels.primary_subtag(language)


def folding(step: FoldStep, plan: Plan, words: Mapping[str, str]) -> str:
    """One step of folding, as the sheet's front is seen: `Fold the left part behind the rest`."""
    side = _PARTS.get(step.letter[:1].lower())
    if side is None:
        return words["slit"]
    if plan.kind == "zine":
        return words["fold_and_open"]
    return words[f"{side}_over" if step.letter[0].isupper() else f"{side}_behind"]


def printing(plan: Plan, words: Mapping[str, str]) -> str:
    """How the sheets are printed, in one sentence without its full stop."""
    if plan.turn == "none":
        return words["print_one_side"]
    if plan.duplex == "manual":
        return words["print_manual"]
    return words[f"print_{plan.turn.replace('-', '_')}"]


def finishing(plan: Plan, words: Mapping[str, str]) -> Iterator[str]:
    """What is done with the printed sheets, step by step; each a sentence without its full stop."""
    for deed in plan.finishing:
        yield words[deed.what].format(**dict(deed.values))
