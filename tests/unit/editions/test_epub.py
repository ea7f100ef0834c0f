"""The whole e-book: what a reader, a shop and a reading system find in it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import ebook_samples as samples
import pytest
from lxml import etree

from presswork.diagnostics import Rejected
from presswork.edition import EditionFile, PageStart
from presswork.editions.epub import FORMAT
from presswork.house import House
from presswork.publication import Publication

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ("believable", "Figure1The", "", "")
EPUB = "{http://www.idpf.org/2007/ops}"


@pytest.fixture(scope="module")
def rich() -> EditionFile:
    return samples.book(samples.rich_article(), samples.EBOOK, samples.PUBLICATION, *WORDS)


@pytest.fixture(scope="module")
def inside(rich: EditionFile) -> dict[str, bytes]:
    return samples.files(rich)


def tree(inside: dict[str, bytes], name: str) -> etree._Element:
    return etree.fromstring(inside[name])


def links(nav: etree._Element, kind: str) -> list[tuple[str, str]]:
    (part,) = [n for n in nav.iter("{*}nav") if n.get(f"{EPUB}type") == kind]
    return [("".join(a.itertext()), a.get("href")) for a in part.iter("{*}a")]


def test_what_the_terminal_says_of_it(rich: EditionFile) -> None:
    assert (rich.edition, rich.suffix, rich.measure, rich.unit) == ("ebook", ".epub", 1, "chapter")
    assert rich.identifier.startswith("urn:uuid:")
    assert rich.findings == ()


def test_two_builds_are_one_book(rich: EditionFile) -> None:
    again = samples.book(samples.rich_article(), samples.EBOOK, samples.PUBLICATION, *WORDS)
    assert again.data == rich.data


def test_reading_order_and_files(inside: dict[str, bytes]) -> None:
    package = tree(inside, "content.opf")
    assert [item.get("idref") for item in package.iter("{*}itemref")] == [
        "cover",
        "titlepage",
        "nav",
        "article",
        "colophon",
    ]
    assert {item.get("href") for item in package.iter("{*}item")} == set(inside) - {
        "mimetype", "META-INF/container.xml", "content.opf"
    }  # fmt: skip


def test_the_cover_page_is_a_drawing_and_shops_get_a_picture(inside: dict[str, bytes]) -> None:
    (drawing,) = tree(inside, "cover.xhtml").iter("{*}svg")
    assert drawing.findtext("{*}title") == "Cover: The last tide table & its clerk"
    items = {item.get("href"): item.get("properties") for item in tree(inside, "content.opf").iter("{*}item")}
    assert items["cover.xhtml"] == "svg"
    assert items["images/cover.jpg"] == "cover-image"


@pytest.mark.parametrize(("language", "line"), [("en", "Made with Presswork"), ("de", "Hergestellt mit Presswork")])
def test_the_colophon_says_what_made_the_book(language: str, line: str) -> None:
    made = samples.files(samples.book(samples.plain_article(language=language)))
    assert "".join(tree(made, "colophon.xhtml").find(".//{*}section").itertext()).strip().endswith(line)


def test_contents_are_the_text_s_headings(inside: dict[str, bytes]) -> None:
    assert links(tree(inside, "nav.xhtml"), "toc") == [
        ("The last tide table & its clerk", "article.xhtml#edition-headline"),
        ("The clock & the moon", "article.xhtml#the-clock"),
        ("Minutes", "article.xhtml#minutes"),
        ("After her", "article.xhtml#after"),
        ("Sources", "article.xhtml#sources"),
        ("Colophon", "colophon.xhtml"),
    ]


def test_every_way_through_the_book_leads_somewhere(inside: dict[str, bytes]) -> None:
    for kind in ("toc", "landmarks", "page-list"):
        for _, href in links(tree(inside, "nav.xhtml"), kind):
            name, _, fragment = href.partition("#")
            assert not fragment or tree(inside, name).xpath(f"//*[@id='{fragment}']"), href


def test_pages_are_listed_and_marked_at_their_words(inside: dict[str, bytes]) -> None:
    assert [label for label, _ in links(tree(inside, "nav.xhtml"), "page-list")] == ["1", "2", "3", "4", "5"]
    article = tree(inside, "article.xhtml")
    marks = [e for e in article.iter("{*}span") if e.get("role") == "doc-pagebreak"]
    assert [e.get("aria-label") for e in marks] == ["1", "2", "3", "4", "5"]
    assert marks[0].getnext().tag.endswith("header"), "page 1 begins with the headline"
    assert "".join(marks[1].getparent().itertext()) == "un"
    assert marks[2].getnext().get("id") == "fig-1"


def test_pages_name_their_source(inside: dict[str, bytes]) -> None:
    package = tree(inside, "content.opf")
    said = {m.get("property"): m.text for m in package.iter("{*}meta")}
    assert said["pageBreakSource"] == "urn:uuid:reader"
    assert said["source-of"] == "pagination"
    assert "urn:uuid:reader" in [s.text for s in package.iter("{http://purl.org/dc/elements/1.1/}source")]


def test_pages_of_the_end_matter_are_marked_there() -> None:
    needs = samples.printed(samples.rich_article(), "believable", "", "")
    starts = needs["reader"].page_starts
    told = (
        *starts[:2],
        PageStart("3", starts[2].offset, "CORRECTION 5 March 2026"),
        PageStart("4", starts[3].offset, "© 2026 Jane"),
    )
    needs = {"reader": replace(needs["reader"], page_starts=told)}
    made = FORMAT.produce(samples.rich_article(), samples.EBOOK, samples.PUBLICATION, house=House(), needs=needs)
    inside = samples.files(made)
    third = tree(inside, "article.xhtml").xpath("//*[@id='page-3']")[0]
    assert third.getnext().get("id") == "edition-corrections"
    fourth = tree(inside, "colophon.xhtml").xpath("//*[@id='page-4']")[0]
    assert fourth.tail == "© 2026 Jane Roe"
    assert links(tree(inside, "nav.xhtml"), "page-list")[2:] == [
        ("3", "article.xhtml#page-3"),
        ("4", "colophon.xhtml#page-4"),
    ]
    assert inside["article.xhtml"].startswith(b"<?xml")
    assert b"<!DOCTYPE html>" in inside["article.xhtml"]


def test_without_printed_pages_none_are_invented() -> None:
    made = samples.book(samples.rich_article(), replace(samples.EBOOK, pages_of=None))
    inside = samples.files(made)
    assert b"page-list" not in inside["nav.xhtml"]
    assert b"pageList" not in inside["toc.ncx"]
    assert b"pageBreak" not in inside["content.opf"]
    assert b"pagebreak" not in inside["article.xhtml"]


def test_an_edition_without_pages_is_reported() -> None:
    needs = {"reader": EditionFile("reader", ".html", b"")}
    made = FORMAT.produce(samples.plain_article(), samples.EBOOK, samples.PUBLICATION, house=House(), needs=needs)
    assert [finding.code for finding in made.findings] == ["E211"]


def test_old_readers_get_the_same_contents_and_pages(inside: dict[str, bytes]) -> None:
    ncx = tree(inside, "toc.ncx")
    named = {m.get("name"): m.get("content") for m in ncx.iter("{*}meta")}
    assert named == {
        "dtb:uid": tree(inside, "content.opf").findtext(".//{*}identifier[@id='id']"),
        "dtb:depth": "3",
        "dtb:totalPageCount": "5",
        "dtb:maxPageNumber": "5",
    }
    assert [p.findtext("{*}navLabel/{*}text") for p in ncx.iter("{*}navPoint")] == [
        label for label, _ in links(tree(inside, "nav.xhtml"), "toc")
    ]
    assert [p.get("value") for p in ncx.iter("{*}pageTarget")] == ["1", "2", "3", "4", "5"]
    orders = [int(p.get("playOrder")) for p in ncx.iter("{*}navPoint", "{*}pageTarget")]
    assert orders == sorted(orders)


def test_title_page_and_colophon_say_who_when_and_what(inside: dict[str, bytes]) -> None:
    title_page = " ".join("".join(tree(inside, "titlepage.xhtml").itertext()).split())
    for words in (
        "The Harbour Review", "Harbour life", "The last tide table & its clerk", "How a harbour forgot the moon",
        "Clerks, 2", "By Jane Roe", "Translated by Ana Ruiz", "Port Alma · 1 March 2026",
        "Translation of La última tabla",
        "Harbour Press",
    ):  # fmt: skip
        assert words in title_page
    colophon = " ".join("".join(tree(inside, "colophon.xhtml").itertext()).split())
    for words in (
        "© 2026 Jane Roe", "CC BY-SA 4.0", "ISBN 978-3-16-148410-0", "DOI 10.5555/12345678", "4 March 2026",
        "letters@harbour.example", "https://harbour.example/tide-table",
    ):  # fmt: skip
        assert words in colophon


def test_the_end_says_what_was_wrong_who_wrote_and_what_else_there_is(inside: dict[str, bytes]) -> None:
    article = tree(inside, "article.xhtml")
    (footer,) = article.iterfind(".//{*}footer[@class='end']")
    text = " ".join("".join(footer.itertext()).split())
    for words in (
        "Jane Roe writes about water.",
        "Ana Ruiz, Harbour Press",
        "The clock is from 1911",
        "The moon clerk",
        "spring issue",
    ):
        assert words in text


def test_languages_and_directions() -> None:
    inside = samples.files(samples.book(samples.arabic_article(), samples.EBOOK, samples.PUBLICATION, "الساعة"))
    for name in ("article.xhtml", "nav.xhtml", "titlepage.xhtml", "colophon.xhtml", "cover.xhtml"):
        root = tree(inside, name)
        assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    package = tree(inside, "content.opf")
    assert package.find("{*}spine").get("page-progression-direction") == "rtl"
    assert package.find(".//{*}title").get("dir") == "rtl"


def test_a_short_book_has_no_contents_page_but_a_contents_list() -> None:
    package = tree(samples.files(samples.book(samples.plain_article(), samples.EBOOK, Publication())), "content.opf")
    assert "nav" not in [item.get("idref") for item in package.iter("{*}itemref")]
    assert [item.get("href") for item in package.iter("{*}item") if item.get("properties") == "nav"] == ["nav.xhtml"]


def test_pictures_that_nobody_sees_are_left_out() -> None:
    article = samples.rich_article()
    article = replace(article, assets=(*article.assets, replace(article.assets[0], name="images/unused.png")))
    assert "images/unused.png" not in samples.files(samples.book(article))


def test_the_lead_image_opens_the_text() -> None:
    from presswork.edition import Asset

    article = samples.article_with_lead(Asset("images/lead.png", "image/png", samples.png(), 120, 80))
    article_file = tree(samples.files(samples.book(article)), "article.xhtml")
    (image,) = article_file.iter("{*}img")
    assert (image.get("src"), image.get("alt")) == ("images/lead.png", "A harbour at low water")
    assert "Low water." in "".join(image.getparent().itertext())


def test_template_text_is_never_taken_for_markup() -> None:
    article = samples.with_meta(samples.plain_article(), title=samples.Text.of('{{ 7 * 7 }} <b> & "x"'))
    inside = samples.files(samples.book(article))
    assert '{{ 7 * 7 }} &lt;b&gt; &amp; "x"' in inside["article.xhtml"].decode()


def test_a_template_that_makes_no_xhtml_is_the_user_s_error(tmp_path: Path) -> None:
    (tmp_path / "templates/epub").mkdir(parents=True)
    (tmp_path / "templates/epub/colophon.xhtml.j2").write_text("<html><br></html>")
    with pytest.raises(Rejected) as rejected:
        samples.book(samples.plain_article(), samples.EBOOK, replace(samples.PUBLICATION, root=tmp_path))
    (finding,) = rejected.value.findings
    assert finding.code == "E210"
    assert str(finding.location) == "templates/epub/colophon.xhtml.j2"


def test_a_book_that_cannot_claim_conformance_says_why() -> None:
    article = replace(samples.rich_article(), body='<p><img src="images/clock.png"/></p>')
    made = samples.book(article, replace(samples.EBOOK, pages_of=None))
    assert [f.code for f in made.findings] == ["E212"]
    assert "a picture has no text alternative" in made.findings[0].message
    assert b"conformsTo" not in samples.files(made)["content.opf"]


def test_no_id_of_the_templates_can_be_one_of_the_text() -> None:
    body = "".join(
        f'<h2 id="{name}">A</h2>' for name in ("headline", "about", "corrections", "colophon", "toc", "title")
    )
    inside = samples.files(samples.book(replace(samples.rich_article(), body=body)))
    for name in ("article.xhtml", "colophon.xhtml", "nav.xhtml"):
        ids = re.findall(rb'\sid="([^"]+)"', inside[name])
        assert len(ids) == len(set(ids))
