"""A pandoc that is kept running answers as one of its own does, and is stopped as it is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from presswork import manuscript
from presswork.markup import pandoc
from presswork.markup.pandoc_loop import Loop, OvertimeError, answers
from presswork.markup.readers import READERS, reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
MANUSCRIPTS = sorted([*(ROOT / "tests/cases/body").glob("*/in.md"), *(ROOT / "content/articles").glob("*.md")])
HARD = {
    "wide table": "| " + " | ".join(["a long cell with words"] * 6) + " |\n" + "|:--" * 6 + "|\n"
    "| " + " | ".join(["one"] * 6) + " |\n",
    "simple table": "  Right     Left     Center\n-------  ------  ----------\n     12     12        12\n",
    "grid table": "+---+---+\n| a | b |\n+===+===+\n| - x | y |\n+---+---+\n",
    "code": "```python\nfrom math import cos  # comment\n```\n\nand `x = 1`{.python}\n",
    "quotes and dashes": "\"One\" -- 'two' --- three... Mr. Smith, e.g. here, and p. 4\n",
    "notes": "One[^a] two^[inline *note*].\n\n[^a]: First.\n\n    Second.\n",
    "mathematics": "$a^2 + b^2 = c^2$ and $$\\sum_{i=1}^n i$$\n",
    "raw HTML": "<div class='x'>A <b>b</b></div>\n\n<script>alert(1)</script>\n",
    "divisions": "::: {.verse lang=de}\n| One\n|  two\n:::\n\n[span]{.smallcaps}\n",
    "address": "<someone@example.com> and https://example.com/a_b\n",
    "lists": "1. a\n\n   b\n2. c\n\n(@x) example\n\nAs (@x) says.\n\n- [ ] open\n- [x] done\n\nTerm\n: Definition\n",
    "headings": "# One {#two}\n\n## One\n\n## *Two* three\n\nA [link](#two) and [One].\n",
    "no title": "Only text.\n",
    "nothing": "\n\n",
    "not Latin": "Ἑλλάδα 中文 עברית العربية \U0001f600\n",
}
METADATA = {
    "title": "A *title* -- and more",
    "abstract": "One paragraph.\n\n- a\n- b\n",
    "list": ["a", {"name": "b & c", "n": 1, "yes": True}],
    "odd": "a: b # c \\ \" ' \u2028 \u00a0",
}


@pytest.fixture
def loop() -> Iterator[Loop]:
    one = Loop(pandoc.program(), pandoc.HEAP)
    yield one
    one.stop()


def alone(reading: pandoc.Reading, folder: Path) -> str:
    return pandoc._run(reading, folder, "a.md")[0]


def markdown(text: str, **values: object) -> pandoc.Reading:
    return pandoc.Reading(READERS["markdown"], text.encode(), "en-GB", **values)  # type: ignore[arg-type]


def test_our_manuscripts_come_out_as_from_a_pandoc_of_their_own(loop: Loop, tmp_path: Path) -> None:
    readings = [reading_of(manuscript.read(path, display="", root=None), language="de") for path in MANUSCRIPTS]
    asked = [reading for reading in readings if answers(reading)]
    assert len(asked) > 10
    for reading in asked:
        assert loop.ask(reading, 30) in (None, alone(reading, tmp_path))
    assert sum(loop.ask(reading, 30) is not None for reading in asked) > 10


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("highlight", [True, False])
@pytest.mark.parametrize("writer", ["html5", "plain"])
def test_hard_texts_come_out_the_same(loop: Loop, tmp_path: Path, name: str, writer: str, *, highlight: bool) -> None:
    reading = markdown(HARD[name], metadata=METADATA, highlight=highlight, writer=writer)
    answer = loop.ask(reading, 30)
    written, said = pandoc._run(reading, tmp_path, "a.md")
    # A plain text has no place for raw HTML, of which pandoc tells itself.
    expected = (None,) if "[WARNING]" in said else (written,) if writer == "html5" else (None, written)
    assert answer in expected


def test_what_one_text_says_is_forgotten_by_the_next(loop: Loop) -> None:
    loop.ask(markdown("[a]: https://example.com\n\n[a] and[^1]\n\n[^1]: n\n", metadata={"title": "T", "more": "x"}), 30)
    answer = loop.ask(markdown("[a] and[^1]\n", metadata={"title": "U"}), 30)
    assert answer is not None
    assert "example.com" not in answer
    assert '"more"' not in answer


def test_a_text_with_warnings_is_left_to_a_pandoc_of_its_own(loop: Loop) -> None:
    assert loop.ask(markdown("::: {.a}\n\nnever closed\n"), 30) is None
    assert loop.ask(markdown("Fine.\n"), 30)


@pytest.mark.parametrize("name", ["a.docx", "a.rst", "tabs", "citations"])
def test_what_would_come_out_otherwise_is_not_asked(name: str) -> None:
    readings = {
        "a.docx": pandoc.Reading(READERS["docx"], b"", "en", media=True),
        "a.rst": pandoc.Reading(READERS["rst"], b"Text", "en"),
        "tabs": markdown("-\ta\n"),
        "citations": markdown("[@a]", citations=True),
    }
    assert not answers(readings[name])


def test_it_is_stopped_when_it_takes_too_long_and_begun_again(loop: Loop) -> None:
    slow = markdown("> " * 60 + "a\n" + "*a **b " * 3000)
    started = time.monotonic()
    with pytest.raises(OvertimeError):
        loop.ask(slow, 0.2)
    assert time.monotonic() - started < 5
    assert loop.ask(markdown("Fine.\n"), 30)


def test_one_that_died_is_begun_again(loop: Loop) -> None:
    loop.ask(markdown("One.\n"), 30)
    assert loop._process is not None
    loop._process.kill()
    loop._process.wait()
    assert "Two." in (loop.ask(markdown("Two.\n"), 30) or "")


def test_too_much_memory_ends_it_only(tmp_path: Path) -> None:
    small = Loop(pandoc.program(), "64m")
    large = markdown("Many *words* in `a` text.\n\n" * 20_000)
    assert small.ask(large, 60) is None
    assert "Fine." in (small.ask(markdown("Fine.\n"), 30) or "")
    small.stop()


def test_where_none_can_be_kept_running_each_text_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(pandoc, "_loop", Loop(str(broken), pandoc.HEAP))
    for _ in range(9):
        assert "Text." in pandoc.render(markdown("Text.\n"), display="").body


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel ends it on Linux only")
def test_it_ends_with_the_process_that_asked(tmp_path: Path) -> None:
    code = (
        "import os, signal\nfrom presswork.markup import pandoc\n"
        "pandoc.keep_running()\n"
        "pandoc.render(pandoc.Reading('markdown', b'Text', 'en', metadata={'title': 'T'}), display='')\n"
        "print(pandoc._loop._process.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    pid = int(done.stdout)
    for _ in range(50):
        status = Path(f"/proc/{pid}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("pandoc still runs")


def test_one_is_kept_running_for_a_while_only() -> None:
    with pandoc.kept_running():
        assert "One." in pandoc.render(markdown("One.\n"), display="").body
        assert pandoc._loop is not None
        process = pandoc._loop._process
        assert process is not None
        assert process.poll() is None
    assert pandoc._loop is None
    assert process.poll() is not None
