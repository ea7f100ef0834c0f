"""Formulas stand on the baseline of the text around them."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as raw
from pdf_samples import made, page

from presswork.pages.mathematics import as_images

PRESS = '<math xmlns="http://www.w3.org/1998/Math/MathML" display="{}" alttext="H">{}</math>'
H, SUM = "<mi>H</mi>", "<msubsup><mo>∑</mo><mn>1</mn><mi>n</mi></msubsup><msub><mi>g</mi><mi>i</mi></msub>"


def test_a_letter_alone_stands_on_the_baseline_of_its_line() -> None:
    from dataclasses import replace

    from lxml import etree

    from presswork.edition import Edition
    from presswork.editions.pdf import typeset

    root = etree.fromstring(f"<div><p>Hxxx {PRESS.format('inline', H)} Hxxx</p></div>")
    drawn = as_images(root)
    html = page(etree.tostring(root, encoding="unicode"), css=".text { columns: 1 } img { display: inline }")
    file = typeset(
        replace(html, assets={**html.assets, **{a.name: a for a in drawn}}), Edition("x", "pdf"), (), "urn:x:1"
    )
    document = pypdfium2.PdfDocument(file.data)
    objects = list(document[0].get_objects(max_depth=4))
    # The folio at the foot is text as well: the line of the formula is the higher one.
    text = max(o.get_bounds()[1] for o in objects if o.type == raw.FPDF_PAGEOBJ_TEXT)
    path = max(o.get_bounds()[1] for o in objects if o.type == raw.FPDF_PAGEOBJ_PATH)
    document.close()
    # Neither H nor x goes below the baseline.
    assert abs(text - path) < 0.5


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
