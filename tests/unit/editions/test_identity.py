"""A name that lasts: the same for every build, another for every edition."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import ebook_samples as samples
import pytest

from presswork.edition import Edition
from presswork.editions.identity import edition_urn, modified_at
from presswork.publication import Publication

EBOOK, READER = Edition("ebook", "epub"), Edition("reader", "pdf")


def test_the_name_of_an_edition_lasts() -> None:
    article = samples.rich_article()
    # An identifier once given away must never change: this one is written down here.
    assert edition_urn(article, EBOOK, samples.PUBLICATION) == "urn:uuid:e86a2013-6be2-5755-9ac4-04229140ea75"
    retitled = samples.with_meta(article, title=samples.plain_article().meta.title, published=dt.date(2030, 1, 1))
    assert edition_urn(retitled, EBOOK, samples.PUBLICATION) == edition_urn(article, EBOOK, samples.PUBLICATION)


def test_editions_articles_and_publications_differ() -> None:
    article, other = samples.rich_article(), samples.plain_article()
    names = {
        edition_urn(article, EBOOK, samples.PUBLICATION),
        edition_urn(article, READER, samples.PUBLICATION),
        edition_urn(other, EBOOK, samples.PUBLICATION),
        edition_urn(article, EBOOK, Publication(title="Another")),
        edition_urn(article, EBOOK, Publication()),
    }
    assert len(names) == 5


def test_an_edition_with_an_isbn_is_named_by_it() -> None:
    edition = replace(EBOOK, options={"isbn": "978-3-16-148410-0"})
    assert edition_urn(samples.plain_article(), edition, samples.PUBLICATION) == "urn:isbn:9783161484100"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"published": dt.date(2026, 3, 1)}, "2026-03-01T00:00:00+00:00"),
        ({"published": dt.date(2026, 3, 1), "updated": dt.date(2026, 3, 4)}, "2026-03-04T00:00:00+00:00"),
        (
            {"published": dt.datetime(2026, 3, 1, 8, tzinfo=dt.timezone(dt.timedelta(hours=2)))},
            "2026-03-01T06:00:00+00:00",
        ),
    ],
)
def test_the_date_of_a_file_is_that_of_the_work(dates: dict[str, object], expected: str) -> None:
    assert modified_at(samples.plain_article(**dates)).isoformat() == expected


def test_undated_work_bears_the_epoch() -> None:
    epoch = dt.datetime(2024, 5, 6, tzinfo=dt.UTC)
    assert modified_at(replace(samples.plain_article(), epoch=epoch)) == epoch
