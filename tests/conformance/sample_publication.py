"""The sample publication (content/) built through the whole walk, and its files told apart."""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from presswork.jobs import World, manuscripts_in, plan
from presswork.production import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.edition import Edition
    from presswork.results import ArticleResult, BuildResult

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
SOURCES = tuple(path.relative_to(ROOT).as_posix() for path in manuscripts_in(ROOT))
WORLD = World(dt.datetime(2026, 11, 1, tzinfo=dt.UTC))


@dataclass(frozen=True)
class Samples:
    """The built publication; files are found by manuscript and edition."""

    result: BuildResult

    def article(self, source: str) -> ArticleResult:
        (found,) = (article for article in self.result.articles if article.source == source)
        return found

    def file(self, source: str, edition: str) -> Path:
        (found,) = (made.path for made in self.article(source).files if made.edition == edition)
        return found

    def files(self, edition: str) -> list[Path]:
        return [made.path for made in self.result.files if made.edition == edition]


def build_samples(out: Path, *, base: Path = ROOT) -> Samples:
    """Every sample in every edition that content/publication.yaml builds."""
    (job,) = plan([base], base=base, out=out)
    return Samples(built(lambda: build(job, WORLD)))


def build_one(source: str, out: Path, edition: Edition) -> Samples:
    """One sample in an edition that the publication does not have."""
    (job,) = plan([ROOT / source], base=ROOT, out=out)
    editions = MappingProxyType({**job.publication.editions, edition.name: edition})
    publication = replace(job.publication, editions=editions, build=(edition.name,))
    return Samples(built(lambda: build(replace(job, publication=publication), WORLD)))


def built(walk: Callable[[], BuildResult]) -> BuildResult:
    """What a build makes, without the warnings of libraries that are none of ours."""
    # ziamath finds its font in a way that Python 3.11 warns of; the engine leaves a colour profile to the collector.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "path is deprecated", DeprecationWarning)
        return walk()
