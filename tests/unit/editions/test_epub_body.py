"""The body vocabulary as an e-book has it."""

from __future__ import annotations

import pytest

from presswork.editions import epub_body
from presswork.editions.epub_body import Chapter, chapters, parse
from presswork.labels import labels_for


def made(body: str) -> Chapter:
    (chapter,) = chapters(parse(body), labels_for("en"))
    return chapter


def test_a_note_becomes_a_reference_and_an_aside_that_lead_to_each_other() -> None:
    chapter = made('<p>Ink<fn-note id="fn-1"><span class="note-p">Black.</span></fn-note>.</p>')
    assert chapter.body == (
        '<p>Ink<sup><a class="noteref" role="doc-noteref" id="fn-1-ref" href="#fn-1" epub:type="noteref">1</a></sup>'
        ".</p>"
    )
    (note,) = chapter.notes
    assert note.startswith('<aside id="fn-1" class="note" role="doc-footnote" epub:type="footnote"><p>')
    assert 'role="doc-backlink" href="#fn-1-ref"' in note
    assert "Black." in note


def test_a_note_inside_a_link_is_referred_to_behind_it() -> None:
    chapter = made('<p><a href="#x">Ink<fn-note id="n"><span class="note-p">B</span></fn-note> pot</a> here</p>')
    assert chapter.body.startswith('<p><a href="#x">Ink pot</a><sup><a class="noteref"')
    assert chapter.body.endswith("</sup> here</p>")


def test_languages_of_parts_are_said_twice_for_xhtml() -> None:
    chapter = made('<p lang="es">uno<fn-note id="n"><span class="note-p"><i lang="fr">deux</i></span></fn-note></p>')
    assert '<p lang="es" xml:lang="es">' in chapter.body
    assert 'lang="es"' in chapter.notes[0]
    assert 'xml:lang="es"' in chapter.notes[0]
    assert '<i lang="fr" xml:lang="fr">' in chapter.notes[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<aside class="pullquote"><p>x</p></aside>', 'epub:type="pullquote" role="doc-pullquote"'),
        ('<blockquote class="epigraph"><p>x</p></blockquote>', 'epub:type="epigraph" role="doc-epigraph"'),
        ('<section class="bibliography"><h2 id="b">B</h2></section>', 'role="doc-bibliography"'),
        ('<p><a href="#ref-a">A</a></p>', 'epub:type="biblioref" role="doc-biblioref"'),
    ],
)
def test_semantics_are_said(body: str, said: str) -> None:
    assert said in made(body).body


def test_what_follows_a_heading_is_in_its_section() -> None:
    chapter = made('<p>0</p><h2 id="a">A</h2><p>1</p><h3 id="b">B</h3><p>2</p><h2 id="c">C</h2><p>3</p>')
    assert chapter.body == (
        '<p>0</p><section aria-labelledby="a"><h2 id="a">A</h2><p>1</p><section aria-labelledby="b"><h3 id="b">B</h3>'
        '<p>2</p></section></section><section aria-labelledby="c"><h2 id="c">C</h2><p>3</p></section>'
    )


def test_a_bibliography_is_no_part_of_the_section_before_it() -> None:
    chapter = made('<h2 id="a">A</h2><p>1</p><section class="bibliography" id="s"><h2 id="b">B</h2></section>')
    assert "</section><section class" in chapter.body


def test_headings_are_listed_by_their_words_and_those_in_boxes_are_not() -> None:
    chapter = made(
        '<h2 id="a">A <em>tide</em>\u00ad<fn-note id="n"><span class="note-p">x</span></fn-note></h2>'
        '<aside class="aside"><h3 id="box">Box</h3></aside><h2>No id</h2>'
    )
    assert [(h.level, h.title, h.href) for h in chapter.headings] == [
        (2, "A tide", "article.xhtml#a"),
        (2, "No id", "article.xhtml#heading-3"),
    ]


def test_elements_without_content_are_closed_as_html_parsers_expect() -> None:
    assert made('<p>a<br/><span id="x"/></p><table><tr><td/></tr></table>').body == (
        '<p>a<br/><span id="x"></span></p><table><tr><td></td></tr></table>'
    )


def test_what_the_manifest_must_say() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>'
    assert made(f"<p>{math}</p>").properties == ("mathml",)
    assert made(f'<p>x<fn-note id="n"><span class="note-p">{math}</span></fn-note></p>{svg}').properties == (
        "svg",
        "mathml",
    )
    assert made("<p>the words svg and math</p>").properties == ()


def test_text_that_looks_like_our_own_markup_stays() -> None:
    code = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    assert f"<code>{code}</code>" in made(f"<pre><code>{code}</code></pre>").body


def test_a_long_text_is_cut_before_headings_and_links_find_their_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub_body, "LONGEST_FILE", 400)
    paragraph = f"<p>{'tide ' * 50}</p>"
    body = f'<h2 id="a">A</h2>{paragraph}<p><a href="#b">on</a><fn-note id="n"><span class="note-p"><a href="#b">x</a>'
    body += f'</span></fn-note></p><h2 id="b">B</h2>{paragraph}<p><a href="#a">back</a> <a href="#b">up</a></p>'
    first, second = chapters(parse(body), labels_for("en"))
    assert (first.name, second.name) == ("article-1.xhtml", "article-2.xhtml")
    assert 'href="article-2.xhtml#b"' in first.body
    assert 'href="article-2.xhtml#b"' in first.notes[0]
    assert 'href="article-1.xhtml#a"' in second.body
    assert 'href="#b">up' in second.body
    assert not second.notes
