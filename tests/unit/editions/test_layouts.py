"""What spares the engine work changes nothing that it makes: bytes are compared with and without."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from pdf_samples import made as made_once
from pdf_samples import page_texts, paragraphs

from presswork.editions import page_numbers
from presswork.typesetting.resetting import Resetting

made = made_once.__wrapped__  # each time anew: one file is compared with another of the same page
FAR = '<a class="xref" href="#there" data-kind="section">Section 2</a>'
REFERRING = f"<p>{FAR}, and so on.</p>" + paragraphs(11, notes=True) + f'<h2 id="there">There</h2><p>Back: {FAR}.</p>'
TABULAR = "a.xref[data-page]::after { font-variant-numeric: oldstyle-nums tabular-nums }"
HARD = {
    "columns": ("", paragraphs(9)),
    "notes in columns": ("", paragraphs(9, notes=True)),
    "one column": (":root { --columns: 1 }", paragraphs(6)),
    "a float": (".side { float: left; width: 20mm; height: 30mm }", '<div class="side">Side</div>' + paragraphs(4)),
    "right to left": ("", '<div dir="rtl" lang="ar"><p>' + "مدينة بين مرفأين على البحر " * 40 + "</p></div>"),
    "a first line": (".text p::first-line { font-weight: 600 }", paragraphs(4)),
    "lists and tables": ("", "<ul><li>One <em>two</em></li></ul><table><tr><td>A b c</td></tr></table>" * 9),
    "references": (TABULAR, REFERRING),
}


def layouts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Counts the engine's layouts."""
    import weasyprint

    render, count = weasyprint.HTML.render, []

    def counting(self: object, *arguments: object, **options: object) -> object:
        count.append(self)
        return render(self, *arguments, **options)

    monkeypatch.setattr(weasyprint.HTML, "render", counting)
    return count


@pytest.mark.parametrize("name", HARD)
def test_remembered_lines_are_the_same_lines(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    css, body = HARD[name]
    with_memory = made(body, css=css).data
    monkeypatch.setattr(page_numbers, "cheaper_layout", nullcontext)
    assert made(body, css=css).data == with_memory


def test_numbers_of_one_width_are_put_in_place_without_another_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    count = layouts(monkeypatch)
    in_place = made(REFERRING, css=TABULAR)
    assert len(count) == 1
    monkeypatch.setattr(page_numbers, "_put_in_place", lambda *_: False)
    monkeypatch.setattr(Resetting, "reset", lambda *_: False)
    monkeypatch.setattr(Resetting, "lay_out_again", lambda *_: False)
    assert made(REFERRING, css=TABULAR).data == in_place.data
    assert len(count) == 3
    there = next(number for number, text in enumerate(page_texts(in_place), 1) if "There" in text)
    assert there > 2
    assert f"Section 2, page {there}," in " ".join(page_texts(in_place)[0].split())


# What stands near and on the same page names no page; what is far is printed with it.
NEAR = '<a class="xref" href="#fig-1" data-kind="figure">Figure 1</a>'
PLATE = '<figure id="fig-1" style="{}"><figcaption>Figure 1 The crane.</figcaption></figure>'


def test_a_reference_on_the_page_of_its_figure_names_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    count = layouts(monkeypatch)
    text = " ".join(page_texts(made(f"<p>See {NEAR}, and so on.</p>{PLATE.format('')}", css=TABULAR))[0].split())
    assert "See Figure 1, and so on." in text
    assert len(count) == 1


def test_a_reference_far_from_its_figure_on_the_same_page_is_set_again_without_its_page() -> None:
    # more text than is guessed to stand close, in letters small enough for one page
    body = f'<p>See {NEAR}.</p><div style="font-size:4pt;line-height:5pt">{paragraphs(4)}</div>{PLATE.format("")}'
    (first, *_) = page_texts(made(body, css=TABULAR))
    assert "Figure 1 The crane." in " ".join(first.split())
    assert "See Figure 1." in " ".join(first.split())


def test_a_reference_close_to_its_figure_names_the_page_when_that_is_another() -> None:
    file = made(f"<p>See {NEAR}.</p>{PLATE.format('break-before:page')}", css=TABULAR + ".text{columns:auto}")
    first, second = page_texts(file)
    assert "See Figure 1, page 2." in " ".join(first.split())
    assert "Figure 1 The crane." in " ".join(second.split())


def test_a_reference_whose_number_decides_the_page_keeps_its_number() -> None:
    # Without a number the figure is driven to the next page, with one it stands on this page.
    css = TABULAR + "a.xref:not([data-page])::after{content:'';display:block;height:160mm} .text{columns:auto}"
    file = made(f"<p>See {NEAR}.</p>{PLATE.format('')}", css=css)
    assert file.findings == ()
    assert "See Figure 1, page 1." in " ".join(page_texts(file)[0].split())


def test_numbers_of_another_length_are_right() -> None:
    file = made(REFERRING, css=TABULAR + "@page :first { counter-reset: page 98 }")
    there = next(number for number, text in enumerate(page_texts(file), 98) if "There" in text)
    assert f"Section 2, page {there}," in " ".join(page_texts(file)[0].split())


# A guess was wrong in each of these, and the paragraph with the reference keeps its number of lines.
NEXT_PAGE = PLATE.format("break-before:page")
COLUMNLESS = TABULAR + ".text{columns:auto}"
ARABIC = f'<div dir="rtl" lang="ar"><p>{"مدينة بين مرفأين " * 30}{NEAR} {"على البحر " * 30}</p></div>'
KEEPING_LINES = {
    "a number too little": (COLUMNLESS, f"{paragraphs(1)}<p>See {NEAR}, and so on.</p>{NEXT_PAGE}"),
    "a number too many": (
        COLUMNLESS,
        f'<p>See {NEAR}.</p><div style="font-size:4pt;line-height:5pt">{paragraphs(4)}</div>{PLATE.format("")}',
    ),
    "a longer number": (TABULAR + "@page :first { counter-reset: page 98 }", REFERRING),
    "in columns": (TABULAR, paragraphs(8, notes=True) + f"<p>{NEAR} and {NEAR}, and so on.</p>{NEXT_PAGE}"),
    "inside other inline boxes": (COLUMNLESS, f"<p>See <em>all of <strong>{NEAR}</strong></em> here.</p>{NEXT_PAGE}"),
    "the engine's own lines": (COLUMNLESS + "p{--line-breaking:greedy}", f"{paragraphs(1)}<p>{NEAR}.</p>{NEXT_PAGE}"),
    "right to left": (COLUMNLESS, ARABIC + NEXT_PAGE),
    "in a list": (COLUMNLESS, f"<ul><li>One</li><li>See {NEAR} there.</li></ul>{NEXT_PAGE}"),
}


@pytest.mark.parametrize("name", KEEPING_LINES)
def test_a_paragraph_set_anew_is_the_same_as_pages_laid_out_again(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    css, body = KEEPING_LINES[name]
    count = layouts(monkeypatch)
    set_anew = made(body, css=css)
    assert len(count) == 1
    monkeypatch.setattr(Resetting, "reset", lambda *_: False)
    monkeypatch.setattr(Resetting, "lay_out_again", lambda *_: False)
    laid_out_again = made(body, css=css)
    assert len(count) >= 3
    assert set_anew.data == laid_out_again.data
    assert set_anew.page_starts == laid_out_again.page_starts


# A guess was wrong in each of these, and a paragraph gains or loses a line by that.
FULL = f'<p style="width:52mm;hyphens:none">Words that fill a line {NEAR}</p>'
NOTE = '<p>And a note<fn-note id="fn-x">See {}.</fn-note> of it.</p>'
FLOATING = PLATE.format("--float:1;column-span:all;height:200mm")
GAINING_LINES = {
    "one column": (COLUMNLESS, paragraphs(2) + FULL + NEXT_PAGE),
    "columns with notes": (TABULAR, paragraphs(7, notes=True) + FULL + NEXT_PAGE + paragraphs(2, notes=True)),
    "many": (TABULAR, paragraphs(2, notes=True) + FULL * 5 + NEXT_PAGE),
    "a wide figure that may wait": (TABULAR, paragraphs(3) + FULL + FLOATING + paragraphs(3)),
    "the engine's own lines": (COLUMNLESS + "p{--line-breaking:greedy}", paragraphs(2) + FULL + NEXT_PAGE),
    "a picture in the paragraph": (
        COLUMNLESS,
        f'<p>{"Words and " * 9}<span style="display:inline-block;width:9mm;height:2mm"></span> {NEAR}.</p>{NEXT_PAGE}',
    ),
    "a float beside": (
        TABULAR + ".side{float:left;width:20mm;height:30mm}",
        f'<div class="side">S</div>{FULL}{NEXT_PAGE}',
    ),
    "running heads": (
        TABULAR + "h2{string-set:title content()}",
        f"<h2>One</h2>{paragraphs(5)}<h2>Two</h2>{FULL}{NEXT_PAGE}",
    ),
    "page counters": (
        TABULAR + "@page{@bottom-right{content:counter(page) ' of ' counter(pages)}}",
        paragraphs(5) + FULL + NEXT_PAGE,
    ),
}


@pytest.mark.parametrize("name", GAINING_LINES)
def test_boxes_laid_out_once_more_are_the_same_as_pages_made_anew(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    css, body = GAINING_LINES[name]
    count = layouts(monkeypatch)
    again = made(body, css=css)
    assert len(count) == 1
    monkeypatch.setattr(Resetting, "reset", lambda *_: False)
    every_time = made(body, css=css)
    monkeypatch.setattr(Resetting, "lay_out_again", lambda *_: False)
    anew = made(body, css=css)
    assert len(count) >= 4
    assert again.data == anew.data == every_time.data
    assert again.page_starts == anew.page_starts
    assert "Figure 1, page" in " ".join(" ".join(page_texts(again)).split())


def test_a_reference_in_a_note_has_its_page() -> None:
    file = made(paragraphs(1) + NOTE.format(NEAR) + NEXT_PAGE, css=COLUMNLESS)
    assert "See Figure 1, page 2." in " ".join(page_texts(file)[0].split())


STYLED = {
    "a space behind the number": "a.xref[data-page]::after{content:' (page ' attr(data-page) ') '}",
    "a block behind the reference": "a.xref[data-page]::after{content:attr(data-page);display:block}",
    "another colour with a number": "a.xref[data-page]{color:red}",
    "nothing": "a.xref[data-page]::after{content:none}",
    "the number first": "a.xref[data-page]::after{content:attr(data-page) ', see there'}",
}


@pytest.mark.parametrize("style", STYLED.values(), ids=STYLED)
def test_what_a_house_makes_of_page_numbers_is_the_same_after_one_layout_or_two(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = f"{paragraphs(1)}<p>See {NEAR}, and so on.</p>{NEXT_PAGE}"
    set_anew = made(body, css=COLUMNLESS + style)
    monkeypatch.setattr(Resetting, "reset", lambda *_: False)
    monkeypatch.setattr(Resetting, "lay_out_again", lambda *_: False)
    monkeypatch.setattr(page_numbers, "_number_only_behind", lambda _: False)
    assert made(body, css=COLUMNLESS + style).data == set_anew.data


def test_a_reference_in_a_heading_is_right_in_the_bookmarks_too(monkeypatch: pytest.MonkeyPatch) -> None:
    body = f'<h2 id="h">Before {NEAR}</h2>{paragraphs(1)}{NEXT_PAGE}'
    file = made(body, css=COLUMNLESS)
    monkeypatch.setattr(page_numbers, "_number_only_behind", lambda _: False)
    assert made(body, css=COLUMNLESS).data == file.data
