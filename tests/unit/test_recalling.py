"""Nothing is made twice: what an editor changes is made again, with its reason, and nothing else is."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from presswork.jobs import plan, world_now
from presswork.markup import pandoc
from presswork.production import build

if TYPE_CHECKING:
    from collections.abc import Callable

    from presswork.results import BuildResult

ROOT = Path(__file__).parents[2]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="{}"><rect width="60" height="30"/></svg>'
ENGINES = ("weasyprint", "ebooklib", "pikepdf", "pypandoc", "pypdfium2")
EDITIONS = ("reader", "ebook", "web")
WEB_ANEW = {"ferry web", "walk web"}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Two articles, one with a picture, in three editions; built once."""
    write(tmp_path, "content/publication.yaml", "title: The Review\nbuild: [reader, ebook, web]\n")
    write(tmp_path, "content/figures/quay.svg", PICTURE.format(30))
    for name, body in (("ferry", "![The quay](../figures/quay.svg)\n\nIt sails."), ("walk", "It began.")):
        article(tmp_path, name, body)
    made(tmp_path)
    return tmp_path


def article(root: Path, name: str, body: str) -> None:
    head = f"---\ntitle: The {name}\nauthor: Ana Ruiz\ndate: 2026-01-02\nsummary: S.\n---\n\n"
    write(root, f"content/articles/{name}.md", f"{head}{body}\n")


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def made(root: Path, *, remember: bool = True, workers: int = 1) -> BuildResult:
    (job,) = plan([root], base=root)
    result = build(job, world_now(), remember=remember, workers=workers)
    assert not result.failed, result.all_findings
    return result


def anew(result: BuildResult) -> set[str]:
    """The files that were made and not used again: `ferry web`."""
    return {f"{each.path.stem} {each.edition}" for each in result.files if not each.reused}


def bytes_of(root: Path) -> dict[str, str]:
    files = (path for path in (root / "out").glob("*/*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_an_unchanged_build_makes_nothing_and_brings_in_no_engine(house: Path) -> None:
    before = bytes_of(house)
    code = (
        "import sys\nfrom presswork.cli import main\ntry:\n    main(['build', '.'])\nexcept SystemExit as end:\n"
        f"    assert not end.code\nprint([name for name in {ENGINES!r} if name in sys.modules])"
    )
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=house, env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.count("unchanged") == 7, "six files and the summary"
    assert ran.stdout.endswith("[]\n")
    assert bytes_of(house) == before


@pytest.mark.parametrize(
    ("change", "made_again", "why"),
    [
        (
            lambda root: write(root, "content/figures/quay.svg", PICTURE.format(40)),
            {f"ferry {name}" for name in EDITIONS},
            "quay.svg changed",
        ),
        (lambda root: article(root, "walk", "It ended."), {f"walk {name}" for name in EDITIONS}, "walk.md changed"),
        (lambda root: write(root, "styles/screen/article.css", "p { color: #123 }"), WEB_ANEW, "article.css changed"),
        (
            lambda root: write(root, "styles/paper/article.css", '@import "!house/paper/article.css";'),
            {f"{article} {name}" for article in ("ferry", "walk") for name in ("reader", "ebook")},
            "styles/paper/article.css changed",
        ),
        (
            lambda root: write(
                root,
                "content/publication.yaml",
                "title: The Review\neditions: {web: {embed-fonts: true}}\nbuild: [reader, ebook, web]\n",
            ),
            WEB_ANEW,
            "its settings changed",
        ),
        (
            lambda root: write(root, "fonts/Own-Regular.otf", "not yet a font"),
            {f"{article} {name}" for article in ("ferry", "walk") for name in ("reader", "ebook")},
            "fonts/ changed",
        ),
        (lambda root: write(root, "printers/corner.toml", ""), set(), ""),
    ],
)
def test_what_changed_is_made_again_and_nothing_else(
    house: Path, change: Callable[[Path], object], made_again: set[str], why: str
) -> None:
    change(house)
    result = made(house)
    assert anew(result) == made_again
    reasons = {reason for article in result.articles for reason in article.reasons.values()}
    assert any(why in reason for reason in reasons) if why else not reasons
    assert anew(made(house)) == set()


def test_another_pandoc_reads_every_manuscript_again(
    house: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("bin") / "pandoc"
    other.symlink_to(pandoc.program())
    monkeypatch.setattr(pandoc, "program", lambda: str(other))
    result = made(house)
    assert len(anew(result)) == 6
    assert {why for article in result.articles for why in article.reasons.values()} == {"pandoc changed"}


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_text("scribbled over", "utf-8")])
def test_a_file_that_is_not_as_it_was_is_put_right(house: Path, spoil: Callable[[Path], object]) -> None:
    before = bytes_of(house)
    spoil(house / "out" / "web" / "walk.html")
    assert anew(made(house)) == set()
    assert bytes_of(house) == before


def test_a_store_that_is_gone_changes_no_byte(house: Path) -> None:
    before = bytes_of(house)
    shutil.rmtree(house / ".presswork")
    assert len(anew(made(house))) == 6
    assert bytes_of(house) == before


def test_whole_articles_made_by_workers_are_the_same_bytes(house: Path) -> None:
    for number in range(5):
        article(house, f"walk-{number}", f"It began {number} times.")
    made(house, remember=False)
    alone = bytes_of(house)
    shutil.rmtree(house / "out")
    shutil.rmtree(house / ".presswork")
    assert len(anew(made(house, workers=2))) == 21
    assert bytes_of(house) == alone


def test_check_keeps_nothing(house: Path) -> None:
    shutil.rmtree(house / ".presswork")
    (job,) = plan([house], base=house)
    build(job, world_now(), keep=False)
    assert not (house / ".presswork").exists()


# --- records that somebody else wrote -------------------------------------------------------------------


def forge(root: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Change every record in the store of a publication."""
    database = sqlite3.connect(root / ".presswork" / "cache.db")
    rows = database.execute("SELECT key, value, filename FROM Cache WHERE key LIKE 'note:%'").fetchall()
    for key, value, filename in rows:
        file = root / ".presswork" / filename if filename else None
        record = json.loads(file.read_text("utf-8") if file else value)
        change(record)
        if file:
            file.write_text(json.dumps(record), "utf-8")
        else:
            database.execute("UPDATE Cache SET value = ? WHERE key = ?", (json.dumps(record), key))
    database.commit()
    database.close()


def elsewhere(record: dict[str, object]) -> None:
    record["slug"] = "../../../stolen"
    for kept in record["editions"].values():  # type: ignore[attr-defined]
        kept["stamps"] = {}


@pytest.mark.parametrize("change", [elsewhere, lambda record: record.pop("about"), lambda record: record.clear()])
def test_a_forged_record_makes_us_write_nothing_elsewhere(
    house: Path, change: Callable[[dict[str, object]], object]
) -> None:
    before = bytes_of(house)
    around = {path for path in house.parent.rglob("*") if ".presswork" not in path.parts}
    forge(house, change)
    made(house)
    assert {path for path in house.parent.rglob("*") if ".presswork" not in path.parts} == around
    assert bytes_of(house) == before


def test_a_store_that_is_a_link_to_elsewhere_is_left_alone(house: Path) -> None:
    kept, away = house / ".presswork", house / "away"
    shutil.move(kept, away)
    kept.symlink_to(away)
    before = sorted(path.name for path in away.rglob("*"))
    assert len(anew(made(house))) == 6
    assert sorted(path.name for path in away.rglob("*")) == before
