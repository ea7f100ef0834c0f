"""Covers: any title fits, the same title looks the same, and what is painted is what was designed."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import ebook_samples as samples
import pypdfium2 as pdfium
import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from presswork.article import Figure
from presswork.edition import Asset
from presswork.editions import cover_paint
from presswork.editions.colours import PAPER, contrast, palette, parse_colour
from presswork.editions.cover import HEIGHT, MARGIN, TILE, WIDTH, Box, CoverText, Design, design, seed
from presswork.editions.cover_jpeg import QUALITY, SQUARE, STEP
from presswork.editions.cover_svg import FIGURES, as_svg
from presswork.editions.cover_text import balanced, divided, fitted, greedy
from presswork.editions.epub_cover import Cover, cover_faces, cover_of, draw_cover
from presswork.editions.epub_styles import house_tokens
from presswork.editions.outlines import runs
from presswork.house import House

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = CoverText(
    "The last tide table", "How a harbour forgot the moon", "Harbour life", "Jane Roe", "The Harbour Review"
)
LONG = replace(PLAIN, title="What the dredgers brought up from the old basin and why nobody wanted to claim it " * 3)
ARABIC = CoverText("كيف نسي الميناء القمر 2026", "حكاية", "", "Jane Roe", "الميناء", language="ar", direction="rtl")
HEBREW = CoverText("הנמל והירח", language="he", direction="rtl")
FACE = cover_faces(house_tokens(House(), {}), None)


def path(words: str, cut: str) -> Path:
    return FACE(words, cut).path


MEASURE = cover_paint.measure_with(path)


def em(words: str) -> float:
    """A typeface in which every letter is half an em wide."""
    return len(words) / 2


def test_lines_are_as_even_as_words_allow() -> None:
    assert greedy("aaaa bbbb cccc dddd", em, 7) == ["aaaa bbbb cccc", "dddd"]
    assert balanced("aaaa bbbb cccc dddd", em, 7) == ["aaaa bbbb", "cccc dddd"]


@given(st.lists(st.sampled_from(["a", "tide", "harbour", "almanac,"]), min_size=1, max_size=14), st.integers(4, 20))
def test_balancing_loses_no_word_and_takes_no_more_lines(words: list[str], width: int) -> None:
    text = " ".join(words)
    even = balanced(text, em, width)
    assert " ".join(even) == text
    assert len(even) == len(greedy(text, em, width))


def test_signs_of_scripts_without_spaces_are_lines_of_their_own_making() -> None:
    assert greedy("潮汐表掛在門邊", lambda words: float(len(words)), 3) == ["潮汐表", "掛在門", "邊"]


def test_a_word_that_is_too_long_is_divided_by_its_language() -> None:
    parts = divided("Hafenamtsverwaltungsgebäude", em, 6, "de").split(" ")
    assert "".join(part.removesuffix("-") for part in parts) == "Hafenamtsverwaltungsgebäude"
    assert all(em(part) <= 6 for part in parts)


def test_what_fits_at_no_size_is_cut_with_an_ellipsis() -> None:
    size, lines = fitted("tide " * 200, em, 400, 200, sizes=(100, 40), lines=3)
    assert size == 40
    assert len(lines) == 3
    assert lines[-1].endswith("…")


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.sampled_from("aeinrst lmo"), min_size=1, max_size=240),
    st.text(st.sampled_from("aeinrst "), max_size=160),
    st.sampled_from(["ltr", "rtl"]),
)
def test_nothing_on_a_cover_runs_out_of_it_or_over_another(title: str, subtitle: str, direction: str) -> None:
    made = design(replace(PLAIN, title=title.strip() or "a", subtitle=subtitle.strip(), direction=direction), MEASURE)  # type: ignore[arg-type]
    top = min(tile.y for tile in made.tiles)
    for line in made.lines:
        assert MEASURE(line.text, line.cut) * line.size <= WIDTH - 2 * MARGIN + 1
        assert line.size < line.y < top
    rows = sorted(made.lines, key=lambda line: line.y)
    assert all(upper.y < lower.y - lower.size * 0.5 for upper, lower in pairwise(rows))


def test_the_pattern_is_thrown_from_title_and_publication() -> None:
    assert design(PLAIN, MEASURE) == design(PLAIN, MEASURE)
    assert design(PLAIN, MEASURE).tiles != design(replace(PLAIN, title="Salt"), MEASURE).tiles
    assert seed(PLAIN).random() == seed(replace(PLAIN, author="Somebody else")).random()


def test_tiles_fill_the_foot() -> None:
    made = design(PLAIN, MEASURE)
    assert {tile.x for tile in made.tiles} == set(range(0, WIDTH, TILE))
    assert max(tile.y for tile in made.tiles) == HEIGHT - TILE
    assert all(tile.ground != tile.fill for tile in made.tiles)


def test_right_to_left_lines_begin_at_the_right() -> None:
    made = design(replace(PLAIN, direction="rtl"), MEASURE)
    assert {line.x for line in made.lines} == {WIDTH - MARGIN}


@pytest.mark.parametrize("accent", ["#8c1d18", "#fc0", "rgb(0, 200, 255)", "#ffffff", "no colour"])
def test_the_kicker_can_be_read_whatever_the_accent(accent: str) -> None:
    colours = palette(accent, seed(PLAIN))
    label, paper = parse_colour(colours.label), parse_colour(PAPER)
    assert label is not None
    assert paper is not None
    assert contrast(label, paper) >= 4.4


def jpeg(made: Design, picture: bytes | None = None) -> Image.Image:
    return Image.open(io.BytesIO(cover_paint.as_jpegs(made, path, picture)[0]))


def test_the_jpeg_is_what_shops_ask_for_and_always_the_same() -> None:
    made = design(LONG, MEASURE)
    with jpeg(made) as image:
        assert (image.format, image.size, image.mode) == ("JPEG", (1600, 2560), "RGB")
    assert cover_paint.as_jpegs(made, path) == cover_paint.as_jpegs(made, path)


def painted_at_once(made: Design) -> Image.Image:
    """The same cover painted on one sheet and encoded as a whole, as Pillow alone would have it."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), made.ground)
    for tile in made.tiles:
        square = (tile.x, tile.y, tile.x + TILE, tile.y + TILE)
        sheet.paste(tile.ground, square)
        if tile.kind != "plain":
            sheet.paste(tile.fill, square, cover_paint._mask(tile.kind, tile.turn))
    for area, things in cover_paint.gathered(made, path):
        other = Box(-9, -9, 1, 1, "#ffffff")  # a second ink, so that words are painted in their own and not as a mask
        sheet.paste(cover_paint.painted(made, path, area, [*things, other]), area)
    target = io.BytesIO()
    sheet.save(target, "JPEG", quality=QUALITY, subsampling=0)
    return Image.open(io.BytesIO(target.getvalue())).convert("RGB")


@pytest.mark.parametrize(
    "text", [PLAIN, LONG, ARABIC, HEBREW, replace(PLAIN, title="Ångström gyq", kicker="Jäger", accent="#1f5f6b")]
)
def test_a_jpeg_put_together_from_parts_is_the_picture_encoded_as_a_whole(text: CoverText) -> None:
    made = design(text, MEASURE)
    with jpeg(made) as image:
        difference = ImageChops.difference(image.convert("RGB"), painted_at_once(made)).convert("L")
    # Colours between ink and paper may be rounded the other way, which shows in a few squares.
    unlike = difference.histogram()
    assert not sum(unlike[12:])
    assert sum(unlike[3:]) < 0.001 * WIDTH * HEIGHT


def test_every_thing_on_a_cover_is_painted_within_one_area() -> None:
    made = design(LONG, MEASURE)
    gathered = cover_paint.gathered(made, path)
    things = [thing for _, inside in gathered for thing in inside]
    assert len(things) == len(made.boxes) + len(made.lines)
    assert set(things) == {*made.boxes, *made.lines}
    for (left, top, right, foot), _ in gathered:
        assert left % STEP == right % STEP == top % SQUARE == foot % SQUARE == 0
        assert not any(tile.x < right and tile.y < foot for tile in made.tiles)


def test_the_jpeg_shows_the_tiles_where_they_were_designed() -> None:
    made = design(PLAIN, MEASURE)
    with jpeg(made) as image:
        for tile in made.tiles:
            if tile.kind == "plain":
                seen = image.getpixel((tile.x + TILE // 2, tile.y + TILE // 2))
                wanted = parse_colour(tile.ground)
                assert wanted is not None
                assert isinstance(seen, tuple)
                assert all(abs(a - b * 255) < 12 for a, b in zip(seen, wanted, strict=True))


def drawn(made: Design) -> Image.Image:
    """The SVG as a browser would show it, a quarter of its size."""
    svg = as_svg(made, path, "Cover").replace('width="1600" height="2560"', 'width="400" height="640"', 1)
    page = f"<style>@page {{ size: 400px 640px; margin: 0 }} body {{ margin: 0 }} svg {{ display: block }}</style>{svg}"
    document = pdfium.PdfDocument(weasyprint.HTML(string=page).write_pdf())
    return document[0].render(scale=96 / 72).to_pil().convert("RGB")


@pytest.mark.parametrize("text", [PLAIN, LONG, ARABIC, HEBREW], ids=["plain", "long", "Arabic", "Hebrew"])
def test_the_svg_is_the_same_picture_as_the_jpeg(text: CoverText) -> None:
    made = design(text, MEASURE)
    with jpeg(made) as image:
        small = image.resize((400, 640), Image.Resampling.BOX)
    difference = ImageChops.difference(small, drawn(made).resize((400, 640))).convert("L")
    strong = sum(difference.histogram()[90:]) / (400 * 640)
    assert strong < 0.004, f"{strong:.2%} of the picture differs"


def test_the_svg_names_itself_and_needs_no_typeface() -> None:
    root = ET.fromstring(as_svg(design(PLAIN, MEASURE), path, "Cover: The last tide table"))
    svg = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{svg}title") == "Cover: The last tide table"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == root.find(f"{svg}title").get("id")  # type: ignore[union-attr]
    assert not list(root.iter(f"{svg}text"))


def test_words_of_the_other_direction_stand_in_their_order() -> None:
    assert runs("Tide 12", "ltr") == [("ltr", "Tide 12")]
    assert runs("مد 12 جزر", "rtl") == [
        ("rtl", " جزر"), ("ltr", "12"), ("rtl", "مد "),
    ]  # fmt: skip
    assert runs("مد Jane Roe", "rtl") == [("ltr", "Jane Roe"), ("rtl", "مد ")]


@given(st.text(st.sampled_from("ab 1.ابَא"), max_size=12), st.sampled_from(["ltr", "rtl"]))
def test_runs_lose_no_character(text: str, direction: str) -> None:
    assert sorted("".join(part for _, part in runs(text, direction))) == sorted(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", sorted(FIGURES))
def test_every_figure_is_the_same_in_both_formats(kind: str) -> None:
    area = sum(cover_paint._mask(kind, 0).histogram()[128:]) / TILE**2
    expected = {
        "quarter": 0.785, "half": 0.393, "disc": 0.503, "leaf": 0.571, "triangle": 0.5, "arc": 0.589, "arcs": 0.491,
        "bars": 0.6,
    }  # fmt: skip
    assert area == pytest.approx(expected[kind], abs=0.02)


def with_lead(width: int, height: int) -> Asset:
    return Asset("images/lead.png", "image/png", samples.png(width, height), width, height)


@pytest.mark.parametrize(("size", "shown"), [((1200, 800), True), ((400, 300), False)])
def test_a_large_lead_image_takes_the_place_of_the_pattern(size: tuple[int, int], shown: bool) -> None:
    article = samples.article_with_lead(with_lead(*size))
    cover = draw_cover(article, samples.PUBLICATION, House())
    with Image.open(io.BytesIO(cover.asset.data)) as image:
        seen = {image.getpixel((x, HEIGHT - 60)) for x in (100, 500, 900, 1500)}
    assert (len(seen) == 1) is shown
    assert cover.findings == ()
    assert ("<image" in cover.page) is shown


def test_letters_that_the_typeface_lacks_are_reported() -> None:
    article = samples.plain_article(title=samples.Text.of("潮汐表"))
    findings = draw_cover(article, samples.PUBLICATION, House()).findings
    assert [finding.code for finding in findings] == ["E220"]
    assert "潮" in findings[0].message


def test_a_machine_that_cannot_join_letters_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cover_paint, "shapes_text", lambda: False)
    findings = draw_cover(samples.arabic_article(), samples.PUBLICATION, House()).findings
    assert [finding.code for finding in findings] == ["E221"]


def covered(asset: Asset, figure: Figure) -> Cover:
    article = samples.plain_article(cover=figure)
    return cover_of(replace(article, assets=(asset,)), samples.PUBLICATION, House())


def test_the_editors_own_cover_is_used_instead_of_a_drawn_one() -> None:
    asset = Asset("images/own.png", "image/png", samples.png(1600, 2560), 1600, 2560)
    assert covered(asset, Figure(asset.name, "A heap of salt")) == Cover(asset, "A heap of salt")
    assert covered(asset, Figure(asset.name)) == Cover(asset, "Cover: Salt")


def test_a_cover_that_is_a_drawing_is_used_and_the_editor_is_told() -> None:
    asset = Asset("images/own.svg", "image/svg+xml", b"<svg/>", 160, 256)
    made = covered(asset, Figure(asset.name, "A heap of salt"))
    assert made.asset is asset
    assert [str(found).partition(": ")[2] for found in made.findings] == [
        "note E222 the cover is a drawing, which some shops and older readers do not show\n"
        "    hint: give a JPEG of 1600 by 2560 pixels"
    ]
