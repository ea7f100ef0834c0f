"""What spares the PDF engine work changes nothing that it makes, and is off for engines that it is not proven with."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from pdf_samples import STATED, URN, paragraphs, sentence
from pdf_samples import page as page_around

from presswork.diagnostics import Severity
from presswork.edition import Asset, Edition, Page
from presswork.editions import engine_import, speed
from presswork.editions.laid_once import sharing
from presswork.editions.pdf import Typesetting, typeset
from presswork.editions.speed.substitution import Substitute, substituted

READER = Edition("reader", "pdf")
DRAWING = Asset(
    "images/chart.svg",
    "image/svg+xml",
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" font-size="2em"><g opacity=".5" stroke="#333">'
    b'<path d="M0 0C9 9 20 0 40 20l1e1-2.5.5 3z" transform="rotate(10 5 5)"/><rect x="10%" y="2ex" width="9mm"'
    b' height="9" rx="2"/></g><text x="60" y="30" text-anchor="middle" font-size="8">Tide <tspan>A</tspan></text>'
    b"</svg>",
    120,
    60,
)
GREEDY = ":root { --line-breaking: greedy }"  # lines as the engine breaks them
ARABIC = "مدينة بين مرفأين على البحر " * 40
CELLS = "".join(
    f"<tr><td>{n}</td><td>{sentence(n)}</td><td rowspan='2'>x</td></tr><tr><td>a</td></tr>" for n in range(9)
)
IMAGE = '<p>A <img src="images/crane.jpg" alt="A crane" width="20"/> B.</p>'
# What is hard about each: CSS of its own, the body, how many columns.
HARD: dict[str, tuple[str, str, int]] = {
    "columns": ("", paragraphs(9), 2),
    "notes": ("", paragraphs(7, notes=True), 2),
    "columns of the engine's own lines": (GREEDY, paragraphs(6, notes=True) + "<div>" + paragraphs(5) + "</div>", 2),
    "the engine's own lines from right to left": (GREEDY, f'<div dir="rtl" lang="ar"><p>{ARABIC}</p></div>' * 4, 2),
    "floats": (
        ".a { float: left; width: 20mm; height: 30mm; margin: 2% } .b { float: right; width: 15% }",
        '<div class="a">Left</div><div class="b">Right</div>' + paragraphs(4) + '<div class="a">Again</div>' * 3,
        1,
    ),
    "lines below floats": (
        GREEDY + ".a { float: left; width: 30%; height: 3lh } .z { float: left; height: 0 } h2 { --text-wrap: balance }"
        ".n { margin-top: -2lh } img { float: right }",
        f'<div class="a">Left</div><h2>{sentence(2)}</h2><div class="z"></div><p>{sentence(3)}</p>'
        f'<h2 style="clear: both">{sentence(4)}</h2><p class="n">{sentence(5)}</p>{IMAGE}<h2>{sentence(6)}</h2>' * 2,
        2,
    ),
    "tables": (
        "table { border-collapse: collapse; width: 100% } td { border: 1px solid; padding: 3% }"
        ".o { border-collapse: separate }",
        f"<table><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>{CELLS}</table><table class='o'>{CELLS}</table>",
        1,
    ),
    "right to left": ("", f'<div dir="rtl" lang="ar"><p>{ARABIC}</p><p>نص <em>مائل</em> 12 (a b) نهاية</p></div>', 2),
    "first letters": (
        ".text p::first-letter { font-size: 3em; float: left } .text p + p::first-letter { float: none; color: red }"
        ".text p::first-line { font-weight: 600; font-variant-caps: small-caps }",
        paragraphs(4),
        1,
    ),
    "first lines painted": (
        ".text p::first-line { background: #eee; border: 1px solid; color: #060 } .text p + p { background: #ffe }",
        paragraphs(3),
        1,
    ),
    "inks": (
        "b { color: #a00 } i { color: rgb(0 0 0 / 40%) } s { visibility: hidden; text-decoration: none }"
        "em { opacity: .5 } strong { color: color(display-p3 1 0 0); border: 1px dotted; position: relative }"
        "strong { z-index: 1; outline: 1px solid blue } i { outline: 2px dashed }",
        "<p>"
        + "Ink <b>red</b> and <i>thin</i>, <s>none</s>, <em>half</em>, <strong>framed</strong>; plain. " * 12
        + "</p>",
        2,
    ),
    "flex": (
        ".f { display: flex; flex-wrap: wrap; gap: 3mm } .f p { flex: 1 1 20mm; min-width: 10%; padding: 1mm }",
        f'<div class="f">{paragraphs(5, length=1)}</div>',
        1,
    ),
    "grid": (
        ".g { display: grid; grid-template-columns: 1fr 2fr auto; gap: 2mm } .g p { background: #eee; width: 90% }",
        f'<div class="g">{paragraphs(7, length=1)}</div>',
        1,
    ),
    "leaders and page numbers": (
        "a { display: block }"
        "a::after { content: leader('. ') target-counter(attr(href), page) ' ' target-text(attr(href)) }",
        '<a href="#there">Where</a>' + paragraphs(9) + '<h2 id="there">There</h2>',
        1,
    ),
    "running elements": (
        "@page { @top-left { content: element(r) } } .r { position: running(r); font-style: italic; color: #333 }",
        '<p class="r">Running <b>head</b></p>' + paragraphs(5),
        1,
    ),
    "pictures": ("img { border-radius: 2mm; border: 1px solid }", (IMAGE + paragraphs(1)) * 3, 2),
    "drawings": ("", '<p><img src="images/chart.svg" alt="A chart" style="width: 70%"/></p>' + paragraphs(2), 1),
    "embedded directions": (
        "",
        "<p>" + "One <bdi>שלום עולם</bdi> two <bdo dir='rtl'>abc def</bdo> three. " * 9 + "</p>",
        2,
    ),
    "decorations and spacing": (
        "u { text-decoration: underline overline wavy red } s { letter-spacing: 2px; text-decoration: line-through }"
        "b { word-spacing: 3px; font-feature-settings: 'smcp', 'onum' }"
        "i { font-kerning: none; text-transform: uppercase }"
        ".text { tab-size: 3 } pre { white-space: pre-wrap }",
        "<p>" + "<u>Under</u> the <s>old <i>quay</i></s> lie <b>two boats</b>. " * 20 + "</p><pre>a\tb\n\n  c\td</pre>",
        1,
    ),
    "positions": (
        ".p { position: relative; left: 2mm; top: 3% }"
        ".q { position: absolute; right: 0; background: #ddd; padding: 1em }"
        ".i { display: inline-block; width: 20mm; box-shadow: 1px 1px 0 #000; vertical-align: super }",
        '<p class="p">Moved <span class="q">away <em>far</em></span> '
        + "and <span class='i'>boxed in</span> again " * 9
        + "</p>"
        + paragraphs(2),
        2,
    ),
    "missing and raised glyphs": (
        "",
        "<p>"
        + "x<sup>2</sup> &#xe000; a\u0301\u0323 ffi ﬁ \u200b &#x1f6a2; soft\u00adhyphen no\u00a0break " * 9
        + "</p>",
        2,
    ),
    "lengths in parts of the page and mathematics": (
        ".text p { margin-left: 3vw; padding-right: calc(2vmin + 1%) } .text em { font-size: calc(1em + 1vh) }"
        ".text p + p { width: min(90%, 60mm); line-height: calc(1.2 * 1em); color: var(--none, #345) }",
        paragraphs(3) + f'<p style="margin-left: 1vw; --own: 2mm; padding-left: var(--own)">{sentence(3)}</p>',
        2,
    ),
    "languages, names and lists": (
        "ol, ul { list-style-position: inside } ol li::marker { content: counter(list-item) '. '; color: #345 }"
        ":lang(fr) { font-style: italic }"
        "#named + p { overflow: hidden } body { overflow: hidden }",
        f'<h2 id="named">Named</h2><p lang="fr">{sentence(1)}</p><ol><li>{sentence(2)}</li><li lang="fr">b</li></ol>'
        f'<ul><li><p>{sentence(3)}</p></li></ul><p lang="de" id="other">{sentence(4)}</p>',
        1,
    ),
    "cut text": (
        ".c { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }.d { max-lines: 2 }",
        f'<p class="c">{sentence(1) * 3}</p><p class="d">{sentence(2) * 4}</p>' + "<p>" + "overlong" * 30 + "</p>",
        1,
    ),
}


def untagged(page: Page) -> bytes:
    """The PDF of a page without a structure tree, as presses want it."""
    from presswork.editions import engine
    from presswork.editions.standards import standard_named

    standard = replace(standard_named("none"), tagged=False)
    return engine.write(engine.lay_out(page, standard), standard, STATED, URN).data


def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on the engine works as it was made."""
    monkeypatch.setattr(speed, "unproven", lambda: "another engine")


def hard_page(name: str) -> Page:
    css, body, columns = HARD[name]
    return page_around(body, columns=columns, css=css, assets=(DRAWING,))


@pytest.mark.parametrize("name", HARD)
def test_bytes_are_the_same_with_and_without(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = hard_page(name)
    fast, fast_untagged = typeset(page, READER, STATED, URN), untagged(page)
    without(monkeypatch)
    slow = typeset(page, READER, STATED, URN)
    assert fast.data == slow.data
    assert (fast.page_starts, fast.measure) == (slow.page_starts, slow.measure)
    assert fast_untagged == untagged(page)
    assert fast_untagged != fast.data


@pytest.mark.parametrize("name", HARD)
def test_a_page_laid_out_once_is_written_for_each_standard_as_if_it_were_the_only_one(name: str) -> None:
    page = hard_page(name)
    alone = {each: typeset(page, replace(READER, standard=each), STATED, URN) for each in ("pdf/a-2u", "pdf/ua-1")}
    tasks = {
        str(number): Typesetting(page, Edition(str(number), "pdf", standard=standard), STATED, URN)
        for number, standard in enumerate(["pdf/a-2u", "pdf/ua-1", "pdf/a-2u"])
    }
    made = [task() for task in sharing(tasks).values()]
    assert [each.laid_out_for for each in made] == ["", "0", "0"]
    for task, file in zip(tasks.values(), made, strict=True):
        expected = alone[str(task.edition.standard)]
        assert replace(file, edition="reader", laid_out_for="") == expected
    assert made[0].data != made[1].data


def test_lines_of_columns_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import inline

    made: list[object] = []
    engines = inline.split_inline_box

    def counting(*arguments: Any, **options: Any) -> Any:
        made.append(None)
        return engines(*arguments, **options)

    monkeypatch.setattr(inline, "split_inline_box", counting)
    ragged = page_around(paragraphs(4), columns=2, css=GREEDY)  # balanced on one page
    typeset(ragged, READER, STATED, URN)
    fast = len(made)
    without(monkeypatch)
    made.clear()
    typeset(ragged, READER, STATED, URN)
    assert 0 < fast < 0.75 * len(made)


def test_lines_are_not_shaped_again_to_be_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.text.line_break import Layout

    shaped: list[str] = []
    engines = Layout.reactivate

    def counting(self: Any, style: Any) -> None:
        shaped.append(self.text)
        engines(self, style)

    monkeypatch.setattr(Layout, "reactivate", counting)
    page = page_around(paragraphs(9), columns=2)
    typeset(page, READER, STATED, URN)
    fast = len(shaped)
    without(monkeypatch)
    shaped.clear()
    typeset(page, READER, STATED, URN)
    assert 0 < fast < 0.1 * len(shaped)


def test_the_engine_is_as_it_was_afterwards() -> None:
    savings = (*speed.LAYING_OUT, *speed.DRAWING)
    places = [(owner, name) for saving in savings for owner, name, _ in saving()]
    before = [vars(owner)[name] for owner, name in places]
    typeset(hard_page("columns"), READER, STATED, URN)
    assert [vars(owner)[name] for owner, name in places] == before


def test_the_engine_is_as_it_was_after_a_failure() -> None:
    class Owner:
        name = "engine's"

    def broken() -> list[Substitute]:
        raise RuntimeError(Owner.name)

    with pytest.raises(RuntimeError, match="ours"), substituted([lambda: [Substitute(Owner, "name", "ours")], broken]):
        pass
    assert Owner.name == "engine's"


@pytest.mark.parametrize(("library", "release"), [("weasyprint", "71.1"), ("pydyf", "0.14.0")])
def test_another_release_works_without_the_savings_and_says_so(
    library: str, release: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module(library), "__version__", release)
    monkeypatch.setattr(engine_import, "RELEASE", release if library == "weasyprint" else engine_import.RELEASE)
    never = (lambda: pytest.fail("a saving was asked for"),)
    monkeypatch.setattr(speed, "LAYING_OUT", never)
    monkeypatch.setattr(speed, "DRAWING", never)
    file = typeset(page_around(paragraphs(1)), READER, STATED, URN)
    (note,) = [finding for finding in file.findings if finding.code == "E125"]
    assert note.severity is Severity.NOTE
    assert release in note.message


def test_an_old_pango_works_without_the_savings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert speed.unproven() == ""
    monkeypatch.setattr(speed, "OLDEST_PANGO", 99_00_00)
    assert speed.unproven().startswith("Pango 1")


def test_a_sheet_that_is_known_makes_the_same_page_again() -> None:
    css = "@page { margin: 40mm; @bottom-right { content: 'known' } } .text p { color: #123; margin: var(--m) }"
    page = page_around(paragraphs(3), columns=2, css=css)
    assert typeset(page, READER, STATED, URN).data == typeset(page, READER, STATED, URN).data


def test_what_is_wrong_in_a_known_sheet_is_told_for_every_document() -> None:
    for css in (":root { --c: nonsense } p { color: var(--c) }", "p { colour: red }"):
        page = page_around(paragraphs(1), columns=2, css=css)
        first, second = (typeset(page, READER, STATED, URN).findings for _ in range(2))
        assert [finding.code for finding in first] == ["E112"]
        assert first == second


def test_a_second_document_computes_no_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.css import ComputedStyle

    computed: list[str] = []
    engines = ComputedStyle.__missing__

    def counting(self: Any, key: str) -> Any:
        computed.append(key)
        return engines(self, key)

    monkeypatch.setattr(ComputedStyle, "__missing__", counting)
    counts = []
    for number in (1, 2):
        computed.clear()
        body = f'<h2 id="h{number}">{sentence(number)}</h2>' + paragraphs(5 - number, notes=True)
        typeset(page_around(body, columns=2, css="@page { @top-left { content: 'kept' } }"), READER, STATED, URN)
        counts.append(len(computed))
    assert counts[1] < 0.1 * counts[0]


def test_lengths_in_parts_of_the_page_are_of_their_own_document() -> None:
    css = ".text p { padding-left: 20vw; border: 1px solid }"
    pages = [page_around(paragraphs(2), css=css), page_around(paragraphs(2), css=f"@page {{ size: A6 }} {css}")]
    alone = [typeset(page, READER, STATED, URN).data for page in pages]
    assert [typeset(page, READER, STATED, URN).data for page in reversed(pages)] == alone[::-1]


def test_what_styles_are_told_is_told_for_every_document() -> None:
    page = page_around(paragraphs(1), columns=2, css=".text p { margin-left: calc(1em * 1em) }")
    known = page_around(paragraphs(1), columns=2)
    first, _, second = (typeset(each, READER, STATED, URN).findings for each in (page, known, page))
    assert [finding.code for finding in first] == ["E112"]
    assert first == second


def test_other_sheets_are_not_taken_for_a_known_one() -> None:
    wide, narrow = (page_around(paragraphs(3), columns=2, css=f"@page {{ margin: {mm}mm }}") for mm in (10, 60))
    assert typeset(wide, READER, STATED, URN).measure < typeset(narrow, READER, STATED, URN).measure
