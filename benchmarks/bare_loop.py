"""The engine's calls alone, in a warm loop: pages that are composed already are laid out and written, nothing else.

`bare_loop.py PUBLICATION COUNT` writes bare.json, in processor seconds for so many articles: `bare` by the engine as it
is, `engine` by the engine with our lines, columns, tags and savings, as a build calls it.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.edition import Page
    from presswork.editions.xmp import Statement


def main() -> None:
    """Read and compose all articles, then measure the engine."""
    import weasyprint

    from presswork import jobs, workers
    from presswork.editions import engine
    from presswork.editions.fetching import BASE_URL, OwnFetcher
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

    def ours(page: Page, stated: tuple[Statement, ...], urn: str) -> None:
        engine.write(engine.lay_out(page, standard), standard, stated, urn)

    def bare(page: Page, *_: object) -> None:
        html = weasyprint.HTML(string=engine.as_html(page.html), base_url=BASE_URL, url_fetcher=OwnFetcher(page))
        html.write_pdf(font_config=engine.font_set(page), pdf_variant=standard.variant, pdf_tags=standard.tagged)

    def seconds(make: Callable[..., None]) -> float:
        for each in ready[:3]:
            make(*each)
        started = time.process_time()
        for each in ready:
            make(*each)
        return time.process_time() - started

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    taken = {"bare": seconds(bare), "engine": seconds(ours), "articles": len(ready)}
    Path("bare.json").write_text(json.dumps(taken))


if __name__ == "__main__":
    main()
