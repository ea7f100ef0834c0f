"""What holds for every text in every language: idempotence, letters and digits, markup, and what the face can draw."""

from __future__ import annotations

import html
import re
from pathlib import Path

import font_source_serif_pro
import pytest
from fontTools.ttLib import TTFont
from hypothesis import example, given, settings
from hypothesis import strategies as st

from presswork.typography import refine_html, refine_text
from presswork.typography.conventions import CONVENTIONS
from presswork.typography.passage import BLOCK, MASK

LANGUAGES = st.sampled_from([*sorted(CONVENTIONS), "en-US", "de-AT", "xx", "es-MX", "zh-Hant-TW"])
PROSE = """ " ' -- --- - – — … ... .. . , ; : ! ? « » “ ” „ ‘ ’ ‚ ( ) [ ] / & % § № x X 0 5 12 1914-18 3/4 1/2 10x15 2
    000 'tis '90s 'n' Mr. Dr. J. p. No. z.B. s.o. 16 März March M. S. Nr. word Word l'ami dogs' Excelsior ab-c COVID-19
    https://a.example/b--c x@y.example ../a/b.txt --help 2021-03-16 978-3-16-148410-0 +49 30 123456 5'10" 6" -5 -$5
    <a b> `x` \\ ; $5-$10 10:30-11:45 pp. 12-15 и в z w k he's rock'n'roll ¿ ¡ † * _ # @ + = < > ~ | ^ `` ''
    """
WORDS = st.sampled_from([*PROSE.split(), " ", "\u00a0", "\u202f", "\n", "\n\n", "  "])
TEXTS = st.lists(WORDS, max_size=14).map("".join) | st.lists(WORDS, max_size=10).map(" ".join) | st.text(max_size=40)


def letters_and_digits(text: str) -> str:
    for sign, written in (("×", "x"), ("X", "x"), ("½", "1/2"), ("¼", "1/4"), ("¾", "3/4")):
        text = text.replace(sign, written)
    return "".join(character for character in text if character.isalnum())


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TEXTS, LANGUAGES)
@example("'\"'\"", "en")
@example('a--"b"--c', "en")
@example('5"-"5', "fr")
def test_refining_twice_is_refining_once(text: str, language: str) -> None:
    once = refine_text(text, language)
    assert refine_text(once, language) == once


@settings(max_examples=150, deadline=None, derandomize=True)
@given(TEXTS, LANGUAGES)
def test_letters_and_digits_stay(text: str, language: str) -> None:
    assert letters_and_digits(refine_text(text, language)) == letters_and_digits(text)


def markup(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inline = texts.map(lambda text: html.escape(text, quote=False).replace(BLOCK, "").replace(MASK, ""))

    def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        tags = st.sampled_from(
            ["em", 'span lang="fr"', 'span lang="he"', "b", "code", 'a href="x--y"', "fn-note", "q", 'i lang="de"']
        )
        element = st.tuples(tags, inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>")
        return st.lists(inner | element | st.just("<br/>") | st.just('<img alt="-- a"/>'), max_size=4).map("".join)

    paragraph = st.recursive(inline, wrapped, max_leaves=8).map(lambda inner: f"<p>{inner}</p>")
    return st.lists(paragraph, min_size=1, max_size=3).map("".join)


TAG = re.compile(r"<[^<>]*>")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(markup(TEXTS), LANGUAGES)
def test_markup_stays_and_fragments_are_refined_once(fragment: str, language: str) -> None:
    once = refine_html(fragment, language)
    assert TAG.findall(once) == TAG.findall(fragment)
    assert refine_html(once, language) == once
    plain, refined = (html.unescape(TAG.sub("", text)) for text in (fragment, once))
    assert letters_and_digits(refined) == letters_and_digits(plain)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TEXTS.filter(lambda text: "<" not in text and "&" not in text), LANGUAGES)
def test_a_fragment_without_markup_is_a_text(text: str, language: str) -> None:
    assert refine_html(f"<p>{html.escape(text, quote=False)}</p>", language) == (
        f"<p>{html.escape(refine_text(text, language), quote=False)}</p>"
    )


@pytest.fixture(scope="module")
def covered() -> set[int]:
    folder = Path(font_source_serif_pro.__file__).parent
    with TTFont(next(folder.rglob("SourceSerifPro-Regular.otf"))) as face:
        return set(face.getBestCmap())


@pytest.mark.parametrize("language", sorted(CONVENTIONS))
def test_every_mark_that_can_be_added_is_in_the_face_or_drawn_from_its_space(language: str, covered: set[int]) -> None:
    convention = CONVENTIONS[language]
    added = set(
        "".join((*convention.double, *convention.single, convention.guillemet_space, *convention.high.values()))
    )
    added |= set("’′″–—\u2212×½¼¾…\u00a0\u202f")
    # HarfBuzz draws U+202F from the face's own space; every other character needs a glyph.
    assert {character for character in added if ord(character) not in covered} <= {"\u202f"}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TEXTS, LANGUAGES)
def test_nothing_invisible_is_added(text: str, language: str) -> None:
    invisible = {"\u2060", "\u200a", "\u2009", "\u200b", "\u00ad", "\u2011", BLOCK, MASK}
    assert not (set(refine_text(text, language)) - set(text)) & invisible
