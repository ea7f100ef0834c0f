"""Texts that are made to have a fault get its finding at the right page, column and line; clean ones get none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_samples import LIST, QUOTE, TABLE, boxes, figure, laid_out, paragraph

from presswork.edition import Page
from presswork.editions.engine_import import bring_engine
from presswork.typesetting.breaks import examine
from presswork.typesetting.fonts import with_fonts

if TYPE_CHECKING:
    from presswork.breaks import Break, BreakReport

EVEN = "The ferry leaves at six and is full by ten past, and nobody at the quay has seen it late since the spring. "
# A line of 24 em holds about 60 letters, a page 20 lines of 14 points.
SHEET = """
:root { --serif: "Source Serif Pro" }
@page { size: 24em 300pt; margin: 10pt 2em 10pt 2em }
html { font: 10pt/14pt "Source Serif Pro"; widows: 1; orphans: 1 }
body, p, h2 { margin: 0 } h2 { font: 600 10pt/14pt "Source Serif Pro" }
body { columns: 1; column-fill: auto; text-align: justify }
"""
N = "n" * 4


def looked_over(body: str, style: str = "") -> BreakReport:
    """The report of a page set by a sheet of its own."""
    bring_engine()
    from presswork.editions import engine
    from presswork.editions.standards import standard_named

    html = f'<html lang="en"><head><title>.</title><style>{SHEET}{style}</style></head><body>{body}</body></html>'
    page = with_fonts(Page("paper", ".", "en", html), {"serif": "Source Serif Pro"})
    return examine(engine.lay_out(page, standard_named(None)).document.pages)


def of_kind(report: BreakReport, kind: str) -> list[Break]:
    return [each for each in report.breaks if each.kind == kind]


def places(report: BreakReport, kind: str) -> list[tuple[int, int, int]]:
    return [(each.page, each.column, each.line) for each in of_kind(report, kind)]


GREEDY = "p { --line-breaking: greedy; width: 70pt }"


def test_a_clean_text_has_figures_and_no_fault() -> None:
    report = looked_over(f"<p>{EVEN * 3}</p>" * 2)
    assert report.breaks == ()
    assert report.figures.lines == report.figures.justified + 2
    assert 0.18 < report.figures.mean < 0.3
    assert report.figures.deviation < 0.06


def test_a_ladder_is_told_once_where_it_begins() -> None:
    report = looked_over(f"<p>Two</p><p style='width: 54pt'>{N} {f'{N}&shy;{N} ' * 5}end</p>", GREEDY)
    (ladder,) = of_kind(report, "ladder")
    assert (ladder.page, ladder.line, ladder.amount) == (1, 2, 5)
    assert ladder.serious
    assert report.figures.ladders == 1
    assert report.figures.hyphens == 5


def test_two_hyphens_in_a_row_are_no_ladder() -> None:
    report = looked_over(f"<p style='width: 54pt'>{N} {f'{N}&shy;{N} ' * 2}end</p>", GREEDY)
    assert not of_kind(report, "ladder")
    assert report.figures.hyphens == 2


def test_a_house_decides_what_a_ladder_is() -> None:
    body = f"<p style='width: 54pt'>{N} {f'{N}&shy;{N} ' * 2}end</p>"
    assert of_kind(looked_over(body, GREEDY + ":root { --hyphens-in-row: 1 }"), "ladder")


def test_gaps_below_one_another_are_a_river_and_their_lines_are_loose() -> None:
    report = looked_over(f"<p>{f'{N} ' * 8}</p>", GREEDY)
    (river,) = of_kind(report, "river")
    assert (river.page, river.line, river.amount) == (1, 1, 3)
    assert len(river.areas) == 3
    assert max(area.x for area in river.areas) - min(area.x for area in river.areas) < 1
    assert [each.line for each in of_kind(report, "loose")] == [1, 2, 3], "the fourth ends the paragraph"
    assert all(each.amount > 0.5 for each in of_kind(report, "loose"))


def test_gaps_beside_one_another_are_no_river() -> None:
    report = looked_over(f"<p>{N}n nn {N}n nnn nn nnn {N}n nn nn {N}n</p>", GREEDY + ":root { --river-space: .2 }")
    assert not of_kind(report, "river")


@pytest.mark.parametrize(("spacing", "found"), [("0", False), ("-.13em", True)])
def test_tight_lines_are_told(spacing: str, found: bool) -> None:
    report = looked_over(f"<p>{EVEN * 2}</p>", f"p {{ word-spacing: {spacing} }}")
    assert bool(of_kind(report, "tight")) is found


def test_a_single_line_at_a_page_s_head_is_a_widow_and_one_at_its_foot_an_orphan() -> None:
    # Nineteen lines, and the first of two more; then twenty on page 2, of which the last is parted from its rest.
    lines = "<p>One line.</p>"
    report = looked_over(lines * 19 + "<p>It goes<br/>on.</p>" + lines * 3)
    assert places(report, "orphan") == [(1, 0, 20)]
    assert places(report, "widow") == [(2, 0, 1)]
    assert of_kind(report, "widow")[0].text == "on."


def test_two_lines_on_either_side_are_no_fault() -> None:
    report = looked_over("<p>One line.</p>" * 18 + "<p>It goes<br/>on<br/>and<br/>on.</p>" + "<p>One line.</p>" * 3)
    assert not report.serious


def test_a_heading_at_the_foot_of_a_column_is_stranded() -> None:
    body = "<p>One line.</p>" * 19 + "<h2>A subhead</h2><p>Its text.</p><p>More.</p><p>More.</p>"
    style = "@page { size: 60em 300pt } body { columns: 2; column-fill: auto } h2 { break-after: auto }"
    report = looked_over(body, style)
    assert places(report, "stranded") == [(1, 1, 20)]
    assert of_kind(report, "stranded")[0].text == "A subhead"


def test_a_heading_with_its_text_is_not() -> None:
    assert not of_kind(looked_over("<p>One line.</p>" * 10 + "<h2>A subhead</h2><p>Its text.</p>"), "stranded")


def test_a_word_that_is_longer_than_its_column_is_overfull() -> None:
    report = looked_over(f"<p>A line.</p><p style='width: 60pt; white-space: nowrap'>{'n' * 30}</p>")
    (found,) = of_kind(report, "overfull")
    assert found.line == 2
    assert found.amount > 60


@pytest.mark.parametrize("end", ["abc", "abcdefghijklm"])
def test_a_last_line_with_hardly_a_word_is_short(end: str) -> None:
    report = looked_over(f"<p>{EVEN.strip()}<br/>{end}</p>")
    assert places(report, "short-last") == ([(1, 0, report.figures.lines)] if end == "abc" else [])


def test_a_line_off_the_grid_is_told_where_its_column_leaves_it() -> None:
    style = "@page { size: 60em 300pt } body { columns: 2; column-fill: auto }"
    body = "<p>One line.</p>" * 20 + "<p>One line.</p><p style='margin-top: 3pt'>Lower.</p><p>Lower.</p>"
    report = looked_over(body, style)
    assert places(report, "off-grid") == [(1, 2, 2)]
    assert of_kind(report, "off-grid")[0].amount == pytest.approx(3, abs=0.1)
    assert report.figures.on_grid == pytest.approx(20 / 20), "the first column is level with the head of the second"


def test_a_word_that_is_divided_at_a_page_s_end_is_told() -> None:
    body = "<p>One line.</p>" * 18 + f"<p style='width: 54pt'>{N} {f'{N}&shy;{N} ' * 3}end</p>"
    assert places(looked_over(body, GREEDY), "parted") == [(1, 0, 20)]


def test_a_page_with_one_line_is_told() -> None:
    report = looked_over("<p>One line.</p>" * 20 + "<p>And one.</p>")
    assert places(report, "bare-page") == [(2, 0, 1)]


def test_the_nth_of_equal_lines_is_told_apart() -> None:
    report = looked_over(f"<p>{EVEN.strip()}<br/>abc</p>" * 3)
    assert [each.nth for each in of_kind(report, "short-last")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("template", "paper", "columns"),
    [("article", "a4", 2), ("article", "letter", 2), ("report", "a5", 1), ("report", "b5", 1)],
)
def test_the_house_s_templates_make_no_serious_fault(template: str, paper: str, columns: int) -> None:
    body = "".join(
        [
            paragraph(0, 90),
            "<h2 id='a'>A subhead</h2>",
            paragraph(1, 50, note="A short note."),
            QUOTE,
            paragraph(3, 80),
            figure(1),
            LIST,
            paragraph(4, 40),
            TABLE,
            *(paragraph(n, 75) + ("<h2>Another</h2>" if n % 4 == 0 else "") for n in range(7, 30)),
            paragraph(31, 60),
        ]
    )
    report = examine(laid_out(body, template=template, paper=paper, columns=columns).pages)
    assert report.serious == ()
    assert report.figures.on_grid >= 0.98
    assert not of_kind(report, "off-grid")


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(4, 110), min_size=6, max_size=26), st.booleans())
def test_columns_are_on_the_grid_and_end_level_whatever_the_text(lengths: list[int], headed: bool) -> None:
    """Columns of plain text, headed or not: level baselines, no line alone, ends within two lines."""
    parts = [paragraph(n, words) for n, words in enumerate(lengths)]
    if headed:
        parts[3:3] = ["<h2>A subhead</h2>"]
    report = examine(laid_out("".join(parts)).pages)
    assert report.figures.on_grid == 1.0
    assert report.serious == ()
    assert all(each.amount <= 4 for each in of_kind(report, "not-level")), "a heading and its lines stay together"


def test_text_goes_on_below_a_table_while_the_next_figure_waits() -> None:
    """A table waits for the head of a page; the figure after it finds no room below it: text goes there, not air."""
    row = '<tr><td>Tuesday</td><td class="right">3.9</td></tr>'
    table = TABLE.replace("</tbody>", row * 36 + "</tbody>")
    between = "".join(paragraph(20 + n, 60) for n in range(5))
    rest = "".join(paragraph(n, 75) for n in range(31, 45))
    page = laid_out(paragraph(0, 75) + table + between + figure(1) + rest).pages[1]._page_box
    parts = [box for box in boxes(page) if getattr(box, "is_column", False)]
    heads = {round(part.position_x) for part in parts}
    feet = [max(_foot(part) for part in parts if round(part.position_x) == head) for head in heads]
    assert max(feet) - min(feet) < 2 * 13 + 1


def _foot(part: Any) -> float:
    """Where the last thing in a part of a column ends, in points."""
    return max((child.position_y + child.margin_height()) * 0.75 for child in part.children)
