"""Presswork: one manuscript, every edition.

The Python interface is the command line's walk: `presswork.open("my-review").build(editions=["ebook"])`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from presswork.results import BuildResult

__version__ = "0.1.0"
__all__ = ["Opened", "__version__", "open"]


class Opened:
    """A publication or a lone manuscript, opened for building."""

    def __init__(self, path: str | Path) -> None:
        from pathlib import Path as ConcretePath

        self.path = ConcretePath(path)

    def build(
        self, *, editions: Sequence[str] = (), out: str | Path | None = None, cluster: str | None = None
    ) -> BuildResult:
        """Make the editions (all that the publication builds, when none are named) and write them to `out`.

        `cluster` is the address of a Dask cluster that makes them. The result carries the files and all findings.
        Raises `presswork.diagnostics.Rejected` when the publication's own settings are in error, or the cluster is of
        no use.
        """
        return self._run(editions, out, keep=True, cluster=cluster)

    def check(self, *, editions: Sequence[str] = ()) -> BuildResult:
        """Make the editions in memory, look them over and keep nothing; the result carries the findings."""
        return self._run(editions, None, keep=False)

    def _run(
        self, editions: Sequence[str], out: str | Path | None, *, keep: bool, cluster: str | None = None
    ) -> BuildResult:
        from pathlib import Path as ConcretePath

        from presswork.jobs import plan, world_now
        from presswork.production import build

        (job,) = plan(
            [self.path], base=ConcretePath.cwd(), out=ConcretePath(out) if out else None, editions=tuple(editions)
        )
        return build(job, world_now(), keep=keep, cluster=cluster)


def open(path: str | Path = ".") -> Opened:  # noqa: A001  (presswork.open reads as the walk is spoken of)
    """Open a publication's folder, or a lone manuscript anywhere."""
    return Opened(path)
