"""What `convert` promises beside the vocabulary: titles, metadata, notes of repairs, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from presswork.diagnostics import Rejected

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Convert


def told(out: object) -> list[str]:
    """The findings' first lines."""
    return [str(finding).splitlines()[0] for finding in out.findings]  # type: ignore[attr-defined]


def test_a_first_headline_is_the_title(convert: Convert) -> None:
    out = convert("# The *long* quay\n\nText.\n\n## North\n")
    assert out.title_from_h1 is not None
    assert out.title_from_h1.plain == "The long quay"
    assert out.title_from_h1.html == "The <em>long</em> quay"
    assert out.body == '<p>Text.</p>\n<h2 id="north">North</h2>'
    assert not out.findings


def test_a_headline_that_repeats_the_title_is_not_set_twice(convert: Convert) -> None:
    out = convert("---\ntitle: The long quay!\n---\n\n# The *Long* Quay\n\nText.\n")
    assert out.title_from_h1 is None
    assert out.body == "<p>Text.</p>"


def test_first_level_headings_below_a_title_are_sections(convert: Convert) -> None:
    out = convert("---\ntitle: The quay\n---\n\n# North\n\nText.\n\n## Far north\n\n# South\n")
    assert out.body.count("<h2") == 2
    assert '<h3 id="far-north">' in out.body
    assert not out.findings


def test_a_note_on_the_headline_is_not_lost(convert: Convert) -> None:
    out = convert("# The quay[^1]\n\nText.\n\n[^1]: First printed in spring.\n")
    assert str(out.title_from_h1) == "The quay"
    assert "Text.<fn-note" in out.body
    assert told(out) == ["one.md:1: note T214 the footnote on the headline stands at the end of the first paragraph"]


def test_metadata_is_html_of_the_front_matter(convert: Convert) -> None:
    front = (
        "title: 'A \"quoted\" *word* -- and'\nsubtitle: 1. An island\nsummary: |\n  One.\n\n  Two.\nnumber: 7\n"
        "date: 2026-03-01\ncontributors:\n  - name: O'Neil & Sons\n    bio: Wrote *this*.[^1]\nseries:\n"
    )
    out = convert(f"---\n{front}---\n\nText.\n")
    assert out.metadata["title"] == 'A "quoted" <em>word</em> -- and'
    assert out.metadata["subtitle"] == "1. An island"
    assert out.metadata["summary"] == "<p>One.</p>\n<p>Two.</p>"
    assert out.metadata["date"] == "2026-03-01"
    assert out.metadata["contributors"][0]["name"] == "O'Neil &amp; Sons"
    assert "series" not in out.metadata


def test_front_matter_does_not_steer_the_reader(convert: Convert, tmp_path: Path) -> None:
    (tmp_path / "works.bib").write_text("@book{a, title={A}, author={B}, year=2000}")
    front = f"bibliography: {tmp_path}/works.bib\ncsl: /etc/passwd\nheader-includes: x\nlang: tlh\n"
    out = convert(f"---\n{front}---\n\nSee @a.\n")
    assert out.body == "<p>See @a.</p>"


def test_works_in_the_front_matter_are_a_bibliography(convert: Convert) -> None:
    front = "references:\n- id: a\n  type: book\n  title: The Quay\n  author: [{family: Okafor, given: Ruth}]\n"
    out = convert(f"---\n{front}  issued: {{date-parts: [[2019]]}}\n---\n\nSee @a.\n")
    assert '<a href="#ref-a">2019</a>' in out.body
    assert '<section class="bibliography" id="bibliography">' in out.body
    assert "references" not in out.metadata


def test_an_unknown_work_is_an_error_with_its_near_one(convert: Convert, tmp_path: Path) -> None:
    works = tmp_path / "works.bib"
    works.write_text("@book{okafor2019, title={A}, author={B}, year=2000}")
    with pytest.raises(Rejected) as caught:
        convert("See @okafor2019.\n\nSee @okafor2018 and @fig:x.\n", bibliography=(works,))
    assert [str(finding).splitlines()[:2] for finding in caught.value.findings] == [
        ["one.md:3: error T250 'okafor2018' is not in the bibliography", "    hint: did you mean 'okafor2019'?"],
        ["one.md:3: error T262 the cross-reference 'fig-x' names nothing in the text"],
    ]


NOTE_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>N</title>
<id>n</id><updated>2026-01-01T00:00:00Z</updated></info><citation><layout suffix="."><names variable="author"/>
<text variable="title" prefix=", "/></layout></citation></style>"""


def test_a_note_style_makes_footnotes(convert: Convert, tmp_path: Path) -> None:
    works, style = tmp_path / "works.bib", tmp_path / "note.csl"
    works.write_text("@book{a, title={The Quay}, author={Okafor, Ruth}, year=2000}")
    style.write_text(NOTE_STYLE)
    out = convert("Built twice [@a].\n", bibliography=(works,), csl=style)
    (note,) = etree.fromstring(f"<body>{out.body}</body>").iter("fn-note")
    assert "Ruth Okafor, The quay" in "".join(note.itertext())
    assert "bibliography" not in out.body


def test_a_broken_bibliography_is_told(convert: Convert, tmp_path: Path) -> None:
    works = tmp_path / "works.bib"
    works.write_text("@book{a, title={")
    with pytest.raises(Rejected, match="T121"):
        convert("See @a.\n", bibliography=(works,))


def test_labels_are_in_the_language_of_the_article(convert: Convert) -> None:
    text = "![Ein Kran](k.png){#fig-k}\n\nSiehe @fig:k und [Abbildung](#fig-k).\n"
    out = convert(text, language="de")
    assert out.body.count("Abbildung\u00a01") == 3


def test_references_between_documents_that_number_themselves(convert: Convert) -> None:
    out = convert("![Figure 7: A crane](k.png){#fig-k}\n\nSee [Figure 7](#fig-k).\n")
    assert '<span class="label">Figure\u00a01</span> <span class="caption">A crane</span>' in out.body
    assert ">Figure\u00a01</a>" in out.body


def test_two_parts_of_one_name(convert: Convert) -> None:
    out = convert("## One {#x}\n\n## Two {#x}\n\n[here](#x)\n")
    assert '<h2 id="x">One</h2>\n<h2 id="x-2">Two</h2>' in out.body
    assert told(out) == ["one.md:3: warning T260 two parts of the text are called 'x'"]


def test_abbreviations_everywhere_but_in_code(convert: Convert) -> None:
    text = "NATO, *NATO*-led; `NATO` NATOs.[^1] [NATO](https://a.example)\n\n[^1]: On NATO.\n"
    out = convert(text, abbreviations={"NATO": 'The "Alliance" & <co>'})
    assert out.body.count('<abbr title="The &quot;Alliance&quot; &amp; &lt;co&gt;">NATO</abbr>') == 4
    assert "<code>NATO</code>" in out.body


def test_lists_and_page_breaks_by_habit(convert: Convert) -> None:
    out = convert("These:\n- one\n- two\n\n\\newpage\n\nText.\n")
    assert told(out) == [
        "one.md:2: warning T217 lines that look like a list are part of a paragraph",
        "one.md:5: note T216 the page break '\\newpage' is left out",
    ]


def test_ideographs_are_joined_without_a_blank(convert: Convert) -> None:
    assert convert("港口很\n安静。 but\nhere\n", language="zh").body == "<p>港口很安静。 but here</p>"


def test_images_in_the_text_become_media(convert: Convert, png: bytes) -> None:
    import base64

    address = "data:image/png;base64," + base64.b64encode(png).decode()
    out = convert(f"![A pier]({address})\n")
    assert 'src="media/inline-1.png"' in out.body
    assert out.media == {"media/inline-1.png": png}


@pytest.mark.parametrize("text", ["---\ntitle: X\n---\n", "# Only a title\n", "<!-- nothing -->\n", "\\newpage\n"])
def test_an_article_without_text_is_refused(convert: Convert, text: str) -> None:
    with pytest.raises(Rejected, match="T106 the article has no text"):
        convert(text)


def test_an_attachment_is_an_error(convert: Convert) -> None:
    with pytest.raises(Rejected) as caught:
        convert('Text.\n\n<a rel="Attachment" href="https://a.example/x">x</a>\n')
    assert str(caught.value.findings[0]).startswith("one.md:3: error T204")


def test_the_same_text_gives_the_same_body(convert: Convert) -> None:
    text = "# T\n\nA[^1] [b](#c)\n\n## C {#c}\n\n![x](y.png)\n\n[^1]: N.\n"
    assert convert(text) == convert(text)
