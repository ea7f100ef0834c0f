"""A word does not stand alone because a space behind the line's last word found no room."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest
from pdf_samples import made as made_once
from pdf_samples import page_texts

from presswork.editions import page_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

made = made_once.__wrapped__  # the same pages are made with and without
SENTENCE = "Nobody who has seen the harbour on such a morning will say that the tide is <em>late</em> again. "


def lines_of(width: float) -> list[str]:
    import pypdfium2

    css = f".text {{ columns: 1; width: {width}mm; hyphens: none; --line-breaking: greedy }}"
    document = pypdfium2.PdfDocument(made(f"<p>{SENTENCE * 2}</p>", css=css).data)
    text = str(document[0].get_textpage().get_text_range())
    document.close()
    return text[text.index("Nobody") : text.rindex("again.")].split("\r\n")[:-1]


def stranded(lines: list[str], width: float) -> list[str]:
    """Lines, the paragraph's last left out, that hold less than a third of what the measure does."""
    return [line for line in lines if len(line) < width * 0.2]


def widths() -> Iterator[float]:
    return (width / 10 for width in range(500, 1000, 7))


def test_no_word_is_left_alone_at_any_measure() -> None:
    assert [(w, found) for w in widths() if (found := stranded(lines_of(w), w))] == []


def test_the_engine_alone_leaves_some(monkeypatch: pytest.MonkeyPatch) -> None:
    """When this fails, the engine has been mended, and `typesetting/early_breaks.py` can go."""
    monkeypatch.setattr(page_numbers, "no_early_breaks", nullcontext)
    assert any(stranded(lines_of(w), w) for w in widths())


@pytest.mark.parametrize(
    "css", [".text { --line-breaking: greedy }", ".text { white-space: pre-wrap }", ".text { font-size: 0.4pt }"]
)
def test_no_text_is_lost(css: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"<p>{SENTENCE * 9}</p>"
    with_it: Any = "".join(page_texts(made(body, css=css))).split()
    monkeypatch.setattr(page_numbers, "no_early_breaks", nullcontext)
    assert "".join(page_texts(made(body, css=css))).split() == with_it
