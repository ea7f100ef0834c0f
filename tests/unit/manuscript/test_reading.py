"""Files as they are read: formats, front matter, lines, and everything that is refused."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from presswork import manuscript
from presswork.diagnostics import Rejected

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, name: str, content: bytes | str, root: Path | None = None) -> manuscript.Manuscript:
    """The manuscript in a new file."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return manuscript.read(path, display=name, root=root)


def refusal(folder: Path, name: str, content: bytes | str) -> str:
    """What the user is told."""
    with pytest.raises(Rejected) as caught:
        read(folder, name, content)
    assert len(caught.value.findings) == 1
    return str(caught.value.findings[0])


def test_front_matter_and_body_are_set_apart_with_lines(tmp_path: Path) -> None:
    one = read(tmp_path, "one.md", "---\ntitle: One\nauthor: A\n---\n\nFirst line.\n\nSecond *marked up* line.\n")
    assert one.format == "markdown"
    assert one.front is not None
    assert one.front.value == {"title": "One", "author": "A"}
    assert one.front.place(("author",)) == (3, 1)
    assert one.body_line == 5
    assert one.body.startswith("\nFirst")
    assert one.line_of("Second marked up line.") == 8
    assert one.line_of("nowhere to be found") is None


@pytest.mark.parametrize("end", ["---", "...", "---  "])
def test_front_matter_may_end_in_two_ways(tmp_path: Path, end: str) -> None:
    assert read(tmp_path, "one.md", f"---\ntitle: One\n{end}\nText").body == "Text"


def test_a_rule_at_the_head_of_a_text_is_no_front_matter(tmp_path: Path) -> None:
    one = read(tmp_path, "one.md", "---\n\nA text between rules.\n\n---\n\nMore.\n")
    assert one.front is None
    assert one.body.startswith("---")


def test_front_matter_without_an_end_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "one.md", "---\ntitle: One\n\nText\n").startswith("one.md:1: error T112")


def test_line_ends_of_other_systems_are_line_feeds(tmp_path: Path) -> None:
    one = read(tmp_path, "one.md", b"---\r\ntitle: One\r\n---\r\nA\r\nB\rC\n")
    assert one.body == "A\nB\nC\n"
    assert one.line_of("C") == 6


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.markdown", "markdown"),
        ("a.txt", "markdown"),
        ("a.HTM", "html"),
        ("a.xhtml", "html"),
        ("a.rst", "rst"),
        ("a.org", "org"),
        ("a.tex", "latex"),
        ("a.adoc", "asciidoc"),
        ("a.rtf", "rtf"),
        ("a.ipynb", "ipynb"),
        ("a.typ", "typst"),
    ],
)
def test_the_suffix_says_the_format(tmp_path: Path, name: str, format_: str) -> None:
    assert read(tmp_path, name, "text").format == format_


def test_xml_is_told_by_its_root(tmp_path: Path) -> None:
    jats = "<?xml version='1.0'?><article><front><article-meta/></front></article>"
    docbook = '<!-- <x> --><article xmlns="http://docbook.org/ns/docbook"><title>T</title></article>'
    assert read(tmp_path, "a.xml", jats).format == "jats"
    assert read(tmp_path, "b.xml", docbook).format == "docbook"
    assert "T104 the root element <html>" in refusal(tmp_path, "c.xml", "<html><body/></html>")


@pytest.mark.parametrize(
    "encoded",
    ["Søren".encode("utf-8-sig"), "Søren".encode("utf-16"), "Søren".encode("utf-16-le"), "Søren".encode("utf-32")],
)
def test_unicode_is_known_by_its_mark(tmp_path: Path, encoded: bytes) -> None:
    one = read(tmp_path, "one.md", encoded)
    assert one.body == "Søren"
    assert not one.findings


def test_other_bytes_are_taken_for_windows_1252_and_reported(tmp_path: Path) -> None:
    one = read(tmp_path, "one.md", "First\n\u201cSøren\u201d \u2013 caf\u00e9".encode("cp1252"))
    assert one.body == "First\n\u201cSøren\u201d \u2013 café"
    assert [str(finding).splitlines()[0] for finding in one.findings] == [
        "one.md:2: warning T107 the text is not UTF-8 and was read as Windows-1252 (Western European)"
    ]


def test_a_web_page_says_its_own_encoding(tmp_path: Path) -> None:
    page = '<meta charset="iso-8859-2"><p>ž ć</p>'.encode("iso-8859-2")
    assert "ž ć" in read(tmp_path, "one.html", page).text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("one.md", "", "one.md: error T106 the file is empty"),
        ("one.md", " \n\n", "one.md: error T106 the file is empty"),
        ("one.md", "a\nb\0c", "one.md:2: error T108 the text holds a NUL byte"),
        ("one.md", "a\n\nb\x1bc", "one.md:3: error T108 the text holds the control character U+001B"),
        ("one.md", b"a\n\x81\x8d\x8f", "one.md:2: error T107 the encoding of the file cannot be told"),
        ("one.md", b"\xff\xfe\x00", "one.md: error T107 the file is not the UTF-16"),
        ("one.md", b"abc\xff\n\0d", "one.md:2: error T108 the file holds NUL bytes"),
        ("one.html", '<meta charset="klingon"><p>x', "one.html: error T107 the file declares an unknown encoding"),
        ("one.pdf", "x", "one.pdf: error T104 '.pdf' is no format that can be read"),
        ("one.doc", "x", "one.doc: error T104"),
        ("one.mdd", "x", "one.mdd: error T104"),
        ("one", "x", "one: error T104 the file's name has no suffix"),
        ("one.docx", "not a zip", "one.docx: error T109 this is no Word file"),
        ("one.epub", b"PK\3\4junk", "one.epub: error T109 this is no EPUB file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes | str, told: str
) -> None:
    assert refusal(tmp_path, name, content).startswith(told)


def test_a_misspelt_suffix_has_its_hint(tmp_path: Path) -> None:
    assert "did you mean '.docx'" in refusal(tmp_path, "one.dcox", "x")
    assert "save it as .docx" in refusal(tmp_path, "one.doc", "x")


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="T101 there is no such file"):
        manuscript.read(tmp_path / "none.md", display="none.md", root=None)
    with pytest.raises(Rejected, match="T102 this is not a file"):
        manuscript.read(tmp_path, display="folder", root=None)
    with pytest.raises(Rejected, match="T101"):
        manuscript.read(tmp_path / "nul\0.md", display="nul.md", root=None)


def test_a_symbolic_link_out_of_the_publication_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    house = tmp_path / "house"
    house.mkdir()
    (house / "link.md").symlink_to(secret)
    (house / "loop.md").symlink_to("loop.md")
    (house / "own.md").write_text("own")
    (house / "alias.md").symlink_to("own.md")
    with pytest.raises(Rejected, match="T103"):
        manuscript.read(house / "link.md", display="link.md", root=house)
    with pytest.raises(Rejected, match="T103"):
        manuscript.read(house / ".." / "secret.md", display="../secret.md", root=house)
    with pytest.raises(Rejected, match="T101"):
        manuscript.read(house / "loop.md", display="loop.md", root=house)
    assert manuscript.read(house / "alias.md", display="alias.md", root=house).body == "own"


def test_large_files_are_refused_before_they_are_read(tmp_path: Path) -> None:
    large = tmp_path / "large.docx"
    with large.open("wb") as file:
        os.truncate(file.fileno(), manuscript.MAX_FILE + 1)
    with pytest.raises(Rejected, match="T105 the file is larger than 100 MB"):
        manuscript.read(large, display="large.docx", root=None)


def test_large_texts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manuscript, "MAX_TEXT", 1000)
    assert "T105 the text is larger" in refusal(tmp_path, "one.md", "word " * 300)


def test_text_in_memory_is_a_manuscript_too(tmp_path: Path) -> None:
    one = manuscript.from_text("---\ntitle: T\n---\nBody\n", path=tmp_path / "x.txt", display="x.txt")
    assert one.body == "Body\n"
    assert one.format == "markdown"


def test_the_line_of_markup_and_of_long_text(tmp_path: Path) -> None:
    one = read(
        tmp_path, "one.md", "Top\n\n![A crane](img/crane.jpg){#fig-crane}\n\nThe *quick*\nbrown fox jumps, over it.\n"
    )
    assert one.line_of("img/crane.jpg") == 3
    assert one.line_of("{#fig-crane") == 3
    assert one.line_of("The quick brown fox jumps over it, and then some words nobody wrote") == 5
