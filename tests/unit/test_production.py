"""The walk as an editor meets it: what is made, what is withheld, what is told, and what is left of earlier builds."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pikepdf
import pytest

from presswork import cli, copydesk
from presswork.diagnostics import Rejected
from presswork.jobs import World, plan
from presswork.output import CannotKeep
from presswork.production import build

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from presswork.results import ArticleResult, BuildResult

TODAY = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
# The engine leaves its colour profile's file to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def lay(root: Path, name: str = "walk", *front: str, body: str = "It began at the quay.") -> Path:
    """A manuscript in the publication's folder, with these lines in its front matter."""
    path = root / "content" / "articles" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = [f"title: The {name}", "author: Ana Ruiz", "date: 2026-01-02", "summary: A walk.", *front]
    path.write_text("\n".join(["---", *head, "---", "", body, ""]), "utf-8")
    return path


def publish(root: Path, *settings: str) -> Path:
    """The publication's settings; without any, only the quick web edition is built."""
    file = root / "content" / "publication.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(["title: The Harbour Review", *(settings or ["build: [web]"]), ""]), "utf-8")
    return root


def made(root: Path, *paths: Path, editions: Sequence[str] = (), keep: bool = True) -> BuildResult:
    (job,) = plan(paths or [root], base=root, editions=editions)
    return build(job, World(TODAY), keep=keep)


def only(result: BuildResult) -> ArticleResult:
    (article,) = result.articles
    return article


def told(result: BuildResult) -> list[str]:
    return [f"{found.severity} {found.code}" for found in result.all_findings]


def out(root: Path) -> list[str]:
    """The edition files that lie in out/."""
    return sorted(p.relative_to(root / "out").as_posix() for p in (root / "out").glob("*/*"))


# --- what is withheld -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ("status: draft", "E004"),
        ("embargo: 2026-03-02", "E005"),
        ("embargo: 2026-03-01T12:00:01Z", "E005"),
        ("embargo: 2026-03-01T13:30:00+01:00", "E005"),
    ],
)
def test_what_is_not_to_appear_yet_is_withheld_and_told(tmp_path: Path, front: str, code: str) -> None:
    lay(publish(tmp_path), "walk", front)
    lay(tmp_path, "other")
    result = made(tmp_path)
    assert told(result) == [f"note {code}"]
    assert [(article.skipped, article.failed) for article in result.articles] == [(False, False), (True, False)]
    assert out(tmp_path) == ["web/other.html"]
    assert result.all_findings[0].hints


@pytest.mark.parametrize("front", ["embargo: 2026-03-01", "embargo: 2026-03-01T12:00:00Z", "status: published"])
def test_what_may_appear_is_made(tmp_path: Path, front: str) -> None:
    lay(publish(tmp_path), "walk", front)
    assert (told(made(tmp_path)), out(tmp_path)) == ([], ["web/walk.html"])


@pytest.mark.parametrize("front", ["status: draft", "embargo: 2026-12-24"])
def test_what_is_named_is_made_all_the_same(tmp_path: Path, front: str) -> None:
    path = lay(publish(tmp_path), "walk", front)
    made(tmp_path, path)
    assert out(tmp_path) == ["web/walk.html"]


def test_a_draft_named_beside_its_publication_is_made_and_other_drafts_are_not(tmp_path: Path) -> None:
    named = lay(publish(tmp_path), "named", "status: draft")
    lay(tmp_path, "unnamed", "status: draft")
    assert told(made(tmp_path, tmp_path, named)) == ["note E004"]
    assert out(tmp_path) == ["web/named.html"]


def test_an_article_that_becomes_a_draft_is_taken_out_of_the_output(tmp_path: Path) -> None:
    lay(publish(tmp_path), "walk", "slug: promenade")
    made(tmp_path)
    assert out(tmp_path) == ["web/promenade.html"]
    lay(tmp_path, "walk", "slug: promenade", "status: draft")
    made(tmp_path)
    assert out(tmp_path) == []


# --- many articles --------------------------------------------------------------------------------------


def test_one_failing_article_does_not_stop_the_others(tmp_path: Path) -> None:
    lay(publish(tmp_path), "a-bad", "date: someday")
    lay(tmp_path, "good")
    lay(tmp_path, "z-bad", body="![A crane](crane.png)")
    result = made(tmp_path)
    assert [article.failed for article in result.articles] == [True, False, True]
    assert result.failed
    assert out(tmp_path) == ["web/good.html"]


def test_the_second_of_two_articles_with_one_slug_is_not_made(tmp_path: Path) -> None:
    lay(publish(tmp_path), "first", "slug: walk")
    lay(tmp_path, "second", "slug: walk")
    result = made(tmp_path)
    assert told(result) == ["error M186"]
    (clash,) = result.all_findings
    assert "content/articles/first.md" in clash.message
    assert str(clash.location) == "content/articles/second.md"
    assert "The first" in (tmp_path / "out" / "web" / "walk.html").read_text("utf-8")


def test_a_clash_does_not_take_away_what_the_other_article_made(tmp_path: Path) -> None:
    lay(publish(tmp_path), "first")
    lay(tmp_path, "second", "slug: walk")
    made(tmp_path)
    lay(tmp_path, "first", "slug: walk")
    assert told(made(tmp_path)) == ["error M186"]
    assert out(tmp_path) == ["web/walk.html"]
    assert "The first" in (tmp_path / "out" / "web" / "walk.html").read_text("utf-8")


def test_a_manuscript_that_is_named_twice_is_made_once(tmp_path: Path) -> None:
    path = lay(publish(tmp_path))
    result = made(tmp_path, path, tmp_path, path.parent / ".." / "articles" / "walk.md")
    assert (len(result.articles), told(result)) == (1, [])


def test_lone_manuscripts_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "walk.md" for folder in ("one", "two")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(f"---\ntitle: {path.parent.name}\nauthor: A\ndate: 2026-01-02\nsummary: S.\n---\n\nText.\n")
    assert told(made(tmp_path, *paths, editions=["web"])) == ["error M186"]


def test_a_failed_article_leaves_no_file_of_an_earlier_build(tmp_path: Path) -> None:
    path = lay(publish(tmp_path), "walk", "slug: promenade")
    lay(tmp_path, "other")
    made(tmp_path)
    path.write_text("", "utf-8")
    made(tmp_path)
    assert out(tmp_path) == ["web/other.html"]


def test_nothing_outside_the_output_folder_is_removed_whatever_the_report_says(tmp_path: Path) -> None:
    path = lay(publish(tmp_path))
    made(tmp_path)
    report = tmp_path / "out" / "report.json"
    report.write_text(report.read_text("utf-8").replace("web/walk.html", "../content/publication.yaml"), "utf-8")
    path.write_text("", "utf-8")
    made(tmp_path)
    assert (tmp_path / "content" / "publication.yaml").is_file()


def test_without_manuscripts_there_is_a_warning(tmp_path: Path) -> None:
    assert told(made(publish(tmp_path))) == ["warning E003"]
    assert not (tmp_path / "out").exists()


# --- which edition an article gets ----------------------------------------------------------------------


def size(root: Path, name: str = "reader/walk.pdf") -> tuple[int, int]:
    """Width and height of a PDF's first page in millimetres."""
    with pikepdf.open(root / "out" / name) as pdf:
        _, _, width, height = (float(x) * 25.4 / 72 for x in pdf.pages[0].MediaBox)
    return round(width), round(height)


def test_the_house_sets_what_nobody_says(tmp_path: Path) -> None:
    lay(publish(tmp_path, "build: [reader]"))
    made(tmp_path)
    assert size(tmp_path) == (210, 297)


def test_the_publication_comes_before_the_house(tmp_path: Path) -> None:
    lay(publish(tmp_path, "build: [reader]", "editions: {reader: {paper: letter}}"))
    made(tmp_path)
    assert size(tmp_path) == (216, 279)


@pytest.mark.parametrize("layout", ["{paper: a5}", "{reader: {paper: a5}}", "{paper: b5, reader: {paper: a5}}"])
def test_the_article_comes_before_the_publication(tmp_path: Path, layout: str) -> None:
    lay(publish(tmp_path, "build: [reader]", "editions: {reader: {paper: letter}}"), "walk", f"layout: {layout}")
    assert told(made(tmp_path)) == []
    assert size(tmp_path) == (148, 210)


def test_an_edition_s_own_layout_leaves_the_others_alone(tmp_path: Path) -> None:
    editions = "editions: {booklet: {format: pdf, paper: a6, columns: 1}}"
    lay(publish(tmp_path, "build: [reader, booklet]", editions), "walk", "layout: {booklet: {paper: a5}}")
    made(tmp_path)
    assert (size(tmp_path), size(tmp_path, "booklet/walk.pdf")) == ((210, 297), (148, 210))


@pytest.mark.parametrize(
    "front", ["template: folio", "layout: {template: folio}", "layout: {reader: {template: folio}}"]
)
def test_the_article_s_template_is_used_in_print_alone(tmp_path: Path, front: str) -> None:
    lay(publish(tmp_path, "build: [reader, web]"), "walk", front)
    template = tmp_path / "templates" / "paper" / "folio.html.j2"
    template.parent.mkdir(parents=True)
    template.write_text(
        '{% extends "!house/paper/article.html.j2" %}{% block page %}<p>FOLIO</p>{{ super() }}{% endblock %}'
    )
    assert told(made(tmp_path)) == []
    assert out(tmp_path) == ["reader/walk.pdf", "web/walk.html"]
    from pypdfium2 import PdfDocument

    document = PdfDocument(tmp_path / "out" / "reader" / "walk.pdf")
    assert document[0].get_textpage().get_text_range().startswith("FOLIO")
    document.close()


def test_a_template_that_is_not_there_is_hinted_and_the_other_editions_are_made(tmp_path: Path) -> None:
    lay(publish(tmp_path, "build: [reader, web]"), "walk", "template: artcle")
    result = made(tmp_path)
    assert told(result) == ["error H001"]
    assert "did you mean 'article'?" in str(result.all_findings[0])
    assert out(tmp_path) == ["web/walk.html"]


@pytest.mark.parametrize(
    ("layout", "said"),
    [
        ("layout: {columns: 9}", "content/articles/walk.md:6:10: error M181 layout.columns: must be 1, 2 or 3"),
        ("layout: {reader: {papr: a4}}", "content/articles/walk.md:6:19: error M182 unknown setting 'papr'"),
        ("layout:\n  reader:\n    paper: a44", "content/articles/walk.md:8:5: error M181 layout.reader.paper: 'a44'"),
        ("layout: {reader: a5}", "content/articles/walk.md:6:10: error M181 layout.reader must be a list of settings"),
        ("layout: {ebook: {pages-of: reeder}}", "content/articles/walk.md:6:18: error M184 edition 'ebook' wants"),
    ],
)
def test_a_bad_layout_is_shown_where_it_is_written(tmp_path: Path, layout: str, said: str) -> None:
    lay(publish(tmp_path, "build: [reader, ebook, web]"), "walk", layout)
    result = made(tmp_path)
    (found,) = result.all_findings
    assert str(found).startswith(said)
    assert found.hints
    assert not result.files


# --- editions that need each other ----------------------------------------------------------------------


def test_editions_are_made_in_the_order_asked_for_with_those_first_that_others_need(tmp_path: Path) -> None:
    lay(publish(tmp_path))
    result = made(tmp_path, editions=["web", "ebook", "reader"])
    assert [each.edition for each in result.files] == ["web", "reader", "ebook"]


def test_an_edition_that_another_needs_is_made_but_not_kept(tmp_path: Path) -> None:
    lay(publish(tmp_path))
    result = made(tmp_path, editions=["ebook"])
    assert [each.edition for each in result.files] == ["ebook"]
    assert out(tmp_path) == ["ebook/walk.epub"]


def test_an_edition_whose_need_fails_is_not_made_and_says_so(tmp_path: Path) -> None:
    lay(publish(tmp_path, "build: [ebook, web]"), "walk", "template: artcle")
    result = made(tmp_path)
    assert told(result) == ["error H001", "error E007"]
    assert "'ebook' was not made: it needs the pages of 'reader'" in result.all_findings[1].message
    assert out(tmp_path) == ["web/walk.html"]


def test_an_unknown_format_is_one_error_for_its_edition(tmp_path: Path) -> None:
    editions = "editions: {mobile: {format: epup}}"
    lay(publish(tmp_path, "build: [mobile, web]", editions))
    result = made(tmp_path)
    assert told(result) == ["error E006"]
    assert str(result.all_findings[0]).startswith("content/articles/walk.md: error E006 edition 'mobile'")
    assert "did you mean 'epub'?" in result.all_findings[0].hints[0]
    assert out(tmp_path) == ["web/walk.html"]


def test_an_unknown_edition_is_hinted_before_anything_is_read(tmp_path: Path) -> None:
    lay(publish(tmp_path))
    with pytest.raises(Rejected, match="did you mean 'reader'"):
        made(tmp_path, editions=["reeder"])


# --- faults, and folders that cannot be written -----------------------------------------------------------


def break_the_copydesk(monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    """Let the copydesk fail on the manuscript with this title, as if we had a bug."""
    edit = copydesk.edit

    def broken(manuscript, *rest, **named):
        if title in manuscript.text:
            raise ZeroDivisionError("a fault of ours")
        return edit(manuscript, *rest, **named)

    monkeypatch.setattr(copydesk, "edit", broken)


def test_a_fault_of_ours_is_told_and_the_others_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(publish(tmp_path), "first")
    lay(tmp_path, "second")
    made(tmp_path)
    break_the_copydesk(monkeypatch, "The first")
    lay(tmp_path, "first", body="It began somewhere else.")
    result = made(tmp_path)
    assert told(result) == ["error E009"]
    assert "content/articles/first.md: error E009" in str(result.all_findings[0])
    assert "ZeroDivisionError: a fault of ours" in result.articles[0].fault
    assert out(tmp_path) == ["web/second.html"]


def test_a_fault_of_ours_is_exit_code_70_with_its_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(publish(tmp_path))
    break_the_copydesk(monkeypatch, "The walk")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        cli.main(["build"])
    assert ended.value.code == 70
    assert "Traceback" in capsys.readouterr().err


def test_a_missing_engine_is_not_taken_for_an_article_s_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_args, **_named):
        raise ModuleNotFoundError("No module named 'pypandoc'", name="pypandoc")

    lay(publish(tmp_path))
    monkeypatch.setattr(copydesk, "edit", missing)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        cli.main(["build"])
    assert ended.value.code == 3


def test_an_output_folder_that_is_a_file_is_one_clear_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(publish(tmp_path))
    lay(tmp_path, "other")
    (tmp_path / "out").write_text("not a folder", "utf-8")
    with pytest.raises(CannotKeep, match="E010 cannot be written"):
        made(tmp_path)
    with pytest.raises(SystemExit) as ended:
        cli.main(["build", str(tmp_path)])
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert said.count("error E010") == 1
    assert "hint: see to the room and the rights there" in said


# --- what is reported -------------------------------------------------------------------------------------


def test_a_character_without_a_typeface_is_told_once_at_its_line(tmp_path: Path) -> None:
    root = publish(tmp_path, "build: [reader, second]", "editions: {second: {format: pdf, paper: b5}}")
    lay(root, "walk", body="It began at the quay.\n\nThen came \U00012345.")
    (found,) = [str(each) for each in only(made(root)).findings if each.code == "H102"]
    assert found.startswith("content/articles/walk.md:10:11: ")
    assert "(U+12345 CUNEIFORM SIGN URU TIMES KI)" in found


def test_the_report_lists_what_was_made_and_found(tmp_path: Path) -> None:
    lay(publish(tmp_path), "bad", "rol: x")
    lay(tmp_path, "draft", "status: draft")
    lay(tmp_path, "good")
    result = made(tmp_path)
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["failed"] is True
    assert [(each["source"], each["failed"], each["skipped"]) for each in report["articles"]] == [
        ("content/articles/bad.md", True, False),
        ("content/articles/draft.md", False, True),
        ("content/articles/good.md", False, False),
    ]
    bad, draft, good = report["articles"]
    assert [(found["code"], found["line"], found["column"]) for found in bad["findings"]] == [("M104", 6, 1)]
    assert [found["severity"] for found in draft["findings"]] == ["note"]
    (file,) = good["files"]
    assert file["path"] == "web/good.html"
    assert file["bytes"] == (tmp_path / "out" / "web" / "good.html").stat().st_size == result.files[0].size


def test_check_makes_everything_and_keeps_nothing(tmp_path: Path) -> None:
    lay(publish(tmp_path))
    result = made(tmp_path, keep=False)
    assert [each.edition for each in result.files] == ["web"]
    assert result.out is None
    assert not (tmp_path / "out").exists()


def test_progress_counts_manuscripts(tmp_path: Path) -> None:
    lay(publish(tmp_path), "first")
    lay(tmp_path, "second", "status: draft")
    seen: list[tuple[str, int, int]] = []
    (job,) = plan([tmp_path], base=tmp_path)
    build(job, World(TODAY), progress=lambda *step: seen.append(step))
    assert seen == [("content/articles/first.md", 0, 2), ("content/articles/second.md", 1, 2), ("", 2, 2)]


def test_a_build_of_some_articles_remembers_the_files_of_the_others(tmp_path: Path) -> None:
    """An article whose slug is not its file's name loses its old files when it fails, whatever was built between."""
    publish(tmp_path)
    ferry, walk = lay(tmp_path, "ferry", "slug: crossing"), lay(tmp_path)
    made(tmp_path)
    assert out(tmp_path) == ["web/crossing.html", "web/walk.html"]
    made(tmp_path, walk)
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["standing"] == {"content/articles/ferry.md": ["web/crossing.html"]}
    ferry.write_text("", "utf-8")
    made(tmp_path, walk)
    made(tmp_path, ferry)
    assert out(tmp_path) == ["web/walk.html"]
