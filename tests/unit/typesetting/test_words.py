"""Words that are shaped once stand in a line exactly as Pango sets them there."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_samples import page
from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import create_layout

from presswork.editions import engine
from presswork.editions.standards import standard_named
from presswork.typesetting.totalfit.making import Given
from presswork.typesetting.totalfit.measuring import Meter

WORDS = ["office", "affluent", "“Unfortunately,”", "1984–86,", "(f)", "ÆON’S", "well-known", "—", "T", "3.5"]
_styles: list[Any] = []


def body_style() -> Any:
    """The computed style of a paragraph in the body."""
    if not _styles:
        laid = engine.lay_out(page("<p>Words</p>", language="en-GB"), standard_named(None))
        boxes = [box for each in laid.document.pages for box in each._page_box.descendants()]
        _styles.append(next(box.style for box in boxes if getattr(box, "text", "") == "Words"))
    return _styles[0]


def as_pango_sets(text: str, spacing: float) -> tuple[list[list[tuple[int, int, int, int]]], float]:
    """The glyphs of each run of a text as the engine paints it, and its width in pixels."""
    layout = create_layout(text, body_style(), None, None, spacing)
    layout.deactivate()
    layout.reactivate(body_style())
    line, _ = layout.get_first_line()
    runs, node = [], line.runs[0]
    while node != ffi.NULL:
        glyphs = [node.data.glyphs.glyphs[n] for n in range(node.data.glyphs.num_glyphs)]
        runs.append([(g.glyph, g.geometry.width, g.geometry.x_offset, g.geometry.y_offset) for g in glyphs])
        node = node.next
    return runs, sum(glyph[1] for run in runs for glyph in run) / 1024


def words_of(text: str, spacing: float) -> Any:
    style = body_style()
    known = Meter().measure(text, style, justified=True).words
    return Given(text, spacing, known).words()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
    st.sampled_from(["", " "]),
    st.sampled_from(["", " ", "\u00a0"]),
    st.one_of(st.floats(-3, 9), st.sampled_from([0.002, 1.0, 2.0, 4.0, -1.0, -2.0])),
)
def test_a_line_of_words_is_as_pango_sets_it(words: list[str], before: str, after: str, spacing: float) -> None:
    text = before + " ".join(["Quay", *words]) + after
    found = words_of(text, spacing)
    if found is None:
        assert abs(spacing) * 1024 < 1
        return
    assert [list(word.glyphs) for word in found] == as_pango_sets(text, spacing)[0]
    assert "".join("".join(word.characters) for word in found) == text


@pytest.mark.parametrize("text", ["1984 – 86", "a  b", "שלום a b", "日 本", "a\u00adb c"])
def test_what_depends_on_its_neighbours_is_left_to_pango(text: str) -> None:
    assert words_of(text, 2.0) is None


def test_a_text_is_as_wide_as_its_words() -> None:
    text = "An office “affluent” in 1984 was well-known"
    measured = Meter().measure(text, body_style(), justified=True)
    spaced = as_pango_sets(text, 2 / 1024)[1]
    assert sum(measured.advances) == pytest.approx(spaced - text.count(" ") / 1024)


def test_words_are_the_same_ones_in_the_next_document() -> None:
    first, second = words_of("The office", 2.0), words_of("The office", 3.0)
    assert first[0] is second[0]
    assert first[2] is second[2]
