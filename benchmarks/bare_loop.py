"""The engine's calls alone, in a warm loop: pages that are composed already are laid out and written, nothing else.

`bare_loop.py PUBLICATION COUNT` writes bare.json, in processor seconds for so many articles.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main() -> None:
    """Read and compose all articles, then measure the engine."""
    from presswork import jobs, workers
    from presswork.editions import engine
    from presswork.editions.identity import edition_urn
    from presswork.editions.pdf_metadata import statements
    from presswork.editions.standards import standard_named
    from presswork.house import House
    from presswork.pages import compose
    from presswork.typesetting.fonts import with_fonts
    from presswork.walk import edit_manuscript, read_manuscript

    workers.collect_seldom()
    job = jobs.plan([Path(sys.argv[1])], base=Path.cwd())[0]
    edition, house, world = job.publication.editions["reader"], House(job.publication.root), jobs.world_now()
    standard = standard_named(edition.standard)
    ready = []
    for path in job.manuscripts[: int(sys.argv[2])]:
        article, _ = edit_manuscript(job, read_manuscript(job, path), world)
        page = with_fonts(compose(article, edition, job.publication, house, target="paper"), job.publication.tokens)
        stated = statements(article, edition, job.publication)
        ready.append((page, stated, edition_urn(article, edition, job.publication)))
    workers.warm_up(job.publication.language)

    def made(which: list) -> float:  # type: ignore[type-arg]
        started = time.process_time()
        for page, stated, urn in which:
            engine.write(engine.lay_out(page, standard), standard, stated, urn)
        return time.process_time() - started

    made(ready[:3])
    Path("bare.json").write_text(json.dumps({"engine": made(ready), "articles": len(ready)}))


if __name__ == "__main__":
    main()
