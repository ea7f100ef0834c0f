"""The methods of dataclasses and regular expressions are compiled once, for all starts."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from presswork.cli import compiled

if TYPE_CHECKING:
    from pathlib import Path

DECLARED = """
import dataclasses, sys
from pathlib import Path
from presswork.cli import compiled
methods = compiled.keep_compiled(Path(sys.argv[1]))

@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 2

print(Point(1), Point(1) == Point(1, 2), hash(Point(1)) == hash(Point(1, 2)), len(methods.new))
try:
    Point(1).x = 3
except dataclasses.FrozenInstanceError:
    print("frozen")
"""


def declare(folder: Path, text: str = DECLARED) -> list[str]:
    """What a new Python prints that keeps compiled methods in the folder."""
    done = subprocess.run([sys.executable, "-c", text, str(folder)], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.fixture(autouse=True)
def _compiled_files_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)


def test_a_second_start_compiles_nothing_and_its_classes_are_the_same(tmp_path: Path) -> None:
    first, second = declare(tmp_path), declare(tmp_path)
    assert first == ["Point(x=1, y=2) True True 6", "frozen"]
    assert second == ["Point(x=1, y=2) True True 0", "frozen"]


def test_a_few_more_are_not_worth_writing_all_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled, "_FEW", 3)
    for wanted in ("ab", "c", "de"), ("f", "g"), ("h", "i", "j"):
        kept = compiled.Compiled(tmp_path / "kept")
        for pattern in wanted:
            kept.expression(pattern)
        kept.save()
    assert {key.rsplit(" ", 1)[1] for key in compiled._read(tmp_path / "kept")} == {
        "'ab'", "'c'", "'de'", "'h'", "'i'", "'j'",
    }  # fmt: skip


def test_a_class_that_changed_has_its_new_methods(tmp_path: Path) -> None:
    declare(tmp_path)
    assert declare(tmp_path, DECLARED.replace("y: int = 2", "y: int = 2\n    z: int = 3"))[0].startswith(
        "Point(x=1, y=2, z=3)"
    )


@pytest.mark.parametrize("damage", [b"", b"nothing", compiled._header(), compiled._header() + b"i\x01\x00\x00\x00"])
def test_a_damaged_file_is_as_none(tmp_path: Path, damage: bytes) -> None:
    declare(tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(damage)
    assert declare(tmp_path)[0] == "Point(x=1, y=2) True True 6"
    assert declare(tmp_path)[0] == "Point(x=1, y=2) True True 0"


def test_a_folder_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    assert declare(tmp_path / "nowhere")[0] == "Point(x=1, y=2) True True 6"
    assert not (tmp_path / "nowhere").exists()


def test_a_process_of_a_pool_keeps_what_it_compiled(tmp_path: Path) -> None:
    forking = DECLARED.replace("Path(sys.argv[1]))", "Path(sys.argv[1]), forks=True)") + (
        "def declare():\n"
        "    dataclasses.make_dataclass('Third', ['only_here'])\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import get_context\n"
        "with ProcessPoolExecutor(1, mp_context=get_context('fork')) as pool:\n"
        "    pool.submit(declare).result()\n"
    )
    declare(tmp_path, forking)
    (kept,) = tmp_path.iterdir()
    texts = compiled._read(kept)
    assert any("only_here" in text for text in texts)
    assert any("self.x" in text for text in texts)


def test_a_library_leaves_dataclasses_alone() -> None:
    assert "exec" not in vars(dataclasses)


EXPRESSIONS = [
    ("a", 0),
    (r"(?P<first>\w+)\s(?P<last>\w+)", re.IGNORECASE),
    (r"(?<!\\)[\u0590-\u08ff]|[^\W\d_]{2,}?(?=x)", 0),
    (rb"\x00[\x80-\xff]+", re.DOTALL),
    (r"(?xi) a b # a remark", 0),
    (r"(a)|(b)(?(1)c|d)\2", re.MULTILINE),
    (r"[äÖß]+", re.IGNORECASE),
    (r"\d+", re.ASCII),
    (rb"\w", re.LOCALE),
]


@pytest.mark.parametrize(("pattern", "flags"), EXPRESSIONS)
def test_an_expression_that_is_kept_is_the_one_that_python_compiles(
    pattern: str | bytes, flags: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pythons = compiled._ENGINES(pattern, int(flags))
    first = compiled.Compiled(tmp_path / "kept")
    assert first.expression(pattern, int(flags)) == pythons
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    first.save()
    again = compiled.Compiled(tmp_path / "kept")
    found = again.expression(pattern, int(flags))
    assert (again.new, found, found.flags, dict(found.groupindex)) == (
        {}, pythons, pythons.flags, dict(pythons.groupindex),
    )  # fmt: skip


def test_a_wrong_expression_is_refused_as_ever(tmp_path: Path) -> None:
    with pytest.raises(re.error, match="missing"):
        compiled.Compiled(tmp_path / "kept").expression("(a", 0)
