"""The command line as an editor uses it: what is said, what is written, with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from presswork.cli.app import app

ARTICLE = (
    "---\ntitle: A short walk\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: A walk.\n---\n\nIt began at the quay.\n"
)
ROOT = Path(__file__).parents[3]


def run(*arguments: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`presswork` in a process of its own, in `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "presswork", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "NO_COLOR": "1", **environment},
    )


def lay(folder: Path, name: str = "walk.md", text: str = ARTICLE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_lone_manuscript_becomes_three_editions(tmp_path: Path) -> None:
    lay(tmp_path)
    done = run("build", "walk.md", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    made = sorted(p.relative_to(tmp_path).as_posix() for p in (tmp_path / "out").glob("*/*"))
    assert made == ["out/ebook/walk.epub", "out/reader/walk.pdf", "out/web/walk.html"]
    lines = done.stdout.splitlines()
    assert lines[0].startswith("out/reader/walk.pdf  1 page, ")
    assert lines[1].startswith("out/ebook/walk.epub  1 chapter, ")
    assert lines[-1].startswith("3 files from 1 article in ")


def test_one_edition_and_another_folder(tmp_path: Path) -> None:
    lay(tmp_path)
    assert run("build", "walk.md", "-e", "web", "-o", "made", folder=tmp_path).returncode == 0
    assert [p.name for p in (tmp_path / "made").glob("*/*")] == ["walk.html"]


def test_an_ebook_alone_still_has_its_printed_pages(tmp_path: Path) -> None:
    lay(tmp_path)
    run("build", "walk.md", "-e", "ebook", folder=tmp_path)
    assert [p.name for p in (tmp_path / "out").glob("*/*")] == ["walk.epub"]
    import zipfile

    nav = zipfile.ZipFile(tmp_path / "out" / "ebook" / "walk.epub").read("EPUB/nav.xhtml").decode()
    assert 'epub:type="page-list"' in nav


def test_findings_are_told_with_place_and_hint_and_exit_1(tmp_path: Path) -> None:
    lay(tmp_path, text=ARTICLE.replace("author:", "auhtor:"))
    done = run("build", "walk.md", folder=tmp_path)
    assert done.returncode == 1
    assert "walk.md:3:1: error M104 unknown field 'auhtor'" in done.stderr
    assert "hint: did you mean 'author'?" in done.stderr
    assert not list((tmp_path / "out").glob("*/*"))


def test_a_failed_article_leaves_no_old_files(tmp_path: Path) -> None:
    lay(tmp_path)
    lay(tmp_path, "other.md")
    assert run("build", "walk.md", "other.md", "-e", "web", folder=tmp_path).returncode == 0
    lay(tmp_path, text="")
    done = run("build", "walk.md", "other.md", "-e", "web", folder=tmp_path)
    assert done.returncode == 1
    assert [p.name for p in (tmp_path / "out" / "web").iterdir()] == ["other.html"]


def test_check_keeps_nothing(tmp_path: Path) -> None:
    lay(tmp_path)
    done = run("check", "walk.md", "-e", "web", folder=tmp_path)
    assert done.returncode == 0
    assert not (tmp_path / "out").exists()


def test_strict_makes_warnings_fail(tmp_path: Path) -> None:
    lay(tmp_path, text=ARTICLE + "\n[nowhere](#nowhere-at-all)\n")
    assert run("check", "walk.md", "-e", "web", folder=tmp_path).returncode == 0
    assert run("check", "walk.md", "-e", "web", "--strict", folder=tmp_path).returncode == 1


def test_json_lines(tmp_path: Path) -> None:
    lay(tmp_path, text=ARTICLE + "\n[nowhere](#nowhere-at-all)\n")
    done = run("build", "walk.md", "-e", "web", "--json", folder=tmp_path)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert {record["type"] for record in records} == {"file", "finding", "summary"}
    (finding,) = [record for record in records if record["type"] == "finding"]
    assert finding["path"] == "walk.md"
    assert finding["line"] == 10


def test_quiet_says_nothing_when_all_is_well(tmp_path: Path) -> None:
    lay(tmp_path)
    done = run("build", "walk.md", "-e", "web", "--quiet", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["build", "wlak.md"], 1, "did you mean 'walk.md'"),
        (["build", "walk.md", "-e", "reeder"], 1, "did you mean 'reader'"),
        (["build", "."], 1, "presswork new"),
        (["bild"], 2, "No such command"),
        (["list", "paper"], 2, "did you mean 'papers'"),
        (["eject", "paper/artcle.css"], 1, "did you mean 'paper/article.css'"),
        (["new", "x", "--kind", "artikel"], 2, "did you mean 'article'"),
    ],
)
def test_what_is_misspelt_is_hinted(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    lay(tmp_path)
    done = run(*arguments, folder=tmp_path)
    assert done.returncode == code
    assert said in done.stderr


def test_new_makes_a_publication_that_builds_without_a_finding(tmp_path: Path) -> None:
    assert run("new", "my-review", folder=tmp_path).returncode == 0
    done = run("build", "my-review", "-e", "web", "-e", "ebook", "--strict", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "my-review" / "out" / "ebook" / "the-ferry.epub").is_file()
    assert run("new", "my-review", folder=tmp_path).returncode == 1


def test_eject_copies_a_style_that_is_then_used(tmp_path: Path) -> None:
    run("new", "my-review", folder=tmp_path)
    assert run("eject", "screen/article.css", "--into", "my-review", folder=tmp_path).returncode == 0
    style = tmp_path / "my-review" / "styles" / "screen" / "article.css"
    style.write_text("article{--mine:1}", "utf-8")
    run("build", "my-review", "-e", "web", folder=tmp_path)
    assert "--mine:1" in (tmp_path / "my-review" / "out" / "web" / "the-ferry.html").read_text("utf-8")
    assert run("eject", "screen/article.css", "--into", "my-review", folder=tmp_path).returncode == 1


def test_import_makes_a_manuscript_that_builds(tmp_path: Path) -> None:
    text = "The Last Lamp\n\nBy Maria Keane\n3 May 2024\n\nThe lamp was lit at dusk by hand, and the keeper\n" * 1
    lay(tmp_path, "mail.txt", text + "climbed the stairs twice a night to wind it.\n\nHe never missed a night.\n")
    done = run("import", "mail.txt", folder=tmp_path)
    assert done.returncode == 0
    made = (tmp_path / "the-last-lamp.md").read_text("utf-8")
    assert made.startswith("---\ntitle: The Last Lamp\n")
    assert "Maria Keane" in made
    assert "2024-05-03" in made
    assert "note T30" in done.stderr
    assert run("build", "the-last-lamp.md", "-e", "web", folder=tmp_path).returncode == 0
    assert run("import", "mail.txt", folder=tmp_path).returncode == 1
    assert run("import", "mail.txt", "--force", folder=tmp_path).returncode == 0


def test_a_missing_engine_has_an_exit_code_of_its_own(tmp_path: Path) -> None:
    lay(tmp_path)
    done = run("build", "walk.md", "-e", "web", folder=tmp_path, PYPANDOC_PANDOC=str(tmp_path / "none"))
    assert done.returncode == 3
    assert "T120" in done.stderr
    assert "hint: " in done.stderr


def test_doctor_names_every_engine(tmp_path: Path) -> None:
    done = run("doctor", folder=tmp_path)
    assert done.returncode == 0
    for name in ("pandoc", "weasyprint", "ebooklib", "libpango", "font-source-serif-pro"):
        assert name in done.stdout


@pytest.mark.parametrize("what", ["papers", "editions", "printers", "templates", "findings", "fields", "settings"])
def test_every_list_has_lines(tmp_path: Path, what: str) -> None:
    done = run("list", what, folder=tmp_path)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) >= 3


def test_the_schema_is_json(tmp_path: Path) -> None:
    schema = json.loads(run("list", "fields", "--schema", folder=tmp_path).stdout)
    assert "title" in schema["properties"]


def test_every_command_is_in_the_manual_and_has_an_example() -> None:
    manual = (ROOT / "docs" / "manual" / "commands.md").read_text("utf-8")
    for command in app.registered_commands:
        assert command.name
        assert f"presswork {command.name}" in manual
        assert command.callback is not None
        assert "Example: presswork" in (command.callback.__doc__ or "")
