"""Letters with marks over or under them can be copied from a PDF."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_samples import article

from presswork.edition import Edition
from presswork.editions.engine_import import bring_engine
from presswork.house import House
from presswork.pages import compose
from presswork.paper import PAPERS
from presswork.publication import Publication
from presswork.typesetting.fonts import with_fonts

bring_engine()

from presswork.editions import engine  # noqa: E402
from presswork.editions.glyph_text import matched  # noqa: E402
from presswork.editions.standards import standard_named  # noqa: E402


def tables(words: str) -> list[dict[str, str]]:
    """What the glyphs of each font of a PDF stand for."""
    edition = Edition("reader", "pdf", "article", PAPERS["a4"], 2)
    page = compose(
        article(f"<p>{words}</p>", language="ar"), edition, Publication(title="X"), House(None), target="paper"
    )
    plain = standard_named(None)
    data = engine.write(engine.lay_out(with_fonts(page, {}), plain), plain, (), "urn:presswork:marks").data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/ToUnicode" in o]
        maps = [font.ToUnicode.read_bytes().decode("latin-1") for font in fonts]
    pairs = [re.findall(r"<([0-9a-f]{4})>\s*<([0-9a-f]*)>", each.partition("beginbfchar")[2]) for each in maps]
    return [{glyph: bytes.fromhex(code).decode("utf-16-be") for glyph, code in each} for each in pairs]


@pytest.mark.parametrize("words", ["بعيدًا هادئًا", "هادئًا بعيدًا", "مستوٍ شيئٍ", "لَوْ لُؤْلُؤٌ"])
def test_no_glyph_stands_for_nothing_and_no_letter_is_lost(words: str) -> None:
    found = tables(words)
    assert all(characters for table in found for characters in table.values())
    assert set(words) - {" "} <= {char for table in found for characters in table.values() for char in characters}


def test_a_sign_stands_for_itself_wherever_it_comes_first() -> None:
    (table,) = [t for t in tables("هادئًا بعيدًا") if "\u064b" in "".join(t.values())]
    assert "\u064b" in table.values()
    assert "ئ" in table.values()


@given(st.lists(st.lists(st.sampled_from("aeئً\u0301\u0308"), min_size=1, max_size=3), min_size=1, max_size=6))
def test_glyphs_are_matched_in_the_order_of_the_text(groups: list[list[str]]) -> None:
    """With a glyph for each character, every character of a cluster of more than one has its own glyph."""
    text = "".join(map("".join, groups))
    clusters, glyphs, place = [], [], 0
    for group in groups:
        clusters += [place] * len(group)
        place += len("".join(group).encode())
    glyphs = list(range(len(text)))
    expected = [(n, text[n]) for n in glyphs if clusters.count(clusters[n]) > 1]
    assert list(matched(text.encode(), clusters, glyphs)) == expected


def test_a_letter_that_is_drawn_in_two_parts_is_parted() -> None:
    assert list(matched("né".encode(), [0, 1, 1], [5, 6, 7])) == [(6, "e"), (7, "\u0301")]
