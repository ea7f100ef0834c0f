"""Files built to exhaust or to reach out, refused before any reader sees them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from presswork import manuscript
from presswork.diagnostics import Rejected
from presswork.manuscript import containers

if TYPE_CHECKING:
    from pathlib import Path

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def archive(*entries: tuple[str, bytes]) -> bytes:
    """A ZIP archive of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries:
            made.writestr(name, data)
    return buffer.getvalue()


def refusal(folder: Path, name: str, content: bytes | str) -> str:
    """What the user is told."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(Rejected) as caught:
        manuscript.read(path, display=name, root=None)
    (finding,) = caught.value.findings
    assert finding.hints
    return str(finding)


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub"])
def test_a_zip_bomb_is_refused_by_what_it_says_of_itself(tmp_path: Path, name: str) -> None:
    first = {"a.docx": "[Content_Types].xml", "a.odt": "content.xml", "a.epub": "META-INF/container.xml"}[name]
    bomb = archive((first, b"<x/>"), ("media/image.bin", b"\0" * (30 * 2**20)))
    assert "T110 the archive would unpack into 30 MB" in refusal(tmp_path, name, bomb)


def test_too_many_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_ENTRIES", 3)
    made = archive(*((f"{n}.txt", b"x") for n in range(4)))
    assert "T110 the archive holds 4 files" in refusal(tmp_path, "a.docx", made)


def test_one_huge_xml_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_ENTRY_XML", 1000)
    made = archive(("[Content_Types].xml", b"<x/>"), ("word/document.xml", bytes(range(256)) * 20))
    assert "'word/document.xml' would unpack" in refusal(tmp_path, "a.docx", made)


def test_entities_in_an_archive(tmp_path: Path) -> None:
    made = archive(("content.xml", f"<!DOCTYPE x [{LAUGHS}]><x>&l9;</x>".encode()))
    assert "T111 'content.xml' in the archive declares XML entities" in refusal(tmp_path, "a.odt", made)


def test_another_archive_under_the_name(tmp_path: Path) -> None:
    assert "T109 this is no OpenDocument file" in refusal(tmp_path, "a.odt", archive(("x.txt", b"x")))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.xml", f"<?xml version='1.0'?>\n<!DOCTYPE article [{LAUGHS}]>\n<article>&l9;</article>"),
        (
            "a.xml",
            "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<article>&x;</article>",
        ),
        ("a.xhtml", f"<?xml version='1.0'?>\n<!DOCTYPE html [{LAUGHS}]>\n<html><body>&l9;</body></html>"),
    ],
)
def test_entity_bombs(tmp_path: Path, name: str, text: str) -> None:
    assert refusal(tmp_path, name, text).startswith(f"{name}:2: error T111")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("quotations.md", "Text\n\n" + ">" * 10_000 + " deep", 3),
        ("spaced.md", "> " * 10_000 + "deep", 1),
        ("brackets.md", "[" * 10_000 + "deep" + "]" * 10_000, 1),
        ("images.md", "![" * 10_000, 1),
        ("notes.md", "^[" * 10_000, 1),
        ("ampersands.md", "&" * 10_000, 1),
        ("elements.md", "One\n<div>" * 10_000, 202),
        ("list.md", "".join(" " * (2 * n) + "- x\n" for n in range(1000)), 101),
        ("page.html", "<b>" * 10_000, 1),
        ("book.xml", "<article>" + "<section>" * 10_000 + "</section>" * 10_000 + "</article>", 1),
    ],
)
def test_deep_nesting(tmp_path: Path, name: str, text: str, line: int) -> None:
    told = refusal(tmp_path, name, text)
    assert told.startswith(f"{name}:{line}: error T205 the text is nested more than 200 levels deep")


@pytest.mark.parametrize(
    "text",
    [
        "<https://harbour.example/a>\n" * 500,
        "<p>One<br>two<img src='a'>\n" * 500,
        "<b>one</b> <i>two</i>\n" * 500,
        "std::vector<int> v;\n" * 500,
        "> quoted\n" * 500,
        "a[0][1][2] = {{ }};\n" * 500,
    ],
)
def test_what_is_only_long_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "long.md"
    path.write_text(text)
    assert manuscript.read(path, display="long.md", root=None).body == text
