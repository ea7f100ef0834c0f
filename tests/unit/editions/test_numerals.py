"""Pages in scripts with digits of their own: folios, references, the viewer's labels and the e-book's list agree."""

from __future__ import annotations

from dataclasses import replace

import ebook_samples as samples
import pytest
from pdf_samples import opened, page_texts

from presswork.article import Article, Metadata, Text
from presswork.edition import Edition, EditionFile
from presswork.editions import FORMATS
from presswork.house import House
from presswork.paper import PAPERS
from presswork.publication import Publication

SENTENCE = "كان جدول المدّ معلقًا بجانب باب مكتب الميناء، وكان الكاتب ينسخه كل عام بخط يده دون أن ينظر إلى البحر. "
BODY = (
    '<p>انظر <a class="xref" href="#fig-1" data-kind="figure">الشكل ١</a>.</p>'
    + f"<p>{SENTENCE * 12}</p>" * 8
    + '<figure id="fig-1" class="figure"><figcaption><span class="label">الشكل ١</span> الساعة.</figcaption></figure>'
)
HOUSE = Publication(title="مجلة الميناء", language="ar-EG")


def article(language: str) -> Article:
    meta = Metadata(title=Text.of("آخر جدول للمدّ"), slug="madd", language=language, direction="rtl")
    return Article.of(meta, BODY, source="madd.md")


def printed(language: str, template: str = "article") -> EditionFile:
    edition = Edition("reader", "pdf", template, PAPERS["a5"])
    return FORMATS["pdf"].produce(article(language), edition, HOUSE, house=House(), needs={})


@pytest.mark.parametrize(("language", "two"), [("ar-EG", "٢"), ("ar-MA", "2"), ("fa", "۲")])
@pytest.mark.parametrize("template", ["article", "report"])
def test_folios_labels_and_references_are_in_the_digits_of_the_language(language: str, two: str, template: str) -> None:
    file = printed(language, template)
    texts = page_texts(file)
    assert len(texts) >= 2
    assert two in texts[1]
    with opened(file) as pdf:
        assert [page.label for page in pdf.pages] == [start.label for start in file.page_starts]
        assert pdf.pages[1].label == two
    there = next(start.label for start, text in zip(file.page_starts, texts, strict=True) if "الساعة" in text)
    assert there != file.page_starts[0].label
    first = " ".join(texts[0].split())
    assert "،" in first[first.index("انظر") : first.index("انظر") + 40]
    assert there in first


def test_the_e_books_page_list_says_what_is_printed() -> None:
    edition = replace(samples.EBOOK, pages_of="reader")
    book = FORMATS["epub"].produce(article("ar-EG"), edition, HOUSE, house=House(), needs={"reader": printed("ar-EG")})
    inside = samples.files(book)
    nav, ncx = inside["nav.xhtml"].decode(), inside["toc.ncx"].decode()
    assert '#page-2">٢</a>' in nav
    assert 'type="normal"' in ncx
    assert 'value="2"' in ncx
    assert "<text>٢</text>" in ncx
