"""Formulas stand on the baseline of the text around them."""

from __future__ import annotations

import pypdfium2
import pytest
from pdf_samples import made, page

from presswork.pages.mathematics import as_images, may_hold_formulas

PRESS = '<math xmlns="http://www.w3.org/1998/Math/MathML" display="{}" alttext="H">{}</math>'
H, SUM = "<mi>H</mi>", "<msubsup><mo>∑</mo><mn>1</mn><mi>n</mi></msubsup><msub><mi>g</mi><mi>i</mi></msub>"


def test_a_letter_alone_stands_on_the_baseline_of_its_line() -> None:
    from dataclasses import replace

    from lxml import etree

    from presswork.edition import Edition
    from presswork.editions.pdf import typeset

    root = etree.fromstring(f"<div><p>HHH {PRESS.format('inline', H)} HHH</p></div>")
    drawn = as_images(root)
    html = page(etree.tostring(root, encoding="unicode"), css=".text { columns: 1 } img { display: inline }")
    file = typeset(
        replace(html, assets={**html.assets, **{a.name: a for a in drawn}}), Edition("x", "pdf"), (), "urn:x:1"
    )
    assert len(set(feet(file.data))) == 1


def feet(pdf: bytes) -> list[int]:
    """The lowest row of ink of each letter in the first line, in half points."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=2).to_pil().convert("L").point(lambda grey: 255 * (grey < 128))
    document.close()
    top = picture.getbbox()[1]
    line = picture.crop((0, top, picture.width, top + 24))
    columns = [line.crop((x, 0, x + 1, 24)).getbbox() for x in range(line.width)]
    letters: list[list[int]] = [[]]
    for box in columns:
        if box:
            letters[-1].append(box[3])
        elif letters[-1]:
            letters.append([])
    return [max(letter) for letter in letters if letter]


def test_what_hangs_below_the_baseline_does_not_part_the_lines() -> None:
    from lxml import etree

    for display, place in (("inline", "margin-bottom:-"), ("block", "vertical-align:-")):
        root = etree.fromstring(f"<div><p>{PRESS.format(display, SUM)}</p></div>")
        as_images(root)
        (image,) = root.iter("img")
        assert place in image.get("style")
        assert image.get("alt") == "H"


def test_formulas_are_drawn_once_for_each_content() -> None:
    from lxml import etree

    root = etree.fromstring(f"<div><p>{PRESS.format('inline', H) * 3}</p></div>")
    assert len(as_images(root)) == 1
    assert made("<p>No formula.</p>").measure == 1


@pytest.mark.parametrize("text", ["of $x$", "$a + b$.", "$$\n\\sum\n$$", r"\(a\)", "<math>", "\\begin{equation}"])
def test_formulas_are_foreseen(text: str) -> None:
    assert may_hold_formulas(text)


@pytest.mark.parametrize("text", ["It cost $5 and then $6.", "from $5-$6", "no dollar", "A $ alone"])
def test_prices_are_no_formulas(text: str) -> None:
    assert not may_hold_formulas(text)
