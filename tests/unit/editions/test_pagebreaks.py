"""Markers stand where printed pages begin, never inside a word, and never in a heading's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from presswork.edition import PageStart
from presswork.editions.epub_body import EPUB_TYPE, inner_xml, parse
from presswork.editions.pagebreaks import mark_pages
from presswork.pagemap import body_characters, is_counted


def marked(body: str, *words: str) -> str:
    """The body with page 2, 3... beginning at the words (spaces left out), markers written `[2]`."""
    root = parse(body)
    text = "".join(c.char for c in body_characters(root))
    offsets = [0, *(text.index(word) if word else len(text) for word in words)]
    mark_pages(root, [PageStart(str(n), at) for n, at in enumerate(offsets, 1)])
    for mark in [e for e in root.iter("span") if e.get(EPUB_TYPE) == "pagebreak"]:
        mark.text = f"[{mark.get('aria-label')}]"
        etree.strip_attributes(mark, *mark.attrib)
    return inner_xml(root).replace("<span>[", "[").replace("]</span>", "]")


@pytest.mark.parametrize(
    ("body", "words", "expected"),
    [
        ("<p>one two three</p>", ["two"], "<p>one [2]two three</p>"),
        ("<p>one</p><p>two</p>", ["two"], "<p>one</p><p>[2]two</p>"),
        # a hyphen that layout put inside a word
        ("<p>an unbelievable tide</p>", ["lievable"], "<p>an [2]unbelievable tide</p>"),
        ("<p>an un\u00adbelievable tide</p>", ["believable"], "<p>an [2]un\u00adbelievable tide</p>"),
        ("<p>a well-known clerk</p>", ["known"], "<p>a [2]well-known clerk</p>"),
        # a word that inline elements cut
        ("<p>an <em>un</em>believable tide</p>", ["lievable"], "<p>an <em>[2]un</em>believable tide</p>"),
        ("<p>an un<em>be<b>lie</b></em>vable tide</p>", ["evable"], "<p>an [2]un<em>be<b>lie</b></em>vable tide</p>"),
        # after a dash a word begins
        ("<p>a clerk\u2014his pen</p>", ["hispen"], "<p>a clerk\u2014[2]his pen</p>"),
        # a note between is no part of the word, and its text does not count
        (
            '<p>clerk<fn-note id="n"><span>two</span></fn-note> two</p>',
            ["two"],
            '<p>clerk<fn-note id="n"><span>two</span></fn-note> [2]two</p>',
        ),
        ("<p>one<br/>two</p>", ["two"], "<p>one<br/>[2]two</p>"),
        # headings and captions keep their names clean
        ("<p>one</p><h2>A <em>tide</em></h2>", ["Atide"], "<p>one</p>[2]<h2>A <em>tide</em></h2>"),
        ("<h2><em>A</em> tide</h2>", ["Atide"], "[2]<h2><em>A</em> tide</h2>"),
        (
            "<figure><img/><figcaption><span>Figure 1</span> tide</figcaption></figure>",
            ["Figure1"],
            "[2]<figure><img/><figcaption><span>Figure 1</span> tide</figcaption></figure>",
        ),
        (
            "<table><caption>Tides</caption><tr><td>1</td></tr></table>",
            ["Tides"],
            "[2]<table><caption>Tides</caption><tr><td>1</td></tr></table>",
        ),
        ("<ol><li>1</li><li>2</li></ol>", ["2"], "<ol><li>1</li><li>[2]2</li></ol>"),
        # a script without spaces has no word to go back to
        ("<p>潮汐表掛在門邊</p>", ["掛在"], "<p>潮汐表[2]掛在門邊</p>"),
        ("<p>" + "x" * 100 + "yz</p>", ["yz"], "<p>" + "x" * 100 + "[2]yz</p>"),
        # pages that hold nothing of the body
        ("<p>one</p>", ["", ""], "<p>one</p>[2][3]"),
        ("<p>one two</p>", ["one", "two"], "<p>[2]one [3]two</p>"),
        ("<h2>one</h2>", ["one", "one"], "[2][3]<h2>one</h2>"),
        # two pages that begin within one word
        ("<p>a unbelievable b</p>", ["believ", "able"], "<p>a [2][3]unbelievable b</p>"),
    ],
)
def test_markers(body: str, words: list[str], expected: str) -> None:
    assert marked(body, *words) == expected


def test_marks_keep_the_folios_and_have_ids_of_their_own() -> None:
    root = parse('<h2 id="page-2">Page 2</h2><p>one two three four</p>')
    marks = mark_pages(root, [PageStart("xii", 0), PageStart("2", 5), PageStart("2", 8), PageStart("§", 11)])
    assert [mark.label for mark in marks] == ["xii", "2", "2", "§"]
    assert len({mark.id for mark in marks} | {"page-2"}) == 5
    assert {e.get("id") for e in root.iter("span")} == {mark.id for mark in marks[1:]}


WORDS = st.lists(
    st.sampled_from(["tide", "un\u00adder", "a", "well-known", "sea,", "\u2014", "é"]), min_size=1, max_size=12
)
INLINE = st.sampled_from(["", "em", "b", "span"])


@given(st.lists(st.tuples(WORDS, INLINE), min_size=1, max_size=6), st.data())
def test_markers_change_no_text_and_part_no_word(paragraphs: list[tuple[list[str], str]], data: st.DataObject) -> None:
    body = "".join(
        f"<p><{tag}>{' '.join(words)}</{tag}></p>" if tag else f"<p>{' '.join(words)}</p>" for words, tag in paragraphs
    )
    root = parse(body)
    characters = "".join(c.char for c in body_characters(root))
    offsets = sorted(data.draw(st.lists(st.integers(0, len(characters)), max_size=5)))
    starts = [PageStart(str(n), at) for n, at in enumerate([0, *offsets], 1)]
    marks = mark_pages(root, starts)
    assert "".join(c.char for c in body_characters(root)) == characters
    placed = [e for e in root.iter("span") if e.get(EPUB_TYPE) == "pagebreak"]
    assert [e.get("id") for e in placed] == [m.id for m in marks[1:]]
    for mark, start in zip(placed, starts[1:], strict=True):
        before, after = _around(root, mark)
        assert not before or before[-1].isspace() or before[-1] in "\u2014|" or not after.strip("|")
        moved = start.offset - sum(map(is_counted, before.replace("|", "")))
        assert moved >= 0, "a marker may move back to its word's beginning, never on"
        assert not moved or not any(map(str.isspace, after[:moved])), "and no farther than that"


def _around(root: etree._Element, mark: etree._Element) -> tuple[str, str]:
    """The text before and after a marker, with `|` where a paragraph begins."""
    for p in root.iter("p"):
        p.text = "|" + (p.text or "")
    mark.text = "^"
    whole = "".join(root.itertext())
    mark.text = None
    for p in root.iter("p"):
        p.text = (p.text or "")[1:]
    before, _, after = whole.partition("^")
    return before, after
