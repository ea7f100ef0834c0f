"""The page map: each printed page begins in the body exactly where its start says."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from pdf_samples import made, page_texts, paragraphs, sentence

from presswork.edition import Edition, EditionFile
from presswork.editions.pdf import typeset
from presswork.editions.xmp import Statement
from presswork.pagemap import body_characters


def running_text(body: str) -> str:
    return "".join(found.char for found in body_characters(ElementTree.fromstring(f"<body>{body}</body>")))


def begins(body: str, file: EditionFile) -> list[str]:
    """What the body has, without spaces, from each page's start on."""
    text = running_text(body)
    return [text[start.offset : start.offset + 40] for start in file.page_starts]


def printed(file: EditionFile) -> list[str]:
    """The text of each page without spaces, running head and headline taken off."""
    return [re.sub(r"\s|\ufffe", "", text) for text in page_texts(file)]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("notes", [False, True])
def test_every_page_begins_with_the_very_characters(columns: int, notes: bool) -> None:
    body = paragraphs(9, notes=notes)
    file = made(body, columns=columns)
    assert file.findings == ()
    assert len(file.page_starts) == file.measure >= 2
    assert [start.label for start in file.page_starts] == [str(n) for n in range(1, file.measure + 1)]
    for expected, text in list(zip(begins(body, file), printed(file), strict=True))[1:]:
        # A hyphen at a line's end is no character of the text, so compare as far as the first line surely goes.
        assert expected[:12] in text[:60]


def test_a_word_divided_by_the_page_begins_in_its_middle() -> None:
    body = "<p>" + "".join(sentence(n) for n in range(36)) + "</p>"
    divided = 0
    for width in (90, 94, 98):
        file = made(body, css=f"@page {{ size: {width}mm 100mm }}")
        text = running_text(body)
        for start, page in list(zip(file.page_starts, printed(file), strict=True))[1:]:
            assert text[start.offset : start.offset + 6] in page[:40]
            divided += text[start.offset - 1].isalpha() and not page_begins_a_word(body, start.offset)
    assert divided


def test_a_page_begins_with_its_text_and_not_with_a_figure_that_waited_for_it() -> None:
    waited = 0
    for before in range(2, 7):
        figure = '<figure class="figure"><figcaption><span class="caption">A quire.</span></figcaption></figure>'
        body = paragraphs(before) + figure + paragraphs(6)
        file = made(body, css="figure { height: 90mm; --float: next }")
        text, pages = running_text(body), printed(file)
        caption = text.index("Aquire.")
        for number, start in enumerate(file.page_starts[1:], 1):
            if "Aquire." in pages[number] and start.offset > caption:
                waited += 1
                assert text[start.offset - 12 : start.offset - 2] in pages[number - 1]
            assert text[start.offset : start.offset + 12] in pages[number]
    assert waited


def page_begins_a_word(body: str, offset: int) -> bool:
    found = list(body_characters(ElementTree.fromstring(f"<body>{body}</body>")))[offset]
    text = getattr(found.element, found.slot)
    return found.offset == 0 or text[found.offset - 1].isspace()


def test_first_words_are_words() -> None:
    file = made("<h2>Part</h2>" + paragraphs(9))
    assert file.page_starts[0].first_words == "Part In the 1800th ledger the"


RICH = (
    '<p><span class="dropcap">I</span>n the beginning <span class="small-caps">straße und fi</span> was '
    "soft\u00adhyphen\u00aded, <em>e\u0301tude</em> co\u2060operative\u200b zero.</p>"
    '<p class="upper">die große straße ißt viel; ﬁn</p><p lang="tr" class="upper">iıİI istanbul</p>'
    '<p lang="el" class="upper">Μάιος, ταύροι</p><p class="wide">full-width Text</p>'
    '<p dir="rtl" lang="ar">مَرْحَبًا بالعالم</p>'
    '<p>See <a class="xref" href="#t" data-kind="table">Table 1</a><span data-generated="page">, page 3</span>.</p>'
    '<p>A formula <math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math> and '
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>A square</title></svg> between.</p>'
    '<ul><li><p>one</p></li><li>two</li></ul><hr/><p class="hidden">never printed</p><pre><code>a  b\n c</code></pre>'
)
RICH_CSS = (
    ".dropcap{float:left;font-size:24pt} .small-caps{font-variant-caps:all-small-caps} .upper{text-transform:uppercase}"
    ".wide{text-transform:full-width} .hidden{display:none} hr::before{content:'* * *'} p::first-letter{color:#800}"
)


@pytest.mark.parametrize("columns", [1, 2])
def test_nothing_in_a_body_loses_step(columns: int) -> None:
    rows = "".join(f"<tr><th>{n}</th><td>cell {n}</td></tr>" for n in range(60))
    head = "<caption>Many</caption><thead><tr><th>No</th><th>Cell</th></tr></thead>"
    table = f'<table id="t">{head}<tbody>{rows}</tbody></table>'
    body = RICH + paragraphs(3, notes=True) + table + paragraphs(3)
    file = made(body, columns=columns, css=RICH_CSS)
    assert [f.code for f in file.findings if f.code == "E120"] == []
    text = running_text(body)
    assert len(file.page_starts) == file.measure >= 3
    for start, page in list(zip(file.page_starts, printed(file), strict=True))[1:]:
        assert text[start.offset : start.offset + 4] in page[:80]


def test_text_around_the_body_is_not_counted() -> None:
    file = made(paragraphs(3), css="header { height: 60mm } footer { break-before: page }")
    assert file.page_starts[0].offset == 0
    last = file.page_starts[-1]
    assert (last.offset, last.first_words) == (len(running_text(paragraphs(3))), "")
    assert len(file.page_starts) == file.measure


def test_a_page_before_the_body_begins_where_the_body_does() -> None:
    file = made(paragraphs(1), css="header { break-after: page }")
    assert [start.offset for start in file.page_starts] == [0, 0]


def test_a_body_that_is_not_the_articles_is_no_map() -> None:
    from pdf_samples import page

    stated = (Statement("dc:title", "x"),)
    file = typeset(page("<p>Something else.</p>"), Edition("r", "pdf"), stated, "urn:x", body="<p>Something.</p>")
    assert file.page_starts == ()
    assert [f.code for f in file.findings] == ["E120"]
    assert "else" in file.findings[0].message
