"""Volumes from strangers: each is one clear error at its place, and nothing is made of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import volume_samples

from presswork.diagnostics import Rejected, Severity
from presswork.fields import FIELDS
from presswork.jobs import World, plan
from presswork.production import build
from presswork.volumes.keys import KEYS

if TYPE_CHECKING:
    from pathlib import Path

    from volume_samples import Shelf

    from presswork.diagnostics import Diagnostic

WORLD = World(dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
ARTICLE = "---\ntitle: The {0}\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: S.\n---\n\nThe {0} is told of.\n"
HEAD = "kind: issue\ntitle: Spring\ndate: 2026-03-01\n"
GOOD = "contents: [../articles/ferry.md]\n"
ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
CASES: dict[str, tuple[str | bytes, str]] = {
    "outside": (f"{HEAD}contents: [../../../secret.md]\n", ":4:12: error M213"),
    "absolute": (f"{HEAD}contents: [/etc/passwd]\n", "M213 '/etc/passwd' lies outside the publication"),
    "a link out": (f"{HEAD}contents: [../articles/link.md]\n", "lies outside the publication"),
    "a folder that is a link out": (f"{HEAD}contents: [../articles/away/secret.md]\n", "lies outside the publication"),
    "itself": (f"{HEAD}contents: [spring.yaml]\n", "M213 'spring.yaml' is no manuscript"),
    "another volume": (f"{HEAD}contents: [../volumes/summer.yaml]\n", "M213 '../volumes/summer.yaml' is no manuscript"),
    "a folder": (f"{HEAD}contents: [../articles]\n", "M204"),
    "twice": (f"{HEAD}contents: [../articles/ferry.md, ../articles/../articles/ferry.md]\n", ":4:34: error M205"),
    "a NUL in a path": (f'{HEAD}contents: ["../articles/fer\\0ry.md"]\n', "M213"),
    "a path too long": (f"{HEAD}contents: [{'a/' * 3000}x.md]\n", "can be no file's name"),
    "a name too long": (f"{HEAD}contents: [{'a' * 3000}.md]\n", "can be no file's name"),
    "a NUL": (f"{HEAD}{GOOD}\0".encode(), "M101"),
    "control characters": (f"{HEAD.replace('Spring', 'Spr' + chr(7))}{GOOD}", "M101"),
    "nothing": ("", ":1:1: error M200 this is no volume"),
    "a comment": ("# to be written\n", "M200 this is no volume"),
    "no text": (bytes(range(256)), "M200 the volume cannot be read"),
    "another encoding": (f"{HEAD}{GOOD}".encode("utf-16"), "M200 the volume cannot be read"),
    "aliases that multiply": (f"{HEAD}{ALIASES}{GOOD}", "M102"),
    "nested": (f"{HEAD}contents: {'[' * 5000}{']' * 5000}\n", "M102"),
    "a million articles": (f"{HEAD}contents:\n{'  - ../articles/ferry.md' * 50_000}\n", "M200 the volume is larger"),
    "a million words": (f"{HEAD}summary: '{'*word* ' * 150_000}'\n{GOOD}", "M200 the volume is larger"),
    "two documents": (f"{HEAD}{GOOD}---\nkind: book\n", "M101"),
    "a key twice": (f"{HEAD}title: Again\n{GOOD}", ":4:1: error M103"),
    "an impossible day": (f"{HEAD.replace('03-01', '99-99')}{GOOD}", ":3:7: error M105"),
    "a program": (f"{HEAD}summary: !!python/object/apply:os.system [echo]\n{GOOD}", "M106"),
    "a cover from outside": (f"{HEAD}cover: {{image: ../../../secret.png, alt: x}}\n{GOOD}", "T401"),
    "a picture from outside": (f"{HEAD}back: [{{advertisement: {{image: /etc/hosts, alt: x}}}}]\n{GOOD}", "T401"),
    "files elsewhere": (f"{HEAD}slug: ../../../evil\n{GOOD}", "M106"),
    "a template elsewhere": (f"{HEAD}contents: [{{article: ../articles/ferry.md, template: ../../x}}]\n", "M106"),
    "no such template": (f"{HEAD}contents: [{{article: ../articles/ferry.md, template: tow}}]\n", ":4:13: error H001"),
}  # fmt: skip


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """A publication of one article, and beside it what it must never read."""
    root = tmp_path / "review"
    (root / "content" / "volumes").mkdir(parents=True)
    (root / "content" / "articles").mkdir()
    (tmp_path / "secret.md").write_text(ARTICLE.format("secret"), "utf-8")
    (tmp_path / "secret.png").write_bytes(b"secret")
    (root / "content" / "articles" / "ferry.md").write_text(ARTICLE.format("ferry"), "utf-8")
    (root / "content" / "articles" / "link.md").symlink_to(tmp_path / "secret.md")
    (root / "content" / "articles" / "away").symlink_to(tmp_path)
    (root / "content" / "volumes" / "summer.yaml").write_text(f"{HEAD}{GOOD}", "utf-8")
    (root / "content" / "publication.yaml").write_text("title: The Review\nbuild: [ebook]\n", "utf-8")
    return root


def errors_of(publication: Path, volume: Path) -> list[Diagnostic]:
    """What building it says is wrong; nothing may come of it, nor may we have failed on it."""
    (job,) = plan([volume], base=publication)
    result = build(job, WORLD)
    assert result.files == ()
    assert not [article.fault for article in result.articles if article.fault]
    assert not list(publication.glob("out/*/*"))
    return [found for found in result.all_findings if found.severity is Severity.ERROR]


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_volume_is_one_error(publication: Path, case: str) -> None:
    written, says = CASES[case]
    volume = publication / "content" / "volumes" / "spring.yaml"
    volume.write_bytes(written if isinstance(written, bytes) else written.encode())

    (error,) = errors_of(publication, volume)

    assert says in str(error)
    assert str(error).startswith("content/volumes/spring.yaml")
    assert error.hints
    assert len(error.message) < 400


def test_a_volume_that_is_a_link_out_is_not_read(publication: Path) -> None:
    (publication.parent / "secret.yaml").write_text(f"{HEAD}{GOOD}", "utf-8")
    volume = publication / "content" / "volumes" / "spring.yaml"
    volume.symlink_to(publication.parent / "secret.yaml")

    (error,) = errors_of(publication, volume)

    assert "lies outside the publication" in str(error)


ODD = ("7", "true", "~", "''", "[1]", "[]", "{}", "{a: b}", "2026-01-01", "[[1]]", "[~]", "{~: x}", '"\\0"', ".nan",
       "[~, {}, [], 1]", "{name: [1]}", "[{article: 1}]", "[{section: [x], articles: ~}]", "[{imprint: [1]}]",
       "[{foreword: {text: [], title: {}, image: 1}}]", "[{role: [imprint]}]", "{reader: 1}", "{ebook: [9]}",
       "[{article: articles/two.md, title: [1], section: {}, template: 3}]")  # fmt: skip
NAMES = sorted({key.name for key in KEYS} | {field.name for field in FIELDS} | {"editors", "issn"})


@pytest.mark.parametrize("name", NAMES)
def test_a_value_of_any_type_is_read_or_told(tmp_path: Path, name: str) -> None:
    shelf: Shelf = volume_samples.shelf(tmp_path)
    plain = {"kind": "issue", "title": "Spring", "date": "2026-03-01", "contents": "[articles/one.md]"}
    for value in ODD:
        text = "".join(f"{key}: {said}\n" for key, said in (plain | {name: value}).items())
        try:
            volume, _ = shelf.read(text)
        except Rejected as rejected:
            unplaced = [found for found in rejected.findings if not (found.location and found.location.line)]
        else:
            unplaced = []
            assert volume.sections
        assert unplaced == [], value
