"""Short texts keep their emphasis and lose what could harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from presswork.text import BadValue, Text, parse_email, parse_url


@pytest.mark.parametrize(
    ("html", "kept", "plain"),
    [
        ("The <em>Excelsior</em> affair", "The <em>Excelsior</em> affair", "The Excelsior affair"),
        ("a<script>alert(1)</script>b", "ab", "ab"),
        ("<p>one</p><p>two</p>", "one<br/>two", "one two"),
        ('<a href="javascript:x">c</a>', "c", "c"),
        ('<a href="https://e.example/?a=1&amp;b=2">d</a>', '<a href="https://e.example/?a=1&amp;b=2">d</a>', "d"),
        ("<em>open", "<em>open</em>", "open"),
        ("x</em>", "x", "x"),
        ('<b onclick="x" style="y">b</b>', "<b>b</b>", "b"),
        ('<img src="x" onerror="y">', "", ""),
        ("&lt;b&gt; &amp; c", "&lt;b&gt; &amp; c", "<b> & c"),
        ("a\x00\x0bb", "ab", "ab"),
        ('<span lang="es">texto</span>', '<span lang="es">texto</span>', "texto"),
        ("<svg><script>x</script></svg>y", "y", "y"),
        ("<script>never closed", "", ""),
    ],
)
def test_markup_is_kept_when_it_is_safe(html: str, kept: str, plain: str) -> None:
    found = Text.from_html(html)
    assert (found.html, found.plain) == (kept, plain)


@given(st.text(alphabet="<>/&;\"'= abemscriptp\n\x00{", max_size=120))
def test_any_input_becomes_well_formed_and_stays_the_same_when_read_again(html: str) -> None:
    found = Text.from_html(html)
    etree.fromstring(f"<t>{found.html}</t>")
    assert Text.from_html(found.html).html == found.html


@given(st.text(max_size=60))
def test_plain_text_is_escaped(plain: str) -> None:
    found = Text.of(plain)
    root = etree.fromstring(f"<t>{found.html}</t>")
    assert len(root) == 0
    assert (root.text or "") == found.plain


def test_a_text_prints_as_itself() -> None:
    text = Text.of("a & b")
    assert (str(text), text.__html__(), bool(text), bool(Text.of(" "))) == ("a & b", "a &amp; b", True, False)


@pytest.mark.parametrize(
    "address", ["ftp://a.example", "a.example", "https://", "https://a b", "javascript:x", "http://[a"]
)
def test_only_web_addresses_are_addresses(address: str) -> None:
    with pytest.raises(BadValue):
        parse_url(address)


def test_addresses_and_mail() -> None:
    assert parse_url(" https://harbour.example/a?b=c#d ") == "https://harbour.example/a?b=c#d"
    assert parse_email("mailto:letters@harbour.example") == "letters@harbour.example"
    for bad in ("letters", "a@b", "a b@c.example", "<a@c.example>"):
        with pytest.raises(BadValue):
            parse_email(bad)
