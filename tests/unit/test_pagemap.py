"""The count that print and e-book share."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from presswork.pagemap import BodyText, body_characters, counted, is_counted

BODY = (
    "<div><h2>One  two</h2><p>Thr\u00adee<fn-note><span>a note</span></fn-note>, <em>fo</em>ur"
    '<a href="#x">Figure 1</a><span data-generated="">, page 4</span>.</p>'
    '<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>\u00a0five<!-- no --></p></div>'
)


@pytest.mark.parametrize("parse", [etree.fromstring, ET.fromstring], ids=["lxml", "ElementTree"])
def test_counts_running_text_only(parse: Any) -> None:
    assert "".join(c.char for c in body_characters(parse(BODY))) == "OnetwoThree,fourFigure1.five"


@pytest.mark.parametrize("parse", [etree.fromstring, ET.fromstring], ids=["lxml", "ElementTree"])
def test_each_character_says_where_it_stands(parse: Any) -> None:
    for char, element, slot, offset in body_characters(parse(BODY)):
        assert getattr(element, slot)[offset] == char


def test_the_tail_of_the_root_is_not_the_body() -> None:
    root = etree.fromstring("<body><p>a</p>outside</body>")
    assert [c.char for c in body_characters(root[0])] == ["a"]


@given(st.text(alphabet=st.sampled_from("ab \u00a0\u00ad\u2009\n<>é")))
def test_texts_are_counted_as_their_characters_are(text: str) -> None:
    assert counted(text) == "".join(char for char in text if is_counted(char))


@pytest.mark.parametrize("parse", [etree.fromstring, ET.fromstring], ids=["lxml", "ElementTree"])
def test_the_characters_since_an_offset_are_the_last_ones(parse: Any) -> None:
    root = parse(BODY)
    body, characters = BodyText(root), list(body_characters(root))
    assert len(body) == len(characters) == len(str(body))
    for offset in range(len(characters) + 1):
        assert list(body.since(offset)) == characters[offset:]
