"""Paragraphs broken as a whole, read back from laid-out boxes and from the pages."""

from __future__ import annotations

import io
import re
import statistics
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_samples import made, page, page_texts

from presswork.editions import engine
from presswork.editions.standards import standard_named

GREEDY = ".text { --line-breaking: greedy }"
NARROW = "@page { size: 90mm 160mm; margin: 10mm } .text p { text-indent: 1.2em; hyphenate-limit-chars: 5 2 3 }"
PROSE = (
    "The harbour office keeps an extraordinary correspondence about the dredging of the inner basin, which nobody has "
    "read from beginning to end. It starts with a complaint about the smell, continues with estimates that contradict "
    "each other, and arrives, after thirty-one letters, at the observation that the dredger has meanwhile been sold. "
    "“Unfortunately,” writes the harbourmaster, “the purchaser has declined to return it, notwithstanding our repeated "
    "and courteous representations.” The basin was eventually deepened by a thunderstorm."
)


def laid_out(body: str, *, css: str = "", language: str = "en-US", columns: int = 1) -> Any:
    return engine.lay_out(page(body, css=NARROW + css, language=language, columns=columns), standard_named(None))


def inner(box: Any) -> list[Any]:
    return [box, *(each for child in getattr(box, "children", ()) for each in inner(child))]


def lines_of(laid: Any, tag: str = "p") -> list[Any]:
    """The lines of the body's paragraphs."""
    found = []
    for each in laid.document.pages:
        texts = [box for box in inner(each._page_box) if box.element is not None and box.element_tag == "div"]
        boxes = [box for text in texts[:1] for box in inner(text)]
        found += [box for box in boxes if type(box).__name__ == "LineBox" and box.element_tag == tag]
    return found


def words(line: Any) -> str:
    return "".join(getattr(box, "text", "") for box in inner(line))


def texts(line: Any) -> list[Any]:
    return [box for box in inner(line) if type(box).__name__ == "TextBox"]


def given_spaces(lines: list[Any]) -> list[float]:
    """What is added to the word spaces of each filled line, in em."""
    return [b.justification_spacing / b.style["font_size"] for line in lines for b in texts(line)[:1] if " " in b.text]


def test_lines_are_more_even_than_the_engines() -> None:
    ours, engines = lines_of(laid_out(f"<p>{PROSE}</p>")), lines_of(laid_out(f"<p>{PROSE}</p>", css=GREEDY))
    assert statistics.pstdev(given_spaces(ours[:-1])) < 0.6 * statistics.pstdev(given_spaces(engines[:-1]))


def test_no_three_lines_in_a_row_end_in_a_hyphen() -> None:
    ends = "".join("-" if words(line).endswith("-") else " " for line in lines_of(laid_out(f"<p>{PROSE * 4}</p>")))
    assert "-" in ends
    assert "---" not in ends


def edges(file: Any) -> list[tuple[str, float, float]]:
    """The last character of each line of the first page, and where its ink ends; left edge of the line too."""
    document = pypdfium2.PdfDocument(io.BytesIO(file.data))
    text = document[0].get_textpage()
    content = text.get_text_range()
    found = []
    for match in re.finditer(r"[^\r\n\ufffe]+[\ufffe]?", content):
        first, last = text.get_charbox(match.start()), text.get_charbox(match.end() - 1)
        found.append((match[0][-1], last[2], first[0]))
    document.close()
    return found


def test_filled_lines_end_at_the_same_place_as_painted() -> None:
    right = 255.12 - 28.35 - 6  # 90 mm less a margin and the body's own, in points
    ends = [edge for _, edge, _ in edges(made(f"<p>{PROSE}</p>", css=NARROW, language="en-US"))]
    filled = [edge for edge in ends if edge > right - 4]
    assert len(filled) > 8
    assert all(right - 1 < edge < right + 3 for edge in filled)


def test_hyphens_and_commas_hang_in_the_margin() -> None:
    ends = edges(made(f"<p>{PROSE * 2}</p>", css=NARROW, language="en-US"))
    right = max(edge for char, edge, _ in ends if char.isalpha())
    hung = [edge for char, edge, _ in ends if char in ",\ufffe" and edge > right - 3]
    assert hung
    assert all(edge > right + 0.2 for edge in hung)


def test_what_hangs_can_be_switched_off() -> None:
    css = NARROW + ":root { --hanging-punctuation: none }"
    ends = edges(made(f"<p>{PROSE * 2}</p>", css=css, language="en-US"))
    right = max(edge for char, edge, _ in ends if char.isalpha())
    assert all(edge < right + 0.6 for _, edge, _ in ends[2:-2])


def test_letters_stay_within_the_houses_limit() -> None:
    lines = lines_of(laid_out(f"<p>{PROSE}</p>"))
    room = [b.tracking * (1 + b.wider) / b.style["font_size"] for line in lines for b in texts(line)]
    wider = [b.wider for line in lines for b in texts(line)]
    assert max(map(abs, room)) > 0
    assert max(map(abs, room)) <= 0.01001
    assert max(map(abs, wider)) <= 0.015


def test_no_tracking_at_all_if_the_house_wants_none() -> None:
    lines = lines_of(laid_out(f"<p>{PROSE}</p>", css=":root { --line-tracking: 0 }"))
    assert {b.tracking for line in lines for b in texts(line)} == {0.0}


def test_greedy_lines_are_the_engines() -> None:
    lines = lines_of(laid_out(f"<p>{PROSE}</p>", css=GREEDY))
    assert not any(hasattr(box, "tracking") for line in lines for box in texts(line))


def divided(css: str) -> set[str]:
    """The parts of words before the hyphens at line ends."""
    lines = lines_of(laid_out(f"<p>{'Thunderstorms ' * 30}</p>", css=".text { width: 39mm }" + css))
    return {words(line).split()[-1] for line in lines if words(line).endswith("-")}


def test_the_publications_own_divisions_are_kept() -> None:
    assert divided(":root { --hyphenation: 'thunder-storms presswork' }") == {"Thunder-"}
    assert divided(":root { --hyphenation: presswork thunder-storms }") == {"Thunder-"}
    assert divided("") > {"Thunder-"}


def test_divisions_for_another_language_are_not_used() -> None:
    assert divided(":root { --hyphenation-de: 'thunder-storms' }") == divided("")
    assert divided(":root { --hyphenation-en: 'thunder-storms' }") == {"Thunder-"}


def test_soft_hyphens_decide_where_a_word_is_divided() -> None:
    body = f"<p>{'Unquestio&#xad;nablylongish words ' * 12}</p>"
    lines = [words(line) for line in lines_of(laid_out(body, css=".text { width: 31mm }"))]
    assert {line.split()[-1] for line in lines if line.endswith("-")} == {"Unquestio-"}
    assert not any("\u00ad" in line for line in lines)


def test_lines_beside_a_drop_cap_are_shorter() -> None:
    letter = '<span style="float: left; font-size: 30pt; line-height: 26pt; padding-right: 2pt">T</span>'
    lines = lines_of(laid_out(f"<p>{letter}{PROSE}</p>", css=".text p { text-indent: 0 }"))
    starts = [min(box.position_x for box in texts(line) if box.text != "T") for line in lines[:4]]
    assert starts[0] == pytest.approx(starts[1], abs=1)
    assert starts[0] - starts[2] > 15
    assert starts[2] == pytest.approx(starts[3], abs=2)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"<p>{PROSE} \u2067שלום\u2069 {PROSE}</p>", "turn the direction"),
        (f"<p>{PROSE} 港 {PROSE}</p>", "without spaces"),
        (f'<p>{PROSE} <span style="float: right">x</span> {PROSE}</p>', "floating box"),
    ],
)
def test_what_cannot_be_composed_is_left_to_the_engine_and_reported(body: str, reason: str) -> None:
    laid = laid_out(body)
    assert not any(hasattr(box, "tracking") for line in lines_of(laid) for box in texts(line) if len(box.text) > 1)
    (note,) = [found for found in laid.findings if found.code == "E126"]
    assert reason in note.message
    assert "The harbour office keeps an extraordinary" in note.message


ARABIC = (
    "لا يحبّ البحر هذا الساحل، فالشاطئ منخفض مستوٍ لا جبل فيه ولا خليج، وتيّار الشرق يجرّ طين النيل بعيدًا عنه. "
    "بُنيت المدينة قبالة جزيرة سمّاها القدماء <span lang='la'>Pharos</span>، ثم ضمّها <em>المهندسون</em> إلى البرّ بجسر من "
    "الحجر والردم، فصار للمدينة مرفآن بدل المرفأ الواحد، تدخل السفن أحدهما حين تهبّ ريح الغرب وتدخل الآخر حين تسكن."
)


def test_text_from_right_to_left_is_more_even_than_the_engines() -> None:
    body = "".join(f"<p dir='rtl' style='width: {width}mm'>{ARABIC}</p>" for width in range(50, 70, 3))
    ours, engines = laid_out(body, language="ar"), laid_out(body, language="ar", css=GREEDY)
    assert "E126" not in {found.code for found in ours.findings}
    assert statistics.pstdev(given_spaces(lines_of(ours))) < 0.8 * statistics.pstdev(given_spaces(lines_of(engines)))


def test_lines_from_right_to_left_begin_on_the_right_and_fill_their_measure() -> None:
    lines = lines_of(laid_out(f"<p dir='rtl'>{ARABIC}</p>", language="ar"))
    edges = [(min(b.position_x for b in texts(e)), max(b.position_x + b.width for b in texts(e))) for e in lines]
    left, right = edges[1]
    assert edges[0] == pytest.approx((left, right - 1.2 * lines[0].style["font_size"]), abs=0.01)
    assert all(edge == pytest.approx((left, right), abs=0.01) for edge in edges[1:-1])
    assert edges[-1][1] == pytest.approx(right, abs=0.01)
    assert edges[-1][0] > left


def test_joined_letters_are_not_tracked() -> None:
    for body, language in ((ARABIC, "ar"), (f"{PROSE} {ARABIC} {PROSE}", "en-US")):
        lines = lines_of(laid_out(f"<p>{body}</p>", language=language))
        joined = [box for line in lines for box in texts(line) if any("\u0620" < char < "\u06ff" for char in box.text)]
        assert len(joined) > 4
        assert all(box.tracking == box.wider == 0 for box in joined)


def test_a_word_in_the_other_direction_keeps_its_place() -> None:
    (line,) = [e for e in lines_of(laid_out(f"<p dir='rtl'>{ARABIC}</p>", language="ar")) if "Pharos" in words(e)]
    order = [box.text.split()[0] for box in sorted(texts(line), key=lambda box: -box.position_x)]
    assert order == [box.text.split()[0] for box in texts(line)]


def test_a_listing_is_not_worth_a_note() -> None:
    laid = laid_out(f"<pre>def f():\n    return 1</pre><p>{PROSE}</p>")
    assert [found.code for found in laid.findings if found.code == "E126"] == []


def characters(body: str, css: str) -> str:
    text = "".join(page_texts(made(body, css=NARROW + css, language="en-US")))
    return re.sub(r"[\s\u00ad-]", "", text)


INLINE = (
    f'<p>Some <em>{PROSE}</em> and <a href="#x"><strong>strong</strong> links</a>, <code>code_of.some(kind)</code>, '
    'x<sup>2</sup>, <span lang="de">Donaudampfschifffahrtsgesellschaft</span>, <img src="images/crane.jpg" alt="A" '
    'style="height:8pt"/>, <span style="border:1pt solid; padding:0 2pt">a frame around many words</span>, '
    '<span style="display:inline-block">a block</span><br/>after a break<wbr/>, '
    '<span style="letter-spacing:.1em">spaced letters</span>, <span style="text-transform:uppercase">capitals</span>'
    '<fn-note id="fn-1"><span class="note-p">A note with words of its own, ragged and small.</span></fn-note>, '
    '<a id="x"></a>office affluent shuffling.</p>'
)


@pytest.mark.parametrize(
    "body",
    [
        INLINE,
        f"<ul><li>{PROSE}</li><li>{PROSE}</li></ul>",
        f"<blockquote><p>{PROSE}</p></blockquote>",
        f"<table><tr><td>{PROSE}</td><td>{PROSE}</td></tr></table>",
        f'<p style="text-align: center">{PROSE}</p><p style="text-align: end">{PROSE}</p>',
        "<p>One<br/><br/>two</p><p><em> </em></p><p>Trailing <br/></p>",
        f"<p>{'a' * 200} {PROSE}</p>",
        f'<p style="text-align-last: justify">{PROSE}</p>',
        f'<p><span style="position: absolute">away</span>{PROSE}</p>',
        f'<p dir="rtl" lang="ar">{ARABIC}</p><p>{PROSE} <span dir="rtl">אחת <em>שתים</em> שלוש</span> {PROSE}</p>',
    ],
)
def test_the_text_of_a_page_is_that_of_the_engines_lines(body: str) -> None:
    css = ".text { overflow-wrap: break-word }"
    assert sorted(characters(body, css)) == sorted(characters(body, css + GREEDY))


def test_no_line_is_longer_than_its_measure_but_for_what_hangs() -> None:
    for line in lines_of(laid_out(INLINE)):
        last = max(box.position_x + box.width for box in inner(line))
        assert last <= line.position_x + (90 - 20) / 25.4 * 96 + 0.2 * 13.4, words(line)


def test_a_number_that_is_tied_to_a_word_is_divided_where_both_are_too_long() -> None:
    number = "6f1c2b1e-6a0b-5c1d-9a55-0d4a6c1b7e21"
    lines = lines_of(laid_out(f"<p style='text-align: start; width: 45mm'>It is UUID\u00a0{number}.</p>"))
    assert next(words(line)[-5:] for line in lines if number[:4] in words(line)).endswith("-")
    assert all(line.width <= 45 / 25.4 * 96 + 0.1 for line in lines)
    assert number in "".join(words(line) for line in lines)


def test_a_paragraph_goes_on_over_columns_and_pages() -> None:
    laid = laid_out(f"<p>{PROSE * 30}</p>", columns=2)
    assert len(laid.document.pages) > 2
    text = "".join(words(line) + ("" if words(line).endswith("-") else " ") for line in lines_of(laid))
    assert re.sub(r"[\s-]", "", text) == re.sub(r"[\s-]", "", PROSE * 30)


def test_few_pages_end_in_the_middle_of_a_word() -> None:
    laid = laid_out(f"<p>{PROSE * 60}</p>")
    one_page = [type(laid)(laid.page, _One(each), laid.root, (), laid.fetcher) for each in laid.document.pages[:-1]]
    lasts = [words(lines_of(each)[-1]) for each in one_page]
    parted = [line for line in lasts if line.endswith("-")]
    assert len(lasts) > 15
    assert len(parted) <= len(lasts) / 6, parted


@pytest.mark.parametrize("count", [100, 104, 108])
def test_columns_that_were_made_level_end_with_whole_words(count: int) -> None:
    """These were divided at their foot once they had been set a second time."""
    text = " ".join((PROSE * 9).split()[18 : 18 + count])
    laid = laid_out(f"<p>{text}</p>", css="@page { size: 190mm 90mm }", columns=2)
    lines = lines_of(laid)
    leftmost = min(line.position_x for line in lines)
    foot = max((line for line in lines if line.position_x < leftmost + 1), key=lambda line: line.position_y)
    assert len(laid.document.pages) == 1
    assert foot is not lines[-1]
    assert not words(foot).endswith("-")


class _One:
    """A document of one page."""

    def __init__(self, only: Any) -> None:
        self.pages = [only]


SOME_WORDS = st.sampled_from([*PROSE.split(), "office", "(x)", "—", "1,000", "well-known"])


@settings(max_examples=12, deadline=None)
@given(st.lists(SOME_WORDS, min_size=1, max_size=60), st.integers(28, 80))
def test_every_word_is_printed_once_in_its_order(chosen: list[str], width: int) -> None:
    lines = lines_of(laid_out(f"<p>{' '.join(chosen)}</p>", css=f".text {{ width: {width}mm; hyphens: none }}"))
    assert " ".join(words(line) for line in lines).replace("- ", "-") == " ".join(chosen).replace("- ", "-")


def test_the_same_page_twice_gives_the_same_bytes() -> None:
    once, again = (made.__wrapped__(INLINE, css=NARROW).data for _ in range(2))
    assert once == again


def test_ragged_lines_are_more_equally_long_than_the_engines() -> None:
    css = ".text p { text-align: start; text-indent: 0; hyphens: manual }"
    lines, engines = (lines_of(laid_out(f"<p>{PROSE}</p>", css=css + more)) for more in ("", GREEDY))
    assert len(lines) == len(engines)
    uneven = [statistics.pstdev(line.width for line in each[:-1]) for each in (lines, engines)]
    assert uneven[0] < uneven[1]
    assert not any(getattr(box, "tracking", 0) for line in lines for box in texts(line))


def test_a_ragged_text_does_not_leave_a_word_alone_on_its_last_line() -> None:
    alone = 0
    for count in range(14, 44):
        said = " ".join([*PROSE.split()[:count], "Lund"])
        body = f"<p style='text-align: start; text-indent: 0; hyphens: manual; width: 100mm'>{said}</p>"
        greedy = lines_of(laid_out(body, css=GREEDY))
        if words(greedy[-1]).strip() == "Lund":
            alone += 1
            ours = lines_of(laid_out(body))
            assert len(ours) == len(greedy)
            assert len(words(ours[-1]).split()) > 1
    assert alone


def test_a_quotation_mark_hangs_where_a_paragraph_begins_at_the_edge() -> None:
    quoted = f"<p>“Certainly,” said she. {PROSE}</p>"
    flush = lines_of(laid_out(quoted, css=".text p { text-indent: 0 }"))
    indented = lines_of(laid_out(quoted))
    assert texts(flush[0])[0].position_x < flush[0].position_x - 1
    assert texts(indented[0])[0].position_x == pytest.approx(indented[0].position_x + 1.2 * 13.333, abs=0.1)


def test_a_divided_word_in_the_first_line_ends_at_the_measure() -> None:
    body = "".join(f"<p><em>{PROSE[n:]}</em></p>" for n in range(0, 300, 3))
    firsts = [
        line
        for line in lines_of(laid_out(body))
        if words(line).endswith("-") and texts(line)[0].position_x > line.position_x + 5
    ]
    assert len(firsts) > 3
    assert all(line.width == pytest.approx(70 / 25.4 * 96 - 16, abs=4) for line in firsts)
