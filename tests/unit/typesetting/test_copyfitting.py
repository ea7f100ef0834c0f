"""Copyfitting: the pages that were asked for, in few layouts, on the grid; what is said when that is out of reach."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_samples import QUOTE, TABLE, WORDS, article, figure, text_lines
from test_fit_ladder import A4

from presswork.diagnostics import Severity
from presswork.edition import Edition, Fit, Page, StyleSheet
from presswork.house import House
from presswork.pages import compose
from presswork.paper import PAPERS
from presswork.publication import Publication
from presswork.typesetting import copyfitting
from presswork.typesetting.copyfitting import LAYOUTS, SLACK, fit
from presswork.typesetting.fit_findings import out_of_reach
from presswork.typesetting.fit_ladder import Ladder
from presswork.typesetting.fit_tokens import tokens_of
from presswork.typesetting.fonts import with_fonts
from presswork.typesetting.page_fill import Extent, extent_of

if TYPE_CHECKING:
    from collections.abc import Callable

# Lines of a paragraph come and go together, so that the very window of the search may hold no setting of a real text.
ALMOST_FULL = 0.15

# --- the search, with an engine that only counts -----------------------------------------------------------------


@dataclass(frozen=True)
class Counted:
    """What stands in for a layout: as many pages as arithmetic and `stairs` say."""

    length: float

    @property
    def document(self) -> Counted:
        return self


PLAIN = Page("paper", "", "en", "<html><head></head><body>" + "word " * 2000 + "</body></html>")


def counting(natural: float, stairs: float, bend: float) -> Callable[[Page], Counted]:
    """A layout function: `natural` pages at first, in steps of `stairs`, that bends away from the rule of three."""
    ladder = Ladder(A4)

    def lay_out(page: Page) -> Counted:
        sheet = page.styles[-1].text if page.styles else ""
        worth = {name: float(value) for name, value in re.findall(r"--([\w-]+):([\d.]+)pt", sheet)}
        tracking = float(found[1]) if (found := re.search(r"letter-spacing:([-\d.]+)em", sheet)) else 0.0
        spec = replace(
            ladder.natural,
            line=worth.get("line", A4.line),
            size=worth.get("text-size", A4.text_size),
            inner=worth.get("margin-inner", A4.margin_inner),
            outer=worth.get("margin-outer", A4.margin_outer),
            tracking=tracking,
        )
        change = (ladder.capacity(ladder.natural) / ladder.capacity(spec)) ** bend
        return Counted(ceil(natural * change / stairs - 1e-9) * stairs)

    return lay_out


@pytest.fixture
def arithmetic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copyfitting, "tokens_of", lambda page, lay_out: A4)
    monkeypatch.setattr(
        copyfitting,
        "extent_of",
        lambda counted: Extent(ceil(counted.length - 1e-9), counted.length - ceil(counted.length - 1e-9) + 1),
    )


@pytest.mark.usefixtures("arithmetic")
@given(st.floats(1.2, 12), st.floats(0.7, 1.2), st.sampled_from([-1, 0, 1]))
def test_every_target_within_reach_is_filled_in_seven_layouts(natural: float, bend: float, which: int) -> None:
    lay_out = counting(natural, 0.01, bend)
    target = ceil(lay_out(PLAIN).length) + which
    reach = (0.84 if which else 0.86) ** bend, 1.15**bend
    fitted = fit(PLAIN, Fit(pages=target), lay_out) if target else None
    if fitted and reach[0] <= (target - SLACK / 2) / natural <= reach[1]:
        assert target - SLACK - 1e-9 <= fitted.extent.length <= target + 1e-9
        assert fitted.layouts <= LAYOUTS


@pytest.mark.usefixtures("arithmetic")
@given(st.floats(0.3, 9), st.sampled_from([0.01, 0.15, 0.4, 0.9]), st.floats(0.5, 1.5), st.integers(1, 9))
def test_a_fitted_text_never_has_more_pages_than_wanted(
    natural: float, stairs: float, bend: float, target: int
) -> None:
    fitted = fit(PLAIN, Fit(pages=target), counting(natural, stairs, bend))
    assert fitted.layouts <= LAYOUTS
    if fitted.tau:
        assert fitted.extent.pages == target
    elif fitted.extent.pages != target:
        assert [f.code for f in fitted.findings] == ["E302"]


@pytest.mark.usefixtures("arithmetic")
@pytest.mark.parametrize(
    ("natural", "multiple", "pages"), [(4.4, 4, 4), (3.5, 4, 4), (7.3, 4, 8), (5.2, 2, 6), (4.5, 2, 4)]
)
def test_the_nearest_multiple_is_taken(natural: float, multiple: int, pages: int) -> None:
    assert fit(PLAIN, Fit(multiple=multiple), counting(natural, 0.01, 1)).extent.pages == pages


@pytest.mark.usefixtures("arithmetic")
@pytest.mark.parametrize(("near", "severity"), [(True, Severity.NOTE), (False, Severity.WARNING)])
def test_a_page_is_not_stretched_to_four(near: bool, severity: Severity) -> None:
    fitted = fit(PLAIN, Fit(multiple=4, near=near), counting(1.0, 0.01, 1))
    assert (fitted.tau, fitted.layouts, fitted.extent.pages) == (0, 1, 1)
    (finding,) = fitted.findings
    assert (finding.code, finding.severity) == ("E302", severity)


@pytest.mark.usefixtures("arithmetic")
@pytest.mark.parametrize(
    ("natural", "pages", "moved"), [(3.3, 4, False), (3.8, 4, True), (4.5, 4, True), (7.05, 8, False)]
)
def test_a_wish_moves_much_only_for_fewer_pages(natural: float, pages: int, moved: bool) -> None:
    fitted = fit(PLAIN, Fit(multiple=4, near=True), counting(natural, 0.01, 1))
    assert (fitted.extent.pages, bool(fitted.tau)) == (pages, moved)
    assert moved or fitted.findings == ()


@pytest.mark.usefixtures("arithmetic")
def test_where_no_step_fills_the_page_the_fullest_is_taken() -> None:
    fitted = fit(PLAIN, Fit(pages=4), counting(4.3, 0.3, 1))
    assert fitted.extent.length == pytest.approx(3.9)


# --- with the engine ---------------------------------------------------------------------------------------------


def text(words: int) -> str:
    """A text of so many words, in paragraphs of different lengths, with subheads and two figures."""
    chance, parts, written = random.Random(7), [], 0
    while written < words:
        count = min(chance.randint(40, 130), words - written)
        parts.append(f"<p>{' '.join(chance.choice(WORDS) for _ in range(count)).capitalize()}.</p>")
        written += count
        if len(parts) % 7 == 6:
            parts.append(f'<h2 id="h{written}">{" ".join(chance.choice(WORDS) for _ in range(4)).capitalize()}</h2>')
        if len(parts) in (4, 9):
            parts.append(figure(len(parts)))
    return "".join(parts)


def page(body: str, *, template: str = "article", paper: str = "a4", columns: int = 2, **tokens: str) -> Page:
    edition = Edition("reader", "pdf", template, PAPERS[paper], columns)
    publication = Publication(title="The Harbour Review", tokens={k.replace("_", "-"): v for k, v in tokens.items()})
    return with_fonts(compose(article(body), edition, publication, House(None), target="paper"), {})


def lay_out(page: Page) -> Any:
    from presswork.editions import engine
    from presswork.editions.standards import standard_named

    return engine.lay_out(page, standard_named(None))


@cache
def length_of(words: int) -> float:
    return extent_of(lay_out(page(text(words))).document).length


@cache
def words_for(pages: float) -> int:
    """How many words take about so many pages: found by trying."""
    words = round(1310 * pages - 1440)
    for _ in range(4):
        amiss = pages - length_of(words)
        if abs(amiss) < 0.08:
            break
        words += round(1200 * amiss)
    return words


def of_length(pages: float) -> Page:
    return page(text(words_for(pages)))


def counted(page: Page, wanted: Fit) -> tuple[Any, list[Page]]:
    """The fitted page, and every page that was laid out for it."""
    asked: list[Page] = []

    def lay_out_and_count(page: Page) -> Any:
        if "data-token" not in page.html:
            asked.append(page)
        return lay_out(page)

    return fit(page, wanted, lay_out_and_count), asked


@pytest.mark.parametrize(
    ("natural", "target"),
    [(3.18, 3), (3.52, 3), (3.52, 4), (3.68, 4), (4.13, 4), (4.35, 4), (4.35, 5), (4.52, 4), (4.52, 5)],
)
def test_an_article_is_fitted_to_its_neighbours(natural: float, target: int) -> None:
    fitted, asked = counted(of_length(natural), Fit(pages=target))
    assert len(fitted.laid.document.pages) == target
    assert target - ALMOST_FULL <= fitted.extent.length <= target
    assert len(asked) == fitted.layouts <= LAYOUTS
    assert [f.code for f in fitted.findings] == ["E301"]


def test_what_fits_is_laid_out_once() -> None:
    fitted = fit(of_length(3.68), Fit(pages=4), lay_out).laid.page
    again, asked = counted(fitted, Fit(multiple=4))
    assert asked == [fitted]
    assert (again.tau, again.layouts, again.findings) == (0, 1, ())


@pytest.mark.parametrize("tau", [-1.0, 0.35, 1.0])
@pytest.mark.parametrize("kind", ["article", "report"])
def test_a_fitted_page_keeps_the_grid_and_the_floors(tau: float, kind: str) -> None:
    body = text(700) + QUOTE + text(150) + TABLE + text(300)
    columns, paper = (2, "a4") if kind == "article" else (1, "a5")
    natural = page(body, template=kind, paper=paper, columns=columns)
    ladder = Ladder(tokens_of(natural, lay_out))
    spec = ladder.at(tau)
    sheet = StyleSheet("fit.css", ladder.sheet(spec))
    document = lay_out(copyfitting.with_sheet(natural, sheet)).document
    style = document.pages[0]._page_box.children[0].style
    assert style["line_height"].value * 0.75 == pytest.approx(spec.line)
    assert style["font_size"] * 0.75 == pytest.approx(spec.size)
    assert spec.size >= 8.5
    assert spec.line / spec.size >= 1.2
    lines = text_lines(document)
    for number in {line.page for line in lines}:
        first, *others = [line.baseline for line in lines if line.page == number]
        off = [(other - first + spec.line / 2) % spec.line - spec.line / 2 for other in others]
        assert max(map(abs, off), default=0) < 0.02


def test_pages_grow_along_the_ladder() -> None:
    natural = page(text(1100), template="report", paper="a5", columns=1)
    ladder = Ladder(tokens_of(natural, lay_out))

    def length(tau: float) -> float:
        sheet = StyleSheet("fit.css", ladder.sheet(ladder.at(tau)))
        return extent_of(lay_out(copyfitting.with_sheet(natural, sheet)).document).length

    lengths = [length(tau / 4) for tau in range(-4, 5)]
    assert lengths == sorted(lengths)
    assert lengths[-1] / lengths[0] > 1.25


def test_out_of_reach_is_said_in_words_and_lines() -> None:
    fitted, asked = counted(of_length(3.75), Fit(pages=3))
    assert fitted.laid.page == asked[0], "set naturally"
    (finding,) = fitted.findings
    assert (finding.code, finding.severity) == ("E302", Severity.WARNING)
    said = re.match(r"4 pages instead of 3: about (\d+) words \((\d+) lines\) too long for 3", finding.message)
    assert said
    assert 20 <= int(said[1]) <= 300
    assert f"cut {said[1]} words" in finding.hints[0]


def test_what_is_said_to_be_too_much_is_too_much() -> None:
    """Without the words that the finding counts, the text fits."""
    (finding,) = fit(of_length(3.75), Fit(pages=3), lay_out).findings
    words = int(re.findall(r"about (\d+) words", finding.message)[0])
    shorter = fit(page(text(words_for(3.75) - round(1.3 * words))), Fit(pages=3), lay_out)
    assert (shorter.extent.pages, shorter.findings[0].code) == (3, "E301")


def test_too_short_says_what_would_fill() -> None:
    (finding,) = fit(page(text(900)), Fit(pages=4), lay_out).findings
    assert "too short for 4 even at the loosest" in finding.message
    assert re.fullmatch(r"text or pictures for about \d\.\d pages would fill that", finding.hints[0])


@pytest.mark.parametrize(
    ("loosest", "filler"),
    [
        (0.9, "a pull quote"),
        (0.82, "bio"),
        (0.7, r"a picture 82 mm wide and about \d\d\d mm"),
        (0.4, "pictures that take"),
    ],
)
def test_what_would_fill_is_named_by_its_size(loosest: float, filler: str) -> None:
    (finding,) = out_of_reach(Ladder(A4), PLAIN, Fit(pages=4), Extent(4, 0.1), {1: Extent(4, loosest)})
    assert (finding.code, finding.severity) == ("E303", Severity.NOTE)
    assert re.search(filler, finding.hints[0])


@pytest.mark.usefixtures("arithmetic")
def test_scripts_without_spaces_are_counted_in_lines() -> None:
    page = replace(PLAIN, html="<html><head></head><body>" + "潮" * 6000 + "</body></html>")
    (finding,) = fit(page, Fit(pages=3), counting(3.9, 0.01, 1)).findings
    assert re.search(r"about \d+ lines too long for 3", finding.message)
    assert "words" not in str(finding)


def test_a_publication_moves_the_limits() -> None:
    body = text(1700)
    tokens = {"fit_leading": "0%", "fit_margins": "0%", "fit_size": "0%", "fit_tracking": "0em"}
    strict = fit(page(body, **tokens), Fit(pages=ceil(length_of(1700)) - 1), lay_out)
    assert (strict.tau, strict.layouts) == (0, 1)
    ladder = Ladder(tokens_of(page(body, fit_size="2%", fit_smallest="9.5pt"), lay_out))
    assert min(ladder.at(tau / 20).size for tau in range(-20, 1)) == pytest.approx(9.5)


def test_a_printers_margins_are_kept() -> None:
    body = text(1100)
    natural = page(body, template="report", paper="a5", columns=1, margin_inner="14mm", least_inner="17mm")
    ladder = Ladder(tokens_of(natural, lay_out))
    assert ladder.natural.inner == pytest.approx(17 * 72 / 25.4, abs=0.01)
    assert min(ladder.at(tau / 10).inner for tau in range(-10, 1)) == pytest.approx(17 * 72 / 25.4, abs=0.01)
    document = lay_out(copyfitting.with_sheet(natural, StyleSheet("fit.css", ladder.sheet(ladder.at(-1))))).document
    assert document.pages[0]._page_box.margin_left * 0.75 >= 17 * 72 / 25.4 - 0.01


def test_room_that_the_end_matter_leaves_is_room() -> None:
    assert Extent(4, 0.7).length == pytest.approx(3.7)
    assert Extent(4, 0.7, before=0.96).length == pytest.approx(3.7), "a widow's line is no room"
    assert Extent(4, 0.9, before=0.3).length == pytest.approx(3.26)
    assert Extent(5, 0.15, before=0.88).beyond(4) == pytest.approx(4.03)
    assert Extent(5, 0.15, before=0.7).beyond(4) > 4
    assert Extent(4, 0.9).beyond(4) == pytest.approx(3.9)


def test_tokens_are_read_whatever_they_are_made_of() -> None:
    tokens = tokens_of(page("<p>A</p>", template="report", paper="a5", columns=1), lay_out)
    assert (tokens.line, tokens.text_size, tokens.columns) == pytest.approx((13, 9.8, 1), abs=0.05)
    assert tokens.margin_inner == pytest.approx(0.118 * 419.53, abs=0.05)
    assert (tokens.fit_leading, tokens.fit_tracking, tokens.fit_closest) == pytest.approx((0.05, 0.006, 1.2))


def test_a_house_without_our_tokens_is_set_naturally() -> None:
    html = "<html lang='en'><head><title>.</title></head><body><div class='text'><p>A word.</p></div></body></html>"
    fitted = fit(Page("paper", ".", "en", html), Fit(pages=2), lay_out)
    (finding,) = fitted.findings
    assert (finding.code, fitted.tau) == ("E302", 0)
    assert "no --line" in finding.message


def test_an_edition_is_made_of_the_fitted_pages() -> None:
    import pypdfium2

    from presswork.editions.pdf import typeset

    natural = of_length(3.52)
    file = typeset(natural, Edition("reader", "pdf", fit=Fit(pages=4)), (), "urn:presswork:test", source="a.md")
    document = pypdfium2.PdfDocument(file.data)
    assert len(document) == file.measure == 4
    (note,) = [f for f in file.findings if f.code == "E301"]
    assert str(note).startswith("a.md: note E301 fitted to 4 pages: leading +")
    assert [start.label for start in file.page_starts] == ["1", "2", "3", "4"]
    document.close()
