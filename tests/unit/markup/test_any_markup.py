"""Whatever markup an author writes, the body that comes out is in the vocabulary, or it is refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presswork import manuscript, markup
from presswork.diagnostics import Rejected
from presswork.text import names

from .vocabulary import faults, outline_faults

CASES = sorted((Path(__file__).parents[2] / "cases" / "body").glob("*/out.html"))
TAGS = sorted(
    names(
        "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr div table caption thead tbody tr th td figure"
        " figcaption aside section em strong a img span code math mi mrow br q sup sub abbr footer script style svg"
        " iframe input button form u font center o:p fn-note article main nav header ruby rt label colgroup col summary"
        " details mark"
    )
)
ATTRIBUTES = (
    'class="pullquote"', 'class="aside"', 'class="verse"', 'class="epigraph"', 'class="footnotes"',
    'class="references"',
    'class="footnote-ref" href="#n1"', 'class="citation" data-cites="fig:a"', 'class="csl-entry"', 'class="math"',
    'id="a"', 'id="n1"', 'id="1 2"', 'href="#a"', 'href="#nowhere"', 'href="javascript:x"', 'href="https://a.example"',
    'src="a.png"', 'src=""', 'src="data:image/png;base64,AAAA"', 'alt="x"', 'style="text-align: right"', 'onclick="x"',
    'lang="es"', 'lang="no language"', 'dir="rtl"', 'colspan="2"', 'data-by="x"', 'data-title="x"', 'xmlns="x"',
    'role="presentation"', 'data-custom-style="Quote"', 'data-custom-style="Caption"', 'type="checkbox"', 'start="0"',
)  # fmt: skip
TEXTS = (
    "word",
    " ",
    "\n",
    "— Someone",
    "(Photo: A)",
    "&lt;",
    "&#1;",
    "\u00a0",
    "1",
    "<!-- x -->",
    "<",
    "&",
    "| a",
    "WHO",
)

pieces = st.one_of(
    st.builds(
        lambda tag, attributes: f"<{' '.join([tag, *attributes])}>",
        st.sampled_from(TAGS),
        st.lists(st.sampled_from(ATTRIBUTES), max_size=2),
    ),
    st.builds(lambda tag: f"</{tag}>", st.sampled_from(TAGS)),
    st.sampled_from(TEXTS),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_the_cases_are_in_the_vocabulary(case: Path) -> None:
    body = case.read_text("utf-8")
    assert faults(body) == []
    assert outline_faults(body) == []


@settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(pieces, max_size=25).map("".join))
def test_any_html_becomes_the_vocabulary_or_is_refused(text: str) -> None:
    try:
        read = manuscript.from_text(text, path=Path("x.html"), display="x.html")
        page = manuscript.Manuscript(read.path, read.display, "html", text, body=text)
        out = markup.convert(page, language="en", abbreviations={"WHO": "x"})
    except Rejected:
        return
    assert faults(out.body) == []
    assert outline_faults(out.body) == []
