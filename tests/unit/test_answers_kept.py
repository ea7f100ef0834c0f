"""Pandoc's answers about the texts of a volume are kept, and no others are asked for again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

import pytest

from presswork.markup import pandoc
from presswork.markup.pandoc_loop import Loop
from presswork.store import Store
from presswork.store.answers import Kept

if TYPE_CHECKING:
    from pathlib import Path


def markdown(text: str, language: str = "en") -> pandoc.Reading:
    return pandoc.Reading("markdown", text.encode(), language, metadata={"title": "A *title*"})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The texts that a pandoc was given to read."""
    found: list[bytes] = []
    ask = Loop.ask

    def noted(loop: Loop, reading: pandoc.Reading, seconds: float) -> str | None:
        found.append(reading.data)
        return ask(loop, reading, seconds)

    monkeypatch.setattr(Loop, "ask", noted)
    return found


def test_what_was_answered_is_not_asked_again(tmp_path: Path, asked: list[bytes]) -> None:
    store = Store(tmp_path / "store")
    bodies = []
    for _ in range(2):
        with pandoc.several_kept_running(Kept(store, ["pandoc 1"])):
            bodies.append(pandoc.render(markdown("One *text*.\n"), display=""))
    assert "<em>text</em>" in bodies[0].body
    assert bodies[0] == bodies[1]
    assert asked == [b"One *text*.\n"]


@pytest.mark.parametrize(
    ("reading", "made_with"),
    [(markdown("Two.\n"), "pandoc 1"), (markdown("One.\n", "de"), "pandoc 1"), (markdown("One.\n"), "pandoc 2")],
    ids=["another text", "another language", "another pandoc"],
)
def test_what_differs_is_asked(tmp_path: Path, asked: list[bytes], reading: pandoc.Reading, made_with: str) -> None:
    store = Store(tmp_path / "store")
    with pandoc.several_kept_running(Kept(store, ["pandoc 1"])):
        pandoc.render(markdown("One.\n"), display="")
    with pandoc.several_kept_running(Kept(store, [made_with])):
        pandoc.render(reading, display="")
    assert len(asked) == 2


def test_something_else_in_its_place_is_not_an_answer(tmp_path: Path, asked: list[bytes]) -> None:
    store = Store(tmp_path / "store")
    kept = Kept(store, ["pandoc 1"])
    store.note(kept._name(pandoc._name(markdown("One.\n"))), ["not", "text"])
    with pandoc.several_kept_running(kept):
        assert "One." in pandoc.render(markdown("One.\n"), display="").body
    assert len(asked) == 1


def test_several_threads_have_a_pandoc_each_and_get_their_own_answers() -> None:
    with pandoc.several_kept_running():
        with ThreadPoolExecutor(3) as readers:
            tasks = [readers.submit(pandoc.render, markdown(f"Text {n}.\n"), display="") for n in range(24)]
            wait(tasks)
        assert [f"Text {n}." in task.result().body for n, task in enumerate(tasks)] == [True] * 24
        assert len(pandoc._others) == pandoc.READERS - 1
    assert not pandoc._others
