"""Articles in a volume: changed as it says, linked with each other, and the same otherwise."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from volume_samples import ARTICLES, ISSUE, Shelf

from presswork import copydesk, manuscript
from presswork.diagnostics import Rejected
from presswork.volume import Bound, anchor
from presswork.volumes.filing import filing_key, letter_of
from presswork.volumes.indexing import IndexEntry, index_of


def body(bound: Bound, slug: str) -> str:
    return next(chapter.article.body for chapter in bound.chapters if chapter.slug == slug)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)).strip()


def test_no_two_articles_have_an_id_in_common(shelf: Shelf) -> None:
    bound, _ = shelf.bound()
    ids = [
        element.get("id")
        for chapter in bound.chapters
        for element in etree.fromstring(f"<div>{chapter.article.body}</div>").iter()
        if element.get("id")
    ]
    assert len(ids) == len(set(ids))
    assert {"one--clock", "two--clock", "one--fn-1", "two--fn-1"} <= set(ids)


def test_links_between_articles_lead_there(shelf: Shelf) -> None:
    bound, findings = shelf.bound()
    one, two = body(bound, "one"), body(bound, "two")
    assert (
        '<a class="xref" href="#two--fig-quay" data-kind="figure">A shorter headline, Figure\u00a01</a>'
        in one.replace('data-kind="figure" href="#two--fig-quay"', 'href="#two--fig-quay" data-kind="figure"')
    )
    assert 'href="#two"' in one
    assert 'href="#one"' in two
    assert 'href="#one--clock"' in one
    (dead,) = [each for each in findings if each.code == "M217"]
    assert "'two.md#fig-dock'" in dead.message
    assert dead.location is not None
    assert (dead.location.path, dead.location.line) == ("one.md", 7)
    assert not any(each.code in ("T261", "T263", "T265") for each in findings)


def test_a_link_to_an_article_that_the_volume_does_not_have_is_told(shelf: Shelf) -> None:
    bound, findings = shelf.bound(ISSUE.replace("      - {article: articles/two.md, title: A shorter headline}\n", ""))
    assert "href" not in re.sub(r'href="#one--[^"]*"', "", body(bound, "one"))
    told = [str(each).splitlines()[0] for each in findings if each.code == "M221"]
    assert told == [
        "one.md:6: warning M221 the link to 'two.md#fig-quay' has no words, and the volume does not have that article: "
        "nothing is left of it",
        "one.md:7: note M221 the link to 'two.md' keeps its words only: the volume does not have that article",
        "one.md:7: note M221 the link to 'two.md#fig-dock' keeps its words only: the volume does not have that article",
    ]


def test_an_article_alone_has_the_same_words(shelf: Shelf) -> None:
    bound, _ = shelf.bound()
    path = shelf.root / "articles" / "two.md"
    source = manuscript.read(path, display="two.md", root=shelf.root)
    alone, _ = copydesk.edit(source, shelf.publication, epoch=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert words(alone.body) == words(body(bound, "two"))
    assert alone.meta.title.plain == "Two tides"
    assert "href" not in re.sub(r'href="#(fig-|clock)[^"]*"', "", alone.body)


def test_headline_and_section_are_the_volumes(shelf: Shelf) -> None:
    bound, _ = shelf.bound()
    two = bound.chapters[2].article.meta
    assert two.title.plain == "A shorter headline"
    assert two.short_title is None
    assert two.section is not None
    assert two.section.plain == "Reports"


def test_a_draft_stops_a_volume_that_nobody_named(shelf: Shelf) -> None:
    shelf.write("articles/one.md", ARTICLES["one.md"].replace("title:", "status: draft\ntitle:"))
    with pytest.raises(Rejected) as rejected:
        shelf.bound()
    (draft,) = [each for each in rejected.value.findings if each.code == "M206"]
    assert str(draft.location) == "spring.yaml:12:9"
    _, findings = shelf.bound(named=True)
    assert [str(each.severity) for each in findings if each.code == "M206"] == ["warning"]


def test_an_embargo_holds_until_its_day_unless_the_volume_has_it_too(shelf: Shelf) -> None:
    shelf.write("articles/one.md", ARTICLES["one.md"].replace("title:", "embargo: 2026-12-01\ntitle:"))
    with pytest.raises(Rejected, match=r"spring\.yaml:12:9: error M207 .* under embargo until 2026-12-01"):
        shelf.bound()
    bound, _ = shelf.bound(ISSUE + "embargo: 2026-12-01\n")
    assert len(bound.chapters) == 3
    bound, _ = shelf.bound(today=dt.datetime(2026, 12, 2, tzinfo=dt.UTC))
    assert len(bound.chapters) == 3


def test_an_article_with_errors_is_told_with_its_place_in_the_volume(shelf: Shelf) -> None:
    shelf.write("articles/one.md", ARTICLES["one.md"].replace("date:", "dat:"))
    shelf.write("articles/two.md", ARTICLES["two.md"].replace("short-title: Two", "slug: one"))
    with pytest.raises(Rejected) as rejected:
        shelf.bound()
    found = [f"{each.location} {each.code}" for each in rejected.value.findings]
    assert "one.md:4:1 M104" in found
    assert "spring.yaml:12:9 M215" in found


def test_two_articles_of_one_slug_are_told(shelf: Shelf) -> None:
    shelf.write("articles/two.md", ARTICLES["two.md"].replace("short-title: Two", "slug: one"))
    with pytest.raises(Rejected, match=r"spring\.yaml:13:10: error M216 the slug 'one' .* line 12"):
        shelf.bound()


def flat(entries: tuple[IndexEntry, ...], depth: int = 0) -> list[tuple[int, str, int, str]]:
    return [
        row
        for entry in entries
        for row in (
            (depth, entry.term.plain, len(entry.locators), "; ".join(map(str, (*entry.see, *entry.see_also)))),
            *flat(entry.children, depth + 1),
        )
    ]


def test_the_index_gathers_the_marks_of_all_articles(shelf: Shelf) -> None:
    bound, findings = shelf.bound()
    groups = index_of(bound)
    assert [group.letter for group in groups] == ["D", "E", "H", "S", "V"]
    rows = [row for group in groups for row in flat(group.entries)]
    assert rows == [
        (0, "Docks", 1, ""),
        (0, "Éire", 1, ""),
        (0, "harbour", 0, ""),
        (1, "cranes", 2, "Docks"),
        (0, "salt", 1, ""),
        (0, "Vessels", 0, "Docks"),
    ]
    (docks,) = groups[0].entries[0].locators
    assert (docks.chapter, docks.id, docks.end) == ("one", "one--idx-3", "one--idx-4")
    assert not any(each.code == "M218" for each in findings)


def test_index_marks_that_lead_nowhere_are_told(shelf: Shelf) -> None:
    shelf.write("articles/one.md", ARTICLES["one.md"].replace(" range=end", " see=Quays").replace("[salt]{.index}", ""))
    _, findings = shelf.bound()
    said = [each.message for each in findings if each.code == "M218"]
    assert "the range of the index entry 'docks' starts and does not end" in said
    assert "the index sends readers from 'Docks' to 'Quays', which it does not have" in said


def test_marks_without_an_index_are_noted(shelf: Shelf) -> None:
    _, findings = shelf.bound(ISSUE.replace(", index]", "]"))
    assert [each.code for each in findings if each.code.startswith("M21")] == ["M217", "M219"]


SLUG_WORDS = st.lists(st.text("abcz019", min_size=1, max_size=6), min_size=1, max_size=4)


@given(SLUG_WORDS.map("-".join), st.text("abz09-", max_size=8).map("a{}".format))
def test_an_anchor_can_be_told_apart_and_begins_with_a_letter(slug: str, name: str) -> None:
    made = anchor(slug, name)
    assert made[0].isalpha()
    assert made.partition("--")[::2] == (anchor(slug), name)


def test_words_are_filed_as_the_language_files_them() -> None:
    def order(language: str, *terms: str) -> list[str]:
        return sorted(terms, key=lambda term: filing_key(term, language))

    assert order("en", "zebra", "Éire", "eel", "1911", "Östersund") == ["1911", "eel", "Éire", "Östersund", "zebra"]
    assert order("sv", "zon", "Östersund", "ål", "ö", "adel") == ["adel", "zon", "ål", "ö", "Östersund"]
    assert order("es", "nudo", "ñandú", "ola") == ["nudo", "ñandú", "ola"]
    assert order("en", "sea wall", "seaman", "sea") == ["sea", "sea wall", "seaman"]
    assert (letter_of("Éire", "en"), letter_of("Östersund", "sv"), letter_of("1911", "en")) == ("E", "Ö", "")
