"""Typefaces in PDFs keep what is drawn of them, and lose the names of their glyphs."""

from __future__ import annotations

from contextlib import nullcontext
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pdf_samples import STATED, URN, paragraphs
from pdf_samples import page as page_around

from presswork.edition import Edition
from presswork.editions import engine
from presswork.editions.cff import UnexpectedProgramError, keyed_by_number
from presswork.editions.glyph_names import without_names
from presswork.editions.pdf import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

CSS = (
    "h2 { font-variant-caps: small-caps } b { font-feature-settings: 'onum' } @page { @bottom-center { content: '3' } }"
)
BODY = "<h2>Old Quays</h2><p><b>1894</b> ffi, Łódź</p>" + paragraphs(2, notes=True)


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[bytes, bytes]]:
    """A PDF as it is made, and with the names that the engine leaves in it."""
    page, edition = page_around(BODY, css=CSS), Edition("reader", "pdf")
    made = typeset(page, edition, STATED, URN).data
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "nameless_glyphs", nullcontext)
        yield made, typeset(page, edition, STATED, URN).data


def programs(data: bytes) -> dict[str, bytes]:
    """The font files of a PDF by the names of their fonts."""
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontFile3" in each]
        return {str(each.FontName): each.FontFile3.read_bytes() for each in found}


def test_pages_look_and_read_the_same_and_take_less_room(pair: tuple[bytes, bytes]) -> None:
    made, named = map(pypdfium2.PdfDocument, pair)
    assert len(made) == len(named)
    for one, other in zip(made, named, strict=True):
        assert one.render(scale=2).to_pil().tobytes() == other.render(scale=2).to_pil().tobytes()
        assert one.get_textpage().get_text_range() == other.get_textpage().get_text_range()
    assert len(pair[0]) < 0.9 * len(pair[1])


def test_glyphs_keep_outlines_and_widths(pair: tuple[bytes, bytes]) -> None:
    made, named = map(programs, pair)
    assert made.keys() == named.keys() != set()
    for name, program in made.items():
        font, engines = TTFont(BytesIO(program), checkChecksums=2), TTFont(BytesIO(named[name]))
        assert outlines(font) == outlines(engines)
        assert list(font["hmtx"].metrics.values()) == list(engines["hmtx"].metrics.values())
        assert font["CFF "].cff.topDictIndex[0].ROS == ("Adobe", "Identity", 0)
        assert set(font.getGlyphOrder()[1:]) == {f"cid{number:05}" for number in range(1, len(font.getGlyphOrder()))}


def outlines(font: Any) -> list[bytes]:
    index = font["CFF "].cff.topDictIndex[0].CharStrings.charStringsIndex
    return [index[number].bytecode for number in range(len(index))]


def test_what_the_licence_asks_to_be_kept_is_kept(pair: tuple[bytes, bytes]) -> None:
    for program, engines in zip(programs(pair[0]).values(), programs(pair[1]).values(), strict=True):
        one, other = (TTFont(BytesIO(each))["CFF "].cff.topDictIndex[0] for each in (program, engines))
        assert (one.Notice, one.Copyright, one.FamilyName) == (other.Notice, other.Copyright, other.FamilyName)


def test_other_programs_are_left_as_they_are(pair: tuple[bytes, bytes]) -> None:
    nameless = next(iter(programs(pair[0]).values()))
    assert without_names(nameless) == nameless
    assert without_names(b"\0\1\0\0 TrueType") == b"\0\1\0\0 TrueType"
    assert without_names(b"OTTO\0\0") == b"OTTO\0\0"


@pytest.mark.parametrize("cff", [b"", b"\1\0\4\1", b"\1\0\4\1" + bytes(20)])
def test_what_is_no_program_is_refused(cff: bytes) -> None:
    with pytest.raises(UnexpectedProgramError):
        keyed_by_number(cff)
