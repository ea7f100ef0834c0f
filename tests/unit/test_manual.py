"""The manual's examples do what the manual says, and the sample publication uses every feature and field."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from presswork import manuscript, markup, settings
from presswork.article import Metadata
from presswork.copydesk import edit
from presswork.jobs import World, manuscripts_in, plan
from presswork.volumes import read_volume
from presswork.volumes.keys import ARTICLES_ONLY, KEYS, KINDS, ROLES

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "manual"
WORLD = World(today=dt.datetime(2026, 6, 1, tzinfo=dt.UTC))


def blocks(page: str, language: str) -> list[str]:
    text = (MANUAL / page).read_text("utf-8")
    return [m[2] for m in re.finditer(rf"^(`{{3,}}){language}\n(.*?)^\1$", text, re.DOTALL | re.MULTILINE)]


def program(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "presswork", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("text", blocks("writing.md", "markdown"))
def test_what_the_manual_writes_is_understood(text: str) -> None:
    source = manuscript.from_text(text, path=ROOT / "content" / "articles" / "example.md", display="example.md")
    books = (ROOT / "content" / "references.bib",) if "@cartwright1999" in text else ()

    converted = markup.convert(source, language="en", bibliography=books)

    assert converted.findings == ()
    assert ":::" not in converted.body
    assert "{#" not in converted.body


def test_the_settings_in_the_manual_can_be_used(tmp_path: Path) -> None:
    example, _, tokens = blocks("publication.md", "yaml")
    file = tmp_path / "content" / "publication.yaml"
    file.parent.mkdir()
    for text in (example, tokens):
        file.write_text(text, "utf-8")
        publication = settings.read_publication(file, display="publication.yaml")
        assert publication.tokens["accent"] == "#0b5563"
    assert "booklet" in blocks("publication.md", "yaml")[0]


def test_every_setting_is_in_the_manual() -> None:
    text = (MANUAL / "publication.md").read_text("utf-8")
    for setting in (*settings.PUBLICATION_SETTINGS, *settings.EDITION_SETTINGS):
        assert f"`{setting.key}`" in text, f"publication.md does not explain {setting.key}"


def test_every_key_and_part_of_a_volume_is_in_the_manual() -> None:
    text = (MANUAL / "volumes.md").read_text("utf-8")
    for word in (*(key.name for key in KEYS), *ROLES.values(), *dict.fromkeys(KINDS.values())):
        assert re.search(rf"`{word}`|\b{word}\b[,:]", text), f"volumes.md does not explain {word}"
    for attribute in ARTICLES_ONLY:
        assert f"`{attribute.replace('_', '-')}`" in text, f"volumes.md does not say that {attribute} is for articles"


def test_the_volume_in_the_manual_can_be_read(tmp_path: Path) -> None:
    example = blocks("volumes.md", "yaml")[0]
    file = tmp_path / "content" / "volumes" / "spring.yaml"
    file.parent.mkdir(parents=True)
    for name in re.findall(r"\.\./[\w/-]+\.(?:md|jpg)", example):
        (file.parent / name).parent.mkdir(exist_ok=True)
        (file.parent / name).write_text("", "utf-8")
    file.write_text(example, "utf-8")
    publication = replace(settings.HOUSE, root=tmp_path)

    volume, findings = read_volume(file, display="spring.yaml", publication=publication)

    assert findings == ()
    assert [section.title.plain if section.title else "" for section in volume.sections] == ["", "Reports", ""]
    assert [listed.path.stem for listed in volume.listed] == ["editorial", "one", "two", "three"]


def test_the_first_article_gets_the_answer_that_the_manual_shows(tmp_path: Path) -> None:
    (tmp_path / "ferry.md").write_text(blocks("index.md", "markdown")[0], "utf-8")

    answer = program("build", "ferry.md", "-e", "web", folder=tmp_path)

    assert answer.returncode == 0
    assert answer.stderr == ""
    assert answer.stdout.startswith("out/web/ferry.html  1 page, ")


def test_the_first_mistake_gets_the_answer_that_the_manual_shows(tmp_path: Path) -> None:
    wrong = blocks("index.md", "markdown")[0].replace("title:", "titel:")
    (tmp_path / "ferry.md").write_text(wrong, "utf-8")

    answer = program("build", "ferry.md", "-e", "web", folder=tmp_path)

    assert answer.returncode == 1
    assert blocks("index.md", "text")[1] in answer.stderr


def test_import_makes_what_the_manual_shows(tmp_path: Path) -> None:
    arrived, said = blocks("received.md", "text")
    (tmp_path / "mark.txt").write_text(arrived, "utf-8")

    answer = program("import", "mark.txt", folder=tmp_path)

    assert answer.stderr == said
    assert (tmp_path / "the-mark-on-the-side.md").read_text("utf-8") == blocks("received.md", "markdown")[0]


@pytest.mark.parametrize("text", blocks("python.md", "python"))
def test_the_programs_in_the_manual_compile(text: str) -> None:
    compile(text, "python.md", "exec")


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in MANUAL.glob("*.md"):
        for target in re.findall(r"\]\((\w+\.md)", page.read_text("utf-8")):
            assert (MANUAL / target).is_file() or target == "findings.md", f"{page.name} links to {target}"


def test_the_sample_publication_uses_every_feature_and_every_field() -> None:
    (job,) = plan([ROOT], base=ROOT)
    features: set[str] = set()
    used: set[str] = set()
    for path in manuscripts_in(ROOT):
        source = manuscript.read(path, display=path.name, root=ROOT)
        article, findings = edit(source, job.publication, epoch=WORLD.epoch)
        assert not [d for d in findings if str(d.severity) != "note"], f"{path.name} is not clean"
        features |= article.features
        used |= {name for name in Metadata.model_fields if getattr(article.meta, name)}

    wanted = ["notes", "math", "tables", "code", "images", "citations", "pullquotes", "xrefs", "verse", "languages"]
    assert features >= set(wanted)
    assert used >= set(Metadata.model_fields)
