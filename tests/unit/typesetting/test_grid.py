"""The printed page: baselines on one grid, notes with their calls, end matter with the text, figures that wait."""

from __future__ import annotations

import re
from typing import Any

import pytest
from paper_samples import CODE, LIST, QUOTE, TABLE, boxes, figure, has_class, laid_out, paragraph, text_lines

from presswork.article import Text

LINE = 13.0
MIXED = "".join(
    [
        paragraph(0, 90),
        "<h2 id='a'>A subhead</h2>",
        paragraph(1, 50, note="A short note."),
        QUOTE,
        paragraph(2, 60, inside=" with <code>code</code>, <sup>2</sup> and <small>small</small> words"),
        figure(1),
        paragraph(3, 80),
        LIST,
        paragraph(4, 40),
        TABLE,
        paragraph(5, 70, note="A note of some length " * 9),
        CODE,
        paragraph(6, 120),
        *(paragraph(n, 75) for n in range(7, 16)),
    ]
)


def off_grid(document: Any, line: float) -> list[str]:
    """The lines whose baselines are not whole lines away from the first line of all, each page for itself."""
    lines = text_lines(document)
    wrong = []
    for number in {found.page for found in lines}:
        on_page = [found for found in lines if found.page == number]
        first = on_page[0].baseline
        wrong += [f.text for f in on_page if abs((f.baseline - first + line / 2) % line - line / 2) > 0.02]
    return wrong


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_line_of_an_article_stands_on_the_grid(paper: str) -> None:
    document = laid_out(MIXED, paper=paper)
    assert len({line.x for line in text_lines(document)}) > 2, "two columns, with and without indent"
    assert off_grid(document, LINE) == []


def test_every_line_of_a_report_stands_on_the_grid() -> None:
    assert off_grid(laid_out(MIXED, template="report", paper="a5", columns=1), LINE) == []


def test_pages_register_with_each_other() -> None:
    lines = text_lines(laid_out(MIXED))
    tops = [min(line.baseline for line in lines if line.page == page) for page in (1, 2)]
    assert abs((tops[0] - tops[1] + LINE / 2) % LINE - LINE / 2) < 0.02


def test_the_drop_cap_stands_on_the_third_baseline() -> None:
    document = laid_out(MIXED)
    caps = [box for box in boxes(document.pages[0]._page_box) if has_class(box, "dropcap")]
    (letters,) = [box for box in boxes(caps[0]) if type(box).__name__ == "LineBox"]
    first_page = [line.baseline for line in text_lines(document) if line.page == 1]
    baselines = sorted({round(baseline, 1) for baseline in first_page})
    assert (letters.position_y + letters.baseline) * 0.75 == pytest.approx(baselines[2], abs=0.1)


def test_the_headline_is_balanced() -> None:
    document = laid_out(MIXED)
    (headline,) = [
        box for box in boxes(document.pages[0]._page_box) if box.element_tag == "h1" and "Block" in repr(box)
    ]
    widths = [sum(c.width for c in line.children) for line in headline.children]
    assert len(widths) == 2
    assert min(widths) > 0.7 * max(widths)


def notes_and_calls(page: Any) -> tuple[int, int]:
    found = boxes(page._page_box)
    areas = [box for box in found if type(box).__name__ == "FootnoteAreaBox"]
    return sum(len(area.children) for area in areas), len(
        {id(b.footnote) for b in found if getattr(b, "footnote", None)}
    )


@pytest.mark.parametrize("seed", range(3))
def test_notes_stand_on_the_page_of_their_calls(seed: int) -> None:
    body = "".join(
        paragraph(
            n, 30 + 17 * ((n + seed) % 5), note="Said here, and at length. " * (1 + (n * seed) % 6) if n % 3 else ""
        )
        for n in range(22)
    )
    document = laid_out(body)
    assert all(notes == calls for notes, calls in map(notes_and_calls, document.pages))
    assert sum(notes_and_calls(page)[0] for page in document.pages) == 14


@pytest.mark.parametrize(("template", "paper", "columns"), [("article", "a4", 2), ("report", "a5", 1)])
def test_the_end_matter_never_stands_alone_on_a_page(template: str, paper: str, columns: int) -> None:
    for length in range(4, 24, 5):
        body = "".join(paragraph(n, 83) for n in range(length))
        document = laid_out(body, template=template, paper=paper, columns=columns)
        lines = text_lines(document)
        last = len(document.pages)
        assert [line for line in lines if line.page == last], f"{length} paragraphs"
        (end,) = [
            b for b in boxes(document.pages[-1]._page_box) if has_class(b, "end") and not b.element_tag.count("::")
        ][:1]
        area = document.pages[-1]._page_box
        foot = (area.content_box_y() + area.height - end.position_y - end.margin_height()) * 0.75
        assert abs(foot) < 0.1, "it stands at the foot"


def test_the_columns_of_the_last_page_are_level() -> None:
    lines = text_lines(laid_out("".join(paragraph(n, 83) for n in range(6))))
    last = max(line.page for line in lines)
    half = max(line.x for line in lines) - 20
    left = [line.baseline for line in lines if line.page == last and line.x < half]
    right = [line.baseline for line in lines if line.page == last and line.x >= half]
    assert left[0] == pytest.approx(right[0], abs=0.02)
    assert abs(left[-1] - right[-1]) <= LINE + 0.02


def test_a_subhead_at_the_head_of_a_column_has_no_line_above_it() -> None:
    for length in range(40, 80, 12):
        body = paragraph(0, length * 8) + "<h2 id='a'>A subhead</h2>" + "".join(paragraph(n, 80) for n in range(1, 7))
        page = laid_out(body).pages[0]._page_box
        columns = [box for box in boxes(page) if getattr(box, "is_column", False)]
        heads = [c.children[0] for c in columns if c.children and c.children[0].element_tag == "h2"]
        assert all(head.margin_top == 0 for head in heads)


def test_a_heading_in_a_section_at_the_head_of_a_column_has_no_line_above_it() -> None:
    books = "".join(f"<p class='entry'>Roe, Jane. 19{n}0. A Book of Tides. Harbour Press.</p>" for n in range(3))
    at_head = 0
    for length in range(40, 400, 24):
        body = paragraph(0, length) + f"<section class='bibliography'><h2 id='b'>Books</h2>{books}</section>"
        for page in laid_out(body).pages:
            for column in (box for box in boxes(page._page_box) if getattr(box, "is_column", False)):
                first = next((box for box in boxes(column) if box.element_tag in ("h2", "p")), None)
                if first is not None and first.element_tag == "h2":
                    at_head += 1
                    assert first.border_box_y() == pytest.approx(column.position_y, abs=0.01)
    assert at_head > 1


def feet_above(wide: Any, page: Any) -> list[float]:
    """How low each column above a wide box reaches, px."""
    feet: dict[float, float] = {}
    for column in (box for box in boxes(page) if getattr(box, "is_column", False)):
        bottom = column.position_y + column.margin_height()
        if bottom <= wide.position_y + 1:
            feet[column.position_x] = max(bottom, feet.get(column.position_x, 0.0))
    return list(feet.values())


def test_columns_above_a_wide_figure_end_level() -> None:
    above = 0
    for words in range(890, 1000, 10):
        body = paragraph(0, words) + figure(1, kind="figure wide") + "".join(paragraph(n, 90) for n in range(1, 9))
        document = laid_out(body)
        for page in document.pages:
            for wide in (box for box in boxes(page._page_box) if has_class(box, "wide")):
                feet = feet_above(wide, page._page_box)
                above += bool(feet)
                assert not feet or (len(feet) == 2 and max(feet) - min(feet) <= LINE / 0.75 + 0.1), words
        assert len(text_lines(document)) > 20
    assert above


def test_a_heading_does_not_wait_for_a_quotation_that_finds_no_room() -> None:
    went_on = 0
    for words in range(200, 420, 10):
        body = (
            paragraph(0, words) + "<h2 id='a'>A subhead</h2>" + QUOTE + "".join(paragraph(n, 90) for n in range(1, 6))
        )
        page = laid_out(body).pages[0]._page_box
        columns = [box for box in boxes(page) if getattr(box, "is_column", False)]
        for column in columns:
            tags = [child.element_tag for child in column.children]
            went_on += tags[-2:] == ["h2", "p"]
            # A heading is never the last, and no quotation parts it from its text at a column's foot.
            assert not tags or tags[-1] != "h2", words
    assert went_on


def test_a_wide_figure_waits_for_the_next_page_and_the_text_goes_on() -> None:
    body = "".join(paragraph(n, 80) for n in range(9)) + figure(1, kind="figure wide")
    document = laid_out(body + "".join(paragraph(n, 80) for n in range(9, 20)))
    first = [line for line in text_lines(document) if line.page == 1]
    area = document.pages[0]._page_box
    foot = (area.content_box_y() + area.height) * 0.75
    assert foot - max(line.baseline for line in first) < 3 * LINE, "the first page is full"
    figures = [box for box in boxes(document.pages[1]._page_box) if box.element_tag == "figure"]
    assert figures[0].position_y == document.pages[1]._page_box.content_box_y()
    words = sorted(word for line in text_lines(document) for word in line.text.replace("‐", "").split())
    assert len(words) > 1000


def test_no_word_is_lost_or_doubled_when_figures_wait() -> None:
    body = "".join(paragraph(n, 75) + (figure(n) if n % 3 == 1 else "") for n in range(18))
    document = laid_out(body)
    printed = "".join(line.text for line in text_lines(document)).replace("‐", "").replace(" ", "")
    written = re.sub(r"<figure.*?</figure>|<[^>]+>", "", body).replace(" ", "")
    assert printed.replace("\u00a0", "").replace("■", "") == written[1:], "the first letter is a drop cap"
    drawn = [box for page in document.pages for box in boxes(page._page_box) if box.element_tag == "figure"]
    assert len([box for box in drawn if type(box).__name__ == "BlockBox"]) == 6


@pytest.mark.parametrize("words", range(20, 90, 5))
def test_a_note_stands_on_the_page_of_its_call_when_there_is_room(words: int) -> None:
    body = paragraph(0, 60) + paragraph(1, 40, note="footword " * words) + paragraph(2, 500)
    document = laid_out(body, template="report", paper="a5", columns=1)
    assert notes_and_calls(document.pages[0]) == (1, 1)


@pytest.mark.parametrize("words", [130, 150, 170])
def test_a_text_that_finds_no_room_under_its_head_begins_on_the_next_page(words: int) -> None:
    body = '<blockquote class="epigraph"><p>' + "line<br/>" * 9 + "end</p></blockquote>" + paragraph(1, 60)
    standfirst = Text.of("No clerk ever looked up. " * (words // 5))
    document = laid_out(body, template="report", paper="a5", columns=1, standfirst=standfirst)
    assert {line.page for line in text_lines(document)} == {2}
