"""A volume's file: every key understood, or reported where it is written."""

from __future__ import annotations

import pytest
from volume_samples import ISSUE, Shelf

from presswork.diagnostics import Rejected
from presswork.volumes import editions_of, volumes_in


def told(shelf: Shelf, text: str) -> list[str]:
    with pytest.raises(Rejected) as rejected:
        shelf.read(text)
    return [str(each) for each in rejected.value.findings]


def test_an_issue_is_read_as_it_is_written(shelf: Shelf) -> None:
    volume, findings = shelf.read(ISSUE)
    assert findings == ()
    assert (volume.kind, volume.number, volume.meta.title.plain) == ("issue", "7", "Slack Water")
    assert [(c.name, c.role) for c in volume.meta.contributors] == [("Maren Holt", "edt")]
    assert [section.title and section.title.plain for section in volume.sections] == [None, "Reports"]
    assert [listed.path.name for listed in volume.listed] == ["three.md", "one.md", "two.md"]
    editorial, _, two = volume.listed
    assert editorial.role == "editorial"
    assert two.title is not None
    assert (two.title.plain, two.place) == ("A shorter headline", (13, 10))
    assert [part.role for part in (*volume.front, *volume.back)] == ["contents", "imprint", "contributors", "index"]


def test_everything_wrong_is_told_at_once_with_its_place(shelf: Shelf) -> None:
    found = told(
        shelf,
        """kind: isue
title: Spring
numbr: 7
isbn: {pres: 978-3-16-148410-0, press: 978-3-16-148410-1}
front: [titel, imprint, imprint, foreword]
contents:
  - articles/one.md
  - articles/tow.md
  - section: Again
    articles: [articles/one.md, {article: articles/two.md, titel: x}, ../secret.md]
back: [{index: words}]
date: 2026-03-01
""",
    )
    starts = [line.split(" ")[0] + " " + line.split(" ")[2] for line in found]
    assert starts == [
        "spring.yaml:1:1: M202",
        "spring.yaml:3:1: M201",
        "spring.yaml:4:8: M211",
        "spring.yaml:4:33: M111",
        "spring.yaml:5:9: M208",
        "spring.yaml:5:25: M209",
        "spring.yaml:5:34: M210",
        "spring.yaml:8:5: M204",
        "spring.yaml:10:16: M205",
        "spring.yaml:10:60: M201",
        "spring.yaml:10:71: M213",
        "spring.yaml:11:9: M209",
    ]
    hints = "\n".join(found)
    for near in ("'issue'", "'number'", "'press'", "'title'", "'two.md'"):
        assert f"did you mean {near}?" in hints
    assert "it stands in line 7 already" in hints


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- one.md\n", "M200"),
        ("kind: book\ncontents: [articles/one.md]\n", "M107"),
        ("kind: book\ntitle: x\n", "M203"),
        ("kind: book\ntitle: x\ncontents: [{section: Empty}]\n", "M203"),
        ("kind: book\ntitle: x\ncontents: [7]\n", "M214"),
        ("kind: book\ntitle: x\nisbn: 978-3-16-148410-0\ncontents: [articles/one.md]\n", "M211"),
        ("kind: book\ntitle: x\nlayout: {reader: {colums: 1}}\ncontents: [articles/one.md]\n", "M182"),
        ("kind: book\ntitle: x\nfront: [{advertisement: {}}]\ncontents: [articles/one.md]\n", "M210"),
        ("kind: book\ntitle: x\nprice: dear\ncontents: [articles/one.md]\n", "M106"),
        (
            "kind: book\ntitle: x\nisbn: {reader: 9783161484100, ebook: 978-3-16-148410-0}\ncontents: [a.md]\n",
            "M212",
        ),
    ],
)
def test_a_volume_is_refused(shelf: Shelf, text: str, code: str) -> None:
    assert any(f" {code} " in line for line in told(shelf, text))


def test_parts_have_many_spellings(shelf: Shelf) -> None:
    volume, _ = shelf.read(
        "kind: magazine\n"
        "front-matter: [Title page, TOC, Masthead, {dedication: 'To *the* sea'}, {foreword: articles/one.md}]\n"
        "articles: [articles/two.md]\nback matter: [about the authors, {ad: {image: articles/quay.png, alt: A quay}}]\n"
    )
    assert volume.kind == "issue"
    assert [p.role for p in volume.front] == ["title", "contents", "imprint", "dedication", "foreword"]
    dedication, foreword = volume.front[3:]
    assert dedication.text is not None
    assert dedication.text.html == "To <em>the</em> sea"
    assert foreword.path == shelf.root / "articles" / "one.md"
    assert volume.back[1].picture is not None
    assert volume.back[1].picture.alt == "A quay"


def test_editions_have_the_template_and_the_isbn_of_the_volume(shelf: Shelf) -> None:
    volume, _ = shelf.read(ISSUE + "layout: {columns: 3, reader: {columns: 1}}\n")
    editions = editions_of(volume, shelf.publication)
    assert (editions["reader"].template, editions["reader"].columns) == ("magazine", 1)
    assert editions["pamphlet"].columns == 3
    assert editions["ebook"].options["isbn"] == "978-3-16-148410-0"
    assert "isbn" not in editions["reader"].options


def test_volumes_of_a_publication_are_its_yaml_files(shelf: Shelf) -> None:
    shelf.write("content/volumes/b.yaml", ISSUE)
    shelf.write("content/volumes/a.yml", ISSUE)
    shelf.write("content/volumes/notes.txt", "")
    assert [path.name for path in volumes_in(shelf.root)] == ["a.yml", "b.yaml"]
