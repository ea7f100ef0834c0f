"""Notes lifted out of the text: numbers, links both ways, languages kept, nothing lost."""

from __future__ import annotations

from lxml import etree

from presswork.editions.notes import lift_notes
from presswork.labels import labels_for


def _lift(body: str, language: str = "en") -> tuple[str, list[str]]:
    root = etree.fromstring(f"<body>{body}</body>")
    asides = lift_notes(root, labels=labels_for(language))
    return etree.tostring(root, encoding="unicode"), [etree.tostring(a, encoding="unicode") for a in asides]


def test_a_note_becomes_a_reference_and_an_aside_that_link_to_each_other() -> None:
    text, [aside] = _lift(
        '<p>Word<fn-note id="fn-1"><span class="note-p">See <em>that</em>.</span></fn-note>, more.</p>'
    )
    assert text == (
        '<body><p>Word<a class="noteref" role="doc-noteref" id="fn-1-ref" href="#fn-1">1</a>, more.</p></body>'
    )
    assert aside == (
        '<aside id="fn-1" class="note" role="doc-footnote"><p><a class="note-number" role="doc-backlink" '
        'href="#fn-1-ref" aria-label="1. Back to the text">1</a>\u00a0See <em>that</em>.</p></aside>'
    )


def test_notes_are_numbered_in_the_order_of_the_text_wherever_they_stand() -> None:
    _, asides = _lift(
        '<h2 id="a">H<fn-note id="fn-7"><span class="note-p">x</span></fn-note></h2><table><tr><td>'
        'c<fn-note id="fn-2"><span class="note-p">y</span></fn-note></td></tr></table>'
    )
    assert [a.split('aria-label="')[1][0] for a in asides] == ["1", "2"]
    assert ['id="fn-7"' in asides[0], 'id="fn-2"' in asides[1]] == [True, True]


def test_paragraphs_of_a_note_stay_paragraphs() -> None:
    _, [aside] = _lift(
        '<p>w<fn-note id="fn-1"><span class="note-p">One.</span> <span class="note-p">Two.</span></fn-note></p>'
    )
    assert aside.count("<p>") == 2
    assert aside.endswith("<p>Two.</p></aside>")


def test_a_note_without_paragraph_spans_is_one_paragraph() -> None:
    _, [aside] = _lift('<p>w<fn-note id="fn-1">Bare <b>text</b> here</fn-note></p>')
    assert "\u00a0Bare <b>text</b> here</p>" in aside


def test_a_note_keeps_the_language_of_the_part_in_which_it_stood() -> None:
    _, [aside] = _lift(
        '<div dir="rtl" lang="ar"><p>w<fn-note id="fn-1"><span class="note-p">t</span></fn-note></p></div>'
    )
    assert 'lang="ar" dir="rtl"' in aside


def test_the_backlink_speaks_the_language_of_the_article() -> None:
    _, [aside] = _lift('<p>w<fn-note id="fn-1"><span class="note-p">t</span></fn-note></p>', "de")
    assert 'aria-label="1. Zurück zum Text"' in aside


def test_a_tree_in_the_xhtml_namespace_stays_in_it() -> None:
    root = etree.fromstring(
        '<p xmlns="http://www.w3.org/1999/xhtml">w<fn-note id="n"><span class="note-p">t</span></fn-note></p>'
    )
    [aside] = lift_notes(root, labels=labels_for("en"))
    assert {etree.QName(e).namespace for e in [*root.iter(), *aside.iter()]} == {"http://www.w3.org/1999/xhtml"}
