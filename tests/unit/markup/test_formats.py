"""Every format that editors send: title, authors, text, notes, pictures come through, made here from own text."""

from __future__ import annotations

import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from presswork import manuscript, markup
from presswork.markup.pandoc import program

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Convert

SOURCE = """---
title: The Long Quay
subtitle: A walk
author: [Ruth Okafor, Uwe Behr]
date: 2026-03-01
lang: de
---

# The north end

The quay was built *twice*.[^1]

![A crane over the basin. (Photo: Ana Ruiz)](crane.png)

> Nobody remembers why.

| Harbour | Depth |
|---------|------:|
| North   | 9 m   |

: Depths at low water

[^1]: Once in stone.
"""


@pytest.fixture
def made(tmp_path: Path, png: bytes):  # type: ignore[no-untyped-def]
    """Makes a document from Markdown with pandoc and reads it."""

    def make(suffix: str, source: str = SOURCE, *arguments: str) -> Path:
        (tmp_path / "crane.png").write_bytes(png)
        (tmp_path / "in.md").write_text(source, "utf-8")
        path = tmp_path / f"made.{suffix}"
        command = [program(), "in.md", "--standalone", *arguments, "-o", path.name]
        subprocess.run(command, cwd=tmp_path, check=True, env={"SOURCE_DATE_EPOCH": "1772323200"})
        return path

    return make


def converted(path: Path) -> markup.Converted:
    read = manuscript.read(path, display=path.name, root=None)
    return markup.convert(read, language="de")


def tree(made: markup.Converted) -> etree._Element:
    return etree.fromstring(f"<body>{made.body}</body>")


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "html"])
def test_documents_bring_their_metadata(made, suffix: str) -> None:  # type: ignore[no-untyped-def]
    options = ["--embed-resources"] if suffix == "html" else []
    out = converted(made(suffix, SOURCE, *options))
    title = out.metadata.get("title") or str(out.title_from_h1)
    assert title == "The Long Quay"
    assert out.metadata["author"] == ["Ruth Okafor", "Uwe Behr"]
    assert out.metadata["date"] == "2026-03-01"
    assert out.metadata["language"] == "de"
    assert "Ruth Okafor" not in out.body


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "html", "rtf"])
def test_documents_bring_text_notes_and_pictures(made, suffix: str, png: bytes) -> None:  # type: ignore[no-untyped-def]
    options = ["--embed-resources"] if suffix == "html" else []
    out = converted(made(suffix, SOURCE, *options))
    body = tree(out)
    assert body.xpath("string(//fn-note)") == "Once in stone."
    assert body.xpath("string(//p[fn-note]/em)") == "twice" or suffix == "rtf"
    (source,) = body.xpath("//figure/img/@src")
    assert out.media[source] == png
    assert [cell.text for cell in body.iter("th", "td")] == ["Harbour", "Depth", "North", "9 m"]
    if suffix != "rtf":
        assert body.xpath("string(//figure/figcaption/span[@class='caption'])") == "A crane over the basin."
        assert body.xpath("string(//figure/figcaption/span[@class='credit'])") == "Photo: Ana Ruiz"
        assert body.xpath("string(//table/caption)") == "Depths at low water"
        assert body.xpath("string(//blockquote)") == "Nobody remembers why."
        assert body.xpath("string(//h2)") == "The north end"


STYLED = """
::: {custom-style="Epigraph"}
The sea is an edge of land.
:::

Text in [a way]{custom-style="Strong"}.

::: {custom-style="Quote"}
First line of it.
:::

::: {custom-style="Quote"}
Second line of it.
:::

::: {custom-style="Verse"}
Gulls\\
nets
:::
"""


def test_word_styles_say_what_a_paragraph_is(made) -> None:  # type: ignore[no-untyped-def]
    body = tree(converted(made("docx", STYLED)))
    assert body.xpath("string(//blockquote[@class='epigraph'])") == "The sea is an edge of land."
    assert body.xpath("//blockquote[not(@class)]/p/text()") == ["First line of it.", "Second line of it."]
    assert body.xpath("//div[@class='verse']/p/text()") == ["Gulls", "nets"]
    assert body.xpath("string(//strong)") == "a way"


def test_tracked_changes_are_accepted_and_comments_left_out(made, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = made("docx", "The quay was built MARK.\n")
    insertion = (
        '</w:t></w:r><w:ins w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t>twice</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>once</w:delText></w:r></w:del>'
        "<w:r><w:t>"
    )
    edited = tmp_path / "edited.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(edited, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(b"MARK", insertion.encode())
            new.writestr(entry.filename, data)
    assert "built twice." in converted(edited).body
    assert "once" not in converted(edited).body


def test_a_frame_of_libreoffice_is_a_figure_with_its_description(made, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = made("odt", "Before MARK after.\n\n![](crane.png)\n")
    frame = (
        '<draw:frame draw:name="F" svg:width="5cm"><draw:text-box><text:p text:style-name="Figure"><draw:frame'
        ' draw:name="I"><draw:image xlink:href="Pictures/0.png" xlink:type="simple"/><svg:desc>Oak and iron</svg:desc>'
        "</draw:frame>Figure 1: The lock (Photo: HP)</text:p></draw:text-box></draw:frame>"
    )
    edited = tmp_path / "edited.odt"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(edited, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(
                entry.filename, data.replace(b"MARK", frame.encode()) if entry.filename == "content.xml" else data
            )
    body = tree(converted(edited))
    figure = body.xpath("//p[contains(., 'Before')]/following-sibling::figure")[0]
    assert figure.find("img").get("alt") == "Oak and iron"
    assert figure.xpath("string(.//span[@class='credit'])") == "Photo: HP"


def test_restructuredtext(convert: Convert) -> None:
    text = (
        "The Quay\n========\n\n:Author: Ruth Okafor\n\nNorth\n-----\n\nBuilt *twice* [#n]_.\n\n.. [#n] In stone.\n\n"
        ".. figure:: crane.png\n   :alt: A crane\n\n   Over the basin\n\n.. note:: Mind the tide.\n\n| One\n|   two\n\n"
        ".. code-block:: python\n\n   tide = 1\n"
    )
    out = convert(text, name="one.rst")
    body = tree(out)
    assert out.metadata["title"] == "The Quay"
    assert body.xpath("string(//fn-note)") == "In stone."
    assert body.xpath("//figure/img/@alt") == ["A crane"]
    assert body.xpath("string(//aside/p)") == "Mind the tide."
    assert body.xpath("//div[@class='verse']/p/text()") == ["One", "\u2003two"]
    assert body.xpath("//pre/@data-language") == ["python"]


def test_org(convert: Convert) -> None:
    text = (
        "#+TITLE: The Quay\n#+AUTHOR: Ruth Okafor\n* North\nBuilt /twice/ [fn:1].\n\n"
        "#+CAPTION: A crane\n[[file:c.png]]\n\n[fn:1] In stone.\n"
    )
    out = convert(text, name="one.org")
    body = tree(out)
    assert (out.metadata["title"], out.metadata["author"]) == ("The Quay", "Ruth Okafor")
    assert body.xpath("string(//fn-note)") == "In stone."
    assert body.xpath("string(//figcaption)") == "A crane"


def test_latex(convert: Convert) -> None:
    text = (
        "\\documentclass{article}\\title{The \\emph{Quay}}\\author{Ruth Okafor \\and Uwe Behr}"
        "\\begin{document}\\maketitle"
        "\\section{North}\\label{sec:n}``Built'' twice\\footnote{In stone.} as Figure~\\ref{fig:c} shows."
        "\\begin{figure}\\includegraphics{c.png}\\caption{A crane}\\label{fig:c}\\end{figure}"
        "\\begin{equation}E=mc^2\\label{e}\\end{equation}\\end{document}"
    )
    out = convert(text, name="one.tex")
    body = tree(out)
    assert out.metadata["title"] == "The <em>Quay</em>"
    assert out.metadata["author"] == ["Ruth Okafor", "Uwe Behr"]
    assert body.xpath("string(//p[1])").startswith('"Built" twice')
    assert "as Figure\u00a01 shows" in " ".join(body.xpath("string(//p[1])").split(" "))
    assert body.xpath("//*[local-name()='math']/@alttext") == ["E=mc^2"]


def test_asciidoc(convert: Convert) -> None:
    text = (
        "= The Quay\nRuth Okafor <ruth@harbour.example>\n\n== North\n\nBuilt _twice_ footnote:[In stone.].\n\n"
        ".A crane\nimage::c.png[The crane]\n\n[quote, A pilot]\n____\nNobody remembers.\n____\n"
    )
    out = convert(text, name="one.adoc")
    body = tree(out)
    assert out.metadata["title"] == "The Quay"
    assert out.metadata["author"] == [{"name": "Ruth Okafor", "email": "ruth@harbour.example"}]
    assert body.xpath("string(//fn-note)") == "In stone."
    assert body.xpath("//figure/img/@alt") == ["The crane"]
    assert body.xpath("string(//blockquote/footer)") == "A pilot"


def test_docbook(convert: Convert) -> None:
    text = (
        '<?xml version="1.0"?><article xmlns="http://docbook.org/ns/docbook" version="5.0"><info>'
        "<title>The Quay</title>"
        "<author><personname><firstname>Ruth</firstname><surname>Okafor</surname></personname></author></info>"
        "<section><title>North</title><para>Built<footnote><para>In stone.</para></footnote> "
        "<quote>twice</quote>.</para>"
        "</section></article>"
    )
    out = convert(text, name="one.xml")
    assert (out.metadata["title"], out.metadata["author"]) == ("The Quay", "Ruth Okafor")
    assert tree(out).xpath("string(//fn-note)") == "In stone."
    assert '"twice"' in out.body


def test_jats(convert: Convert) -> None:
    text = (
        '<?xml version="1.0"?><article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta><title-group>'
        "<article-title>The Quay</article-title></title-group><contrib-group><contrib contrib-type='author'>"
        "<name><surname>Okafor</surname><given-names>Ruth</given-names></name></contrib></contrib-group></article-meta></front>"
        "<body><sec><title>North</title><p>Built, <xref ref-type='fig' rid='f1'>Fig. 1</xref>.</p><fig id='f1'>"
        "<caption><p>A crane</p></caption><graphic xlink:href='c.png'/></fig></sec></body></article>"
    )
    out = convert(text, name="one.xml")
    body = tree(out)
    assert (out.metadata["title"], out.metadata["author"]) == ("The Quay", ["Ruth Okafor"])
    assert body.xpath("string(//a[@class='xref'])") == "Figure\u00a01"
    assert len(body.xpath("//figure")) == 1


def test_typst(convert: Convert) -> None:
    text = (
        '#set document(title: "The Quay", author: "Ruth Okafor")\n= North\n'
        'Built "twice" #footnote[In stone.] as @c.\n\n'
        '#figure(image("c.png"), caption: [A crane]) <c>\n'
    )
    out = convert(text, name="one.typ")
    body = tree(out)
    assert (out.metadata["title"], out.metadata["author"]) == ("The Quay", ["Ruth Okafor"])
    assert body.xpath("string(//a[@class='xref'])") == "Figure\u00a01"
    assert '"twice"' in out.body


def test_a_notebook(made, png: bytes) -> None:  # type: ignore[no-untyped-def]
    out = converted(made("ipynb", "# The Quay\n\nBuilt twice.\n\n![A crane](crane.png)\n\n```python\ntide = 1\n```\n"))
    body = tree(out)
    assert str(out.title_from_h1) == "The Quay"
    assert [out.media[source] for source in body.xpath("//img/@src")] == [png]


def test_properties_of_rtf(convert: Convert) -> None:
    text = r"{\rtf1\ansi{\info{\title The caf\'e9}{\author Ruth Okafor;Uwe Behr}}{\pard Built twice.\par}}"
    out = convert(text, name="one.rtf")
    assert out.metadata == {"title": "The caf\u00e9", "author": ["Ruth Okafor", "Uwe Behr"]}
    assert out.body == "<p>Built twice.</p>"


def test_front_matter_leads_in_every_text_format(convert: Convert) -> None:
    for name, text in (("a.rst", "Text *it*."), ("a.html", "<p>Text <em>it</em>.</p>"), ("a.org", "Text /it/.")):
        out = convert(f"---\ntitle: The *long* quay\n---\n\n{text}\n", name=name)
        assert out.metadata["title"] == "The <em>long</em> quay"
        assert out.body == "<p>Text <em>it</em>.</p>"
