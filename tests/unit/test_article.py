"""The article and its metadata: frozen, closed, cheap to import, its features told from its body."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from pydantic import ValidationError

from presswork.article import Article, Contact, Contributor, Metadata, Text, features_of, words_in
from presswork.text import BadValue


def meta(**changes: object) -> Metadata:
    return Metadata(**{"title": Text.of("The last tide table"), "slug": "tide-table", **changes})  # type: ignore[arg-type]


def test_metadata_is_frozen_and_closed() -> None:
    with pytest.raises(ValidationError):
        meta().title = Text.of("x")  # type: ignore[misc]
    with pytest.raises(ValidationError):
        meta(titel="x")
    with pytest.raises(ValidationError):
        meta(subtitle="a bare string is no Text")
    with pytest.raises(ValidationError):
        meta(status="done")


def test_an_article_travels_between_processes() -> None:
    article = Article.of(meta(contributors=(Contributor("Jane Roe"),)), "<p>Two words</p>")
    assert pickle.loads(pickle.dumps(article)) == article


def test_people_are_found_by_role() -> None:
    found = meta(contributors=(Contributor("Jane Roe"), Contributor("Ana Ruiz", role="trl")))
    assert [c.name for c in found.authors] == ["Jane Roe"]
    assert [c.name for c in found.by_role("trl", "edt")] == ["Ana Ruiz"]


def test_features_are_what_the_body_holds() -> None:
    body = (
        '<p>a<fn-note id="fn-1"><span class="note-p">b</span></fn-note></p><table id="tab-1"/>'
        '<pre class="code"><code>x</code></pre><figure id="fig-1"><img src="a.png" alt=""/></figure>'
        '<p lang="es">c</p><aside class="pullquote"/><a class="xref" href="#fig-1">d</a><div class="verse"/>'
        '<span class="citation">e</span><math xmlns="http://www.w3.org/1998/Math/MathML"/>'
    )
    everything = {"notes", "tables", "code", "images", "languages", "pullquotes", "xrefs", "verse", "citations", "math"}
    assert features_of(body) == everything
    assert features_of("<p>The word lang= in text, and class=&quot;verse&quot;.</p>") == frozenset()


def test_words_are_counted_without_markup() -> None:
    assert words_in("<p>A well-known tide, isn’t it? <em>Yes</em>.</p>") == 6
    assert words_in('<math><mi>x</mi><annotation encoding="x">not read</annotation></math>') == 1
    assert words_in("<p>潮汐表</p>") == 2


def test_a_contact_is_an_address_a_mail_or_a_sentence() -> None:
    assert Contact.of("letters@harbour.example").email == "letters@harbour.example"
    assert Contact.of("https://harbour.example/contact").url == "https://harbour.example/contact"
    assert str(Contact.of("Write to us.").text) == "Write to us."
    assert Contact.of({"email": "letters@harbour.example", "name": "The editors"}).name == "The editors"
    for bad in ({"mail": "x"}, {}, {"email": "x"}):
        with pytest.raises(BadValue):
            Contact.of(bad)


def test_the_model_imports_no_engine() -> None:
    heavy = ["lxml", "babel", "dateparser", "PIL", "stdnum", "license_expression", "yaml"]
    program = f"import sys, presswork.article; print([m for m in {heavy} if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
